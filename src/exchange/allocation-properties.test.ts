import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillsByTrying, plainAllocation } from '../../test/support/plain-allocation.ts';
import { seatsToGive, someGroups } from '../../test/support/seats-to-give.ts';
import { allocate, type SeatsToGive } from './allocation.ts';
import { noRules } from './seat-rules.ts';

const small = seatsToGive({ organisations: 4, contenders: 7, seats: 7 });
/** Where each seat that goes to the wrong one of a group is lost to another. */
const tight = small.map((question) => ({
  ...question,
  rules: { ...question.rules, cap: 1, reserves: someGroups.map((group) => ({ group, seats: 1 })) },
  contenders: question.contenders.map((one) => ({ ...one, groups: one.groups.slice(0, 1) })),
}));
const larger = seatsToGive({ organisations: 12, contenders: 60, seats: 30 });

function ids(question: SeatsToGive): string[] {
  return allocate(question).given.map(({ id }) => id);
}

function countBy(question: SeatsToGive, given: readonly { readonly organisation: string }[]) {
  return new Map(
    question.claimants.map(({ organisation }) => [
      organisation,
      given.filter((one) => one.organisation === organisation).length,
    ]),
  );
}

describe('the allocation', () => {
  it('is what its plain statement says, where every way to fill the reserves is tried', () => {
    fc.assert(
      fc.property(fc.oneof(small, tight), (question) => {
        expect(ids(question)).toEqual(plainAllocation(question, fillsByTrying));
      }),
      { numRuns: 600 },
    );
  });

  it('never depends on the order of what is handed in', () => {
    const turned = larger.chain((question) =>
      fc.record({
        question: fc.constant(question),
        claimants: fc.shuffledSubarray([...question.claimants], { minLength: question.claimants.length }),
        contenders: fc.shuffledSubarray([...question.contenders], { minLength: question.contenders.length }),
        seated: fc.shuffledSubarray([...question.seated], { minLength: question.seated.length }),
      }),
    );

    fc.assert(
      fc.property(turned, ({ question, ...others }) => {
        expect(allocate({ ...question, ...others })).toEqual(allocate(question));
      }),
    );
  });

  it('gives each seat that somebody may take, to those alone who are handed in, and never one more', () => {
    fc.assert(
      fc.property(larger, (question) => {
        const { given, waiting } = allocate(question);

        const cap = question.rules.cap ?? Number.POSITIVE_INFINITY;
        const takable = question.claimants.map(({ organisation, here }) =>
          Math.min(
            Math.max(0, cap - here),
            question.contenders.filter((one) => one.organisation === organisation).length,
          ),
        );
        expect(given).toHaveLength(
          Math.min(
            question.seats,
            takable.reduce((sum, number) => sum + number, 0),
          ),
        );
        expect([...given.map(({ id }) => id), ...waiting].toSorted()).toEqual(
          question.contenders.map(({ id }) => id).toSorted(),
        );
      }),
    );
  });

  it('keeps the cap, with the seats that an organisation holds already', () => {
    fc.assert(
      fc.property(larger, (question) => {
        const counts = countBy(question, allocate(question).given);

        for (const { organisation, here } of question.claimants) {
          const most = Math.max(0, (question.rules.cap ?? question.seats + here) - here);
          expect(counts.get(organisation)).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('passes nobody over for the floor, but for seats that are reserved', () => {
    fc.assert(
      fc.property(larger, (question) => {
        const asked = { ...question, rules: { ...question.rules, floor: true, reserves: [] } };
        const { given } = allocate(asked);

        const counts = countBy(asked, given);
        const forgotten = asked.claimants.filter(
          ({ organisation, received }) =>
            received === 0 &&
            counts.get(organisation) === 0 &&
            asked.contenders.some((one) => one.organisation === organisation),
        );
        const first = asked.claimants.filter(({ received }) => received === 0);
        const toOthers = given.filter(
          ({ organisation }) => !first.some((one) => one.organisation === organisation),
        );
        if (forgotten.length > 0) expect(toOthers).toEqual([]);
        for (const { organisation } of first) {
          if (forgotten.length > 0) expect(counts.get(organisation)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('gives nobody a lower place for a better ranking by their own organisation', () => {
    const ranked = larger.filter(({ contenders }) => contenders.length > 0);

    fc.assert(
      fc.property(ranked, fc.nat(), (question, pick) => {
        const { id } = question.contenders[pick % question.contenders.length] ?? { id: '' };
        const better = question.contenders.map((one) =>
          one.id === id ? { ...one, score: 3, asReserve: false, priority: 0 } : one,
        );

        if (ids({ ...question, rules: { ...question.rules, reserves: [] } }).includes(id)) {
          expect(
            ids({ ...question, contenders: better, rules: { ...question.rules, reserves: [] } }),
          ).toContain(id);
        }
      }),
    );
  });
});

describe('the divisor step', () => {
  const plain = larger.map((question) => ({ ...question, rules: noRules }));

  it('is house-monotone: one seat more takes nobody theirs', () => {
    fc.assert(
      fc.property(larger, (question) => {
        const rules = { ...question.rules, reserves: [] };
        const fewer = ids({ ...question, rules });

        expect(ids({ ...question, rules, seats: question.seats + 1 }).slice(0, fewer.length)).toEqual(fewer);
      }),
    );
  });

  it('is population-monotone: who grows never loses a seat to one that does not', () => {
    fc.assert(
      fc.property(plain, fc.nat(), fc.integer({ min: 1, max: 5 }), (question, pick, more) => {
        const at = pick % question.claimants.length;
        const grown = question.claimants.map((one, number) =>
          number === at ? { ...one, weight: Math.min(1_000_000, one.weight + more) } : one,
        );
        const name = question.claimants[at]?.organisation ?? '';

        const before = countBy(question, allocate(question).given).get(name) ?? 0;
        const after = countBy(question, allocate({ ...question, claimants: grown }).given).get(name) ?? 0;

        expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('owes nothing to an organisation that has received more', () => {
    fc.assert(
      fc.property(plain, fc.nat(), (question, pick) => {
        const at = pick % question.claimants.length;
        const served = question.claimants.map((one, number) =>
          number === at ? { ...one, received: one.received + 1 } : one,
        );
        const name = question.claimants[at]?.organisation ?? '';

        const before = countBy(question, allocate(question).given).get(name) ?? 0;
        const after = countBy(question, allocate({ ...question, claimants: served }).given).get(name) ?? 0;

        expect(after).toBeLessThanOrEqual(before);
      }),
    );
  });
});
