// Which nominees get the seats of a course: sequential Sainte-Laguë over the window, with cap, floor and soft reserves.
import { byClaim, byReceived, type Share } from './entitlement.ts';
import { type ReserveFit, reserveFit } from './reserve-fit.ts';
import type { ReserveGroup, SeatRules } from './seat-rules.ts';

/** Somebody who may have a seat; nobody else is handed in. */
export interface Contender {
  /** Of the nomination. */
  readonly id: string;
  readonly organisation: string;
  /** Those that it counts for, of the course's reserves. */
  readonly groups: readonly ReserveGroup[];
  /** Undefined where nobody has scored it: after all that were. */
  readonly score: number | undefined;
  readonly asReserve: boolean;
  readonly priority: number | null;
  /** Epoch ms; null is last. */
  readonly sentAt: number | null;
  /** The day of it, ISO; undefined is last. */
  readonly sentOn: string | undefined;
  /** See lottery.ts. */
  readonly lot: string;
}

export interface Claimant extends Share {
  /** Of what it has received, how many in this course. */
  readonly here: number;
  /** The first day of the last course that it had a seat in, ISO; undefined where it has had none. */
  readonly lastOn: string | undefined;
}

export interface SeatsToGive {
  /** How many are free. */
  readonly seats: number;
  readonly rules: SeatRules;
  readonly claimants: readonly Claimant[];
  readonly contenders: readonly Contender[];
  /** Groups of those who hold a seat of the course already: they count for its reserves. */
  readonly seated: readonly (readonly ReserveGroup[])[];
}

/** `turn`: it had the best claim · `floor`: only the floor brought it before a better claim · else only this reserve did. */
export type SeatGround = 'turn' | 'floor' | ReserveGroup;

export interface GivenSeat {
  readonly id: string;
  readonly organisation: string;
  readonly by: SeatGround;
}

export interface Allocation {
  /** In the order in which they were given. */
  readonly given: readonly GivenSeat[];
  /** Everybody else, in the order in which they would have the next seat. */
  readonly waiting: readonly string[];
  /** Of those who have a seat, whom nothing but the lot gave it before somebody that has none. */
  readonly lots: readonly string[];
  /** How many seats of each reserve are held by members of its group, each seat counted once. */
  readonly filled: ReadonlyMap<ReserveGroup, number>;
}

/** An organisation in the middle of it. */
interface Line {
  readonly organisation: string;
  readonly weight: number;
  received: number;
  here: number;
  lastOn: string;
  /** In the organisation's own order. */
  readonly contenders: readonly Contender[];
}

/** Sorts before every day, and after every day. */
const never = '';
const justNow = '~';

/** An organisation's own order: by score where there is one, those it named before its reserves, and by its ranking. */
function byOwnOrder(one: Contender, other: Contender): number {
  return byRanking(one, other) || byLot(one, other);
}

function byRanking(one: Contender, other: Contender): number {
  return (
    byNumber(-(one.score ?? Number.NEGATIVE_INFINITY), -(other.score ?? Number.NEGATIVE_INFINITY)) ||
    byNumber(Number(one.asReserve), Number(other.asReserve)) ||
    byNumber(one.priority ?? Number.POSITIVE_INFINITY, other.priority ?? Number.POSITIVE_INFINITY) ||
    byNumber(one.sentAt ?? Number.POSITIVE_INFINITY, other.sentAt ?? Number.POSITIVE_INFINITY)
  );
}

