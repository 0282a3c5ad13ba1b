// Lets requests go as fast as Discord's limits allow and no faster: so many a second in all, and each route's own.
import { PlatformFailure } from '#bot/platform.ts';
import { globalWindowMs, longestPauseMs } from './limits.ts';

/** A request's permission to leave; `left` must be called, whatever came of it. */
export interface Pass {
  /** What Discord's answer says about the limits; to be told as soon as its headers are there. */
  answered(status: number, headers: { get(name: string): string | null }): void;
  /** How long Discord said to wait, when it refused the request for its limits: it was not carried out. */
  readonly refusedFor: number | undefined;
  left(): void;
}

export interface Pace {
  /**
   * Waits for a place on the route (`POST /channels/1/messages`). What is `ahead` finishes something that has begun:
   * it goes before all others and waits as long as it must. Anything else throws PlatformFailure `again` at once
   * where it would have to wait longer than `longestPauseMs`.
   */
  enter(route: string, ahead: boolean): Promise<Pass>;
  /** How many requests a second may leave, over all routes. */
  allow(perSecond: number): void;
}

/** Node's timers are whole milliseconds, and so is the clock that Discord's answers are counted by. */
const marginMs = 2;
const countedByMs = 2_000;
/** A timer that came late is made good. */
const catchUpMs = 20;

export function makePace(perSecond: number): Pace {
  const gate = makeGate(perSecond);
  const lines = new Map<string, Line>();

  function lineOf(route: string): Line {
    const known = lines.get(route);
    if (known) return known;
    // Ten thousand people are ten thousand routes, each used once.
    if (lines.size >= 1_000 && lines.size % 1_000 === 0) {
      for (const [name, line] of lines) if (line.isIdle()) lines.delete(name);
    }
    const made = makeLine();
    lines.set(route, made);
    return made;
  }

  return {
    allow: gate.allow,
    enter: async (route, ahead) => {
      const line = lineOf(route);
      if (!ahead) refuseLong(line.wait());
      await line.enter(ahead);
      try {
        if (!ahead) refuseLong(gate.wait());
        const slot = await gate.enter(ahead);
        let refusedFor: number | undefined;
        return {
          answered: (status, headers) => {
            slot.counted();
            refusedFor = line.learn(status, headers);
            if (refusedFor !== undefined && headers.get('x-ratelimit-global') !== null) gate.hold(refusedFor);
          },
          get refusedFor() {
            return refusedFor;
          },
          left: () => {
            slot.counted();
            line.leave();
          },
        };
      } catch (error) {
        line.leave();
        throw error;
      }
    },
  };
}

function refuseLong(waitMs: number): void {
  if (waitMs <= longestPauseMs) return;
  throw new PlatformFailure('discord', 'again', 'its limits leave no room for some seconds', {
    retryAfter: Math.ceil(waitMs),
  });
}

/** Whoever waits for something, in order; those that are ahead before the others. */
function makeQueue<Got>() {
  const ahead: ((got: Got) => void)[] = [];
  const others: ((got: Got) => void)[] = [];
  return {
    size: () => ahead.length + others.length,
    wait: (isAhead: boolean) =>
      new Promise<Got>((resolve) => {
        (isAhead ? ahead : others).push(resolve);
      }),
    next: () => ahead.shift() ?? others.shift(),
  };
}

interface Slot {
  counted(): void;
}

/**
 * The limit over all routes. When Discord counts a request is not known, only that it is between its leaving and its
 * answer. So its place is free again a whole second after its answer: whenever Discord's seconds begin, none of them
 * sees more than are allowed. One that has had no answer for two seconds is taken to be counted by then.
 */
