// The figures of fairness against the vectors of product §5.8, their bounds, and what small numbers forbid.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fairnessOf,
  gini,
  jain,
  ownStanding,
  type SeatFigures,
  type Share,
  spreadBeside,
  standingsOf,
} from './fairness.ts';

const some = fc
  .array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 40 })
  .filter((values) => values.some((value) => value > 0));

function shares(seats: readonly number[], weights: readonly number[] = []): Share[] {
  return seats.map((number, at) => ({
    organisation: `org-${at}`,
    weight: weights[at] ?? 1,
    seats: number,
    nominations: number,
  }));
}

function figures(changes: Partial<SeatFigures> = {}): SeatFigures {
  const none = { number: 0, of: 0 };
  return {
    organisations: [],
    women: none,
    firstTimers: none,
    repeated: none,
    declined: none,
    noShows: none,
    days: [],
    ...changes,
  };
}

describe('Jain’s index and the Gini coefficient', () => {
  it.each([
    [[1, 1, 1, 1], 1, 0],
    [[4, 0, 0, 0], 0.25, 0.75],
    [[5, 3, 2, 2], 0.857, 0.208],
  ])('of %j are %d and %d', (values, fair, uneven) => {
    expect(Number(jain(values)?.toFixed(3))).toBe(fair);
    expect(Number(gini(values)?.toFixed(3))).toBe(uneven);
  });

  it('say nothing while nobody has anything', () => {
    expect([jain([]), gini([]), jain([0, 0]), gini([0, 0])]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('keep to their bounds', () => {
    fc.assert(
      fc.property(some, (values) => {
        const [fair, uneven] = [Number(jain(values)), Number(gini(values))];

        expect(fair).toBeGreaterThanOrEqual(1 / values.length - 1e-12);
        expect(fair).toBeLessThanOrEqual(1 + 1e-12);
        expect(uneven).toBeGreaterThanOrEqual(0);
        expect(uneven).toBeLessThanOrEqual(1 - 1 / values.length + 1e-12);
      }),
    );
  });

  it('depend neither on the scale nor on the order', () => {
    const scaled = some.chain((values) =>
      fc.tuple(
        fc.constant(values),
        fc.shuffledSubarray(values, { minLength: values.length }),
        fc.integer({ min: 1, max: 50 }),
      ),
    );

    fc.assert(
      fc.property(scaled, ([values, shuffled, factor]) => {
        const other = shuffled.map((value) => value * factor);

        expect(jain(other)).toBeCloseTo(Number(jain(values)), 10);
        expect(gini(other)).toBeCloseTo(Number(gini(values)), 10);
      }),
    );
  });

  it('get better when one who has more gives to one who has less', () => {
    const given = some.filter((values) => Math.max(...values) - Math.min(...values) >= 2);

    fc.assert(
      fc.property(given, (values) => {
        const rising = values.toSorted((one, other) => one - other);
        const after = rising.map((value, at) => {
          return value + (at === 0 ? 1 : 0) - (at === rising.length - 1 ? 1 : 0);
        });

        expect(Number(jain(after))).toBeGreaterThan(Number(jain(values)) - 1e-12);
        expect(Number(gini(after))).toBeLessThan(Number(gini(values)) + 1e-12);
      }),
    );
  });
});

describe('standings', () => {
  it('measure seats against what the weight entitles to, least first', () => {
    const standings = standingsOf(shares([6, 2, 0], [1, 2, 1]));

    expect(
      standings.map(({ organisation, entitlement, ratio }) => [organisation, entitlement, ratio]),
    ).toEqual([
      ['org-2', 2, 0],
      ['org-1', 4, 0.5],
      ['org-0', 2, 3],
    ]);
  });

  it('have no ratio before there is a seat, nor for a weight of nothing', () => {
    expect(standingsOf(shares([0, 0])).map(({ ratio }) => ratio)).toEqual([undefined, undefined]);
    expect(standingsOf(shares([3, 1], [1, 0])).map(({ ratio }) => ratio)).toEqual([0.75, undefined]);
  });

  it('entitle together to exactly the seats that were given, whatever the order of the rows', () => {
    const rows = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 500 })), {
        minLength: 1,
        maxLength: 30,
      })
      .map((pairs) =>
        shares(
          pairs.map(([seats]) => seats),
          pairs.map(([, weight]) => weight),
        ),
      )
      .chain((made) => fc.tuple(fc.constant(made), fc.shuffledSubarray(made, { minLength: made.length })));

    fc.assert(
      fc.property(rows, ([made, shuffled]) => {
        const standings = standingsOf(made);

        const given = made.reduce((total, { seats }) => total + seats, 0);
        expect(standings.reduce((total, { entitlement }) => total + entitlement, 0)).toBeCloseTo(given, 8);
        expect(standingsOf(shuffled).map(({ organisation }) => organisation)).toEqual(
          standings.map(({ organisation }) => organisation),
        );
      }),
    );
  });
});

