// Steps 5 and 6 of the story: attendance is asked and marked, those who came are asked, and the summary is drawn.
import { expect } from 'vitest';
import { fillsPages, formBefore } from '../support/fill-pages.ts';
import type { Said } from '../support/person.ts';
import type { Cast } from './cast.ts';
import { title } from './course-chapter.ts';
import { hears } from './hearing.ts';
import { said } from './said.ts';
import type { Actor, World } from './world.ts';

export async function marksAttendance(world: World, { ama, nadia }: Cast): Promise<void> {
  await world.goesTo('2027-02-13T12:00Z');
  await hears(nadia, `Nominations for “${title}” are closed.`);
  await world.goesTo('2027-03-05T18:00Z');
  await hears(ama, `“${title}” is over. Please mark who attended, for 6 people`);
  await world.goesTo('2027-03-06T18:00Z');
  await hears(ama, `Attendance for “${title}” is not complete yet.`);

  await ama.person.presses('Mark attendance', 'is not complete yet');
  await ama.person.waitsFor('0 of 6 people marked.');
  await ama.person.presses('All attended');
  await ama.person.waitsFor('6 of 6 people marked.');
  await ama.person.presses('Done');
  await ama.person.waitsFor(`6 people are asked for feedback on “${title}”`);
}

/** Five of the six answer; the one who stays silent is reminded twice, nobody else is. */
export async function givesFeedback(world: World, cast: Cast, silent: Actor): Promise<void> {
  const attended = [cast.efua, cast.kwame, cast.kofi, cast.salma, cast.omar, silent];
  const answering = [...attended.filter((one) => one !== silent).entries()];
  const isOfRabat = ({ speaks }: Actor) => speaks === 'ar';
  // The 8th and the 9th are holidays in Ghana.
  for (const [day, those] of [
    ['08', isOfRabat],
    ['10', (one: Actor) => !isOfRabat(one)],
  ] as const) {
    await world.goesTo(`2027-03-${day}T12:00Z`);
    for (const trainee of attended.filter(those))
      await hears(trainee, said('feedback', 'invitation.heading.reaction', trainee.speaks));
    for (const [index, trainee] of answering) if (those(trainee)) await answers(trainee, index);
  }
  // One answer each, whatever is pressed again.
  await cast.efua.person.presses('Answer', 'How was the course?');
  await cast.efua.person.waitsFor('You have answered the questionnaire');

  await world.goesTo('2027-03-15T12:00Z');
  await hears(silent, said('feedback', 'reminder.last', silent.speaks));
}

async function answers({ person, speaks }: Actor, index: number): Promise<void> {
  const word = (key: Parameters<typeof said<'feedback'>>[1]) => said('feedback', key, speaks);
  const agrees = (step: 1 | 2 | 3 | 4 | 5): Said => word(`agreement.${step}`);
  await person.presses(word('invitation.answer'), word('invitation.heading.reaction'));
  const promised = await person.waitsFor(word('promise.heading'));
  expect(promised).toContain(word('promise.few'));
  await person.presses(word('answer.begin'), word('promise.heading'));
  await formBefore(person);
  await fillsPages(person, {
    apply: agrees(5),
    confidence: agrees(index < 3 ? 4 : 3),
    relevance: agrees(4),
    instructors: agrees(5),
    'human-rights': agrees(4),
    level: agrees(index === 0 ? 2 : 4),
    recommend: index < 4 ? '9' : '6',
    ...(index === 0 ? { obstacles: 'No laboratory at home yet' } : {}),
  });
  await person.waitsFor(word('answer.thanks'));
}

/** After the close: counts, rate, distribution and a picture, in the managers' channels, each in its language. */
export async function readsTheSummary(world: World, { nadia, kojo, salma, ama }: Cast): Promise<void> {
  await ama.runs('feedback status');
  await ama.person.waitsFor(`${title}, The course – 5 of 6 people answered`);
  await ama.runs('feedback summary', { course: title });
  await ama.person.waitsFor('Until then nobody is shown any answer.');

  await world.goesTo('2027-03-17T12:00Z');
  for (const reader of [nadia, kojo, salma]) {
    const { speaks, seat, person } = reader;
    const heading = said('feedback', 'summary.heading', speaks, { title: { value: title } });
    const summary = await person.waitsFor(heading, seat.managers);
    expect(summary).toContain(
      said('feedback', 'status.answered.rate', speaks, { answered: 5, invited: 6, rate: 83 }),
    );
    expect(summary).toContain(said('feedback', 'question.apply', speaks));
    const pictures = (await person.files()).filter((file) => file.alt !== undefined);
    expect(pictures.map((picture) => picture.alt).join('\n')).toContain(
      said('feedback', 'question.apply', speaks),
    );
    expect(Buffer.from(pictures[0]?.bytes.slice(1, 4) ?? []).toString()).toBe('PNG');
  }
  await hears(ama, `The questionnaire on “${title}” has closed: 5 of 6 answered.`);
}
