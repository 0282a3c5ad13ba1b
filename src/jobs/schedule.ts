// The schedule: wakes the sweeps in UTC, one process each slot, and catches up with one sweep after any pause.
import cron, { type ScheduledTask } from 'node-cron';
import type { Clock } from '#bot/clock.ts';
import { keepAnswers } from '#bot/keep-answers.ts';
import type { Log } from '#bot/log.ts';
import type { Message } from '#bot/message.ts';
import type { Store } from '#store/store.ts';
import type { Job } from './job.ts';

export interface ScheduleParts {
  readonly store: Store;
  readonly jobs: readonly Job[];
  readonly messages: ReadonlyMap<string, Message>;
  readonly clock: Clock;
  readonly log: Log;
  /** Called after sweeps that may have left something to deliver. */
  readonly wake: () => void;
}

export interface Schedule {
  start(): void;
  stop(): Promise<void>;
  /** Every sweep, now, whatever the slots say: at start, after a pause, and when the practice clock moves. */
  sweepAll(): Promise<void>;
}

const minute = 60_000;

export function makeSchedule(parts: ScheduleParts): Schedule {
  let task: ScheduledTask | undefined;
  let running: Promise<void> = Promise.resolve();

  function tick(everything: boolean): Promise<void> {
    running = running.then(() => sweepDue(parts, everything));
    return running;
  }

  return {
    // node-cron only wakes us: it is wrong around clock changes, so no zone is ever given to it.
    start: () => {
      void tick(true);
      task = cron.schedule('* * * * *', () => tick(false), { timezone: 'UTC' });
    },
    stop: async () => {
      await task?.destroy();
      await running;
    },
    sweepAll: () => tick(true),
  };
}

async function sweepDue(parts: ScheduleParts, everything: boolean): Promise<void> {
  const now = parts.clock.now();
  for (const job of parts.jobs) {
    const slot = Math.floor(now / (job.everyMinutes * minute));
    try {
      await parts.store.write({ viewer: { kind: 'process' }, actor: job.name, now }, async (records) => {
        // A sweep out of turn takes no slot: its keys keep it from saying anything twice.
        if (!everything && !(await records.settings.takeSlot(job.name, slot))) return;
        await keepAnswers(records, await job.sweep({ records, now }), parts.messages);
      });
    } catch (error) {
      parts.log.error({ error, job: job.name }, 'A sweep failed; it looks again in its next slot');
    }
  }
  parts.wake();
}
