import { describe, expect, it } from 'vitest';
import { dayInWords, instantInWords, isolated, plainText } from './plain-text.ts';
import { command, day, instant, value } from './text.ts';

describe('bot/plain-text', () => {
  it('isolates a Latin title in an Arabic sentence, and an Arabic name in an English one', () => {
    expect(plainText(['الدورة ', value('Digital evidence')], { language: 'ar', zone: 'UTC' })).toBe(
      'الدورة \u2068Digital evidence\u2069',
    );
    expect(plainText(['By ', value('سلمى')], { language: 'en', zone: 'UTC' })).toBe('By \u2068سلمى\u2069');
  });

  it('lets no value reach beyond itself with direction controls, and isolates each line', () => {
    expect(isolated('abc\u202edef\u2066', 'en')).toBe('abcdef');
    expect(isolated('one\ntwo', 'ar')).toBe('\u2068one\u2069\n\u2068two\u2069');
  });

  it.each([
    ['en', '1 March 2027'],
    ['fr', '1er mars 2027'],
    ['es', '1 de marzo de 2027'],
    ['ar', '1 مارس 2027'],
  ] as const)('says a day in words in %s, with Western digits', (language, words) => {
    expect(dayInWords('2027-03-01', language).replaceAll(/[\u200e\u200f]/g, '')).toBe(words);
    expect(plainText([day('2027-03-01')], { language, zone: 'Asia/Tokyo' })).toContain('2027');
  });

  it('says an instant in the zone that was meant, with its name', () => {
    const noon = Date.UTC(2027, 2, 1, 12);

    expect(instantInWords(noon, 'Africa/Accra', 'both', 'en')).toMatch(/1 March 2027.*12:00 GMT/);
    expect(plainText([instant(noon, 'America/Lima', 'time')], { language: 'es', zone: 'UTC' })).toMatch(
      /^07:00 GMT-5$/,
    );
  });

  it('writes commands as they are typed', () => {
    expect(plainText(['Type ', command('my tasks')], { language: 'en', zone: 'UTC' })).toBe('Type /my tasks');
  });
});
