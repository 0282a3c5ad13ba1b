// Amounts of money as people type them in the four languages, read into whole minor units of an ISO 4217 currency.
import type { Language } from './languages.ts';
import { foldDigits } from './local-time.ts';

/** `unclear`: it could be two amounts, or none, or has more decimals than the currency. Undefined is never guessed. */
export type AmountRead = { readonly amount: number } | { readonly unclear: true };

/** Decimal and thousands separator of a language, where Western digits are written. */
interface Separators {
  readonly decimal: string;
  readonly group: string;
}

const arabic: Separators = { decimal: '٫', group: '٬' };
/** Blanks and apostrophes part thousands, wherever they come from; between Arabic digits a comma is often the Arabic one. */
const blanks = /[\s'’]/gu;

/** How many digits the minor unit of a currency has: 2 for GBP, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return maximumFractionDigits ?? 2;
}

/**
 * Reads `12,500.50`, `12.500,50`, `12 500,50` or `١٢٬٥٠٠٫٥٠`. Where one separator stands alone before three digits, the
 * reader's language says what it is.
 * @example readAmount('1.250', 'EUR', 'es') // { amount: 125000 }
 */
export function readAmount(typed: string, currency: string, language: Language): AmountRead {
  const text = foldDigits(typed)
    .replace(/\p{Cf}/gu, '')
    .trim();
  const match = /^\d[\d\s'’.,٫٬،]*$/u.exec(text);
  const parts = match && partsOf(text, separatorsOf(language));
  const digits = minorDigits(currency);
  if (!parts || parts.fraction.length > digits) return { unclear: true };
  const amount = Number(parts.whole + parts.fraction.padEnd(digits, '0'));
  return Number.isSafeInteger(amount) ? { amount } : { unclear: true };
}

function separatorsOf(language: Language): Separators {
  const parts = new Intl.NumberFormat(`${language}-u-nu-latn`).formatToParts(1_234_567.8);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return { decimal: of('decimal'), group: of('group') };
}

function partsOf(
  text: string,
  own: Separators,
): { readonly whole: string; readonly fraction: string } | undefined {
  const decimal = decimalIn(text, own);
  const at = decimal === undefined ? -1 : text.lastIndexOf(decimal);
  const whole = at < 0 ? text : text.slice(0, at);
  const fraction = at < 0 ? '' : text.slice(at + 1);
  if (!/^\d*$/u.test(fraction) || (at >= 0 && fraction === '')) return undefined;
  const plain = whole.replaceAll('،', ',').replace(blanks, ' ');
  // Thousands stand in threes, parted by one and the same sign.
  const grouped = /^\d{1,3}(?:([ .,٬])\d{3})(?:\1\d{3})*$/u.test(plain);
  if (!grouped && !/^\d+$/u.test(plain)) return undefined;
  return { whole: plain.replace(/\D/gu, ''), fraction };
}

/** The sign before the decimals; undefined where there are none. */
function decimalIn(text: string, own: Separators): string | undefined {
  if (text.includes(arabic.decimal)) return arabic.decimal;
  const signs = [...text].filter((sign) => /[.,]/u.test(sign));
  const last = signs.at(-1);
  if (last === undefined || text.includes(arabic.group) || new Set(signs).size > 1) return last;
  if (signs.length > 1) return undefined;
  const after = text.length - text.lastIndexOf(last) - 1;
  const isThousands = after === 3 && !/[\s'’]/u.test(text) && last !== own.decimal;
  return isThousands ? undefined : last;
}
