import { describe, expect, it } from 'vitest';
import type { Language } from './languages.ts';
import { minorDigits, readAmount } from './money.ts';

describe('an amount as it is typed', () => {
  it.each<[string, string, Language, number]>([
    ['12500', 'GBP', 'en', 1_250_000],
    ['12,500', 'GBP', 'en', 1_250_000],
    ['12,500.50', 'GBP', 'en', 1_250_050],
    ['12,500.5', 'GBP', 'en', 1_250_050],
    ['1,234,567', 'USD', 'en', 123_456_700],
    ['12 500,50', 'EUR', 'fr', 1_250_050],
    ['12\u202f500,50', 'EUR', 'fr', 1_250_050],
    ['12.500', 'EUR', 'es', 1_250_000],
    ['12.500,50', 'EUR', 'es', 1_250_050],
    ['12,50', 'EUR', 'en', 1_250],
    ['12.50', 'MXN', 'es', 1_250],
    ['1.250.000', 'EUR', 'fr', 125_000_000],
    ['12’500.50', 'CHF', 'fr', 1_250_050],
    ['١٢٬٥٠٠٫٥٠', 'EGP', 'ar', 1_250_050],
    ['١٢٥٠٠٫٥', 'EGP', 'ar', 1_250_050],
    ['\u200f١٢٬٥٠٠', 'EGP', 'ar', 1_250_000],
    ['١٢،٥٠٠', 'EGP', 'ar', 1_250_000],
    ['12,500', 'JPY', 'en', 12_500],
    ['12.500', 'KWD', 'en', 12_500],
    ['12,500', 'KWD', 'en', 12_500_000],
    ['12,500', 'TND', 'fr', 12_500],
    ['0.01', 'GBP', 'en', 1],
  ])('%s %s in %s is read', (typed, currency, language, amount) => {
    expect(readAmount(typed, currency, language)).toEqual({ amount });
  });

  it.each<[string, string, Language]>([
    ['12.500', 'GBP', 'en'],
    ['12,500', 'EUR', 'fr'],
    ['12.5', 'JPY', 'en'],
    ['12.345', 'GBP', 'en'],
    ['1,2,3', 'GBP', 'en'],
    ['12,50,000', 'GBP', 'en'],
    ['1.234,567.89', 'GBP', 'en'],
    ['12.', 'GBP', 'en'],
    ['-5', 'GBP', 'en'],
    ['about 500', 'GBP', 'en'],
    ['5e3', 'GBP', 'en'],
    ['', 'GBP', 'en'],
    ['99999999999999999999', 'GBP', 'en'],
    ['12 500 00', 'EUR', 'fr'],
  ])('%s %s in %s is not guessed at', (typed, currency, language) => {
    expect(readAmount(typed, currency, language)).toEqual({ unclear: true });
  });
});

it('knows how many digits the minor unit of a currency has', () => {
  expect(['GBP', 'JPY', 'KWD'].map(minorDigits)).toEqual([2, 0, 3]);
});
