// Bad input and bad luck in every chat: each gives a clear sentence, keeps what was typed, and changes nothing.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fillsPages, formBefore } from '../support/fill-pages.ts';
import type { Said, SeenForm } from '../support/person.ts';
import { type Cast, names, opensTheExchange } from './cast.ts';
import { isApproved } from './course-chapter.ts';
import { inPractice, type OpenLayout, onDiscord, onSlack } from './layouts.ts';
import { said } from './said.ts';
import { type Actor, openWorld, type World } from './world.ts';

const good = {
  title: 'Digital evidence',
  subject: 'Digital investigation',
  language: 'English',
  aims: 'To keep evidence whole.',
  startsOn: '2027-03-01',
  endsOn: '2027-03-05',
  deadline: '2027-02-12',
  zone: 'Africa/Accra',
  online: false,
  place: 'Accra',
  seats: 20,
} as const satisfies Readonly<Record<string, Said>>;

/** The same as options to type. */
const optionNames: Readonly<Record<string, string>> = {
  startsOn: 'starts',
  endsOn: 'ends',
  zone: 'timezone',
};

const chats: readonly (readonly [name: string, open: OpenLayout, paged: boolean])[] = [
  ['Slack', onSlack('http'), false],
  ['Discord', onDiscord(), true],
  ['the practice room', inPractice, false],
];

