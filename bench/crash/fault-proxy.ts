// Stands between Attaché and a platform's stand-in, and spoils some of what is posted, as a platform on a bad day does.
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { givenSettings, serve } from '../stand-ins/control.ts';
import { type FaultKind, type FaultVerbs, faultDefaults } from './faults.ts';

const settings = givenSettings(faultDefaults);
const target = new URL(settings.target);
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const done = new Map<FaultKind, number>();
/** Requests whose answers have reached the people, by the last part of their response address. */
const answered = new Set<string>();
let share = settings.share;
/** A storm goes on for so many more posts. */
let storm = 0;

const kinds = ['lost answer', '500 after', '500 before', 'hang after', 'hang before', 'storm'] as const;
const stormLength = 12;

const server = createServer((incoming, outgoing) => {
  const parts: Buffer[] = [];
  incoming.on('data', (part: Buffer) => parts.push(part));
  incoming.on('end', () => void handle(incoming, Buffer.concat(parts), outgoing));
  incoming.on('error', () => undefined);
});
server.keepAliveTimeout = 0;
server.requestTimeout = 0;
server.listen(0, '127.0.0.1', () => {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  serve<FaultVerbs>({
    apiUrl: () => `${origin}${target.pathname}`,
    faults: () => Object.fromEntries(done),
    answered: () => [...answered],
    setShare: ({ share: wanted }) => {
      share = wanted;
      storm = 0;
      return null;
    },
  });
});

async function handle(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): Promise<void> {
  const fault = isPost(incoming) ? choose() : undefined;
  if (fault) done.set(fault, (done.get(fault) ?? 0) + 1);
  if (fault === 'storm') return refuse(outgoing);
  if (fault === '500 before') return fail(outgoing);
  // Held until the caller gives up: it never arrived.
  if (fault === 'hang before') return;
  const answer = await forward(incoming, body).catch(() => undefined);
  // The caller is gone, or the platform is.
  if (!answer) return void outgoing.destroy();
  if (fault === 'lost answer') return void outgoing.destroy();
  if (fault === '500 after') return fail(outgoing);
  if (fault === 'hang after') return;
  const response = /\/response\/([\w.-]+)$/.exec(incoming.url ?? '');
  if (response?.[1] && answer.status === 200) answered.add(response[1]);
  outgoing.writeHead(answer.status, answer.headers).end(answer.body);
}

function isPost({ method, url = '' }: IncomingMessage): boolean {
  return method === 'POST' && (url.endsWith('/chat.postMessage') || /\/channels\/\d+\/messages$/.test(url));
}

function choose(): FaultKind | undefined {
  if (storm > 0) {
    storm -= 1;
    return 'storm';
  }
  if (Math.random() >= share) return undefined;
  const kind = kinds[Math.floor(Math.random() * kinds.length)];
  if (kind === 'storm') storm = stormLength;
  return kind;
}

function fail(outgoing: ServerResponse): void {
  outgoing.writeHead(500, { 'content-type': 'text/plain' }).end('Internal error');
}

function refuse(outgoing: ServerResponse): void {
  const body = JSON.stringify({ ok: false, error: 'ratelimited', retry_after: 1, global: false });
  outgoing.writeHead(429, { 'content-type': 'application/json', 'retry-after': '1' }).end(body);
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

function forward({ method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { connection: _, 'transfer-encoding': __, ...own } = headers;
    const sent = httpRequest(
      {
        agent,
        host: target.hostname,
        port: target.port,
        path: url,
        method,
        headers: { ...own, host: target.host, 'content-length': body.length },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 502,
            headers: passedOn(response),
            body: Buffer.concat(parts),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A 204 must carry no type; lengths are counted anew. */
function passedOn({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      (one): one is [string, string] =>
        typeof one[1] === 'string' && !['connection', 'transfer-encoding', 'keep-alive'].includes(one[0]),
    ),
  );
}
