import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fontsFor, type Measure, rightToLeft, wrap, wrapEvenly } from './chart-text.ts';

const style = { size: 10, weight: 400 } as const;
/** Every letter is as wide as it is high. */
const measure: Measure = (text, { size }) => [...text].length * size;

describe('wrapping', () => {
  test('breaks between words and keeps every line within the width', () => {
    const lines = wrap('one two three four', 90, style, measure);

    expect(lines).toEqual(['one two', 'three', 'four']);
  });

  test('breaks a word that is wider than a line between its letters, not inside them', () => {
    const lines = wrap('ab👮🏽‍♀️👮🏽‍♀️', 70, style, measure);

    expect(lines).toEqual(['ab👮🏽‍♀️', '👮🏽‍♀️']);
  });

  test('keeps what a no-break space ties together', () => {
    expect(wrap('à 95\u00a0%', 40, style, measure)).toEqual(['à', '95\u00a0%']);
  });

  test('loses no letter of any text', () => {
    const anyText = fc.string({ unit: fc.constantFrom('a', 'é', 'ب', ' ', '&', '<', '5', '👮🏽‍♀️', '字') });

    fc.assert(
      fc.property(anyText, fc.integer({ min: 10, max: 200 }), (text, width) => {
        const lines = wrap(text, width, style, measure);

        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  test('takes out what would reorder other text or break the drawing', () => {
    const lines = wrap('a\u202eb\u202c\u0000c\ud800d\u200fe', 500, style, measure);

    expect(lines).toEqual(['abcd\u200fe']);
  });

  test('gives an empty text no line', () => {
    expect(wrap(' \n', 100, style, measure)).toEqual([]);
  });

  test('leaves no word alone at the end where as many even lines hold the text', () => {
    const text = 'the course was relevant to us all';

    expect(wrap(text, 300, style, measure)).toEqual(['the course was relevant to us', 'all']);
    expect(wrapEvenly(text, 300, style, measure)).toEqual(['the course was', 'relevant to us all']);
  });
});

describe('a line in Arabic', () => {
  test('stands in an isolate of its own', () => {
    expect(rightToLeft('تقييم OSINT')).toBe('\u2067تقييم OSINT\u2069');
  });

  test('closes what wrapping left open, and cannot be closed by what wrapping left over', () => {
    expect(rightToLeft('دورة \u2068Digital')).toBe('\u2067دورة \u2068Digital\u2069\u2069');
    expect(rightToLeft('evidence\u2069 العام')).toBe('\u2067evidence العام\u2069');
  });

  test('is drawn in the Arabic font first, also inside another language', () => {
    expect(fontsFor('Course دورة')).toMatch(/^Noto Sans Arabic/);
    expect(fontsFor('Course 5')).toMatch(/^Noto Sans,/);
  });
});
