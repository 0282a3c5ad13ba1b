// Every button and every command, pressed and typed by everybody who has no right to it: nothing changes, nothing shows.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '#bot/command.ts';
import type { RawValues } from '#bot/field.ts';
import { loadCommands } from '#bot/load-folders.ts';
import type { AccountId } from '#exchange/people.ts';
import { answerTo } from './every-way.ts';
import { accountOf, canaries, type GuardedExchange, openGuardedExchange } from './guarded-exchange.ts';
import { dumpTables } from './table-dump.ts';

type Canary = keyof typeof canaries;

/** Who presses, from where, and which of the secrets are theirs to read (product §8b). */
const outsiders: readonly { who: string; at: string; mayRead: readonly Canary[] }[] = [
  { who: 'stranger', at: 'nowhere', mayRead: [] },
  { who: 'passer-by', at: 'ghana-place', mayRead: [] },
  { who: 'pen', at: 'ghana-place', mayRead: ['pending'] },
  { who: 'rex', at: 'ghana-place', mayRead: [] },
  { who: 'otieno', at: 'kenya-place', mayRead: [] },
  { who: 'expert', at: 'kenya-place', mayRead: [] },
  { who: 'juma', at: 'kenya-place', mayRead: [] },
  { who: 'wanjiku', at: 'ghana-place', mayRead: [] },
  { who: 'youssef', at: 'egypt-place', mayRead: ['nominee', 'nominationReason'] },
  { who: 'abena', at: 'ghana-place', mayRead: ['withheld', 'nominationReason'] },
  {
    who: 'olga',
    at: 'hub-place',
    mayRead: ['proposed', 'withheld', 'nominationReason', 'nominee', 'document'],
  },
  { who: 'aria', at: 'hub-place', mayRead: ['proposed', 'withheld', 'document'] },
];

/** What everybody may do with their own record, or a liaison officer for their own organisation. */
const ownBusiness = [
  'my language',
  'my timezone',
  'my notifications',
  'my link',
  'my deputy',
  'exchange join',
  'feedback bot',
  'report digest',
];
const ownOffice = ['course propose', 'symposium register', 'feedback compare'];

/** A nominee agrees or not and says what they would rather have; a manager lets their people go and says what is compared. */
function isOwnAnswer(who: string, route: string): boolean {
  if (who === 'youssef') return /^nominate\/(consent|prefer)\//.test(route);
  return who === 'abena' && /^(nominate\/release|feedback\/compare)\//.test(route);
}

describe('Whoever has no right', () => {
  let guarded: GuardedExchange;
  let commands: readonly Command[];

  beforeAll(async () => {
    guarded = await openGuardedExchange();
    commands = (await loadCommands(new URL('../../src/commands/', import.meta.url))).commands;
  });
  afterAll(() => guarded.bench.close());

  const typistOf = (who: string, at: string) =>
    guarded.bench.as(accountOf(who), { place: accountOf(at), channel: accountOf(`${at}-hall`) });

  const leaksIn = (text: string, mayRead: readonly Canary[]) =>
    Object.entries(canaries)
      .filter(([name, canary]) => !mayRead.some((one) => one === name) && text.includes(canary))
      .map(([name]) => name);

  it.each(outsiders)('changes and reads nothing by any button: $who', async ({ who, at, mayRead }) => {
    const typist = typistOf(who, at);
    const before = dumpTables(guarded.bench.file);
    const leaks: string[] = [];

    for (const route of everyRoute(commands, guarded)) {
      // To be forgotten is everybody's own right; of anybody else it does nothing.
      if (who === 'pen' && route.startsWith(`my/forget/confirm|${guarded.id(who)}`)) continue;
      if (isOwnAnswer(who, route)) continue;
      const found = leaksIn(await typist.pressesRoute(route, 'attended'), mayRead);
      if (found.length > 0) leaks.push(`${route}: ${found.join(' ')}`);
    }

    expect(leaks).toEqual([]);
    expect(dumpTables(guarded.bench.file)).toEqual(before);
    expect(guarded.bench.errors).toEqual([]);
  });

  it.each(outsiders)('changes and reads nothing by any command: $who', async ({ who, at, mayRead }) => {
    const typist = typistOf(who, at);
    const before = dumpTables(guarded.bench.file);
    const leaks: string[] = [];

    for (const command of commands) {
      if ([...ownBusiness, ...ownOffice].includes(command.path)) continue;
      for (const given of everyGiven(command, guarded)) {
        const said = await typist.runs(command.path, given);
        const found = leaksIn(said + JSON.stringify(typist.form() ?? ''), mayRead);
        if (found.length > 0) leaks.push(`/${command.path} ${JSON.stringify(given)}: ${found.join(' ')}`);
      }
    }

    expect(leaks).toEqual([]);
    expect(dumpTables(guarded.bench.file)).toEqual(before);
    expect(guarded.bench.errors).toEqual([]);
  });

  it.each(outsiders)('is offered nothing while typing: $who', async ({ who, at, mayRead }) => {
    const source = {
      account: accountOf(who),
      accountName: who,
      locale: undefined,
      zone: undefined,
      place: accountOf(at),
      placeName: undefined,
      channel: undefined,
      administrator: false,
    };
    const leaks: string[] = [];

    for (const command of commands) {
      for (const [option, field] of Object.entries(command.asks)) {
        if (field.kind !== 'suggested') continue;
        for (const typed of ['', 'canary', guarded.courses.withheld.id, guarded.nominations.youssef.id]) {
          const offers = await guarded.bench.listener.suggesting({
            ...source,
            path: command.path,
            option,
            typed,
            given: {},
          });
          const found = leaksIn(JSON.stringify(offers), mayRead);
          if (found.length > 0) leaks.push(`/${command.path} ${option} "${typed}": ${found.join(' ')}`);
        }
      }
    }

    expect(leaks).toEqual([]);
  });

  it('would have been shown the secrets by the same buttons with the right', async () => {
    const vera = typistOf('vera', 'hub-place');
    const { courses, nominations } = guarded;

    const said = [
      await vera.pressesRoute(`course/show/of|${courses.proposed.id}`),
      await vera.pressesRoute(`course/show/of|${courses.withheld.id}`),
      await vera.pressesRoute(`nominate/list/one|${nominations.youssef.id}`),
      await vera.pressesRoute(`inbox/read|${guarded.delivery}`),
    ].join('\n');

    for (const name of ['proposed', 'withheld', 'nominationReason', 'nominee', 'pending'] as const)
      expect(said).toContain(canaries[name]);
  });

  it('reads nothing in the form of a draft that was begun when there still was a right to it', async () => {
    const { bench, id, courses } = guarded;
    const values = { course: courses.open.id, person: 'a', rank: 'Sergeant', unit: 'Unit', newName: 'x' };
    const account: AccountId = accountOf('rex');
    const draft = await bench.arrange((records) =>
      records.drafts.keep({ path: 'nominate add', account, channel: undefined, values, pagesDone: [] }),
    );
    const rex = typistOf('rex', 'ghana-place');

    const opened = await rex.pressesRoute(`form/open|${draft.id}|0`);
    const form = rex.form();
    const submitted: string[] = [];
    await bench.listener.submitted({
      account,
      accountName: 'rex',
      locale: undefined,
      zone: undefined,
      place: undefined,
      placeName: undefined,
      channel: undefined,
      administrator: false,
      key: 'late',
      form: draft.id,
      values: { person: 'a' },
      shown: ['course', 'person', 'newName', 'rank', 'unit'],
      reply: {
        show: async (drawing) => void submitted.push(JSON.stringify(drawing)),
        update: async (drawing) => void submitted.push(JSON.stringify(drawing)),
        openForm: async (shown) => submitted.push(JSON.stringify(shown)) > 0,
        mark: async (problems) => submitted.push(JSON.stringify(problems)) > 0,
      },
    });

    expect(form).toBeUndefined();
    expect(opened).not.toContain('ama');
    expect(submitted.join()).not.toContain('ama');
    expect(await bench.arrange((records) => records.people.byId(id('rex')))).toMatchObject({
      membership: 'removed',
    });
  });
});

