// Socket Mode as a renewal shows it: connections that are told to go, what is sent meanwhile, and time without any.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { apiAnswer } from './slack-stand-in.ts';

export interface SocketStandIn {
  readonly apiUrl: string;
  /** Connections that are sent to now. */
  count(): number;
  /** Sends a command to any one of them; remembers that it has to be acknowledged. */
  send(n: number, command: string, text: string): void;
  /**
   * Asks for the renewal of one connection or of all, all at one moment, and closes them `grace` milliseconds later.
   * `atOnce`: nothing is sent to it any more; else it is sent to until there is another.
   */
  renew(which: 'one' | 'all', how: { readonly atOnce: boolean; readonly grace: number }): void;
  /** Milliseconds so far in which nobody could be sent to, since there was a connection for the first time. */
  deafMs(): number;
  /** How often each command was acknowledged. */
  readonly acknowledged: Map<number, number>;
  /** Commands for which there was no connection. */
  readonly undeliverable: number[];
  close(): void;
}

interface Connection {
  readonly socket: WebSocket;
  told: boolean;
  isServed: boolean;
}

export async function startSocketStandIn(): Promise<SocketStandIn> {
  const connections = new Set<Connection>();
  const acknowledged = new Map<number, number>();
  const undeliverable: number[] = [];
  let deaf = 0;
  let deafSince: number | undefined;
  let turn = 0;

  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    const url = request.url ?? '';
    const isOpening = url.includes('apps.connections.open');
    const address = `${origin.replace('http', 'ws')}/link/`;
    response.end(JSON.stringify(isOpening ? { ok: true, url: address } : apiAnswer(url)));
  });
  const sockets = new WebSocketServer({ server, path: '/link/', perMessageDeflate: false });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const served = () => {
    const all = [...connections].filter(({ isServed }) => isServed);
    const staying = all.filter(({ told }) => !told);
    return staying.length > 0 ? staying : all;
  };

  function noteDeafness(): void {
    if (served().length === 0) deafSince ??= performance.now();
    else if (deafSince !== undefined) {
      deaf += performance.now() - deafSince;
      deafSince = undefined;
    }
  }

  sockets.on('connection', (socket) => {
    const connection: Connection = { socket, told: false, isServed: true };
    const ping = setInterval(() => socket.ping('Ping from Slack'), 5000);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(ping);
      connections.delete(connection);
      noteDeafness();
    });
    socket.on('message', (data) => {
      const { envelope_id } = JSON.parse(String(data));
      const n = Number(String(envelope_id).split('.')[1]);
      acknowledged.set(n, (acknowledged.get(n) ?? 0) + 1);
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: connections.size + 1 }), () => {
      connections.add(connection);
      noteDeafness();
    });
  });

  return {
    apiUrl: `${origin}/api/`,
    acknowledged,
    undeliverable,
    count: () => served().length,
    deafMs: () => deaf + (deafSince === undefined ? 0 : performance.now() - deafSince),
    send(n, command, text) {
      const open = served();
      turn += 1;
      const connection = open[turn % Math.max(1, open.length)];
      if (!connection) {
        undeliverable.push(n);
        return;
      }
      acknowledged.set(n, 0);
      const payload = {
        team_id: 'T1',
        team_domain: 'bench',
        channel_id: 'C1',
        user_id: 'U1',
        user_name: 'amina',
        command,
        text,
        response_url: `${origin}/response/${n}`,
        trigger_id: `${process.pid}.${n}.trigger`,
      };
      const envelope_id = `envelope.${n}`;
      connection.socket.send(
        JSON.stringify({ envelope_id, type: 'slash_commands', payload, accepts_response_payload: true }),
      );
    },
    renew(which, { atOnce, grace }) {
      const wanted = [...connections].filter(({ told }) => !told);
      for (const connection of which === 'one' ? wanted.slice(0, 1) : wanted) {
        connection.told = true;
        if (atOnce) connection.isServed = false;
        const notice = { type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'bench' } };
        connection.socket.send(JSON.stringify(notice));
        setTimeout(() => connection.socket.terminate(), grace);
      }
      noteDeafness();
    },
    close: () => {
      for (const { socket } of connections) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
