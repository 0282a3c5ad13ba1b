// The story of an evaluation, once it has closed: the summary, what is agreed on, late answers, and digests.
import { expect } from 'vitest';
import { fillsPages, formBefore } from '../support/fill-pages.ts';
import { reaction, row, word } from './evaluation-asked.ts';
import { answered, type EvaluationCast, title } from './evaluation-scene.ts';
import { hears } from './hearing.ts';
import { said } from './said.ts';
import type { World } from './world.ts';

const about = { title: { value: title } };
const action = 'Two days for the exercise instead of one.';

/** To managers in full and with a picture, to everybody in three lines; each in the language of the channel. */
export async function closesAndTells(world: World, cast: EvaluationCast): Promise<void> {
  const { nadia, lucia, omar } = cast;
  await nadia.runs('feedback summary', { course: title });
  await nadia.person.waitsFor('Until then nobody is shown any answer.');

  world.clock.set('2027-01-31T18:30Z');
  world.layout.failNextPosts('broken', 'taken, but the answer is lost', 'too many');
  await world.sweep();
  await world.settles();
  await world.sweep();
  await world.settles();
  for (const reader of [nadia, lucia, omar]) {
    const { speaks, seat, person } = reader;
    const heading = said('feedback', 'summary.heading', speaks, about);
    const summary = await person.waitsFor(heading, seat.managers);
    expect(summary).toContain(
      said('feedback', 'status.answered.rate', speaks, { answered: 6, invited: 11, rate: 55 }),
    );
    expect(summary).toContain(said('feedback', 'summary.next', speaks));
    const pictures = (await person.files()).filter(({ alt }) => alt !== undefined);
    expect(pictures.map(({ alt }) => alt).join('\n')).toContain(said('feedback', 'question.apply', speaks));
    expect(Buffer.from(pictures[0]?.bytes.slice(1, 4) ?? []).toString()).toBe('PNG');

    const agreed = said('feedback', 'lines.thirdNone', speaks);
    const lines = await person.waitsFor(agreed, seat.announcements);
    expect(lines).toContain(title);
    expect(
      lines
        .trim()
        .split('\n')
        .filter((line) => line.trim() !== ''),
    ).toHaveLength(3);
    for (const [channel, words] of [
      [seat.managers, heading],
      [seat.announcements, agreed],
    ] as const)
      expect(world.sentTo(channel).filter((text) => text.includes(words))).toHaveLength(1);
  }
}

/** With the button below the summary; a day later those who attended hear what came of what they said. */
export async function agreesOnSomething(world: World, { nadia, diego, mona }: EvaluationCast): Promise<void> {
  const { person } = nadia;
  await person.presses('Add an action', `What participants said: ${title}`);
  await formBefore(person);
  await fillsPages(person, { what: action, due: '2027-03-01' });
  await person.waitsFor(`Kept. After “${title}”: ${action}`);

  world.clock.set('2027-02-02T15:00Z');
  await world.sweep();
  await world.settles();
  for (const trainee of [diego, mona]) {
    const told = await hears(trainee, said('feedback', 'we-did.heading', trainee.speaks, about));
    expect(told).toContain(word(trainee, 'we-did.said'));
    expect(told).toContain(action);
  }
}

/** Four that come late are told to nobody; with the fifth they are told together. */
export async function answersLate(world: World, cast: EvaluationCast): Promise<void> {
  const { nadia, mona, tarek, laila, karim, samir } = cast;
  await answered(world, 'reaction', [
    [mona, row([2, 3, 4, 3, 4, 3], 5, [2, 3])],
    [tarek, row([3, 4, 5, 4, 5, 4], 7, [1, 4])],
    [laila, row([4, 2, 3, 5, 3, 5], 9, [2, 5])],
    [karim, row([5, 5, 4, 3, 4, 2], 8, [3, 4])],
  ]);
  world.clock.set('2027-02-03T09:00Z');
  await world.sweep();
  await nadia.runs('feedback summary', { course: title });
  const before = await nadia.person.waitsFor(`What participants said: ${title}`, nadia.seat.announcements);

  const { person } = samir;
  await samir.runs('feedback answer');
  await person.waitsFor(word(samir, 'answer.several'));
  await person.presses(word(samir, 'asked.reaction'), word(samir, 'answer.several'));
  await person.presses(word(samir, 'answer.begin'), word(samir, 'promise.heading'));
  await formBefore(person);
  await fillsPages(person, reaction(samir, [2, 4, 5, 4, 5, 3], 6, [2, 4]));
  await person.waitsFor(word(samir, 'answer.thanks'));
  world.clock.set('2027-02-03T12:00Z');
  await world.sweep();
  await nadia.runs('feedback summary', { course: title });
  const all = '11 of 11 (100%)';
  expect(before).not.toContain(all);
  expect(await nadia.person.waitsFor(all)).toContain(action);
}

/** Lima's on the first working day of the week, the hub's of the month; each in the language of its channel. */
export async function readsTheMonth(world: World, { nadia, lucia, olga }: EvaluationCast): Promise<void> {
  world.clock.set('2027-02-01T13:30Z');
  await world.sweep();
  await world.settles();
  const week = await lucia.person.waitsFor('Su personal, del 25 de enero de 2027', lucia.seat.managers);
  expect(week).toContain('6 de 11 (55');
  const month = await nadia.person.waitsFor('The exchange, 1 January 2027', nadia.seat.managers);
  expect(month).toContain('6 of 11');
  // In the week before there was nothing to tell, so nothing came.
  expect(world.sentTo(olga).join('\n')).not.toContain('Oversight, 25 January 2027');
}

/** On a Monday, when the action is overdue. */
export async function oversees(world: World, { olga }: EvaluationCast): Promise<void> {
  world.clock.set('2027-03-08T09:00Z');
  await world.sweep();
  expect(await hears(olga, 'Oversight, 1 March 2027')).toMatch(/Improvement actions overdue\W+1/u);
}
