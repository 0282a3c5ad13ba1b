// Keeps posts within what Slack takes: one a second in a channel, several hundred a minute in a workspace.
import { setTimeout as pause } from 'node:timers/promises';

/** https://docs.slack.dev/apis/web-api/rate-limits#posting-messages: one a second, "short bursts" beyond it. */
const perChannel = { burst: 4, every: 1000 };
/** "Several hundred messages per minute" for a workspace; 525 is the figure that a vendor has published. */
const perWorkspace = { burst: 50, every: 60_000 / 525 };

/** When each key may go next, in milliseconds; a burst lies as far back as it is long. */
type Schedule = Map<string, number>;

export interface Pace {
  /** Resolves when the next post may leave. */
  turn(team: string, channel: string): Promise<void>;
}

export function makePace(now: () => number): Pace {
  const channels: Schedule = new Map();
  const workspaces: Schedule = new Map();
  return {
    async turn(team, channel) {
      const wait = Math.max(
        taken(channels, `${team} ${channel}`, perChannel, now()),
        taken(workspaces, team, perWorkspace, now()),
      );
      if (wait > 0) await pause(wait);
    },
  };
}

/** Takes the next place in a schedule and answers how far off it is. */
function taken(
  schedule: Schedule,
  key: string,
  limit: { burst: number; every: number },
  now: number,
): number {
  const earliest = now - limit.burst * limit.every;
  const next = Math.max(schedule.get(key) ?? earliest, earliest) + limit.every;
  schedule.set(key, next);
  // Nothing is owed by those who have been silent long enough for their whole burst.
  if (schedule.size > 5000) for (const [other, at] of schedule) if (at <= earliest) schedule.delete(other);
  return Math.max(0, next - now);
}
