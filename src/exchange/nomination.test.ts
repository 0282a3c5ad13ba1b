// The states of a nomination and the rule that grants seats.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courseStates } from './course.ts';
import {
  checkNomination,
  holdsSeat,
  isOpen,
  mayMove,
  nominationStates,
  type SeatQuestion,
  seatDecision,
  seatHoldingStates,
} from './nomination.ts';

describe('the states of a nomination', () => {
  it('lead along the whole line of the domain', () => {
    const line = [
      'draft',
      'endorsed',
      'submitted',
      'eligible',
      'vetted',
      'scored',
      'selected',
      'offered',
      'accepted',
      'attended',
      'certified',
      'followed-up',
    ] as const;

    expect(line.slice(1).every((state, index) => mayMove(line[index] ?? 'withdrawn', state))).toBe(true);
  });

  it('can all be reached, and count no standing still as a step', () => {
    expect(
      nominationStates.filter((to) => to !== 'draft' && !nominationStates.some((from) => mayMove(from, to))),
    ).toEqual([]);
    expect(nominationStates.filter((state) => mayMove(state, state))).toEqual([]);
  });

  it('end for good when turned down, let lapse, withdrawn or followed up', () => {
    const final = nominationStates.filter((from) => !nominationStates.some((to) => mayMove(from, to)));

    expect(final).toEqual(['not-selected', 'declined', 'expired', 'followed-up', 'withdrawn']);
  });

  it('can be withdrawn until attendance is marked', () => {
    const fixed = nominationStates.filter((state) => !mayMove(state, 'withdrawn'));

    expect(fixed).toEqual([
      'not-selected',
      'declined',
      'expired',
      'attended',
      'partial',
      'no-show',
      'certified',
      'followed-up',
      'withdrawn',
    ]);
  });

  it('are never open and holding a seat at once', () => {
    expect(nominationStates.filter((state) => isOpen(state) && holdsSeat(state))).toEqual([]);
    expect(nominationStates.filter(holdsSeat)).toEqual(seatHoldingStates);
  });

  it('reach a seat only from a state in which one may be granted', () => {
    const granting = nominationStates.filter(
      (from) => !holdsSeat(from) && seatHoldingStates.some((to) => mayMove(from, to)),
    );

    expect(granting).toEqual(
      nominationStates.filter((nominationState) => seatDecision({ ...open, nominationState }).grant),
    );
  });
});

const open: SeatQuestion = {
  capacity: 2,
  granted: 1,
  courseState: 'call-open',
  nominationState: 'submitted',
  gateOpen: true,
  now: 1000,
  courseStart: 2000,
};

describe('seatDecision', () => {
  it('grants the last seat', () => {
    expect(seatDecision(open)).toEqual({ grant: true });
  });

  it.each<[string, Partial<SeatQuestion>]>([
    ['full', { granted: 2 }],
    ['full', { granted: 3 }],
    ['full', { capacity: 0, granted: 0 }],
    ['full', { granted: Number.NaN }],
    ['gate', { gateOpen: false }],
    ['course-not-open', { courseState: 'approved' }],
    ['course-not-open', { courseState: 'on-hold' }],
    ['course-not-open', { courseState: 'cancelled' }],
    ['nomination-not-open', { nominationState: 'draft' }],
    ['nomination-not-open', { nominationState: 'accepted' }],
    ['nomination-not-open', { nominationState: 'withdrawn' }],
    ['nomination-not-open', { nominationState: 'ineligible' }],
    ['started', { now: 2000 }],
  ])('refuses with %s when %j', (why, change) => {
    expect(seatDecision({ ...open, ...change })).toEqual({ grant: false, why });
  });

  it('names the refusal that is hardest to lift', () => {
    const all = {
      granted: 2,
      gateOpen: false,
      courseState: 'draft',
      nominationState: 'draft',
      now: 3000,
    } as const;

    expect(seatDecision({ ...open, ...all })).toEqual({ grant: false, why: 'started' });
    expect(seatDecision({ ...open, ...all, now: 0 })).toEqual({ grant: false, why: 'course-not-open' });
  });

  it('never grants more seats than there are, whoever asks in whatever order', () => {
    const asker = fc.record({
      courseState: fc.constantFrom(...courseStates),
      nominationState: fc.constantFrom(...nominationStates),
      gateOpen: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), fc.array(asker, { maxLength: 60 }), (capacity, askers) => {
        const granted = askers.reduce(
          (count, one) => count + (seatDecision({ ...open, ...one, capacity, granted: count }).grant ? 1 : 0),
          0,
        );

        expect(granted).toBeLessThanOrEqual(capacity);
      }),
    );
  });
});

describe('checkNomination', () => {
  const sound = { reason: 'Leads the unit.', rank: 'Inspector', unit: 'Cyber', yearsOfService: 7 };

  it('finds nothing wrong with a sound one', () => {
    expect(checkNomination(sound)).toEqual([]);
  });

  it('names every problem at once, in the order of the form', () => {
    expect(
      checkNomination({ rank: ' ', unit: 'x'.repeat(101), yearsOfService: 6.5, reason: 'x'.repeat(1001) }),
    ).toEqual([
      { id: 'empty', field: 'rank' },
      { id: 'too-long', field: 'unit', max: 100, length: 101 },
      { id: 'years-out-of-range', field: 'yearsOfService', min: 0, max: 60, given: 6.5 },
      { id: 'too-long', field: 'reason', max: 1000, length: 1001 },
    ]);
  });

  it.each([-1, 61, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d years of service', (yearsOfService) => {
    expect(checkNomination({ ...sound, yearsOfService }).map((problem) => problem.id)).toEqual([
      'years-out-of-range',
    ]);
  });
});
