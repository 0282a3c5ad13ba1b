// Every figure against what R says of it: test/fixtures/statistics/reference.csv, made by reference.R beside it.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { holm, newcombe, newcombeP, shrunkenMean } from './cohort-comparison.ts';
import { learningGain, normalisedGain, pairedScores } from './learning-gain.ts';
import { agreementOf } from './practice-figures.ts';
import { answersNeeded, meanInterval, medianOf, nps, tQuantile95, wilson } from './statistics.ts';

interface Row {
  readonly figure: string;
  readonly input: string;
  readonly result: string;
  readonly value: string;
}

const file = new URL('../../test/fixtures/statistics/reference.csv', import.meta.url);
const rows: readonly Row[] = parse(readFileSync(file), { columns: true });

type Results = Readonly<Record<string, number | undefined>> | undefined;

/** What is reckoned here from the lists of a row's input. */
const figures: Readonly<Record<string, (lists: readonly (readonly number[])[]) => Results>> = {
  t: ([[df = 0] = []]) => ({ t: tQuantile95(df) }),
  wilson: ([[k = 0, n = 0, cohort] = []]) => ({ ...wilson(k, n, cohort) }),
  median: ([counts = []]) => ({ median: medianOf(counts) }),
  mean: ([counts = []]) => meanInterval(counts) as Results,
  nps: ([[promoters = 0, passives = 0, detractors = 0] = [], [cohort] = []]) => ({
    ...nps({ promoters, passives, detractors }, cohort),
  }),
  enough: ([[cohort = 0] = []]) => ({
    usable: answersNeeded(cohort, 'usable'),
    solid: answersNeeded(cohort, 'solid'),
  }),
  gain([[questions = 0] = [], before = [], after = []]) {
    const pairs = before.map((score, at) => [score, after[at] ?? 0] as const);
    const found = learningGain(pairedScores(questions, pairs)).figures;
    return found && { ...found, ...found.interval, normalised: found.normalised?.value };
  },
  hake: ([[before = 0, after = 0] = []]) => ({ value: normalisedGain(before, after)?.value }),
  newcombe: ([[a = 0, m = 0, b = 0, n = 0] = []]) => {
    const [now, earlier] = [
      { k: a, n: m },
      { k: b, n },
    ];
    return { ...newcombe(now, earlier), p: newcombeP(now, earlier) };
  },
  holm: ([ps = []]) => Object.fromEntries(holm(ps).map((p, at) => [String(at + 1), p])),
  shrunken: ([[mean = 0, n = 0, overall = 0, kappa] = []]) => ({
    mean: shrunkenMean(mean, n, overall, kappa),
  }),
  agreement: (table) => ({ ...agreementOf(table) }),
};

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
    const counts: Counts = [0, 1, 1, 9, 7];

    expect(meanInterval(counts, 0)?.mean).toBeCloseTo((meanInterval(counts)?.mean ?? 0) - 1);
  });
});
