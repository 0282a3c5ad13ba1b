// Moves the practice room's clock: every sweep on the way is played in order, and delivered before time goes on.
import type { Clock } from '#bot/clock.ts';
import type { Sender } from '#bot/deliver.ts';
import type { ClockMove, ClockProgress, MoveClock } from '#bot/platforms/practice/cast.ts';
import type { Schedule } from '#jobs/schedule.ts';

/** The machine's clock and an offset that only grows, until the room starts over. */
export interface MovableClock extends Clock {
  moveTo(at: number): void;
  reset(): void;
  readonly offset: number;
}

export function movableClock(offset: number): MovableClock {
  let ahead = offset;
  return {
    now: () => Date.now() + ahead,
    moveTo: (at) => {
      ahead = Math.max(ahead, at - Date.now());
    },
    reset: () => {
      ahead = 0;
    },
    get offset() {
      return ahead;
    },
  };
}

/** Fine enough that messages of one day leave in their order; every deadline falls on a whole minute of some hour. */
const stride = 3_600_000;
const reportEvery = 24;
/** How far "the next event" is looked for. */
const horizon = 800 * 86_400_000;

export function clockMover(
  clock: MovableClock,
  schedule: Schedule,
  sender: Sender,
  keep: (offset: number) => Promise<void>,
): MoveClock {
  return async (move, report) => {
    const target = targetOf(move, clock.now());
    const progress = { now: clock.now(), delivered: 0 };
    for (let steps = 1; clock.now() < target; steps += 1) {
      clock.moveTo(Math.min(target, nextHour(clock.now())));
      await schedule.sweepAll();
      progress.delivered += await sender.sendDue();
      progress.now = clock.now();
      if (steps % reportEvery === 0) {
        report({ ...progress });
        // The page must be answered on the way: a long move takes seconds.
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (move === 'next event' && progress.delivered > 0) break;
    }
    await keep(clock.offset);
    return { ...progress, now: clock.now() } satisfies ClockProgress;
  };
}

function targetOf(move: ClockMove, now: number): number {
  if (move === 'next event') return now + horizon;
  return 'days' in move ? now + move.days * 86_400_000 : move.until;
}

function nextHour(now: number): number {
  return (Math.floor(now / stride) + 1) * stride;
}
