// The story of an evaluation, at the end of the course: who came is marked, everybody is asked once, and the silent reminded.
import { expect } from 'vitest';
import { fillsPages, formBefore } from '../support/fill-pages.ts';
import type { Person, Said } from '../support/person.ts';
import { inArabic, inSpanish } from './evaluation-designed.ts';
import { answered, arranged, type EvaluationCast, ofCairo, title } from './evaluation-scene.ts';
import { hears } from './hearing.ts';
import { said } from './said.ts';
import type { Actor, World } from './world.ts';

/** What was learned is asked before what is thought of it. */
const asked = 'invitation.heading.post-test';

export async function marksWhoCame(world: World, { moses: { person, runs } }: EvaluationCast): Promise<void> {
  world.clock.set('2027-01-21T18:00Z');
  await world.sweep();
  await runs('course attendance', { course: title });
  await person.waitsFor('0 of 11 people marked');
  await person.presses('All attended');
  await person.waitsFor('11 of 11 people marked');
  world.layout.failNextPosts('too many', 'broken', 'taken, but the answer is lost');
  await person.presses('Done');
  await person.waitsFor(`11 people are asked for feedback on “${title}”`);
}

/** On the Thursday in Lima, where it is noon; on Friday in Rabat; on Sunday in Cairo, whose weekend is Friday and Saturday. */
export async function asksAfterwards(world: World, cast: EvaluationCast): Promise<void> {
  const { diego, omar, mona } = cast;
  const toldOf = ({ speaks, ...actor }: Actor) =>
    world.sentTo({ speaks, ...actor }).filter((text) => text.includes(said('feedback', asked, speaks)))
      .length;
  await world.settles();
  await hears(diego, said('feedback', asked, 'es'));
  expect([toldOf(omar), toldOf(mona)]).toEqual([0, 0]);
  world.clock.set('2027-01-22T09:00Z');
  await world.sweep();
  await world.settles();
  await hears(omar, said('feedback', asked, 'ar'));
  expect(toldOf(mona)).toBe(0);
  world.clock.set('2027-01-24T08:00Z');
  await world.sweep();
  await hears(mona, said('feedback', asked, 'ar'));
}

/** Diego in one go; Omar hands over half, the bot is started anew, and he ends it on his other account. */
export async function answersInTwoPlaces(world: World, cast: EvaluationCast): Promise<void> {
  const { diego, omar, hind, rosa, zineb, ines } = cast;
  await begins(diego, 'asked.reaction');
  await fillsPages(
    diego.person,
    reaction(diego, [5, 4, 4, 5, 4, 4], 9, [2, 4], 'Sin laboratorio ni equipos'),
  );
  await diego.person.waitsFor(word(diego, 'answer.thanks'));
  await commitsToSomething(diego);
  await begins(diego, 'asked.post-test');
  await fillsPages(diego.person, { 'own-1': inSpanish.right[0], 'own-2': inSpanish.right[1] });

  await begins(omar, 'asked.post-test');
  await fillsPages(omar.person, { 'own-1': inArabic.right[0], 'own-2': inArabic.right[1] });
  await omar.person.waitsFor(word(omar, 'answer.thanks'));
  await begins(omar, 'asked.reaction');
  const all = reaction(omar, [4, 3, 5, 4, 5, 3], 8, [1, 4], 'لا يوجد مختبر ولا أجهزة');
  await handsOverHalf(omar.person, all);
  await world.restart();
  const elsewhere = await otherAccountOf(world, omar);
  await elsewhere.runs('feedback answer');
  await elsewhere.person.waitsFor(word(omar, 'promise.heading'));
  const isSame = elsewhere.person.account === omar.person.account;
  await elsewhere.person.presses(
    word(omar, isSame ? 'answer.goOn' : 'answer.begin'),
    word(omar, 'promise.heading'),
  );
  await endsIt(elsewhere.person, all);
  await elsewhere.person.waitsFor(word(omar, 'answer.thanks'));

  await answered(world, 'reaction', [
    [hind, row([5, 5, 4, 5, 3, 4], 10, [3, 4], 'أجهزة المختبر قديمة')],
    [rosa, row([3, 2, 4, 4, 4, 2], 6, [2, 3])],
    [zineb, row([4, 4, 5, 5, 4, 4], 9, [3, 5])],
    [ines, row([5, 3, 3, 4, 5, 5], 7, [1, 3], 'Faltan equipos')],
  ]);
  await answered(world, 'post-test', [
    [hind, { 'own-1': '1', 'own-2': '2' }],
    [rosa, { 'own-1': '1', 'own-2': '2' }],
    [zineb, { 'own-1': '1', 'own-2': '1' }],
    [ines, { 'own-1': '1', 'own-2': '1' }],
  ]);
}

