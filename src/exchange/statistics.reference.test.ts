// Every figure against what R says of it: test/fixtures/statistics/reference.csv, made by reference.R beside it.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { holm, newcombe, newcombeP, shrunkenMean } from './cohort-comparison.ts';
import { learningGain, normalisedGain } from './learning-gain.ts';
import { cohensKappa } from './practice.ts';
import { answersNeeded, meanInterval, medianOf, nps, tQuantile95, wilson } from './statistics.ts';

interface Row {
  readonly figure: string;
  readonly input: string;
  readonly result: string;
  readonly value: string;
}

const file = new URL('../../test/fixtures/statistics/reference.csv', import.meta.url);
const rows: readonly Row[] = parse(readFileSync(file), { columns: true });

type Results = Readonly<Record<string, number | undefined>>;

/** What is reckoned here from the lists of a row's input. */
const figures: Readonly<Record<string, (lists: readonly (readonly number[])[]) => Results>> = {
  t: ([list]) => ({ t: tQuantile95(at(list, 0)) }),
  wilson: ([list]) => ({ ...wilson(at(list, 0), at(list, 1), list?.[2]) }),
  median: ([counts = []]) => ({ median: medianOf(counts) }),
  mean: ([counts = []]) => ({ ...meanInterval(counts) }),
  nps: ([groups, cohort]) => ({
    ...nps({ promoters: at(groups, 0), passives: at(groups, 1), detractors: at(groups, 2) }, cohort?.[0]),
  }),
  enough: ([list]) => ({
    usable: answersNeeded(at(list, 0), 'usable'),
    solid: answersNeeded(at(list, 0), 'solid'),
  }),
  gain([questions, before = [], after = []]) {
    const hundred = (scores: readonly number[]) => scores.map((score) => (100 * score) / at(questions, 0));
    const found = learningGain({ before: hundred(before), after: hundred(after) }).figures;
    if (found === undefined) return {};
    const { interval, normalised, ...rest } = found;
    return { ...rest, ...interval, normalised: normalised?.value };
  },
  hake: ([list]) => ({ value: normalisedGain(at(list, 0), at(list, 1))?.value }),
  newcombe([list]) {
    const now = { k: at(list, 0), n: at(list, 1) };
    const before = { k: at(list, 2), n: at(list, 3) };
    return { ...newcombe(now, before), p: newcombeP(now, before) };
  },
  holm: ([ps = []]) => Object.fromEntries(holm(ps).map((p, rank) => [String(rank + 1), p])),
  shrunken: ([list]) => ({ mean: shrunkenMean(at(list, 0), at(list, 1), at(list, 2), at(list, 3)) }),
  agreement(table) {
    const pairs = table.flatMap((row, one) =>
      row.flatMap((number, other) => Array(number).fill([String(one), String(other)])),
    );
    return { kappa: cohensKappa(pairs) };
  },
};

function at(list: readonly number[] | undefined, place: number): number {
  return list?.[place] ?? Number.NaN;
}

/** To the tenth digit; the t of jstat is known to seven or eight, and all that is reckoned with it. */
const tolerance: Readonly<Record<string, number>> = { t: 1e-7, mean: 1e-6, gain: 1e-5 };

describe('the figures', () => {
  it.each([...new Set(rows.map(({ figure }) => figure))])('of %s are those of R', (figure) => {
    const reckon = figures[figure];
    const of = rows.filter((row) => row.figure === figure);

    const wrong = of.flatMap(({ input, result, value }) => {
      const found = reckon?.(input.split(';').map((list) => list.split(' ').map(Number)))?.[result];
      const near = Math.abs((found ?? Number.NaN) - Number(value)) <= (tolerance[figure] ?? 1e-10);
      return near ? [] : [`${input} ${result}: ${found}, not ${value}`];
    });

    expect(of.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  it('are all in the table', () => {
    expect(new Set(rows.map(({ figure }) => figure))).toEqual(new Set(Object.keys(figures)));
    expect(rows.length).toBeGreaterThan(800);
  });

  it('of a mean need the counts of a scale, wherever it begins', () => {
    const counts = [0, 1, 1, 9, 7];

    expect(meanInterval(counts, 0)?.mean).toBeCloseTo((meanInterval(counts)?.mean ?? 0) - 1);
  });
});
