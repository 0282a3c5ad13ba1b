// /nominate order: a liaison officer puts their nominees for a course in order, and names reserves.
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { askCourse } from '#bot/record-fields.ts';
import { command, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import type { CourseState } from '#exchange/course.ts';
import { isOpen, nominationStates } from '#exchange/nomination.ts';
import { inOrder, placedBySender } from '#exchange/nomination-tracks.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Nomination } from '#store/records/nominations.ts';
import { isLiaisonOf } from './_nomination.ts';
import { pageAt, turnButtons } from './_paging.ts';
import { type Key, words } from './words.ts';

/** A nominee takes a line and a row of buttons. */
const onPage = 8;
const nameShown = 40;
/** Until people are selected, the order counts. */
const orderedStates = ['call-open', 'call-closed', 'selecting'] as const satisfies readonly CourseState[];
const openStates = nominationStates.filter(isOpen);

export default defineCommand({
  path: 'nominate order',
  words,
  who: ['liaison'],
  access: 'read',
  asks: { course: askCourse(orderedStates) },
  pages: [['course']],
  async run({ course }, desk) {
    return { reply: await screen(desk, course, 0) };
  },
  buttons: {
    page: {
      who: ['liaison'],
      access: 'read',
      press: async ([course = '', offset = '0'], desk) => ({
        update: await screen(desk, course, Number(offset)),
      }),
    },
    /** `nominate/order/move|nomination|up|offset`. */
    move: {
      who: ['liaison'],
      access: 'write',
      press: ([id = '', where = '', offset = '0'], desk) =>
        change(desk, id, Number(offset), async ({ records }) => {
          if (where === 'up' || where === 'down') await records.nominations.reorder(id, where);
        }),
    },
    /** `nominate/order/reserve|nomination|yes|offset`. */
    reserve: {
      who: ['liaison'],
      access: 'write',
      press: ([id = '', as = '', offset = '0'], desk) =>
        change(desk, id, Number(offset), async ({ records }, { asReserve }) => {
          if (asReserve === (as === 'yes')) return;
          await records.nominations.edit(id, { asReserve: as === 'yes' }, openStates);
        }),
    },
  },
});

async function change(
  desk: Desk<Key>,
  id: string,
  offset: number,
  work: (desk: Desk<Key>, nomination: Nomination) => Promise<void>,
): Promise<Outcome> {
  const nomination = await desk.records.nominations.byId(id);
  if (!nomination || !isLiaisonOf(desk.asker, nomination)) return desk.refuse('list.gone');
  await work(desk, nomination);
  return { update: await screen(desk, nomination.course, offset) };
}

async function screen(desk: Desk<Key>, courseId: string, offset: number): Promise<View> {
  const { asker, records, say } = desk;
  const organisation = asker.organisation?.id ?? '';
  const course = await records.courses.byId(courseId);
  if (!course || !hasRole(asker, 'liaison', organisation)) return [{ paragraph: say('list.gone') }];
  const title = value(course.title);
  const theirs = await records.nominations.list({ course: course.id, organisation, states: openStates });
  if (theirs.length === 0)
    return [{ paragraph: say('order.none', { title, command: command('nominate add') }) }];
  const ordered = inOrder(theirs.map((one) => ({ ...placedBySender(one), nomination: one })));
  const page = pageAt(offset, onPage, ordered.length);
  const from = page.first;
  const shown = ordered.slice(from, from + onPage);
  const people = await records.people.byIds(shown.map(({ nomination }) => nomination.nominee));
  const names = new Map(people.map((one) => [one.id, one.name]));
  const blocks = shown.flatMap(({ nomination, group }, index): readonly Block[] => {
    const at = from + index;
    const name = names.get(nomination.nominee) ?? '';
    const facts = {
      place: at + 1,
      name: value(name),
      state: desk.house(`nominationState.${nomination.state}`),
    };
    const isFirst = ordered[at - 1]?.group !== group;
    const isLast = ordered[at + 1]?.group !== group;
    const label = { name: value(shortened(name, nameShown)) };
    const buttons: Button[] = [
      ...(isFirst ? [] : [{ label: say('order.up', label), route: to('move', nomination.id, 'up', from) }]),
      ...(isLast
        ? []
        : [{ label: say('order.down', label), route: to('move', nomination.id, 'down', from) }]),
      nomination.asReserve
        ? { label: say('order.notReserve', label), route: to('reserve', nomination.id, 'no', from) }
        : { label: say('order.reserve', label), route: to('reserve', nomination.id, 'yes', from) },
    ];
    return [
      { paragraph: say(nomination.asReserve ? 'order.lineReserve' : 'order.line', facts) },
      { buttons },
    ];
  });
  const turns = turnButtons(page, say, (at) => turn(course.id, at));
  return [
    { heading: say('order.heading', { title }) },
    { paragraph: say('order.meaning') },
    ...blocks,
    ...(turns.length > 0 ? [{ buttons: turns }] : []),
  ];
}

function to(action: 'move' | 'reserve', id: string, what: string, offset: number) {
  return route(`nominate/order/${action}`, id, what, String(offset));
}

function turn(course: string, offset: number) {
  return route('nominate/order/page', course, String(Math.max(0, offset)));
}
