// Puts a record, the units and the platforms together into one working bot: the real exchange's or the practice room's.
import { makeListener } from '#bot/bot.ts';
import { type Clock, machineClock } from '#bot/clock.ts';
import type { Command } from '#bot/command.ts';
import { makeSender, type Sender } from '#bot/deliver.ts';
import type { Log } from '#bot/log.ts';
import type { Message } from '#bot/message.ts';
import type { Listener, Platform } from '#bot/platform.ts';
import type { Job } from '#jobs/job.ts';
import { makeSchedule, type Schedule } from '#jobs/schedule.ts';
import type { Store } from '#store/store.ts';

/** Everything that was read from the folders of commands and jobs. */
export interface Units {
  readonly commands: readonly Command[];
  readonly jobs: readonly Job[];
  readonly messages: readonly Message[];
}

export interface Assembled {
  readonly listener: Listener;
  readonly sender: Sender;
  readonly schedule: Schedule;
  /** Lets time pass: sweeps and sending begin, once the platforms listen. */
  start(): void;
  /** Ends sweeps and the sends under way, while the platforms still take them; what is due waits in the record. */
  stop(): Promise<void>;
}

export function assemble(
  store: Store,
  units: Units,
  platforms: readonly Platform[],
  log: Log,
  clock: Clock = machineClock,
): Assembled {
  const messages = new Map(units.messages.map((message) => [message.name, message]));
  const sender = makeSender({
    store,
    messages,
    platforms: new Map(platforms.map((platform) => [platform.name, platform])),
    clock,
    log,
  });
  const schedule = makeSchedule({ store, jobs: units.jobs, messages, clock, log, wake: sender.wake });
  const listener = makeListener({
    store,
    commands: units.commands,
    messages: units.messages,
    clock,
    log,
    wake: sender.wake,
  });
  return {
    listener,
    sender,
    schedule,
    start: () => {
      sender.start();
      schedule.start();
    },
    stop: async () => {
      await schedule.stop();
      await sender.stop();
    },
  };
}
