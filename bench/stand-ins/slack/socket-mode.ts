// Socket Mode: connections by ticket, envelopes to any one of them, and acknowledgements with what they carry.
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { isFields, parsed } from '../door.ts';

export interface SocketMode {
  readonly open: () => number;
  /** Sends to the next connection in turn; false when there is none. */
  send(envelope: object): boolean;
}

const pingEveryMs = 5000;

/** `acknowledged` hears each envelope's id, and whether an answer came with the acknowledgement. */
export function makeSocketMode(
  server: Server,
  acknowledged: (envelope: string, withWords: boolean) => void,
): SocketMode {
  const sockets = new WebSocketServer({ server, path: '/link/', perMessageDeflate: false });
  const open: WebSocket[] = [];
  let turn = 0;

  sockets.on('connection', (socket) => {
    open.push(socket);
    const ping = setInterval(() => socket.ping('Ping from Slack'), pingEveryMs);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(ping);
      open.splice(open.indexOf(socket), 1);
    });
    socket.on('message', (data, isBinary) => {
      if (isBinary) return;
      const { envelope_id, payload } = parsed(data.toString());
      const withWords = isFields(payload) && Object.keys(payload).length > 0;
      acknowledged(String(envelope_id), withWords);
    });
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: open.length,
        debug_info: { host: 'applink-bench', build_number: 1, approximate_connection_time: 18060 },
        connection_info: { app_id: 'A1' },
      }),
    );
  });

  return {
    open: () => open.length,
    send(envelope) {
      turn += 1;
      const socket = open[turn % Math.max(1, open.length)];
      if (!socket) return false;
      socket.send(JSON.stringify(envelope));
      return true;
    },
  };
}
