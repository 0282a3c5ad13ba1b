// Discord's rate limits, off until switched on: buckets per route and major parameter, and 50 a second in all.
import { createHash } from 'node:crypto';
import type { Route } from './route.ts';

export type RateLimitSettings = {
  /** Requests a second over all routes but the interaction endpoints; 50 by default. */
  readonly global?: number;
  /** Requests per window for each bucket; 5 in 5,000 ms by default, which is what message routes show. */
  readonly perRoute?: { readonly limit: number; readonly windowMs: number };
};

export type Verdict = {
  readonly headers: Record<string, string>;
  /** Set when the request is refused with 429. */
  readonly refused?: { readonly retryAfterSeconds: number; readonly global: boolean };
};

type Bucket = { resetAt: number; used: number };

export class RateLimits {
  #settings: Required<RateLimitSettings> | undefined;
  readonly #buckets = new Map<string, Bucket>();
  #second: Bucket = { resetAt: 0, used: 0 };
  readonly #exempt = new Set<string>();
  /** Seconds of the global limit in which anything came. */
  seconds = 0;
  /** The most that came in one of them. */
  busiest = 0;

  enable(settings: RateLimitSettings = {}): void {
    this.#settings = {
      global: settings.global ?? 50,
      perRoute: settings.perRoute ?? { limit: 5, windowMs: 5000 },
    };
    this.#buckets.clear();
    this.seconds = 0;
    this.busiest = 0;
  }

  /** Leaves a route without a limit of its own. */
  exempt(path: string): void {
    this.#exempt.add(path);
  }

  disable(): void {
    this.#settings = undefined;
  }

  /** Counts one request. Limits run in real time, like the client's own waiting. */
  count(route: Route, params: Readonly<Record<string, string>>): Verdict {
    const settings = this.#settings;
    if (settings === undefined) return { headers: {} };
    const now = Date.now();
    if (!route.exempt) {
      if (now >= this.#second.resetAt) {
        this.#second = { resetAt: now + 1000, used: 0 };
        this.seconds += 1;
      }
      this.#second.used += 1;
      this.busiest = Math.max(this.busiest, this.#second.used);
      if (this.#second.used > settings.global) return refusedAll((this.#second.resetAt - now) / 1000);
    }
    // The first response to an interaction is limited by its three seconds alone.
    if (route.path.startsWith('/interactions/') || this.#exempt.has(route.path)) return { headers: {} };
    return this.#countInBucket(settings.perRoute, `${route.method} ${route.path}`, majorOf(params), now);
  }

  #countInBucket(
    limits: { limit: number; windowMs: number },
    route: string,
    major: string,
    now: number,
  ): Verdict {
    const key = `${route} ${major}`;
    const known = this.#buckets.get(key);
    const bucket =
      known !== undefined && now < known.resetAt ? known : { resetAt: now + limits.windowMs, used: 0 };
    this.#buckets.set(key, bucket);
    const isRefused = bucket.used >= limits.limit;
    if (!isRefused) bucket.used += 1;
    const resetAfter = (bucket.resetAt - now) / 1000;
    const headers: Record<string, string> = {
      'x-ratelimit-limit': String(limits.limit),
      'x-ratelimit-remaining': String(limits.limit - bucket.used),
      'x-ratelimit-reset': (bucket.resetAt / 1000).toFixed(3),
      'x-ratelimit-reset-after': resetAfter.toFixed(3),
      'x-ratelimit-bucket': createHash('md5').update(route).digest('hex'),
    };
    if (!isRefused) return { headers };
    headers['x-ratelimit-scope'] = 'user';
    headers['retry-after'] = String(Math.ceil(resetAfter));
    return { headers, refused: { retryAfterSeconds: resetAfter, global: false } };
  }
}

export function refusedAll(seconds: number): Verdict {
  return {
    headers: {
      'retry-after': String(Math.ceil(seconds)),
      'x-ratelimit-global': 'true',
      'x-ratelimit-scope': 'global',
    },
    refused: { retryAfterSeconds: seconds, global: true },
  };
}

/** topics/rate-limits: channel_id, guild_id, and webhook_id with webhook_token have limits of their own. */
function majorOf(params: Readonly<Record<string, string>>): string {
  return [
    params.channel_id,
    params.guild_id,
    params.webhook_id,
    params.webhook_token,
    params.interaction_token,
  ].join('/');
}
