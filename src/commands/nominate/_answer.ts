// Answering the offer of a seat: what is looked at again before a yes, and what follows from a yes or a no.
import type { Answer } from '#bot/answer.ts';
import type { Desk } from '#bot/command.ts';
import { liaisonsFor } from '#bot/liaisons.ts';
import { offerPost, toldOfEnd } from '#bot/offers.ts';
import { failuresAgainst, lookAhead, promote } from '#bot/promote.ts';
import { comma } from '#bot/punctuation.ts';
import { command, day, instant, joined, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { gate } from '#exchange/approval.ts';
import { courseStart } from '#exchange/course.ts';
import { seatDecision, seatHoldingStates } from '#exchange/nomination.ts';
import { overlapping } from '#exchange/nomination-conflicts.ts';
import { declineReasons, standsUntil } from '#exchange/offers.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Offer } from '#store/records/offers.ts';
import { cardOf, courseFacts, type Nominated, nominatedOf, toldOf } from './_nomination.ts';
import type { Key } from './words.ts';

/** Their own offer alone; anybody else is told nothing. */
export async function ownOffer(
  { records, asker }: Desk<Key>,
  id: string,
): Promise<(Nominated & { readonly offer: Offer | undefined }) | undefined> {
  const found = await nominatedOf(records, id);
  if (!found || found.nomination.nominee !== asker.person?.id) return undefined;
  const [offer] = await records.offers.among([id], ['open']);
  return { ...found, offer };
}

/** An offer as its nominee sees it, with the two buttons. */
export function offerBlocks(desk: Desk<Key>, course: Course, offer: Offer): readonly Block[] {
  const { say, house, now } = desk;
  const until = standsUntil(offer, now);
  const buttons: readonly Button[] = [
    {
      label: say('button.acceptSeat'),
      route: route('nominate/answer/accept', offer.nomination),
      look: 'primary',
    },
    { label: say('button.declineSeat'), route: route('nominate/answer/decline', offer.nomination) },
  ];
  return [
    { paragraph: say('answer.offered', { title: value(course.title) }) },
    courseFacts(course, say, house),
    {
      paragraph: say('answer.until', {
        until: instant(until, course.zone),
        left: instant(until, course.zone, 'relative'),
      }),
    },
    { buttons },
  ];
}

/** What became of it; a button pressed twice, or too late, answers with this. */
export function overNow(desk: Desk<Key>, { nomination, course }: Nominated): Text {
  const state = desk.house(`nominationState.${nomination.state}`);
  return desk.say('answer.now', { title: value(course.title), state });
}

/** Gate, state, time, what stands against them, and other seats on the same days; undefined: nothing does. */
export async function refusalToAccept(
  desk: Desk<Key>,
  found: Nominated & { readonly offer: Offer | undefined },
  besides?: string,
): Promise<Answer | undefined> {
  const { records, now } = desk;
  const { course, nomination, offer } = found;
  const title = value(course.title);
  if (course.state === 'cancelled') return desk.refuse('answer.cancelled', { title });
  if (now >= courseStart(course))
    return desk.refuse('answer.started', { title, starts: day(course.startsOn) });
  if (offer && now >= offer.closesAt)
    return desk.refuse('answer.tooLate', { title, until: instant(offer.closesAt, course.zone) });
  const passed = gate(course, await records.clearances.of(course.id), now);
  const decision = seatDecision({
    // The seat is theirs already: only whether seats are given at all is asked.
    capacity: 1,
    granted: 0,
    courseState: course.state,
    nominationState: 'selected',
    gateOpen: passed.open,
    now,
    courseStart: courseStart(course),
  });
  if (!decision.grant) return desk.refuse('answer.held', { title });
  const against = (await failuresAgainst(records, course, [nomination], now)).get(nomination.id) ?? [];
  // Which rules, and not on what evidence: it was looked at with more eyes than the nominee's.
  if (against.length > 0) {
    const rules = against.map(({ rule }) => desk.house(`rule.${rule}`));
    const why = joined(rules, comma(desk.asker.language));
    return desk.refuse('answer.ineligible', { title, by: value(found.by), why });
  }
  return refusedByOverlap(desk, found, besides);
}

async function refusedByOverlap(
  desk: Desk<Key>,
  { course, nomination }: Nominated,
  besides: string | undefined,
): Promise<Answer | undefined> {
  const other = await overlap(desk, course, nomination, besides);
  if (!other) return undefined;
  const facts = {
    title: value(course.title),
    other: value(other.course.title),
    from: day(other.course.startsOn),
    to: day(other.course.endsOn),
    withdraw: command('nominate withdraw'),
  };
  if (other.nomination.state !== 'offered') return desk.refuse('answer.overlap', facts);
  const instead: Button = {
    label: desk.say('button.instead'),
    route: route('nominate/answer/instead', nomination.id, other.nomination.id),
    look: 'primary',
  };
  return { reply: [{ paragraph: desk.say('answer.overlapOffer', facts) }, { buttons: [instead] }] };
}

/** Another seat of theirs on the same days: one that they have before one that they are only offered. */
async function overlap(
  { records }: Desk<Key>,
  course: Course,
  nomination: Nomination,
  besides: string | undefined,
): Promise<{ readonly nomination: Nomination; readonly course: Course } | undefined> {
  const { nominee } = nomination;
  const theirs = (await records.nominations.list({ nominee, states: seatHoldingStates })).filter(
    ({ id }) => id !== nomination.id && id !== besides,
  );
  const courses = await records.courses.byIds(theirs.map((one) => one.course));
  const both = theirs
    .toSorted((one, other) => rank(one) - rank(other))
    .flatMap((one) => {
      const of = courses.find(({ id }) => id === one.course);
      return of && of.state !== 'cancelled' && overlapping(course, [of])
        ? [{ nomination: one, course: of }]
        : [];
    });
  return both[0];
}

function rank({ state }: Nomination): number {
  return state === 'offered' ? 1 : 0;
}

/** The yes has been kept: what the nominee sees, and who is told. */
export async function accepted(
  desk: Desk<Key>,
  { course }: Nominated,
  nomination: Nomination,
): Promise<{ readonly view: View; readonly answers: readonly Answer[] }> {
  const { records, say, house, now } = desk;
  const liaisons = await liaisonsFor(records, nomination, now);
  return {
    view: [
      { heading: say('told.accepted.title') },
      { paragraph: say('told.accepted', { title: value(course.title) }) },
      courseFacts(course, say, house),
      { paragraph: say('told.accepted.next') },
      { buttons: [{ label: say('button.calendar'), route: route('course/show/calendar', course.id) }] },
    ],
    answers: [
      { revise: offerPost(nomination.id) },
      ...toldOf(
        nomination,
        'accepted',
        'nominate/seat-confirmed',
        liaisons.filter((one) => one !== nomination.nominee),
      ),
      cardOf(course.id),
    ],
  };
}

/** Keeps the no: the seat goes on, and whoever nominated them hears of it. Undefined when something else was faster. */
export async function decline(
  desk: Desk<Key>,
  { course, nomination }: Nominated,
): Promise<{ readonly view: View; readonly answers: readonly Answer[] } | undefined> {
  const { records, say, house, now } = desk;
  const ahead = await lookAhead(records, course.id, now);
  const told = await toldOfEnd(records, nomination, 'declined', now);
  const moved = await records.nominations.move(nomination.id, ['offered'], 'declined');
  if (!moved) return undefined;
  return {
    view: [
      { paragraph: say('answer.declined', { title: value(course.title) }) },
      {
        select: {
          label: say('answer.why'),
          route: route('nominate/answer/why', nomination.id),
          options: declineReasons.map((reason) => ({
            value: reason,
            label: house(`declineReason.${reason}`),
          })),
        },
      },
    ],
    answers: [
      ...told,
      ...(await promote(records, course.id, { now, left: [nomination], ahead })),
      cardOf(course.id),
    ],
  };
}
