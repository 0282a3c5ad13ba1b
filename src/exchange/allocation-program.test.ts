// Against an integer program: what sequential Sainte-Laguë gives is what costs least, each further seat of an organisation
// costing (2 received + 1) / weight; a solver finds the least cost without giving one seat after the other.
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { seatsToGive, someGroups } from '../../test/support/seats-to-give.ts';
import { type Allocation, allocate, type SeatsToGive } from './allocation.ts';

/** A multiple of every weight, so that every cost is whole. */
const whole = 27_720;

const weighed = fc
  .tuple(
    seatsToGive({ organisations: 8, contenders: 40, seats: 25 }),
    fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 8, maxLength: 8 }),
  )
  .map(([question, weights]) => ({
    ...question,
    claimants: question.claimants.map((one, at) => ({ ...one, weight: weights[at] ?? 1 })),
  }));

function costOf({ rules, claimants }: SeatsToGive, organisation: string, further: number): number {
  const { weight, received } = claimants.find((one) => one.organisation === organisation) ?? {
    weight: 1,
    received: 0,
  };
  const had = received + further;
  return rules.floor && had === 0 ? 0 : ((2 * had + 1) * whole) / weight;
}

function spent(question: SeatsToGive, { given }: Allocation): number {
  const seats = new Map<string, number>();
  return given.reduce((sum, { organisation }) => {
    const further = seats.get(organisation) ?? 0;
    seats.set(organisation, further + 1);
    return sum + costOf(question, organisation, further);
  }, 0);
}

type Goal = 'seats' | 'reserved' | 'cost';

/** CPLEX's LP format: x = the nominee has a seat · z = it is this group's · y = so many seats for the organisation · s = of who sits already. */
function program(question: SeatsToGive, goal: Goal, given?: number, reserved?: number): string {
  const { claimants, contenders, rules, seats, seated } = question;
  const x = contenders.map((_, at) => `x${at}`);
  const z = contenders.flatMap(({ groups }, at) =>
    rules.reserves.flatMap(({ group }, of) =>
      groups.includes(group) ? [{ at, of, name: `z${at}_${of}` }] : [],
    ),
  );
  const s = seated.flatMap((groups, at) =>
    rules.reserves.flatMap(({ group }, of) =>
      groups.includes(group) ? [{ at, of, name: `s${at}_${of}` }] : [],
    ),
  );
  const y = claimants.flatMap(({ organisation }, of) =>
    contenders
      .filter((one) => one.organisation === organisation)
      .map((_, k) => ({ of, name: `y${of}_${k}`, cost: costOf(question, organisation, k) })),
  );
  const sum = (names: readonly string[]) => (names.length === 0 ? '0 nothing' : names.join(' + '));
  const held = [...z, ...s].map(({ name }) => name);
  const lines = [
    ...contenders.flatMap((_, at) => {
      const own = z.filter((one) => one.at === at);
      return own.length === 0 ? [] : [`${sum(own.map(({ name }) => name))} - x${at} <= 0`];
    }),
    ...seated.map((_, at) => `${sum(s.filter((one) => one.at === at).map(({ name }) => name))} <= 1`),
    ...rules.reserves.map(
      ({ seats: most }, of) =>
        `${sum([...z, ...s].filter((one) => one.of === of).map(({ name }) => name))} <= ${most}`,
    ),
    ...claimants.flatMap(({ organisation, here }, of) => {
      const own = contenders.flatMap((one, at) => (one.organisation === organisation ? [`x${at}`] : []));
      if (own.length === 0) return [];
      const steps = y.filter((one) => one.of === of).map(({ name }) => name);
      return [
        `${sum(own)} - ${steps.join(' - ')} = 0`,
        `${sum(own)} <= ${rules.cap === undefined ? own.length : Math.max(0, rules.cap - here)}`,
      ];
    }),
    `${sum(x)} <= ${seats}`,
    ...(given === undefined ? [] : [`${sum(x)} = ${given}`]),
    ...(reserved === undefined ? [] : [`${sum(held)} = ${reserved}`]),
  ];
  const goals = {
    seats: `Maximize\n obj: ${sum(x)}`,
    reserved: `Maximize\n obj: ${sum(held)}`,
    cost: `Minimize\n obj: ${y.length === 0 ? '0 nothing' : y.map(({ cost, name }) => `${cost} ${name}`).join(' + ')}`,
  };
  const names = ['nothing', ...x, ...held, ...y.map(({ name }) => name)];
  return `${goals[goal]}\nSubject To\n${lines.map((line, at) => ` c${at}: ${line}`).join('\n')}\nBinary\n ${names.join(' ')}\nEnd\n`;
}

// By require: what the package says of its types is true of that alone.
const { default: loadSolver }: typeof import('highs') = createRequire(import.meta.url)('highs');

let solver: Awaited<ReturnType<typeof loadSolver>>;

beforeAll(async () => {
  solver = await loadSolver();
});

function best(question: SeatsToGive, goal: Goal, given?: number, reserved?: number): number {
  const { Status, ObjectiveValue } = solver.solve(program(question, goal, given, reserved));
  if (Status !== 'Optimal') throw new Error(`${Status}\n${program(question, goal, given, reserved)}`);
  return Math.round(ObjectiveValue);
}

function filledBy({ filled }: Allocation): number {
  return [...filled.values()].reduce((sum, number) => sum + number, 0);
}

describe('an integer program', () => {
  it('gives as many seats, fills as many reserves, and shares no more fairly, with at most one reserve', () => {
    const withOne = weighed.chain((question) =>
      fc.constantFrom(0, 1).map((number) => ({
        ...question,
        rules: { ...question.rules, reserves: question.rules.reserves.slice(0, number) },
      })),
    );

    fc.assert(
      fc.property(withOne, (question) => {
        const allocation = allocate(question);
        const given = best(question, 'seats');
        const reserved = best(question, 'reserved', given);

        expect([allocation.given.length, filledBy(allocation)]).toEqual([given, reserved]);
        expect(spent(question, allocation)).toBe(best(question, 'cost', given, reserved));
      }),
      { numRuns: 40 },
    );
  });

  it('fills no more reserved seats, however the groups overlap and whatever the cap', () => {
    const withMore = weighed.map((question) => ({
      ...question,
      rules: { ...question.rules, reserves: someGroups.map((group, at) => ({ group, seats: 1 + at })) },
    }));

    fc.assert(
      fc.property(withMore, (question) => {
        const allocation = allocate(question);
        const given = best(question, 'seats');

        expect(allocation.given).toHaveLength(given);
        expect(filledBy(allocation)).toBe(best(question, 'reserved', given));
      }),
      { numRuns: 40 },
    );
  });
});
