// /approval assess: the human-rights assessment (OSJA): its grade, which decides who approves, and until when it is in force.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { day, value } from '#bot/text.ts';
import { approverSetting } from '#exchange/approval.ts';
import { assessmentLimits, latestValidity } from '#exchange/assessment.ts';
import { type RiskGrade, riskGrades } from '#exchange/hub-settings.ts';
import type { Course } from '#store/records/courses.ts';
import { afterWriting } from './_after-writing.ts';
import { askGateCourse, courseGiven, refusedByState, refuseUnseen, todayAt } from './_course.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'approval assess',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    course: askGateCourse,
    reference: ask.text({ max: assessmentLimits.reference }),
    grade: ask.choice(riskGrades, 'grade'),
    valid: ask.date(),
  },
  pages: [['course', 'reference', 'grade', 'valid']],
  async admit(given, desk) {
    const course = await courseGiven(given, desk);
    return course && refusedByState(desk, course);
  },
  async prefill(given, desk) {
    const course = await courseGiven(given, desk);
    if (!course) return {};
    const made = await desk.records.papers.assessment(course.id);
    if (!made) return { course: course.id };
    return { course: course.id, reference: made.reference, grade: made.grade, valid: made.validUntil };
  },
  async run({ course: id, reference, grade, valid }, desk) {
    const { asker, records, say, house } = desk;
    const course = await records.courses.byId(id);
    if (!course) return refuseUnseen(desk);
    const refused = refusedByState(desk, course);
    if (refused) return refused;
    const wrong = await wrongDay(desk, course, grade, valid);
    if (wrong) return wrong;
    const before = await records.papers.assessment(course.id);
    await records.papers.assess(course.id, {
      reference,
      grade,
      assessor: asker.person?.id ?? '',
      decidedOn: todayAt(course, desk.now),
      validUntil: valid,
    });
    const office = await hubSetting(records, approverSetting(grade));
    const facts = {
      title: value(course.title),
      grade: house(`grade.${grade}`),
      office: house(`office.${office}`),
    };
    const isAnother = before !== undefined && before.grade !== grade;
    return afterWriting(desk, course, say(isAnother ? 'assess.regraded' : 'assess.made', facts));
  },
  buttons: {
    start: {
      who: ['coordinator'],
      access: 'read',
      press: async ([course = '']) => ({ open: 'approval assess', values: { course } }),
    },
  },
});

/** Each grade has a longest time, which the hub sets; an assessment that is over by the first day would be of no use. */
async function wrongDay(
  desk: Desk<Key>,
  course: Course,
  grade: RiskGrade,
  valid: string,
): Promise<Answer | undefined> {
  const { records, now, say, house } = desk;
  const today = todayAt(course, now);
  if (valid < today)
    return { correct: { valid: say('assess.past', { until: day(valid), today: day(today) }) } };
  const latest = latestValidity(today, await hubSetting(records, `validity.${grade}`));
  if (valid > latest) {
    const facts = { until: day(valid), grade: house(`grade.${grade}`), latest: value(latest) };
    return { correct: { valid: say('assess.tooLong', facts) } };
  }
  if (valid >= course.startsOn) return undefined;
  return { correct: { valid: say('assess.tooShort', { until: day(valid), start: day(course.startsOn) }) } };
}
