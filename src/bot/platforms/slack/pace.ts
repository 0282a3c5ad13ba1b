// Keeps calls in bulk within what Slack takes, at full speed: whatever leaves here never meets a 429.
import { setTimeout as pause } from 'node:timers/promises';
import { boundedMap } from '#bot/bounded-map.ts';
import { PlatformFailure } from '#bot/platform.ts';

/**
 * "Several hundred messages per minute" for a workspace; 525 is the figure that a vendor has published.
 * https://docs.slack.dev/apis/web-api/rate-limits#posting-messages
 */
export const usualPostsPerMinute = 525;

/** Calls a minute and workspace. https://docs.slack.dev/apis/web-api/rate-limits and each method's own page. */
const methods = {
  'chat.update': 50,
  'chat.delete': 50,
  'conversations.open': 50,
  'conversations.history': 50,
  'files.getUploadURLExternal': 100,
  'files.completeUploadExternal': 100,
} as const;

export type PacedMethod = keyof typeof methods;

export interface Pace {
  /** Posts in its turn: one a second in a channel, so many a minute in the workspace. */
  post<T>(team: string, channel: string, call: () => Promise<T>): Promise<T>;
  /**
   * Calls in its turn. Throws PlatformFailure (`again`) at once where that is more than `patience` milliseconds off,
   * so that nothing else waits behind it.
   */
  call<T>(team: string, method: PacedMethod, call: () => Promise<T>, patience?: number): Promise<T>;
  /** How much of the limits this process may use, above 0 up to 1. */
  share(part: number): void;
}

/** At most `most` calls in any `within` milliseconds, begun `apart` from each other. */
interface Rule {
  readonly most: number;
  readonly within: number;
  readonly apart: number;
  /** So many milliseconds that a call began too late are made up for by the next: timers fire late. */
  readonly catchUp: number;
}

const minute = 60_000;
const second = 1_000;
const usualPatience = 5_000;
/** A timer that fires so much too late has slept with its process: others may have taken its work over since. */
const overslept = 2_000;
/** Nobody is owed anything after a second of silence, so the one that was used longest ago can be forgotten. */
const mostChannels = 20_000;
const mostWorkspaces = 2_000;

export function makePace(
  postsPerMinute: number = usualPostsPerMinute,
  now: () => number = () => performance.now(),
): Pace {
  let part = 1;
  const channels = boundedMap<string, Line>(mostChannels);
  const workspaces = boundedMap<string, Line>(mostWorkspaces);
  const callers = boundedMap<string, Line>(mostWorkspaces);

  // Two in two seconds, a second apart, is within one a second however short a burst Slack may take.
  const inChannel = (): Rule => ({ most: 2, within: (2 * second) / part, apart: second / part, catchUp: 0 });
  const inWorkspace = (): Rule => {
    const most = Math.max(1, Math.floor(postsPerMinute * part));
    return { most, within: minute, apart: minute / most, catchUp: 250 };
  };
  const ofMethod = (method: PacedMethod) => (): Rule => {
    return { most: Math.max(1, Math.floor(methods[method] * part)), within: minute, apart: 0, catchUp: 0 };
  };

  function lineIn(lines: typeof channels, key: string): Line {
    const known = lines.get(key);
    if (known) return known;
    const line = makeLine(now);
    lines.set(key, line);
    return line;
  }

  return {
    async post(team, channel, call) {
      const ofChannel = lineIn(channels, `${team} ${channel}`);
      const ofTeam = lineIn(workspaces, team);
      // A busy channel waits at its own line, where it keeps nobody from the workspace's.
      return ofChannel.through(inChannel, Number.POSITIVE_INFINITY, (begunInChannel) =>
        ofTeam.through(inWorkspace, Number.POSITIVE_INFINITY, (begun) => {
          begun();
          begunInChannel();
          return call();
        }),
      );
    },
    call: (team, method, call, patience = usualPatience) =>
      lineIn(callers, `${team} ${method}`).through(ofMethod(method), patience, (begun) => {
        begun();
        return call();
      }),
    share(given) {
      part = Math.min(1, Math.max(given, 0.01));
    },
  };
}

interface Line {
  /** Runs `work` in its turn; `work` says when the call begins, and the line moves on. */
  through<T>(rule: () => Rule, patience: number, work: (begun: () => void) => Promise<T>): Promise<T>;
}

/** A queue in the order of asking. Slack counts a call between its begin and its answer, so both are kept in mind. */
function makeLine(now: () => number): Line {
  let last: Promise<void> = Promise.resolve();
  let nextAt = Number.NEGATIVE_INFINITY;
  let underWay = 0;
  /** When calls were answered, oldest first; those before `oldest` are out of every window. */
  let answered: number[] = [];
  let oldest = 0;
  let wake = (): void => undefined;

  /** Milliseconds until the next may begin; undefined while only an answer can tell. */
  function waitFor({ most, within }: Rule): number | undefined {
    const at = now();
    while ((answered[oldest] ?? at) <= at - within) oldest += 1;
    if (oldest > 1_000) {
      answered = answered.slice(oldest);
      oldest = 0;
    }
    const spaced = nextAt - at;
    const over = answered.length - oldest + underWay - most;
    if (over < 0) return Math.max(0, spaced);
    const free = answered[oldest + over];
    return free === undefined ? undefined : Math.max(0, spaced, free + within - at);
  }

  /** Resolves when it may begin. */
  async function turn(rule: () => Rule, patience: number): Promise<void> {
    for (;;) {
      const wait = waitFor(rule());
      if (wait === 0) return;
      if (wait !== undefined && wait > patience) {
        throw new PlatformFailure('slack', 'again', 'its turn is too far off', {
          retryAfter: Math.ceil(wait),
        });
      }
      if (wait === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const until = now() + wait;
      await pause(Math.ceil(wait));
      if (now() > until + overslept) {
        throw new PlatformFailure('slack', 'again', 'this process was asleep', { retryAfter: 0 });
      }
    }
  }

  return {
    async through(rule, patience, work) {
      const before = last;
      let letNext = (): void => undefined;
      last = new Promise((resolve) => {
        letNext = resolve;
      });
      let isUnderWay = false;
      const begun = (): void => {
        isUnderWay = true;
        underWay += 1;
        const { apart, catchUp } = rule();
        nextAt = (nextAt > now() - catchUp ? nextAt : now()) + apart;
        letNext();
      };
      try {
        await before;
        await turn(rule, patience);
        return await work(begun);
      } finally {
        if (isUnderWay) {
          underWay -= 1;
          answered.push(now());
          wake();
        }
        letNext();
      }
    },
  };
}
