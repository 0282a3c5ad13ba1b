// /feedback practice: what came of the commitments of a course, in figures from five people on; and whom to talk with.
import { type Desk, defineCommand } from '#bot/command.ts';
import { windowOf } from '#bot/follow-ups.ts';
import { askCourse } from '#bot/record-fields.ts';
import { joined, type Text, value } from '#bot/text.ts';
import type { Block, View } from '#bot/view.ts';
import { stages } from '#exchange/follow-up.ts';
import { successCases, type Volunteer } from '#exchange/practice.ts';
import type { Course } from '#store/records/courses.ts';
import { agreementFact, laterFact, observedFacts, ownFacts, type PracticeReader } from './_practice-views.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'feedback practice',
  words,
  who: ['coordinator', 'oversight', 'manager'],
  access: 'read',
  asks: { course: askCourse(['delivered', 'evaluating', 'closed']) },
  pages: [['course']],
  async run({ course: courseId }, desk) {
    const course = await desk.records.courses.byId(courseId);
    return course
      ? { reply: await practiceView(desk, course) }
      : { correct: { course: desk.house('field.empty') } };
  },
});

async function practiceView(desk: Desk<Key>, course: Course): Promise<View> {
  const { records, say, now, asker } = desk;
  const over = stages.filter((stage) => windowOf(course, stage).closesAt <= now);
  const figures = await records.followUps.figures(course.id, over);
  const title = value(course.title);
  if (!figures || figures.people === 0) return [{ paragraph: say('practice.none', { title }) }];
  const { people, commitments, own, observed, agreement } = figures;
  const reader: PracticeReader = { say, language: asker.language, people };
  const facts = stages.flatMap((stage) => {
    const ofOwn = stage === '100d' ? undefined : own[stage];
    if (stage === '100d' && observed) return observedFacts(observed, reader);
    if (stage !== '100d' && ofOwn) return ownFacts(stage, ofOwn, reader);
    return [laterFact(stage, { at: windowOf(course, stage).closesAt, zone: course.zone }, say)];
  });
  return [
    { heading: say('practice.heading', { title }) },
    {
      facts: [
        [say('practice.made'), say('practice.made.value', { people, commitments })],
        ...facts,
        ...(own['90d'] && observed ? [agreementFact(agreement, reader)] : []),
      ],
    },
    ...(await casesBlocks(desk, course)),
  ];
}

/** Named, because they have agreed to be: to coordinators alone. */
async function casesBlocks({ records, say }: Desk<Key>, course: Course): Promise<readonly Block[]> {
  const { most, least } = successCases(await records.followUps.volunteers(course.id));
  if (most.length === 0) return [];
  const people = await records.people.byIds([...most, ...least].map(({ person }) => person));
  const names = (some: readonly Volunteer[]): Text =>
    joined(
      some.map(({ person }) => [value(people.find(({ id }) => id === person)?.name ?? '–')]),
      ' · ',
    );
  return [
    { paragraph: [{ bold: say('cases.heading') }] },
    {
      list: [
        say('cases.most', { names: names(most) }),
        ...(least.length > 0 ? [say('cases.least', { names: names(least) })] : []),
      ],
    },
    { paragraph: say('cases.guide') },
    { list: guide.map((question) => say(question)) },
  ];
}

/** Product §4.6, after Brinkerhoff’s Success Case Method. */
const guide = ['cases.what', 'cases.result', 'cases.helped', 'cases.hindered', 'cases.advice'] as const;
