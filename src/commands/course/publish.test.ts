import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, proposal, type Scene } from '../../../test/support/course-scene.ts';

describe('/course publish', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openCourseScene();
  });
  afterEach(() => scene.bench.close());

  async function approved(): Promise<string> {
    const course = await scene.propose();
    await scene.approve(course);
    return course;
  }

  it('previews, then announces a living card in every organisation’s channel and tells the proposer', async () => {
    const course = await approved();
    const vera = scene.bench.as(account('vera'));

    const preview = await vera.runs('course publish', { course });
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

  it('says which paper is missing, why, and where it is seen who can lift it', async () => {
    const course = await scene.propose();
    const vera = scene.bench.as(account('vera'));

    const none = await vera.runs('course publish', { course });
    await scene.approve(course, {
      brief: { reference: 'IPAB-1', decidedOn: '2026-12-01', validUntil: '2027-01-03' },
      assessment: { reference: 'OSJA-1', decidedOn: '2026-12-01', validUntil: '2027-02-15' },
    });
    const said = await vera.runs('course publish', { course });
    await scene.approve(course);
    await scene.bench.as(account('kofi')).runs('course edit', { course, aims: 'Something else.' });
    const changed = await vera.runs('course publish', { course });

    expect(none).toContain('There is no brief on record.');
    expect(none).toContain('There is no human-rights assessment on record.');
    expect(said).toContain(
      'The brief IPAB-1 (decided on 1 December 2026) was in force until 3 January 2027 and has expired.',
    );
    expect(said).toContain(
      'The human-rights assessment OSJA-1 is in force until 15 February 2027 and ends before the course begins on 1 March 2027.',
    );
    expect(said).toContain('/approval show');
    expect(said).not.toContain('[Publish]');
    expect(changed).toContain('What was approved has been changed since');
    expect(changed).not.toContain('[Publish]');
  });

  it('lets nobody publish their own proposal', async () => {
    const vera = scene.bench.as(account('vera'));
    await vera.runs('course propose', proposal);
    const [course] = await scene.bench.store.read({ kind: 'process' }, (records) => records.courses.list({}));
    await scene.approve(course?.id ?? '');

    const own = await vera.runs('course publish', { course: course?.id ?? '' });
    const other = await scene.bench.as(account('otto')).runs('course publish', { course: course?.id ?? '' });

    expect(own).toContain('nobody publishes their own');
    expect(other).toContain('Preview: Digital evidence');
  });

  it('pressed twice, says that it is published and shows the card as it is', async () => {
    const course = await approved();
    const vera = scene.bench.as(account('vera'));
    const otto = scene.bench.as(account('otto'));
    await vera.runs('course publish', { course });
    await otto.runs('course publish', { course });

    await vera.presses('Publish');
    const again = await otto.presses('Publish');
    await scene.bench.sendDue();

    expect(again).toContain('has been published already');
    expect(scene.bench.delivered.filter((one) => one.to === account('ghana-news'))).toHaveLength(1);
  });

  it('shows a course that changed since the preview once more instead of publishing it', async () => {
    const course = await approved();
    const vera = scene.bench.as(account('vera'));
    await vera.runs('course publish', { course });
    await scene.bench.as(account('kofi')).runs('course edit', { course, place: 'Kumasi' });

    const said = await vera.presses('Publish');

    expect(said).toContain('Something has changed since you looked.');
    expect(said).toContain('Kumasi');
    expect(await vera.presses('Publish')).toContain('is published');
  });

  it('does not publish what is no longer what was approved, and shows it anew once it has been', async () => {
    const course = await approved();
    const vera = scene.bench.as(account('vera'));
    await vera.runs('course publish', { course });
    const early = vera
      .drawing()
      ?.view.flatMap((block) => ('buttons' in block ? block.buttons : []))
      .find((one) => one.route.startsWith('course/publish/confirm'))?.route;
    await scene.bench.as(account('kofi')).runs('course edit', { course, seats: 30 });

    const changed = await vera.pressesRoute(early ?? '');
    await scene.approve(course);
    const anew = await vera.pressesRoute(early ?? '');

    expect(changed).toContain('What was approved has been changed since');
    expect(anew).toContain('Something has changed since you looked.');
    expect(anew).toContain('0 of 30 given');
    expect(await vera.presses('Publish')).toContain('is published');
  });

  it('previews another language in its own words and dates', async () => {
    const course = await approved();
    const vera = scene.bench.as(account('vera'));
    await vera.runs('course publish', { course });

    const french = await vera.presses('Preview: French');

    expect(french).toContain('1er mars 2027');
    expect(french).toContain('[Preview: English]');
  });

  it('refuses when the deadline has passed or no channel is named', async () => {
    const course = await approved();
    scene.bench.clock.set('2027-02-02T09:00:00Z');

    const said = await scene.bench.as(account('vera')).runs('course publish', { course });

    expect(said).toContain('The nomination deadline of “Digital evidence” (1 February 2027) has passed');
    expect(said).toContain('/course edit');
  });
});
