// Typed text: what is taken out, what is kept, and how it is found again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText, searchKey, shortened } from './text-input.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('cleanLine', () => {
  it.each([
    [
      'keeps markup as the text it is',
      '<!channel> @everyone [x](javascript:1)',
      '<!channel> @everyone [x](javascript:1)',
    ],
    ['trims and joins lines', '  One\r\n\ttwo   three \u0085four', 'One two three four'],
    ['composes letters', 'Côté'.normalize('NFD'), 'Côté'],
    ['keeps Persian and emoji joiners', 'می\u200cخواهم 👩🏽\u200d🚒', 'می\u200cخواهم 👩🏽\u200d🚒'],
    ['keeps direction marks between words', 'C++\u200f دورة', 'C++\u200f دورة'],
    ['keeps vowel signs', 'مُحَمَّدٌ', 'مُحَمَّدٌ'.normalize('NFC')],
    ['finds nothing in blanks and marks', ' \u00a0\u3000\u200e\u200d\n', ''],
  ])('%s', (_, typed, text) => {
    expect(cleanLine(typed)).toEqual({ text, removed: false });
  });

  it.each([
    ['direction overrides', 'invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['direction embeddings and isolates', '\u202a\u2066a\u2069\u202c\u2067b\u2068', 'ab'],
    ['controls', 'a\u0000b\u001b[31mc\u007f', 'ab[31mc'],
    ['zero-width blanks and joiners of words', 'ad\u200bmin\u2060\ufeff', 'admin'],
    ['fillers that look like nothing', '\u3164\uffa0\u115f\u2800', ''],
    ['tags and private characters', 'a\u{e0041}\ue000\u{10ffff}', 'a'],
    ['half characters', 'a\ud800b', 'a\ufffdb'],
    ['towers of marks', `a${'\u0336'.repeat(50)}`, `a${'\u0336'.repeat(4)}`],
    ['soft hyphens', 'ex\u00adchange', 'exchange'],
  ])('takes out %s, and says so', (_, typed, text) => {
    expect(cleanLine(typed)).toEqual({ text, removed: true });
  });

  it('gives one line without direction tricks, and the same when cleaned again', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const { text } = cleanLine(typed);

        expect(text).not.toMatch(/[\n\r\u2028\u2029\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        expect(cleanLine(text)).toEqual({ text, removed: false });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('cleanText', () => {
  it('keeps lines and single empty lines', () => {
    expect(cleanText(' One \r\ntwo\t\n\n\n\n three\u2028four\n')).toEqual({
      text: 'One\ntwo\n\n three\nfour',
      removed: false,
    });
  });

  it('takes out the same tricks as in a line', () => {
    expect(cleanText('a\u202e\nb')).toEqual({ text: 'a\nb', removed: true });
  });

  it('gives the same when cleaned again', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const { text } = cleanText(typed);

        expect(cleanText(text)).toEqual({ text, removed: false });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('searchKey', () => {
  it.each([
    ['ÉTUDES à l’œuvre', "etudes a l'oeuvre"],
    ['Señor Núñez', 'senor nunez'],
    ['Straße', 'strasse'],
    ['İSTANBUL', 'istanbul'],
    ['ＦＵＬＬ ｗｉｄｔｈ', 'full width'],
    ['أحمد', 'احمد'],
    ['إدارة', 'اداره'],
    ['آمنة', 'امنه'],
    ['مُحَمَّد', 'محمد'],
    ['العـــربية', 'العربيه'],
    ['مصطفى', 'مصطفي'],
    ['علی', 'علي'],
    ['کریم', 'كريم'],
    ['٢٠٢٧ ۲۰۲۷', '2027 2027'],
    ['  two \u200e blanks\n', 'two blanks'],
  ])('finds %j under %j', (text, key) => {
    expect(searchKey(text)).toBe(key);
  });

  it('gives the same key for a key, and for text however composed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const key = searchKey(text);

        expect(searchKey(key)).toBe(key);
        expect(searchKey(text.toWellFormed().normalize('NFD'))).toBe(key);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('shortened', () => {
  it('leaves what fits, ends the rest with an ellipsis, and never halves a letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 20 }), (text, most) => {
        const short = shortened(text, most);

        expect(short.length).toBeLessThanOrEqual(most);
        expect(short.isWellFormed()).toBe(true);
        if (text.length <= most) expect(short).toBe(text);
        else expect(short).toMatch(/…$/);
      }),
    );
  });
});