function makeGate(perSecond: number) {
  let most = 1;
  let windowMs = globalWindowMs;
  let heldUntil = 0;
  /** A second's requests are spread over half of it: all at once, each would wait for all others' answers. */
  let notBefore = 0;
  let timer: NodeJS.Timeout | undefined;
  const queue = makeQueue<Slot>();
  const unanswered = new Map<Slot, number>();
  /** When places become free, soonest first. */
  const freed: number[] = [];

  function allow(rate: number): void {
    most = Math.max(1, Math.floor(rate));
    windowMs = globalWindowMs * Math.max(1, 1 / rate);
    admit();
  }

  function settle(now: number): void {
    for (const [slot, leftAt] of unanswered) {
      if (leftAt + countedByMs > now) break;
      unanswered.delete(slot);
      freed.push(now + windowMs + marginMs);
    }
    let over = 0;
    while ((freed[over] ?? Number.POSITIVE_INFINITY) <= now) over += 1;
    if (over > 0) freed.splice(0, over);
  }

  function admit(): void {
    clearTimeout(timer);
    timer = undefined;
    const now = performance.now();
    settle(now);
    let room = now < heldUntil ? 0 : most - unanswered.size - freed.length;
    for (; room > 0 && now >= notBefore; room -= 1) {
      const next = queue.next();
      if (!next) return;
      notBefore = Math.max(notBefore, now - catchUpMs) + windowMs / most / 2;
      next(take());
    }
    if (queue.size() === 0) return;
    const [oldest = Number.POSITIVE_INFINITY] = unanswered.values();
    const soonest = Math.min(freed[0] ?? Number.POSITIVE_INFINITY, oldest + countedByMs);
    const at = now < heldUntil ? heldUntil : room > 0 ? notBefore : soonest;
    timer = setTimeout(admit, Math.max(1, Math.ceil(at - now)));
  }

  function take(): Slot {
    const slot = {
      counted: () => {
        if (unanswered.delete(slot)) freed.push(performance.now() + windowMs + marginMs);
      },
    };
    unanswered.set(slot, performance.now());
    return slot;
  }

  allow(perSecond);
  return {
    allow,
    hold: (ms: number) => {
      heldUntil = Math.max(heldUntil, performance.now() + ms + marginMs);
    },
    /** About how long a newcomer waits. */
    wait: () => {
      const now = performance.now();
      const behind = queue.size() + Math.max(0, unanswered.size + freed.length - most);
      return Math.max(0, heldUntil - now) + (behind / most) * windowMs;
    },
    enter: (ahead: boolean): Promise<Slot> => {
      const admitted = queue.wait(ahead);
      admit();
      return admitted;
    },
  };
}

type Line = ReturnType<typeof makeLine>;

/**
 * One route with its major parameter: its requests leave one after another, as Discord's headers allow. What Discord
 * says about it is known after the first answer, and always belongs to the last one.
 */
function makeLine() {
  const queue = makeQueue<void>();
  let isTaken = false;
  let limit = Number.POSITIVE_INFINITY;
  let remaining = Number.POSITIVE_INFINITY;
  let windowMs = 0;
  let resetAt = 0;
  let users = 0;

  return {
    isIdle: () => users === 0 && performance.now() >= resetAt,
    wait: (): number => {
      const now = performance.now();
      const left = now >= resetAt ? limit : remaining;
      const before = users;
      if (before < left) return 0;
      return Math.max(0, resetAt - now) + Math.floor((before - left) / limit) * windowMs;
    },
    enter: async (ahead: boolean): Promise<void> => {
      users += 1;
      if (isTaken) await queue.wait(ahead);
      isTaken = true;
      for (let ms = resetAt - performance.now(); remaining <= 0 && ms > 0; ms = resetAt - performance.now()) {
        await new Promise((resolve) => setTimeout(resolve, Math.ceil(ms)));
      }
      if (remaining <= 0) remaining = limit;
      // An answer says better; without one, Discord may have counted it all the same.
      remaining -= 1;
    },
    /** How long it was refused for, if it was. */
    learn: (status: number, headers: { get(name: string): string | null }): number | undefined => {
      const now = performance.now();
      limit = numberIn(headers, 'x-ratelimit-limit') ?? limit;
      remaining = numberIn(headers, 'x-ratelimit-remaining') ?? remaining;
      const resetMs = (numberIn(headers, 'x-ratelimit-reset-after') ?? 0) * 1_000;
      windowMs = Math.max(windowMs, resetMs);
      if (resetMs > 0) resetAt = now + resetMs + marginMs;
      if (status !== 429) return undefined;
      const isElsewhere = headers.get('x-ratelimit-global') !== null;
      // The header is in whole seconds, upwards; where the window says when it ends, that is nearer the truth.
      const refusedMs =
        isElsewhere || resetMs === 0 ? (numberIn(headers, 'retry-after') ?? 1) * 1_000 : resetMs;
      if (!isElsewhere) {
        remaining = 0;
        resetAt = now + refusedMs + marginMs;
      }
      return refusedMs;
    },
    leave: (): void => {
      users -= 1;
      const next = queue.next();
      if (next) next();
      else isTaken = false;
    },
  };
}

function numberIn(headers: { get(name: string): string | null }, name: string): number | undefined {
  const value = Number(headers.get(name) ?? Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}
