// The gate: no way past brief and assessment, whatever is pressed late, edited meanwhile, or left to the clock.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { View } from '#bot/view.ts';
import { gate } from '#exchange/approval.ts';
import { account, inForce, openCourseScene, type Scene } from '../support/course-scene.ts';
import { approve, setDocument, standingPass } from '../support/gate-papers.ts';

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
    const papers = await scene.bench.store.read({ kind: 'process' }, (records) => records.clearances.of(id));
    return gate(course, papers, scene.bench.clock.now()).open;
  };
  const until = (validUntil: string) => ({ ...inForce, validUntil });
  /** Another paper of a published course, approved, and its call goes on. */
  const renew = (course: string, document: 'brief' | 'assessment', validUntil: string) =>
    scene.bench.arrange(async (records) => {
      await setDocument(records, course, document, until(validUntil), scene.id('otto'));
      await approve(records, course, scene.id('aria'));
      const pass = await standingPass(records, course);
      await records.courses.move(course, ['on-hold'], 'call-open', undefined, pass);
    });
  const routesIn = (view: View | undefined) =>
    (view ?? []).flatMap((block) => ('buttons' in block ? block.buttons.map((one) => one.route) : []));

  it('is looked at again when the button is pressed long after the preview', async () => {
    const course = await scene.propose({ deadline: '2027-02-20' });
    await scene.approve(course, { assessment: until('2027-03-01') });
    const vera = scene.bench.as(account('vera'));
    await vera.runs('course publish', { course });
    await scene.bench
      .as(account('kofi'))
      .runs('course edit', { course, startsOn: '2027-03-02', endsOn: '2027-03-06' });

    const late = await vera.presses('Publish');
    const other = await vera.pressesRoute(`course/publish/preview|${course}|fr`);
    const started = await vera.pressesRoute(`course/publish/start|${course}`);

    expect(late).toContain('cannot be published');
    for (const one of [late, other, started]) expect(one).toContain('ends before the course begins');
    expect((await courseNow(course)).state).toBe('approved');
  });

  it('shuts at once for what is no longer what was approved, whoever looks and presses', async () => {
    const course = await scene.propose();
    await scene.approve(course);
    const vera = scene.bench.as(account('vera'));
    await vera.runs('course publish', { course });
    await scene.bench.as(account('kofi')).runs('course edit', { course, endsOn: '2027-03-06' });

    const late = await vera.presses('Publish');
    const other = await vera.pressesRoute(`course/publish/preview|${course}|fr`);

    for (const one of [late, other]) expect(one).toContain('What was approved has been changed since');
    expect((await courseNow(course)).state).toBe('gated');
  });

  it('stays shut when the assessment has expired between preview and press', async () => {
    const course = await scene.propose({
      startsOn: '2027-01-20',
      endsOn: '2027-01-22',
      deadline: '2027-01-18',
    });
    await scene.approve(course, { assessment: until('2027-01-20') });
    const vera = scene.bench.as(account('vera'));
    await vera.runs('course publish', { course });
    await scene.bench.arrange(async (records) => {
      await setDocument(records, course, 'assessment', until('2027-01-05'), scene.id('otto'));
      await approve(records, course, scene.id('aria'));
    });
    scene.bench.clock.set('2027-01-06T09:00:00Z');

    const pressed = await vera.presses('Publish');

    expect(pressed).toContain('has expired');
    expect((await courseNow(course)).state).toBe('gated');
  });

  it('cannot be passed with a forged mark, by the proposer, or with one document', async () => {
    const course = await scene.propose();
    const vera = scene.bench.as(account('vera'));
    await scene.bench.arrange((records) => setDocument(records, course, 'brief', inForce, scene.id('vera')));

    const shown = await vera.pressesRoute(`course/publish/preview|${course}|en`);
    const said = [
      shown,
      await vera.pressesRoute(`course/publish/confirm|${course}|0000000000000000`),
      await vera.pressesRoute(`course/publish/confirm|${course}`),
    ];

    expect(routesIn(vera.drawing()?.view).filter((route) => route.includes('confirm'))).toEqual([]);
    for (const one of said) expect(one).toContain('There is no human-rights assessment on record.');
    expect((await courseNow(course)).state).toBe('proposed');
  });

  it('cannot be passed with both papers that nobody has approved, or that somebody declined', async () => {
    const course = await scene.propose();
    const vera = scene.bench.as(account('vera'));
    const look = async () => [
      await vera.runs('course publish', { course }),
      await vera.pressesRoute(`course/publish/confirm|${course}|0000000000000000`),
    ];
    await scene.bench.arrange(async (records) => {
      for (const one of ['brief', 'assessment'] as const)
        await setDocument(records, course, one, inForce, scene.id('otto'));
    });

    const unapproved = await look();
    await scene.approve(course);
    await scene.bench.arrange((records) =>
      approve(records, course, scene.id('aria'), 'Not any more.', 'decline'),
    );
    const declined = await look();

    for (const one of [...unapproved, ...declined]) expect(one).toContain('Nobody has approved it yet.');
    expect((await courseNow(course)).publishedAt).toBeUndefined();
  });

  it('gives no seat after a document has expired or the course has moved beyond it', async () => {
    const course = await scene.publish();
    const nomination = await scene.nominate(course, 'youssef', 'open');
    const vera = scene.bench.as(account('vera'));
    await scene.bench
      .as(account('kofi'))
      .runs('course postpone', { course, startsOn: '2028-02-01', endsOn: '2028-02-05', reason: 'Later.' });
    const beyond = await vera.runs('nominate accept', { nomination: nomination.id });
    scene.bench.clock.set('2028-01-03T09:00:00Z');

    const expired = await vera.pressesRoute(`nominate/accept/now|${nomination.id}|0`);

    expect(beyond).toContain('before the course begins');
    expect(expired).toContain('expired');
    expect((await courseNow(course)).granted).toBe(0);
  });

  it('does not let a closed call be opened again by a later deadline', async () => {
    const course = await scene.publish({}, { assessment: until('2027-03-02') });
    scene.bench.clock.set('2027-02-03T09:00:00Z');
    await scene.bench.sweep();

    await scene.bench.as(account('kofi')).runs('course postpone', {
      course,
      startsOn: '2028-06-01',
      endsOn: '2028-06-05',
      deadline: '2028-05-01',
      reason: 'Later.',
    });

    expect(await isOpen(course)).toBe(false);
    expect((await courseNow(course)).state).toBe('on-hold');
    const vera = scene.bench.as(account('vera'));
    await scene.approve(course, { brief: until('2028-12-31'), assessment: until('2028-12-31') });
    await vera.runs('course publish', { course });
    await vera.presses('Resume');
    expect((await courseNow(course)).state).toBe('call-open');
  });

  it('lets a published course have its papers renewed, which is approved anew and resumes', async () => {
    const course = await scene.publish();
    const nomination = await scene.nominate(course, 'youssef', 'open');
    await scene.bench
      .as(account('kofi'))
      .runs('course postpone', { course, startsOn: '2028-02-01', endsOn: '2028-02-05', reason: 'Later.' });
    const vera = scene.bench.as(account('vera'));

    const tooShort = await vera.runs('nominate accept', { nomination: nomination.id });
    await scene.bench.arrange((records) =>
      setDocument(records, course, 'brief', until('2028-12-31'), scene.id('otto')),
    );
    const held = (await courseNow(course)).state;
    const unapproved = await vera.runs('course publish', { course });
    await scene.approve(course, { brief: until('2028-12-31'), assessment: until('2028-12-31') });
    const renewed = await vera.runs('course publish', { course });
    await vera.presses('Resume');
    const again = await vera.runs('course publish', { course });
    const seat = await vera.runs('nominate accept', { nomination: nomination.id });

    expect(tooShort).toContain('before the course begins');
    expect(held).toBe('on-hold');
    expect(unapproved).toContain('What was approved has been changed since');
    expect(renewed).toContain('OSJA-1, in force until 31 December 2028');
    expect(again).toContain('has been published already');
    expect(await isOpen(course)).toBe(true);
    expect(seat).toContain('has a seat');
  });

  it('holds a course at its start, also when the clock comes late, and resumes only through it', async () => {
    const course = await scene.publish();
    await renew(course, 'brief', '2027-02-28');
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
    await scene.approve(course, { assessment: until('2027-01-20') });
    await vera.runs('course publish', { course });
    // In Auckland the sixth has begun.
    await scene.bench.arrange(async (records) => {
      await setDocument(records, course, 'assessment', until('2027-01-05'), scene.id('otto'));
      await approve(records, course, scene.id('aria'));
    });
    scene.bench.clock.set('2027-01-05T12:00:00Z');

    const pressed = await vera.presses('Publish');

    expect(pressed).toContain('has expired');
  });
});
