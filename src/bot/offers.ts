// Offering a seat and what is told of it: the one place in which a nomination becomes `offered`.
import type { GatePass } from '#exchange/approval.ts';
import { nextLook } from '#exchange/offer-reminders.ts';
import { closesFor, type OfferedCourse, type OfferOrigin, offerEnd, offerLimits } from '#exchange/offers.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Offer } from '#store/records/offers.ts';
import type { Records } from '#store/store.ts';
import type { Answer } from './answer.ts';
import { criteriaOf } from './eligibility.ts';
import { hubSetting } from './hub-setting.ts';
import { liaisonsFor } from './liaisons.ts';

/** What the course and the hub say about offers. */
export interface OfferTerms {
  readonly course: Course & OfferedCourse;
  readonly visaLeadDays: number;
  readonly ownReserveDays: number;
}

export async function offerTerms(records: Records, course: Course): Promise<OfferTerms> {
  const { visaLeadDays, lastJoinOn } = await criteriaOf(records, course.id);
  return {
    course: { ...course, lastJoinOn },
    visaLeadDays: visaLeadDays ?? (await hubSetting(records, 'offer.visa-lead')),
    ownReserveDays: await hubSetting(records, 'offer.own-reserve'),
  };
}

/** The name of the living card that the nominee gets. */
export function offerPost(nomination: string): string {
  return `seats/offer · ${nomination}`;
}

/** Why the offer is told to the nominee; the sweep finds by it whether it has reached them. */
export function offerKey(nomination: string): string {
  return `seat offer · ${nomination}`;
}

export interface Offering {
  readonly origin: OfferOrigin;
  readonly pass: GatePass;
  readonly now: number;
  readonly offeredBy?: string;
  readonly reason?: string;
}

/**
 * Takes the seat, opens the offer, and says it to the nominee and to whoever nominated them; `closed` when it is too
 * late for this nominee. With all eyes.
 */
export async function offerSeat(
  records: Records,
  nomination: Nomination,
  { course, visaLeadDays }: OfferTerms,
  { origin, pass, now, offeredBy, reason }: Offering,
): Promise<{ offer: Offer; answers: readonly Answer[] } | { refused: 'full' | 'moved' | 'closed' }> {
  const closesAt = closesFor(course, { needsVisa: nomination.needsVisa, visaLeadDays });
  const endsAt = offerEnd(now, closesAt);
  if (endsAt === undefined) return { refused: 'closed' };
  const granted = await records.nominations.grantSeat(nomination.id, pass, 'offered');
  if ('refused' in granted) return granted;
  const offer = await records.offers.open({
    nomination: nomination.id,
    origin,
    endsAt,
    closesAt,
    // Soon: whether it has reached the nominee decides from when on it counts.
    lookAt: nextLook([{ slot: 'told', due: now + offerLimits.late, tooLateAt: endsAt }], endsAt, now),
    ...(offeredBy === undefined ? {} : { offeredBy }),
    ...(reason === undefined ? {} : { reason }),
  });
  if (offer === undefined) throw new Error(`Of ${nomination.id} an offer stands open that nobody granted.`);
  return { offer, answers: await toldOfOffer(records, nomination, closesAt, now) };
}

async function toldOfOffer(
  records: Records,
  nomination: Nomination,
  closesAt: number,
  now: number,
): Promise<readonly Answer[]> {
  const { id, nominee } = nomination;
  const facts = { nomination: id };
  const liaisons = (await liaisonsFor(records, nomination, now)).filter((one) => one !== nominee);
  return [
    {
      tell: nominee,
      message: 'seats/offer',
      facts,
      key: offerKey(id),
      post: offerPost(id),
      tooLateAt: closesAt,
    },
    ...liaisons.map((tell) => ({
      tell,
      message: 'seats/offered',
      facts,
      key: `seat offered · ${id}`,
      tooLateAt: closesAt,
    })),
  ];
}

/** What is said when an offer has ended without a seat; `declined` the nominee knows of themselves. */
export async function toldOfEnd(
  records: Records,
  nomination: Nomination,
  ended: 'declined' | 'expired',
  now: number,
): Promise<readonly Answer[]> {
  const { id, nominee } = nomination;
  const facts = { nomination: id };
  const liaisons = (await liaisonsFor(records, nomination, now)).filter((one) => one !== nominee);
  const lost: readonly Answer[] =
    ended === 'expired'
      ? [{ tell: nominee, message: 'seats/lost', facts, key: `seat offer expired · ${id}` }]
      : [];
  return [
    { revise: offerPost(id) },
    ...lost,
    ...liaisons.map((tell) => ({ tell, message: 'seats/ended', facts, key: `seat offer ended · ${id}` })),
  ];
}
