// A course of the sample exchange in which people have seats, walked on to where its evaluation begins.
import { type CourseState, stepsTo } from '#exchange/course.ts';
import type { Item, QuestionSet } from '#exchange/questionnaire.ts';
import type { Course } from '#store/records/courses.ts';
import type { Bench } from './exchange-bench.ts';
import { standingPass } from './gate-papers.ts';
import type { SampleExchange, SampleName } from './sample-exchange.ts';

/** Later than its call; those who have a seat have attended as soon as it is being evaluated. */
export async function seatedCourse(
  bench: Bench,
  exchange: SampleExchange,
  state: CourseState,
  seated: readonly SampleName[],
): Promise<Course> {
  const course = await exchange.course({ state: 'call-open', seats: 9 });
  for (const name of seated) await seatOf(bench, exchange, course.id, name);
  return bench.arrange(async (records) => {
    const pass = await standingPass(records, course.id);
    let at = course;
    for (const step of stepsTo('call-open', state) ?? [])
      at = (await records.courses.move(course.id, [at.state], step, undefined, pass)) ?? at;
    if (state === 'evaluating' || state === 'closed')
      for (const { id } of await records.nominations.list({ course: course.id }))
        await records.nominations.move(id, ['accepted'], 'attended');
    return at;
  });
}

export async function seatOf(
  bench: Bench,
  exchange: SampleExchange,
  course: string,
  name: SampleName,
): Promise<void> {
  const { id, organisation } = exchange.people[name];
  await bench.arrange(async (records) => {
    const nomination = await records.nominations.add({
      course,
      nominee: id,
      organisation: organisation ?? '',
      nominatedBy: exchange.people.kofi.id,
      rank: 'Sergeant',
      unit: 'Cyber unit',
      yearsOfService: 4,
      reason: 'Needs it.',
      state: 'submitted',
    });
    await records.nominations.grantSeat(nomination.id, await standingPass(records, course));
  });
}

const wording = { text: 'I can keep the chain of custody' };

/** One question, in the four languages. */
export const oneItem: readonly Item[] = [
  {
    id: 'chain',
    kind: 'rating',
    page: 1,
    optional: false,
    sensitive: false,
    texts: { en: wording, fr: wording, es: wording, ar: wording },
  },
];

export async function designed(
  bench: Bench,
  exchange: SampleExchange,
  course: string,
  set: QuestionSet,
): Promise<void> {
  const madeBy = exchange.people.nadia.id;
  await bench.arrange((records) => records.questionnaires.add({ course, set, items: oneItem, madeBy }));
}
