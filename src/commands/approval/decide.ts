// /approval decide: whoever the grade names looks at the papers as they stand, and lets the course proceed, returns or declines it.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome, type Press } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { comma } from '#bot/punctuation.ts';
import { countryName, givenText } from '#bot/record-fields.ts';
import { command, day, joined, type Text, value } from '#bot/text.ts';
import { gate, type Verdict, verdicts } from '#exchange/approval.ts';
import { type CourseState, openedStates } from '#exchange/course.ts';
import type { Course } from '#store/records/courses.ts';
import { Conflict } from '#store/store.ts';
import { askGateCourse, courseGiven, refusedByState, refuseUnseen } from './_course.ts';
import { gateView, isDecidable } from './_gate-view.ts';
import { missingInWords } from './_paper-views.ts';
import {
  type Actor,
  actorOf,
  awaited,
  markOf,
  overdue,
  principalOf,
  rightToDecide,
  type Standing,
  standingOf,
} from './_standing.ts';
import { cardRevision, runnersOf } from './_tell.ts';
import { type Key, words } from './words.ts';

const longestReasons = 1_000;

export default defineCommand({
  path: 'approval decide',
  words,
  who: ['approver'],
  access: 'write',
  asks: {
    course: askGateCourse,
    verdict: optional(ask.choice(verdicts, 'verdict')),
    reasons: optional(ask.text({ max: longestReasons, lines: 'many' })),
    mark: optional(ask.text({ max: 16 })),
  },
  pages: [['course', 'verdict', 'reasons']],
  carries: ['mark'],
  async admit(given, desk) {
    const course = await courseGiven(given, desk);
    if (!course) return undefined;
    const refused = await refusedTo(desk, course);
    if (refused) return refused;
    // What was not looked at is not decided on: the papers come first, and their buttons.
    return givenText(given, 'mark') === undefined ? { reply: await gateView(course, desk) } : undefined;
  },
  async run({ course: id, verdict, reasons, mark }, desk) {
    const course = await desk.records.courses.byId(id);
    if (!course) return refuseUnseen(desk);
    const refused = await refusedTo(desk, course);
    if (refused) return refused;
    if (mark === undefined) return { reply: await gateView(course, desk) };
    if (verdict === undefined) return { correct: { verdict: desk.house('field.empty') } };
    if (reasons === undefined) return { correct: { reasons: desk.say('decide.noReasons') } };
    return decide(course, { verdict, reasons, mark }, desk);
  },
  buttons: {
    proceed: pressed('proceed'),
    return: pressed('return'),
    decline: pressed('decline'),
  },
});

function pressed(verdict: Verdict): Press<Key> {
  return {
    who: ['approver'],
    access: 'read',
    press: async ([course = '', mark = '']) => ({
      open: 'approval decide',
      values: { course, verdict, mark },
    }),
  };
}

/** Why somebody does not decide on it, or nobody can now; each names the rule, the evidence and who can lift it. */
async function refusedTo(desk: Desk<Key>, course: Course): Promise<Answer | undefined> {
  const refused = refusedByState(desk, course);
  if (refused) return refused;
  const standing = await standingOf(desk.records, course);
  const title = value(course.title);
  if (!isDecidable(standing))
    return desk.refuse('decide.notHandedIn', { title, command: command('approval show') });
  const actor = actorOf(desk.asker);
  const right = actor ? rightToDecide(standing, actor) : undefined;
  if (right?.decide) return undefined;
  return desk.refuse(`decide.${right?.why ?? 'other-office'}`, {
    title,
    grade: desk.house(`grade.${standing.assessment?.grade ?? 'high'}`),
    office: desk.house(`office.${standing.office ?? 'minister'}`),
  });
}

interface Given {
  readonly verdict: Verdict;
  readonly reasons: string;
  readonly mark: string;
}

