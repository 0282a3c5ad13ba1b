// /approval risks: the risks of a course and what is done about them; a mitigation is marked as done by whoever sees to it.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { value } from '#bot/text.ts';
import { type Block, route, type View } from '#bot/view.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import { afterWriting } from './_after-writing.ts';
import { askGateCourse, refusedByState, refuseUnseen } from './_course.ts';
import { riskLines } from './_paper-views.ts';
import { type Standing, standingOf } from './_standing.ts';
import { type Key, words } from './words.ts';

/** Both platforms show 75 letters of an option, two of which keep the direction of what was typed. */
const longestOption = 73;

export default defineCommand({
  path: 'approval risks',
  words,
  who: ['coordinator', 'approver', 'oversight'],
  access: 'read',
  asks: { course: askGateCourse },
  pages: [['course']],
  run: ({ course }, desk) => list(desk, course),
  buttons: {
    of: {
      who: ['coordinator', 'approver', 'oversight'],
      access: 'read',
      press: ([course = ''], desk) => list(desk, course),
    },
    /** `approval/risks/done|risk`: by the coordinator, or by the member who sees to it, whatever else they may see. */
    done: {
      who: 'member',
      access: 'write',
      press: ([risk = ''], desk, chosen) => done(desk, chosen ?? risk, chosen !== undefined),
    },
    remove: {
      who: ['coordinator'],
      access: 'write',
      press: ([course = ''], desk, chosen = '') => remove(desk, course, chosen),
    },
  },
});

async function list(desk: Desk<Key>, id: string): Promise<Answer> {
  const course = await desk.records.courses.byId(id);
  return course ? { reply: await listView(course, desk) } : refuseUnseen(desk);
}

async function listView(course: Course, desk: Desk<Key>): Promise<View> {
  const { say, asker, records } = desk;
  const standing = await standingOf(records, course);
  const heading: Block = { heading: say('risks.heading', { title: value(course.title) }) };
  if (standing.risks.length === 0) {
    const add = { label: say('button.risk'), route: route('approval/risk-add/start', course.id) };
    return [
      heading,
      { paragraph: say('risks.none') },
      ...(hasRole(asker, 'coordinator') ? [{ buttons: [add] }] : []),
    ];
  }
  return [
    heading,
    { list: await riskLines(standing, { ...desk, language: asker.language }) },
    ...(hasRole(asker, 'coordinator') ? selects(standing, say) : []),
  ];
}

function selects({ course, risks }: Standing, say: Desk<Key>['say']): readonly Block[] {
  const option = (one: { readonly id: string; readonly mitigation: string }) => ({
    value: one.id,
    label: [value(shortened(one.mitigation, longestOption))],
  });
  const open = risks.filter((one) => one.doneAt === undefined);
  return [
    ...(open.length > 0
      ? [
          {
            select: {
              label: say('risks.markDone'),
              route: route('approval/risks/done', course.id),
              options: open.map(option),
            },
          },
        ]
      : []),
    {
      select: {
        label: say('risks.remove'),
        route: route('approval/risks/remove', course.id),
        options: risks.map(option),
      },
    },
  ];
}

async function done(desk: Desk<Key>, risk: string, fromList: boolean): Promise<Outcome> {
  const { asker, records, say } = desk;
  const found = await records.papers.mitigation(risk);
  const isTheirs = found !== undefined && found.owner === asker.person?.id;
  if (!found || !(isTheirs || hasRole(asker, 'coordinator'))) return desk.refuse('risks.notYours');
  const isNew = await records.papers.mitigated(risk, asker.person?.id ?? asker.account);
  const said = { paragraph: say(isNew ? 'risks.thanks' : 'risks.wasDone') };
  const course = fromList ? await records.courses.byId(found.course) : undefined;
  return { update: course ? [said, ...(await listView(course, desk))] : [said] };
}

async function remove(desk: Desk<Key>, id: string, risk: string): Promise<Outcome> {
  const course = await desk.records.courses.byId(id);
  if (!course) return refuseUnseen(desk);
  const refused = refusedByState(desk, course);
  if (refused) return refused;
  const isGone = !(await desk.records.papers.removeRisk(id, risk));
  return afterWriting(desk, course, desk.say(isGone ? 'risks.gone' : 'risks.removed'));
}
