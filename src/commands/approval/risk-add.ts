// /approval risk-add: a risk of a course, what is done about it, who sees to it and until when.
import { defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { askPerson } from '#bot/record-fields.ts';
import { day, value } from '#bot/text.ts';
import { assessmentLimits } from '#exchange/assessment.ts';
import { afterWriting } from './_after-writing.ts';
import { askGateCourse, courseGiven, refusedByState, refuseUnseen, todayAt } from './_course.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'approval risk-add',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    course: askGateCourse,
    risk: ask.text({ max: assessmentLimits.text, lines: 'many' }),
    mitigation: ask.text({ max: assessmentLimits.text, lines: 'many' }),
    owner: askPerson('anywhere'),
    due: ask.date(),
  },
  pages: [['course', 'risk', 'mitigation', 'owner', 'due']],
  async admit(given, desk) {
    const course = await courseGiven(given, desk);
    return course && refusedByState(desk, course);
  },
  async prefill(given, desk) {
    const course = await courseGiven(given, desk);
    return course ? { course: course.id, due: course.startsOn } : {};
  },
  async run({ course: id, ...risk }, desk) {
    const { records, say, now } = desk;
    const course = await records.courses.byId(id);
    if (!course) return refuseUnseen(desk);
    const refused = refusedByState(desk, course);
    if (refused) return refused;
    const today = todayAt(course, now);
    if (risk.due < today)
      return { correct: { due: say('risk-add.past', { due: day(risk.due), today: day(today) }) } };
    const known = await records.papers.risks(course.id);
    if (known.length >= assessmentLimits.risks)
      return desk.refuse('risk-add.full', { title: value(course.title), max: assessmentLimits.risks });
    const { id: added } = await records.papers.addRisk(course.id, risk);
    const answers = await afterWriting(desk, course, say('risk-add.done', { title: value(course.title) }));
    return [
      ...answers,
      {
        tell: risk.owner,
        message: 'approval/mitigation',
        facts: { course: course.id, risk: added },
        key: `mitigation · ${added}`,
      },
    ];
  },
  buttons: {
    start: {
      who: ['coordinator'],
      access: 'read',
      press: async ([course = '']) => ({ open: 'approval risk-add', values: { course } }),
    },
  },
});
