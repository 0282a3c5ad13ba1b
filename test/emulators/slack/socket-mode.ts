// The WebSocket side of Socket Mode: hello, pings, envelopes, acknowledgements, refreshes, sudden ends.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Delivery, OutboundRequest, Transport } from './delivery.ts';
import { fieldsOf, isFields, parsedJson, stringOf } from './json.ts';
import { SOCKET_MODE } from './limits.ts';
import { recordViolation, type World } from './world.ts';

type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

interface Connection {
  readonly socket: WebSocket;
  readonly number: number;
  /** Told to go away: gets no more envelopes. */
  retired: boolean;
}

interface Pending {
  readonly connection: Connection;
  readonly settle: (outcome: Delivery['outcome'], body: unknown) => void;
}

export interface SocketMode extends Transport {
  /** Connections that get envelopes now. */
  count(): number;
  /** How many connections there have ever been. */
  everOpened(): number;
  /** Tells one connection (all when left out), by age, that it will be closed; Slack does so every few hours. */
  disconnect(reason: DisconnectReason, which?: number): void;
  /** Ends one connection (all when left out) without a word. */
  cut(which?: number): void;
  stop(): Promise<void>;
}

const pingEveryMs = 5000;

export function createSocketMode(world: World, server: Server): SocketMode {
  const sockets = new WebSocketServer({ noServer: true });
  const connections: Connection[] = [];
  const pending = new Map<string, Pending>();
  const settled = new Set<string>();
  let opened = 0;
  let turn = 0;

  const serving = () =>
    connections.filter((one) => !one.retired && one.socket.readyState === one.socket.OPEN);
  const chosen = (which: number | undefined) =>
    which === undefined ? serving() : serving().slice(which, which + 1);

  function sendJson(connection: Connection, message: unknown): void {
    connection.socket.send(JSON.stringify(message));
  }

  function retire(connection: Connection, reason: DisconnectReason): void {
    if (reason !== 'warning') connection.retired = true;
    sendJson(connection, { type: 'disconnect', reason, debug_info: { host: 'applink-emulated' } });
  }

  function receive(connection: Connection, text: string): void {
    const message = parsedJson(text);
    const envelopeId = stringOf(fieldsOf(message).envelope_id);
    if (!isFields(message) || envelopeId === '') {
      recordViolation(world, 'malformed-acknowledgement', 'socket', text.slice(0, 200));
      return;
    }
    const waiting = pending.get(envelopeId);
    if (!waiting) {
      const rule = settled.has(envelopeId) ? 'double-acknowledgement' : 'unknown-envelope';
      recordViolation(world, rule, `socket ${connection.number}`, envelopeId);
      return;
    }
    const { payload } = message;
    const isEmpty = payload === undefined || (isFields(payload) && Object.keys(payload).length === 0);
    waiting.settle('acknowledged', isEmpty ? undefined : payload);
  }

  function accept(socket: WebSocket): void {
    opened += 1;
    const connection: Connection = { socket, number: opened, retired: false };
    connections.push(connection);
    const ping = setInterval(() => socket.ping(`Ping from ${connection.number}`), pingEveryMs);
    socket.on('message', (data, isBinary) => {
      if (!isBinary) receive(connection, data.toString());
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(ping);
      connections.splice(connections.indexOf(connection), 1);
      for (const waiting of [...pending.values()])
        if (waiting.connection === connection) waiting.settle('undelivered', undefined);
    });
    if (serving().length > SOCKET_MODE.connections) {
      retire(connection, 'too_many_websockets');
      socket.close();
      return;
    }
    sendJson(connection, {
      type: 'hello',
      num_connections: serving().length,
      debug_info: { host: 'applink-emulated', build_number: 1, approximate_connection_time: 18060 },
      connection_info: { app_id: world.app.appId },
    });
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', world.origin);
    const ticket = url.searchParams.get('ticket') ?? '';
    // A ticket opens one connection.
    if (url.pathname !== '/link/' || !world.socketTickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, accept);
  });

  function deliver(request: OutboundRequest): Promise<Delivery> {
    const started = performance.now();
    const open = serving();
    turn += 1;
    const connection = open[turn % Math.max(1, open.length)];
    return new Promise((resolve) => {
      const end = (outcome: Delivery['outcome'], body: unknown): void => {
        const afterMs = performance.now() - started;
        resolve({ request, transport: 'socket', outcome, status: undefined, headers: {}, body, afterMs });
      };
      if (!connection) return end('undelivered', undefined);

      const most = world.settings.acknowledgeWithinMs;
      const timer = setTimeout(() => {
        recordViolation(world, 'late-acknowledgement', request.kind, `no answer within ${most} ms`);
        settle('late', undefined);
      }, most);
      const settle = (outcome: Delivery['outcome'], body: unknown): void => {
        clearTimeout(timer);
        pending.delete(request.envelopeId);
        // An acknowledgement that comes too late is not a second one.
        if (outcome === 'acknowledged') settled.add(request.envelopeId);
        if (body !== undefined && !request.acceptsResponsePayload)
          recordViolation(world, 'payload-not-accepted', request.kind, JSON.stringify(body).slice(0, 200));
        end(outcome, body);
      };
      // A replayed envelope waits anew.
      settled.delete(request.envelopeId);
      pending.set(request.envelopeId, { connection, settle });
      sendJson(connection, {
        envelope_id: request.envelopeId,
        type: request.kind,
        payload: request.payload,
        accepts_response_payload: request.acceptsResponsePayload,
        ...(request.kind === 'events_api'
          ? { retry_attempt: request.retry?.num ?? 0, retry_reason: request.retry?.reason ?? '' }
          : {}),
      });
    });
  }

  return {
    deliver,
    count: () => serving().length,
    everOpened: () => opened,
    disconnect(reason, which) {
      for (const connection of chosen(which)) retire(connection, reason);
    },
    cut(which) {
      for (const connection of chosen(which)) connection.socket.terminate();
    },
    async stop() {
      for (const connection of [...connections]) connection.socket.terminate();
      for (const waiting of [...pending.values()]) waiting.settle('undelivered', undefined);
      sockets.close();
    },
  };
}
