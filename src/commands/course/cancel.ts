// /course cancel: asks for the reason, shows whom it will reach, and cancels at the press of a button.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { askCourse } from '#bot/record-fields.ts';
import { command, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { courseEnd } from '#exchange/course.ts';
import type { Course } from '#store/records/courses.ts';
import { Conflict } from '#store/store.ts';
import { cardFor } from './_card-buttons.ts';
import { allCoordinators, allLiaisons, concernedBy, others, tellAll } from './_concerned.ts';
import { courseGiven, mayRun, refusalToRun, refuseUnseen } from './_rights.ts';
import { cancellableStates, cardOf } from './_states.ts';
import { type Key, words } from './words.ts';

/** Also of a course whose dates are over it is worth knowing for a while that it did not take place. */
const worthKnowing = 14 * 86_400_000;

export default defineCommand({
  path: 'course cancel',
  words,
  who: ['liaison', 'coordinator'],
  access: 'write',
  asks: {
    course: askCourse(cancellableStates, (course, desk) => mayRun(desk.asker, course)),
    reason: ask.text({ max: 500, lines: 'many' }),
  },
  pages: [['course', 'reason']],
  async admit(given, desk) {
    const course = await courseGiven(given, desk);
    return course && refusalToCancel(desk, course);
  },
  async run({ course: id, reason }, desk) {
    const { asker, records, say } = desk;
    const course = await records.courses.byId(id);
    if (!course) return refuseUnseen(desk);
    const refusal = await refusalToCancel(desk, course);
    if (refusal) return refusal;
    // The reason waits with the draft until the button is pressed; a route is too short to carry it.
    const draft = await records.drafts.keep({
      path: 'course cancel',
      account: asker.account,
      channel: asker.channel,
      values: { course: id, reason },
      pagesDone: [],
    });
    const told = others(await toldOf(course, desk), asker.person?.id);
    return {
      reply: [
        { heading: say('cancel.sure', { title: value(course.title) }) },
        { paragraph: say('cancel.consequences', { count: told.length }) },
        { facts: [[say('field.reason.label'), [value(reason)]]] },
        {
          buttons: [
            {
              label: say('cancel.confirm'),
              route: route('course/cancel/confirm', id, draft.id),
              look: 'danger',
            },
            { label: say('cancel.keep'), route: route('course/cancel/keep', id, draft.id) },
          ],
        },
      ],
    };
  },
  buttons: {
    confirm: {
      who: ['liaison', 'coordinator'],
      access: 'write',
      press: ([course = '', draft = ''], desk) => cancel(desk, course, draft),
    },
    keep: {
      who: ['liaison', 'coordinator'],
      access: 'write',
      press: ([course = '', draft = ''], desk) => keep(desk, course, draft),
    },
  },
});

async function refusalToCancel(desk: Desk<Key>, course: Course): Promise<Answer | undefined> {
  if (course.state !== 'cancelled') return refusalToRun(desk, course, cancellableStates);
  const paragraph = desk.say('cancel.already', { title: value(course.title) });
  return { update: [{ paragraph }, ...(await cardFor(course, desk))] };
}

async function cancel(desk: Desk<Key>, id: string, draftId: string): Promise<Outcome> {
  const { asker, records, say } = desk;
  const course = await records.courses.byId(id);
  if (!course) return refuseUnseen(desk);
  const refusal = await refusalToCancel(desk, course);
  if (refusal) return refusal;
  const draft = await records.drafts.byId(draftId, asker.account);
  const isOfThis = draft?.path === 'course cancel' && draft.values.course === id;
  const reason = isOfThis ? draft.values.reason : undefined;
  if (typeof reason !== 'string')
    return desk.refuse('cancel.forgotten', { command: command('course cancel') });

  const told = others(await toldOf(course, desk), asker.person?.id);
  const cancelled = await records.courses.move(id, [course.state], 'cancelled', reason);
  if (!cancelled) throw new Conflict(`The course ${id} was moved by somebody else.`);
  await records.drafts.finish(draftId);
  return [
    {
      update: [
        { paragraph: say('cancel.done', { title: value(course.title), count: told.length }) },
        ...(await cardFor(cancelled, desk)),
      ],
    },
    { revise: cardOf(id) },
    ...tellAll(
      told,
      'course/cancelled',
      { course: id },
      `course cancelled · ${id}`,
      Math.max(courseEnd(course), desk.now + worthKnowing),
    ),
  ];
}

async function keep(desk: Desk<Key>, id: string, draft: string): Promise<Answer> {
  const course = await desk.records.courses.byId(id);
  const own = await desk.records.drafts.byId(draft, desk.asker.account);
  if (own) await desk.records.drafts.finish(draft);
  if (!course || course.state === 'cancelled') return refuseUnseen(desk);
  return { update: [{ paragraph: desk.say('cancel.kept', { title: value(course.title) }) }] };
}

/** Of an open call every liaison officer may be preparing nominations; later only those concerned count on it. */
async function toldOf(course: Course, { records, now }: Desk<Key>): Promise<readonly string[]> {
  const house = [course.proposedBy, ...(await allCoordinators(records, now))];
  if (course.publishedAt === undefined) return house;
  const everybody = course.state === 'call-open' ? await allLiaisons(records, now) : [];
  return [...house, ...(await concernedBy(course.id, records, now)), ...everybody];
}
