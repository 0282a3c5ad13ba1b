// A door of HTTP: takes requests until it is closed, then no more, and waits for those under way.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Log } from '#bot/log.ts';

export interface HttpDoor {
  /** Resolves when requests are taken. */
  open(): Promise<void>;
  /** Takes no more requests, and waits for those under way. */
  close(): Promise<void>;
}

/** `at` is `performance.now()` at its arrival. */
export type TakeIn = (request: IncomingMessage, response: ServerResponse, at: number) => Promise<void>;

/** Milliseconds for a whole request to arrive. */
const arrivesWithin = 10_000;

export function makeDoor(port: number, takeIn: TakeIn, log: Log): HttpDoor {
  let closing = false;
  const server = createServer(
    { requestTimeout: arrivesWithin, headersTimeout: arrivesWithin },
    (request, response) => {
      const at = performance.now();
      // A connection that stays open would keep the door from closing.
      if (closing) response.setHeader('connection', 'close');
      takeIn(request, response, at).catch((error: unknown) => {
        log.warn({ error }, 'A request to the Slack door broke off');
        response.destroy();
      });
    },
  );
  return {
    async open() {
      server.listen(port);
      try {
        await once(server, 'listening');
      } catch (error) {
        throw isTaken(error)
          ? new Error(
              `Port ${port} is taken by another program: stop that, or set SLACK_PORT to a free one.`,
              { cause: error },
            )
          : error;
      }
    },
    async close() {
      closing = true;
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

export function answer(response: ServerResponse, status: number): void {
  if (status < 400) return void response.writeHead(status).end();
  // What was not read is not waited for, nor read to its end by the server itself: the connection ends with the answer.
  response.req.on('data', () => undefined).pause();
  response.writeHead(status, { connection: 'close' }).end();
}