async function decide(course: Course, { verdict, reasons, mark }: Given, desk: Desk<Key>): Promise<Outcome> {
  const { records, say, now } = desk;
  const standing = await standingOf(records, course);
  const { assessment, office, hash } = standing;
  const actor = actorOf(desk.asker);
  if (!assessment || !office || !hash || !actor) return refuseUnseen(desk);
  if (mark !== markOf(standing)) return lookAgain(desk, course, reasons);
  if (verdict === 'proceed') {
    const wait = refusedToProceed(standing, desk);
    if (wait) return wait;
    for (const one of overdue(standing, now))
      await records.consultations.answer(course.id, one.country, 'no-reply', undefined, actor.person);
  }
  const decision = await records.decisions.decide({
    ...{ course: course.id, verdict, office, grade: assessment.grade, reasons, hash },
    decidedBy: actor.person,
    inNameOf: principalOf(office, actor),
    evidence: await evidenceOf(standing, desk),
  });
  if (!decision) return lookAgain(desk, course, reasons);
  const moved = await movedBy(verdict, course, reasons, desk);
  const facts = { title: value(course.title), verdict: say(`verdict.${verdict}`) };
  const told = (await toldOf(standing, actor, desk)).map(
    (tell): Answer => ({
      tell,
      message: 'approval/decided',
      facts: { course: course.id, number: decision.number },
      key: `decided · ${decision.id}`,
    }),
  );
  return [
    {
      update: [
        { paragraph: say('decide.done', { ...facts, count: told.length }) },
        ...(moved.state === 'on-hold' ? [{ paragraph: say('decide.held') }] : []),
        { divider: true },
        ...(await gateView(moved, desk)),
      ],
    },
    ...(moved.state === course.state ? [] : [cardRevision(course)]),
    ...told,
  ];
}

/** It has been changed since it was looked at: nothing is decided, and what was written is shown to be used again. */
async function lookAgain(desk: Desk<Key>, course: Course, reasons: string): Promise<Answer> {
  return {
    update: [
      { paragraph: desk.say('decide.changedSince', { reasons: value(reasons) }) },
      ...(await gateView(course, desk)),
    ],
  };
}

/** An approval of papers that are not in force would let nothing pass; and missions have their time. */
function refusedToProceed(standing: Standing, desk: Desk<Key>): Answer | undefined {
  const { course, papers } = standing;
  const { say, asker, now } = desk;
  const waits = awaited(standing, now);
  if (waits.length > 0) {
    const lines = waits.map(
      ({ country, mission, due }): Text => [
        ...say(`mission.${mission}`),
        ' – ',
        value(countryName(country, asker.language)),
        ' (',
        day(due),
        ')',
      ],
    );
    const awaitedViews = joined(lines, comma(asker.language));
    return desk.refuse('decide.awaited', { title: value(course.title), missions: awaitedViews });
  }
  const approved = { ...papers, approval: { decision: '', standing: 'approved' } } as const;
  const asked = gate(course, approved, now);
  if (asked.open) return undefined;
  const reasons = missingInWords(asked.missing, say);
  return desk.refuse('decide.papers', { title: value(course.title), reasons });
}

async function evidenceOf({ course, risks }: Standing, { records }: Desk<Key>) {
  const consultations = await records.consultations.of(course.id);
  return {
    consultations: consultations.map(({ country, mission, due, view, note }) => ({
      ...{ country, mission, due, view, note },
    })),
    mitigations: { all: risks.length, done: risks.filter((one) => one.doneAt !== undefined).length },
  };
}

/** A published course that may not go on is held: it is for the coordinator to call it off, or to have it approved anew. */
async function movedBy(
  verdict: Verdict,
  course: Course,
  reasons: string,
  { records }: Desk<Key>,
): Promise<Course> {
  const isOpened = openedStates.some((state) => state === course.state);
  const goal: CourseState | undefined =
    verdict === 'proceed'
      ? course.state === 'gated'
        ? 'approved'
        : undefined
      : isOpened
        ? 'on-hold'
        : course.state === 'on-hold'
          ? undefined
          : verdict === 'return'
            ? 'proposed'
            : 'declined';
  if (goal === undefined) return course;
  // Those who may not see decisions read there why it came back.
  const reason = goal === 'proposed' || goal === 'declined' ? reasons : undefined;
  const moved = await records.courses.move(course.id, [course.state], goal, reason);
  if (!moved) throw new Conflict(`The course ${course.id} was moved by somebody else.`);
  return moved;
}

async function toldOf(
  { course, assessment }: Standing,
  { person }: Actor,
  { records, now }: Desk<Key>,
): Promise<readonly string[]> {
  const told = new Set([
    ...(await runnersOf(records, course, now)),
    ...(assessment ? [assessment.assessor] : []),
  ]);
  return [...told].filter((one) => one !== person);
}
