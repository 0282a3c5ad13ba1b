// The way of posts to Discord: one client of their own, kept to the pace that Discord allows, and stopped before a ban.
import type { RawFile, REST } from '@discordjs/rest';
import { boundedMap } from '#bot/bounded-map.ts';
import { PlatformFailure } from '#bot/platform.ts';
import { failureOf, isOpeningTooFast, isUnknownToken } from './failures.ts';
import {
  directMessagesPauseMs,
  invalidRequestsAtMost,
  invalidRequestsWindowMs,
  longestPauseMs,
  openChannelMs,
  openedChannels,
  requestMs,
  sweepQueuesMs,
  unknownTokenPauseMs,
} from './limits.ts';
import { makePace, type Pass } from './pace.ts';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  /** What Discord counts it under, where that is not the path: without the ids of messages. */
  readonly counted?: string;
  readonly body?: object;
  readonly files?: RawFile[];
  readonly query?: URLSearchParams;
  /** It finishes what has begun, or somebody waits for it: before all others, and however long it must wait. */
  readonly ahead?: boolean;
  readonly timeoutMs?: number;
  /** Called when it is about to leave for the first time. */
  readonly before?: (() => Promise<void>) | undefined;
}

export interface PostLane {
  /** The bot's own user id, by which it knows its messages. */
  readonly self: string;
  /** Ids of the registered roots; empty until they are known. */
  commands(): ReadonlyMap<string, string>;
  /** Sends one request in its turn. Throws PlatformFailure; with `again` it was not carried out. */
  call(call: Call): Promise<unknown>;
  /** The channel of direct messages with a user. Throws PlatformFailure. */
  directChannel(user: string): Promise<string>;
  /** The part of Discord's limits that this lane may use, above 0 up to 1. */
  share(part: number): void;
  close(): void;
}

export interface PostLaneOptions {
  readonly token: string;
  readonly apiUrl: string;
  /** Over all processes that share the token. */
  readonly requestsPerSecond: number;
  commands(): ReadonlyMap<string, string>;
}

