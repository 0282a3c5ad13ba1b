// /select weights: what each criterion weighs for a course; published on its card, and fixed once somebody has reviewed.
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { givenText } from '#bot/record-fields.ts';
import { panelOrDefault } from '#bot/reviews.ts';
import { day, value } from '#bot/text.ts';
import { route, type View } from '#bot/view.ts';
import { checkWeights, criteria, type Weights } from '#exchange/scoring.ts';
import type { Course } from '#store/records/courses.ts';
import { askPanelCourse, cardOf, refusedByState, refuseUnseen } from './_course.ts';
import { type Key, words } from './words.ts';

const hundredths = optional(ask.number({ min: 0, max: 100 }));

export default defineCommand({
  path: 'select weights',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    course: askPanelCourse,
    needWeight: hundredths,
    roleWeight: hundredths,
    cascadeWeight: hundredths,
    experienceWeight: hundredths,
    languageWeight: hundredths,
  },
  pages: [
    ['course', 'needWeight', 'roleWeight', 'cascadeWeight'],
    ['experienceWeight', 'languageWeight'],
  ],
  async prefill(given, { records, now }) {
    const course = await records.courses.byId(givenText(given, 'course') ?? '');
    return course ? fieldsOf((await panelOrDefault(records, course, now)).weights) : {};
  },
  async run({ course: id, ...typed }, desk) {
    const course = await desk.records.courses.byId(id);
    if (!course) return refuseUnseen(desk);
    const refused = refusedByState(desk, course);
    if (refused) return refused;
    if (criteria.every((one) => typed[`${one}Weight`] === undefined))
      return { reply: await shown(course, desk) };
    return weigh(course, typed, desk);
  },
  buttons: {
    change: {
      who: ['coordinator'],
      access: 'read',
      async press([id = ''], desk) {
        const course = await desk.records.courses.byId(id);
        if (!course) return refuseUnseen(desk);
        const { weights } = await panelOrDefault(desk.records, course, desk.now);
        return { open: 'select weights', values: { course: course.id, ...fieldsOf(weights) } };
      },
    },
  },
});

type Typed = Readonly<Partial<Record<`${keyof Weights}Weight`, number | undefined>>>;

async function weigh(course: Course, typed: Typed, desk: Desk<Key>): Promise<Outcome> {
  const { records, say, asker, now } = desk;
  const panel = await panelOrDefault(records, course, now);
  const weights: Weights = {
    need: typed.needWeight ?? panel.weights.need,
    role: typed.roleWeight ?? panel.weights.role,
    cascade: typed.cascadeWeight ?? panel.weights.cascade,
    experience: typed.experienceWeight ?? panel.weights.experience,
    language: typed.languageWeight ?? panel.weights.language,
  };
  const problem = checkWeights(weights);
  if (problem !== undefined && 'sum' in problem)
    return { correct: { needWeight: say('weights.sum', { sum: problem.sum }) } };
  await records.panels.convene(course.id, panel, asker.person?.id ?? asker.account);
  if (!(await records.panels.weigh(course.id, weights)))
    return desk.refuse('weights.fixed', { title: value(course.title) });
  return [{ reply: await shown(course, desk) }, cardOf(course)];
}

async function shown(course: Course, { records, say, house, now }: Desk<Key>): Promise<View> {
  const { weights, due } = await panelOrDefault(records, course, now);
  return [
    { heading: say('weights.heading', { title: value(course.title) }) },
    {
      facts: criteria.map((one) => [house(`criterion.${one}`), say('weights.of', { weight: weights[one] })]),
    },
    { paragraph: say('weights.published', { due: day(due) }) },
    {
      buttons: [
        { label: say('weights.change'), route: route('select/weights/change', course.id) },
        { label: say('button.reviewers'), route: route('select/reviewers/of', course.id) },
      ],
    },
  ];
}

function fieldsOf(weights: Weights) {
  return {
    needWeight: weights.need,
    roleWeight: weights.role,
    cascadeWeight: weights.cascade,
    experienceWeight: weights.experience,
    languageWeight: weights.language,
  };
}
