// Who may see a course or a nomination at all; whoever may not is told nothing, not even that it exists.
import type { CourseState } from './course.ts';
import type { Viewer } from './viewer.ts';

/** Item 22: the only four reasons for which an assistance is not disclosed. */
export const withholdReasons = [
  'exploitable-vulnerabilities',
  'deployed-citizens-at-risk',
  'technical-or-commercial-confidence',
  'counter-terrorism',
] as const;

export type WithholdReason = (typeof withholdReasons)[number];

/** What of a course decides who sees it. Persons and organisations by their ids in the record. */
export interface CourseDisclosure {
  state: CourseState;
  withheld: readonly WithholdReason[];
  proposedBy: string;
  /** The proposing organisation; undefined is the hub. */
  organisation: string | undefined;
  /** When its call was first published (epoch ms): it decides for `on-hold` and `cancelled`. */
  publishedAt: number | undefined;
  participants: {
    /** Persons who hold a seat. */
    seatHolders: readonly string[];
    /** Organisations that the course was routed to. */
    routedTo: readonly string[];
    /** Course managers and instructors assigned to it. */
    assigned?: readonly string[] | undefined;
  };
}

/** Product §8b, first two rows. */
export function maySeeCourse(_viewer: Viewer, _course: CourseDisclosure): boolean {
  throw new Error('not yet written');
}

/** Product §8b, "Nomination (person)". */
export function maySeeNomination(
  _viewer: Viewer,
  _nomination: { nominee: string; organisation: string },
): boolean {
  throw new Error('not yet written');
}
