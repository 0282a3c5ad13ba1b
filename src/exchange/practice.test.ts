import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barriers, outcomesOfCommitment, sightings, toolUses } from './follow-up.ts';
import {
  agreement,
  applicationRate,
  cohensKappa,
  type Observation,
  type OwnAnswer,
  observedFigures,
  ownFigures,
  successCases,
} from './practice.ts';

function own(person: string, readings: OwnAnswer['readings'], changes: Partial<OwnAnswer> = {}): OwnAnswer {
  return { person, readings, barrier: 'nothing', tools: 'often', ...changes };
}

function seen(person: string, sighting: Observation['seen'], points = 4): Observation {
  const use = { uses: points, better: 3, 'passes-on': 5 };
  return { person, seen: sighting, barrier: 'support', use };
}

const six = [
  own('a', ['done', 'done']),
  own('b', ['done', 'partly']),
  own('c', ['partly'], { barrier: 'equipment' }),
  own('d', ['not-yet'], { barrier: 'equipment', tools: 'never' }),
  own('e', ['not-yet', 'not-yet', 'not-yet'], { barrier: 'support', tools: 'never' }),
  own('f', ['done']),
];

describe('what came of commitments', () => {
  it('is the share done, and half of what was partly done, of the commitments of those who answered', () => {
    expect(applicationRate(['done', 'done', 'partly', 'not-yet'])).toBe(0.625);
    expect(ownFigures(six)).toEqual({
      kind: 'figures',
      answered: 6,
      commitments: 10,
      readings: { done: 4, partly: 2, 'not-yet': 4 },
      applied: 0.5,
      barriers: { nothing: 3, structure: 0, equipment: 2, resources: 0, support: 1, 'no-opportunity': 0 },
      tools: { often: 4, sometimes: 0, never: 2 },
    });
  });

  it('has no figures under five people', () => {
    expect(ownFigures(six.slice(0, 4))).toEqual({ kind: 'too-few', answered: 4 });
    expect(observedFigures(six.slice(0, 4).map(({ person }) => seen(person, 'yes')))).toMatchObject({
      kind: 'too-few',
    });
    expect(agreement(six, [seen('a', 'yes')])).toEqual({ kind: 'too-few', answered: 1 });
  });

  it('is only said to be mostly so where all of a few, or all but one, say the same', () => {
    const all = ['a', 'b', 'c', 'd', 'e'].map((person) => own(person, ['not-yet']));

    expect(ownFigures(all)).toEqual({ kind: 'mostly', answered: 5, said: 'not-yet' });
    expect(ownFigures([...all.slice(1), own('f', ['done'])])).toMatchObject({ said: 'not-yet' });
    expect(observedFigures(all.map(({ person }) => seen(person, 'no')))).toMatchObject({ said: 'no' });
    expect(ownFigures([...all, ...all])).toMatchObject({ kind: 'figures', applied: 0 });
  });

  it('never tells anybody what another of them said, whatever was answered', () => {
    const answers = fc.array(
      fc.record({
        readings: fc.array(fc.constantFrom(...outcomesOfCommitment), { minLength: 1, maxLength: 3 }),
        barrier: fc.constantFrom(...barriers),
        tools: fc.constantFrom(...toolUses),
        seen: fc.constantFrom(...sightings),
      }),
      { maxLength: 9 },
    );

    fc.assert(
      fc.property(answers, (given) => {
        const people = given.map((one, index) => ({ ...one, person: `per-${index}` }));

        const figures = ownFigures(people);

        if (figures.kind !== 'figures') return;
        expect(figures.answered).toBeGreaterThanOrEqual(5);
        // Whoever takes their own answer away is left with more than one possibility for the others.
        for (const mine of people) {
          const others = people.filter((one) => one !== mine).map((one) => applicationRate(one.readings));
          const overall = others.map((rate) => (rate === 1 ? 1 : rate === 0 ? 0 : 0.5));
          expect(new Set(overall).size).toBeGreaterThan(1);
        }
      }),
    );
  });

  it('is what managers saw, in counts', () => {
    const observations = ['yes', 'yes', 'partly', 'no', 'no'] as const;

    const figures = observedFigures(observations.map((one, index) => seen(`p${index}`, one, index)));

    expect(figures).toMatchObject({
      seen: { yes: 2, partly: 1, no: 2 },
      barriers: { support: 5 },
      use: { uses: 1, better: 0, 'passes-on': 5 },
    });
  });
});

describe('agreement', () => {
  it('is Cohen’s kappa: 0.4 for 20, 5, 10 and 15 of fifty', () => {
    const pairs = [
      ...Array.from({ length: 20 }, () => ['yes', 'yes'] as const),
      ...Array.from({ length: 5 }, () => ['yes', 'no'] as const),
      ...Array.from({ length: 10 }, () => ['no', 'yes'] as const),
      ...Array.from({ length: 15 }, () => ['no', 'no'] as const),
    ];

    expect(cohensKappa(pairs)).toBeCloseTo(0.4, 12);
    expect(cohensKappa([['yes', 'yes']])).toBeUndefined();
    expect(cohensKappa([])).toBeUndefined();
  });

  it('compares the whole of what somebody did with what their manager saw', () => {
    const observations = [
      seen('a', 'yes'),
      seen('b', 'partly'),
      seen('c', 'no'),
      seen('d', 'no'),
      seen('e', 'no'),
    ];

    expect(agreement(six, observations)).toEqual({
      kind: 'figures',
      answered: 5,
      alike: 4,
      // Four of five alike; by chance 0.2·0.2 + 0.4·0.2 + 0.4·0.6 = 0.36.
      kappa: expect.closeTo((0.8 - 0.36) / (1 - 0.36), 12),
    });
  });
});

describe('success cases', () => {
  it('are the volunteers who did most and those who did least, nobody twice', () => {
    const people = [0.5, 1, 0, 0.75, 0.25].map((applied, index) => ({ person: `p${index}`, applied }));

    const { most, least } = successCases(people);

    expect(most.map(({ applied }) => applied)).toEqual([1, 0.75]);
    expect(least.map(({ applied }) => applied)).toEqual([0, 0.25]);
    expect(successCases(people.slice(0, 1))).toMatchObject({ most: [{ person: 'p0' }], least: [] });
    expect(successCases([])).toEqual({ most: [], least: [] });
  });
});
