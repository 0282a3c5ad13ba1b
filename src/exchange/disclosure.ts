// Who may see a course or a nomination at all; whoever may not is told nothing, not even that it exists.
import type { CourseState } from './course.ts';
import type { Stage } from './follow-up.ts';
import { holdsSeat, type NominationState } from './nomination.ts';
import type { Role } from './people.ts';
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

/**
 * Product §8b, first two rows. A draft is seen by its proposer, their organisation's liaisons and coordinators;
 * a proposal not yet published also by approvers and oversight; a withheld course only by those it concerns.
 */
export function maySeeCourse(viewer: Viewer, course: CourseDisclosure): boolean {
  if (viewer.kind === 'process') return true;
  if (!isPublished(course)) return maySeeUnpublished(viewer, course);
  return course.withheld.length === 0 || maySeeWithheld(viewer, course);
}

/** A course on hold or cancelled is public exactly when its call once was. */
function isPublished({ state, publishedAt }: CourseDisclosure): boolean {
  switch (state) {
    case 'draft':
    case 'proposed':
    case 'gated':
    case 'approved':
    case 'declined':
      return false;
    case 'on-hold':
    case 'cancelled':
      return publishedAt !== undefined;
    default:
      return true;
  }
}

function maySeeUnpublished(viewer: Viewer, course: CourseDisclosure): boolean {
  switch (viewer.kind) {
    case 'process':
      return true;
    case 'person':
      return (
        viewer.person === course.proposedBy ||
        viewer.roles.includes('coordinator') ||
        (viewer.roles.includes('liaison') && isSameOrganisation(viewer.organisation, course.organisation)) ||
        (course.state !== 'draft' && holdsAny(viewer.roles, ['approver', 'oversight']))
      );
    case 'channel':
      return course.state !== 'draft' && isHubRoom(viewer);
    case 'stranger':
      return false;
  }
}

function maySeeWithheld(viewer: Viewer, course: CourseDisclosure): boolean {
  const { seatHolders, routedTo, assigned = [] } = course.participants;
  switch (viewer.kind) {
    case 'process':
      return true;
    case 'person':
      return (
        viewer.person === course.proposedBy ||
        holdsAny(viewer.roles, ['coordinator', 'approver', 'oversight']) ||
        seatHolders.includes(viewer.person) ||
        (assigned.includes(viewer.person) && holdsAny(viewer.roles, ['courseManager', 'instructor'])) ||
        (holdsAny(viewer.roles, ['liaison', 'manager']) && isConcerned(viewer.organisation, routedTo)) ||
        (viewer.roles.includes('liaison') && isSameOrganisation(viewer.organisation, course.organisation))
      );
    case 'channel':
      // An announcement channel is read by people whom the course does not concern.
      return (
        isHubRoom(viewer) || (viewer.audience === 'managers' && isConcerned(viewer.organisation, routedTo))
      );
    case 'stranger':
      return false;
  }
}

/**
 * Product §8b, "Nomination (person)": the nominee, their organisation's liaisons and managers, the hub's oversight;
 * and, once a seat is confirmed, the liaisons of the organisation that runs the course, and whoever manages the course: they
 * mark who attended.
 */
export function maySeeNomination(
  viewer: Viewer,
  nomination: {
    nominee: string;
    organisation: string;
    state?: NominationState;
    organiser?: string;
    course?: string;
  },
): boolean {
  switch (viewer.kind) {
    case 'process':
      return true;
    case 'person':
      return (
        viewer.person === nomination.nominee ||
        holdsAny(viewer.roles, ['coordinator', 'oversight']) ||
        (holdsAny(viewer.roles, ['liaison', 'manager']) && viewer.organisation === nomination.organisation) ||
        (nomination.state !== undefined &&
          holdsSeat(nomination.state) &&
          ((viewer.roles.includes('liaison') &&
            isSameOrganisation(viewer.organisation, nomination.organiser)) ||
            (nomination.course !== undefined && viewer.manages?.includes(nomination.course) === true)))
      );
    case 'channel':
      return (
        isHubRoom(viewer) ||
        (viewer.audience === 'managers' && viewer.organisation === nomination.organisation)
      );
    case 'stranger':
      return false;
  }
}

