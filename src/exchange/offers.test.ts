import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courseStart } from './course.ts';
import { instantAt } from './local-time.ts';
import {
  atItsEnd,
  closesFor,
  lastJoiningTime,
  nextOfReserve,
  noOffers,
  offerEnd,
  orderOfReserve,
  passedOver,
  type ReserveMember,
  standsUntil,
  type VacancyTerms,
  vacancies,
} from './offers.ts';

const hour = 3_600_000;
const day = 24 * hour;
const course = { startsOn: '2027-03-15', zone: 'Africa/Accra' } as const;
const start = courseStart(course);

describe('the window of an offer', () => {
  it.each([
    ['a quarter of what is left', 4 * day, day],
    ['at most forty-eight hours', 100 * day, 48 * hour],
    ['at least six hours', 10 * hour, 6 * hour],
    ['never beyond the last joining time', 2 * hour, 2 * hour],
    ['exactly six hours at a day', day, 6 * hour],
    ['exactly forty-eight at eight days', 8 * day, 48 * hour],
  ])('is %s', (_, left, window) => {
    expect(offerEnd(start - left, start)).toBe(start - left + window);
  });

  it('does not open when nothing is left, or when an instant is none', () => {
    expect(offerEnd(start, start)).toBeUndefined();
    expect(offerEnd(start + 1, start)).toBeUndefined();
    expect(offerEnd(Number.NaN, start)).toBeUndefined();
  });

  it('lies within its limits, whatever is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 * day }), (left) => {
        const window = (offerEnd(start - left, start) ?? 0) - (start - left);
        expect(window).toBeGreaterThan(0);
        expect(window).toBeLessThanOrEqual(Math.min(left, 48 * hour));
        expect(window).toBeGreaterThanOrEqual(Math.min(left, 6 * hour));
      }),
    );
  });

  it('never gives whoever is asked later more time, nor an end that is earlier', () => {
    const left = fc.integer({ min: 1, max: 60 * day });
    fc.assert(
      fc.property(left, left, (one, other) => {
        const [sooner, later] = [start - Math.max(one, other), start - Math.min(one, other)];
        const ends = [sooner, later].map((at) => offerEnd(at, start) ?? 0);
        expect(ends[0]).toBeLessThanOrEqual(ends[1] ?? 0);
        expect((ends[1] ?? 0) - later).toBeLessThanOrEqual((ends[0] ?? 0) - sooner);
      }),
    );
  });

  it('is as long as ever when the clocks change within it', () => {
    const zurich = { startsOn: '2027-04-20', zone: 'Europe/Zurich' };
    const evening = instantAt('2027-03-27', '20:00', zurich.zone);

    const end = offerEnd(evening, closesFor(zurich, { needsVisa: false, visaLeadDays: 30 })) ?? 0;

    expect(end - evening).toBe(48 * hour);
    // The hour that the clocks leave out is no hour of anybody's.
    expect(end).toBe(instantAt('2027-03-29', '21:00', zurich.zone));
  });
});

