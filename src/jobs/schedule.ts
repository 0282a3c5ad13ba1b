// The schedule: offers each job's slot in UTC, has it swept by one process, and catches up with one sweep after a pause.
import cron, { type ScheduledTask } from 'node-cron';
import type { Clock } from '#bot/clock.ts';
import { keepAnswers } from '#bot/keep-answers.ts';
import type { Log } from '#bot/log.ts';
import type { Message } from '#bot/message.ts';
import type { Meter } from '#bot/meter.ts';
import type { Store } from '#store/store.ts';
import type { Job } from './job.ts';

export interface ScheduleParts {
  readonly store: Store;
  readonly jobs: readonly Job[];
  readonly messages: ReadonlyMap<string, Message>;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

export interface Schedule {
  start(): Promise<void>;
  /** Offers no more slots; sweeps under way end with the store's work. */
  stop(): Promise<void>;
  /** One look at the slots, at once, as every minute; for tests. */
  tick(): Promise<void>;
  /** Every sweep, now, whatever the slots say: at start, after a pause, and when the practice clock moves. */
  sweepAll(): Promise<void>;
}

const minute = 60_000;
/** Between a job's name and its slot in a piece of work. */
const between = ' · ';

export function makeSchedule(parts: ScheduleParts): Schedule {
  const { store, jobs, clock, log, meter } = parts;
  /** The slot of each job that this process has offered last, and the one that it knows to be swept. */
  const offered = new Map<string, number>();
  const done = new Map<string, number>();
  let task: ScheduledTask | undefined;
  let running: Promise<void> = Promise.resolve();

  async function offerSlots(): Promise<void> {
    meter.ticked();
    for (const job of jobs) {
      const slot = slotOf(job, clock.now());
      try {
        if (await isSwept(job, slot)) continue;
        await store.work.offer('sweep', `${job.name}${between}${slot}`);
        offered.set(job.name, slot);
      } catch (error) {
        log.error({ error, job: job.name }, 'A slot could not be offered; it is offered again in a minute');
      }
    }
  }

  /** One that failed is offered again, and so is one that died with the process that had it. */
  async function isSwept({ name }: Job, slot: number): Promise<boolean> {
    if (done.get(name) === slot) return true;
    if (offered.get(name) !== slot) return false;
    const last = await store.read({ kind: 'process' }, ({ settings }) => settings.lastSlot(name));
    if (last === undefined || last < slot) return false;
    done.set(name, slot);
    return true;
  }

  /** In the order of asking, so that two sweeps never look at the same thing at once in one process. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    running = running.then(work);
    return running;
  }

  async function sweepSlot(what: string): Promise<void> {
    const [name, slot] = what.split(between);
    const job = jobs.find((one) => one.name === name);
    // Another version of Attaché may have other jobs.
    if (job) await sweep(job, Number(slot));
  }

  /** Without a slot it is out of turn: its keys keep it from saying anything twice. */
  async function sweep(job: Job, slot: number | undefined): Promise<void> {
    const now = clock.now();
    const begun = performance.now();
    const late = slot === undefined ? undefined : now - slot * job.everyMinutes * minute;
    const ended = (failed: boolean) =>
      meter.swept({ job: job.name, late, took: performance.now() - begun, failed });
    try {
      const isOurs = await store.write(
        { viewer: { kind: 'process' }, actor: job.name, now },
        async (records) => {
          if (slot !== undefined && !(await records.settings.takeSlot(job.name, slot))) return false;
          await keepAnswers(records, await job.sweep({ records, now }), parts.messages, { cause: job.name });
          return true;
        },
      );
      if (isOurs) ended(false);
    } catch (error) {
      ended(true);
      log.error({ error, job: job.name }, 'A sweep failed; it looks again in a minute');
    }
  }

  async function sweepAll(): Promise<void> {
    for (const job of jobs) await sweep(job, undefined);
  }

  return {
    start: async () => {
      await store.work.listen('sweep', (what) => inTurn(() => sweepSlot(what)));
      void inTurn(sweepAll);
      meter.ticked();
      // node-cron only wakes us: it is wrong around clock changes, so no zone is ever given to it.
      task = cron.schedule('* * * * *', offerSlots, { timezone: 'UTC' });
    },
    stop: async () => {
      await task?.destroy();
      await running;
    },
    tick: offerSlots,
    sweepAll: () => inTurn(sweepAll),
  };
}

function slotOf(job: Job, now: number): number {
  return Math.floor(now / (job.everyMinutes * minute));
}
