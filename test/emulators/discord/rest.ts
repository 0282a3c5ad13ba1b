// The HTTP side: takes a request, finds its route, lets faults and limits speak first, checks, carries out, logs.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import { directoryRoutes } from './directory.ts';
import { type FaultKind, Faults } from './faults.ts';
import { interactionRoutes } from './interactions.ts';
import type { Json } from './json.ts';
import { RateLimits, refusedAll, type Verdict } from './rate-limits.ts';
import { Refusal, refuseProblems } from './refusal.ts';
import { bytesOf, type ReceivedRequest, readBody } from './request.ts';
import type { Call, Reply, Route } from './route.ts';
import type { Message, World } from './state.ts';
import { problemsOfRequest } from './validate-against-openapi.ts';

/** One request, as it came and as it was answered. */
export type LoggedRequest = {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly route: string | undefined;
  readonly body: Json | undefined;
  readonly fileNames: readonly string[];
  readonly fault: FaultKind['kind'] | undefined;
  /** What the client was told; undefined when it was told nothing. */
  status: number | undefined;
  /** Discord's error code, when refused. */
  code: number | undefined;
  /** True when it was carried out, whatever the client was told. */
  accepted: boolean;
};

/** Something that only a wrong program does: tests assert that there is none. */
export type Violation = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly problems: readonly { path: string; code: string; message: string }[];
  readonly body: Json | undefined;
};

const routes: readonly Route[] = [
  ...commandRoutes,
  ...interactionRoutes,
  ...channelRoutes,
  ...directoryRoutes,
];

type Compiled = { readonly route: Route; readonly pattern: RegExp; readonly names: readonly string[] };

