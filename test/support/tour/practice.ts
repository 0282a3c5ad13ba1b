// What comes of courses, on the tour: commitments, follow-ups by those who made them and by a manager, and their figures.
import { barriers, outcomesOfCommitment, sightings, toolUses } from '#exchange/follow-up.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import type { AccountId } from '#exchange/people.ts';
import { standingPass } from '../gate-papers.ts';
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';
import { arrangeCourse, arrangeNomination } from './papers.ts';

const longest = 200;

/** Right after the questionnaire, with its button; what is written is old enough to be purged two years later. */
export async function commitAfter(tour: Tour, main: string): Promise<void> {
  const first = tour.as('practice:officer-2');
  const sentence = tour.wording.text('Take a picture of every device.', longest);
  await first.presses('feedback/commit/start', main);
  await first.presses('feedback/commit/begin', main);
  await first.fills({ first: sentence, second: 'Call me: +233 24 412 3456', shared: 'yes' });
  await first.corrects({ second: sentence, third: sentence });
}

export async function practise(tour: Tour, company: Company): Promise<void> {
  const { mona } = company;
  const today = nextWednesday(tour);
  const people = await arrangePeople(tour, company);
  await people[7]?.runs('my commitments');
  await people[7]?.runs('feedback commit');
  await people[7]?.runs('feedback follow-up');
  await mona.runs('feedback follow-up');
  await commit(tour, company, today);
  await followUp(tour, company, today);
  await tellFigures(tour, company, today);
  await people[0]?.runs('my data');
}

/** In the middle of a week, so that everybody is at their desk for some days around. */
function nextWednesday(tour: Tour): string {
  let day = addDays(localDate(tour.now(), 'UTC'), 2);
  while (new Date(day).getUTCDay() !== 3) day = addDays(day, 1);
  return day;
}

const doer = (number: number): AccountId => `practice:doer-${number}`;
const howMany = 10;

async function arrangePeople(tour: Tour, { organisations }: Company) {
  for (let number = 1; number <= howMany; number += 1)
    await tour.arrange(async ({ people }) => {
      const name = tour.wording.line(`Doer ${number}`, 80);
      const { id } = await people.add({ name, organisation: organisations.host, membership: 'confirmed' });
      await people.link(doer(number), id, name);
      await people.grant({ person: id, role: 'trainee', scope: organisations.host });
    });
  return Array.from({ length: howMany }, (_, at) => tour.as(doer(at + 1)));
}

/** Courses that ended so many days before a day. */
async function ended(
  tour: Tour,
  { kofi, organisations }: Company,
  about: string,
  today: string,
  ago: number,
  attendee?: AccountId,
): Promise<string> {
  const by = await tour.person(kofi.account);
  const endsOn = addDays(today, -ago);
  const days = { startsOn: endsOn, endsOn, deadline: addDays(endsOn, -9) };
  const of = organisations.host;
  if (attendee === undefined) return arrangeCourse(tour, about, { by, of, state: 'closed', ...days });
  const course = await arrangeCourse(tour, about, { by, of, state: 'confirmed', ...days });
  const nomination = await arrangeNomination(tour, course, attendee, { by, of, seat: true });
  const person = await tour.person(attendee);
  await tour.arrange(async (records) => {
    const { courses, nominations } = records;
    await nominations.move(nomination, ['accepted'], 'attended');
    await nominations.mark(course, person, 'attended', by);
    const pass = await standingPass(records, course);
    for (const [from, to] of [
      ['confirmed', 'running'],
      ['running', 'delivered'],
      ['delivered', 'evaluating'],
    ] as const)
      await courses.move(course, [from], to, undefined, pass);
  });
  return course;
}

async function commit(tour: Tour, company: Company, today: string): Promise<void> {
  const { stranger } = company;
  await tour.at(`${addDays(today, -1)}T12:00:00Z`);
  const one = tour.as(doer(8));
  const courses: string[] = [];
  for (const [about, ago] of [
    ['Fresh', 2],
    ['Fresher', 3],
    ['Long ago', 100],
  ] as const) {
    courses.push(await ended(tour, company, about, today, ago, doer(8)));
  }
  const [fresh = '', , late = ''] = courses;
  const sentence = tour.wording.text('Label every item.', longest);
  await one.runs('feedback commit');
  await one.presses('feedback/commit/start', fresh);
  await one.presses('feedback/commit/begin', fresh);
  await one.fills({ first: sentence, shared: 'no' });
  await one.runs('my commitments');
  await one.presses('my/commitments/share', fresh);
  await one.presses('my/commitments/share', fresh);
  await one.presses('feedback/commit/start', fresh);
  await one.pressesRoute(`feedback/commit/start|${late}`);
  await tour.as(doer(9)).pressesRoute(`feedback/commit/start|${fresh}`);
  await stranger.pressesRoute(`feedback/commit/start|${fresh}`);
}

