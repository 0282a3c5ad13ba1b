// A plan of seats as it is read: a sentence for each organisation, who gets a seat, the reserve in its order, and who is out.
import type { Desk } from '#bot/command.ts';
import { comma } from '#bot/punctuation.ts';
import { command, day, instant, joined, type Text, value } from '#bot/text.ts';
import { type Block, type Button, type Route, route, type View } from '#bot/view.ts';
import { afterDepartures, type PlannedSeat } from '#exchange/seat-plan.ts';
import { shortened } from '#exchange/text-input.ts';
import type { SeatDeparture, SeatPlan } from '#store/records/seat-plans.ts';
import type { Records } from '#store/store.ts';
import type { Assembled } from './_assemble.ts';
import { groundText, whyText } from './_grounds.ts';
import type { Key } from './words.ts';

/** A sentence with names takes up to six lines on a narrow screen. */
const organisationsOnPage = 6;
const namesShown = 3;
const nameShown = 60;
const peopleOnPage = 20;
const departuresShown = 5;

export interface Planned {
  readonly assembled: Assembled;
  readonly plan: SeatPlan;
  readonly departures: readonly SeatDeparture[];
  /** After all departures. */
  readonly rows: readonly PlannedSeat[];
}

export async function plannedOf(records: Records, assembled: Assembled, plan: SeatPlan): Promise<Planned> {
  const departures = await records.seatPlans.departures(plan.id);
  return { assembled, plan, departures, rows: afterDepartures(plan.rows, departures) };
}

type Names = ReadonlyMap<string, string>;

/** The names of these nominations' nominees by the nomination, in one query. */
async function nomineesOf(
  { records }: Desk<Key>,
  { assembled }: Planned,
  ids: readonly string[],
): Promise<Names> {
  const found = ids.flatMap((id) => assembled.nominations.get(id) ?? []);
  const people = await records.people.byIds(found.map(({ nominee }) => nominee));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return new Map(found.map(({ id, nominee }) => [id, shortened(names.get(nominee) ?? '–', nameShown)]));
}

async function organisationsOf({ records }: Desk<Key>): Promise<Names> {
  return new Map((await records.organisations.all()).map(({ id, name }) => [id, name]));
}

/** Those with most seats first, then by name; each once. */
function inPlan(rows: readonly PlannedSeat[], names: Names): readonly string[] {
  const seats = new Map<string, number>();
  for (const { organisation, by } of rows)
    seats.set(organisation, (seats.get(organisation) ?? 0) + (by === null ? 0 : 1));
  const nameOf = (id: string) => names.get(id) ?? '';
  return [...seats]
    .toSorted(([one, ones], [other, others]) => others - ones || (nameOf(one) < nameOf(other) ? -1 : 1))
    .map(([organisation]) => organisation);
}

export async function planView(desk: Desk<Key>, planned: Planned, offset = 0): Promise<View> {
  const { say } = desk;
  const { assembled, plan, rows } = planned;
  const names = await organisationsOf(desk);
  const all = inPlan(rows, names);
  const first = pageStart(offset, all.length, organisationsOnPage);
  const shown = all.slice(first, first + organisationsOnPage);
  const held = rows.filter(({ by }) => by !== null);
  const people = await nomineesOf(
    desk,
    planned,
    held.filter(({ organisation }) => shown.includes(organisation)).map(({ nomination }) => nomination),
  );
  const { course } = assembled;
  const last = first + shown.length;
  return [
    { heading: say('plan.heading', { title: value(course.title), number: plan.number }) },
    {
      paragraph: say('plan.summary', {
        seats: plan.seats,
        nominees: rows.length,
        organisations: all.length,
        from: day(assembled.from),
      }),
    },
    ...(await standing(desk, planned)),
    ...reserveLines(desk, planned),
    { list: shown.map((organisation) => lineOf(desk, planned, organisation, names, people)) },
    ...(all.length > shown.length
      ? [{ paragraph: say('plan.shown', { first: first + 1, last, count: all.length }) }]
      : []),
    ...(await departed(desk, planned)),
    ...(await lotOf(desk, planned)),
    ...buttonsOf(desk, planned, 'plan', turning(desk, course.id, 'plan', first, last, all.length)),
  ];
}

async function standing({ say, records, asker }: Desk<Key>, { plan }: Planned): Promise<readonly Block[]> {
  if (plan.confirmedAt === undefined) return [{ paragraph: say('plan.waits') }];
  const by = await records.people.byId(plan.confirmedBy ?? '');
  const at = [instant(plan.confirmedAt, asker.zone)];
  return [{ paragraph: say('plan.confirmed', { at, by: value(by?.name ?? '–') }) }];
}

