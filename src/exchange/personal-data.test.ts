import { describe, expect, it } from 'vitest';
import { contactDetailIn, namesSomebody } from './personal-data.ts';

describe('ways to reach somebody', () => {
  it('are found however they are written', () => {
    expect(contactDetailIn('Write to ama.b@police.example please')).toBe('ama.b@police.example');
    expect(contactDetailIn('my number is +233 (0)24 412 34 56.')).toBe('+233 (0)24 412 34 56');
    expect(contactDetailIn('رقمي ٠٦٦١٢٣٤٥٦٧')).toBe('0661234567');
  });

  it('are not seen in years, hours, shares and prices', () => {
    expect(
      contactDetailIn('Better than in 2025–2026, from 09:00 to 17:30, 95 % of 1,200 pages'),
    ).toBeUndefined();
    expect(contactDetailIn('More time @ the range')).toBeUndefined();
  });
});

describe('names', () => {
  const names = ['Ama Boateng', 'Karim El Fassi', 'Li Wu'];

  it('are found whole or in part, in any case and without accents', () => {
    expect(namesSomebody('Inspector BOATENG was late', names)).toBe(true);
    expect(namesSomebody('merci à Karím', names)).toBe(true);
    expect(namesSomebody('Li Wu was very clear', names)).toBe(true);
  });

  it('are not seen inside other words, nor in short parts alone', () => {
    expect(namesSomebody('The amateurs had el problems', names)).toBe(false);
    expect(namesSomebody('Li-ion batteries were explained', names)).toBe(false);
  });
});
