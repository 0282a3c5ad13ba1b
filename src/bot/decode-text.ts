// The text that bytes stand for, in the encodings that spreadsheets write.
import { analyse } from 'chardet';
import type { Language } from '#exchange/languages.ts';

/** What older programs write where nobody chose Unicode, and what the other programs of that time did. */
const older = {
  western: ['windows-1252', 'ISO-8859-1'],
  arabic: ['windows-1256', 'ISO-8859-6'],
} as const;

/** So much likelier than what the other script would be; where neither is, the reader's language decides. */
const clearly = 2;

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
  const found = new Map(analyse(tellingWords(bytes)).map(({ name, confidence }) => [name, confidence]));
  const bestOf = (script: keyof typeof older) => {
    const likely = older[script].map((name) => ({ name, confidence: found.get(name) ?? 0 }));
    return likely.reduce((one, other) => (other.confidence > one.confidence ? other : one));
  };
  const [western, arabic] = [bestOf('western'), bestOf('arabic')];
  if (western.confidence > clearly * arabic.confidence) return western.name;
  if (arabic.confidence > clearly * western.confidence) return arabic.name;
  return older[language === 'ar' ? 'arabic' : 'western'][0];
}

/** Addresses, numbers and all else that every encoding writes alike would tell of nothing but of English. */
function tellingWords(bytes: Uint8Array): Uint8Array {
  const words: number[] = [];
  let from = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80 || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)) continue;
    const word = bytes.subarray(from, at);
    if (word.some((letter) => letter >= 0x80)) words.push(...word, 0x20);
    from = at + 1;
  }
  return Uint8Array.from(words);
}
