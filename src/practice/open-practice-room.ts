// Opens the practice room: its own record with a sample exchange, its own clock, and the same bot as the real one.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '#bot/log.ts';
import { makeLeases } from '#bot/make-leases.ts';
import { silentMeter } from '#bot/meter.ts';
import { plainText } from '#bot/plain-text.ts';
import type { CastChannel, CastPerson, ClockStop, PracticeCast } from '#bot/platforms/practice/cast.ts';
import { fileMemory } from '#bot/platforms/practice/memory.ts';
import { practicePlatform } from '#bot/platforms/practice/practice.ts';
import { value } from '#bot/text.ts';
import { courseEnd, courseStart } from '#exchange/course.ts';
import { type Language, languages } from '#exchange/languages.ts';
import { instantAt } from '#exchange/local-time.ts';
import type { AccountId, Role } from '#exchange/people.ts';
import { openStore } from '#store/open-store.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Records, Store } from '#store/store.ts';
import { assemble, type Units } from '../assemble.ts';
import { clockMover, movableClock } from './move-clock.ts';
import { renewableStore } from './renewable-store.ts';
import { sampleOrganisations, writeSample } from './sample-exchange.ts';
import { words } from './words.ts';

export interface PracticeParts {
  readonly port: number;
  readonly folder: string;
  readonly units: Units;
  readonly log: Log;
}

const offsetSetting = 'practice.clock-offset';

export async function openPracticeRoom({ port, folder, units, log }: PracticeParts) {
  const file = join(folder, 'practice.db');
  // The bot keeps one store; starting over puts another record behind it.
  const store = renewableStore(await openSampled(file));
  const clock = movableClock(
    Number((await readAll(store, (records) => records.settings.get(offsetSetting))) ?? '0'),
  );
  const moveClock: Parameters<typeof practicePlatform>[0]['moveClock'] = (move, report) =>
    mover(move, report);
  const platform = practicePlatform({
    port,
    log,
    clock: { now: clock.now, zone: 'Europe/Zurich' },
    memory: fileMemory(join(folder, 'practice-room.jsonl')),
    cast: () => readAll(store, (records) => castOf(records, clock.now())),
    clockStops: (language) => readAll(store, (records) => stopsOf(records, language, clock.now())),
    moveClock,
    startOver: () =>
      store.renew(async () => {
        for (const ending of ['', '-wal', '-shm']) await rm(`${file}${ending}`, { force: true });
        clock.reset();
        return openSampled(file);
      }),
  });
  const presence = makeLeases({ store, clock, log, meter: silentMeter });
  const bot = assemble({ store, units, platforms: [platform], presence, clock, log, meter: silentMeter });
  const mover = clockMover(clock, bot.schedule, bot.sender, (offset) =>
    keepOffset(store, offset, clock.now()),
  );
  await presence.start();
  await platform.start(bot.listener);
  await bot.start();
  return {
    address: platform.address(),
    stop: async () => {
      await bot.stop();
      await platform.stop();
      await presence.stop();
      await store.close();
    },
  };
}

async function openSampled(file: string): Promise<Store> {
  const store = await openStore({ sqliteFile: file });
  const empty = await readAll(store, async (records) => (await records.organisations.hub()) === undefined);
  if (empty) await writeSample(store, Date.now());
  return store;
}

function readAll<T>(store: Store, work: (records: Records) => Promise<T>): Promise<T> {
  return store.read({ kind: 'process' }, work);
}

function keepOffset(store: Store, offset: number, now: number): Promise<void> {
  return store.write({ viewer: { kind: 'process' }, actor: 'practice clock', now }, (records) =>
    records.settings.set(offsetSetting, String(offset)),
  );
}

/** Everybody in the record who has an account here, so that people who are added can be played as well. */
async function castOf(records: Records, now: number): Promise<PracticeCast> {
  const organisations = await records.organisations.all();
  const people: CastPerson[] = [];
  for (const { people: sampled, name } of sampleOrganisations) {
    for (const { account } of sampled) {
      const person = await castPerson(records, account, organisations, now);
      if (person && person.organisation.name === name) people.push(person);
    }
  }
  const channels = await Promise.all(
    organisations.map(async (organisation) => {
      const named = await records.organisations.channels({ organisation: organisation.id });
      return named.map(
        (one): CastChannel => ({
          id: one.channel,
          name: one.channel.slice(one.channel.indexOf(':') + 1),
          organisation: organisation.name,
          members: membersOf(people, organisation, one.purpose),
        }),
      );
    }),
  );
  return { people, channels: channels.flat() };
}

/** An announcement channel is its organisation's; a managers' channel its managers', liaison officers' and the hub's. */
function membersOf(
  people: readonly CastPerson[],
  organisation: Organisation,
  purpose: 'announcements' | 'managers',
): readonly AccountId[] {
  const own = people.filter((person) => person.organisation.id === organisation.id);
  return own
    .filter((person) => purpose === 'announcements' || person.role !== 'trainee')
    .map((person) => person.account);
}

const played = [
  'coordinator',
  'approver',
  'liaison',
  'manager',
  'trainee',
] as const satisfies readonly Role[];

async function castPerson(
  records: Records,
  account: AccountId,
  organisations: readonly Organisation[],
  now: number,
): Promise<CastPerson | undefined> {
  const found = await records.people.byAccount(account, now);
  const organisation = organisations.find((one) => one.id === found?.person.organisation);
  if (!found || !organisation) return undefined;
  const role = played.find((one) => found.grants.some((grant) => grant.role === one)) ?? 'trainee';
  const titles = languages.map((language): [Language, string] => [
    language,
    said(words.in(language)(`cast.${role}`), language),
  ]);
  return {
    account,
    name: found.person.name,
    role,
    roleTitle: Object.fromEntries(titles) as Record<Language, string>,
    organisation: {
      id: organisation.id,
      name: organisation.name,
      country: organisation.country,
    },
    language: found.person.language ?? organisation.language,
    zone: found.person.zone ?? organisation.zone,
    administrator: role === 'coordinator',
  };
}

function said(text: Parameters<typeof plainText>[0], language: Language): string {
  return plainText(text, { language, zone: 'UTC' });
}

/** What is worth jumping to: deadlines, first and last days, closing questionnaires, symposia; those ahead alone. */
async function stopsOf(records: Records, language: Language, now: number): Promise<readonly ClockStop[]> {
  const say = words.in(language);
  const courses = await records.courses.list({
    states: ['call-open', 'call-closed', 'selecting', 'confirmed', 'running', 'delivered', 'evaluating'],
  });
  const rounds = await records.feedback.rounds('open');
  const editions = await records.symposia.editions({ states: ['dated'] });
  const stops = [
    ...courses.flatMap((course) => {
      const title = { title: value(course.title) };
      return [
        { label: say('stop.deadline', title), at: course.nominationDeadline },
        { label: say('stop.start', title), at: courseStart(course) },
        { label: say('stop.end', title), at: courseEnd(course) },
      ];
    }),
    ...rounds.map((round) => {
      const course = courses.find((one) => one.id === round.course);
      return { label: say('stop.close', { title: value(course?.title ?? '') }), at: round.closesAt };
    }),
    ...editions.flatMap((edition) =>
      edition.startsOn === undefined
        ? []
        : [
            {
              label: say('stop.symposium', { title: value(edition.title) }),
              at: instantAt(edition.startsOn, '09:00', edition.zone),
            },
          ],
    ),
  ];
  return stops.filter((stop) => stop.at > now).toSorted((one, other) => one.at - other.at);
}
