// Courses: read only through a viewer; what the viewer may not see is absent.
import type { CourseProposal, CourseState, Subject } from '#exchange/course.ts';
import type { WithholdReason } from '#exchange/disclosure.ts';

export interface Course extends CourseProposal {
  readonly id: string;
  readonly subject: Subject;
  readonly state: CourseState;
  /** Seats given so far; only `grantSeat` and `returnSeat` change it. */
  readonly granted: number;
  readonly proposedBy: string;
  /** The proposing organisation. */
  readonly organisation: string;
  readonly withheld: readonly WithholdReason[];
  readonly createdAt: number;
  readonly publishedAt: number | undefined;
  /** Raised by one with every change that a calendar must learn of (iCalendar's SEQUENCE). */
  readonly sequence: number;
}

export interface CourseRecords {
  propose(proposal: CourseProposal & { readonly proposedBy: string; readonly organisation: string }): Promise<Course>;
  byId(id: string): Promise<Course | undefined>;
  /** Ordered by first day, then title. */
  list(filter: { states?: readonly CourseState[]; organisation?: string; proposedBy?: string; most?: number }): Promise<readonly Course[]>;
  /** Best first: title or id that begins with, then holds, what was typed. */
  search(typed: string, filter: { states?: readonly CourseState[]; most: number }): Promise<readonly Course[]>;
  /** Changes what was proposed; undefined when it is in none of the states given any more. */
  edit(id: string, changes: Partial<CourseProposal>, whileIn: readonly CourseState[]): Promise<Course | undefined>;
  /** Moves on by a conditional update; undefined when it is in none of the states given any more. */
  move(id: string, from: readonly CourseState[], to: CourseState, reason?: string): Promise<Course | undefined>;
  withhold(id: string, reasons: readonly WithholdReason[]): Promise<void>;
  /** Takes one seat by a conditional update; false when none is left. Called by `nominations.accept` alone. */
  takeSeat(id: string): Promise<boolean>;
  returnSeat(id: string): Promise<void>;
}
