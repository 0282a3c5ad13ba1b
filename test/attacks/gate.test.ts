// The gate: no way past brief and assessment, whatever is pressed late, edited meanwhile, or left to the clock.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { View } from '#bot/view.ts';
import { gate } from '#exchange/approval.ts';
import { account, documents, openCourseScene, type Scene } from '../support/course-scene.ts';

describe('The gate', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await openCourseScene();
  });
  afterEach(() => scene.bench.close());

  const courseNow = (id: string) =>
    scene.bench.store.read({ kind: 'process' }, async (records) => {
      const course = await records.courses.byId(id);
      if (!course) throw new Error('The course is gone.');
      return course;
    });
  const isOpen = async (id: string) => {
    const course = await courseNow(id);
    const { brief, assessment } = await scene.bench.store.read({ kind: 'process' }, (records) =>
      records.clearances.of(id),
    );
    return gate(course, brief, assessment, scene.bench.clock.now()).open;
  };
  /** Until 20 January, which is before the deadline of 1 February and the first day of 1 March. */
  const short = { ...documents, assessmentValid: '2027-03-02' };
  const routesIn = (view: View | undefined) =>
    (view ?? []).flatMap((block) => ('buttons' in block ? block.buttons.map((one) => one.route) : []));

  it('is looked at again when the button is pressed long after the preview', async () => {
    const course = await scene.propose({ deadline: '2027-02-20' });
    const vera = scene.bench.as(account('vera'));
    await vera.runs('course publish', { course, ...documents, assessmentValid: '2027-03-01' });
    await scene.bench
      .as(account('kofi'))
      .runs('course edit', { course, startsOn: '2027-03-02', endsOn: '2027-03-05' });

    const late = await vera.presses('Publish');
    const other = await vera.pressesRoute(`course/publish/preview|${course}|fr`);
    const pressed = await vera.presses(other.includes('Publier') ? 'Publier' : 'Publish');

    expect(late).toContain('cannot be published');
    expect(pressed).toContain('cannot be published');
    expect((await courseNow(course)).state).toBe('proposed');
  });

  it('stays shut when the assessment has expired between preview and press', async () => {
    const course = await scene.propose({
      startsOn: '2027-01-20',
      endsOn: '2027-01-22',
      deadline: '2027-01-18',
    });
    const vera = scene.bench.as(account('vera'));
    await vera.runs('course publish', { course, ...documents, assessmentValid: '2027-01-20' });
    await scene.bench.arrange(async (records) => {
      const assessment = { reference: 'OSJA-1', decidedOn: '2026-12-01', validUntil: '2027-01-05' };
      await records.clearances.set(course, 'assessment', assessment, scene.id('vera'));
    });
    scene.bench.clock.set('2027-01-06T09:00:00Z');

    const pressed = await vera.presses('Publish');

    expect(pressed).toContain('has expired');
    expect((await courseNow(course)).state).toBe('proposed');
  });

  it('cannot be passed with a forged mark, by the proposer, or with one document', async () => {
    const course = await scene.propose();
    const vera = scene.bench.as(account('vera'));
    await scene.bench.arrange((records) =>
      records.clearances.set(
        course,
        'brief',
        { reference: 'IPAB', decidedOn: '2026-12-01', validUntil: '2027-12-31' },
        scene.id('vera'),
      ),
    );

    await vera.pressesRoute(`course/publish/preview|${course}|en`);
    const confirm = routesIn(vera.drawing()?.view).find((route) => route.includes('confirm')) ?? '';
    const said = [
      await vera.pressesRoute(confirm),
      await vera.pressesRoute(`course/publish/confirm|${course}`),
    ];

    expect(confirm).toContain(course);
    for (const one of said) expect(one).toContain('There is no human-rights assessment on record.');
    expect((await courseNow(course)).state).toBe('proposed');
  });

  it('gives no seat after a document has expired or the course has moved beyond it', async () => {
    const course = await scene.publish();
    const nomination = await scene.nominate(course, 'youssef', 'open');
    const vera = scene.bench.as(account('vera'));
    await scene.bench
      .as(account('kofi'))
      .runs('course postpone', { course, startsOn: '2028-02-01', endsOn: '2028-02-03', reason: 'Later.' });
    const beyond = await vera.runs('nominate accept', { nomination: nomination.id });
    scene.bench.clock.set('2028-01-03T09:00:00Z');

    const expired = await vera.pressesRoute(`nominate/accept/now|${nomination.id}|0`);

    expect(beyond).toContain('before the course begins');
    expect(expired).toContain('expired');
    expect((await courseNow(course)).granted).toBe(0);
  });

  it('does not let a closed call be opened again by a later deadline', async () => {
    const course = await scene.publish(short);
    scene.bench.clock.set('2027-02-03T09:00:00Z');
    await scene.bench.sweep();

    await scene.bench.as(account('kofi')).runs('course postpone', {
      course,
      startsOn: '2028-06-01',
      endsOn: '2028-06-03',
      deadline: '2028-05-01',
      reason: 'Later.',
    });

    expect(await isOpen(course)).toBe(false);
    expect((await courseNow(course)).state).toBe('on-hold');
    const vera = scene.bench.as(account('vera'));
    const renewed = { briefValid: '2028-12-31', assessmentValid: '2028-12-31' };
    await vera.runs('course publish', { course, ...documents, ...renewed });
    await vera.presses('Resume');
    expect((await courseNow(course)).state).toBe('call-open');
  });

  it('lets a published course have its documents renewed, by somebody who did not propose it', async () => {
    const course = await scene.publish();
    const nomination = await scene.nominate(course, 'youssef', 'open');
    await scene.bench
      .as(account('kofi'))
      .runs('course postpone', { course, startsOn: '2028-02-01', endsOn: '2028-02-03', reason: 'Later.' });
    scene.hush();
    const vera = scene.bench.as(account('vera'));

    const tooShort = await vera.runs('course publish', { course, ...documents });
    const renewed = await vera.runs('course publish', {
      course,
      ...documents,
      briefValid: '2028-12-31',
      assessmentValid: '2028-12-31',
    });
    const again = await vera.runs('course publish', { course, ...documents });
    const seat = await vera.runs('nominate accept', { nomination: nomination.id });
    await scene.bench.sendDue();

    expect(tooShort).toContain('ends before the course begins');
    expect(renewed).toContain('OSJA-1, in force until 31 December 2028');
    expect(renewed).not.toContain('[Publish]');
    expect(again).toContain('has been published already');
    expect(await isOpen(course)).toBe(true);
    expect(seat).toContain('has a seat');
    expect(scene.heard('kofi')).not.toContain('published');
  });

  it('holds a course at its start, also when the clock comes late, and resumes only through it', async () => {
    const course = await scene.publish();
    await scene.bench.arrange((records) =>
      records.clearances.set(
        course,
        'brief',
        { reference: 'IPAB', decidedOn: '2026-12-01', validUntil: '2027-02-28' },
        scene.id('vera'),
      ),
    );
    scene.bench.clock.set('2027-03-03T09:00:00Z');
    await scene.bench.sweep();
    const held = (await courseNow(course)).state;
    const vera = scene.bench.as(account('vera'));
    await vera.pressesRoute(`course/publish/preview|${course}|en`);

    const pressed = await vera.presses('Resume');
    scene.bench.clock.set('2027-03-09T09:00:00Z');
    await scene.bench.sweep();

    expect(held).toBe('on-hold');
    expect(pressed).toContain('has expired');
    expect((await courseNow(course)).state).toBe('on-hold');
  });

  it('counts the days of the course’s own zone', async () => {
    const course = await scene.propose({
      zone: 'Pacific/Auckland',
      startsOn: '2027-01-20',
      endsOn: '2027-01-21',
      deadline: '2027-01-19',
    });
    const vera = scene.bench.as(account('vera'));
    await vera.runs('course publish', { course, ...documents, assessmentValid: '2027-01-20' });
    // In Auckland the sixth has begun.
    const ended = { reference: 'OSJA-1', decidedOn: '2026-12-01', validUntil: '2027-01-05' };
    await scene.bench.arrange((records) =>
      records.clearances.set(course, 'assessment', ended, scene.id('vera')),
    );
    scene.bench.clock.set('2027-01-05T12:00:00Z');

    const pressed = await vera.presses('Publish');

    expect(pressed).toContain('has expired');
  });
});