/** On a card of its own, under his name. */
async function commitsToSomething(diego: Actor): Promise<void> {
  const { person } = diego;
  await person.presses(word(diego, 'commit.button'), word(diego, 'answer.thanks'));
  await person.waitsFor(word(diego, 'commit.apart'));
  await person.presses(word(diego, 'commit.begin'), word(diego, 'commit.apart'));
  await formBefore(person);
  await fillsPages(person, {
    first: 'Fotografiar cada teléfono antes de tocarlo',
    second: 'Enseñar a mi unidad',
    shared: said('house', 'answer.yes', 'es'),
  });
  await person.waitsFor(word(diego, 'commit.kept.shared'));
}

/** Twice, whoever is silent; nobody else. */
export async function remindsTheSilent(world: World, cast: EvaluationCast): Promise<void> {
  await world.goesTo('2027-01-30T12:00Z', ['09:30']);
  for (const actor of Object.values(cast)) {
    const reminded = world.sentTo(actor).filter((text) => text.includes(word(actor, 'reminder.heading')));
    const isSilent = ofCairo.some((key) => cast[key] === actor);
    expect(reminded.length, `reminders to ${actor.person.name}`).toBe(isSilent ? 2 : 0);
  }
}

export function word({ speaks }: Actor, key: Parameters<typeof said<'feedback'>>[1]): string {
  return said('feedback', key, speaks);
}

type Round = 'asked.reaction' | 'asked.post-test';

/** From the invitation over the promise to the form. */
async function begins(actor: Actor, button: Round): Promise<void> {
  const { person } = actor;
  await person.presses(word(actor, button), word(actor, asked));
  expect(await person.waitsFor(word(actor, 'promise.heading'))).toContain(word(actor, 'promise.few'));
  await person.presses(word(actor, 'answer.begin'), word(actor, 'promise.heading'));
  await formBefore(person);
}

const rated = ['apply', 'confidence', 'relevance', 'instructors', 'human-rights', 'level'] as const;

/** As they are kept. */
export function row(
  ratings: readonly number[],
  recommend: number,
  own: readonly number[],
  obstacles?: string,
) {
  const [before = 3, now = 3] = own;
  return {
    ...Object.fromEntries(rated.map((id, at) => [id, ratings[at] ?? 3])),
    ...{ recommend, 'own-1-before': before, 'own-1-now': now },
    ...(obstacles === undefined ? {} : { obstacles }),
  };
}

/** As they stand in the form. */
export function reaction(actor: Actor, ...as: Parameters<typeof row>): Record<string, Said> {
  const steps = ['1', '2', '3', '4', '5'] as const;
  const agreement = (given: number) => word(actor, `agreement.${steps[given - 1] ?? '3'}`);
  return Object.fromEntries(
    Object.entries(row(...as)).map(([id, given]) => {
      if (typeof given === 'string') return [id, given];
      return [id, id === 'recommend' ? String(given) : agreement(given)];
    }),
  );
}

/** The first page; where all pages are one form, all of it, with something that it does not take. */
async function handsOverHalf(person: Person, all: Readonly<Record<string, Said>>): Promise<void> {
  const { fields } = await formBefore(person);
  const here = Object.entries(all).filter(([name]) => fields.some((field) => field.name === name));
  const isAll = fields.some(({ name }) => name === 'anything-else');
  await person.fills({
    ...Object.fromEntries(here),
    ...(isAll ? { 'anything-else': '+212 661 234 567' } : {}),
  });
}

/** What was handed over stands there. */
async function endsIt(person: Person, all: Readonly<Record<string, Said>>): Promise<void> {
  const { fields } = await formBefore(person);
  const known = fields.find(({ name }) => name === 'apply');
  if (known) expect(known.filled).toBe(all.apply);
  await fillsPages(person, { ...all, 'anything-else': 'شكرًا للمدربين' });
}

/** On the other platform where there are two. */
async function otherAccountOf(world: World, { person, speaks }: Actor): Promise<Actor> {
  const other = await world.actor(person.name, 'accra', { speaks });
  const { account } = other.person;
  if (account !== person.account)
    await arranged(world, async ({ people }) => {
      const known = await people.byAccount(person.account, world.clock.now());
      await people.link(account, known?.person.id ?? '', person.name);
      await people.setDirectMessages(account, 'welcome');
    });
  return other;
}
