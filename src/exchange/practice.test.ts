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

function seen(person: string, sighting: Observation['seen'], by = 'boss', points = 4): Observation {
  const use = { uses: points, better: 3, 'passes-on': 5 };
  return { person, by, seen: sighting, barrier: 'support', use };
}

const five = 5;

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
    expect(ownFigures(six, five)).toEqual({
      ...{ answered: 6, enough: true },
      applied: { commitments: 10, readings: { done: 4, partly: 2, 'not-yet': 4 }, rate: 0.5 },
      barriers: { nothing: 3, structure: 0, equipment: 2, resources: 0, support: 1, 'no-opportunity': 0 },
      tools: { often: 4, sometimes: 0, never: 2 },
    });
  });

  it('has no figures under five people, or under as many as the hub asks for', () => {
    const nothing = { enough: false, applied: undefined, barriers: undefined, tools: undefined };

    expect(ownFigures(six.slice(0, 4), five)).toEqual({ answered: 4, ...nothing });
    expect(ownFigures(six.slice(0, 4), 1)).toEqual({ answered: 4, ...nothing });
    expect(ownFigures(six, 7)).toEqual({ answered: 6, ...nothing });
    expect(observedFigures([seen('a', 'yes'), seen('b', 'no')], five)).toMatchObject({
      ...{ enough: false, seen: undefined, barriers: undefined },
    });
  });

  it('says nothing where all, or all but one, say the same: each of them would know of all others', () => {
    const all = ['a', 'b', 'c', 'd', 'e'].map((person) => own(person, ['not-yet']));

    expect(ownFigures(all, five)).toMatchObject({ enough: true, applied: undefined, tools: undefined });
    expect(ownFigures([...all.slice(1), own('f', ['done'])], five).applied).toBeUndefined();
    expect(ownFigures([...all, ...all], five).applied).toBeUndefined();
    expect(ownFigures([...all, own('f', ['done']), own('g', ['partly'])], five).applied).toMatchObject({
      commitments: 7,
    });
  });

  it('never tells anybody what another said: neither who answered, nor a manager who knows several', () => {
    const answers = fc.array(
      fc.record({
        readings: fc.array(fc.constantFrom(...outcomesOfCommitment), { minLength: 1, maxLength: 3 }),
        barrier: fc.constantFrom(...barriers),
        tools: fc.constantFrom(...toolUses),
        seen: fc.constantFrom(...sightings),
        by: fc.constantFrom('one', 'two', 'three'),
        use: fc.constant({ uses: 4, better: 4, 'passes-on': 4 }),
      }),
      { maxLength: 14 },
    );
    const isOpen = (said: readonly string[]) => said.length === 0 || new Set(said).size > 1;

    fc.assert(
      fc.property(answers, (given) => {
        const people = given.map((one, index) => ({ ...one, person: `per-${index}` }));

        const figures = ownFigures(people, five);
        const observed = observedFigures(people, five);

        for (const mine of people) {
          const others = people.filter((one) => one !== mine);
          const overall = others.map(({ readings }) => String(applicationRate(readings)));
          if (figures.applied) expect(isOpen(overall)).toBe(true);
          if (figures.barriers) expect(isOpen(others.map(({ barrier }) => barrier))).toBe(true);
          const unknown = people.filter(({ by }) => by !== mine.by).map((one) => one.seen);
          if (observed.seen) expect(isOpen(unknown)).toBe(true);
          if (observed.seen) expect([0, 1, 2, 3, 4]).not.toContain(unknown.length || five);
          if (agreement(people, people, five)) expect(unknown.length).toBeGreaterThanOrEqual(five);
        }
      }),
    );
  });

  it('is what managers saw, in counts', () => {
    const observations = ['yes', 'yes', 'partly', 'no', 'no'] as const;

    const figures = observedFigures(
      observations.map((one, index) => seen(`p${index}`, one, 'boss', index + 1)),
      five,
    );

    expect(figures).toMatchObject({
      ...{ enough: true, seen: { yes: 2, partly: 1, no: 2 }, barriers: undefined },
      use: { uses: 2, better: undefined, 'passes-on': undefined },
    });
  });

  it('is not told of one manager’s few beside another’s many', () => {
    const sighting = (index: number) => sightings[index % 3] ?? 'yes';
    const many = Array.from({ length: 6 }, (_, index) => seen(`p${index}`, sighting(index)));
    const few = [seen('q1', 'yes', 'other'), seen('q2', 'no', 'other')];

    expect(observedFigures(many, five).seen).toEqual({ yes: 2, partly: 2, no: 2 });
    expect(observedFigures([...many, ...few], five).seen).toBeUndefined();
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

  it('compares the whole of what somebody did with what their manager saw, where no manager knows all', () => {
    const twice = [...six, ...six].map((one, index) => ({ ...one, person: `p${index}` }));
    const says = ['yes', 'partly', 'no', 'no', 'no', 'yes'] as const;
    const observed = (managers: number) =>
      twice.map(({ person }, index) =>
        seen(person, says[index % 6] ?? 'yes', managers === 1 || index < 6 ? 'boss' : 'other'),
      );

    // Ten of twelve alike would leave one of six: too few otherwise than most.
    expect(agreement(twice, observed(2), five)).toBeUndefined();
    const differing = observed(2).map((one, index) =>
      index % 6 === 0 ? { ...one, seen: 'no' as const } : one,
    );
    expect(agreement(twice, differing, five)).toEqual({
      ...{ answered: 12, alike: 8 },
      // By chance 4·2 done, 4·2 partly and 4·8 not yet, of 144.
      kappa: expect.closeTo((8 / 12 - 48 / 144) / (1 - 48 / 144), 12),
    });
    const alone = differing.map((one) => ({ ...one, by: 'boss' }));
    expect(agreement(twice, alone, five)).toBeUndefined();
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
