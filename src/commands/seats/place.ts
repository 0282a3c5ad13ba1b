// /seats place: nominees of courses that run side by side, each placed on one of them, before the seats of each are proposed.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { optional } from '#bot/field.ts';
import { askCourse } from '#bot/record-fields.ts';
import { command, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import { refusedByState, refuseUnseen, sharingStates } from './_course.ts';
import { markOf, mostSideBySide, type Placement, placementOf, runBeside } from './_placement.ts';
import { placementView } from './_placement-views.ts';
import { type Key, words } from './words.ts';

const askSharing = () => askCourse(sharingStates);
/** Of a title on a button. */
const longestTitle = 40;

export default defineCommand({
  path: 'seats place',
  words,
  who: ['coordinator'],
  access: 'read',
  asks: {
    course: askSharing(),
    second: optional(askSharing()),
    third: optional(askSharing()),
    fourth: optional(askSharing()),
  },
  pages: [['course', 'second', 'third', 'fourth']],
  async run({ course: id, second, third, fourth }, desk) {
    const { records, say } = desk;
    const first = await records.courses.byId(id);
    if (!first) return refuseUnseen(desk);
    const refused = refusedByState(desk, first);
    if (refused) return refused;
    const named: Course[] = [];
    for (const [field, other] of Object.entries({ second, third, fourth })) {
      const course = other === undefined ? undefined : await records.courses.byId(other);
      if (!course) continue;
      const notNow = refusedByState(desk, course);
      if (notNow) return notNow;
      const facts = { title: value(course.title), first: value(first.title) };
      if (course.id !== first.id && !runBeside(first, course))
        return { correct: { [field]: say('place.notBeside', facts) } };
      named.push(course);
    }
    const group = named.length > 0 ? [first, ...named] : [first, ...(await alike(desk, first))];
    const courses = [...new Map(group.map((course) => [course.id, course])).values()].slice(
      0,
      mostSideBySide,
    );
    if (courses.length < 2) {
      const subject = desk.house(`subject.${first.subject}`);
      return desk.refuse('place.alone', {
        title: value(first.title),
        subject,
        propose: command('seats propose'),
      });
    }
    return { reply: await placementView(desk, await placementOf(records, courses, desk.now), 0) };
  },
  buttons: {
    /** `seats/place/page|offset|course|course|…` */
    page: {
      who: ['coordinator'],
      access: 'read',
      async press([offset = '0', ...ids], desk) {
        const found = await placementFor(desk, ids);
        return 'refused' in found
          ? found.refused
          : { update: await placementView(desk, found.placement, Number(offset)) };
      },
    },
    /** `seats/place/confirm|mark|course|course|…`: the mark is of exactly what was shown. */
    confirm: {
      who: ['coordinator'],
      access: 'write',
      press: ([mark = '', ...ids], desk) => confirm(desk, mark, ids),
    },
  },
});

/** Of the same subject and at the same time, with their calls closed. */
async function alike({ records }: Desk<Key>, first: Course): Promise<readonly Course[]> {
  const found = await records.courses.list({
    states: sharingStates,
    subject: first.subject,
    startsUntil: first.endsOn,
    endsFrom: first.startsOn,
    most: mostSideBySide + 1,
  });
  return found.filter((course) => course.id !== first.id && runBeside(first, course));
}

async function placementFor(
  desk: Desk<Key>,
  ids: readonly string[],
): Promise<{ readonly placement: Placement } | { readonly refused: Answer }> {
  const courses: Course[] = [];
  for (const id of ids) {
    const course = await desk.records.courses.byId(id);
    if (!course) return { refused: refuseUnseen(desk) };
    const refused = refusedByState(desk, course);
    if (refused) return { refused };
    courses.push(course);
  }
  return { placement: await placementOf(desk.records, courses, desk.now) };
}

async function confirm(desk: Desk<Key>, mark: string, ids: readonly string[]): Promise<Outcome> {
  const { records, say } = desk;
  const found = await placementFor(desk, ids);
  if ('refused' in found) return found.refused;
  const { placement } = found;
  if (markOf(placement) !== mark || placement.ending.length === 0)
    return {
      update: [{ paragraph: say('place.changed') }, ...(await placementView(desk, placement, 0))],
    };
  const ended = new Set<string>();
  for (const course of placement.courses) {
    const own = placement.ending.filter((one) => one.nomination.course === course.id);
    const settled = await records.placings.settle(
      course.id,
      own.map(({ nomination, placedIn }) => ({ id: nomination.id, placedIn })),
    );
    for (const id of settled) ended.add(id);
  }
  const told = placement.ending.filter(({ nomination }) => ended.has(nomination.id));
  const people = new Set(told.map(({ nomination }) => nomination.nominee));
  return [
    {
      update: [
        { paragraph: say('place.done', { count: people.size, ended: ended.size }) },
        {
          buttons: placement.courses.map(({ id, title }) => ({
            label: say('place.propose', { title: value(shortened(title, longestTitle)) }),
            route: route('seats/propose/of', id),
          })),
        },
      ],
    },
    ...tellings(told),
    ...placement.courses.map(({ id }): Answer => ({ revise: `course/card · ${id}` })),
  ];
}

/** Nominee and whoever nominated them, once for each nomination that goes on. */
function tellings(told: Placement['ending']): readonly Answer[] {
  const goingOn = new Map(told.map((one) => [one.keeps.id, one.keeps]));
  return [...goingOn.values()].flatMap(({ id, nominee, nominatedBy }) =>
    [...new Set([nominee, nominatedBy])].map((tell) => ({
      tell,
      message: 'seats/placed',
      facts: { nomination: id },
      key: `placed · ${id}`,
    })),
  );
}
