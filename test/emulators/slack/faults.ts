// Makes the next calls go wrong on purpose, and keeps Slack's rate limits when they are switched on.
import type { Method } from './api-method.ts';
import { type Fields, stringOf } from './json.ts';
import { POSTING, TIERS } from './limits.ts';
import type { World } from './world.ts';

/** How a call goes wrong. The `accept-…` kinds do the work and then lose the answer. */
export type FaultKind =
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'server-error' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'accept-then-server-error' }
  | { readonly kind: 'accept-then-close' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** Answers `{"ok": false, "error": …}` without doing anything. */
  | { readonly kind: 'error'; readonly error: string };

export interface Faults {
  /**
   * The next `times` (one unless said) calls whose method matches go wrong. Methods are those of the Web API,
   * `response_url` and `upload`; a string must be equal, a pattern must match.
   */
  next(method: string | RegExp, fault: FaultKind, times?: number): void;
  /** Takes back what has not happened yet. */
  clear(): void;
}

interface Planted {
  readonly matches: (method: string) => boolean;
  readonly fault: FaultKind;
  left: number;
}

export interface FaultPlan extends Faults {
  take(method: string): FaultKind | undefined;
}

export function createFaultPlan(): FaultPlan {
  const planted: Planted[] = [];
  return {
    next(method, fault, times = 1) {
      const matches = (name: string) => (typeof method === 'string' ? name === method : method.test(name));
      planted.push({ matches, fault, left: times });
    },
    clear() {
      planted.length = 0;
    },
    take(method) {
      const found = planted.find((one) => one.left > 0 && one.matches(method));
      if (!found) return undefined;
      found.left -= 1;
      return found.fault;
    },
  };
}

export interface RateLimitOptions {
  /** Posts a channel takes at once before one a second applies; Slack only says "short bursts". */
  readonly burst?: number;
  /** The rule for apps that are distributed outside the marketplace: history once a minute. */
  readonly distributed?: boolean;
}

export interface RateLimits {
  /** Undefined lets all through. */
  enforce(options: RateLimitOptions | undefined): void;
  /** Seconds to wait, or undefined when the call may pass; a call that may pass is counted. */
  check(workspaceId: string, name: string, method: Method, args: Fields): number | undefined;
}

/** Sliding windows over the emulator's clock. */
export function createRateLimits(world: World): RateLimits {
  const passed = new Map<string, number[]>();
  let options: RateLimitOptions | undefined;

  function waitFor(key: string, most: number, windowMs: number): number {
    const now = world.now();
    const recent = (passed.get(key) ?? []).filter((at) => at > now - windowMs);
    passed.set(key, recent);
    const oldest = recent.at(-most);
    return oldest === undefined ? 0 : oldest + windowMs - now;
  }

  return {
    enforce(wanted) {
      options = wanted;
      passed.clear();
    },
    check(workspaceId, name, method, args) {
      if (!options) return undefined;
      const rules: [key: string, most: number, windowMs: number][] = [];
      if (method.tier === 'post') {
        const burst = options.burst ?? 1;
        const channel = stringOf(args.channel);
        rules.push([`${workspaceId} post ${channel}`, burst, burst * POSTING.perChannelMs]);
        rules.push([`${workspaceId} post`, POSTING.perWorkspaceMinute, 60_000]);
      } else {
        const reading = name === 'conversations.history' || name === 'conversations.replies';
        const most = options.distributed && reading ? TIERS[1] : TIERS[method.tier];
        rules.push([`${workspaceId} ${name}`, most, 60_000]);
      }
      const wait = Math.max(...rules.map(([key, most, windowMs]) => waitFor(key, most, windowMs)));
      if (wait > 0) return Math.ceil(wait / 1000);
      for (const [key] of rules) passed.get(key)?.push(world.now());
      return undefined;
    },
  };
}
