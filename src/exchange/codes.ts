// One-time codes that people read out, type and paste: written in Crockford's base 32, read with tolerance.

import { foldDigits } from './local-time.ts';

/** Without I, L, O and U: nothing to confuse with 1 and 0, and fewer words by accident. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Wrong codes count for an hour from the first of them. */
export const triesCountFor = 3_600_000;

/** So many may be tried in that time by one account; and in one workspace or server by all of them together. */
export const mostTries = { account: 5, place: 20 } as const;

/** Bytes as a code in groups of four: five random bytes give `7KQ4-M2XA`, ten give four groups. */
export function formatCode(bytes: Uint8Array): string {
  let symbols = '';
  let pending = 0;
  let bits = 0;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) symbols += alphabet.charAt((pending >> (bits - 5)) & 31);
  }
  if (bits > 0) symbols += alphabet.charAt((pending << (5 - bits)) & 31);
  return group(symbols);
}

/**
 * What somebody typed, as `formatCode` writes it: any case, blanks and dashes anywhere, O for 0, I and L for 1, Arabic
 * digits. Undefined when it cannot be a code. Compare with the stored one in constant time.
 */
export function readCode(text: string): string | undefined {
  const symbols = foldDigits(text.normalize('NFKC'))
    .replace(/[\p{Pd}\p{Cf}\s_.]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const readable =
    symbols.length >= 8 && symbols.length <= 64 && [...symbols].every((s) => alphabet.includes(s));
  return readable ? group(symbols) : undefined;
}

function group(symbols: string): string {
  return symbols.replace(/.{4}(?=.)/g, '$&-');
}
