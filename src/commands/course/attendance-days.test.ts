import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainText } from '#bot/plain-text.ts';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';

describe('/course attendance by day', () => {
  let scene: Scene;
  let course: string;
  beforeEach(async () => {
    scene = await openCourseScene();
    course = await scene.publish();
    for (const name of ['ama', 'esi', 'youssef']) await scene.nominate(course, name, 'seat');
  });
  afterEach(() => scene.bench.close());

  async function at(instant: string): Promise<void> {
    scene.bench.clock.set(instant);
    await scene.bench.sweep();
  }

  /** Salma of Egypt manages this course of Ghana's. */
  function manage(of: string): Promise<void> {
    return scene.bench.arrange(({ people }) =>
      people.grant({ person: scene.id('salma'), role: 'courseManager', scope: of }),
    );
  }

  const marks = () =>
    scene.bench.store.read({ kind: 'process' }, async ({ attendanceDays }) =>
      (await attendanceDays.of(course)).map(
        ({ person, day, presence }) =>
          `${day} ${Object.entries(scene.ids).find(([, id]) => id === person)?.[0]} ${presence}`,
      ),
    );

  it('is marked by the manager of the course, for the people of every organisation', async () => {
    await at('2027-03-02T10:00:00Z');
    const salma = scene.bench.as(account('salma'));
    const before = await salma.runs('course attendance', { course });
    await manage('crs-000000000000');
    const elsewhere = await salma.runs('course attendance', { course });
    await manage(course);

    const sheet = await salma.runs('course attendance', { course });
    await salma.chooses('ama · Ghana Police Service – not marked yet', 'Excused');
    const rest = await salma.presses('Everybody else is here');
    const yesterday = await salma.presses('Day before');

    for (const refused of [before, elsewhere]) expect(refused).toContain('is run by Ghana Police Service');
    expect(sheet).toContain('esi · Ghana Police Service – not marked yet');
    expect(rest).toContain('3 of 3 people marked');
    expect(rest).toContain('ama · Ghana Police Service – Excused');
    expect(yesterday).toContain('1 March 2027, day 1 of 5: 0 of 3 people marked.');
    expect(await marks()).toEqual(
      expect.arrayContaining([
        '2027-03-02 ama excused',
        '2027-03-02 esi present',
        '2027-03-02 youssef present',
      ]),
    );
  });

  it('loses nothing of two who mark the same day at once', async () => {
    await at('2027-03-01T10:00:00Z');
    const [kofi, vera] = [scene.bench.as(account('kofi')), scene.bench.as(account('vera'))];
    await Promise.all([
      kofi.runs('course attendance', { course }),
      vera.runs('course attendance', { course }),
    ]);

    await Promise.all([
      kofi.chooses('ama · Ghana Police Service – not marked yet', 'Absent'),
      vera.chooses('youssef · Egypt Police Academy – not marked yet', 'Excused'),
      vera.chooses('esi · Ghana Police Service – not marked yet', 'Present'),
    ]);
    await Promise.all(
      [kofi, vera].map((one) => one.pressesRoute(`course/attendance/here|${course}|2027-03-01|0`)),
    );

    expect((await marks()).toSorted()).toEqual([
      '2027-03-01 ama absent',
      '2027-03-01 esi present',
      '2027-03-01 youssef excused',
    ]);
  });

  it('makes the mark of the whole course, which one set by hand replaces and which can be had back', async () => {
    const kofi = scene.bench.as(account('kofi'));
    for (const day of ['01', '02', '03', '04', '05']) {
      await at(`2027-03-${day}T10:00:00Z`);
      await kofi.runs('course attendance', { course });
      if (day <= '02') await kofi.chooses('esi · Ghana Police Service – not marked yet', 'Absent');
      await kofi.chooses('youssef · Egypt Police Academy – not marked yet', 'Absent');
      await kofi.presses('Everybody else is here');
    }
    await at('2027-03-05T17:00:00Z');

    const sheet = await kofi.runs('course attendance', { course });
    const byHand = await kofi.chooses(
      'esi · Ghana Police Service – Attended in part (3 of 5 days)',
      'Attended',
    );
    const back = await kofi.chooses('esi · Ghana Police Service – Attended, set by hand', 'As the days say');
    const done = await kofi.presses('Done');
    const states = await scene.bench.store.read({ kind: 'process' }, async ({ nominations }) =>
      (await nominations.list({ course })).map(({ state }) => state),
    );

    expect(sheet).toContain(
      'Marked by day for 5 days: whoever was there on 80 % of them or more has attended.',
    );
    expect(sheet).toContain('ama · Ghana Police Service – Attended (5 of 5 days)');
    expect(sheet).toContain('youssef · Egypt Police Academy – Did not attend (0 of 5 days)');
    expect(byHand).toContain('3 of 3 people marked');
    expect(back).toContain('esi · Ghana Police Service – Attended in part (3 of 5 days)');
    expect(done).toContain('2 people are asked for feedback');
    expect(states.toSorted()).toEqual(['attended', 'no-show', 'partial']);
  });

  it('does not count days for which nobody was marked, and says who lacks one that counts', async () => {
    const kofi = scene.bench.as(account('kofi'));
    await at('2027-03-05T17:00:00Z');
    await kofi.runs('course attendance', { course, day: '2027-03-02' });
    await kofi.presses('Everybody is here');
    await kofi.runs('course attendance', { course, day: '4/3/2027' });
    await kofi.chooses('ama · Ghana Police Service – not marked yet', 'Present');

    const whole = await kofi.presses('Whole course');

    expect(whole).toContain('ama · Ghana Police Service – Attended (2 of 2 days)');
    expect(whole).toContain('esi · Ghana Police Service – 1 day is not marked yet');
  });

  it('takes only days of the course that have come', async () => {
    await at('2027-03-03T10:00:00Z');
    const kofi = scene.bench.as(account('kofi'));

    await kofi.runs('course attendance', { course, day: '2027-03-04' });
    const problem = kofi.form()?.pages[0]?.fields.find(({ name }) => name === 'day')?.problem;
    await kofi.pressesRoute(`course/attendance/here|${course}|2027-03-04|0`);
    await kofi.pressesRoute(`course/attendance/here|${course}|2027-02-28|0`);
    await kofi.pressesRoute(`course/attendance/presence|${course}|nom-none|2027-03-01|0`, 'present');

    expect(plainText(problem ?? [], { language: 'en', zone: 'UTC' })).toContain(
      'cannot be marked: the days of this course that have come are 1 March 2027 to 3 March 2027.',
    );
    expect(await marks()).toEqual([]);
  });

  it('reminds whoever manages the course at the end of a day for which nobody is marked', async () => {
    await manage(course);
    await at('2027-03-01T16:59:00Z');
    scene.hush();
    await at('2027-03-01T17:00:00Z');
    const asked = scene.heard('salma');
    const salma = scene.bench.as(account('salma'));
    await salma.presses('Mark this day');
    await salma.presses('Everybody is here');
    scene.hush();
    await at('2027-03-01T18:00:00Z');
    await at('2027-03-02T10:00:00Z');
    const kofi = scene.bench.as(account('kofi'));
    await kofi.runs('course attendance', { course });
    await kofi.presses('Everybody is here');
    await at('2027-03-02T17:00:00Z');
    const marked = scene.heard('salma') + scene.heard('kofi');
    await at('2027-03-05T17:00:00Z');

    expect(asked).toContain('“Digital evidence”, 1 March 2027: who was there?');
    expect(asked).toContain('You get this because you run this course.');
    expect(marked).toBe('');
    expect(scene.heard('salma')).toContain('is over. Please mark who attended');
    expect(scene.heard('kofi')).toBe('');
    expect(scene.bench.errors).toEqual([]);
  });
});
