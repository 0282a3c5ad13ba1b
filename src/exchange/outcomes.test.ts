// Outcomes: what can be appealed, until when, and by whom an appeal is heard.
import { describe, expect, it } from 'vitest';
import { appealableUntil, isAppealable, mayHear, outcomeCodes } from './outcomes.ts';

describe('an appeal', () => {
  it('can be made against every outcome but being selected, for so many days', () => {
    expect(outcomeCodes.filter((code) => !isAppealable(code))).toEqual(['selected']);
    expect(appealableUntil(1_000, 5)).toBe(1_000 + 432_000_000);
  });

  it('is heard by nobody who had a part in it, nor through a deputy', () => {
    const part = { panel: ['rita'], nominator: 'kofi', nominee: 'esi', confirmer: 'vera' };

    expect(mayHear(['otto'], part)).toBe(true);
    for (const involved of ['rita', 'kofi', 'esi', 'vera']) {
      expect(mayHear([involved], part)).toBe(false);
      expect(mayHear(['otto', involved], part)).toBe(false);
    }
  });
});
