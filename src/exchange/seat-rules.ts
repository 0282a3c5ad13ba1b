// The rules of one course's seats: how many an organisation may have at most, whom seats are reserved for, and since when it counts.
import type { Sector } from './profile.ts';

/** Whom seats may be reserved for (product §5.5). */
export type ReserveGroup = 'women' | 'under-served' | Sector;

/** Soft: filled first with the best of the group; what they do not fill goes to everybody. */
export interface Reserve {
  readonly group: ReserveGroup;
  readonly seats: number;
}

export interface SeatRules {
  /** The most seats of the course that one organisation may hold; undefined where there is none. */
  readonly cap: number | undefined;
  /** Whoever has had no seat in the window comes before all that have had one. */
  readonly floor: boolean;
  /** Each group once, in the order in which they were named. */
  readonly reserves: readonly Reserve[];
}

export const noRules: SeatRules = { cap: undefined, floor: false, reserves: [] };
