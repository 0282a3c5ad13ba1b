// /seats offers: the offers of a course with what became of each, newest first, a page at a time.
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { askCourse } from '#bot/record-fields.ts';
import { command, instant, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import type { CourseState } from '#exchange/course.ts';
import { offerStates, standsUntil } from '#exchange/offers.ts';
import type { Course } from '#store/records/courses.ts';
import type { Offer } from '#store/records/offers.ts';
import { type Key, words } from './words.ts';

const onPage = 10;

/** Courses whose seats are, or were, offered. */
const offeredIn: readonly CourseState[] = [
  'call-open',
  'call-closed',
  'selecting',
  'confirmed',
  'running',
  'on-hold',
  'delivered',
  'evaluating',
  'closed',
  'cancelled',
];

const readers = ['coordinator', 'oversight', 'liaison', 'manager'] as const;

export default defineCommand({
  path: 'seats offers',
  words,
  who: readers,
  access: 'read',
  asks: { course: askCourse(offeredIn) },
  pages: [['course']],
  run: ({ course }, desk) => answer(desk, course, 0, 'reply'),
  buttons: {
    of: { who: readers, access: 'read', press: ([id = ''], desk) => answer(desk, id, 0, 'reply') },
    more: {
      who: readers,
      access: 'read',
      press: ([id = '', offset = '0'], desk) => answer(desk, id, Number(offset), 'update'),
    },
  },
});

async function answer(desk: Desk<Key>, id: string, offset: number, as: 'reply' | 'update'): Promise<Outcome> {
  const course = await desk.records.courses.byId(id);
  if (!course) return desk.refuse('offer.gone');
  const view = await offersView(desk, course, Number.isInteger(offset) && offset > 0 ? offset : 0);
  return as === 'reply' ? { reply: view } : { update: view };
}

async function offersView(desk: Desk<Key>, course: Course, offset: number): Promise<View> {
  const { records, say } = desk;
  const title = value(course.title);
  const found = await records.offers.of(course.id, onPage + 1, offset);
  if (found.length === 0 && offset > 0) return offersView(desk, course, 0);
  if (found.length === 0)
    return [
      { paragraph: say('offers.none', { title }) },
      { paragraph: say('offers.noneNext', { command: command('seats offer') }) },
    ];
  const shown = found.slice(0, onPage);
  const counts = await records.offers.counts(course.id);
  return [
    { heading: say('offers.heading', { title }) },
    { paragraph: say('offers.seats', { granted: course.granted, seats: course.seats }) },
    { facts: offerStates.map((state) => [say(`offers.state.${state}`), [String(counts[state])]] as const) },
    { list: await linesOf(desk, course, shown) },
    ...turning(desk, course.id, offset, found.length > onPage),
  ];
}

async function linesOf(desk: Desk<Key>, course: Course, offers: readonly Offer[]): Promise<readonly Text[]> {
  const { records, say, house, now } = desk;
  const nominations = await Promise.all(offers.map((one) => records.nominations.byId(one.nomination)));
  const people = await records.people.byIds(nominations.flatMap((one) => (one ? [one.nominee] : [])));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const homes = new Map((await records.organisations.all()).map(({ id, name }) => [id, name]));
  return offers.map((offer, at) => {
    const nomination = nominations[at];
    const until = standsUntil(offer, now);
    const facts = {
      name: value(names.get(nomination?.nominee ?? '') ?? ''),
      organisation: value(homes.get(nomination?.organisation ?? '') ?? ''),
      until: instant(until, course.zone),
      left: instant(until, course.zone, 'relative'),
      at: instant(offer.endedAt ?? offer.offeredAt, course.zone),
    };
    const why =
      offer.declineReason === null ? [] : [' ', ...house(`declineReason.${offer.declineReason}`), '.'];
    const early = offer.reason === null ? [] : [' ', ...say('offers.early', { reason: value(offer.reason) })];
    return [...say(lineOf(offer), facts), ...why, ...early];
  });
}

function lineOf({ state, toldAt }: Offer): Key {
  if (state !== 'open') return `offers.line.${state}`;
  return toldAt === null ? 'offers.line.untold' : 'offers.line.open';
}

function turning({ say }: Desk<Key>, course: string, offset: number, isMore: boolean): readonly Block[] {
  const to = (first: number) => route('seats/offers/more', course, String(first));
  const buttons: Button[] = [
    ...(offset > 0 ? [{ label: say('offers.back'), route: to(Math.max(0, offset - onPage)) }] : []),
    ...(isMore ? [{ label: say('offers.next'), route: to(offset + onPage) }] : []),
  ];
  return buttons.length > 0 ? [{ buttons }] : [];
}
