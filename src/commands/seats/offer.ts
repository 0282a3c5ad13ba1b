// /seats offer: offers everybody selected their seat, or one seat to somebody of the reserve before others, with a reason.
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { actingFor } from '#bot/identify.ts';
import { offerSeat } from '#bot/offers.ts';
import { askCourse } from '#bot/record-fields.ts';
import { failureLine } from '#bot/say-eligibility.ts';
import { day, instant, joined, value } from '#bot/text.ts';
import { type Block, route } from '#bot/view.ts';
import { localDate } from '#exchange/local-time.ts';
import { mayAccept } from '#exchange/nomination-conflicts.ts';
import { closesFor, offerEnd, vacancies } from '#exchange/offers.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import { askReserve, offeredCourses } from './_field.ts';
import { leftOutLines, lookedAt, offerSelected, readyToOffer } from './_offering.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'seats offer',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    course: askCourse(offeredCourses),
    nomination: optional(askReserve()),
    reason: optional(ask.text({ max: 500, lines: 'many' })),
  },
  pages: [['course', 'nomination', 'reason']],
  async run({ course: id, nomination, reason }, desk) {
    const course = await desk.records.courses.byId(id);
    if (!course) return desk.refuse('offer.gone');
    return nomination === undefined ? preview(desk, course) : offerOne(desk, course, nomination, reason);
  },
  buttons: {
    /** `seats/offer/all|course`: also below a plan that was just confirmed. */
    all: {
      who: ['coordinator'],
      access: 'write',
      press: ([id = ''], desk) => offerAll(desk, id),
    },
  },
});

async function preview(desk: Desk<Key>, course: Course): Promise<Outcome> {
  const { records, say, now } = desk;
  const ready = await readyToOffer(desk, course);
  if ('refused' in ready) return ready.refused;
  const title = value(course.title);
  const selected = await records.nominations.list({ course: course.id, states: ['selected'] });
  const seeOffers = { label: say('button.offers'), route: route('seats/offers/of', course.id) };
  if (selected.length === 0)
    return { reply: [{ paragraph: say('offer.none', { title }) }, { buttons: [seeOffers] }] };
  const against = await lookedAt(desk, course, selected);
  const left = selected.flatMap((nomination) => {
    const out = against.get(nomination.id);
    return out ? [{ nomination, ...out }] : [];
  });
  const terms = { needsVisa: false, visaLeadDays: ready.terms.visaLeadDays };
  const until = offerEnd(now, closesFor(ready.terms.course, terms)) ?? now;
  const count = selected.length - left.length;
  const send: Block = {
    buttons: [
      { label: say('offer.send', { count }), route: route('seats/offer/all', course.id), look: 'primary' },
    ],
  };
  return {
    reply: [
      { heading: say('offer.heading', { title }) },
      { paragraph: say('offer.preview', { count, until: instant(until, course.zone) }) },
      ...(await leftOut(desk, left)),
      ...(count > 0 ? [send] : []),
    ],
  };
}

async function leftOut(desk: Desk<Key>, left: Parameters<typeof leftOutLines>[1]): Promise<readonly Block[]> {
  if (left.length === 0) return [];
  return [{ paragraph: desk.say('left.title') }, { list: await leftOutLines(desk, left) }];
}

async function offerAll(desk: Desk<Key>, id: string): Promise<Outcome> {
  const { records, say } = desk;
  const course = await records.courses.byId(id);
  if (!course) return desk.refuse('offer.gone');
  const ready = await readyToOffer(desk, course);
  if ('refused' in ready) return ready.refused;
  const { offered, left, answers } = await offerSelected(desk, course, ready);
  const title = value(course.title);
  const seeOffers = { label: say('button.offers'), route: route('seats/offers/of', course.id) };
  const done = say(offered === 0 && left.length === 0 ? 'offer.none' : 'offer.done', {
    title,
    count: offered,
  });
  return [
    { update: [{ paragraph: done }, ...(await leftOut(desk, left)), { buttons: [seeOffers] }] },
    ...answers,
    { revise: `course/card · ${course.id}` },
  ];
}

async function offerOne(
  desk: Desk<Key>,
  course: Course,
  id: string,
  reason: string | undefined,
): Promise<Outcome> {
  const { records, say, asker, now } = desk;
  const nomination = await records.nominations.byId(id);
  if (!nomination || nomination.course !== course.id)
    return { correct: { nomination: say('offer.otherCourse', { title: value(course.title) }) } };
  const nominee = await records.people.byId(nomination.nominee);
  const facts = { name: value(nominee?.name ?? ''), title: value(course.title) };
  if (nomination.state !== 'reserve' && nomination.state !== 'selected') {
    const state = desk.house(`nominationState.${nomination.state}`);
    return desk.refuse('offer.notOpen', { ...facts, state });
  }
  const isEarly = nomination.state === 'reserve';
  if (isEarly && reason === undefined) return { correct: { reason: say('offer.reasonMissing') } };
  const ready = await readyToOffer(desk, course);
  if ('refused' in ready) return ready.refused;
  const eyes = { nominator: nomination.nominatedBy, nominee: nomination.nominee };
  const fourEyes = mayAccept(eyes, actingFor(asker));
  if (!fourEyes.accept) return desk.refuse(`offer.${fourEyes.why}`, facts);
  const against = (await lookedAt(desk, course, [nomination])).get(nomination.id);
  if (against?.why === 'ineligible') {
    const reader = {
      house: desk.house,
      language: asker.language,
      today: localDate(now, course.zone),
    };
    const lines = (against.failures ?? []).map((failure) => failureLine(failure, reader));
    return desk.refuse('offer.ineligible', { ...facts, why: joined(lines, ' ') });
  }
  if (against?.why === 'overlap' || against?.why === 'late')
    return desk.refuse(`offer.${against.why}`, facts);
  if (isEarly && (await freeSeats(desk, course)) === 0) return full(desk, course);
  const outcome = await offerSeat(records, nomination, ready.terms, {
    origin: nomination.state === 'reserve' ? 'reserve' : 'selected',
    pass: ready.pass,
    now,
    ...(asker.person ? { offeredBy: asker.person.id } : {}),
    ...(isEarly && reason !== undefined ? { reason } : {}),
  });
  if ('refused' in outcome) {
    if (outcome.refused === 'full') return full(desk, course);
    if (outcome.refused === 'closed') return desk.refuse('offer.late', facts);
    return desk.refuse('offer.notOpen', { ...facts, state: await stateNow(desk, nomination) });
  }
  const until = instant(outcome.offer.endsAt, course.zone);
  return [
    { reply: [{ paragraph: say('offer.one', { ...facts, until }) }] },
    ...outcome.answers,
    { revise: `course/card · ${course.id}` },
  ];
}

/** Not those that are kept for whoever was selected and has not been offered theirs. */
async function freeSeats({ records }: Desk<Key>, course: Course): Promise<number> {
  const waiting = await records.nominations.list({ course: course.id, states: ['selected'] });
  return vacancies({ ...course, waiting: waiting.length });
}

function full(desk: Desk<Key>, course: Course): Outcome {
  const facts = { title: value(course.title), seats: course.seats, starts: day(course.startsOn) };
  return desk.refuse('offer.full', facts);
}

async function stateNow(desk: Desk<Key>, nomination: Nomination) {
  const now = (await desk.records.nominations.byId(nomination.id)) ?? nomination;
  return desk.house(`nominationState.${now.state}`);
}
