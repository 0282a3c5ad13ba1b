// Runs of a course are known by their titles, whatever numbers them, and compared with the latest that was over.
import { describe, expect, it } from 'vitest';
import { previousRunOf, seriesTitle } from './course-runs.ts';

describe('the title of a series', () => {
  it.each([
    ['Digital Evidence 2027', 'digital evidence'],
    ['Digital evidence (3rd run)', 'digital evidence run'],
    ['Digital evidence – II', 'digital evidence'],
    ['2e cours de preuve numérique', 'cours de preuve numérique'],
    ['Prueba digital, 4.ª edición', 'prueba digital edición'],
    ['الأدلة الرقمية ٢٠٢٧', 'الأدلة الرقمية'],
    ['Investigación de drogas', 'investigación de drogas'],
    ['2027', '2027'],
  ])('leaves out of %s what numbers it', (title, series) => {
    expect(seriesTitle(title)).toBe(series);
  });

  it('keeps words that only look like numbers', () => {
    expect(seriesTitle('Civil protection')).toBe('civil protection');
    expect(seriesTitle('V for victims')).toBe('v for victims');
  });
});

describe('the previous run', () => {
  const run = (id: string, title: string, startsOn: string, endsOn: string) => ({
    id,
    title,
    startsOn,
    endsOn,
  });
  const now = run('crs-5', 'Digital evidence 2027', '2027-06-01', '2027-06-05');

  it('is the latest of the series that was over before this one began', () => {
    const earlier = [
      run('crs-1', 'Digital evidence 2024', '2024-06-01', '2024-06-05'),
      run('crs-2', 'Digital evidence 2026', '2026-06-01', '2026-06-05'),
      run('crs-3', 'Crowd control 2026', '2026-09-01', '2026-09-05'),
      run('crs-4', 'Digital evidence 2027', '2027-05-30', '2027-06-03'),
    ];

    expect(previousRunOf(now, earlier)?.id).toBe('crs-2');
    expect(previousRunOf(now, earlier.toReversed())?.id).toBe('crs-2');
  });

  it('is none where there was none, and never the course itself', () => {
    expect(previousRunOf(now, [now])).toBeUndefined();
    expect(previousRunOf(now, [])).toBeUndefined();
  });
});