describe('an offer', () => {
  const offeredAt = start - 30 * day;
  const offer = { offeredAt, endsAt: offeredAt + 48 * hour, closesAt: start, toldAt: null, extensions: 0 };

  it('begins to stand when its message leaves', () => {
    const late = offeredAt + 20 * hour;

    expect(standsUntil(offer, offeredAt + 60_000)).toBe(offer.endsAt);
    expect(standsUntil({ ...offer, toldAt: offeredAt + 60_000 }, late)).toBe(offer.endsAt);
    expect(standsUntil(offer, late)).toBe(late + 48 * hour);
    expect(standsUntil({ ...offer, toldAt: late + 1000 }, start)).toBe(late + 5 * 60_000 + 48 * hour);
  });

  it('stands until nobody can join any more at most, however late its message leaves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 * day }), (later) => {
        const until = standsUntil({ ...offer, toldAt: offeredAt + later }, start);
        expect(until).toBeLessThanOrEqual(offer.closesAt);
        expect(until).toBeGreaterThanOrEqual(offer.endsAt);
      }),
    );
  });

  it('ends at its end when somebody looks in time', () => {
    expect(atItsEnd(offer, { now: offer.endsAt, isHeld: false })).toEqual({ do: 'expire' });
  });

  it('is given six hours more when nobody could answer at its end, and not for ever', () => {
    const now = offer.endsAt + 3 * hour;

    expect(atItsEnd(offer, { now, isHeld: false })).toEqual({ do: 'extend', until: now + 6 * hour });
    expect(atItsEnd({ ...offer, extensions: 2 }, { now, isHeld: false })).toEqual({ do: 'expire' });
    expect(atItsEnd({ ...offer, closesAt: now + hour }, { now, isHeld: false })).toEqual({
      do: 'extend',
      until: now + hour,
    });
  });

  it('does not end while the course is held, unless nobody can join any more', () => {
    expect(atItsEnd(offer, { now: offer.endsAt + day, isHeld: true })).toEqual({ do: 'wait' });
    expect(atItsEnd(offer, { now: start, isHeld: true })).toEqual({ do: 'expire' });
  });
});

describe('the last joining time', () => {
  it('is the beginning of the course, or the end of an earlier day', () => {
    expect(lastJoiningTime(course)).toBe(start);
    expect(lastJoiningTime({ ...course, lastJoinOn: '2027-03-10' })).toBe(
      instantAt('2027-03-11', '00:00', course.zone),
    );
    expect(lastJoiningTime({ ...course, lastJoinOn: '2027-03-20' })).toBe(start);
  });

  it('is earlier for whoever needs a visa, by days of the calendar', () => {
    const cairo = { startsOn: '2027-05-10', zone: 'Africa/Cairo' };

    // The clocks of Cairo go forward on 30 April 2027.
    expect(closesFor(cairo, { needsVisa: true, visaLeadDays: 30 })).toBe(
      instantAt('2027-04-10', '00:00', 'Africa/Cairo'),
    );
    expect(closesFor(cairo, { needsVisa: false, visaLeadDays: 30 })).toBe(courseStart(cairo));
    const early = { ...cairo, lastJoinOn: '2027-03-01' };
    expect(closesFor(early, { needsVisa: true, visaLeadDays: 30 })).toBe(lastJoiningTime(early));
  });
});

describe('offers are made', () => {
  const asked = { course: { ...course, state: 'confirmed' as const }, gateOpen: true, now: start - day };

  it('of a confirmed plan whose gate is open, until nobody can join any more', () => {
    expect(noOffers(asked)).toBeUndefined();
    expect(noOffers({ ...asked, now: start - 1 })).toBeUndefined();
  });

  it.each([
    ['started', { now: start }],
    ['gate', { gateOpen: false }],
    ['on-hold', { course: { ...course, state: 'on-hold' as const } }],
    ['cancelled', { course: { ...course, state: 'cancelled' as const }, now: start }],
    ['not-confirmed', { course: { ...course, state: 'selecting' as const } }],
    ['started', { course: { ...course, state: 'running' as const }, now: start }],
    ['last-join', { course: { ...asked.course, lastJoinOn: '2027-03-01' } }],
  ] as const)('no more once it is %s', (why, changes) => {
    expect(noOffers({ ...asked, ...changes })).toBe(why);
  });

  it('for as many seats as nobody holds or is promised', () => {
    expect(vacancies({ seats: 8, granted: 5, waiting: 2 })).toBe(1);
    expect(vacancies({ seats: 8, granted: 5, waiting: 4 })).toBe(0);
  });
});

const terms: VacancyTerms = { course, now: start - 20 * day, visaLeadDays: 30, ownReserveDays: 14 };

function member(changes: Partial<ReserveMember> & { nomination: string }): ReserveMember {
  return {
    organisation: 'accra',
    place: null,
    needsVisa: false,
    isEligible: true,
    overlaps: false,
    wasOffered: false,
    ...changes,
  };
}

