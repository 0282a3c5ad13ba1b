// The quarterly question whether all still serve: whose, as a list with one button for all, drawn for whoever is asked.
import { type Circle, hubCircle, renewersOf, toBeRenewed } from '#bot/approvals.ts';
import { holdersOf } from '#bot/holders.ts';
import { hasRunOut } from '#bot/standing.ts';
import { instant, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Person } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';
import type { Key } from './words.ts';

const onOnePage = 20;
const longestName = 60;

export interface Renewer {
  readonly records: Records;
  readonly say: Say<Key>;
  readonly now: number;
  readonly zone: string;
  /** For whom the reader acts: none of them is renewed by this reader. */
  readonly actsFor: readonly string[];
}

/** Those of a circle whom this reader may renew; undefined when it is not theirs to. */
export async function renewable(
  { records, now, actsFor }: Renewer,
  circle: Circle,
): Promise<readonly Person[] | undefined> {
  const [self = ''] = actsFor;
  const coordinators = await holdersOf(records, 'coordinator', { now });
  const coordinates = coordinators.includes(self);
  if (!coordinates && !(await renewersOf(records, circle, now)).includes(self)) return undefined;
  const people = (await toBeRenewed(records, circle, now)).filter((person) => !actsFor.includes(person.id));
  // Oversight is asked about a coordinator who is alone, and about nobody else.
  return circle === hubCircle && !coordinates
    ? people.filter((person) => coordinators.includes(person.id))
    : people;
}

/** Undefined when there is nobody (any more) to answer for. */
export async function verificationView(
  renewer: Renewer,
  circle: Circle,
  page: number,
): Promise<View | undefined> {
  const { records, say, now, zone } = renewer;
  const all = await renewable(renewer, circle);
  if (all === undefined || all.length === 0) return undefined;
  const people = all.slice(page * onOnePage, (page + 1) * onOnePage);
  const organisation = circle === hubCircle ? undefined : await records.organisations.byId(circle);
  const first = Math.min(...all.flatMap(({ approvedUntil }) => approvedUntil ?? []));
  const lines: Text[] = people.map((person) => [
    value(shortened(person.name, longestName)),
    ...(hasRunOut(person, now)
      ? [' – ', ...say('members.lapsed')]
      : person.approvedUntil === undefined
        ? []
        : [' – ', instant(person.approvedUntil, zone, 'day')]),
  ]);
  const turns: Button[] = [
    ...(page > 0 ? [turnTo(circle, page - 1, say('members.earlier'))] : []),
    ...((page + 1) * onOnePage < all.length ? [turnTo(circle, page + 1, say('members.later'))] : []),
  ];
  const blocks: Block[] = [
    {
      heading: organisation
        ? say('member-verify.heading', { organisation: value(shortened(organisation.name, longestName)) })
        : say('member-verify.headingHub'),
    },
    { paragraph: say('member-verify.why', { count: all.length }) },
    ...(Number.isFinite(first) && first > now
      ? [{ paragraph: say('member-verify.until', { until: instant(first, zone) }) }]
      : []),
    { list: lines },
    {
      buttons: [
        {
          label: say('member-verify.all'),
          route: route('exchange/member-verify/all', circle),
          look: 'primary',
        },
        ...turns,
      ],
    },
  ];
  if (people.length > 0)
    blocks.push({
      select: {
        label: say('member-verify.takeOut'),
        route: route('exchange/member-remove/ask'),
        options: people.map(({ id, name }) => ({ value: id, label: [value(shortened(name, longestName))] })),
      },
    });
  return blocks;
}

function turnTo(circle: Circle, page: number, label: Text): Button {
  return { label, route: route('exchange/member-verify/page', circle, String(page)) };
}
