// /select outcome: how a selection ended: to a nominee their own, to a liaison officer with components, to others in numbers.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { optional } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import type { Course } from '#store/records/courses.ts';
import { askSelectedCourse, refuseUnseen } from './_course.ts';
import {
  appealBlocks,
  componentBlocks,
  type Ended,
  endedOf,
  mayAppeal,
  outcomeBlocks,
  refusedToAppeal,
} from './_outcome.ts';
import { type Key, words } from './words.ts';

const onPage = 4;
const mostOwn = 10;

export default defineCommand({
  path: 'select outcome',
  words,
  who: 'member',
  access: 'read',
  asks: { course: optional(askSelectedCourse) },
  pages: [['course']],
  async run({ course }, desk) {
    return course === undefined ? { reply: await ownView(desk) } : outcomesOf(desk, course, 0);
  },
  buttons: {
    /** `select/outcome/page|course|offset` */
    page: {
      who: 'member',
      access: 'read',
      press: ([course = '', offset = '0'], desk) => outcomesOf(desk, course, Number(offset)),
    },
    /** `select/outcome/appeal|nomination`: once; a second press says how it stands, a late one until when it was. */
    appeal: { who: 'member', access: 'read', press: ([id = ''], desk) => appeal(desk, id) },
  },
});

async function appeal(desk: Desk<Key>, id: string): Promise<Answer> {
  const { records, say, asker } = desk;
  const ended = await endedOf(records, id);
  if (!ended || !mayAppeal(asker, ended)) return desk.refuse('outcome.gone');
  if (ended.appeal) return { reply: appealBlocks(ended.appeal, { say, zone: asker.zone }) };
  return refusedToAppeal(desk, ended) ?? { open: 'select appeal', values: { ended: id } };
}

/** Of whoever asks, the newest first. */
async function ownView(desk: Desk<Key>): Promise<View> {
  const { records, asker, say, house, now } = desk;
  const own = await records.nominations.list({ nominee: asker.person?.id ?? '' });
  const blocks: Block[] = [];
  for (const nomination of own.toReversed().slice(0, mostOwn)) {
    const ended = await endedOf(records, nomination.id);
    if (ended) blocks.push(...outcomeBlocks(ended, { say, house, zone: asker.zone, now }, true));
  }
  return blocks.length > 0
    ? [{ heading: say('outcome.own') }, ...blocks]
    : [{ paragraph: say('outcome.noneOwn') }];
}

async function outcomesOf(desk: Desk<Key>, id: string, offset: number): Promise<Answer> {
  const { records, asker, say } = desk;
  const course = await records.courses.byId(id);
  if (!course) return refuseUnseen(desk);
  const counts = await records.outcomes.counts(course.id);
  const organisations = new Map((await records.organisations.all()).map((one) => [one.id, one.name]));
  const lines = counts.slice(0, mostCounted).map(
    ({ organisation, code, number }): Text =>
      say('outcome.counted', {
        organisation: value(organisations.get(organisation) ?? '–'),
        outcome: say(`outcomeCode.${code}`),
        number,
      }),
  );
  const named = (['coordinator', 'oversight', 'liaison'] as const).some((role) => hasRole(asker, role));
  const nominations = await records.nominations.list({
    course: course.id,
    ...(named ? {} : { nominee: asker.person?.id ?? '' }),
  });
  const ended: Ended[] = [];
  for (const nomination of nominations) {
    const one = await endedOf(records, nomination.id);
    if (one) ended.push(one);
  }
  if (ended.length === 0 && lines.length === 0)
    return { reply: [{ paragraph: say('outcome.none', { title: value(course.title) }) }] };
  const wanted = Number.isInteger(offset) && offset > 0 ? Math.min(offset, Math.max(0, ended.length - 1)) : 0;
  const first = wanted - (wanted % onPage);
  const blocks: Block[] = [];
  for (const one of ended.slice(first, first + onPage)) blocks.push(...(await nomineeBlocks(desk, one)));
  return {
    reply: [
      { heading: say('outcome.heading', { title: value(course.title) }) },
      ...(lines.length > 0 ? [{ list: lines }] : []),
      ...blocks,
      ...turning(desk, course, first, ended.length),
    ],
  };
}

/** A line for each organisation and each way in which it ended; two hundred organisations are not read in a chat. */
const mostCounted = 20;

async function nomineeBlocks(desk: Desk<Key>, ended: Ended): Promise<readonly Block[]> {
  const { records, asker, say, house, now } = desk;
  const nominee = await records.people.byId(ended.nomination.nominee);
  return [
    { paragraph: [{ bold: [value(nominee?.name ?? '–')] }] },
    ...outcomeBlocks(ended, { say, house, zone: asker.zone, now }, mayAppeal(asker, ended)),
    ...(await componentBlocks(records, ended.nomination.id, { say, house })),
  ];
}

function turning({ say }: Desk<Key>, course: Course, first: number, count: number): readonly Block[] {
  if (count <= onPage) return [];
  const to = (offset: number) => route('select/outcome/page', course.id, String(offset));
  const buttons: Button[] = [
    ...(first > 0 ? [{ label: say('scores.earlier'), route: to(first - onPage) }] : []),
    ...(first + onPage < count ? [{ label: say('scores.more'), route: to(first + onPage) }] : []),
  ];
  return [
    { paragraph: say('scores.shown', { first: first + 1, last: Math.min(first + onPage, count), count }) },
    { buttons },
  ];
}
