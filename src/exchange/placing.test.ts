// Placing on courses side by side: nobody is passed over, everybody gets the best that can be had, whatever the order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepFirst } from '../../test/support/keep-first.ts';
import { type Candidate, keepChosen, type Placed, place } from './placing.ts';

/** A course with its own strict order of those it takes. */
interface Course {
  readonly id: string;
  readonly seats: number;
  readonly order: readonly string[];
}

function placeOn(candidates: readonly Candidate[], courses: readonly Course[]) {
  return place(candidates, new Map(courses.map(({ id, order, seats }) => [id, keepFirst(order, seats)])));
}

/** Somebody who would rather be on a course that has a seat for them, or that would rather have them than one it has. */
function passedOver(
  candidates: readonly Candidate[],
  courses: readonly Course[],
  courseOf: (candidate: string) => string | undefined,
): string | undefined {
  for (const { id, choices } of candidates) {
    const own = courseOf(id);
    const better = own === undefined ? choices : choices.slice(0, choices.indexOf(own));
    for (const { id: course, order, seats } of courses.filter((one) => better.includes(one.id))) {
      if (!order.includes(id)) continue;
      const there = candidates
        .filter((one) => courseOf(one.id) === course)
        .map((one) => order.indexOf(one.id));
      if (there.length < seats || there.some((rank) => rank > order.indexOf(id))) return `${id} on ${course}`;
    }
  }
  return undefined;
}

/** Every way of putting people on courses that they want and that take them, no course beyond its seats. */
function everyPlacing(candidates: readonly Candidate[], courses: readonly Course[]): Map<string, string>[] {
  const [first, ...others] = candidates;
  if (first === undefined) return [new Map()];
  return everyPlacing(others, courses).flatMap((placing) => {
    const open = courses.filter(({ id, order, seats }) => {
      const taken = [...placing.values()].filter((course) => course === id).length;
      return first.choices.includes(id) && order.includes(first.id) && taken < seats;
    });
    return [placing, ...open.map(({ id }) => new Map(placing).set(first.id, id))];
  });
}

function situations(most: { people: number; courses: number; seats: number }) {
  const courseIds = Array.from({ length: most.courses }, (_, at) => `course-${at}`);
  return fc.integer({ min: 0, max: most.people }).chain((people) => {
    const ids = Array.from({ length: people }, (_, at) => `person-${at}`);
    return fc.record({
      candidates: fc.tuple(
        ...ids.map((id) => fc.record({ id: fc.constant(id), choices: fc.shuffledSubarray(courseIds) })),
      ),
      courses: fc.tuple(
        ...courseIds.map((id) =>
          fc.record({
            id: fc.constant(id),
            seats: fc.integer({ min: 0, max: most.seats }),
            order: fc.shuffledSubarray(ids),
          }),
        ),
      ),
    });
  });
}

const many = situations({ people: 30, courses: 5, seats: 6 });

