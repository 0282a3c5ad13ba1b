import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account } from '../../../test/support/course-scene.ts';
import { experts, openReviewScene, type ReviewScene } from '../../../test/support/review-scene.ts';

describe('reminders of reviews', () => {
  let on: ReviewScene;

  beforeEach(async () => {
    on = await openReviewScene();
    for (const expert of experts) await on.name(expert);
    await on.bench.as(account('vera')).runs('select reviewers', { course: on.course, due: '2027-02-20' });
    await on.bench.sweep();
    on.scene.hush();
  });

  afterEach(() => on.bench.close());

  async function at(instant: string): Promise<void> {
    on.bench.clock.set(instant);
    await on.scene.stillServe();
    await on.bench.sweep();
  }

  it('come three days and one day before the last day, in the morning of the reviewer', async () => {
    await at('2027-02-17T13:00:00Z');
    expect(on.scene.heard('rita')).toBe('');
    await at('2027-02-17T15:00:00Z');
    expect(on.scene.heard('rita')).toContain('2 nominations still wait');
    on.scene.hush();
    await at('2027-02-18T15:00:00Z');
    expect(on.scene.heard('rita')).toBe('');
    await at('2027-02-19T15:00:00Z');
    expect(on.scene.heard('rita')).toContain('They are due by 20 February 2027.');
  });

  it('stop for whoever has given all, and when the scores are closed', async () => {
    await on.rateAll();
    await at('2027-02-17T15:00:00Z');

    for (const expert of experts) expect(on.scene.heard(expert)).toBe('');
  });

  it('follow the day when it moves', async () => {
    await on.bench.as(account('vera')).runs('select reviewers', { course: on.course, due: '2027-02-25' });
    await at('2027-02-17T15:00:00Z');
    expect(on.scene.heard('rita')).toBe('');
    await at('2027-02-22T15:00:00Z');

    expect(on.scene.heard('rita')).toContain('They are due by 25 February 2027.');
  });

  it('come with nominations that were handed in late, which are given to reviewers by themselves', async () => {
    await on.scene.nominate(on.course, 'esi', 'open');
    await on.bench.sweep();

    const rows = await on.bench.arrange(({ reviews }) => reviews.of(on.course));
    expect(rows).toHaveLength(6);
  });
});
