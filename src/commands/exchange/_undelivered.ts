// One page of what could not be delivered: to whom, what, since when, why, what helps, and what can be done about it.
import type { Desk } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { instant, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Delivery, Reason } from '#store/records/deliveries.ts';
import { kindOf, titleOf } from './_about.ts';
import type { Key } from './words.ts';

/** Five fit one message of Discord, with two buttons each. */
const onPage = 5;
/** Names and titles are shortened to this, so that five of them fit. */
const longestName = 60;
/** A platform's own words help those who look after Attaché; a line of them is enough. */
const longestFailure = 80;

export async function pageView(wanted: number, desk: Desk<Key>): Promise<View> {
  const { records, say, asker } = desk;
  const { undeliverable: count } = await records.deliveries.countByState();
  if (count === 0)
    return [{ heading: say('undelivered.none.heading') }, { paragraph: say('undelivered.none') }];
  const pages = Math.ceil(count / onPage);
  const page = Math.min(Math.max(0, Number.isInteger(wanted) ? wanted : 0), pages - 1);
  const shown = await records.deliveries.undelivered(onPage, page * onPage);
  const mayAct = hasRole(asker, 'coordinator');
  const blocks: Block[] = [{ heading: say('undelivered.heading', { count }) }];
  if (pages > 1) blocks.push({ paragraph: say('undelivered.page', { page: page + 1, pages }) });
  for (const delivery of shown) {
    blocks.push({ facts: await factsOf(delivery, desk) });
    blocks.push(mayAct ? { buttons: buttonsOf(delivery, page, desk) } : { divider: true });
  }
  const all = mayAct ? shown.filter(isSurelyMissing) : [];
  if (all.length > 1 && all.length < shown.length) blocks.push({ paragraph: say('undelivered.all.note') });
  const turning: Button[] = [
    ...(page > 0 ? [turnTo(page - 1, say('undelivered.newer'))] : []),
    ...(page < pages - 1 ? [turnTo(page + 1, say('undelivered.older'))] : []),
    ...(all.length > 1 ? [sendAll(all, page, desk)] : []),
  ];
  return turning.length > 0 ? [...blocks, { buttons: turning }] : blocks;
}

/** One that may have arrived is sent again by somebody's own decision alone. */
export function isSurelyMissing({ reason }: Delivery): boolean {
  return reason !== 'unsure';
}

/** Whom it was for: a person with their organisation, or the channel of one. */
export async function addresseeOf(delivery: Delivery, { records, say }: Desk<Key>): Promise<Text> {
  const person = delivery.person === undefined ? undefined : await records.people.byId(delivery.person);
  const id = person ? person.organisation : delivery.organisation;
  const organisation = id === undefined ? undefined : await records.organisations.byId(id);
  const name = organisation && value(shortened(organisation.name, longestName));
  if (person) return [value(shortened(person.name, longestName)), ...(name ? [' · ', name] : [])];
  if (!name) return [value(delivery.channel ?? '–')];
  return say(`undelivered.channel.${delivery.purpose ?? 'announcements'}`, { organisation: name });
}

/** Why, in a sentence of ours; what was given up by an earlier Attaché has no reason noted. */
export function reasonOf(reason: Reason | undefined, { house }: Pick<Desk<Key>, 'house'>): Text {
  return house(reason === undefined ? 'reason.unknown' : `reason.${reason}`);
}

async function factsOf(delivery: Delivery, desk: Desk<Key>) {
  const { say, house, records, asker } = desk;
  const title = await titleOf(records, delivery.facts);
  const facts: (readonly [Text, Text])[] = [
    [say('undelivered.to'), await addresseeOf(delivery, desk)],
    [
      say('undelivered.message'),
      [
        ...kindOf(delivery.message, house),
        ...(title === undefined ? [] : [' · ', value(shortened(title, longestName))]),
      ],
    ],
    [say('undelivered.since'), [instant(delivery.changedAt, asker.zone)]],
    [say('undelivered.why'), [...reasonOf(delivery.reason, desk), ' ', ...say(whatHelps(delivery))]],
  ];
  const { failure } = delivery;
  if (failure !== undefined && saysMore(delivery.reason) && hasRole(asker, 'coordinator'))
    facts.push([say('undelivered.said'), [value(shortened(failure, longestFailure))]]);
  return facts;
}

/** Where the reason leaves open what is wrong, the platform's own words help those who look after Attaché. */
function saysMore(reason: Reason | undefined): boolean {
  return reason === undefined || reason === 'failing' || reason === 'refused';
}

function whatHelps({ reason, person }: Delivery): Key {
  if (reason === 'gone')
    return person === undefined ? 'undelivered.helps.channel' : 'undelivered.helps.account';
  if (
    reason === 'closed' ||
    reason === 'left' ||
    reason === 'refused' ||
    reason === 'unsure' ||
    reason === 'unreachable'
  )
    return `undelivered.helps.${reason}`;
  return 'undelivered.helps.failing';
}

function buttonsOf(delivery: Delivery, page: number, { say }: Desk<Key>): readonly Button[] {
  const to = [delivery.id, String(page)] as const;
  return [
    {
      label: say(isSurelyMissing(delivery) ? 'undelivered.again' : 'undelivered.anyway'),
      route: route('exchange/undelivered/again', ...to),
    },
    { label: say('undelivered.settle'), route: route('exchange/undelivered/settle', ...to) },
  ];
}

function turnTo(page: number, label: Text): Button {
  return { label, route: route('exchange/undelivered/page', String(page)) };
}

const prefix = 'dlv-';

/** Names those that were shown, since the page may show others by the time of the press. */
function sendAll(all: readonly Delivery[], page: number, { say }: Desk<Key>): Button {
  // Without what all ids begin with: five whole ones are longer than a route may be.
  const ids = all.map(({ id }) => (id.startsWith(prefix) ? id.slice(prefix.length) : id));
  return { label: say('undelivered.all'), route: route('exchange/undelivered/all', String(page), ...ids) };
}

/** The ids in the route of `sendAll`. */
export function idsOf(shortIds: readonly string[]): readonly string[] {
  return shortIds.map((id) => (id.startsWith(prefix) ? id : prefix + id));
}