const compiled: readonly Compiled[] = routes.map((route) => {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return { route, names, pattern: new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`) };
});

export type RestSettings = { readonly strict: boolean; readonly validateEvery: number };

export class Rest {
  readonly requests: LoggedRequest[] = [];
  readonly violations: Violation[] = [];
  readonly accepted: Message[] = [];
  readonly faults = new Faults();
  readonly rateLimits = new RateLimits();
  /** How far the `Date` of every answer is off this machine's clock, in milliseconds. */
  dateOff = 0;
  /** 401, 403 and 429 answers: ten thousand in ten minutes would shut the address out. */
  invalidRequests = 0;
  readonly #world: World;
  readonly #settings: RestSettings;
  readonly #dispatch: Call['dispatch'];
  #bodies = 0;

  constructor(world: World, settings: RestSettings, dispatch: Call['dispatch']) {
    this.#world = world;
    this.#settings = settings;
    this.#dispatch = dispatch;
  }

  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', this.#world.origin);
    const version = /^\/api(?:\/v(\d+))?(?=\/)/.exec(url.pathname);
    const method = incoming.method ?? 'GET';
    const path = decoded(url.pathname.slice(version?.[0].length ?? 0));
    const found = find(method, path);
    const fault = this.faults.take({ method, path }, found?.route.path);
    const log: LoggedRequest = {
      at: this.#world.now(),
      method,
      path,
      route: found?.route.path,
      body: undefined,
      fileNames: [],
      fault: fault?.kind,
      status: undefined,
      code: undefined,
      accepted: false,
    };
    if (fault?.kind === 'close') {
      this.requests.push(log);
      incoming.socket.destroy();
      return;
    }
    try {
      const bytes = await bytesOf(incoming);
      const read = await readBody(incoming.headers['content-type'], bytes);
      const request: ReceivedRequest = {
        method,
        path,
        query: url.searchParams,
        authorization: incoming.headers.authorization,
        ...read,
      };
      const logged = Object.assign(log, { body: read.body, fileNames: read.files.map((file) => file.name) });
      this.requests.push(logged);
      if (version === null) throw new Refusal('notFound');
      if (version[1] !== undefined && version[1] !== '10') throw new Refusal('invalidApiVersion');
      await this.#answer(request, found, fault, logged, response);
    } catch (error) {
      if (!this.requests.includes(log)) this.requests.push(log);
      this.#refuse(error, log, response);
    }
    this.#world.changed();
  }

  async #answer(
    request: ReceivedRequest,
    found: ReturnType<typeof find>,
    fault: FaultKind | undefined,
    log: LoggedRequest,
    response: ServerResponse,
  ): Promise<void> {
    if (found === undefined) throw new Refusal(isKnownPath(request.path) ? 'methodNotAllowed' : 'notFound');
    const { route, params } = found;
    if (!route.open && request.authorization !== `Bot ${this.#world.token}`)
      throw new Refusal('unauthorized');
    if (fault !== undefined && this.#refuseByFault(fault, log, response)) return;
    const verdict = this.rateLimits.count(route, params);
    if (verdict.refused !== undefined) {
      this.#tooMany(verdict, log, response);
      return;
    }
    const reply = this.#carryOut(request, route, params);
    log.accepted = true;
    if (reply.created !== undefined) this.accepted.push(reply.created);
    this.#world.changed();
    await this.#reply(reply, verdict, fault, log, response);
  }

  #carryOut(request: ReceivedRequest, route: Route, params: Readonly<Record<string, string>>): Reply {
    checkSnowflakes(params);
    this.#checkAgainstDescription(request, route);
    return route.run({ world: this.#world, request, params, dispatch: this.#dispatch });
  }

  /** Under load `validateEvery` lets all but one body in so many pass this check; the hand-written rules see all. */
  #checkAgainstDescription(request: ReceivedRequest, route: Route): void {
    if (!this.#settings.strict || request.body === undefined) return;
    this.#bodies += 1;
    if (this.#bodies % this.#settings.validateEvery !== 0) return;
    refuseProblems(problemsOfRequest(route.method, route.path, request.body));
  }

  /** True when the fault has spoken instead of the route. */
  #refuseByFault(fault: FaultKind, log: LoggedRequest, response: ServerResponse): boolean {
    if (fault.kind === 'hang') return true;
    if (fault.kind === 'rateLimited') {
      const seconds = fault.retryAfterMs / 1000;
      const headers = fault.global
        ? refusedAll(seconds).headers
        : { 'retry-after': String(seconds), 'x-ratelimit-scope': 'user' };
      this.#tooMany(
        { headers, refused: { retryAfterSeconds: seconds, global: fault.global ?? false } },
        log,
        response,
      );
      return true;
    }
    if (fault.kind !== 'status') return false;
    const message = fault.message ?? `${fault.status}: emulated`;
    log.code = fault.code ?? 0;
    this.#send(response, log, fault.status, { message, code: fault.code ?? 0 });
    return true;
  }

  #tooMany(verdict: Verdict, log: LoggedRequest, response: ServerResponse): void {
    const refused = verdict.refused;
    const body = {
      message: 'You are being rate limited.',
      retry_after: refused?.retryAfterSeconds ?? 1,
      global: refused?.global ?? false,
    };
    this.invalidRequests += 1;
    this.#send(response, log, 429, body, verdict.headers);
  }

  async #reply(
    reply: Reply,
    verdict: Verdict,
    fault: FaultKind | undefined,
    log: LoggedRequest,
    response: ServerResponse,
  ): Promise<void> {
    switch (fault?.kind) {
      case 'acceptThenHang':
        return;
      case 'acceptThenClose':
        response.socket?.destroy();
        return;
      case 'acceptThenFail':
        this.#send(response, log, 500, { message: '500: Internal Server Error', code: 0 });
        return;
      case 'slow':
        await sleep(fault.ms);
        break;
    }
    this.#send(response, log, reply.status, reply.body, verdict.headers);
  }

  #refuse(error: unknown, log: LoggedRequest, response: ServerResponse): void {
    const refusal = error instanceof Refusal ? error : undefined;
    if (refusal === undefined) console.error('The Discord emulator failed on', log.method, log.path, error);
    const status = refusal?.status ?? 500;
    log.code = refusal?.code ?? 0;
    this.#world.lastRefusal = `${log.method} ${log.path}: ${status} ${JSON.stringify(refusal?.body() ?? {})}`;
    if (status === 401 || status === 403) this.invalidRequests += 1;
    if (refusal?.isProgramError) {
      this.violations.push({
        method: log.method,
        path: log.path,
        status,
        code: refusal.code,
        message: refusal.message,
        problems: refusal.problems,
        body: log.body,
      });
    }
    this.#send(response, log, status, refusal?.body() ?? { message: '500: Internal Server Error', code: 0 });
  }

  #send(
    response: ServerResponse,
    log: LoggedRequest,
    status: number,
    body: Json | undefined,
    headers: Record<string, string> = {},
  ): void {
    log.status = status;
    response.setHeader('date', new Date(Date.now() + this.dateOff).toUTCString());
    // A 204 carries neither body nor content type; clients stumble over one that does.
    if (body === undefined) {
      response.writeHead(status, headers).end();
      return;
    }
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  }
}

function find(method: string, path: string): { route: Route; params: Record<string, string> } | undefined {
  for (const { route, pattern, names } of compiled) {
    if (route.method !== method) continue;
    const match = pattern.exec(path);
    if (match === null) continue;
    return { route, params: Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ''])) };
  }
  return undefined;
}

/** A path that is not well encoded stays as it is, and matches no route. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function isKnownPath(path: string): boolean {
  return compiled.some(({ pattern }) => pattern.test(path));
}

function checkSnowflakes(params: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(params)) {
    if (!name.endsWith('_id') || /^\d{1,20}$/.test(value)) continue;
    refuseProblems([
      { path: name, code: 'NUMBER_TYPE_COERCE', message: `Value "${value}" is not snowflake.` },
    ]);
  }
}
