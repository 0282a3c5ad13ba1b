// An HTTP server as small as can be: it reads a request whole, hands it over, and answers after the platform's time.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Response {
  readonly status: number;
  /** Left out: no content. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until it is said; what was asked for has happened already. */
  readonly afterMs?: number;
}

export interface Door {
  readonly server: Server;
  readonly port: number;
}

export async function openDoor(handle: (request: Request) => Response): Promise<Door> {
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const [path = '/', query = ''] = (incoming.url ?? '/').split('?', 2);
      const body = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
      const { method = 'GET', headers } = incoming;
      const answer = handle({ method, path, query: new URLSearchParams(query), headers, body });
      const say = () => {
        if (answer.body === undefined) {
          outgoing.writeHead(answer.status, answer.headers).end();
          return;
        }
        const text = JSON.stringify(answer.body);
        const type = {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(text)),
        };
        outgoing.writeHead(answer.status, { ...type, ...answer.headers }).end(text);
      };
      if (answer.afterMs) setTimeout(say, answer.afterMs);
      else say();
    });
    incoming.on('error', () => undefined);
  });
  // A client keeps its connections as long as it likes: a reset at the wrong moment is no part of these benchmarks.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

/** The fields of a body, as JSON or as a form, whichever it is. */
export function fieldsOf({ headers, body }: Request): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return parsed(body.toString());
  if (type.startsWith('multipart/form-data')) return parsed(payloadPart(body));
  return Object.fromEntries(new URLSearchParams(body.toString()));
}

/** Discord's multipart bodies carry the fields in a part of their own, beside the files. */
function payloadPart(body: Buffer): string {
  const name = body.indexOf('name="payload_json"');
  const start = name < 0 ? -1 : body.indexOf('\r\n\r\n', name);
  const end = start < 0 ? -1 : body.indexOf('\r\n--', start + 4);
  return end < 0 ? '{}' : body.toString('utf8', start + 4, end);
}

export function parsed(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text);
  return isFields(value) ? value : {};
}

export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
