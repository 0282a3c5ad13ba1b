import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courseStates, subjects } from './course.ts';
import { maySeeCourse, withholdReasons } from './disclosure.ts';
import { doubleAsShown, doublesOf, doubleWithinDays, doublingStates, isDouble, pairsOf } from './doubles.ts';
import { addDays } from './local-time.ts';
import { roles } from './people.ts';
import type { Viewer } from './viewer.ts';

const course = fc.record({
  country: fc.constantFrom('GH', 'PE'),
  subject: fc.constantFrom(...subjects.slice(0, 2)),
  startsOn: fc.integer({ min: 0, max: 400 }).map((days) => addDays('2027-01-01', days)),
  state: fc.constantFrom(...courseStates),
});

const courses = fc
  .array(course, { maxLength: 12 })
  .map((some) => some.map((one, number) => ({ ...one, id: `crs-${number}` })));

const people = fc.constantFrom('amina', 'kofi', 'vera');
const organisations = fc.constantFrom('ghana', 'peru');

const viewer: fc.Arbitrary<Viewer> = fc.oneof(
  fc.record({
    kind: fc.constant('person' as const),
    person: people,
    organisation: fc.option(organisations, { nil: undefined }),
    roles: fc.subarray([...roles]),
  }),
  fc.record({
    kind: fc.constant('channel' as const),
    organisation: fc.option(organisations, { nil: undefined }),
    audience: fc.constantFrom('announcements' as const, 'managers' as const, 'hub' as const),
  }),
  fc.constant({ kind: 'stranger' as const }),
);

const disclosed = fc.record({
  state: fc.constantFrom(...courseStates),
  withheld: fc.subarray([...withholdReasons]),
  proposedBy: people,
  organisation: fc.option(organisations, { nil: undefined }),
  publishedAt: fc.option(fc.constant(1), { nil: undefined }),
  participants: fc.record({
    seatHolders: fc.subarray(['amina', 'kofi']),
    routedTo: fc.subarray(['ghana', 'peru']),
    assigned: fc.subarray(['vera']),
  }),
});

describe('doubles', () => {
  it('are of one subject in one country, their first days at most ninety days apart, either way', () => {
    const one = { country: 'GH', subject: 'command', startsOn: '2027-06-01' } as const;
    const on = (days: number) => ({ ...one, startsOn: addDays(one.startsOn, days) });

    expect([-91, -90, 0, 90, 91].map((days) => isDouble(one, on(days)))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(isDouble(one, { ...one, country: 'PE' })).toBe(false);
    expect(isDouble(one, { ...one, subject: 'leadership' })).toBe(false);
  });

  it('come in pairs, each once, both handed in and unfinished, one of them still on its way to the gate', () => {
    fc.assert(
      fc.property(courses, (some) => {
        const onTheirWay = ['proposed', 'gated', 'approved', 'on-hold'];
        const expected = some.flatMap((one, at) =>
          some
            .slice(at + 1)
            .filter(
              (other) =>
                isDouble(one, other) &&
                [one, other].every(({ state }) => doublingStates.some((known) => known === state)) &&
                [one, other].some(({ state }) => onTheirWay.includes(state)),
            )
            .map((other) => [one.id, other.id].toSorted().join()),
        );

        const pairs = pairsOf(some).map((pair) =>
          pair
            .map(({ id }) => id)
            .toSorted()
            .join(),
        );

        expect(pairs.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 200 },
    );
  });

  it('are looked for where they can be, and nowhere else', () => {
    fc.assert(
      fc.property(course, course, (one, other) => {
        const { country, subject, startsFrom, startsUntil } = doublesOf(one);
        const isLookedFor =
          other.country === country &&
          other.subject === subject &&
          other.startsOn >= startsFrom &&
          other.startsOn <= startsUntil;

        expect(isLookedFor).toBe(isDouble(one, other));
      }),
      { numRuns: 200 },
    );
    expect(doubleWithinDays).toBe(90);
  });

  it('are named only to whoever may see them, hinted at only when nothing is withheld, and only to a person', () => {
    const shown = new Map<string, number>();
    fc.assert(
      fc.property(viewer, disclosed, (reader, double) => {
        const how = doubleAsShown(reader, double);

        shown.set(how, (shown.get(how) ?? 0) + 1);
        expect(how === 'course').toBe(maySeeCourse(reader, double));
        if (double.withheld.length > 0) expect(how).not.toBe('hint');
        if (how === 'hint') expect(reader.kind).toBe('person');
      }),
      { numRuns: 500, seed: 14 },
    );
    // Each of them is reached.
    expect([...shown.keys()].toSorted()).toEqual(['course', 'hint', 'nothing']);
  });
});
