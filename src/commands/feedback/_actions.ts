// What is changed after a course: who agrees on it, who sees to it, and how it is shown.
import type { Asker, Desk, WordlessDesk } from '#bot/command.ts';
import type { Suggestion } from '#bot/field.ts';
import { ask } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { askPerson } from '#bot/record-fields.ts';
import { day, type Text, value } from '#bot/text.ts';
import type { Button, View } from '#bot/view.ts';
import { route } from '#bot/view.ts';
import { isOverdueAction } from '#exchange/improvement.ts';
import { cleanLine, searchKey, shortened } from '#exchange/text-input.ts';
import type { ImprovementAction } from '#store/records/actions.ts';
import type { Course } from '#store/records/courses.ts';
import type { Records } from '#store/store.ts';
import { mayFollow } from './_follow.ts';
import type { FeedbackSay, Key } from './words.ts';

type Asking = Pick<Asker, 'grants' | 'person'>;

const [anybody, ownPeople] = [askPerson('anywhere'), askPerson('own organisation')];

/** Who sees to an action: coordinators ask anybody, others their own people, and are offered nobody else's names. */
export const askOwner: typeof anybody = {
  ...anybody,
  search: (typed, desk, given) => ownersFor(desk).search(typed, desk, given),
};

function ownersFor({ asker }: WordlessDesk) {
  return hasRole(asker, 'coordinator') ? anybody : ownPeople;
}

/** Whoever manages the course, the liaison officers and managers of the organisation that held it, and the coordinators. */
export function mayImprove(
  asker: Pick<Asker, 'grants'>,
  course: Pick<Course, 'id' | 'organisation'>,
): boolean {
  return (
    hasRole(asker, 'coordinator') ||
    hasRole(asker, 'courseManager', course.id) ||
    hasRole(asker, 'liaison', course.organisation) ||
    hasRole(asker, 'manager', course.organisation)
  );
}

/** Those whom the lists are for: whoever follows the course or manages it; and of one action whoever sees to it. */
export function mayRead(asker: Asking, course: Course, action?: ImprovementAction): boolean {
  return (
    mayFollow(asker, course) || mayImprove(asker, course) || (action !== undefined && isTheirs(asker, action))
  );
}

export function isTheirs(asker: Asking, action: Pick<ImprovementAction, 'owner'>): boolean {
  return action.owner === asker.person?.id;
}

export interface FoundAction {
  readonly action: ImprovementAction;
  readonly course: Course;
}

/** One that the asker may read; undefined also where there is none. */
export async function actionFor(
  { asker, records }: { readonly asker: Asking; readonly records: Records },
  id: string,
): Promise<FoundAction | undefined> {
  const action = await records.actions.byId(id);
  const course = action && (await records.courses.byId(action.course));
  return course && mayRead(asker, course, action) ? { action, course } : undefined;
}

/** All that are open and that the asker may read, the first to be due first. */
export async function openActions({
  asker,
  records,
}: {
  readonly asker: Asking;
  readonly records: Records;
}): Promise<readonly FoundAction[]> {
  const open = await records.actions.open({});
  const found = await records.courses.byIds([...new Set(open.map((one) => one.course))]);
  const courses = new Map(found.map((one) => [one.id, one]));
  return open.flatMap((action) => {
    const course = courses.get(action.course);
    return course && mayRead(asker, course, action) ? [{ action, course }] : [];
  });
}

const mostOffers = 25;
/** Both platforms show 75 letters of an option, two of which keep the direction of what was typed. */
const longestOption = 73;

export function actionLabel({ what }: ImprovementAction): string {
  return shortened(cleanLine(what).text, longestOption);
}

/** An open action, found by what is to be done or by its course. */
export const askAction = ask.suggested({
  search: async (typed, desk) => {
    const key = searchKey(typed);
    return (await openActions(desk))
      .filter(({ action, course }) => searchKey(`${action.what} ${course.title}`).includes(key))
      .slice(0, mostOffers)
      .map(({ action }) => offer(action));
  },
  find: async (id, desk) => {
    const found = await actionFor(desk, id);
    return found && offer(found.action);
  },
});

function offer(action: ImprovementAction): Suggestion {
  return { id: action.id, label: actionLabel(action) };
}

interface ActionReader {
  readonly say: FeedbackSay;
  readonly now: number;
  readonly zone: string;
}

/** `names` of those who see to them, by id. */
export function actionLine(
  action: ImprovementAction,
  names: ReadonlyMap<string, string>,
  { say, now, zone }: ActionReader,
): Text {
  const what = value(action.what);
  if (action.state !== 'open')
    return say(`actions.${action.state}`, { what, effect: value(action.effect ?? '') });
  const late = isOverdueAction(action, now, zone);
  return say(late ? 'actions.overdue' : 'actions.open', {
    what,
    owner: value(names.get(action.owner) ?? '–'),
    due: day(action.dueOn),
  });
}

export async function ownersOf(
  actions: readonly ImprovementAction[],
  { people }: Pick<Records, 'people'>,
): Promise<ReadonlyMap<string, string>> {
  const found = await people.byIds([...new Set(actions.map((one) => one.owner))]);
  return new Map(found.map((one) => [one.id, one.name]));
}

/** One action with what the asker may do about it. */
export async function actionCard({ action, course }: FoundAction, desk: Desk<Key>): Promise<View> {
  const { say, house, asker, records } = desk;
  const names = await ownersOf([action], records);
  const buttons: Button[] = [];
  const improves = mayImprove(asker, course);
  if (action.state === 'open' && (improves || isTheirs(asker, action)))
    buttons.push(
      {
        label: say('actions.button.done'),
        route: route('feedback/action-end/done', action.id),
        look: 'primary',
      },
      { label: say('actions.button.drop'), route: route('feedback/action-end/drop', action.id) },
    );
  if (action.state === 'open' && improves)
    buttons.push({
      label: say('actions.button.give'),
      route: route('feedback/action-give/start', action.id),
    });
  buttons.push({ label: say('actions.button.list'), route: route('feedback/actions/of', course.id) });
  return [
    { heading: say('actions.ofHeading', { title: value(course.title) }) },
    {
      facts: [
        [say('field.what.label'), [value(action.what)]],
        [say('field.owner.label'), [value(names.get(action.owner) ?? '–')]],
        [say('field.due.label'), [day(action.dueOn)]],
        [say('actions.state'), house(`actionState.${action.state}`)],
        ...(action.effect === undefined
          ? []
          : [[say('field.effect.label'), [value(action.effect)]] as const]),
      ],
    },
    { buttons },
  ];
}
