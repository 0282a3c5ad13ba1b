// Moves the room's clock in the background and remembers how far it has come.
import { randomBytes } from 'node:crypto';
import type { Log } from '#bot/log.ts';
import type { ClockMove, ClockProgress, MoveClock, PracticeClock } from './cast.ts';
import type { Room } from './room.ts';
import type { ClockState } from './scene.ts';

export interface MovingClock {
  state(): Pick<ClockState, 'moving' | 'arrived'>;
  /** False where the clock is moving already. */
  move(to: ClockMove): boolean;
  /** Forgets how the last move ended. */
  forget(): void;
  /** Resolves when the clock stands still. */
  still(): Promise<void>;
}

export function movingClock(parts: {
  readonly clock: PracticeClock;
  readonly moveClock: MoveClock;
  readonly room: Room;
  readonly log: Log;
}): MovingClock {
  let moving: ClockProgress | undefined;
  let arrived: ClockState['arrived'];
  let move: Promise<void> = Promise.resolve();

  async function play(to: ClockMove): Promise<void> {
    try {
      arrived = await parts.moveClock(to, (progress) => {
        moving = progress;
        parts.room.changed();
      });
    } catch (error) {
      const reference = randomBytes(4).toString('hex');
      parts.log.error({ reference, error }, 'The practice clock could not be moved');
      arrived = { reference };
    }
    moving = undefined;
    parts.room.changed();
  }

  return {
    state: () => ({ moving, arrived }),
    move: (to) => {
      if (moving) return false;
      moving = { now: parts.clock.now(), delivered: 0 };
      move = play(to);
      parts.room.changed();
      return true;
    },
    forget: () => {
      arrived = undefined;
    },
    still: () => move,
  };
}

const longestMove = 3700;

/** `days:7`, `next` or `until:1800000000000`, as the page's buttons send it; undefined for anything else. */
export function readMove(sent: string, now: number): ClockMove | undefined {
  if (sent === 'next') return 'next event';
  const [, kind, digits] = /^(days|until):(\d{1,16})$/u.exec(sent) ?? [];
  const count = Number(digits);
  if (kind === 'days' && count >= 1 && count <= longestMove) return { days: count };
  if (kind === 'until' && count > now && count <= now + longestMove * 86_400_000) return { until: count };
  return undefined;
}
