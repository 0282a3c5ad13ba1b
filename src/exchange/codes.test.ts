// One-time codes: written for people, read as people type.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCode, readCode } from './codes.ts';

describe('formatCode', () => {
  it('writes five bytes as two groups of four, in the alphabet of Crockford', () => {
    expect(formatCode(Uint8Array.of(0, 0, 0, 0, 0))).toBe('0000-0000');
    expect(formatCode(Uint8Array.of(255, 255, 255, 255, 255))).toBe('ZZZZ-ZZZZ');
    expect(formatCode(Uint8Array.of(0x00, 0x44, 0x32, 0x14, 0xc7))).toBe('0123-4567');
    expect(formatCode(new Uint8Array(10))).toBe('0000-0000-0000-0000');
  });

  it('gives different bytes different codes', () => {
    const bytes = fc.uint8Array({ minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        expect(formatCode(one) === formatCode(other)).toBe(one.join() === other.join());
      }),
    );
  });

  it('loses no bit when the bytes do not come out even', () => {
    expect(formatCode(Uint8Array.of(255))).toBe('ZW');
    expect(formatCode(new Uint8Array(0))).toBe('');
  });
});

describe('readCode', () => {
  it.each([
    '7KQ4-M2XA',
    '7kq4m2xa',
    ' 7KQ4 M2XA ',
    '7KQ4–M2XA',
    '７ＫＱ４－Ｍ２ＸＡ',
    '٧kq٤-m٢xa',
    '\u200f7KQ4-M2XA\u200f',
  ])('reads %j', (typed) => {
    expect(readCode(typed)).toBe('7KQ4-M2XA');
  });

  it('takes O for nought, and I and L for one', () => {
    expect(readCode('oOiIlL00')).toBe('0011-1100');
  });

  it.each([
    '',
    '7KQ4',
    '7KQ4-M2X',
    'UUUU-UUUU',
    '7KQ4-M2X!',
    'ABCD-EFGI\u0301',
    'x'.repeat(10_000),
    'ｕ7KQ4M2X',
  ])('does not take %j for a code', (typed) => {
    expect(readCode(typed)).toBeUndefined();
  });

  it('reads whatever was written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 20 }), (bytes) => {
        const code = formatCode(bytes);

        expect(readCode(code.toLowerCase().replaceAll('-', ' '))).toBe(code);
      }),
    );
  });
});
