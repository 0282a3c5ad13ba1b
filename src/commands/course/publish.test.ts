import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  account,
  documents,
  openCourseScene,
  proposal,
  type Scene,
} from '../../../test/support/course-scene.ts';

describe('/course publish', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openCourseScene();
  });
  afterEach(() => scene.bench.close());

  it('previews, then announces a living card in every organisation’s channel and tells the proposer', async () => {
    const course = await scene.propose();
    const vera = scene.bench.as(account('vera'));

    const preview = await vera.runs('course publish', { course, ...documents });
    await scene.bench.sendDue();
    scene.hush();
    const done = await vera.presses('Publish');
    await scene.bench.sendDue();

    expect(preview).toContain('English: 3 channels (Egypt Police Academy, Ghana Police Service, Hub)');
    expect(preview).toContain('French: no channel');
    expect(preview).toContain('Nothing has been announced yet.');
    expect(done).toContain('“Digital evidence” is published. It is being announced in 3 channels');
    expect(scene.heard('ghana-news')).toContain('[Nominate] [Calendar file]');
    expect(scene.heard('egypt-news')).toContain('1 February 2027, 23:59 (Africa/Accra); your time:');
    expect(scene.heard('kofi')).toContain('“Digital evidence” has been published');
    expect(scene.bench.errors).toEqual([]);
  });

  it('says which document is missing, why, and who can lift it, and keeps nothing', async () => {
    const course = await scene.propose();
    const vera = scene.bench.as(account('vera'));

    const said = await vera.runs('course publish', {
      course,
      ...documents,
      briefValid: '2027-01-03',
      assessmentValid: '2027-02-15',
    });
    const kept = await scene.bench.store.read({ kind: 'process' }, (records) =>
      records.clearances.of(course),
    );

    expect(said).toContain(
      'The brief IPAB-1 (decided on 1 December 2026) was in force until 3 January 2027 and has expired.',
    );
    expect(said).toContain(
      'The human-rights assessment OSJA-1 is in force until 15 February 2027 and ends before the course begins on 1 March 2027.',
    );
    expect(said).toContain('can renew it');
    expect(kept.brief).toBeUndefined();
  });

  it('lets nobody publish their own proposal', async () => {
    const vera = scene.bench.as(account('vera'));
    await vera.runs('course propose', proposal);
    const [course] = await scene.bench.store.read({ kind: 'process' }, (records) => records.courses.list({}));

    const own = await vera.runs('course publish', { course: course?.id ?? '', ...documents });
    const other = await scene.bench
      .as(account('otto'))
      .runs('course publish', { course: course?.id ?? '', ...documents });

    expect(own).toContain('nobody publishes their own');
    expect(other).toContain('Preview: Digital evidence');
  });

  it('pressed twice, says that it is published and shows the card as it is', async () => {
    const course = await scene.propose();
    const vera = scene.bench.as(account('vera'));
    const otto = scene.bench.as(account('otto'));
    await vera.runs('course publish', { course, ...documents });
    await otto.runs('course publish', { course, ...documents });

    await vera.presses('Publish');
    const again = await otto.presses('Publish');
    await scene.bench.sendDue();

    expect(again).toContain('has been published already');
    expect(scene.bench.delivered.filter((one) => one.to === account('ghana-news'))).toHaveLength(1);
  });

  it('shows a course that changed since the preview once more instead of publishing it', async () => {
    const course = await scene.propose();
    const vera = scene.bench.as(account('vera'));
    await vera.runs('course publish', { course, ...documents });
    await scene.bench.as(account('kofi')).runs('course edit', { course, seats: 30 });

    const said = await vera.presses('Publish');

    expect(said).toContain('Something has changed since you looked.');
    expect(said).toContain('0 of 30 given');
    expect(await vera.presses('Publish')).toContain('is published');
  });

  it('previews another language in its own words and dates', async () => {
    const course = await scene.propose();
    const vera = scene.bench.as(account('vera'));
    await vera.runs('course publish', { course, ...documents });

    const french = await vera.presses('Preview: French');

    expect(french).toContain('1er mars 2027');
    expect(french).toContain('[Preview: English]');
  });

  it('refuses when the deadline has passed or no channel is named', async () => {
    const course = await scene.propose();
    scene.bench.clock.set('2027-02-02T09:00:00Z');

    const said = await scene.bench.as(account('vera')).runs('course publish', { course, ...documents });

    expect(said).toContain('The nomination deadline of “Digital evidence” (1 February 2027) has passed');
    expect(said).toContain('/course edit');
  });
});
