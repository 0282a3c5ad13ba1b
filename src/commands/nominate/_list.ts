// Nominations as a readable list: of one course, a page at a time, with what the asker may do about each.
import type { Desk } from '#bot/command.ts';
import { actingFor, hasRole } from '#bot/identify.ts';
import { command, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { courseStart } from '#exchange/course.ts';
import { isOpen } from '#exchange/nomination.ts';
import { mayAccept } from '#exchange/nomination-conflicts.ts';
import { tracksOf } from '#exchange/nomination-tracks.ts';
import { shortened } from '#exchange/text-input.ts';
import { editable, isLiaisonOf, type Nominated, withdrawable, withNames } from './_nomination.ts';
import type { Key } from './words.ts';

/** A nomination takes three lines and a row of buttons; more are turned over. */
const onPage = 5;
/** The whole reason stands in the details. */
const reasonShown = 160;
/** Buttons take 75 characters on Slack; a name must leave room for the verb in four languages. */
const nameShown = 40;

/** The nominations for a course that the asker may see, from an offset on. */
export async function courseView(desk: Desk<Key>, courseId: string, offset: number): Promise<View> {
  const { records, say } = desk;
  const course = await records.courses.byId(courseId);
  if (!course) return [{ paragraph: say('list.gone') }];
  const nominations = await records.nominations.list({ course: course.id });
  const title = value(course.title);
  if (nominations.length === 0) return [{ paragraph: say('list.none', { title }) }, ...nominateNext(desk)];

  const first = pageStart(offset, nominations.length);
  const shown = nominations.slice(first, first + onPage);
  const blocks: Block[] = [];
  for (const nomination of shown)
    blocks.push(...nominationBlocks(desk, await withNames(records, nomination, course), first));
  const open = nominations.filter((one) => isOpen(one.state)).length;
  return [
    { heading: say('list.heading', { title }) },
    { paragraph: say('list.count', { count: nominations.length, open }) },
    { facts: [[say('fact.seats'), say('list.seats', { granted: course.granted, seats: course.seats })]] },
    ...blocks,
    ...turning(desk, course.id, first, shown.length, nominations.length),
  ];
}

/** The page that an offset lies on, also when the list has become shorter since. */
function pageStart(offset: number, count: number): number {
  const wanted = Number.isInteger(offset) && offset > 0 ? Math.min(offset, count - 1) : 0;
  return wanted - (wanted % onPage);
}

function nominationBlocks(desk: Desk<Key>, nominated: Nominated, offset: number): readonly Block[] {
  const { nomination, name, organisation } = nominated;
  const line = desk.say('list.line', {
    name: value(name),
    organisation: value(organisation),
    state: desk.house(`nominationState.${nomination.state}`),
    // What was written about somebody who was forgotten, or long ago, is gone.
    rank: value(nomination.rank || '–'),
    unit: value(nomination.unit || '–'),
    years: nomination.yearsOfService,
    reason: value(shortened(nomination.reason.replace(/\s+/g, ' '), reasonShown) || '–'),
  });
  const tracks = tracksOf(nomination.state);
  const standing = desk.say('list.tracks', {
    organisation: value(organisation),
    sender: desk.say(`sender.${tracks.sender}`),
    hub: desk.say(`hub.${tracks.hub}`),
    consent: desk.say(`assent.${nomination.consent ?? 'none'}`),
    release: desk.say(`assent.${nomination.release ?? 'none'}`),
  });
  return [{ paragraph: line }, { paragraph: standing }, { buttons: buttonsFor(desk, nominated, offset) }];
}

function buttonsFor(
  desk: Desk<Key>,
  { nomination, course, name }: Nominated,
  offset: number,
): readonly Button[] {
  const { asker, say } = desk;
  const facts = { name: value(shortened(name, nameShown)) };
  const isAhead = desk.now < courseStart(course);
  const eyes = { nominator: nomination.nominatedBy, nominee: nomination.nominee };
  const isLiaison = isLiaisonOf(asker, nomination) && isAhead;
  const mayTake = hasRole(asker, 'coordinator') && mayAccept(eyes, actingFor(asker)).accept && isAhead;
  const buttons: Button[] = [];
  if (mayTake && isOpen(nomination.state)) {
    buttons.push({
      label: say('button.accept', facts),
      route: route('nominate/accept/now', nomination.id, String(offset)),
      look: 'primary',
    });
  }
  if (isLiaison && editable.includes(nomination.state)) {
    buttons.push({ label: say('button.edit', facts), route: route('nominate/edit/start', nomination.id) });
  }
  if (isLiaison && withdrawable.includes(nomination.state)) {
    buttons.push({
      label: say('button.withdraw', facts),
      route: route('nominate/withdraw/ask', nomination.id),
      look: 'danger',
    });
  }
  buttons.push({ label: say('button.details', facts), route: route('nominate/list/one', nomination.id) });
  return buttons;
}

function turning(
  { say }: Desk<Key>,
  course: string,
  first: number,
  shown: number,
  count: number,
): readonly Block[] {
  if (count <= onPage) return [];
  const to = (offset: number) => route('nominate/list/more', course, String(offset));
  const buttons: Button[] = [
    ...(first > 0 ? [{ label: say('list.earlier'), route: to(first - onPage) }] : []),
    ...(first + shown < count ? [{ label: say('list.more'), route: to(first + onPage) }] : []),
  ];
  return [{ paragraph: say('list.shown', { first: first + 1, last: first + shown, count }) }, { buttons }];
}

/** Whoever can nominate is told how. */
export function nominateNext(desk: Desk<Key>): readonly Block[] {
  if (!hasRole(desk.asker, 'liaison')) return [];
  return [{ paragraph: desk.say('list.noneNext', { command: command('nominate add') }) }];
}
