// Offers of seats: how long one stands, when none is made any more, and who of the reserve is next (product §5.9).
import { type CourseState, courseStart } from './course.ts';
import { addDays, instantAt } from './local-time.ts';

/** `withdrawn`: the nomination ended some other way while the offer stood. */
export const offerStates = ['open', 'accepted', 'declined', 'expired', 'withdrawn'] as const;

export type OfferState = (typeof offerStates)[number];

/** What may be said with a no. Nothing has to be, and nothing that is nobody's business can be. */
export const declineReasons = ['duties', 'dates', 'travel', 'another-course', 'private'] as const;

export type DeclineReason = (typeof declineReasons)[number];

/** Whom an offer goes to: somebody of the confirmed plan, or somebody of its reserve. */
export type OfferOrigin = 'selected' | 'reserve';

const hour = 3_600_000;

/** Milliseconds. */
export const offerLimits = {
  shortest: 6 * hour,
  longest: 48 * hour,
  /** Of the time that is left. */
  share: 0.25,
  /** Found over so long after its end, nobody could have answered at its end: Attaché was down, or the course was held. */
  late: 10 * 60_000,
  /** It is given more time so often at most. */
  mostExtensions: 2,
} as const;

export interface OfferedCourse {
  readonly startsOn: string;
  readonly zone: string;
  /** The last day (ISO, included) on which somebody may still join; undefined: until the course begins. */
  readonly lastJoinOn?: string | undefined;
}

/** From when on (epoch ms) nobody can join any more: the end of the last day for it, and never after the course began. */
export function lastJoiningTime(course: OfferedCourse): number {
  const begins = courseStart(course);
  if (course.lastJoinOn === undefined) return begins;
  return Math.min(begins, instantAt(addDays(course.lastJoinOn, 1), '00:00', course.zone));
}

/** From when on a visa no longer comes in time: midnight so many days before the first day. */
export function visaClosesAt({ startsOn, zone }: OfferedCourse, leadDays: number): number {
  return instantAt(addDays(startsOn, -leadDays), '00:00', zone);
}

/** From when on this nominee cannot take a seat any more. Epoch ms. */
export function closesFor(
  course: OfferedCourse,
  { needsVisa, visaLeadDays }: { needsVisa: boolean; visaLeadDays: number },
): number {
  const last = lastJoiningTime(course);
  return needsVisa ? Math.min(last, visaClosesAt(course, visaLeadDays)) : last;
}

/**
 * When an offer that begins to stand at `at` ends: a quarter of the time that is left, at least six hours and at most
 * forty-eight, never beyond `closesAt`. Undefined when it is too late for one. Exact instants: a clock change within
 * the window makes it neither longer nor shorter.
 */
export function offerEnd(at: number, closesAt: number): number | undefined {
  const left = closesAt - at;
  // Written so that an instant that is no number makes no offer.
  if (!(left > 0)) return undefined;
  const { shortest, longest, share } = offerLimits;
  return at + Math.min(left, Math.max(shortest, Math.min(longest, Math.floor(left * share))));
}

interface Standing {
  readonly offeredAt: number;
  readonly endsAt: number;
  readonly closesAt: number;
  /** When its message had left; null while it has not. */
  readonly toldAt: number | null;
}

/**
 * When an offer ends, seen from an instant: its window begins when its message leaves, so one that was kept on its way
 * ends later. Whole five minutes, so that what is written a moment earlier and later says the same.
 */
export function standsUntil({ offeredAt, endsAt, closesAt, toldAt }: Standing, now: number): number {
  const began = toldAt ?? now;
  if (began - offeredAt <= offerLimits.late) return endsAt;
  return Math.max(endsAt, offerEnd(Math.ceil(began / fiveMinutes) * fiveMinutes, closesAt) ?? closesAt);
}

const fiveMinutes = 5 * 60_000;

/**
 * What to do about an offer whose time is over, found so at `now`: it ends; or nobody could have answered at its end, and
 * it gets as much time as the shortest window once more; or it waits, while nobody can accept in the course.
 */
export function atItsEnd(
  { endsAt, closesAt, extensions }: Standing & { readonly extensions: number },
  { now, isHeld }: { now: number; isHeld: boolean },
): { readonly do: 'expire' } | { readonly do: 'wait' } | { readonly do: 'extend'; readonly until: number } {
  if (now >= closesAt) return { do: 'expire' };
  if (isHeld) return { do: 'wait' };
  if (now - endsAt <= offerLimits.late || extensions >= offerLimits.mostExtensions) return { do: 'expire' };
  return { do: 'extend', until: Math.min(closesAt, now + offerLimits.shortest) };
}