/**
 * An offer of an exchange: the officer and whom they named, the liaisons and managers of their organisation, the hub's
 * coordinators and oversight.
 */
export function maySeeOffer(
  viewer: Viewer,
  offer: { officer: string; organisation: string; counterpart: string | null },
): boolean {
  return (
    maySeeNomination(viewer, { nominee: offer.officer, organisation: offer.organisation }) ||
    (viewer.kind === 'person' && viewer.person === offer.counterpart)
  );
}

/**
 * Product §8b, "Brief / assessment content" and "Consultation views": the hub's coordinators, approvers and oversight. Whoever
 * writes a brief reads what was written: the proposer, and the liaisons of their organisation.
 */
export function maySeePapers(
  viewer: Viewer,
  paper: 'brief' | 'assessment' | 'consultation' | 'decision',
  course: Pick<CourseDisclosure, 'proposedBy' | 'organisation'>,
): boolean {
  if (viewer.kind !== 'person') return viewer.kind === 'process';
  if (holdsAny(viewer.roles, ['coordinator', 'approver', 'oversight'])) return true;
  if (paper !== 'brief') return false;
  return (
    viewer.person === course.proposedBy ||
    (viewer.roles.includes('liaison') && isSameOrganisation(viewer.organisation, course.organisation))
  );
}

/**
 * Product §8b, "Vetting": its state, for whoever it is of, the liaison officers of their organisation, and the hub's
 * coordinators, approvers and oversight. Of a unit there is no person.
 */
export function maySeeVetting(
  viewer: Viewer,
  { person, organisation }: { person: string | undefined; organisation: string | undefined },
): boolean {
  if (viewer.kind !== 'person') return viewer.kind === 'process';
  return (
    viewer.person === person ||
    holdsAny(viewer.roles, ['coordinator', 'approver', 'oversight']) ||
    (viewer.roles.includes('liaison') && isSameOrganisation(viewer.organisation, organisation))
  );
}

/** Product §8b: an approver sees of nominations the waivers; the others who see the nomination see them with it. */
export function maySeeWaiver(viewer: Viewer, nomination: { nominee: string; organisation: string }): boolean {
  return (
    (viewer.kind === 'person' && viewer.roles.includes('approver')) || maySeeNomination(viewer, nomination)
  );
}

/**
 * Product §8b, "Scores / reasons": who gave what, and what it came to. A reviewer has eyes for their own reviews alone, and a
 * liaison officer hears what their nominees were given per criterion (`maySeeComponents`).
 */
export function maySeeScores(viewer: Viewer): boolean {
  return (
    viewer.kind === 'process' ||
    (viewer.kind === 'person' && holdsAny(viewer.roles, ['coordinator', 'oversight']))
  );
}

/** What one nomination was given, without who gave it: once it is over, for the liaison officers who answer for it. */
export function maySeeComponents(viewer: Viewer, nomination: { organisation: string }): boolean {
  return (
    maySeeScores(viewer) ||
    (viewer.kind === 'person' &&
      viewer.roles.includes('liaison') &&
      viewer.organisation === nomination.organisation)
  );
}

/** How it ended: for the nominee and those who hear of their components; a manager hears numbers alone. */
export function maySeeOutcome(
  viewer: Viewer,
  nomination: { nominee: string; organisation: string },
): boolean {
  return (
    maySeeComponents(viewer, nomination) || (viewer.kind === 'person' && viewer.person === nomination.nominee)
  );
}

/** How many ended how, of one organisation. */
export function mayCountOutcomes(viewer: Viewer, organisation: string): boolean {
  return (
    maySeeScores(viewer) ||
    (viewer.kind === 'person' &&
      holdsAny(viewer.roles, ['liaison', 'manager']) &&
      viewer.organisation === organisation)
  );
}

