import { describe, expect, it } from 'vitest';
import { contactDetailIn, identityIn, namesSomebody, withoutDetails } from './personal-data.ts';

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

describe('what stands for one person', () => {
  it('is found: numbers with their word, numbers of papers, accounts, names of accounts', () => {
    expect(identityIn('my badge number is 44521')).toBe('badge number is 44521');
    expect(identityIn('matricule n° 12/4567')).toBe('matricule n° 12/4567');
    expect(identityIn('DNI: 12345678Z')).toBe('DNI: 12345678Z');
    expect(identityIn('الرقم الوظيفي: ٤٤٥٢١')).toBe('الرقم الوظيفي: 44521');
    expect(identityIn('the one with AB1234567')).toBe('AB1234567');
    expect(identityIn('GB82 WEST 1234 5698 7654 32')).toBe('GB82 WEST 1234 5698 7654 32');
    expect(identityIn('see linkedin.com/in/ama-boateng')).toBe('linkedin.com/in/ama-boateng');
  });

  it('is not seen in courses, papers, years and addresses of services', () => {
    for (const text of [
      'ICIP-2026 was better than ISO 17025 and OSJA 2027-06-01',
      'The service was good, 4 of 5, staff room 1204 too small',
      'The slides on https://www.interpol.int/slides/2026.pdf',
      'Passport checks were new to me, 20 of them in 2 days',
    ])
      expect(identityIn(text)).toBeUndefined();
  });

  it('is taken out, and the rest stays as it was written', () => {
    const written = 'Écrivez à ama.b@police.example, +233 24 412 34 56 ; DNI: 12345678Z, @ama_b. Merci !';

    expect(withoutDetails(written)).toBe('Écrivez à [•••], [•••] ; [•••], [•••]. Merci !');
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
