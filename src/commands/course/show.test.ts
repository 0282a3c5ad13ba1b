import ICAL from 'ical.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';

describe('/course show and /course list', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openCourseScene();
  });
  afterEach(() => scene.bench.close());

  it('shows everybody the card, and each only the buttons that are theirs', async () => {
    const course = await scene.publish();

    const trainee = await scene.bench.as(account('ama')).runs('course show', { course });
    const liaison = await scene.bench.as(account('salma')).runs('course show', { course });
    const organiser = await scene.bench.as(account('kofi')).runs('course show', { course });

    expect(trainee).toContain('Organised by: Ghana Police Service');
    expect(trainee.split('\n').at(-1)).toBe('[Calendar file]');
    expect(liaison).toContain('[Nominate] [Nominations] [Calendar file]');
    expect(liaison).not.toContain('[Change]');
    expect(organiser).toContain('[Change]');
  });

  it('tells a trainee nothing of a course that is only proposed', async () => {
    const course = await scene.propose();

    await scene.bench.as(account('ama')).runs('course show', { course });
    const said = await scene.bench.as(account('ama')).pressesRoute(`course/show/of|${course}`);

    expect(said).toContain('not for you to see');
    expect(said).not.toContain('Digital evidence');
  });

  it('gives a calendar file in UTC that a later change, and a cancellation, take up', async () => {
    const course = await scene.publish({ zone: 'Africa/Cairo' });
    const file = async () => {
      const kofi = scene.bench.as(account('kofi'));
      await kofi.pressesRoute(`course/show/calendar|${course}`);
      const block = kofi.drawing()?.view.find((one) => 'file' in one);
      if (!block || !('file' in block)) throw new Error('No file came.');
      const read = new ICAL.Component(ICAL.parse(new TextDecoder().decode(block.file.bytes)));
      return {
        status: read.getFirstSubcomponent('vevent')?.getFirstPropertyValue('status'),
        event: new ICAL.Event(read.getFirstSubcomponent('vevent') ?? undefined),
      };
    };

    const first = await file();
    await scene.bench.as(account('kofi')).runs('course edit', { course, place: 'Cape Coast' });
    const second = await file();
    const kofi = scene.bench.as(account('kofi'));
    await kofi.runs('course cancel', { course, reason: 'No venue.' });
    await kofi.presses('Cancel this course');
    const last = await file();

    expect(first.event.startDate.toString()).toBe('2027-03-01T06:00:00Z');
    expect(first.event.uid).toBe(`${course}@attache`);
    expect(first.status).toBe('CONFIRMED');
    expect(second.event.uid).toBe(first.event.uid);
    expect(second.event.sequence).toBeGreaterThan(first.event.sequence);
    expect(second.event.location).toBe('Cape Coast');
    expect(last.status).toBe('CANCELLED');
  });

  it('lists what lies ahead, filtered, and says what to do when there is nothing', async () => {
    const kofi = scene.bench.as(account('kofi'));
    const none = await kofi.runs('course list');
    await scene.publish();
    await scene.propose({ title: 'Leading teams', subject: 'leadership' });

    const all = await kofi.runs('course list');
    const trainee = await scene.bench.as(account('ama')).runs('course list');
    const filtered = await kofi.runs('course list', { subject: 'command' });
    const chosen = await kofi.pressesRoute(
      'course/show/chosen',
      (await scene.bench.store.read({ kind: 'process' }, (records) => records.courses.list({})))[0]?.id,
    );

    expect(none).toContain('Propose one with /course propose.');
    expect(all).toContain('2 courses');
    expect(all).toContain('12 free seats, nominations until 1 February 2027');
    expect(trainee).toContain('1 course');
    expect(trainee).not.toContain('Leading teams');
    expect(filtered).toContain('No course fits.');
    expect(chosen).toContain('Organised by');
  });

  it('shows at most twenty and says how many more there are', async () => {
    for (let number = 0; number < 22; number += 1) await scene.propose({ title: `Course ${number}` });

    const said = await scene.bench.as(account('vera')).runs('course list');

    expect(said).toContain('22 courses');
    expect(said).toContain('And 2 more.');
  });
});