describe.each(chats)('bad input on %s', (_, openLayout, paged) => {
  let world: World;
  let cast: Cast;
  let entries: number;

  beforeAll(async () => {
    world = await openWorld(openLayout, 'sqlite');
    cast = await opensTheExchange(world);
  });
  afterAll(() => world.close());

  beforeEach(async () => {
    await world.settles();
    entries = await changes();
  });
  afterEach(() => {
    expect(world.errors).toEqual([]);
    expect(world.layout.violations()).toEqual([]);
  });

  /** How many changes the record has seen. */
  async function changes(): Promise<number> {
    const verdict = await world.store.verifyAudit();
    if (!verdict.whole) throw new Error(verdict.why);
    return verdict.count;
  }

  /** Proposes a course with this wrong: typed where the chat lets one type it, in the form where it does not. */
  async function proposes({ runs, person }: Actor, wrong: Readonly<Record<string, Said>>): Promise<void> {
    const given = { ...good, ...wrong };
    if (!paged) {
      const typed = Object.entries(given).map(([name, value]) => [optionNames[name] ?? name, value]);
      return runs('course propose', Object.fromEntries(typed));
    }
    await runs('course propose', {});
    await formBefore(person);
    await fillsPages(person, given);
  }

  /** The form as it stands after something in it was wrong. */
  async function formAgain({ person, speaks }: Actor): Promise<SeenForm> {
    if (!(await person.modal())) await person.presses(said('house', 'form.correctButton', speaks));
    return formBefore(person);
  }

  function filled(form: SeenForm): Readonly<Record<string, string | undefined>> {
    return Object.fromEntries(form.fields.map((field) => [field.name, field.filled]));
  }

  test.each([
    ['a day that is not there', { startsOn: '2027-02-30' }, /“2027-02-30” is not a day that exists\./u],
    ['a date that nobody can read', { startsOn: 'soonish' }, /“soonish” could not be read as a date\./u],
    [
      'a day that has passed',
      { startsOn: '2026-03-01' },
      /The course would begin on 1 March 2026, and today is/u,
    ],
    [
      'an end before the start',
      { endsOn: '2027-02-20' },
      /would end on 20 February 2027, before it begins on 1 March/u,
    ],
    ['no seats', { seats: 0 }, /“0” is not a whole number from 1 to/u],
    ['a hundred thousand seats', { seats: 100_000 }, /“100000” is not a whole number from 1 to/u],
    [
      'a deadline after the start',
      { deadline: '2027-03-02' },
      /Nominations would close on 2 March 2027, but the course/u,
    ],
  ] as const)('%s is named, and the rest is kept', async (_what, wrong, sentence) => {
    const { ama } = cast;

    await proposes(ama, wrong);

    await ama.person.waitsFor(sentence);
    const kept = filled(await formAgain(ama));
    for (const [name, value] of Object.entries(kept)) {
      const typed = Object.entries(good).find(([key]) => key === name)?.[1];
      const isText = typeof typed === 'string' && name !== 'zone' && !Object.hasOwn(wrong, name);
      if (isText) expect(value, name).toBe(typed);
    }
    expect(await changes()).toBe(entries);
  });

  test('it is said in Arabic to whoever speaks Arabic', async () => {
    const { youssef } = cast;

    await proposes(youssef, { startsOn: '2027-02-30', language: 'ar', subject: 'command' });

    await youssef.person.waitsFor(
      said('house', 'field.dateImpossible', 'ar', { given: '2027-02-30', example: '@' }).split('@')[0] ?? '',
    );
    expect(await changes()).toBe(entries);
  });

  test('five thousand characters are too many for a title, and none is lost', async () => {
    const title = 'evidence '.repeat(556).trim();
    if (paged) {
      // Discord's own client lets nobody type so much into this field.
      await cast.ama.runs('course propose', {});
      await expect(fillsPages(cast.ama.person, { title, subject: good.subject })).rejects.toThrow(
        /characters/u,
      );
      return;
    }

    await proposes(cast.ama, { title });

    await cast.ama.person.waitsFor(/characters are too many for this: \d+ at most\./u);
    const seen = [...(await cast.ama.person.sees()), filled(await formBefore(cast.ama.person)).title].join(
      ' ',
    );
    expect(seen).toContain(title.slice(-200));
    expect(await changes()).toBe(entries);
  });

  test('a hostile title stays a title, and its direction overrides are taken out', async () => {
    const { ama } = cast;
    const hostile = '<!channel> @everyone [x](javascript:1) `code`';

    await proposes(ama, { title: `\u202e${hostile}\u202c` });

    const proposed = await ama.person.waitsFor(`“${hostile}” has been proposed.`);
    expect(proposed).not.toMatch(/[\u202a-\u202e]/u);
  });

  test('an unknown subcommand is answered with those that are near, an unknown option is shown back', async () => {
    const { ama } = cast;
    if (paged) {
      await expect(ama.runs('course propos')).rejects.toThrow();
      await expect(ama.runs('course list', { colour: 'blue' })).rejects.toThrow(/no option/u);
      return;
    }

    await ama.runs('course propos');
    await ama.person.waitsFor('There is no command /course propos. Did you mean one of these?');
    await ama.runs('nominate add', { colour: 'blue' });

    const form = await formBefore(ama.person);
    expect(form.introduction).toMatch(/Not understood, and so not filled in: colour:"?blue/u);
    expect(await changes()).toBe(entries);
  });

  test('a command for others says whose it is, and who can lift that', async () => {
    const { efua, kofi } = cast;

    await efua.runs('course propose', { title: 'Mine' });
    await kofi.runs('nominate list');

    await efua.person.waitsFor('/course propose is for: Liaison officer · Coordinator.');
    await kofi.person.waitsFor('/nominate list is for members of the exchange');
    expect(await efua.person.modal()).toBeUndefined();
    expect(await changes()).toBe(entries);
  });

  test('a person who is unknown, or of another organisation, is not found', async () => {
    const { ama } = cast;
    const about = { rank: 'Inspector', unit: 'Lab', years: 3, reason: 'Knows the field' };

    for (const person of ['Nobody Known', 'Salma']) {
      await ama.runs('nominate add', { person, ...about });
      if (paged) {
        const form = await formBefore(ama.person);
        expect(filled(form).person).toBe(person);
        await ama.person.fills({ course: 'Anything' });
        await ama.person.waitsFor(`Nothing was found for “${person}”.`);
      } else {
        await ama.person.waitsFor(`Nothing was found for “${person}”.`);
      }
    }
    expect(await changes()).toBe(entries);
  });

  test('a form that was half filled is finished after a restart', async () => {
    const { ama } = cast;
    await ama.runs('course propose', { title: 'Half of it' });
    const first = await formBefore(ama.person);
    const shown = first.fields.map((field) => field.name);
    const { title: _title, ...rest } = good;
    const answers = Object.entries(rest);

    if (paged) await ama.person.fills(Object.fromEntries(answers.filter(([name]) => shown.includes(name))));
    await world.restart();
    if (paged) await ama.person.presses('Continue (2 of 3)');
    await fillsPages(
      ama.person,
      Object.fromEntries(answers.filter(([name]) => !paged || !shown.includes(name))),
    );

    await ama.person.waitsFor('“Half of it” has been proposed.');
  });

  test('a button pressed twice, and one of an old card, answer with what is so now', async () => {
    const { ama, nadia } = cast;
    await proposes(ama, { title: 'Twice' });
    await ama.person.waitsFor('“Twice” has been proposed.');
    for (const place of ['first', 'second']) {
      await isApproved(world, 'Twice', place);
      await nadia.runs('course publish', { course: 'Twice' });
      await nadia.person.waitsFor(`${place}, in force until 31 December 2027`);
    }

    await nadia.person.presses('Publish', 'second, in force until');
    await nadia.person.waitsFor('“Twice” is published.');
    await world.settles();
    const published = await changes();
    await nadia.person.presses('Publish', 'first, in force until');
    await nadia.person.waitsFor('“Twice” has been published already. This is how it stands now.');

    expect(await changes()).toBe(published);
    const announced = world.sentTo(ama.seat.announcements).filter((text) => text.startsWith('Twice'));
    expect(announced).toHaveLength(1);
  });

  test('a message that somebody refuses waits in their channel, without what it says', async () => {
    const { ama } = cast;
    const shut = await world.actor('Kwesi', 'accra', { closed: true });

    await ama.runs('exchange member-add', { name: 'Kwesi', role: 'trainee', account: shut.person.account });
    await ama.person.waitsFor(`Kwesi is confirmed for ${names.accra} as: Trainee.`);
    await world.settles();

    await ama.person.waitsFor(
      /Kwesi, a message of the training exchange is waiting for you\./u,
      ama.seat.announcements,
    );
    expect((await ama.person.sees()).join('\n')).not.toContain('Welcome to the exchange\nKwesi');
    expect(world.sentTo(shut)).toEqual([]);
  });
});
