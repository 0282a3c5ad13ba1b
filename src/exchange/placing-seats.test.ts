// Placing by allocation: what the placing says is what the plans of the courses then say.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, type Contender, type SeatsToGive } from './allocation.ts';
import { placeOnSeats, type SideCourse, type Wish } from './placing-seats.ts';

const courseIds = ['c0', 'c1', 'c2'];

interface Situation {
  readonly weights: readonly number[];
  readonly received: readonly number[];
  readonly seats: readonly number[];
  readonly caps: readonly (number | undefined)[];
  readonly choices: readonly (readonly string[])[];
}

const situations: fc.Arbitrary<Situation> = fc.record({
  weights: fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 1, max: 9 }))),
  received: fc.tuple(...Array.from({ length: 4 }, () => fc.nat({ max: 3 }))),
  seats: fc.tuple(...courseIds.map(() => fc.integer({ min: 0, max: 5 }))),
  caps: fc.tuple(...courseIds.map(() => fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }))),
  choices: fc.array(fc.shuffledSubarray(courseIds, { minLength: 1 }), { maxLength: 20 }),
});

function coursesOf({ weights, received, seats, caps, choices }: Situation): SideCourse[] {
  return courseIds.map((id, at) => {
    const contenders = choices.flatMap((wanted, person): Contender[] =>
      wanted.includes(id)
        ? [
            {
              id: `${id}/p${person}`,
              organisation: `o${person % 4}`,
              groups: [],
              score: undefined,
              asReserve: false,
              priority: person,
              sentAt: 0,
              sentOn: '2027-01-01',
              lot: String(person * 7919).padStart(9, '0'),
            },
          ]
        : [],
    );
    const question: SeatsToGive = {
      seats: seats[at] ?? 0,
      rules: { cap: caps[at], floor: false, reserves: [] },
      claimants: weights.map((weight, number) => ({
        organisation: `o${number}`,
        weight,
        received: received[number] ?? 0,
        here: 0,
        lastOn: undefined,
      })),
      contenders,
      seated: [],
    };
    return { id, question };
  });
}

function wishesOf({ choices }: Situation): Wish[] {
  return choices.map((wanted, person) => ({
    nominee: `p${person}`,
    nominations: wanted.map((course) => ({ nomination: `${course}/p${person}`, course })),
  }));
}

/** What the plan of a course gives once everybody who was placed is in it alone, and whoever was not is in all of theirs. */
function planAfter({ id, question }: SideCourse, { placed, without }: ReturnType<typeof placeOnSeats>) {
  const contenders = question.contenders.filter((one) => {
    const person = one.id.split('/')[1] ?? '';
    return without.includes(person) || placed.get(person)?.course === id;
  });
  return allocate({ ...question, contenders })
    .given.map((one) => one.id.split('/')[1] ?? '')
    .toSorted();
}

describe('placing nominees by the allocation of each course', () => {
  it('gives every course a plan of exactly those who were placed there, but for whom it names', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const courses = coursesOf(situation);

        const placing = placeOnSeats(wishesOf(situation), courses);

        for (const course of courses) {
          const here = [...placing.placed].filter(([, { course: at }]) => at === course.id).map(([id]) => id);
          const settled = here.filter((id) => !placing.unsettled.has(id));
          expect(here.length).toBeLessThanOrEqual(course.question.seats);
          expect(planAfter(course, placing)).toEqual(expect.arrayContaining(settled));
          if (settled.length === here.length) expect(planAfter(course, placing)).toEqual(here.toSorted());
        }
      }),
      { numRuns: 200 },
    );
  });

  it('names nobody where no two organisations ever have the same claim', () => {
    const apart = situations.map((situation) => ({ ...situation, weights: [1_009, 2_003, 4_001, 8_009] }));

    fc.assert(
      fc.property(apart, (situation) => {
        expect([...placeOnSeats(wishesOf(situation), coursesOf(situation)).unsettled]).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps no organisation beyond the cap of a course', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { placed } = placeOnSeats(wishesOf(situation), coursesOf(situation));

        for (const [at, cap = Number.POSITIVE_INFINITY] of situation.caps.entries()) {
          const here = [...placed].filter(([, { course }]) => course === `c${at}`);
          const mates = Map.groupBy(here, ([id]) => Number(id.slice(1)) % 4);
          for (const some of mates.values()) expect(some.length).toBeLessThanOrEqual(cap);
        }
      }),
    );
  });

  it('depends neither on the order of the nominees nor on that of the courses', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const [wishes, courses] = [wishesOf(situation), coursesOf(situation)];

        expect(placeOnSeats(wishes.toReversed(), courses.toReversed())).toEqual(
          placeOnSeats(wishes, courses),
        );
      }),
    );
  });

  it('places nobody where they may not have a seat', () => {
    const situation = { weights: [1, 1, 1, 1], received: [0, 0, 0, 0], seats: [5, 5, 5], caps: [undefined] };
    const [first, ...others] = coursesOf({ ...situation, choices: [['c0', 'c1']] });
    const barred = first && { ...first, question: { ...first.question, contenders: [] } };

    const { placed } = placeOnSeats(
      wishesOf({ ...situation, choices: [['c0', 'c1']] }),
      barred ? [barred, ...others] : others,
    );

    expect(placed.get('p0')).toEqual({ course: 'c1', choice: 2 });
  });

  it('places two thousand on four courses', () => {
    const choices = Array.from({ length: 2_000 }, (_, at) => [
      courseIds[at % 3] ?? '',
      courseIds[(at + 1) % 3] ?? '',
    ]);
    const situation = {
      weights: [9, 5, 3, 1],
      received: [0, 0, 0, 0],
      seats: [300, 300, 300],
      caps: [],
      choices,
    };

    const { placed } = placeOnSeats(wishesOf(situation), coursesOf(situation));

    expect(placed.size).toBe(900);
  });
});
