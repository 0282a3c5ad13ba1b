// What people typed, made safe to keep and to show, and folded for searching in the four languages.

import { foldDigits } from './local-time.ts';

/** `removed` is true when something invisible or misleading was taken out (blanks at the ends do not count). */
export interface CleanInput {
  text: string;
  removed: boolean;
}

/**
 * Characters that change how others read without being seen: controls (line breaks and tabs are handled before),
 * direction overrides, embeddings and isolates (Unicode Technical Report 36, "bidirectional text spoofing"), zero-width
 * and filler characters, deprecated format characters, annotations, tags, private use and noncharacters. Left-to-right,
 * right-to-left and Arabic letter marks stay, and so do the joiners that Persian and emoji are written with.
 */
const misleading =
  /[\p{Cc}\p{Co}\p{Noncharacter_Code_Point}\u00ad\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffc\u{e0000}-\u{e007f}]|\u034f/gu;

/** More marks on one letter than any of the languages writes: they climb over the lines around them. */
const stackedMarks = /(\p{M}{4})\p{M}+/gu;

/** Seen by nobody when they stand alone. */
const edges = /^[\s\u200c-\u200f\u061c]+|[\s\u200c\u200d]+$/gu;

/** One line: line breaks and runs of blanks become one blank. */
export function cleanLine(text: string): CleanInput {
  return clean(text.replace(/[\s\u0085]+/gu, ' '), (kept) => kept.replace(/\s+/gu, ' '));
}

/** Several lines: line breaks stay, never more than one empty line in a row. */
export function cleanText(text: string): CleanInput {
  return clean(text.replace(/\r\n?|[\u0085\u2028\u2029\v\f]/gu, '\n').replaceAll('\t', ' '), (kept) =>
    kept.replace(/[^\S\n]+\n/gu, '\n').replace(/\n{3,}/gu, '\n\n'),
  );
}

function clean(text: string, tidy: (kept: string) => string): CleanInput {
  const formed = text.toWellFormed().normalize('NFC');
  const kept = formed
    .replace(misleading, (character) => (character === '\n' ? character : ''))
    .replace(stackedMarks, '$1')
    .normalize('NFC');
  return { text: tidy(kept).replace(edges, ''), removed: kept !== formed || !text.isWellFormed() };
}

/** At most so many UTF-16 units for where there is little room, never half of a letter; the whole stands elsewhere. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text
    .slice(0, most - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}

/** Letters that decomposing leaves apart although people type one for the other. */
const alike: Readonly<Record<string, string>> = {
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  '’': "'",
  '‘': "'",
  ʼ: "'",
};

/**
 * A key under which `Études`, `etudes` and `ETUDES` are one, and so are `أحمد` and `احمد`, `مدرسة` and `مدرسه`.
 * For comparing and searching only; a key of a key is the same key.
 */
export function searchKey(text: string): string {
  const folded = foldDigits(text.toWellFormed().toLowerCase().normalize('NFKD'))
    .replace(/[\p{M}\p{Cf}\p{Cc}\u0640]/gu, (character) => (/\s/u.test(character) ? ' ' : ''))
    .replace(/[ٱىیکةßæœøłđı’‘ʼ]/gu, (letter) => alike[letter] ?? letter);
  return folded.toLowerCase().normalize('NFKD').replace(/\s+/gu, ' ').trim();
}
