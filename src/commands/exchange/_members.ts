// What is shown of members: a page of who holds what, and one of them with what can be done.
import type { Desk } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { comma } from '#bot/punctuation.ts';
import { hasRunOut } from '#bot/standing.ts';
import { day, instant, joined, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { localDate } from '#exchange/local-time.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Grant, Person } from '#store/records/people.ts';
import { mayRemove } from './_removal.ts';
import { holding, mayDispose, scopeText } from './_roles.ts';
import type { Key } from './words.ts';

/** Each is a line with all their roles, and an option of the select below. */
const onOnePage = 10;
const longestName = 60;

/** Whose members the asker may see: of one organisation, or of all (`''`); undefined: of none. */
export function seenBy({ asker }: Desk<Key>, organisation: string | undefined): string | undefined {
  if (hasRole(asker, 'coordinator') || hasRole(asker, 'oversight')) return organisation ?? '';
  const own = asker.person?.organisation;
  const isOf = own !== undefined && (hasRole(asker, 'liaison', own) || hasRole(asker, 'manager', own));
  return isOf && (organisation === undefined || organisation === own) ? own : undefined;
}

export async function membersView(desk: Desk<Key>, of: string, page: number): Promise<View> {
  const { asker, records, say, now } = desk;
  const organisation = of === '' ? undefined : of;
  const found = await records.people.members({ organisation, most: onOnePage + 1, skip: page * onOnePage });
  const people = found.slice(0, onOnePage);
  if (people.length === 0) return [{ paragraph: say('members.none') }];
  const grants = await records.people.grantsOfAll(people.map((person) => person.id));
  const names = new Map((await records.organisations.all()).map((one) => [one.id, one.name]));
  const lines: Text[] = [];
  for (const person of people) {
    const held = holding(
      grants.filter((grant) => grant.person === person.id),
      now,
    );
    const roles = [...new Set(held.map((grant) => grant.role))].map((role) => desk.house(`role.${role}`));
    lines.push([
      { bold: [value(shortened(person.name, longestName))] },
      ' · ',
      value(shortened(names.get(person.organisation ?? '') ?? '–', longestName)),
      ' · ',
      ...(roles.length > 0 ? joined(roles, comma(asker.language)) : say('members.noRole')),
      ...(hasRunOut(person, now) ? [' · ', ...say('members.lapsed')] : []),
    ]);
  }
  const turns = [
    ...(page > 0 ? [turnTo(of, page - 1, say('members.earlier'))] : []),
    ...(found.length > onOnePage ? [turnTo(of, page + 1, say('members.later'))] : []),
  ];
  return [
    { heading: say('members.heading') },
    { list: lines },
    {
      select: {
        label: say('members.look'),
        route: route('exchange/members/of'),
        options: people.map(({ id, name }) => ({ value: id, label: [value(shortened(name, longestName))] })),
      },
    },
    ...(turns.length > 0 ? [{ buttons: turns }] : []),
  ];
}

function turnTo(of: string, page: number, label: Text): Button {
  return { label, route: route('exchange/members/page', of, String(page)) };
}

export async function memberView(desk: Desk<Key>, person: Person): Promise<View> {
  const { asker, records, say, house, now } = desk;
  const organisation = person.organisation && (await records.organisations.byId(person.organisation));
  const grants = holding(await records.people.grantsOf(person.id), now);
  const zone = (await records.organisations.hub())?.zone ?? 'UTC';
  const lines: Text[] = [];
  const takes: Button[] = [];
  for (const grant of grants) {
    const where = await scopeText(desk, grant.scope);
    const ends = grant.until === undefined ? undefined : localDate(grant.until - 1, zone);
    lines.push([
      ...house(`role.${grant.role}`),
      ' · ',
      ...where,
      ...(ends === undefined ? [] : [' – ', ...say('role.until', { until: day(ends) })]),
    ]);
    if (await mayDispose(desk, grant.role, grant.scope, person)) takes.push(takeBack(grant, desk));
  }
  const blocks: Block[] = [
    { heading: [value(person.name)] },
    { paragraph: [value(organisation ? organisation.name : '–')] },
    lines.length > 0 ? { list: lines } : { paragraph: say('members.noRole') },
  ];
  if (person.approvedUntil !== undefined)
    blocks.push({
      paragraph: say(hasRunOut(person, now) ? 'members.lapsedSince' : 'members.approvedUntil', {
        until: instant(person.approvedUntil, asker.zone),
      }),
    });
  // Five to a block; whoever holds more roles than ten is taken them back with /exchange role-take.
  for (let at = 0; at < Math.min(takes.length, 10); at += 5)
    blocks.push({ buttons: takes.slice(at, Math.min(at + 5, 10)) });
  if (await mayRemove(desk, person))
    blocks.push({
      buttons: [
        { label: say('members.giveRole'), route: route('exchange/role-give/start', person.id) },
        {
          label: say('members.remove'),
          route: route('exchange/member-remove/ask', person.id),
          look: 'danger',
        },
      ],
    });
  return blocks;
}

function takeBack({ person, role, scope }: Grant, { say, house }: Desk<Key>): Button {
  return {
    label: say('members.takeRole', { role: house(`role.${role}`) }),
    route: route('exchange/role-take/now', person, role, scope),
  };
}
