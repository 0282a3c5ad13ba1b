// The door for Slack's HTTP requests: judges their bytes before anything reads them, then hands them to bolt.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { Log } from '#bot/log.ts';
import { limits, requestBytes, sslCheckBytes } from './limits.ts';

/** The one path that Slack is told of; a manifest adds it to the public address. */
export const eventsPath = '/slack/events';

export interface HttpDoor {
  /** Resolves when requests are taken. */
  open(): Promise<void>;
  /** Takes no more requests, and waits for those under way. */
  close(): Promise<void>;
}

export interface HttpDoorParts {
  readonly signingSecret: string;
  readonly port: number;
  /** Bolt's own listener; it is given `rawBody`, and so never reads the request itself. */
  readonly handOver: RequestListener;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Milliseconds for a whole request to arrive. */
const arrivesWithin = 10_000;

/** Throws where the secret is empty: everybody could sign with it. */
export function makeHttpDoor({ signingSecret, port, handOver, log, now }: HttpDoorParts): HttpDoor {
  if (signingSecret.trim() === '') {
    throw new Error('SLACK_SIGNING_SECRET is empty. Copy it from "Basic Information" of the Slack app.');
  }
  const server = createServer(
    { requestTimeout: arrivesWithin, headersTimeout: arrivesWithin },
    (request, response) => {
      receive(request, response).catch((error: unknown) => {
        log.warn({ error }, 'A request to the Slack door broke off');
        response.destroy();
      });
    },
  );

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://slack.invalid');
    if (pathname !== eventsPath) return answer(response, 404);
    // Slack looks at the certificate by GET now and then.
    if (request.method === 'GET' && searchParams.get('ssl_check') === '1') return answer(response, 200);
    if (request.method !== 'POST') return answer(response, 405);

    const signature = headerOf(request, 'x-slack-signature');
    const body = await bytesOf(request, signature === undefined ? sslCheckBytes : requestBytes);
    if (!body) {
      log.warn({ signed: signature !== undefined }, 'A request to the Slack door was too large');
      return answer(response, signature === undefined ? 401 : 413);
    }
    if (signature === undefined) {
      // The one request that Slack does not sign; whatever else stands in it is not read.
      return answer(response, isSslCheck(request, body) ? 200 : 401);
    }
    const wrong = whatIsWrong(
      signature,
      headerOf(request, 'x-slack-request-timestamp'),
      body,
      signingSecret,
      now(),
    );
    if (wrong) {
      log.warn({ wrong }, 'A request to the Slack door was not from Slack');
      return answer(response, 401);
    }
    handOver(Object.assign(request, { rawBody: body }), response);
  }

  return {
    async open() {
      server.listen(port);
      await once(server, 'listening');
    },
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function whatIsWrong(
  signature: string,
  timestamp: string | undefined,
  body: Uint8Array,
  secret: string,
  now: number,
): 'time' | 'signature' | undefined {
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return 'time';
  if (Math.abs(now / 1000 - Number(timestamp)) > limits.requestAgeSeconds.most) return 'time';
  const expected = Buffer.from(
    `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`,
  );
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? undefined : 'signature';
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const header = request.headers[name];
  return typeof header === 'string' && header !== '' ? header : undefined;
}

/** The body, or undefined where it is larger than `most`; no more than that is ever held. */
async function bytesOf(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > most) return undefined;
  const parts: Buffer[] = [];
  let total = 0;
  for await (const part of request) {
    const bytes: Buffer = part;
    total += bytes.byteLength;
    if (total > most) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts, total);
}

function isSslCheck(request: IncomingMessage, body: Buffer): boolean {
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return form && new URLSearchParams(body.toString('utf8')).get('ssl_check') === '1';
}

function answer(response: ServerResponse, status: number): void {
  // What was not read is not waited for: the connection ends with the answer.
  response.writeHead(status, status >= 400 ? { connection: 'close' } : {});
  response.end();
}
