// Long texts in pieces: nothing is lost, and no letter is cut in two.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RichElement } from './render-text.ts';
import { chunks, splitText } from './split-text.ts';

describe('splitText', () => {
  it('gives pieces that make the whole again, none longer than allowed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.integer({ min: 2, max: 40 }),
        (text, most) => {
          const pieces = splitText(text, most);

          expect(pieces.join('')).toBe(text);
          expect(pieces.every((piece) => piece.length <= most)).toBe(true);
        },
      ),
    );
  });

  it('parts after a blank where one is near', () => {
    expect(splitText('one two three four', 15)).toEqual(['one two three ', 'four']);
  });

  it('never parts the two halves of a letter', () => {
    expect(splitText('😀😀', 3)).toEqual(['😀', '😀']);
  });
});

describe('chunks', () => {
  it('fills each run and keeps the style of what is parted', () => {
    const elements: RichElement[] = [
      { type: 'text', text: 'Aims: ', style: { bold: true } },
      { type: 'text', text: 'x'.repeat(25) },
    ];

    expect(chunks(elements, 20)).toEqual([
      [
        { type: 'text', text: 'Aims: ', style: { bold: true } },
        { type: 'text', text: 'x'.repeat(14) },
      ],
      [{ type: 'text', text: 'x'.repeat(11) }],
    ]);
  });

  it('gives nothing for nothing', () => {
    expect(chunks([], 20)).toEqual([]);
  });
});