function byNumber(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function byText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function byDay(one: Contender, other: Contender): number {
  return byText(one.sentOn ?? justNow, other.sentOn ?? justNow);
}

function byLot(one: Contender, other: Contender): number {
  // Two nominees have the same lot as soon as SHA-256 is broken; even then the order of input says nothing.
  return byText(one.lot, other.lot) || byText(one.id, other.id);
}

/** Product §5.7, as far as it is of the organisations: claim, what they have received, since when they have waited. */
function byLine(one: Line, other: Line, floor: boolean): number {
  const first = floor ? Number(one.received > 0) - Number(other.received > 0) : 0;
  return first || byClaim(one, other) || byReceived(one, other) || byText(one.lastOn, other.lastOn);
}

/** The organisations that have somebody, each with its own in order. */
function linesOf({ claimants, contenders }: SeatsToGive): Line[] {
  const own = Map.groupBy(contenders, ({ organisation }) => organisation);
  return claimants.flatMap(({ organisation, weight, received, here, lastOn = never }) => {
    const some = own.get(organisation)?.toSorted(byOwnOrder);
    return some === undefined ? [] : [{ organisation, weight, received, here, lastOn, contenders: some }];
  });
}

interface Turn {
  readonly line: Line;
  readonly contender: Contender;
  /** Those who had as good a claim in everything but the lot. */
  readonly beaten: readonly Contender[];
  /** Whether only the floor brought it before another. */
  readonly byFloor: boolean;
}

/**
 * One seat after the other, each to the best claim among those who may take it, until nobody may. `may` never takes back a
 * no; `cap` holds for seats of this course.
 */
function* turns(
  lines: readonly Line[],
  rules: { readonly floor: boolean; readonly cap: number | undefined },
  may: (contender: Contender) => boolean,
): Generator<Turn> {
  const left = lines.map((line) => ({ line, at: 0 }));
  const head = (one: { line: Line; at: number }) => one.line.contenders[one.at];
  for (;;) {
    let best: typeof left = [];
    let kept = 0;
    for (const one of left) {
      if (head(one) === undefined || one.line.here >= (rules.cap ?? Infinity)) continue;
      left[kept++] = one;
      const order = best[0] === undefined ? -1 : byLine(one.line, best[0].line, rules.floor);
      if (order < 0) best = [one];
      else if (order === 0) best.push(one);
    }
    left.length = kept;
    if (best.length === 0) return;
    // Whoever may not take it any more makes way before days and lots are compared.
    let moved = false;
    for (const one of best) {
      for (let next = head(one); next !== undefined && !may(next); next = head(one)) {
        one.at += 1;
        moved = true;
      }
    }
    if (moved) continue;
    const heads = best.flatMap((one) => {
      const contender = head(one);
      return contender === undefined ? [] : [{ one, contender }];
    });
    const [winner, ...others] = heads.toSorted(
      (a, b) => byDay(a.contender, b.contender) || byLot(a.contender, b.contender),
    );
    if (winner === undefined) return;
    const { line } = winner.one;
    const { contender } = winner;
    const byFloor =
      rules.floor &&
      line.received === 0 &&
      left.some((one) => byLine(one.line, line, false) < 0 && one.line.contenders.slice(one.at).some(may));
    const beside = line.contenders[winner.one.at + 1];
    const beaten = others.map((other) => other.contender).filter((other) => byDay(other, contender) === 0);
    if (beside !== undefined && byRanking(beside, contender) === 0 && may(beside)) beaten.push(beside);
    winner.one.at += 1;
    line.received += 1;
    line.here += 1;
    line.lastOn = justNow;
    yield { line, contender, beaten, byFloor };
  }
}

/** Who gets the seats, and in which order the others follow. */
export function allocate(question: SeatsToGive): Allocation {
  const plain =
    question.rules.reserves.length === 0
      ? undefined
      : new Set(give({ ...question, rules: { ...question.rules, reserves: [] } }).seats.map(idOf));
  const { seats, reserved, lines } = give(question);
  const taken = new Set(seats.map(idOf));
  const groups = assign(question, reserved);
  const rest = (contender: Contender) => !taken.has(contender.id);
  const waiting: string[] = [];
  for (const cap of [question.rules.cap, undefined]) {
    for (const { contender } of turns(lines, { ...question.rules, cap }, rest)) {
      waiting.push(contender.id);
      taken.add(contender.id);
    }
  }
  const left = new Set(waiting);
  return {
    given: seats.map(({ line, contender, byFloor }) => {
      const group = plain?.has(contender.id) ? undefined : groups.of.get(contender.id);
      return { id: contender.id, organisation: line.organisation, by: group ?? (byFloor ? 'floor' : 'turn') };
    }),
    waiting,
    lots: seats.filter(({ beaten }) => beaten.some(({ id }) => left.has(id))).map(idOf),
    filled: groups.filled,
  };
}

function idOf({ contender }: { readonly contender: Contender }): string {
  return contender.id;
}

/** The seats in turn: reserved ones first, each to the best claim of a group while all can be filled still. */
function give(question: SeatsToGive): { seats: Turn[]; reserved: Contender[]; lines: Line[] } {
  const { rules, contenders, claimants, seated } = question;
  const lines = linesOf(question);
  const seats: Turn[] = [];
  const reserved: Contender[] = [];
  if (rules.reserves.length > 0) {
    const fit = fitOf(question);
    if (fit.most > 0) {
      for (const turn of turns(lines, rules, fit.fits)) {
        seats.push(turn);
        reserved.push(turn.contender);
        fit.take(turn.contender);
        if (reserved.length === fit.most) break;
      }
    }
  }
  const taken = new Set(reserved.map(({ id }) => id));
  if (seats.length < question.seats) {
    for (const turn of turns(lines, rules, ({ id }) => !taken.has(id))) {
      seats.push(turn);
      if (seats.length === question.seats) break;
    }
  }
  return { seats, reserved, lines };

  function fitOf({ seats: free }: SeatsToGive): ReserveFit {
    const here = new Map(claimants.map((claimant) => [claimant.organisation, claimant.here]));
    const cap = (organisation: string) =>
      rules.cap === undefined
        ? Number.MAX_SAFE_INTEGER
        : Math.max(0, rules.cap - (here.get(organisation) ?? 0));
    return reserveFit(contenders, seated, rules.reserves, cap, free);
  }
}

/** Which reserve each member of a group fills, so that as many are filled as can be; each seat fills one. */
function assign(
  { rules: { reserves }, seated }: SeatsToGive,
  reserved: readonly Contender[],
): { of: Map<string, ReserveGroup>; filled: Map<ReserveGroup, number> } {
  interface Holder {
    readonly id: string | undefined;
    readonly groups: readonly ReserveGroup[];
  }
  const holders = new Map(reserves.map(({ group }) => [group, [] as Holder[]]));

  function place(holder: Holder, asked: Set<ReserveGroup>): boolean {
    for (const { group, seats } of reserves) {
      const own = holders.get(group);
      if (own === undefined || !holder.groups.includes(group) || asked.has(group)) continue;
      asked.add(group);
      if (own.length < seats) {
        own.push(holder);
        return true;
      }
      const moved = own.findIndex((other) => place(other, asked));
      if (moved < 0) continue;
      own[moved] = holder;
      return true;
    }
    return false;
  }

  for (const groups of seated) place({ id: undefined, groups }, new Set());
  for (const { id, groups } of reserved) place({ id, groups }, new Set());
  const of = new Map<string, ReserveGroup>();
  for (const [group, own] of holders) for (const { id } of own) if (id !== undefined) of.set(id, group);
  return { of, filled: new Map([...holders].map(([group, own]) => [group, own.length])) };
}
