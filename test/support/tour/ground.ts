// The ground of a tour: a real store with every command, job and message, and three platforms that note what arrives.
import { makeSender } from '#bot/deliver.ts';
import { makeLeases } from '#bot/make-leases.ts';
import type { Message } from '#bot/message.ts';
import { silentMeter } from '#bot/meter.ts';
import { type Listener, type Outgoing, type Platform, PlatformFailure, type Source } from '#bot/platform.ts';
import type { Language } from '#exchange/languages.ts';
import { type AccountId, type ChannelId, platforms } from '#exchange/people.ts';
import { makeSchedule } from '#jobs/schedule.ts';
import type { Course } from '#store/records/courses.ts';
import type { Records } from '#store/store.ts';
import type { Units } from '../../../src/assemble.ts';
import { openBench } from '../exchange-bench.ts';
import type { Notes } from './notes.ts';
import { surroundingsOfTour } from './surroundings.ts';
import { type Traveller, traveller } from './traveller.ts';
import type { Wording } from './wording.ts';

export interface Tour {
  /** Of everybody, every organisation and every client. */
  readonly language: Language;
  readonly wording: Wording;
  readonly notes: Notes;
  /** What was logged as an error. */
  readonly errors: object[];
  as(account: AccountId, traits?: Partial<Source>): Traveller;
  /** Changes the record directly, to arrange what would take long to play. */
  arrange<T>(work: (records: Records) => Promise<T>): Promise<T>;
  /** Moves the clock to an instant, lets every sweep look, and delivers. */
  at(instant: string): Promise<void>;
  now(): number;
  deliver(): Promise<void>;
  /** What a platform tells of a workspace or server. */
  placeJoined: Listener['placeJoined'];
  placeLeft: Listener['placeLeft'];
  /** The id of whoever has this account. */
  person(account: AccountId): Promise<string>;
  /** The newest course of this title. */
  course(title: string): Promise<Course>;
  /** What each delivery that left was called, by its key. */
  messages(): Promise<ReadonlyMap<string, string>>;
  close(): Promise<void>;
}

/** These take no direct messages, and of these places the bot was thrown out. */
const closed: readonly string[] = ['slack:T1:U00000009'];
const gone = /^slack:T9:/;

export async function openTour(language: Language, wording: Wording, units: Units): Promise<Tour> {
  const bench = await openBench({ surroundings: surroundingsOfTour(wording) });
  const notes: Notes = { seen: [], forms: [], offered: [], asked: new Set(), pressed: new Set() };
  const byName = new Map(units.messages.map((message): [string, Message] => [message.name, message]));
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (data: object) => void bench.errors.push(data),
  };
  const meter = silentMeter;
  const presence = makeLeases({ store: bench.store, clock: bench.clock, log, meter });
  await presence.start();
  const sender = makeSender({
    store: bench.store,
    messages: byName,
    platforms: new Map(platforms.map((name) => [name, recordingPlatform(name, notes)])),
    presence,
    clock: bench.clock,
    log,
    meter,
  });
  const schedule = makeSchedule({
    store: bench.store,
    jobs: units.jobs,
    messages: byName,
    clock: bench.clock,
    log,
    meter,
  });
  const read = <T>(work: (records: Records) => Promise<T>) => bench.store.read({ kind: 'process' }, work);

  return {
    language,
    wording,
    notes,
    errors: bench.errors,
    as: (account, traits) =>
      traveller({
        listener: bench.listener,
        notes,
        paged: wording.manner === 'hostile',
        tick: () => bench.clock.set(bench.clock.now() + 1_000),
        source: {
          account,
          accountName: wording.line(account.split(':').at(-1) ?? account, 80),
          locale: language,
          zone: undefined,
          place: 'practice:room',
          placeName: wording.line('Practice room', 80),
          channel: 'practice:lobby',
          administrator: false,
          ...traits,
        },
      }),
    arrange: bench.arrange,
    at: async (instant) => {
      if (Date.parse(instant) < bench.clock.now()) throw new Error(`${instant} is over.`);
      await bench.arrange((records) => stillServing(records, Date.parse(instant)));
      bench.clock.set(instant);
      await schedule.sweepAll();
      await sender.sendDue();
    },
    now: () => bench.clock.now(),
    placeJoined: bench.listener.placeJoined,
    placeLeft: bench.listener.placeLeft,
    deliver: async () => void (await sender.sendDue()),
    person: (account) => read((records) => personIn(records, account)),
    course: async (title) => {
      const courses = await read((records) => records.courses.list({}));
      const found = courses.findLast((course) => course.title === title);
      if (!found) throw new Error(`There is no course ${title}.`);
      return found;
    },
    messages: async () => {
      const sent = await read((records) => records.deliveries.list(['sent'], 10_000));
      return new Map(sent.map((delivery) => [delivery.key, delivery.message]));
    },
    close: async () => {
      await presence.stop();
      await bench.close();
    },
  };
}

/** Over the years of a tour everybody is answered for once a quarter; how that is done is played by itself. */
async function stillServing({ people }: Records, at: number): Promise<void> {
  for (const { id } of await people.approvedUntil(at + quarter))
    await people.change(id, { approvedUntil: at + quarter });
}

const quarter = 92 * 86_400_000;

/** The same inside of `arrange`. */
export async function personIn(records: Records, account: AccountId): Promise<string> {
  const found = await records.people.byAccount(account, 0);
  if (!found) throw new Error(`Nobody has the account ${account}.`);
  return found.person.id;
}

function recordingPlatform(name: (typeof platforms)[number], notes: Notes): Platform {
  const posted = new Map<string, Outgoing>();
  const note = (message: Outgoing, drawing: Outgoing['drawing'], as: 'delivery' | 'redrawn') => {
    const to: AccountId | ChannelId = 'account' in message.to ? message.to.account : message.to.channel;
    const { addressees, proof } = message;
    const told = { to, channel: 'channel' in message.to, addressees: as === 'redrawn' ? [] : addressees };
    notes.seen.push({ after: `${as} of ${proof}`, as, drawing, proof, ...told });
  };
  return {
    name,
    fieldsAtOnce: name === 'discord' ? 5 : Number.POSITIVE_INFINITY,
    start: async () => undefined,
    stop: async () => undefined,
    resume: async () => undefined,
    share: () => undefined,
    invitation: () => undefined,
    examine: async () => [],
    find: async () => undefined,
    post: async (message) => {
      await message.depart();
      const to = 'account' in message.to ? message.to.account : message.to.channel;
      if (closed.includes(to)) throw new PlatformFailure(name, 'closed', 'no direct messages, please');
      if (gone.test(to)) throw new PlatformFailure(name, 'gone', 'the app was removed from this workspace');
      note(message, message.drawing, 'delivery');
      const reference = `${name}:tour:${posted.size + 1}`;
      posted.set(reference, message);
      return reference;
    },
    revise: async (reference, drawing) => {
      const message = posted.get(reference);
      if (!message) throw new PlatformFailure(name, 'gone', 'nothing stands there');
      note(message, drawing, 'redrawn');
    },
    takeBack: async (reference) => void posted.delete(reference),
  };
}
