// /feedback actions: what is changed after courses, who sees to it and by when, and what came of it.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { optional } from '#bot/field.ts';
import { askCourse } from '#bot/record-fields.ts';
import { command, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { improvedStates } from '#exchange/improvement.ts';
import type { ImprovementAction } from '#store/records/actions.ts';
import { refuseUnseenAction } from './_action-checks.ts';
import {
  actionCard,
  actionFor,
  actionLabel,
  actionLine,
  mayImprove,
  mayRead,
  openActions,
  ownersOf,
} from './_actions.ts';
import { type Key, words } from './words.ts';

const onPage = 8;

export default defineCommand({
  path: 'feedback actions',
  words,
  who: 'member',
  access: 'read',
  asks: { course: optional(askCourse(improvedStates, (course, { asker }) => mayRead(asker, course))) },
  pages: [['course']],
  run: async ({ course }, desk) =>
    course === undefined ? { reply: await overview(desk, 0) } : ofCourse(desk, course),
  buttons: {
    page: {
      who: 'member',
      access: 'read',
      press: async ([offset = '0'], desk) => ({ update: await overview(desk, Number(offset)) }),
    },
    of: { who: 'member', access: 'read', press: ([course = ''], desk) => ofCourse(desk, course) },
    /** `feedback/actions/show|action`, or chosen from a list. */
    show: {
      who: 'member',
      access: 'read',
      press: async ([id = ''], desk, chosen) => {
        const found = await actionFor(desk, chosen ?? id);
        return found ? { reply: await actionCard(found, desk) } : refuseUnseenAction(desk);
      },
    },
  },
});

async function overview(desk: Desk<Key>, offset: number): Promise<View> {
  const { say, records, asker, now } = desk;
  const all = await openActions(desk);
  if (all.length === 0)
    return [{ paragraph: say('actions.none', { command: command('feedback action-add') }) }];
  const last = Math.max(0, all.length - 1);
  const wanted = Number.isInteger(offset) && offset > 0 ? Math.min(offset, last) : 0;
  const first = wanted - (wanted % onPage);
  const page = all.slice(first, first + onPage);
  const actions = page.map(({ action }) => action);
  const names = await ownersOf(actions, records);
  return [
    { heading: say('actions.heading') },
    {
      list: page.map(({ action, course }) =>
        say('line', {
          label: [value(course.title)],
          text: actionLine(action, names, { say, now, zone: asker.zone }),
        }),
      ),
    },
    choosing(actions, desk),
    ...turning(first, all.length, desk),
  ];
}

function choosing(actions: readonly ImprovementAction[], { say }: Desk<Key>): Block {
  return {
    select: {
      label: say('actions.choose'),
      route: route('feedback/actions/show', ''),
      options: actions.map((one) => ({ value: one.id, label: [value(actionLabel(one))] })),
    },
  };
}

function turning(first: number, count: number, { say }: Desk<Key>): readonly Block[] {
  if (count <= onPage) return [];
  const to = (offset: number) => route('feedback/actions/page', String(offset));
  const buttons: Button[] = [
    ...(first > 0 ? [{ label: say('actions.back'), route: to(first - onPage) }] : []),
    ...(first + onPage < count ? [{ label: say('actions.next'), route: to(first + onPage) }] : []),
  ];
  const last = Math.min(first + onPage, count);
  return [{ paragraph: say('actions.shown', { first: first + 1, last, count }) }, { buttons }];
}

async function ofCourse(desk: Desk<Key>, id: string): Promise<Answer> {
  const { say, records, asker, now } = desk;
  const course = await records.courses.byId(id);
  const all = course ? await records.actions.of(course.id) : [];
  if (!course || !(mayRead(asker, course) || all.some((one) => mayRead(asker, course, one))))
    return refuseUnseenAction(desk);
  const title = value(course.title);
  const add = { label: say('actions.button.add'), route: route('feedback/action-add/start', course.id) };
  const adding: readonly Block[] = mayImprove(asker, course) ? [{ buttons: [add] }] : [];
  const heading = { heading: say('actions.ofHeading', { title }) };
  if (all.length === 0) return { reply: [heading, { paragraph: say('actions.noneOf') }, ...adding] };
  const names = await ownersOf(all, records);
  // Every open one, and of those that have ended the newest.
  const shown = all
    .filter(({ state }) => state === 'open')
    .concat(endedOf(all))
    .slice(0, mostShown);
  return {
    reply: [
      heading,
      { list: shown.map((one) => actionLine(one, names, { say, now, zone: asker.zone })) },
      choosing(shown, desk),
      ...adding,
    ],
  };
}

/** As many as an option list takes. */
const mostShown = 25;

function endedOf(all: readonly ImprovementAction[]): readonly ImprovementAction[] {
  return all
    .filter(({ state }) => state !== 'open')
    .toSorted((one, other) => (other.endedAt ?? 0) - (one.endedAt ?? 0));
}
