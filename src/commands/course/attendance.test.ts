import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';
import { standingPass } from '../../../test/support/gate-papers.ts';
import { reactionOf } from '../../../test/support/reaction-round.ts';

describe('/course attendance and /course complete', () => {
  let scene: Scene;
  let course: string;
  beforeEach(async () => {
    scene = await openCourseScene();
    course = await scene.publish();
  });
  afterEach(() => scene.bench.close());

  async function toTheEnd(): Promise<void> {
    scene.bench.clock.set('2027-03-05T17:00:00Z');
    await scene.bench.sweep();
  }

  async function stateOf(id: string) {
    const found = await scene.bench.store.read({ kind: 'process' }, (records) => records.courses.byId(id));
    return found?.state;
  }

  it('is marked by day while the course runs, and as a whole only after its end', async () => {
    await scene.nominate(course, 'ama', 'seat');
    const kofi = scene.bench.as(account('kofi'));
    scene.bench.clock.set('2027-02-20T10:00:00Z');
    const early = await kofi.runs('course attendance', { course });
    scene.bench.clock.set('2027-03-03T10:00:00Z');
    await scene.bench.sweep();

    const today = await kofi.runs('course attendance', { course });
    const whole = await kofi.pressesRoute(`course/attendance/page|${course}|0`);
    const done = await kofi.pressesRoute(`course/attendance/done|${course}`);

    expect(early).toContain('“Digital evidence” has not begun. Attendance can be marked from 1 March 2027');
    expect(today).toContain('3 March 2027, day 3 of 5: 0 of 1 person marked.');
    expect(today).not.toContain('[Day after]');
    expect(whole).toContain('is not over. Until 5 March 2027 at 17:00');
    expect(done).toContain('is not over.');
  });

  it('marks each person, then asks whoever attended for feedback in the office hours where they live', async () => {
    await scene.nominate(course, 'ama', 'seat');
    await scene.nominate(course, 'esi', 'seat');
    await scene.nominate(course, 'youssef', 'seat');
    await toTheEnd();
    const vera = scene.bench.as(account('vera'));

    const sheet = await vera.runs('course attendance', { course });
    const early = await vera.presses('Done');
    await vera.chooses('esi · Ghana Police Service – not marked yet', 'Did not attend');
    const marked = await vera.presses('All others attended');
    const done = await vera.presses('Done');
    scene.hush();
    const told = () => ['ama', 'youssef', 'esi'].filter((name) => scene.heard(name) !== '');
    await scene.bench.sendDue();
    const onFriday = told();
    scene.bench.clock.set('2027-03-07T06:59:00Z');
    await scene.bench.sendDue();
    const earlyOnSunday = told();
    scene.bench.clock.set('2027-03-07T07:00:00Z');
    await scene.bench.sendDue();
    const round = await scene.bench.store.read({ kind: 'process' }, (records) =>
      records.feedback.round(reactionOf(course)),
    );

    expect(sheet).toContain('0 of 3 people marked');
    expect(early).toContain('3 people are not marked yet');
    expect(marked).toContain('3 of 3 people marked');
    expect(done).toContain('2 people are asked for feedback');
    // It is Friday, 17:00 in Accra: still office hours there, and the weekend in Cairo, which ends on Sunday at nine.
    expect(onFriday).toEqual(['ama']);
    expect(earlyOnSunday).toEqual(['ama']);
    expect(told()).toEqual(['ama', 'youssef']);
    expect(round).toMatchObject({ state: 'open', questionnaire: 'reaction/2' });
    expect(await stateOf(course)).toBe('evaluating');
    expect(scene.bench.errors).toEqual([]);
  });

  it('turns pages when there are many', async () => {
    for (let number = 0; number < 12; number += 1) {
      await scene.bench.arrange(async (records) => {
        const person = await records.people.add({
          name: `Officer ${String(number).padStart(2, '0')}`,
          organisation: scene.id('ghana'),
          membership: 'confirmed',
        });
        const nomination = await records.nominations.add({
          course,
          nominee: person.id,
          organisation: scene.id('ghana'),
          nominatedBy: scene.id('kofi'),
          rank: 'Sergeant',
          unit: 'Cyber unit',
          yearsOfService: 4,
          reason: 'Needs it.',
          state: 'submitted',
        });
        await records.nominations.grantSeat(nomination.id, await standingPass(records, course));
      });
    }
    await toTheEnd();
    const kofi = scene.bench.as(account('kofi'));

    const first = await kofi.runs('course attendance', { course });
    const second = await kofi.presses('Next');
    const marked = await kofi.chooses(
      'Officer 11 · Ghana Police Service – not marked yet',
      'Attended in part',
    );

    expect(first).toContain('Page 1 of 2');
    expect(first).not.toContain('Officer 10');
    expect(second).toContain('Officer 10');
    expect(marked).toContain('Page 2 of 2');
    expect(marked).toContain('Officer 11 · Ghana Police Service – Attended in part');
  });

  it('closes without feedback when nobody came, and says so', async () => {
    await scene.nominate(course, 'ama', 'seat');
    await toTheEnd();
    const kofi = scene.bench.as(account('kofi'));
    await kofi.runs('course attendance', { course });

    await kofi.chooses('ama · Ghana Police Service – not marked yet', 'Did not attend');
    const done = await kofi.presses('Done');
    const again = await kofi.pressesRoute(`course/attendance/done|${course}`);

    expect(done).toContain('no feedback is asked, and the course is closed');
    expect(again).toContain('Attendance for “Digital evidence” is complete.');
    expect(await stateOf(course)).toBe('closed');
  });

  it('is marked by the proposing liaison officer for the people of every organisation', async () => {
    await scene.nominate(course, 'youssef', 'seat');
    await toTheEnd();
    const kofi = scene.bench.as(account('kofi'));

    const sheet = await kofi.runs('course attendance', { course });
    await kofi.presses('All attended');
    const done = await kofi.presses('Done');

    expect(sheet).toContain('youssef · Egypt Police Academy – not marked yet');
    expect(done).toContain('1 person is asked for feedback');
  });

  it('is not for a liaison officer of another organisation', async () => {
    await scene.nominate(course, 'youssef', 'seat');
    await toTheEnd();

    const said = await scene.bench.as(account('salma')).runs('course attendance', { course });

    expect(said).toContain('is run by Ghana Police Service');
  });

  it('is closed by hand only when nothing is missing', async () => {
    const vera = scene.bench.as(account('vera'));
    const early = await vera.runs('course complete', { course });
    await scene.nominate(course, 'ama', 'seat');
    await toTheEnd();
    const missing = await vera.runs('course complete', { course });
    const empty = await scene.publish({
      title: 'Nobody',
      startsOn: '2027-04-05',
      endsOn: '2027-04-06',
      deadline: '2027-04-01',
    });
    scene.bench.clock.set('2027-04-06T17:00:00Z');
    await scene.bench.sweep();
    const closed = await vera.presses('Close the course');

    expect(early).toContain('its state is: Open for nominations');
    expect(missing).toContain('1 person is not marked yet');
    expect(missing).toContain('[Mark attendance]');
    expect(closed).toContain('“Nobody” is closed.');
    expect(await stateOf(empty)).toBe('closed');
  });
});
