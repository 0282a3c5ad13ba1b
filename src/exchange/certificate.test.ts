import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certificateCode, readCertificateCode, standingOf } from './certificate.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const random = fc
  .array(fc.constantFrom(...alphabet), { minLength: 19, maxLength: 24 })
  .map((symbols) => symbols.join(''));

describe('the code of a certificate', () => {
  it('is five groups of four that every way of typing it leads back to', () => {
    fc.assert(
      fc.property(random, (symbols) => {
        const code = certificateCode(symbols);
        if (code === undefined) return;

        expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(readCertificateCode(code)).toBe(code);
        expect(readCertificateCode(` ${code.toLowerCase().replaceAll('-', ' ')}\u200e`)).toBe(code);
        expect(readCertificateCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code);
      }),
    );
  });

  it('catches one wrong symbol, and two neighbours that changed places', () => {
    fc.assert(
      fc.property(random, fc.nat(19), fc.constantFrom(...alphabet), (symbols, at, other) => {
        const code = certificateCode(symbols)?.replaceAll('-', '');
        if (code === undefined) return;
        const wrong = code.slice(0, at) + other + code.slice(at + 1);
        const swapped = code.slice(0, at) + (code[at + 1] ?? '') + (code[at] ?? '') + code.slice(at + 2);

        if (wrong !== code) expect(readCertificateCode(wrong)).toBeUndefined();
        if (at < 19 && swapped !== code) expect(readCertificateCode(swapped)).toBeUndefined();
      }),
    );
  });

  it('is none when it is too short, too long, or has signs that no code has', () => {
    for (const typed of ['', '7KQ4-M2XA', 'U'.repeat(20), '*'.repeat(20), '0'.repeat(21)])
      expect(readCertificateCode(typed)).toBeUndefined();
    expect(() => certificateCode('7KQ4')).toThrow('more random symbols');
  });

  it('says how its certificate stands', () => {
    expect(standingOf({ revokedAt: null, revokedFor: null })).toBe('valid');
    expect(standingOf({ revokedAt: 1, revokedFor: 'issuer' })).toBe('revoked');
    expect(standingOf({ revokedAt: 1, revokedFor: 'holder' })).toBe('withdrawn');
  });
});
