// The end of courses on the tour: attendance sheets, courses without anybody, questionnaires and their summaries.
import { feedbackClosesAt } from '#exchange/reminders.ts';
import { reactionOf, reactionTo } from '../reaction-round.ts';
import { importAttendance, markFirstDays } from './attendance.ts';
import { certify } from './certificates.ts';
import type { Company } from './company.ts';
import { personIn, type Tour } from './ground.ts';
import { arrangeCourse, arrangeNomination, title } from './papers.ts';
import { commitAfter } from './practice.ts';
import { readSummaries } from './summaries.ts';
import { readComments } from './themes.ts';

/** From the first day of the main course (2 to 5 March) to the summary of its feedback. */
export async function endCourses(tour: Tour, company: Company, main: string): Promise<void> {
  await markAttendance(tour, company, main);
  await certify(tour, company, main);
  await endOthers(tour, company);
  await askFeedback(tour, company, main);
  await summarise(tour, company, main);
  await readComments(tour, company);
}

async function markAttendance(tour: Tour, company: Company, main: string): Promise<void> {
  const { kofi, otto, salma, vera } = company;
  await otto.runs('course complete', { course: main });
  await tour.at('2027-03-02T12:00:00Z');
  await kofi.runs('course attendance', { course: main });
  await markFirstDays(tour, company, main);
  await otto.runs('course complete', { course: main });
  await tour.at('2027-03-05T17:30:00Z');
  await otto.runs('course complete', { course: main });
  await salma.runs('course attendance', { course: main });
  await kofi.runs('my tasks');
  await tour.at('2027-03-06T17:30:00Z');
  await tour.at('2027-03-08T17:30:00Z');
  await kofi.presses('course/attendance/start', main);
  await kofi.presses('course/attendance/done', main);
  await kofi.presses('course/attendance/page', `${main}|1`);
  await kofi.presses('course/attendance/page', `${main}|0`);
  await kofi.presses('course/attendance/mark', main, 'no-show');
  await kofi.presses('course/attendance/mark', main, 'days');
  await kofi.presses('course/attendance/day', main);
  await kofi.presses('course/attendance/page', `${main}|0`);
  await kofi.presses('course/attendance/mark', main, 'no-show');
  await kofi.presses('course/attendance/mark', `${main}`, 'partial');
  await vera.runs('course attendance', { course: main });
  await vera.presses('course/attendance/mark', main, 'attended');
  await vera.presses('course/attendance/all', main);
  const [partly, marker] = [await tour.person('practice:officer-6'), await tour.person(vera.account)];
  await tour.arrange(({ nominations }) => nominations.mark(main, partly, 'partial', marker));
  await vera.presses('course/attendance/done', main);
  await kofi.runs('course attendance', { course: main });
  await otto.runs('course complete', { course: main });
  await tour.deliver();
}

/** One in which nobody had a seat, and one to which nobody came. */
async function endOthers(tour: Tour, company: Company): Promise<void> {
  const { kofi, otto, vera, organisations } = company;
  const by = await tour.person(kofi.account);
  const days = { startsOn: '2027-03-01', endsOn: '2027-03-05' } as const;
  const host = { ...days, by, of: organisations.host, state: 'delivered' } as const;
  const empty = await arrangeCourse(tour, 'Empty', { ...host });
  const lonely = await arrangeCourse(tour, 'Lonely', { ...host, state: 'call-open' });
  await arrangeNomination(tour, lonely, 'practice:officer-21', { by, of: organisations.guest, seat: true });
  await tour.at('2027-03-09T10:00:00Z');
  await importAttendance(tour, company);
  await kofi.runs('course attendance');
  await kofi.fills({ course: empty });
  await kofi.runs('feedback status', { course: empty });
  await otto.presses('course/complete/start', empty);
  await otto.presses('course/complete/start', empty);
  await vera.runs('course attendance', { course: lonely });
  await vera.presses('course/attendance/mark', lonely, 'no-show');
  await vera.presses('course/attendance/done', lonely);
  await otto.runs('course complete', { course: (await tour.course(title(tour, 'Closed call'))).id });
}

const ratings = {
  apply: 5,
  confidence: 4,
  relevance: 2,
  instructors: 5,
  'human-rights': 1,
  level: 3,
  recommend: 9,
};

