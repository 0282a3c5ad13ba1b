// The ids that the store gives: a short prefix that says what it is, and sixty random bits.
import { randomBytes } from 'node:crypto';

/** Crockford's base 32 in small letters. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

export type IdPrefix =
  | 'org'
  | 'per'
  | 'crs'
  | 'nom'
  | 'ofr'
  | 'dft'
  | 'dlv'
  | 'cir'
  | 'pst'
  | 'ser'
  | 'sym'
  | 'rsk'
  | 'con'
  | 'dec'
  | 'lot'
  | 'pln'
  | 'dpt'
  | 'dep'
  | 'crt'
  | 'fnd'
  | 'ear'
  | 'exo'
  | 'rev'
  | 'apl'
  | 'qst'
  | 'act'
  | 'cmt'
  | 'thm';

/** `crs-7k3m9q2w5xyz`: short, because ids travel in button routes of at most 100 characters. */
export type NewId = (prefix: IdPrefix) => string;

export function newId(prefix: IdPrefix): string {
  return `${prefix}-${randomText(12)}`;
}

/** Random characters of five bits each. */
export function randomText(length: number): string {
  let text = '';
  for (const byte of randomBytes(length)) text += alphabet.charAt(byte & 31);
  return text;
}
