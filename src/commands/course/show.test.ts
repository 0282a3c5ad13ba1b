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

  it('shows twenty at a time and turns the page with what was asked for', async () => {
    for (let number = 10; number < 32; number += 1) await scene.propose({ title: `Course ${number}` });
    await scene.propose({ title: 'Leading', subject: 'leadership' });
    const vera = scene.bench.as(account('vera'));

    const first = await vera.runs('course list', { subject: 'digital-investigation', state: 'proposed' });
    const second = await vera.presses('Next');
    const back = await vera.presses('Back');
    const beyond = await vera.pressesRoute('course/list/page|400|proposed||');

    expect(first).toContain('22 courses');
    expect(first).toContain('1 to 20 of 22');
    expect(first).not.toContain('Course 30');
    expect(second).toContain('Course 30');
    expect(second).toContain('21 to 22 of 22');
    expect(second).not.toContain('Leading');
    expect(back).toBe(first);
    expect(beyond).toContain('23 courses');
  });

  it('does not count to the end of a list that nobody reads to its end', async () => {
    const { arrange } = scene.bench;
    const like = await scene.propose({ title: 'Course 1' });
    await arrange(async (records) => {
      const course = await records.courses.byId(like);
      if (!course) throw new Error('The proposal is gone.');
      for (let number = 2; number <= 121; number += 1) {
        const { id } = await records.courses.propose({ ...course, title: `Course ${number}` });
        await records.courses.move(id, ['draft'], 'proposed');
      }
    });
    const vera = scene.bench.as(account('vera'));

    const first = await vera.runs('course list');
    const sixth = await vera.pressesRoute('course/list/page|100|||');
    const last = await vera.presses('Next');

    expect(first).toContain('More than 100 courses');
    expect(first).toContain('1 to 20 of more than 100');
    expect(sixth).toContain('101 to 120 of more than 100');
    expect(last).toContain('121 to 121 of more than 100');
    expect(last).not.toContain('[Next]');
  });
});
