// A whole exchange in motion: a real record, every command and job, real clients on strict chats, and a clock to set.
import { randomBytes } from 'node:crypto';
import { makeLeases } from '#bot/make-leases.ts';
import { silentMeter } from '#bot/meter.ts';
import { formatCode } from '#exchange/codes.ts';
import type { Language } from '#exchange/languages.ts';
import type { ChannelId } from '#exchange/people.ts';
import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';
import { assemble } from '../../src/assemble.ts';
import { loadUnits } from '../../src/main.ts';
import { type DatabaseName, newPlace } from '../support/databases.ts';
import type { Person, Said, Traits } from '../support/person.ts';
import type { Layout, OpenLayout, OrganisationName, Seat, Sent } from './layouts.ts';

/** Somebody of an organisation, in its channel. */
export interface Actor {
  readonly person: Person;
  readonly seat: Seat;
  readonly speaks: Language;
  /** Types a command in their organisation's channel. */
  runs(path: string, options?: Readonly<Record<string, Said>>): Promise<void>;
}

export interface World {
  readonly store: Store;
  readonly layout: Layout;
  readonly setupCode: string;
  /** The real clock, moved: it runs, and `set` jumps ahead. */
  readonly clock: { now(): number; set(at: string | number): void };
  /** What the bot logged as errors. */
  readonly errors: object[];
  actor(name: string, of: OrganisationName, traits?: Traits & { speaks?: Language }): Promise<Actor>;
  /** Lets every job look, and sends what is due. */
  sweep(): Promise<void>;
  /** Sets the clock ahead, sweeping at each of the hours (UTC) of every day on the way. */
  goesTo(at: string, hours?: readonly string[]): Promise<void>;
  /** Waits for everything that failed to be tried again: lets minutes pass, and sends. */
  settles(): Promise<void>;
  /** Stops everything and starts it anew on the same record. */
  restart(): Promise<void>;
  /** What left on its own to a channel or person, as the chats took it. */
  sentTo(where: Actor | ChannelId): readonly string[];
  sent(): readonly Sent[];
  close(): Promise<void>;
}

const monday = Date.UTC(2027, 0, 4, 9);
const day = 86_400_000;

/** Several processes share one PostgreSQL: one of them holds Discord's gateway, and Slack asks the one that came last. */
export async function openWorld(
  openLayout: OpenLayout,
  database: DatabaseName,
  { processes = 1 }: { readonly processes?: number } = {},
): Promise<World> {
  let ahead = monday - Date.now();
  const clock = {
    now: () => Date.now() + ahead,
    set: (at: string | number) => {
      ahead = Math.max(ahead, (typeof at === 'number' ? at : Date.parse(at)) - Date.now());
    },
  };
  const [layout, { place, remove }, units] = await Promise.all([
    openLayout(clock),
    newPlace(database),
    loadUnits(),
  ]);
  const errors: object[] = [];
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (data: object, words: string) => void errors.push({ words, ...data }),
  };

  async function startProcess() {
    const store = await openStore(place);
    const meter = silentMeter;
    const presence = makeLeases({ store, clock, log, meter });
    const platforms = layout.platforms();
    const bot = assemble({ store, units, platforms, presence, clock, log, meter });
    await presence.start();
    for (const platform of platforms) await platform.start(bot.listener);
    // Not the schedule: the stories let every job look when they say so.
    await bot.sender.start();
    return {
      store,
      bot,
      stop: async () => {
        await bot.stop();
        await Promise.all(platforms.map((platform) => platform.stop()));
        await bot.settled();
        await presence.stop();
        await store.close();
      },
    };
  }

  async function start() {
    const all = [await startProcess()];
    while (all.length < processes) all.push(await startProcess());
    const [{ store, bot }] = all as [(typeof all)[0]];
    const stop = async () => {
      for (const one of all.toReversed()) await one.stop();
    };
    return { store, bot, stop };
  }
  let running = await start();

  const setupCode = formatCode(randomBytes(10));
  await running.store.write({ viewer: { kind: 'process' }, actor: 'start', now: clock.now() }, (records) =>
    records.codes.issue(setupCode, 'setup', 'hub', clock.now() + 30 * day),
  );

  async function sweep(): Promise<void> {
    await running.bot.schedule.sweepAll();
    await running.bot.sender.sendDue();
  }

  return {
    get store() {
      return running.store;
    },
    layout,
    setupCode,
    clock,
    errors,
    actor: async (name, of, { speaks = 'en', ...traits } = {}) => {
      const seat = layout.seats[of];
      const person = await seat.chat.person(name, traits);
      return {
        person,
        seat,
        speaks,
        runs: (path, options) => person.runs(path, options, { in: seat.announcements }),
      };
    },
    sweep,
    goesTo: async (at, hours = ['09:30', '17:30']) => {
      const end = Date.parse(at);
      const first = Math.floor(clock.now() / day) * day;
      for (let date = first; date <= end; date += day) {
        for (const hour of hours) {
          const moment = Date.parse(`${new Date(date).toISOString().slice(0, 10)}T${hour}Z`);
          if (moment <= clock.now() || moment > end) continue;
          clock.set(moment);
          await sweep();
        }
      }
      clock.set(end);
      await sweep();
    },
    settles: async () => {
      for (let round = 0; round < 4; round += 1) {
        await running.bot.sender.sendDue();
        clock.set(clock.now() + 70_000);
      }
      await running.bot.sender.sendDue();
    },
    restart: async () => {
      await running.stop();
      running = await start();
    },
    sent: () => layout.sent(),
    sentTo: (where) => {
      const to = typeof where === 'string' ? where : where.person.account;
      return layout.sent().flatMap((one) => (one.to === to ? [one.says] : []));
    },
    close: async () => {
      await running.stop();
      await layout.close();
      await remove();
    },
  };
}
