// /feedback action-add: something that is done better after a course, who sees to it, and by when.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { askCourse, givenText } from '#bot/record-fields.ts';
import { day, value } from '#bot/text.ts';
import { actionLimits, improvedStates } from '#exchange/improvement.ts';
import type { Course } from '#store/records/courses.ts';
import { refuseUnseenAction, toOwner, wrongDay, wrongText } from './_action-checks.ts';
import { askOwner, mayImprove } from './_actions.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'feedback action-add',
  words,
  who: ['coordinator', 'courseManager', 'liaison', 'manager'],
  access: 'write',
  asks: {
    course: askCourse(improvedStates, (course, { asker }) => mayImprove(asker, course)),
    what: ask.text({ max: actionLimits.what, lines: 'many' }),
    owner: askOwner,
    due: ask.date(),
    theme: optional(ask.text({ max: 40 })),
  },
  // The theme of the comments that it answers stands with its button alone.
  carries: ['theme'],
  pages: [['course', 'what', 'owner', 'due']],
  async admit(given, desk) {
    const course = await desk.records.courses.byId(givenText(given, 'course') ?? '');
    return course && (await refusalToAdd(desk, course));
  },
  prefill: async (_given, { asker }) => (asker.person ? { owner: asker.person.id } : {}),
  async run({ course: id, what, owner, due, theme }, desk) {
    const { records, say, asker, now } = desk;
    const course = await records.courses.byId(id);
    if (!course) return refuseUnseenAction(desk);
    const refused = await refusalToAdd(desk, course);
    if (refused) return refused;
    const wrong = wrongText('what', what, desk) ?? wrongDay(due, desk);
    if (wrong) return wrong;
    const action = await records.actions.add({ course: course.id, what, owner, dueOn: due, theme });
    const person = await records.people.byId(owner);
    const kept = {
      title: value(course.title),
      what: value(what),
      owner: value(person?.name ?? '–'),
      due: day(due),
    };
    return [
      { reply: [{ paragraph: say('action-add.done', kept) }] },
      ...(owner === asker.person?.id ? [] : [toOwner(action.id, owner, now)]),
    ];
  },
  buttons: {
    /** `feedback/action-add/start|course|theme` */
    start: {
      who: ['coordinator', 'courseManager', 'liaison', 'manager'],
      access: 'read',
      press: async ([course = '', theme = '']) => ({
        open: 'feedback action-add',
        values: { course, ...(theme === '' ? {} : { theme }) },
      }),
    },
  },
});

async function refusalToAdd(desk: Desk<Key>, course: Course): Promise<Answer | undefined> {
  const { asker, records, house } = desk;
  const title = value(course.title);
  if (!mayImprove(asker, course)) {
    const organisation = await records.organisations.byId(course.organisation);
    return desk.refuse('action-add.notYours', { title, organisation: value(organisation?.name ?? '–') });
  }
  if (!improvedStates.some((state) => state === course.state))
    return desk.refuse('action-add.early', { title, state: house(`courseState.${course.state}`) });
  const open = (await records.actions.of(course.id)).filter(({ state }) => state === 'open');
  return open.length < actionLimits.ofCourse
    ? undefined
    : desk.refuse('action-add.full', { title, max: actionLimits.ofCourse });
}
