import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import corpus from '../../test/fixtures/case-data.json' with { type: 'json' };
import { caseDataIn } from './case-data.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const all = (part: Readonly<Record<string, readonly string[]>>) => Object.values(part).flat();

describe('free text', () => {
  it.each(all(corpus.reports))('that reports a crime is recognised: %s', (text) => {
    expect(caseDataIn(text)).toBe('report');
  });

  it.each(all(corpus.cases))('that gives data of a case is recognised: %s', (text) => {
    expect(caseDataIn(text)).toBeDefined();
  });

  it.each(all(corpus.neither))('about training is left alone: %s', (text) => {
    expect(caseDataIn(text)).toBeUndefined();
  });

  it('is recognised in other digits, in capitals, and in the midst of other words', () => {
    const texts = [
      'I WANT TO REPORT A MURDER',
      'قضية رقم ٤٥١٢ والمشتبه به هارب',
      'Please take Kofi. By the way: my car was stolen yesterday, can you help?',
    ];

    expect(texts.map(caseDataIn)).not.toContain(undefined);
  });

  it('of this house, in its tests, samples and words, is none of it', () => {
    const files = ['src', 'test'].flatMap((folder) =>
      readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.(ts|json)$/u.test(path) && !/case-data|migrations/u.test(path))
        .map((path) => `${folder}/${path}`),
    );

    const found = files.flatMap((path) =>
      [...readFileSync(`${root}${path}`, 'utf8').matchAll(/(['"`])((?:(?!\1|\n).){8,})\1/gu)]
        .map(([, , text = '']) => text)
        .filter((text) => caseDataIn(text) !== undefined)
        .map((text) => `${path}: ${text}`),
    );

    expect(files.length).toBeGreaterThan(500);
    expect(found).toEqual([]);
  });

  it('does not hold up whoever reads it, however long and odd it is', () => {
    const hostile = ['Aa '.repeat(7_000), 'i want to report '.repeat(1_200), `case no ${'1'.repeat(19_000)}`];

    // A pattern that goes back on itself would take minutes here.
    expect(hostile.map(caseDataIn)).toEqual([undefined, undefined, undefined]);
  });
});