function reserveLines({ say }: Desk<Key>, { assembled, plan }: Planned): readonly Block[] {
  const { reserves } = assembled.plan;
  // How many were filled is known of a plan that waits; after it, seats come and go.
  if (reserves.length === 0 || plan.confirmedAt !== undefined) return [];
  const lines = reserves.map(({ group, seats, filled, nominated }) =>
    say('plan.reserve', { group: say(`group.${group}`), seats, filled, nominated }),
  );
  return [{ list: lines }];
}

/** One sentence, and who of them. */
function lineOf(
  desk: Desk<Key>,
  { assembled, plan, rows }: Planned,
  organisation: string,
  organisations: Names,
  people: Names,
): Text {
  const { say, asker } = desk;
  const own = rows.filter((row) => row.organisation === organisation);
  const seated = own.filter(({ by }) => by !== null);
  const share = plan.shares.find((one) => one.organisation === organisation);
  const sentence = say('plan.line', {
    organisation: value(organisations.get(organisation) ?? '–'),
    given: seated.length,
    seats: plan.seats,
    entitled: share?.entitled ?? 0,
    received: share?.received ?? 0,
    why: whyText(say, own, plan.rows, assembled.rules.cap),
  });
  if (seated.length === 0) return sentence;
  const named = seated
    .slice(0, namesShown)
    .map(({ nomination }): Text => [value(people.get(nomination) ?? '–')]);
  const names = joined(named, comma(asker.language));
  return [...sentence, ' ', ...say('plan.names', { names, count: seated.length - named.length })];
}

async function departed(desk: Desk<Key>, planned: Planned): Promise<readonly Block[]> {
  const { say, records } = desk;
  const { departures } = planned;
  if (departures.length === 0) return [];
  const shown = departures.slice(-departuresShown);
  const names = await nomineesOf(
    desk,
    planned,
    shown.flatMap(({ loses, gains }) => [loses, gains]),
  );
  const people = await records.people.byIds(shown.map(({ by }) => by));
  const by = new Map(people.map(({ id, name }) => [id, name]));
  const lines = shown.map((one) =>
    say('plan.departure', {
      loses: value(names.get(one.loses) ?? '–'),
      gains: value(names.get(one.gains) ?? '–'),
      by: value(by.get(one.by) ?? '–'),
      reason: value(shortened(one.reason, 200) || '–'),
    }),
  );
  return [{ paragraph: say('plan.departed', { count: departures.length }) }, { list: lines }];
}

/** Only where a lot decided, with what is needed to check it. */
async function lotOf({ say, records }: Desk<Key>, { assembled, rows }: Planned): Promise<readonly Block[]> {
  if (!rows.some(({ byLot }) => byLot)) return [];
  const lot = await records.seatRules.lot(assembled.course.id);
  if (lot?.seed === undefined) return [];
  return [{ paragraph: say('plan.lot', { seed: value(lot.seed), commitment: value(lot.commitment) }) }];
}

export async function whoView(desk: Desk<Key>, planned: Planned, offset = 0): Promise<View> {
  const { say } = desk;
  const held = planned.rows.filter(({ by }) => by !== null);
  const title = value(planned.assembled.course.title);
  return await peopleView(desk, planned, 'who', held, offset, {
    heading: say('who.heading', { title }),
    none: say('reserve.none'),
    line: (row, name, organisation) => {
      const ground = row.by === null ? [] : groundText(say, row.by);
      return say('who.line', {
        name,
        organisation,
        ground: row.byLot ? say('who.lot', { ground }) : ground,
      });
    },
  });
}

export async function reserveView(desk: Desk<Key>, planned: Planned, offset = 0): Promise<View> {
  const { say } = desk;
  const waiting = planned.rows.filter(({ by }) => by === null);
  const title = value(planned.assembled.course.title);
  return await peopleView(desk, planned, 'reserve', waiting, offset, {
    heading: say('reserve.heading', { title }),
    none: say('reserve.none'),
    line: (_, name, organisation, place) => say('reserve.line', { name, organisation, place }),
  });
}

