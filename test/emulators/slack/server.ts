// The HTTP side of the fake Slack: Web API, response URLs, uploads, files, the page that installs the app.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { StructureCheck } from './checks/schema.ts';
import type { FaultKind, FaultPlan } from './faults.ts';
import { type Fields, parsedJson, stringOf } from './json.ts';
import { receiveUpload } from './methods/files.ts';
import { useResponseUrl } from './response-urls.ts';
import type { WebApi } from './web-api.ts';
import { nextNumber, type World } from './world.ts';

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

function send(response: ServerResponse, reply: Reply): void {
  if (response.destroyed) return;
  response.writeHead(reply.status, reply.headers);
  response.end(reply.body);
}

function json(body: Fields, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** The bytes of an upload: raw, or the one file of a multipart form. */
async function uploadedBytes(request: IncomingMessage, body: Buffer): Promise<Buffer> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  for (const value of form.values())
    if (typeof value !== 'string') return Buffer.from(await value.arrayBuffer());
  return Buffer.alloc(0);
}

export interface SlackServer {
  readonly server: Server;
  stop(): Promise<void>;
}

export async function startServer(
  world: World,
  structure: StructureCheck,
  api: WebApi,
  faults: FaultPlan,
): Promise<SlackServer> {
  /** Does the work unless the fault says otherwise, and spoils the answer when it says so. */
  async function answer(
    response: ServerResponse,
    fault: FaultKind | undefined,
    note: (status: number | 'hung' | 'closed', reply?: Reply) => void,
    work: () => Reply | Promise<Reply>,
  ): Promise<void> {
    switch (fault?.kind) {
      case 'hang':
        return note('hung');
      case 'rate-limited': {
        const limited = json({ ok: false, error: 'ratelimited' }, 429, {
          'retry-after': String(fault.retryAfterSeconds),
        });
        note(429, limited);
        return send(response, limited);
      }
      case 'server-error':
        note(500);
        return send(response, { status: 500, body: 'planted' });
      case 'error': {
        const refused = json({ ok: false, error: fault.error });
        note(200, refused);
        return send(response, refused);
      }
      case 'accept-then-server-error': {
        const done = await work();
        note(500, done);
        return send(response, { status: 500, body: 'planted' });
      }
      case 'accept-then-close': {
        const done = await work();
        note('closed', done);
        response.destroy();
        return;
      }
      case 'slow':
        await wait(fault.ms);
        break;
      default:
        break;
    }
    const reply = await work();
    note(reply.status, reply);
    send(response, reply);
  }

  async function answerApi(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const method = url.pathname.slice('/api/'.length);
    const body = await bodyOf(request);
    const at = world.now();
    let workspaceId: string | undefined;
    let args: Fields = {};
    await answer(
      response,
      faults.take(method),
      (status, reply) => {
        const parsed = typeof reply?.body === 'string' ? parsedJson(reply.body) : undefined;
        const error =
          typeof parsed === 'object' && parsed && 'error' in parsed ? stringOf(parsed.error) : undefined;
        world.calls.push({ method, workspaceId, args, at, status, error });
      },
      () => {
        const done = api.answer({
          method,
          query: url.searchParams,
          contentType: request.headers['content-type'] ?? '',
          authorization: request.headers.authorization ?? '',
          body,
        });
        workspaceId = done.workspaceId;
        args = done.args;
        return json(done.body, done.status, done.headers);
      },
    );
  }

  function serveFile(request: IncomingMessage, path: string): Reply {
    const id = /^\/files-pri\/\w+-(\w+)\//.exec(path)?.[1] ?? '';
    const file = world.files.get(id);
    const workspace = file && world.workspaces.get(file.workspaceId);
    const allowed =
      workspace?.tokenState === 'valid' &&
      workspace.scopes.includes('files:read') &&
      request.headers.authorization === `Bearer ${workspace.botToken}`;
    // Without a token, Slack answers with its sign-in page, not with an error.
    if (!file?.content || !allowed)
      return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' };
    return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: file.content };
  }

  /** The consent page, already agreed to: goes back with a code. */
  function authorize(url: URL): Reply {
    const redirectUri = url.searchParams.get('redirect_uri') ?? '';
    const goesTo = redirectUri || world.redirectUrl;
    const workspaceId = url.searchParams.get('team') || [...world.workspaces.keys()].at(-1) || '';
    if (url.searchParams.get('client_id') !== world.app.clientId || !URL.canParse(goesTo))
      return { status: 400, body: 'invalid_client_id or bad_redirect_uri' };
    const code = `code-${nextNumber(world).toString(36)}`;
    const scopes = (url.searchParams.get('scope') ?? '').split(',').filter((one) => one !== '');
    const answered = url.searchParams.get('answer');
    const forOrganisation = answered === 'organisation';
    world.oauthCodes.set(code, { workspaceId, redirectUri, scopes, forOrganisation, used: false });
    const back = new URL(goesTo);
    // Somebody who presses "Cancel".
    if (answered === 'deny') back.searchParams.set('error', 'access_denied');
    else back.searchParams.set('code', code);
    back.searchParams.set('state', url.searchParams.get('state') ?? '');
    return { status: 302, headers: { location: back.href }, body: '' };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', world.origin);
    const path = url.pathname;
    const unnoted = () => undefined;
    if (path.startsWith('/api/')) return answerApi(request, response, url);
    if (path.startsWith('/commands/')) {
      const body = await bodyOf(request);
      return answer(response, faults.take('response_url'), unnoted, () =>
        useResponseUrl(world, structure, path, parsedJson(body.toString('utf8'))),
      );
    }
    if (path.startsWith('/upload/v1/')) {
      const bytes = await uploadedBytes(request, await bodyOf(request));
      return answer(response, faults.take('upload'), unnoted, () => {
        const status = receiveUpload(world, path.slice('/upload/v1/'.length), bytes);
        return { status, body: status === 200 ? `OK - ${bytes.length}` : 'refused' };
      });
    }
    if (path.startsWith('/files-pri/')) return send(response, serveFile(request, path));
    if (path === '/oauth/v2/authorize') return send(response, authorize(url));
    send(response, { status: 404, body: 'not found' });
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      world.violations.push({
        rule: 'emulator-broke',
        where: request.url ?? '',
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
        at: world.now(),
      });
      send(response, { status: 500, body: 'the emulator broke' });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address === 'object' && address) world.origin = `http://127.0.0.1:${address.port}`;
  return {
    server,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