/** Each action of each command, with each id that exists, and with what follows it. */
function everyRoute(commands: readonly Command[], guarded: GuardedExchange): readonly string[] {
  const ids = [
    ...Object.values(guarded.courses).map((one) => one.id),
    ...Object.values(guarded.nominations).map((one) => one.id),
    ...['pen', 'ama', 'vera', 'ghana'].map(guarded.id),
    guarded.edition,
    guarded.draft,
    '',
  ];
  const actions = commands.flatMap((command) =>
    Object.keys(command.buttons ?? {}).map((action) => `${command.family}/${command.name}/${action}`),
  );
  return [
    ...actions.flatMap((action) => ids.map((one) => `${action}|${one}|${after(action, guarded)}`)),
    `form/open|${guarded.draft}|0`,
    `inbox/read|${guarded.delivery}`,
    `inbox/direct|${guarded.delivery}`,
  ];
}

function after(action: string, guarded: GuardedExchange): string {
  if (action.startsWith('course/cancel')) return guarded.draft;
  if (action === 'exchange/member-confirm/as') return 'liaison';
  if (action === 'course/attendance/mark') return `${guarded.nominations.ama.id}|0`;
  return '0';
}

/** A complete set of answers, so that the command runs and is not only asked for: once for each course or nomination. */
function everyGiven(command: Command, guarded: GuardedExchange): readonly RawValues[] {
  const complete = Object.fromEntries(
    Object.entries(command.asks).map(
      ([name, field]) => [name, answerTo(name, field, (suggested) => found(suggested, guarded))] as const,
    ),
  );
  const about = 'course' in command.asks ? 'course' : 'nomination' in command.asks ? 'nomination' : undefined;
  if (about === undefined) return [complete, {}];
  const records = about === 'course' ? guarded.courses : guarded.nominations;
  return [
    {},
    { [about]: 'canary' },
    ...Object.values(records).flatMap(({ id }) => [{ ...complete, [about]: id }, { [about]: id }]),
  ];
}

function found(name: string, guarded: GuardedExchange): string {
  const known: Readonly<Record<string, string>> = {
    person: guarded.id('ama'),
    successor: guarded.id('esi'),
    organisation: guarded.id('ghana'),
    waiting: guarded.id('pen'),
    forgotten: guarded.id('ama'),
    doubled: guarded.id('ama'),
    kept: guarded.id('esi'),
    edition: guarded.edition,
    country: 'GH',
    zone: 'Africa/Accra',
    course: guarded.courses.open.id,
    nomination: guarded.nominations.youssef.id,
  };
  return known[name] ?? '';
}