export async function outView(desk: Desk<Key>, planned: Planned, offset = 0): Promise<View> {
  const { say, house, asker } = desk;
  const { assembled } = planned;
  const title = value(assembled.course.title);
  const rows = assembled.out.map(({ nomination: { id, organisation } }) => ({
    nomination: id,
    organisation,
    by: null,
    byLot: false,
  }));
  const failures = new Map(assembled.out.map((one) => [one.nomination.id, one.failures]));
  return await peopleView(desk, planned, 'out', rows, offset, {
    heading: say('out.heading', { title }),
    none: say('out.none', { title }),
    next: say('out.next', { check: command('nominate check') }),
    line: (row, name, organisation) => {
      const rules = (failures.get(row.nomination) ?? []).map(({ rule }) => house(`rule.${rule}`));
      return say('out.line', { name, organisation, rules: joined(rules, comma(asker.language)) });
    },
  });
}

type Page = 'plan' | 'who' | 'reserve' | 'out';

interface PeopleWords {
  readonly heading: Text;
  readonly none: Text;
  readonly next?: Text;
  line(row: PlannedSeat, name: { value: string }, organisation: { value: string }, place: number): Text;
}

async function peopleView(
  desk: Desk<Key>,
  planned: Planned,
  page: Page,
  rows: readonly PlannedSeat[],
  offset: number,
  words: PeopleWords,
): Promise<View> {
  const first = pageStart(offset, rows.length, peopleOnPage);
  const shown = rows.slice(first, first + peopleOnPage);
  const last = first + shown.length;
  const people = await nomineesOf(
    desk,
    planned,
    shown.map(({ nomination }) => nomination),
  );
  const organisations = await organisationsOf(desk);
  const lines = shown.map((row, at) =>
    words.line(
      row,
      { value: people.get(row.nomination) ?? '–' },
      { value: organisations.get(row.organisation) ?? '–' },
      first + at + 1,
    ),
  );
  const { course } = planned.assembled;
  return [
    { heading: words.heading },
    ...(lines.length === 0 ? [{ paragraph: words.none }] : [{ list: lines }]),
    ...(words.next === undefined || lines.length === 0 ? [] : [{ paragraph: words.next }]),
    ...(rows.length > shown.length
      ? [{ paragraph: desk.say('ledger.shown', { first: first + 1, last, count: rows.length }) }]
      : []),
    ...buttonsOf(desk, planned, page, turning(desk, course.id, page, first, last, rows.length)),
  ];
}

/** The page that an offset lies on, also when the list has become shorter since. */
function pageStart(offset: number, count: number, onPage: number): number {
  const wanted = Number.isInteger(offset) && offset > 0 ? Math.min(offset, Math.max(0, count - 1)) : 0;
  return wanted - (wanted % onPage);
}

function pageRoute(page: Page, course: string, offset = 0): Route {
  return route(`seats/propose/${page}`, course, String(offset));
}

function turning(
  { say }: Desk<Key>,
  course: string,
  page: Page,
  first: number,
  last: number,
  count: number,
): readonly Button[] {
  const onPage = page === 'plan' ? organisationsOnPage : peopleOnPage;
  return [
    ...(first > 0 ? [{ label: say('plan.back'), route: pageRoute(page, course, first - onPage) }] : []),
    ...(last < count ? [{ label: say('plan.next'), route: pageRoute(page, course, last) }] : []),
  ];
}

/** What can be looked at, and what can be done while it waits. */
function buttonsOf(
  { say }: Desk<Key>,
  { assembled, plan, rows }: Planned,
  page: Page,
  turns: readonly Button[],
): readonly Block[] {
  const { id } = assembled.course;
  const pages: readonly (readonly [Page, Key])[] = [
    ['plan', 'button.plan'],
    ['who', 'button.who'],
    ['reserve', 'button.reserve'],
    ['out', 'button.out'],
  ];
  const looks = pages
    .filter(([other]) => other !== page)
    .map(([other, label]): Button => ({ label: say(label), route: pageRoute(other, id) }));
  const isWaiting = plan.confirmedAt === undefined;
  const isFree = rows.some(({ by }) => by === null) && rows.some(({ by }) => by !== null);
  const acts: readonly Button[] = isWaiting
    ? [
        {
          label: say('button.confirm'),
          route: route('seats/confirm/plan', id, plan.id),
          look: 'primary',
        },
        ...(isFree ? [{ label: say('button.depart'), route: route('seats/depart/start', id) }] : []),
      ]
    : [{ label: say('confirm.offer'), route: route('seats/offer/all', id), look: 'primary' }];
  return [
    ...(turns.length > 0 ? [{ buttons: turns }] : []),
    { buttons: looks },
    ...(page === 'plan' ? [{ buttons: acts }] : []),
  ];
}