async function make(tour: Tour, course: string, numbers: readonly number[], texts = 1): Promise<void> {
  const text = tour.wording.text('Teach my unit.', longest);
  for (const number of numbers) {
    const person = await tour.person(doer(number));
    const made = { course, person, texts: Array.from({ length: texts }, () => text), shared: true };
    await tour.arrange(({ commitments }) => commitments.make(made));
  }
}

/** Both can be answered on this day: the last reminder of the one, the second of the other. */
async function followUp(tour: Tour, company: Company, today: string): Promise<void> {
  const { mona } = company;
  const course = await ended(tour, company, 'Followed', today, 105);
  await make(tour, course, [1, 2, 3, 4, 5, 6, 7], 3);
  await tour.at(`${today}T14:00:00Z`);
  const [one, two] = [tour.as(doer(1)), tour.as(doer(2))];
  await one.runs('my tasks');
  await one.presses('feedback/follow-up/start', course);
  await one.runs('feedback follow-up');
  await one.presses('feedback/follow-up/begin', course);
  await one.fills({ 'reading-1': 'done', 'reading-2': 'partly', barrier: 'support', tools: 'never' });
  await one.corrects({ 'reading-3': 'not-yet' });
  await one.presses('feedback/follow-up/volunteer', course);
  await one.presses('feedback/follow-up/volunteer', '|no');
  await one.presses('feedback/follow-up/volunteer', '|yes');

  await two.presses('feedback/follow-up/begin', course);
  const person = await tour.person(doer(2));
  await tour.arrange(({ followUps }) =>
    followUps.answer(course, person, '90d', {
      ...{ readings: ['done', 'done', 'done'], barrier: 'nothing', tools: 'often' },
    }),
  );
  const all = { 'reading-1': 'done', 'reading-2': 'done', 'reading-3': 'done' };
  await two.fills({ ...all, barrier: 'nothing', tools: 'often' });

  const observed = { seen: 'partly', barrier: 'equipment', uses: 4, better: 3, 'passes-on': 5 };
  await mona.runs('my tasks');
  await mona.runs('feedback follow-up');
  // The one whose file is looked at later.
  await mona.pressesRoute(`feedback/follow-up/begin|${course}|${await tour.person(doer(1))}|100d`);
  await mona.fills(observed);
  await mona.pressesRoute(`feedback/follow-up/next|${course}`);
  await mona.presses('feedback/follow-up/begin', course);
  await mona.fills(observed);
}

/** Of few and of many, who say different things or all the same; the first stands in all of them. */
async function tellFigures(tour: Tour, company: Company, today: string): Promise<void> {
  const { vera, mona } = company;
  const few = await ended(tour, company, 'Few', today, 130);
  const mixed = await ended(tour, company, 'Mixed', today, 131);
  const same = await ended(tour, company, 'Same', today, 132);
  const none = await ended(tour, company, 'None', today, 134);
  await answerAll(tour, few, 3, (at) => at);
  await answerAll(tour, mixed, howMany, (at) => at + 1);
  await answerAll(tour, same, 6, () => 0);
  for (const number of [1, 2, 3, 4, 5]) {
    const person = await tour.person(doer(number));
    await tour.arrange(({ followUps }) => followUps.volunteer(mixed, person, true));
  }
  for (const course of [few, mixed, same, none]) await vera.runs('feedback practice', { course });
  await vera.runs('feedback practice', { course: 'nowhere to be found' });
  await mona.runs('feedback practice');
  await mona.fills({ course: mixed });
}

/** What each says is turned on by one from person to person, so that everything there is to say is said. */
async function answerAll(
  tour: Tour,
  course: string,
  number: number,
  turn: (at: number) => number,
): Promise<void> {
  const numbers = Array.from({ length: number }, (_, at) => at + 1);
  await make(tour, course, numbers);
  for (const [at, one] of numbers.entries()) {
    const person = await tour.person(doer(one));
    const said = turn(at);
    const [reading = 'done', seen = 'yes'] = [outcomesOfCommitment[said % 3], sightings[(said + at + 2) % 3]];
    const [barrier = 'nothing', tools = 'often'] = [barriers[said % 6], toolUses[said % 3]];
    await tour.arrange(async ({ followUps, commitments }) => {
      await followUps.answer(course, person, '90d', { readings: [reading], barrier, tools });
      const later = barriers[3 + 2 * said] ?? 'nothing';
      if (at === 0)
        await followUps.answer(course, person, '180d', { readings: [reading], barrier: later, tools });
      const observed = { uses: 1 + (at % 5), better: 3, 'passes-on': 5 };
      const isSame = turn(0) === turn(1);
      await followUps.observe(course, person, person, { seen: isSame ? 'yes' : seen, barrier, observed });
      // Everybody takes it back in the end, so that their file says both.
      await commitments.share(course, person, at > 0);
    });
  }
}