export async function openPostLane(options: PostLaneOptions): Promise<PostLane> {
  const { REST, RESTEvents } = await import('@discordjs/rest');
  const rest = new REST({
    api: options.apiUrl,
    timeout: requestMs,
    // The pace is kept here: what the library would do seeps over the limits while it learns their names.
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    offset: 0,
    // A repeat by the library would send a second message; a wait in the library would hide how long it is.
    retries: 0,
    rejectOnRateLimit: ({ global, sublimitTimeout, timeToReset }) =>
      global || sublimitTimeout > 0 || timeToReset > 250,
    handlerSweepInterval: sweepQueuesMs,
  });
  rest.setToken(options.token);
  const pace = makePace(options.requestsPerSecond);
  const invalid = countInvalid();
  const passes = new WeakMap<AbortSignal, Pass>();
  const opened = boundedMap<string, string>(openedChannels);
  const opening = new Map<string, Promise<string>>();
  let openingsHeldUntil = 0;

  // The library's errors carry no headers, but it tells of every answer before it judges it.
  rest.on(RESTEvents.Response, ({ data }, { status, headers }) => {
    invalid.count(status, headers.get('x-ratelimit-scope'));
    if (data.signal instanceof AbortSignal) passes.get(data.signal)?.answered(status, headers);
  });

  async function call(asked: Call, tries = 3): Promise<unknown> {
    const {
      method,
      path,
      counted = path,
      ahead = false,
      timeoutMs = requestMs,
      body,
      files,
      query,
      before,
    } = asked;
    invalid.refuseNearBan();
    const pass = await pace.enter(`${method} ${counted}`, ahead);
    try {
      await before?.();
    } catch (error) {
      pass.left();
      throw error;
    }
    const signal = AbortSignal.timeout(timeoutMs);
    passes.set(signal, pass);
    try {
      return await send(rest, { method, path, body, files, query, signal });
    } catch (error) {
      const refusedFor = pass.refusedFor;
      if (refusedFor === undefined) {
        if (isUnknownToken(error)) {
          invalid.pause(unknownTokenPauseMs);
          // The library forgets the token at once, and would then fail without asking.
          rest.setToken(options.token);
        }
        throw failureOf(error);
      }
      if (refusedFor > longestPauseMs || tries === 1) {
        throw new PlatformFailure('discord', 'again', 'it said that this was too fast', {
          retryAfter: refusedFor,
          cause: error,
        });
      }
    } finally {
      pass.left();
    }
    return call({ ...asked, ahead: true, before: undefined }, tries - 1);
  }

  async function open(user: string): Promise<string> {
    const heldMs = openingsHeldUntil - performance.now();
    if (heldMs > 0)
      throw new PlatformFailure('discord', 'again', 'it opens no direct messages for a while', {
        retryAfter: heldMs,
      });
    const body = { recipient_id: user };
    const channel = await call({
      method: 'POST',
      path: '/users/@me/channels',
      body,
      timeoutMs: openChannelMs,
    });
    if (!hasId(channel))
      throw new PlatformFailure('discord', 'again', 'a direct message channel without an id');
    opened.set(user, channel.id);
    return channel.id;
  }

  return {
    self: userInToken(options.token),
    commands: options.commands,
    call,
    directChannel: async (user) => {
      const known = opened.get(user);
      if (known !== undefined) return known;
      const underWay = opening.get(user) ?? open(user).finally(() => opening.delete(user));
      opening.set(user, underWay);
      try {
        return await underWay;
      } catch (error) {
        const failure = failureOf(error);
        if (isOpeningTooFast(failure.cause)) openingsHeldUntil = performance.now() + directMessagesPauseMs;
        if (failure.kind !== 'unknown') throw failure;
        // Nothing that anybody sees was sent, so there is nothing to look for.
        throw new PlatformFailure('discord', 'again', failure.message, { cause: failure });
      }
    },
    share: (part) => {
      pace.allow(options.requestsPerSecond * part);
      invalid.share(part);
    },
    close: () => {
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}

interface Sent {
  readonly method: Call['method'];
  readonly path: `/${string}`;
  readonly body: object | undefined;
  readonly files: RawFile[] | undefined;
  readonly query: URLSearchParams | undefined;
  readonly signal: AbortSignal;
}

function send(rest: REST, { method, path, body, files, query, signal }: Sent): Promise<unknown> {
  const options = { ...(body && { body }), ...(files && { files }), ...(query && { query }), signal };
  switch (method) {
    case 'GET':
      return rest.get(path, options);
    case 'POST':
      return rest.post(path, options);
    case 'PATCH':
      return rest.patch(path, options);
    case 'DELETE':
      return rest.delete(path, options);
  }
}

/** A token begins with the bot's user id. */
function userInToken(token: string): string {
  return Buffer.from(token.split('.')[0] ?? '', 'base64').toString('latin1');
}

/** Counts what Discord counts as invalid, by the minute, and stops posting long before it shuts the address out. */
function countInvalid() {
  const perCell = invalidRequestsWindowMs / 10;
  const cells: { readonly begins: number; count: number }[] = [];
  let most = invalidRequestsAtMost;
  let pausedUntil = 0;
  return {
    share: (part: number) => {
      most = Math.max(1, invalidRequestsAtMost * part);
    },
    pause: (ms: number) => {
      pausedUntil = performance.now() + ms;
    },
    count: (status: number, scope: string | null) => {
      if (status !== 401 && status !== 403 && (status !== 429 || scope === 'shared')) return;
      const now = performance.now();
      const last = cells.at(-1);
      if (last && now < last.begins + perCell) last.count += 1;
      else cells.push({ begins: now, count: 1 });
    },
    refuseNearBan: () => {
      const now = performance.now();
      while (cells[0] && cells[0].begins + perCell + invalidRequestsWindowMs < now) cells.shift();
      const sum = cells.reduce((total, cell) => total + cell.count, 0);
      const untilFewer = sum >= most ? (cells[0]?.begins ?? now) + perCell + invalidRequestsWindowMs : 0;
      const waitMs = Math.max(pausedUntil, untilFewer) - now;
      if (waitMs <= 0) return;
      throw new PlatformFailure('discord', 'again', `it refused ${sum} requests within ten minutes`, {
        retryAfter: Math.ceil(waitMs),
      });
    },
  };
}

export function hasId(answer: unknown): answer is { readonly id: string } {
  return typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string';
}
