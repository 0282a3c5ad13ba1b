// Nominations as a readable list: of one course, a page at a time, with what the asker may do about each.
import type { Desk } from '#bot/command.ts';
import { actingFor, hasRole } from '#bot/identify.ts';
import { command, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { courseStart } from '#exchange/course.ts';
import { isOpen } from '#exchange/nomination.ts';
import { mayAccept } from '#exchange/nomination-conflicts.ts';
import { returnableStates, tracksOf } from '#exchange/nomination-tracks.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Nomination } from '#store/records/nominations.ts';
import { editable, isLiaisonOf, type Nominated, withdrawable, withNames } from './_nomination.ts';
import { doublesAmong } from './_nominee.ts';
import { pageAt, turning } from './_paging.ts';
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
  const listed = await records.nominations.list({ course: course.id });
  // Whoever came late stands apart, behind those who came in time.
  const nominations = [...listed.filter((one) => !one.isLate), ...listed.filter((one) => one.isLate)];
  const title = value(course.title);
  if (nominations.length === 0) return [{ paragraph: say('list.none', { title }) }, ...nominateNext(desk)];

  const page = pageAt(offset, onPage, nominations.length);
  const { first } = page;
  const shown = nominations.slice(first, first + onPage);
  const doubles = await doublesOf(desk, nominations, shown);
  const blocks: Block[] = [];
  for (const [index, nomination] of shown.entries()) {
    const isFirstLate = nomination.isLate && nominations[first + index - 1]?.isLate !== true;
    if (isFirstLate) blocks.push({ divider: true }, { paragraph: say('list.late') });
    const nominated = await withNames(records, nomination, course);
    blocks.push(...nominationBlocks(desk, nominated, first, doubles.get(nomination.id)));
  }
  const open = nominations.filter((one) => isOpen(one.state)).length;
  return [
    { heading: say('list.heading', { title }) },
    { paragraph: say('list.count', { count: nominations.length, open }) },
    { facts: [[say('fact.seats'), say('list.seats', { granted: course.granted, seats: course.seats })]] },
    ...blocks,
    ...turning(page, desk.say, (to) => route('nominate/list/more', course.id, String(to))),
  ];
}

/** Only whoever deals with them is told: names of an organisation are looked through for each that is shown. */
async function doublesOf(
  { asker, records }: Desk<Key>,
  all: readonly Nomination[],
  shown: readonly Nomination[],
): Promise<ReadonlyMap<string, string>> {
  if (!hasRole(asker, 'coordinator') && !hasRole(asker, 'liaison')) return new Map();
  const organisations = new Set(shown.map((one) => one.organisation));
  const theirs = all.filter((one) => organisations.has(one.organisation));
  const people = await records.people.byIds(theirs.map((one) => one.nominee));
  return doublesAmong(theirs, new Map(people.map((one) => [one.id, one.name])));
}

function nominationBlocks(
  desk: Desk<Key>,
  nominated: Nominated,
  offset: number,
  double: string | undefined,
): readonly Block[] {
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
  const notes = notesOn(desk, nomination, double);
  return [
    { paragraph: line },
    { paragraph: standing },
    ...(notes.length > 0 ? [{ list: notes }] : []),
    { buttons: buttonsFor(desk, nominated, offset) },
  ];
}

function notesOn(
  { say }: Desk<Key>,
  { asReserve, hubNote }: Nomination,
  double: string | undefined,
): readonly Text[] {
  return [
    ...(asReserve ? [say('list.reserve')] : []),
    ...(hubNote === null ? [] : [say('list.note', { note: value(hubNote) })]),
    ...(double === undefined ? [] : [say('list.double', { other: value(double) })]),
  ];
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
  if (hasRole(asker, 'coordinator') && returnableStates.some((state) => state === nomination.state)) {
    buttons.push({
      label: say('button.return', facts),
      route: route('nominate/return/start', nomination.id),
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

/** Whoever can nominate is told how. */
export function nominateNext(desk: Desk<Key>): readonly Block[] {
  if (!hasRole(desk.asker, 'liaison')) return [];
  return [{ paragraph: desk.say('list.noneNext', { command: command('nominate add') }) }];
}
