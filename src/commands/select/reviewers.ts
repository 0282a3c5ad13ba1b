// /select reviewers: who reviews for a course and until when; whoever has a part in it is refused.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { askPerson } from '#bot/record-fields.ts';
import { askReviewers, panelOrDefault } from '#bot/reviews.ts';
import { command, day, type Text, value } from '#bot/text.ts';
import { type Block, route, type View } from '#bot/view.ts';
import { localDate } from '#exchange/local-time.ts';
import { isOpen } from '#exchange/nomination.ts';
import { courseConflict, reviewingStates } from '#exchange/reviewing.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import type { Person } from '#store/records/people.ts';
import { askPanelCourse, refusedByState, refuseUnseen, reviewingRoles } from './_course.ts';
import { type Key, words } from './words.ts';

/** A panel of more is a crowd; and a list of them is to be read at once. */
const mostReviewers = 20;

/** Buttons take 75 characters on Slack; a name must leave room for the verb in four languages. */
const nameShown = 40;

export default defineCommand({
  path: 'select reviewers',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: { course: askPanelCourse, person: optional(askPerson('anywhere')), due: optional(ask.date()) },
  pages: [['course', 'person', 'due']],
  async run({ course: id, person, due }, desk) {
    const { records, asker, now } = desk;
    const course = await records.courses.byId(id);
    if (!course) return refuseUnseen(desk);
    const refused = refusedByState(desk, course);
    if (refused) return refused;
    const today = localDate(now, course.zone);
    if (due !== undefined && due < today)
      return { correct: { due: desk.say('reviewers.past', { due: day(due), today: day(today) }) } };
    if (person === undefined && due === undefined) return { reply: await shown(course, desk) };
    const conflict = person === undefined ? undefined : await refusedFor(desk, course, person);
    if (conflict) return conflict;
    const panel = await panelOrDefault(records, course, now);
    const by = asker.person?.id ?? asker.account;
    await records.panels.convene(course.id, { ...panel, due: due ?? panel.due }, by);
    if (due !== undefined) await records.panels.setDue(course.id, due);
    if (person !== undefined) await records.panels.name(course.id, person, by);
    return asked(desk, course, 'reply');
  },
  buttons: {
    of: {
      who: ['coordinator'],
      access: 'read',
      async press([id = ''], desk) {
        const course = await desk.records.courses.byId(id);
        return course ? { reply: await shown(course, desk) } : refuseUnseen(desk);
      },
    },
    name: {
      who: ['coordinator'],
      access: 'read',
      press: async ([course = '']) => ({ open: 'select reviewers', values: { course } }),
    },
    /** `select/reviewers/dismiss|course|person`: pressed twice, it shows who is left. */
    dismiss: {
      who: ['coordinator'],
      access: 'write',
      async press([id = '', person = ''], desk) {
        const course = await desk.records.courses.byId(id);
        if (!course) return refuseUnseen(desk);
        const refused = refusedByState(desk, course);
        if (refused) return refused;
        await desk.records.panels.dismiss(course.id, person);
        return asked(desk, course, 'update');
      },
    },
  },
});

/** What is lacking goes to whoever reviews now, when reviews have begun. */
async function asked(desk: Desk<Key>, course: Course, as: 'reply' | 'update'): Promise<Outcome> {
  const hasBegun = reviewingStates.some((state) => state === course.state);
  const told = hasBegun ? await askReviewers(desk.records, course, desk.now) : [];
  const view = await shown(course, desk);
  return [as === 'reply' ? { reply: view } : { update: view }, ...told];
}

/** Why somebody does not review for this course: the rule, the evidence, and who can lift it. */
async function refusedFor(desk: Desk<Key>, course: Course, id: string): Promise<Answer | undefined> {
  const { records } = desk;
  const person = await records.people.byId(id);
  if (!person) return { correct: { person: desk.house('field.empty') } };
  const facts = { name: value(person.name), title: value(course.title) };
  const grants = await records.people.grantsOf(id);
  const held = grants.filter((one) => one.person === id && (one.until ?? Infinity) > desk.now);
  if (!held.some(({ role }) => reviewingRoles.some((one) => one === role)))
    return desk.refuse('reviewers.role', { ...facts, command: command('exchange role-give') });
  if (course.withheld.length > 0 && !held.some((one) => isConcerned(one, course)))
    return desk.refuse('reviewers.withheld', facts);
  const nominations = (await records.nominations.list({ course: course.id })).filter(
    ({ state }) => state !== 'withdrawn',
  );
  const conflict = courseConflict(id, nominations, await isLiaisonOfPayer(desk, course, person, held));
  if (conflict !== undefined) return desk.refuse(`reviewers.${conflict}`, facts);
  const named = await records.panels.reviewers(course.id);
  if (named.length >= mostReviewers && !named.includes(id))
    return desk.refuse('reviewers.many', { ...facts, most: mostReviewers });
  return undefined;
}

type Held = Awaited<ReturnType<Desk['records']['people']['grantsOf']>>[number];

/** Being named a reviewer opens nobody's eyes. */
function isConcerned({ role, scope }: Held, course: Course): boolean {
  return (
    role === 'coordinator' || ((role === 'instructor' || role === 'courseManager') && scope === course.id)
  );
}

async function isLiaisonOfPayer(
  { records }: Desk<Key>,
  course: Course,
  person: Person,
  held: readonly Held[],
): Promise<boolean> {
  if (person.organisation === undefined || !held.some(({ role }) => role === 'liaison')) return false;
  return records.panels.isPaidBy(course.id, person.organisation);
}

async function shown(course: Course, desk: Desk<Key>): Promise<View> {
  const { records, say } = desk;
  const { due, closedAt } = await panelOrDefault(records, course, desk.now);
  const named = await records.panels.reviewers(course.id);
  const people = new Map((await records.people.byIds(named)).map((one) => [one.id, one]));
  const title = value(course.title);
  const nameOne = { label: say('reviewers.name'), route: route('select/reviewers/name', course.id) } as const;
  if (named.length === 0)
    return [{ paragraph: say('reviewers.none', { title }) }, { buttons: [{ ...nameOne, look: 'primary' }] }];
  const reviews = await records.reviews.of(course.id);
  const organisations = new Map((await records.organisations.all()).map((one) => [one.id, one.name]));
  const blocks: Block[] = named.flatMap((id): readonly Block[] => {
    const own = reviews.filter((one) => one.reviewer === id && one.state !== 'recused');
    const name = people.get(id)?.name ?? '–';
    const line: Text = say('reviewers.line', {
      name: value(name),
      organisation: value(organisations.get(people.get(id)?.organisation ?? '') ?? '–'),
      done: own.filter((one) => one.state !== 'open').length,
      count: own.length,
    });
    const dismiss = {
      label: say('reviewers.dismiss', { name: value(shortened(name, nameShown)) }),
      route: route('select/reviewers/dismiss', course.id, id),
      look: 'danger',
    } as const;
    return closedAt === undefined ? [{ paragraph: line }, { buttons: [dismiss] }] : [{ paragraph: line }];
  });
  const waiting = (await records.nominations.list({ course: course.id })).filter((one) => isOpen(one.state));
  return [
    { heading: say('reviewers.heading', { title }) },
    { paragraph: say('reviewers.due', { due: day(due), count: waiting.length }) },
    ...blocks,
    ...(named.length < 2 ? [{ paragraph: say('reviewers.few') }] : []),
    {
      buttons: [nameOne, { label: say('button.progress'), route: route('select/progress/of', course.id) }],
    },
  ];
}