async function askFeedback(tour: Tour, company: Company, main: string): Promise<void> {
  // Ghana has holidays on the 8th and the 9th.
  await tour.at('2027-03-10T12:00:00Z');
  const { kofi, salma, mona, vera, ama, organisations } = company;
  const obstacles = tour.wording.text('Too few computers.', 1000);
  const first = tour.as('practice:officer-2');
  await first.runs('my tasks');
  await first.runs('feedback answer');
  await first.presses('feedback/answer/begin', main);
  await first.fills({ ...ratings, obstacles, 'anything-else': 'Call me: +233 24 412 3456' });
  await first.corrects({ 'anything-else': tour.wording.text('Thank Captain Diallo.', 1000) });
  await commitAfter(tour, main);
  await first.presses('feedback/answer/begin', main);
  await vera.pressesRoute(`feedback/answer/start|${main}`);

  const second = tour.as('practice:officer-4');
  await second.pressesRoute(`feedback/answer/start|${main}`);
  await second.presses('feedback/answer/begin', main);
  await second.fills({ ...ratings, apply: 'nine', recommend: 11 });
  await second.pressesRoute(`feedback/answer/start|${main}`);
  await arrangeRounds(tour, company);
  await second.runs('feedback answer');
  await tour.at('2027-03-11T12:00:00Z');
  await tour.at('2027-03-15T12:00:00Z');

  await mona.runs('feedback status');
  await mona.runs('feedback status', { course: main });
  await salma.runs('feedback status', { course: main });
  await kofi.runs('feedback summary', { course: main });
  await ama.runs('feedback summary');
  await vera.runs('feedback status', { course: main });
  await tour.arrange(async (records) => {
    for (const silent of await records.feedback.silent(reactionOf(main)))
      if (silent !== (await personIn(records, 'practice:officer-4')))
        await records.feedback.answer(reactionOf(main), silent, {
          ...ratings,
          instructors: 4,
          obstacles,
          'anything-else': tour.wording.text('More of it, please.', 1000),
        });
  });
  await kofi.runs('feedback status', { course: main });
  await kofi.runs('feedback summary', { course: await waiting(tour, organisations.host) });
}

async function waiting(tour: Tour, of: string): Promise<string> {
  const courses = await tour.arrange((records) =>
    records.courses.list({ organisation: of, states: ['delivered'] }),
  );
  return courses[0]?.id ?? '';
}

/** Rounds of which less may be said: four answers; six, and seven of eight, that agree entirely about people. */
async function arrangeRounds(tour: Tour, { kofi, organisations }: Company): Promise<void> {
  const host = { by: await tour.person(kofi.account), of: organisations.host, state: 'evaluating' } as const;
  const answers = [
    ['Four', 4, ratings],
    ['Six', 6, { ...ratings, recommend: 3 }],
    ['Seven', 7, ratings],
  ] as const;
  for (const [about, count, given] of answers) {
    const course = await arrangeCourse(tour, about, host);
    await tour.arrange(async (records) => {
      const people: string[] = [];
      for (let number = 2; number <= 16; number += 2)
        people.push(await personIn(records, `practice:officer-${number}`));
      for (const person of people) await records.nominations.mark(course, person, 'attended', host.by);
      const opensAt = tour.now();
      const closesAt = feedbackClosesAt(opensAt, 'UTC');
      await records.feedback.open(reactionTo(course, opensAt, closesAt), people);
      // The second of them is the one who is asked about several.
      const answering = people.filter((_, index) => index !== 1).slice(0, count);
      for (const person of answering) await records.feedback.answer(reactionOf(course), person, given);
    });
  }
}

async function summarise(tour: Tour, company: Company, main: string): Promise<void> {
  const { kofi, vera, mona, salma, otto } = company;
  const second = tour.as('practice:officer-4');
  await tour.at('2027-03-22T12:00:00Z');
  await second.presses('feedback/answer/start', main);
  await kofi.presses('feedback/summary/show', main);
  for (const who of [vera, mona]) await who.runs('feedback summary', { course: main });
  await vera.runs('feedback status', { course: main });
  await vera.runs('feedback status', { course: 'nowhere to be found' });
  await vera.runs('feedback summary');
  await salma.pressesRoute(`feedback/summary/show|${main}`);
  for (const about of ['Four', 'Six', 'Seven'] as const) {
    const { id } = await tour.course(title(tour, about));
    await vera.runs('feedback summary', { course: id });
  }
  await vera.pressesRoute('feedback/summary/show|crs_none');
  await readSummaries(tour, company);
  await mona.runs('feedback status');
  await otto.runs('my tasks');
}