/**
 * Product §8b, "L3 action plan": whoever made a commitment; the managers of their own organisation, where they agree; nobody
 * else, coordinators not excepted.
 */
export function maySeeCommitment(
  viewer: Viewer,
  commitment: { person: string; organisation: string | null; shared: boolean },
): boolean {
  if (viewer.kind !== 'person') return viewer.kind === 'process';
  return (
    viewer.person === commitment.person ||
    (commitment.shared &&
      viewer.roles.includes('manager') &&
      isSameOrganisation(viewer.organisation, commitment.organisation ?? undefined))
  );
}

/** That it was answered: what somebody said themselves is theirs, what a manager said is known to all of their managers. */
export function maySeeFollowUp(
  viewer: Viewer,
  followUp: { person: string; organisation: string | null; shared: boolean; stage: Stage },
): boolean {
  if (viewer.kind === 'person' && viewer.person === followUp.person) return true;
  return maySeeCommitment(viewer, { ...followUp, shared: followUp.shared && followUp.stage === '100d' });
}

/** The same row, "counts", and "Evaluation aggregate": coordinators, oversight and managers. */
export function maySeePractice(viewer: Viewer): boolean {
  return (
    viewer.kind === 'process' ||
    (viewer.kind === 'person' && holdsAny(viewer.roles, ['coordinator', 'oversight', 'manager']))
  );
}

/** Those who would tell more have agreed that the coordinators know their names. */
export function maySeeVolunteers(viewer: Viewer): boolean {
  return viewer.kind === 'process' || (viewer.kind === 'person' && viewer.roles.includes('coordinator'));
}

/** Who answers for the exchange to whoever asks by law: they may know how much is withheld, and for which reasons. */
export function mayReportAssistance(viewer: Viewer): boolean {
  if (viewer.kind === 'process') return true;
  return viewer.kind === 'person' && holdsAny(viewer.roles, ['coordinator', 'approver', 'oversight']);
}

/** Items 23 and 24: what was paid, by whom and for whom, is for the finance role alone. */
export function maySeeFunding(viewer: Viewer): boolean {
  return viewer.kind === 'process' || (viewer.kind === 'person' && viewer.roles.includes('finance'));
}

/** Totals that were told lead back to nobody: they are also for whoever answers for the exchange. */
export function maySeeFundingTotals(viewer: Viewer): boolean {
  return maySeeFunding(viewer) || mayReportAssistance(viewer);
}

/** Product §8b, "Seats ledger / fairness": plans, ledger and figures whole, for coordinators and oversight and in the hub's own room. */
export function maySeeFairness(viewer: Viewer): boolean {
  if (viewer.kind === 'channel') return isHubRoom(viewer);
  return (
    viewer.kind === 'process' ||
    (viewer.kind === 'person' && holdsAny(viewer.roles, ['coordinator', 'oversight']))
  );
}

/** The same row: an organisation's own and how the others lie, for its liaisons and managers and in its managers' room. */
export function maySeeStanding(viewer: Viewer, organisation: string): boolean {
  if (maySeeFairness(viewer)) return true;
  if (viewer.kind === 'channel')
    return viewer.audience === 'managers' && viewer.organisation === organisation;
  return (
    viewer.kind === 'person' &&
    holdsAny(viewer.roles, ['liaison', 'manager']) &&
    isSameOrganisation(viewer.organisation, organisation)
  );
}

function holdsAny(held: readonly Role[], wanted: readonly Role[]): boolean {
  return wanted.some((role) => held.includes(role));
}

/** Two people without an organisation are both the hub's, but a hub's liaison is no role: coordinators are. */
function isSameOrganisation(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one === other;
}

function isConcerned(organisation: string | undefined, routedTo: readonly string[]): boolean {
  return organisation !== undefined && routedTo.includes(organisation);
}

function isHubRoom(viewer: Extract<Viewer, { kind: 'channel' }>): boolean {
  return viewer.audience === 'hub' && viewer.organisation === undefined;
}
