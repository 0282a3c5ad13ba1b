// Puts a record, the units and the platforms together into one working bot: the real exchange's or the practice room's.
import { makeListener } from '#bot/bot.ts';
import type { CertificateOffice } from '#bot/certificate-office.ts';
import type { Clock } from '#bot/clock.ts';
import type { Command } from '#bot/command.ts';
import { makeSender, type Sender } from '#bot/deliver.ts';
import { makeSurroundings } from '#bot/examine.ts';
import type { Finding } from '#bot/finding.ts';
import { makeIntake } from '#bot/intake.ts';
import type { Log } from '#bot/log.ts';
import type { Presence } from '#bot/make-leases.ts';
import type { Message } from '#bot/message.ts';
import type { Meter } from '#bot/meter.ts';
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

/** As whoever writes a delivery, or draws one, finds them. */
export function messagesByName({ messages }: Units): ReadonlyMap<string, Message> {
  return new Map(messages.map((message) => [message.name, message]));
}

export interface Parts {
  readonly store: Store;
  readonly units: Units;
  readonly platforms: readonly Platform[];
  /** Started by whoever made it, before anything is sent. */
  readonly presence: Presence;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  /** What only whoever puts the house together can look at; left out where there is nothing of the kind. */
  readonly upkeep?: () => Promise<readonly Finding[]>;
  /** Left out where certificates are neither signed nor checked on a page. */
  readonly certificates?: CertificateOffice;
}

export interface Assembled {
  readonly listener: Listener;
  readonly sender: Sender;
  readonly schedule: Schedule;
  /** Lets time pass: sweeps and sending begin, once the platforms listen. */
  start(): Promise<void>;
  /** Ends sweeps and the sends under way, while the platforms still take them; what is due waits in the record. */
  stop(): Promise<void>;
  /** Resolves when what was answered is noted as answered; after the platforms have stopped. */
  settled(): Promise<void>;
}

export function assemble(parts: Parts): Assembled {
  const { store, units, platforms, presence, clock, log, meter, upkeep = async () => [] } = parts;
  const messages = messagesByName(units);
  const sender = makeSender({
    store,
    messages,
    platforms: new Map(platforms.map((platform) => [platform.name, platform])),
    presence,
    clock,
    log,
    meter,
  });
  const schedule = makeSchedule({ store, jobs: units.jobs, messages, clock, log, meter });
  const intake = makeIntake({ store, presence, clock, log });
  const { commands } = units;
  const surroundings = makeSurroundings({
    ...{ store, platforms, tasks: units.jobs, clock, upkeep },
    ...(parts.certificates ? { certificates: parts.certificates } : {}),
  });
  const spoken = { commands, messages: units.messages };
  const listener = makeListener({ ...spoken, store, clock, log, meter, intake, surroundings });

  function resume(): void {
    intake.resume(platforms).catch((error: unknown) => {
      log.error({ error }, 'What an ended process had acknowledged could not be taken up');
    });
  }

  return {
    listener,
    sender,
    schedule,
    start: async () => {
      // The processes that share the record share the platforms' limits too.
      presence.watchNumber((processes) => {
        for (const platform of platforms) platform.share(1 / processes);
      });
      presence.watchDeaths(resume);
      await sender.start();
      await schedule.start();
    },
    stop: async () => {
      await schedule.stop();
      await sender.stop();
      await store.work.stop();
    },
    settled: () => intake.settled(),
  };
}
