import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';
import { approve, setDocument, standingPass } from '../../../test/support/gate-papers.ts';

describe('the calendar of courses', () => {
  let scene: Scene;
  let course: string;
  beforeEach(async () => {
    scene = await openCourseScene();
    course = await scene.publish();
    scene.hush();
  });
  afterEach(() => scene.bench.close());

  async function at(instant: string): Promise<void> {
    scene.bench.clock.set(instant);
    await scene.bench.sweep();
  }

  /** Another assessment is approved, in force until shortly before the first day, and the call goes on. */
  async function expire(): Promise<void> {
    await scene.bench.arrange(async (records) => {
      const ends = { decidedOn: '2026-12-01', validUntil: '2027-02-20' };
      await setDocument(records, course, 'assessment', ends, scene.id('otto'));
      await approve(records, course, scene.id('aria'));
      const pass = await standingPass(records, course);
      await records.courses.move(course, ['on-hold'], 'call-open', undefined, pass);
    });
  }

  async function stateNow() {
    const found = await scene.bench.store.read({ kind: 'process' }, (records) =>
      records.courses.byId(course),
    );
    return found?.state;
  }

  it('closes the call at the deadline and tells the coordinators once how many wait', async () => {
    await scene.nominate(course, 'ama', 'open');

    await at('2027-02-01T23:58:00Z');
    const before = await stateNow();
    await at('2027-02-01T23:59:00Z');
    await at('2027-02-02T08:00:00Z');

    expect(before).toBe('call-open');
    expect(await stateNow()).toBe('call-closed');
    expect(
      scene.heard('vera').match(/Nominations for “Digital evidence” are closed\. 1 waits/g),
    ).toHaveLength(1);
    const card = scene.bench.delivered.find((one) => one.to === account('egypt-news'));
    expect(card?.says).toContain('State: Nominations closed');
    expect(card?.says).not.toContain('[Nominate]');
  });

  it('lets a course run from its first morning to its last afternoon, also after an outage', async () => {
    await scene.nominate(course, 'ama', 'seat');

    await at('2027-03-01T08:00:00Z');
    const running = await stateNow();
    await at('2027-03-05T17:00:00Z');

    expect(running).toBe('running');
    expect(await stateNow()).toBe('delivered');
    expect(scene.bench.errors).toEqual([]);
  });

  it('holds a course whose assessment is not in force on its first day, and tells everybody what they need', async () => {
    await scene.nominate(course, 'youssef', 'seat');
    await expire();

    await at('2027-03-01T08:10:00Z');

    expect(await stateNow()).toBe('on-hold');
    expect(scene.heard('vera')).toContain('The human-rights assessment has expired.');
    expect(scene.heard('vera')).toContain('[Resume]');
    expect(scene.heard('kofi')).toContain('/course postpone');
    expect(scene.heard('youssef')).toContain('You will be told when it goes on');
    expect(scene.heard('youssef')).not.toContain('assessment has expired');
  });

  it('resumes a held course once its documents are renewed, and tells whoever waits', async () => {
    await scene.nominate(course, 'youssef', 'seat');
    await expire();
    await at('2027-03-01T08:00:00Z');
    scene.hush();
    const vera = scene.bench.as(account('vera'));

    const shut = await vera.pressesRoute(`course/publish/start|${course}`);
    await scene.approve(course, { assessment: { decidedOn: '2027-03-01', validUntil: '2027-12-31' } });
    await vera.pressesRoute(`course/publish/start|${course}`);
    const done = await vera.presses('Resume');
    await scene.bench.sendDue();

    expect(shut).toContain('was in force until 20 February 2027 and has expired');
    expect(done).toContain('“Digital evidence” goes on.');
    expect(await stateNow()).toBe('running');
    expect(scene.heard('youssef')).toContain('is no longer on hold');
    expect(scene.bench.delivered.filter((one) => one.to === account('ghana-news'))).toHaveLength(1);
  });

  it('asks the proposer for attendance, reminds after a day, turns to the coordinators after three, then stops', async () => {
    await scene.nominate(course, 'ama', 'seat');

    await at('2027-03-05T17:00:00Z');
    const asked = scene.heard('kofi');
    scene.hush();
    await at('2027-03-06T17:00:00Z');
    const reminded = scene.heard('kofi');
    scene.hush();
    await at('2027-03-08T17:00:00Z');
    const turned = scene.heard('vera');
    scene.hush();
    await at('2027-03-30T17:00:00Z');

    expect(asked).toContain('“Digital evidence” is over. Please mark who attended, for 1 person');
    expect(reminded).toContain('is not complete yet');
    expect(turned).toContain('has not been completed by Ghana Police Service');
    expect(scene.heard('kofi') + scene.heard('vera')).toBe('');
  });

  it('sends nothing old after an outage, and nothing once attendance is complete', async () => {
    await scene.nominate(course, 'ama', 'seat');

    await at('2027-03-07T12:00:00Z');
    const late = scene.heard('kofi');
    const kofi = scene.bench.as(account('kofi'));
    await kofi.presses('Mark attendance');
    await kofi.chooses('ama · Ghana Police Service – not marked yet', 'Did not attend');
    await kofi.presses('Done');
    scene.hush();
    await at('2027-03-08T17:00:00Z');

    expect(late).not.toContain('is over.');
    expect(late).toContain('is not complete yet');
    expect(scene.heard('vera')).toBe('');
  });

  it('follows new dates: nothing is due until the postponed course is over', async () => {
    await scene.nominate(course, 'ama', 'seat');
    await scene.bench.as(account('vera')).runs('course postpone', {
      course,
      startsOn: '2027-04-05',
      endsOn: '2027-04-09',
      reason: 'The venue.',
    });
    await scene.bench.sendDue();
    scene.hush();

    await at('2027-03-06T17:00:00Z');
    const before = scene.heard('kofi');
    await at('2027-04-09T17:00:00Z');

    expect(before).toBe('');
    expect(scene.heard('kofi')).toContain('is over. Please mark who attended');
  });
});
