// A plan of a course's seats: what it follows from, who is in it on which ground, and what is left of it after departures.
import { createHash } from 'node:crypto';
import { allocate, type SeatGround, type SeatsToGive } from './allocation.ts';
import { canonicalJson, type Json } from './canonical-json.ts';
import { quota } from './entitlement.ts';
import type { ReserveGroup } from './seat-rules.ts';

/** One nomination in a plan: those with a seat in the order in which they got it, then the reserve in its order. */
export interface PlannedSeat {
  readonly nomination: string;
  readonly organisation: string;
  /** Null: it waits in the reserve. `departure`: somebody moved the seat here. */
  readonly by: SeatGround | 'departure' | null;
  readonly byLot: boolean;
}

/** What an organisation was entitled to when the plan was made. */
export interface PlannedShare {
  readonly organisation: string;
  readonly weight: number;
  /** Its part, by weight alone, of the seats of the window with those of this course. */
  readonly entitled: number;
  /** What it had received before, in the window. */
  readonly received: number;
}

export interface PlannedReserve {
  readonly group: ReserveGroup;
  readonly seats: number;
  /** Of the nominees who may have a seat, how many count for it; how many of the reserved seats they fill. */
  readonly nominated: number;
  readonly filled: number;
}

export interface MadePlan {
  readonly rows: readonly PlannedSeat[];
  readonly shares: readonly PlannedShare[];
  readonly reserves: readonly PlannedReserve[];
  readonly hash: string;
}

/** `windowSeats` are all that were given in the window, before those of this plan. */
export function planOf(
  question: SeatsToGive,
  totals: { readonly weights: number; readonly windowSeats: number },
): MadePlan {
  const { given, waiting, lots, filled } = allocate(question);
  const home = new Map(question.contenders.map(({ id, organisation }) => [id, organisation]));
  const decided = new Set(lots);
  const rows = [
    ...given.map(({ id, organisation, by }) => ({
      nomination: id,
      organisation,
      by,
      byLot: decided.has(id),
    })),
    ...waiting.map((id) => ({ nomination: id, organisation: home.get(id) ?? '', by: null, byLot: false })),
  ];
  const all = totals.windowSeats + question.seats;
  return {
    rows,
    shares: question.claimants
      .map(({ organisation, weight, received }) => ({
        organisation,
        weight,
        received,
        entitled: quota(weight, totals.weights, all),
      }))
      .toSorted((one, other) => (one.organisation < other.organisation ? -1 : 1)),
    reserves: question.rules.reserves.map(({ group, seats }) => ({
      group,
      seats,
      nominated: question.contenders.filter(({ groups }) => groups.includes(group)).length,
      filled: filled.get(group) ?? 0,
    })),
    hash: hashOf(question),
  };
}

/** SHA-256 over everything that a plan follows from, in whatever order it was handed in. */
function hashOf({ seats, rules, claimants, contenders, seated }: SeatsToGive): string {
  const ordered = (parts: readonly Json[]) => parts.map((part) => canonicalJson(part)).toSorted();
  const plain = {
    seats,
    rules: {
      ...rules,
      cap: rules.cap ?? null,
      reserves: rules.reserves.map(({ group, seats: of }) => [group, of]),
    },
    claimants: ordered(claimants.map((one) => ({ ...one, lastOn: one.lastOn ?? null }))),
    contenders: ordered(
      contenders.map((one) => ({
        ...one,
        groups: one.groups.toSorted(),
        score: one.score ?? null,
        sentOn: one.sentOn ?? null,
      })),
    ),
    seated: ordered(seated.map((groups) => groups.toSorted())),
  };
  return createHash('sha256').update(canonicalJson(plain), 'utf8').digest('hex');
}

/** The rows after somebody has moved seats: who gains one stands where it was, who loses it is first in the reserve. */
export function afterDepartures(
  rows: readonly PlannedSeat[],
  departures: readonly { readonly loses: string; readonly gains: string }[],
): readonly PlannedSeat[] {
  let now = rows;
  for (const { loses, gains } of departures) {
    const loser = now.find(({ nomination, by }) => nomination === loses && by !== null);
    const gainer = now.find(({ nomination, by }) => nomination === gains && by === null);
    if (loser === undefined || gainer === undefined) continue;
    const seats = now
      .filter(({ by }) => by !== null)
      .map((row) => (row === loser ? { ...gainer, by: 'departure' as const, byLot: false } : row));
    const waiting = now.filter((row) => row.by === null && row !== gainer);
    now = [...seats, { ...loser, by: null, byLot: false }, ...waiting];
  }
  return now;
}
