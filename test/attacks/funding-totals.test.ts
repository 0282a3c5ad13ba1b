// Totals of money: somebody who asks for everything, again and again while lines change, learns no country's amount.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subjects } from '#exchange/course.ts';
import {
  type FundingAmount,
  fundingRules,
  payerKinds,
  totalsOfYear,
  totalsToTell,
} from '#exchange/funding.ts';
import { amounts, attack, insiders, linesOf } from './funding-attacker.ts';
import { boundsOf } from './linear-bounds.ts';

const runs = 150;
const seed = 20_270_104;
describe('somebody who computes', () => {
  it('knows how far totals leave an amount open', () => {
    const known = [
      { of: [0, 1, 2], total: 10 },
      { of: [1, 2], total: 7 },
      { of: [2, 3], total: 4 },
    ];

    expect(boundsOf(5, known, [0])).toEqual({ least: 3, greatest: 3 });
    expect(boundsOf(5, known, [2])).toEqual({ least: 0, greatest: 4 });
    expect(boundsOf(5, known, [1])).toEqual({ least: 3, greatest: 7 });
    expect(boundsOf(5, known, [4]).greatest).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('totals of money', () => {
  it(`let nobody compute a country’s amount, nor come within a tenth of it: ${runs} runs, seed ${seed}`, () => {
    let told = 0;
    fc.assert(
      fc.property(amounts, (truth) => {
        const totals = totalsToTell(truth);
        told += totals.length;

        const known = totals.map((one) => linesOf(truth, one));
        for (const insider of insiders) expect(attack(truth, known, insider)).toEqual([]);
      }),
      { numRuns: runs, seed },
    );

    // It would keep every secret by telling nothing.
    expect(told).toBeGreaterThan(runs / 3);
  });

  it('are the same whatever is added, corrected or removed after they were told', () => {
    let changed = 0;
    fc.assert(
      fc.property(amounts, fc.array(amounts, { minLength: 1, maxLength: 4 }), (before, later) => {
        let known = totalsOfYear({ year: 2026, currentYear: 2026, told: undefined, amounts: before });
        expect(known).toBeUndefined();
        known = totalsOfYear({ year: 2026, currentYear: 2027, told: known, amounts: before });
        const first = JSON.stringify(known);
        for (const now of later) {
          if (JSON.stringify(totalsToTell(now)) !== first) changed += 1;
          known = totalsOfYear({ year: 2026, currentYear: 2027, told: known, amounts: now });
          expect(JSON.stringify(known)).toBe(first);
        }
      }),
      { numRuns: runs, seed },
    );

    expect(changed).toBeGreaterThan(0);
  });

  it('hold each amount at most once, and only such as keep the rules', () => {
    fc.assert(
      fc.property(amounts, (truth) => {
        const totals = totalsToTell(truth);
        const parts = totals.flatMap((one) => one.parts.map((part) => `${part.payerKind} ${part.subject}`));

        expect(new Set(parts).size).toBe(parts.length);
        for (const { countries } of totals)
          expect(countries).toBeGreaterThanOrEqual(fundingRules.fewestCountries);
      }),
      { numRuns: runs, seed },
    );
  });

  it('would leak without complementary suppression: every total of five countries, before and after a line is added', () => {
    const cells = payerKinds.flatMap((payerKind) => subjects.map((subject) => ({ payerKind, subject })));
    const filters = [
      ...cells.map((cell) => [cell]),
      ...payerKinds.map((kind) => cells.filter((cell) => cell.payerKind === kind)),
      ...subjects.map((subject) => cells.filter((cell) => cell.subject === subject)),
      cells,
    ];
    const toldOf = (truth: readonly FundingAmount[]) =>
      filters.flatMap((parts) => {
        const { of } = linesOf(truth, { parts, amount: 0 });
        const countries = new Set(of.map((at) => truth[at]?.country)).size;
        const total = of.reduce((sum, at) => sum + (truth[at]?.amount ?? 0), 0);
        return countries >= fundingRules.fewestCountries ? [{ of, total }] : [];
      });
    let leaks = 0;
    fc.assert(
      fc.property(amounts, (truth) => {
        leaks += attack(truth, [...toldOf(truth.slice(0, -1)), ...toldOf(truth)]).length > 0 ? 1 : 0;
      }),
      { numRuns: runs / 3, seed },
    );

    expect(leaks).toBeGreaterThan(runs / 10);
  });
});
