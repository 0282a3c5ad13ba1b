// /feedback compare: which earlier run a course is compared with, where its title does not tell, or with none.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { optional } from '#bot/field.ts';
import { askCourse, givenText } from '#bot/record-fields.ts';
import { day, value } from '#bot/text.ts';
import { type Button, route } from '#bot/view.ts';
import type { Role } from '#exchange/people.ts';
import type { Course } from '#store/records/courses.ts';
import { mayImprove } from './_actions.ts';
import { earlierOf, previousOf } from './_evaluated.ts';
import { type Key, words } from './words.ts';

const who = ['coordinator', 'courseManager', 'liaison', 'manager'] as const satisfies readonly Role[];

export default defineCommand({
  path: 'feedback compare',
  words,
  who,
  access: 'write',
  asks: {
    course: askCourse(['evaluating', 'closed'], (course, { asker }) => mayImprove(asker, course)),
    previous: optional(askCourse(['closed'], (course, { asker }) => mayImprove(asker, course))),
  },
  pages: [['course', 'previous']],
  async admit(given, desk) {
    const course = await desk.records.courses.byId(givenText(given, 'course') ?? '');
    return course && refusalToCompare(desk, course);
  },
  async run({ course: id, previous }, desk) {
    const { records, say } = desk;
    const course = await records.courses.byId(id);
    if (!course) return { reply: [{ paragraph: say('status.none') }] };
    const refused = refusalToCompare(desk, course);
    if (refused) return refused;
    if (previous === undefined) await records.courseRuns.forget(course.id);
    else {
      const earlier = await earlierOf(records, course);
      if (!earlier.some((one) => one.id === previous))
        return { correct: { previous: say('compare.notEarlier', { title: value(course.title) }) } };
      await records.courseRuns.compare(course.id, previous);
    }
    return compared(desk, course);
  },
  buttons: {
    start: {
      who,
      access: 'read',
      press: async ([course = '']) => ({ open: 'feedback compare', values: { course } }),
    },
    /** With no run at all. */
    none: {
      who,
      access: 'write',
      async press([id = ''], desk) {
        const course = await desk.records.courses.byId(id);
        if (!course) return { reply: [{ paragraph: desk.say('status.none') }] };
        const refused = refusalToCompare(desk, course);
        if (refused) return refused;
        await desk.records.courseRuns.compare(course.id, null);
        return compared(desk, course);
      },
    },
  },
});

function refusalToCompare(desk: Desk<Key>, course: Course): Answer | undefined {
  const title = value(course.title);
  return mayImprove(desk.asker, course) ? undefined : desk.refuse('compare.notYours', { title });
}

async function compared({ records, say }: Desk<Key>, course: Course): Promise<Answer> {
  const run = await previousOf(records, course);
  const title = value(course.title);
  const show: Button = { label: say('ready.show'), route: route('feedback/summary/show', course.id) };
  if (!run) return { reply: [{ paragraph: say('compare.none', { title }) }, { buttons: [show] }] };
  const none: Button = { label: say('compare.withNone'), route: route('feedback/compare/none', course.id) };
  const facts = { title, previous: value(run.title), ends: day(run.endsOn) };
  return { reply: [{ paragraph: say('compare.done', facts) }, { buttons: [show, none] }] };
}
