// Looks after open offers: notes when they reached their nominee, reminds, ends them in time, and asks the next.
import type { Answer } from '#bot/answer.ts';
import { offerKey, offerPost, toldOfEnd } from '#bot/offers.ts';
import { promote } from '#bot/promote.ts';
import { gate } from '#exchange/approval.ts';
import { nextLook, offerReminders } from '#exchange/offer-reminders.ts';
import { atItsEnd, offerLimits, standsUntil } from '#exchange/offers.ts';
import { dueNow } from '#exchange/reminders.ts';
import { defineJob, type Sweep } from '#jobs/job.ts';
import type { Course } from '#store/records/courses.ts';
import type { Delivery } from '#store/records/deliveries.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Offer } from '#store/records/offers.ts';

export default defineJob({
  name: 'offer-expiry',
  everyMinutes: 1,
  async sweep(sweep) {
    const { records, now } = sweep;
    const answers: Answer[] = [];
    const left = new Map<string, Nomination[]>();
    for (const offer of await records.offers.due(now, mostAtOnce)) {
      const looked = await lookAt(sweep, offer);
      answers.push(...looked.answers);
      if (looked.left) left.set(offer.course, [...(left.get(offer.course) ?? []), looked.left]);
    }
    for (const [course, gone] of left) {
      answers.push(...(await promote(records, course, { now, left: gone })));
      answers.push({ revise: `course/card · ${course}` });
    }
    return answers;
  },
});

/** More wait for the next minute. */
const mostAtOnce = 500;

interface Looked {
  readonly answers: readonly Answer[];
  /** It has ended, and its seat is free. */
  readonly left?: Nomination;
}

const nothing: Looked = { answers: [] };

async function lookAt(sweep: Sweep, offer: Offer): Promise<Looked> {
  const { records, now } = sweep;
  const nomination = await records.nominations.byId(offer.nomination);
  const course = await records.courses.byId(offer.course);
  if (!nomination || !course) return nothing;
  if (course.state === 'cancelled' || now >= offer.closesAt) return end(sweep, offer, nomination, course);
  const reached = offer.toldAt ?? reachedAt(await deliveryOf(sweep, nomination), offer);
  if (reached === undefined) {
    // Still on its way: its window has not begun, however long that takes.
    await records.offers.plan(offer.id, { lookAt: Math.min(now + offerLimits.late, offer.closesAt) });
    return nothing;
  }
  const told = { ...offer, toldAt: reached };
  const endsAt = standsUntil(told, now);
  if (now < endsAt) return goOn(sweep, { ...told, endsAt }, nomination, course, endsAt !== offer.endsAt);
  return atEnd(sweep, { ...told, endsAt }, nomination, course);
}

function deliveryOf({ records }: Sweep, { id, nominee }: Nomination): Promise<Delivery | undefined> {
  return records.deliveries.byKey(`${offerKey(id)} · ${nominee}`);
}

/**
 * From when on the nominee could answer. Whoever cannot be reached at all, or has no account, is no reason to keep a seat
 * from others: for them it counts from the beginning, and their liaison officer was told. Undefined: it is on its way.
 */
function reachedAt(delivery: Delivery | undefined, { offeredAt }: Offer): number | undefined {
  if (delivery?.state === 'sent') return delivery.changedAt;
  const isOnItsWay = delivery?.state === 'pending' || delivery?.state === 'sending';
  return isOnItsWay && delivery.reason !== 'no account' ? undefined : offeredAt;
}

/** It stands: a reminder may be due. */
async function goOn(
  { records, now }: Sweep,
  offer: Offer,
  nomination: Nomination,
  course: Course,
  isLonger: boolean,
): Promise<Looked> {
  const { id, toldAt, offeredAt, endsAt } = offer;
  const reminders = offerReminders(
    Math.max(offeredAt, toldAt ?? offeredAt),
    endsAt,
    await zoneOf(records, nomination, course),
  );
  const due = dueNow(reminders, now);
  await records.offers.plan(id, {
    toldAt,
    lookAt: nextLook(reminders, endsAt, now),
    ...(isLonger ? { endsAt } : {}),
  });
  const redrawn: readonly Answer[] = isLonger ? [{ revise: offerPost(nomination.id) }] : [];
  return { answers: due ? [...redrawn, remind(nomination, endsAt, due.slot, due.tooLateAt)] : redrawn };
}

async function atEnd(sweep: Sweep, offer: Offer, nomination: Nomination, course: Course): Promise<Looked> {
  const { records, now } = sweep;
  const isHeld =
    course.state === 'on-hold' || !gate(course, await records.clearances.of(course.id), now).open;
  const what = atItsEnd(offer, { now, isHeld });
  switch (what.do) {
    case 'expire':
      return end(sweep, offer, nomination, course);
    case 'wait':
      await records.offers.plan(offer.id, {
        toldAt: offer.toldAt,
        lookAt: Math.min(now + offerLimits.late, offer.closesAt),
      });
      return nothing;
    case 'extend': {
      const { until } = what;
      await records.offers.plan(offer.id, {
        toldAt: offer.toldAt,
        endsAt: until,
        lookAt: until,
        extensions: offer.extensions + 1,
      });
      return {
        answers: [{ revise: offerPost(nomination.id) }, remind(nomination, until, 'extended', until)],
      };
    }
  }
}

/** Conditional: whoever answered in the same instant has answered. */
async function end(
  { records, now }: Sweep,
  offer: Offer,
  nomination: Nomination,
  course: Course,
): Promise<Looked> {
  const moved = await records.nominations.move(nomination.id, ['offered'], 'expired');
  if (!moved) return nothing;
  // Whom a cancellation concerns has been told of that.
  if (course.state === 'cancelled') return { answers: [{ revise: offerPost(offer.nomination) }] };
  return { answers: await toldOfEnd(records, moved, 'expired', now), left: moved };
}

function remind({ id, nominee }: Nomination, endsAt: number, slot: string, tooLateAt: number): Answer {
  return {
    tell: nominee,
    message: 'offer-expiry/reminder',
    facts: { nomination: id, slot },
    // With the end in it, so that one that was put off has reminders of its own.
    key: `seat offer reminder · ${id} · ${endsAt} · ${slot}`,
    tooLateAt,
  };
}

async function zoneOf(
  records: Sweep['records'],
  { nominee, organisation }: Nomination,
  course: Course,
): Promise<string> {
  const person = await records.people.byId(nominee);
  const home = await records.organisations.byId(organisation);
  return person?.zone ?? home?.zone ?? course.zone;
}