describe('the next of the reserve', () => {
  const first = member({ nomination: 'a', organisation: 'rabat', place: 1 });
  const second = member({ nomination: 'b', place: 2 });
  const third = member({ nomination: 'c', place: 3 });

  it('is of the organisation whose seat it was, with more than fourteen days left', () => {
    expect(nextOfReserve([third, first, second], 'accra', terms).next).toBe(second);
  });

  it('is the first of all with fourteen days left or fewer, or when the seat was nobody’s', () => {
    const fourteen = { ...terms, now: instantAt('2027-03-01', '00:00', course.zone) };

    expect(nextOfReserve([third, first, second], 'accra', fourteen).next).toBe(first);
    expect(nextOfReserve([third, first, second], 'accra', { ...fourteen, now: fourteen.now - 1 }).next).toBe(
      second,
    );
    expect(nextOfReserve([third, first, second], undefined, terms).next).toBe(first);
  });

  it('is somebody of another organisation when nobody of the own can take it', () => {
    const members = [first, { ...second, wasOffered: true }, { ...third, overlaps: true }];

    const { next, passed } = nextOfReserve(members, 'accra', terms);

    expect(next).toBe(first);
    expect(passed.map(({ why }) => why)).toEqual(['offered-before', 'overlap']);
  });

  it('needs no visa inside the lead time', () => {
    const needy = member({ nomination: 'v', place: 1, needsVisa: true });

    expect(passedOver(needy, terms)).toBe('visa');
    expect(passedOver(needy, { ...terms, now: start - 40 * day })).toBeUndefined();
    expect(passedOver(needy, { ...terms, visaLeadDays: 10 })).toBeUndefined();
  });

  const members = fc
    .uniqueArray(
      fc.record({
        nomination: fc.stringMatching(/^[a-f0-9]{3,6}$/),
        organisation: fc.constantFrom('accra', 'rabat', 'lima'),
        place: fc.option(fc.integer({ min: 1, max: 30 })),
        needsVisa: fc.boolean(),
        isEligible: fc.boolean(),
        overlaps: fc.boolean(),
        wasOffered: fc.boolean(),
      }),
      { selector: ({ nomination }) => nomination, maxLength: 12 },
    )
    .map((some): readonly ReserveMember[] => some);
  const anyTerms = fc.integer({ min: -1, max: 60 }).map((days) => ({ ...terms, now: start - days * day }));
  const whose = fc.constantFrom('accra', 'rabat', undefined);

  it('passes over nobody without a reason, and gives nobody a seat against one', () => {
    fc.assert(
      fc.property(members, whose, anyTerms, (reserve, organisation, when) => {
        const { next, passed } = nextOfReserve(reserve, organisation, when);
        const order = orderOfReserve(reserve, organisation, when);
        const before = next ? order.indexOf(next) : order.length;
        expect(passed.map(({ member: one }) => one)).toEqual(order.slice(0, before));
        for (const { member: one, why } of passed) expect(passedOver(one, when)).toBe(why);
        if (next) expect(passedOver(next, when)).toBeUndefined();
      }),
    );
  });

  it('is asked once: seat after seat, nobody comes twice, and the end is reached', () => {
    fc.assert(
      fc.property(members, whose, anyTerms, (reserve, organisation, when) => {
        const asked: string[] = [];
        let left = reserve;
        for (let turn = 0; turn <= reserve.length; turn += 1) {
          const { next } = nextOfReserve(left, organisation, when);
          if (!next) break;
          asked.push(next.nomination);
          left = left.map((one) => (one === next ? { ...one, wasOffered: true } : one));
        }
        expect(new Set(asked).size).toBe(asked.length);
        const able = reserve.filter((one) => passedOver(one, when) === undefined);
        expect(asked.toSorted()).toEqual(able.map(({ nomination }) => nomination).toSorted());
      }),
    );
  });

  it('does not depend on the order in which the reserve is read', () => {
    fc.assert(
      fc.property(members, whose, anyTerms, (reserve, organisation, when) => {
        const backwards = nextOfReserve(reserve.toReversed(), organisation, when);
        expect(backwards).toEqual(nextOfReserve(reserve, organisation, when));
      }),
    );
  });
});