/** Why no offer is made in a course now, whoever it would go to. */
export type NoOffers = 'started' | 'cancelled' | 'on-hold' | 'not-confirmed' | 'gate' | 'last-join';

export interface OfferQuestion {
  readonly course: OfferedCourse & { readonly state: CourseState };
  readonly gateOpen: boolean;
  readonly now: number;
}

/** The hardest to lift is named. Offers are made of a confirmed plan; before it there is nobody to offer anything to. */
export function noOffers({ course, gateOpen, now }: OfferQuestion): NoOffers | undefined {
  if (course.state === 'cancelled') return 'cancelled';
  if (now >= courseStart(course)) return 'started';
  if (course.state === 'on-hold') return 'on-hold';
  if (course.state !== 'confirmed') return 'not-confirmed';
  if (now >= lastJoiningTime(course)) return 'last-join';
  return gateOpen ? undefined : 'gate';
}

/** Somebody of the reserve, as far as a vacancy looks at them. */
export interface ReserveMember {
  readonly nomination: string;
  readonly organisation: string;
  /** In the course's reserve, 1 first; null stands after all that have one. */
  readonly place: number | null;
  readonly needsVisa: boolean;
  /** Nothing stands against them (yet): see the rules of eligibility. */
  readonly isEligible: boolean;
  /** They hold a seat in another course on the same days. */
  readonly overlaps: boolean;
  /** They were offered this seat before, whatever became of it. */
  readonly wasOffered: boolean;
}

/** Why somebody is passed over: nobody is without one. */
export type PassedOver = 'offered-before' | 'ineligible' | 'overlap' | 'visa' | 'too-late';

export interface VacancyTerms {
  readonly course: OfferedCourse;
  readonly now: number;
  readonly visaLeadDays: number;
  /** With more days than these left, the reserve of the organisation whose seat it was comes first. */
  readonly ownReserveDays: number;
}

export function passedOver(
  member: ReserveMember,
  { course, now, visaLeadDays }: VacancyTerms,
): PassedOver | undefined {
  if (member.wasOffered) return 'offered-before';
  if (!member.isEligible) return 'ineligible';
  if (member.overlaps) return 'overlap';
  if (now >= lastJoiningTime(course)) return 'too-late';
  return now >= closesFor(course, { needsVisa: member.needsVisa, visaLeadDays }) ? 'visa' : undefined;
}

/** The order in which a vacancy is offered; `organisation` is whose seat it was, where it was anybody's. */
export function orderOfReserve<Member extends ReserveMember>(
  members: readonly Member[],
  organisation: string | undefined,
  { course, now, ownReserveDays }: VacancyTerms,
): readonly Member[] {
  const isOwnFirst = now < instantAt(addDays(course.startsOn, -ownReserveDays), '00:00', course.zone);
  const rank = (member: Member) => (isOwnFirst && member.organisation === organisation ? 0 : 1);
  const place = (member: Member) => member.place ?? Number.MAX_SAFE_INTEGER;
  return members.toSorted(
    (one, other) =>
      rank(one) - rank(other) ||
      place(one) - place(other) ||
      // Ids are random: nobody's name or country decides.
      (one.nomination < other.nomination ? -1 : 1),
  );
}

/** Who is offered a vacancy, and who stood before them and is passed over, each with the reason. */
export function nextOfReserve<Member extends ReserveMember>(
  members: readonly Member[],
  organisation: string | undefined,
  terms: VacancyTerms,
): {
  readonly next: Member | undefined;
  readonly passed: readonly { readonly member: Member; readonly why: PassedOver }[];
} {
  const passed: { member: Member; why: PassedOver }[] = [];
  for (const member of orderOfReserve(members, organisation, terms)) {
    const why = passedOver(member, terms);
    if (why === undefined) return { next: member, passed };
    passed.push({ member, why });
  }
  return { next: undefined, passed };
}

/** Seats that are neither held nor kept for somebody of the plan who has not been offered theirs yet. */
export function vacancies(counts: { seats: number; granted: number; waiting: number }): number {
  return Math.max(0, counts.seats - counts.granted - counts.waiting);
}
