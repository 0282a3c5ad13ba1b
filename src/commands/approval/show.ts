// /approval show: the papers of a course, how it stands at the gate, and what is next; and handing it in for a decision.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { comma } from '#bot/punctuation.ts';
import { joined, value } from '#bot/text.ts';
import { askGateCourse, refusedByState, refuseUnseen } from './_course.ts';
import { gateView } from './_gate-view.ts';
import { lacksOf, standingOf } from './_standing.ts';
import { tellDeciders } from './_tell.ts';
import { type Key, words } from './words.ts';

/** Product §8b: whoever runs a course or takes part in it for an organisation reads how it stands, the hub what is written. */
const readers = ['coordinator', 'approver', 'oversight', 'liaison', 'courseManager', 'instructor'] as const;

export default defineCommand({
  path: 'approval show',
  words,
  who: readers,
  access: 'read',
  asks: { course: askGateCourse },
  pages: [['course']],
  run: ({ course }, desk) => show(desk, course),
  buttons: {
    of: { who: readers, access: 'read', press: ([course = ''], desk) => show(desk, course) },
    submit: {
      who: ['coordinator'],
      access: 'write',
      press: ([course = ''], desk) => submit(desk, course),
    },
  },
});

async function show(desk: Desk<Key>, id: string): Promise<Answer> {
  const course = await desk.records.courses.byId(id);
  return course ? { reply: await gateView(course, desk) } : refuseUnseen(desk);
}

/** Its papers are complete: whoever decides is asked to. */
async function submit(desk: Desk<Key>, id: string): Promise<Outcome> {
  const { records, say } = desk;
  const course = await records.courses.byId(id);
  if (!course) return refuseUnseen(desk);
  const refused = refusedByState(desk, course);
  if (refused) return refused;
  const title = value(course.title);
  if (course.state !== 'proposed')
    return { update: [{ paragraph: say('submit.already', { title }) }, ...(await gateView(course, desk))] };
  const standing = await standingOf(records, course);
  const lacks = lacksOf(standing);
  if (lacks.length > 0) {
    const missing = joined(
      lacks.map((lack) => say(`lack.${lack}`)),
      comma(desk.asker.language),
    );
    return desk.refuse('submit.lacks', { title, papers: missing });
  }
  const gated = await records.courses.move(id, ['proposed'], 'gated');
  if (!gated) return desk.refuse('refused.state', { title, state: desk.house('courseState.gated') });
  const told = await tellDeciders(records, { ...standing, course: gated }, desk.now);
  return [
    {
      update: [
        { paragraph: say('submit.done', { title, count: told.length }) },
        ...(await gateView(gated, desk)),
      ],
    },
    ...told,
  ];
}
