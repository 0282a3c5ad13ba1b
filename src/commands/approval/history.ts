// /approval history: every decision on a course, years later: who, when, in which office, on what content and evidence.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { askCourse } from '#bot/record-fields.ts';
import { type Text, value } from '#bot/text.ts';
import { type Block, route } from '#bot/view.ts';
import { canonicalJson } from '#exchange/canonical-json.ts';
import { courseStates } from '#exchange/course.ts';
import type { Decision } from '#store/records/decisions.ts';
import { refuseUnseen } from './_course.ts';
import { decisionLine } from './_decision-views.ts';
import { type Key, words } from './words.ts';

/** So many stand in one view; a course that is decided on more often is looked up in the record. */
const mostShown = 10;

export default defineCommand({
  path: 'approval history',
  words,
  who: ['coordinator', 'approver', 'oversight'],
  access: 'read',
  asks: { course: askCourse(courseStates) },
  pages: [['course']],
  run: ({ course }, desk) => history(desk, course),
  buttons: {
    /** `approval/history/content|course|number`: what was decided on, as a file whose SHA-256 is the hash that was noted. */
    content: {
      who: ['coordinator', 'approver', 'oversight'],
      access: 'read',
      press: ([course = '', number], desk) => content(desk, course, Number(number)),
    },
  },
});

async function history(desk: Desk<Key>, id: string): Promise<Answer> {
  const { records, say } = desk;
  const course = await records.courses.byId(id);
  if (!course) return refuseUnseen(desk);
  const decisions = await records.decisions.of(id);
  const title = value(course.title);
  if (decisions.length === 0) return { reply: [{ paragraph: say('history.none', { title }) }] };
  const blocks: Block[] = [];
  for (const decision of decisions.slice(0, mostShown)) blocks.push(...(await entry(decision, desk)));
  const more = decisions.length - mostShown;
  return {
    reply: [
      { heading: say('history.heading', { title, count: decisions.length }) },
      ...blocks,
      ...(more > 0 ? [{ paragraph: say('history.more', { count: more }) }] : []),
      { paragraph: say('history.verify', { command: value('npx attache audit-verify') }) },
    ],
  };
}

async function entry(decision: Decision, desk: Desk<Key>): Promise<readonly Block[]> {
  const { say, asker } = desk;
  const { consultations, mitigations } = decision.evidence;
  const views: Text = say('history.evidence', {
    views: consultations.filter(({ view }) => view !== undefined).length,
    missions: consultations.length,
    done: mitigations.done,
    mitigations: mitigations.all,
  });
  return [
    { paragraph: await decisionLine(decision, asker.zone, { ...desk, language: asker.language }) },
    {
      facts: [
        [say('field.reasons.label'), [value(decision.reasons)]],
        [say('history.hash'), [value(decision.hash)]],
        [say('history.on'), views],
      ],
    },
    {
      buttons: [
        {
          label: say('history.content', { number: decision.number }),
          route: route('approval/history/content', decision.course, String(decision.number)),
        },
      ],
    },
  ];
}

async function content(desk: Desk<Key>, course: string, number: number): Promise<Answer> {
  const decision = (await desk.records.decisions.of(course)).find((one) => one.number === number);
  if (!decision) return refuseUnseen(desk);
  const file = {
    name: `decision-${number}.json`,
    mediaType: 'application/json',
    // To the letter what the hash was made over.
    bytes: new TextEncoder().encode(canonicalJson(decision.content)),
  };
  return { reply: [{ file, label: desk.say('history.file', { number, hash: value(decision.hash) }) }] };
}
