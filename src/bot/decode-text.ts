// The text that bytes stand for, in the encodings that spreadsheets write.
import { analyse } from 'chardet';
import type { Language } from '#exchange/languages.ts';

/** What older programs write where nobody chose Unicode, and what the other programs of that time did. */
const older = {
  western: ['windows-1252', 'ISO-8859-1'],
  arabic: ['windows-1256', 'ISO-8859-6'],
} as const;

/** Of a hundred; below it, a few letters say too little, and the reader's language says more. */
const sure = 30;

const bytesLookedAt = 100_000;

/** `language` is the reader's: it decides where the bytes alone do not. */
export function decodeText(bytes: Uint8Array, language: Language): string {
  return new TextDecoder(encodingOf(bytes, language)).decode(bytes);
}

function encodingOf(bytes: Uint8Array, language: Language): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, bytesLookedAt);
  // No text has zeros but one of two bytes to a letter, whose digits, separators and line ends have one each.
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (even + odd > 0) return odd > even ? 'utf-16le' : 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return olderEncodingOf(head, language);
  }
}

function olderEncodingOf(bytes: Uint8Array, language: Language): string {
  const found = new Map(analyse(bytes).map(({ name, confidence }) => [name, confidence]));
  const likely = ([...older.western, ...older.arabic] as const)
    .map((name) => ({ name, confidence: found.get(name) ?? 0 }))
    .toSorted((one, other) => other.confidence - one.confidence);
  const [best] = likely;
  if (best && best.confidence >= sure) return best.name;
  return language === 'ar' ? older.arabic[0] : older.western[0];
}