describe('placing on courses side by side', () => {
  it('gives the next choice to whom the first could not keep, and says which one it is', () => {
    const candidates = [
      { id: 'ama', choices: ['forensics', 'command'] },
      { id: 'kofi', choices: ['forensics', 'command'] },
      { id: 'esi', choices: ['forensics'] },
    ];

    const { placed, without } = placeOn(candidates, [
      { id: 'forensics', seats: 1, order: ['kofi', 'ama', 'esi'] },
      { id: 'command', seats: 2, order: ['ama', 'kofi'] },
    ]);

    expect(placed.get('kofi')).toEqual({ course: 'forensics', choice: 1 });
    expect(placed.get('ama')).toEqual({ course: 'command', choice: 2 });
    expect(without).toEqual(['esi']);
  });

  it('lets no course take whom it may not take, nor one that nobody knows', () => {
    const { placed, without } = placeOn(
      [{ id: 'ama', choices: ['unheard-of', 'command'] }],
      [{ id: 'command', seats: 9, order: ['kofi'] }],
    );

    expect(placed.size).toBe(0);
    expect(without).toEqual(['ama']);
  });

  it('passes nobody over and fills no seat twice', () => {
    fc.assert(
      fc.property(many, ({ candidates, courses }) => {
        const { placed, without } = placeOn(candidates, courses);

        expect(passedOver(candidates, courses, (id) => placed.get(id)?.course)).toBeUndefined();
        for (const { id, seats } of courses) {
          expect([...placed.values()].filter(({ course }) => course === id).length).toBeLessThanOrEqual(
            seats,
          );
        }
        expect([...placed.keys(), ...without].toSorted()).toEqual(candidates.map(({ id }) => id).toSorted());
        for (const [id, { course, choice }] of placed) {
          expect(candidates.find((one) => one.id === id)?.choices[choice - 1]).toBe(course);
        }
      }),
    );
  });

  it('gives everybody the best that any placing gives which passes nobody over', () => {
    fc.assert(
      fc.property(situations({ people: 5, courses: 3, seats: 2 }), ({ candidates, courses }) => {
        const { placed } = placeOn(candidates, courses);

        const stable = everyPlacing(candidates, courses).filter(
          (placing) => passedOver(candidates, courses, (id) => placing.get(id)) === undefined,
        );
        expect(stable).toContainEqual(new Map([...placed].map(([id, { course }]) => [id, course])));
        for (const { id, choices } of candidates) {
          const best = stable.flatMap((placing) => {
            const course = placing.get(id);
            return course === undefined ? [] : choices.indexOf(course) + 1;
          });
          expect(placed.get(id)?.choice).toBe(best.length === 0 ? undefined : Math.min(...best));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('depends neither on the order of people nor on that of courses', () => {
    const shuffled = many.chain(({ candidates, courses }) =>
      fc.record({
        candidates: fc.constant(candidates),
        courses: fc.constant(courses),
        people: fc.shuffledSubarray(candidates, { minLength: candidates.length }),
        places: fc.shuffledSubarray(courses, { minLength: courses.length }),
      }),
    );

    fc.assert(
      fc.property(shuffled, ({ candidates, courses, people, places }) => {
        expect(placeOn(people, places)).toEqual(placeOn(candidates, courses));
      }),
    );
  });

  it('rewards nobody for hiding what they want', () => {
    const hiding = situations({ people: 8, courses: 4, seats: 2 })
      .filter(({ candidates }) => candidates.length > 0)
      .chain((situation) =>
        fc.record({
          situation: fc.constant(situation),
          who: fc.nat({ max: situation.candidates.length - 1 }),
          said: fc.shuffledSubarray(situation.courses.map(({ id }) => id)),
        }),
      );

    fc.assert(
      fc.property(hiding, ({ situation: { candidates, courses }, who, said }) => {
        const truth = candidates[who];
        const lied = candidates.map((one, at) => (at === who ? { ...one, choices: said } : one));

        const honest = placeOn(candidates, courses).placed.get(truth?.id ?? '');
        const hidden = placeOn(lied, courses).placed.get(truth?.id ?? '');

        expect(worth(truth, hidden)).toBeLessThanOrEqual(worth(truth, honest));
      }),
    );
  });

  it('places ten thousand, when all of them want the same, in steps that grow as they do', () => {
    const steps = [1_000, 10_000].map((number) => {
      let considered = 0;
      const ids = Array.from({ length: number }, (_, at) => `p${String(at).padStart(5, '0')}`);
      const courses = Array.from({ length: 20 }, (_, at) => `c${at}`);
      // The worst order: whoever comes last is wanted most, everywhere.
      const keepers = courses.map((id) => {
        const keeper = keepFirst(ids.toReversed(), number / 40);
        return [
          id,
          {
            consider(newcomers: readonly string[]) {
              considered += newcomers.length;
              return keeper.consider(newcomers);
            },
          },
        ] as const;
      });

      const { placed, without } = place(
        ids.map((id) => ({ id, choices: courses })),
        new Map(keepers),
      );

      expect(placed.size).toBe(number / 2);
      expect(without.length).toBe(number / 2);
      return considered;
    });

    expect(Number(steps[1]) / Number(steps[0])).toBeCloseTo(10, 0);
  });
});

function worth(truth: Candidate | undefined, got: Placed | undefined): number {
  const at = got === undefined ? -1 : (truth?.choices.indexOf(got.course) ?? -1);
  return at < 0 ? 0 : 100 - at;
}

describe('courses that choose anew among everybody who came', () => {
  /** Seats between organisations by the divisors 1, 3, 5 …, within one by the order of names. */
  function byDivisors(seats: number, weightOf: (organisation: string) => number) {
    return (among: readonly string[]) => {
      const mates = Map.groupBy(among.toSorted(), (id) => id.split('/')[0] ?? '');
      const claims = [...mates].flatMap(([organisation, ids]) =>
        ids.map((id, at) => ({ id, organisation, claim: weightOf(organisation) / (2 * at + 1) })),
      );
      return claims
        .toSorted((one, other) => other.claim - one.claim || (one.organisation < other.organisation ? -1 : 1))
        .slice(0, seats)
        .map(({ id }) => id);
    };
  }

  const situation = fc.record({
    weights: fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 1, max: 9 }))),
    seats: fc.tuple(...Array.from({ length: 3 }, () => fc.integer({ min: 0, max: 5 }))),
    choices: fc.array(fc.shuffledSubarray(['c0', 'c1', 'c2'], { minLength: 1 }), { maxLength: 24 }),
  });

  it('seat, once everybody is narrowed to one course, exactly those who were placed there', () => {
    fc.assert(
      fc.property(situation, ({ weights, seats, choices }) => {
        const candidates = choices.map((wanted, at) => ({ id: `o${at % 4}/p${at}`, choices: wanted }));
        const rules = seats.map((number) => byDivisors(number, (id) => weights[Number(id[1])] ?? 1));

        const { placed, without } = place(
          candidates,
          new Map(rules.map((choose, at) => [`c${at}`, keepChosen(choose)])),
        );

        for (const [at, choose] of rules.entries()) {
          const here = [...placed].filter(([, { course }]) => course === `c${at}`).map(([id]) => id);
          const stillThere = candidates
            .filter(({ id, choices: wanted }) => without.includes(id) && wanted.includes(`c${at}`))
            .map(({ id }) => id);
          expect(choose([...here, ...stillThere]).toSorted()).toEqual(here.toSorted());
        }
      }),
    );
  });

  it('agree with a strict order, where that is what they choose by', () => {
    fc.assert(
      fc.property(many, ({ candidates, courses }) => {
        const choosing = new Map(
          courses.map(({ id, order, seats }) => [
            id,
            keepChosen((among) => order.filter((one) => among.includes(one)).slice(0, seats)),
          ]),
        );

        expect(place(candidates, choosing)).toEqual(placeOn(candidates, courses));
      }),
    );
  });
});