describe('fairness', () => {
  it('sums up seats, nominations, those with none, and how sure the share of women is', () => {
    const fairness = fairnessOf(
      figures({
        organisations: shares([4, 0, 0, 0]),
        women: { number: 2, of: 4 },
        days: [
          { days: 9, nominations: 1 },
          { days: 2, nominations: 2 },
          { days: 4, nominations: 1 },
        ],
      }),
    );

    expect([fairness.seats, fairness.nominations, fairness.jain, fairness.gini]).toEqual([4, 4, 0.25, 0.75]);
    expect(fairness.leastRatio).toBe(0);
    expect(fairness.withoutSeat).toEqual(['org-1', 'org-2', 'org-3']);
    expect(fairness.women.interval.low).toBeCloseTo(0.15, 2);
    expect(fairness.women.interval.high).toBeCloseTo(0.85, 2);
    expect(fairness.medianDays).toBe(3);
  });

  it('leaves open what nothing is known of', () => {
    const fairness = fairnessOf(figures({ organisations: shares([0, 0]) }));

    expect([fairness.jain, fairness.gini, fairness.leastRatio, fairness.medianDays]).toEqual(
      Array(4).fill(undefined),
    );
  });
});

describe('what an organisation is told of itself', () => {
  it('is its own number of seats, and nothing that is reckoned from the others while they are few', () => {
    expect(ownStanding(shares([1, 2, 3, 4, 5]), 'org-1')).toEqual({
      seats: 2,
      nominations: 2,
      beside: undefined,
    });
    expect(ownStanding(shares([1, 2, 3, 4, 5, 3]), 'org-1')).toMatchObject({
      seats: 2,
      beside: { entitlement: 3, spread: { others: 5 } },
    });
    expect(ownStanding(shares([1]), 'org-9')).toBeUndefined();
  });

  it('is the same, while they are few, whatever the others have', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50 }), { maxLength: 4 }), (others) => {
        expect(ownStanding(shares([7, ...others]), 'org-0')).toEqual({
          seats: 7,
          nominations: 7,
          beside: undefined,
        });
      }),
    );
  });
});

describe('the spread of the others', () => {
  it('is told from five others on, and leaves one’s own row out', () => {
    const few = standingsOf(shares([1, 2, 3, 4, 5]));
    const enough = standingsOf(shares([1, 2, 3, 4, 5, 45]));

    expect(spreadBeside(few, 'org-0')).toBeUndefined();
    expect(spreadBeside(enough, 'org-5')).toEqual({
      others: 5,
      least: 0.1,
      lowerQuartile: 0.2,
      median: 0.3,
      upperQuartile: 0.4,
      most: 0.5,
    });
  });

  it('is the same for whoever the others are: it names nobody and keeps no order', () => {
    const eight = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 8, maxLength: 8 });

    fc.assert(
      fc.property(eight, (seats) => {
        const [own = 0, ...others] = seats;

        expect(spreadBeside(standingsOf(shares([own, ...others])), 'org-0')).toEqual(
          spreadBeside(standingsOf(shares([own, ...others.toReversed()])), 'org-0'),
        );
      }),
    );
  });
});
