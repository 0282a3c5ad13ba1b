// The timetable of questionnaires on the tour: tests before and after a course, a review, what is opened by hand, and late.
import { reactionOf, reactionTo } from '../reaction-round.ts';
import { oneItem } from '../seated-course.ts';
import type { Company } from './company.ts';
import { personIn, type Tour } from './ground.ts';
import { arrangeCourse, arrangeNomination, title } from './papers.ts';

const hour = 3_600_000;
const first = 'practice:officer-2';
const second = 'practice:officer-4';
const third = 'practice:officer-6';
/** Manages a course, and no other. */
const manager = 'practice:officer-12';

/** From 22 March, when the main course is evaluated, to 30 March. */
export async function askByTheCalendar(tour: Tour, company: Company): Promise<void> {
  const { kofi, vera, organisations } = company;
  const host = { by: await tour.person(kofi.account), of: organisations.host } as const;
  await refuseToOpen(tour, company);

  const tested = await arrangeCourse(tour, 'Tested', {
    ...host,
    state: 'call-open',
    startsOn: '2027-03-31',
    endsOn: '2027-04-01',
  });
  for (const officer of [first, second] as const)
    await arrangeNomination(tour, tested, officer, { ...host, seat: true });
  await design(tour, tested, host.by);
  const after = await openByHand(tour, company);
  const late = await arrangeLate(tour, host);
  const off = await arrangeCalledOff(tour, host);

  await tour.at('2027-03-23T13:30:00Z');
  await answerLate(tour, late);
  for (const course of [late, off, after]) {
    await vera.runs('feedback status', { course });
    await vera.runs('feedback open', { course, set: course === after ? 'post-test' : 'reaction' });
  }
  await tour.at('2027-03-24T12:30:00Z');
  await tour.at('2027-03-25T13:30:00Z');
  await vera.runs('feedback status');
  await tour.at('2027-03-30T12:30:00Z');
}

async function design(
  tour: Tour,
  course: string,
  madeBy: string,
  set: 'pre-test' | 'after-action' = 'pre-test',
): Promise<void> {
  await tour.arrange(({ questionnaires }) => questionnaires.add({ course, set, items: oneItem, madeBy }));
}

/** Every reason why a questionnaire is not opened. */
async function refuseToOpen(tour: Tour, { kofi, vera, organisations }: Company): Promise<void> {
  const host = { by: await tour.person(kofi.account), of: organisations.host } as const;
  const early = { startsOn: '2027-05-10', endsOn: '2027-05-11' } as const;
  const now = { startsOn: '2027-03-22', endsOn: '2027-03-24' } as const;
  const longAgo = { startsOn: '2026-11-02', endsOn: '2026-11-06' } as const;
  const evaluated = await arrangeCourse(tour, 'Nobody came', { ...host, state: 'evaluating' });
  const noSeats = await arrangeCourse(tour, 'No seats', { ...host, ...early, state: 'call-open' });
  const running = await arrangeCourse(tour, 'Begun', { ...host, ...now, state: 'running' });
  await design(tour, noSeats, host.by);
  const asked = [
    [await arrangeCourse(tour, 'Not announced', { ...host, ...early, state: 'approved' }), 'pre-test'],
    [await arrangeCourse(tour, 'Held back', { ...host, ...early, state: 'on-hold' }), 'pre-test'],
    [await arrangeCourse(tour, 'Called off', { ...host, state: 'cancelled' }), 'reaction'],
    [await arrangeCourse(tour, 'Unmarked', { ...host, state: 'delivered' }), 'reaction'],
    [await arrangeCourse(tour, 'Long ago', { ...host, ...longAgo, state: 'closed' }), 'reaction'],
    [running, 'pre-test'],
    [noSeats, 'pre-test'],
    [evaluated, 'post-test'],
    [evaluated, 'reaction'],
  ] as const;
  for (const [course, set] of asked) await vera.runs('feedback open', { course, set });
  await vera.pressesRoute('feedback/open/confirm|crs_none|reaction');
  await tour.arrange(async (records) =>
    records.people.grant({ person: await personIn(records, manager), role: 'courseManager', scope: running }),
  );
  await tour.as(manager).runs('feedback open', { course: evaluated, set: 'reaction' });
}

/** All that is asked after a course in one message; and of an exercise its review alone. */
async function openByHand(tour: Tour, { kofi, vera, organisations }: Company): Promise<string> {
  const host = { by: await tour.person(kofi.account), of: organisations.host, state: 'evaluating' } as const;
  const exercise = await arrangeCourse(tour, 'Exercise', host);
  const course = await arrangeCourse(tour, 'By hand', host);
  await tour.arrange(async ({ nominations, people }) => {
    for (const account of [first, second] as const) {
      const person = (await people.byAccount(account, 0))?.person.id ?? '';
      await nominations.mark(course, person, 'attended', host.by);
    }
    const person = (await people.byAccount(third, 0))?.person.id ?? '';
    await nominations.mark(exercise, person, 'attended', host.by);
  });
  await design(tour, course, host.by);
  await design(tour, exercise, host.by, 'after-action');
  await vera.runs('feedback status', { course });
  await vera.presses('feedback/open/start', course);
  await vera.fills({ set: 'post-test' });
  await vera.presses('feedback/open/confirm', course);
  await vera.runs('feedback open', { course, set: 'reaction' });
  await vera.presses('feedback/open/confirm', course);
  await vera.runs('feedback open', { course: exercise, set: 'after-action' });
  await vera.presses('feedback/open/confirm', exercise);
  await tour.deliver();
  return course;
}

interface Host {
  readonly by: string;
  readonly of: string;
}

/** Closes in an hour, and takes late answers for a month. */
async function arrangeLate(tour: Tour, host: Host): Promise<string> {
  const course = await arrangeCourse(tour, 'Answered late', { ...host, state: 'evaluating' });
  const now = tour.now();
  await tour.arrange(async (records) =>
    records.feedback.open(reactionTo(course, now, now + hour, now + 720 * hour), [
      await personIn(records, first),
      await personIn(records, third),
    ]),
  );
  return course;
}

async function answerLate(tour: Tour, course: string): Promise<void> {
  const officer = tour.as(third);
  await officer.pressesRoute(`feedback/answer/start|${reactionOf(course)}`);
  await officer.presses('feedback/answer/begin', course);
  await officer.fills({
    apply: 5,
    confidence: 4,
    relevance: 2,
    instructors: 5,
    'human-rights': 1,
    level: 3,
    recommend: 9,
  });
}

/** A test was open when its course was called off. */
async function arrangeCalledOff(tour: Tour, host: Host): Promise<string> {
  const course = await arrangeCourse(tour, 'Off with its questionnaire', { ...host, state: 'cancelled' });
  const now = tour.now();
  await tour.arrange(async (records) =>
    records.feedback.open(reactionTo(course, now, now + 240 * hour), [await personIn(records, first)]),
  );
  return course;
}

/** After the symposium of the tour, which ended on 30 June: a week later whoever was registered is asked. */
export async function askAboutEvent(tour: Tour, { vera }: Company): Promise<void> {
  await tour.at('2027-07-07T15:30:00Z');
  await tour.at('2027-07-08T15:40:00Z');
  const late = await tour.course(title(tour, 'Answered late'));
  await tour.as(first).pressesRoute(`feedback/answer/start|${reactionOf(late.id)}`);
  await vera.runs('feedback status');
}
