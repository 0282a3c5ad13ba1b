// Nominations, seats and attendance: personal, so read only through a viewer.
import type { NominationState } from '#exchange/nomination.ts';

export interface Nomination {
  readonly id: string;
  readonly course: string;
  readonly nominee: string;
  readonly organisation: string;
  readonly nominatedBy: string;
  readonly rank: string;
  readonly unit: string;
  readonly yearsOfService: number;
  readonly reason: string;
  readonly state: NominationState;
  readonly createdAt: number;
}

export type AttendanceMark = 'attended' | 'partial' | 'no-show';

export interface NominationRecords {
  /** Throws Conflict when this person is nominated for this course already (and has not withdrawn). */
  add(nomination: Omit<Nomination, 'id' | 'createdAt'>): Promise<Nomination>;
  byId(id: string): Promise<Nomination | undefined>;
  /** Oldest first. */
  list(filter: { course?: string; organisation?: string; nominee?: string; states?: readonly NominationState[] }): Promise<readonly Nomination[]>;
  edit(id: string, changes: Partial<Pick<Nomination, 'rank' | 'unit' | 'yearsOfService' | 'reason'>>, whileIn: readonly NominationState[]): Promise<Nomination | undefined>;
  /** Moves on by a conditional update; never grants a seat. Returns the seat when it held one. */
  move(id: string, from: readonly NominationState[], to: NominationState): Promise<Nomination | undefined>;
  /**
   * THE one function that grants seats: takes the seat and moves to `accepted` in one transaction, by conditional
   * updates. `full` when no seat is left, `moved` when the nomination is no longer open.
   */
  grantSeat(id: string): Promise<{ readonly granted: Nomination } | { readonly refused: 'full' | 'moved' }>;
  /** How many nominations are open per course and organisation; counts alone. */
  counts(course: string): Promise<readonly { readonly organisation: string; readonly open: number; readonly accepted: number }[]>;
  mark(course: string, person: string, mark: AttendanceMark, by: string): Promise<void>;
  attendance(course: string): Promise<readonly { readonly person: string; readonly mark: AttendanceMark }[]>;
}
