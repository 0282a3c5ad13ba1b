import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';

describe('/course edit, postpone and cancel', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openCourseScene();
  });
  afterEach(() => scene.bench.close());

  it('opens the form with the course as it stands', async () => {
    const course = await scene.propose();
    const kofi = scene.bench.as(account('kofi'));

    await kofi.runs('course edit', { course });
    const filled = Object.fromEntries(
      (kofi.form()?.pages.flatMap((page) => page.fields) ?? []).map((field) => [field.name, field.filled]),
    );
    const said = await kofi.fills({});

    expect(filled).toMatchObject({
      course,
      title: 'Digital evidence',
      deadline: '2027-02-01',
      seats: 12,
      online: 'no',
    });
    expect(said).toContain('nothing has been changed');
  });

  it('tells nobody before publication', async () => {
    const course = await scene.propose();
    await scene.bench.sendDue();
    scene.hush();

    const said = await scene.bench
      .as(account('kofi'))
      .runs('course edit', { course, title: 'Digital traces' });
    await scene.bench.sendDue();

    expect(said).toContain('Nobody had to be told.');
    expect(said).toContain('• Title: Digital traces (was: Digital evidence)');
    expect(scene.heard('vera')).toBe('');
  });

  it('tells nominees and their liaison officers what changed, and redraws the card', async () => {
    const course = await scene.publish();
    await scene.nominate(course, 'youssef', 'seat');
    await scene.nominate(course, 'ama', 'open');
    scene.hush();

    await scene.bench.as(account('vera')).runs('course edit', { course, place: 'Kumasi', seats: 20 });
    await scene.bench.sendDue();

    for (const name of ['youssef', 'salma', 'ama', 'kofi']) {
      expect(scene.heard(name)).toContain('Place: Kumasi (was: Accra)');
      expect(scene.heard(name)).toContain('Seats: 20 (was: 12)');
    }
    expect(scene.heard('esi')).toBe('');
    expect(scene.heard('vera')).toBe('');
    expect(scene.bench.delivered.find((one) => one.to === account('egypt-news'))?.says).toContain(
      '1 of 20 given',
    );
  });

  it('says a moved deadline to every liaison officer alike, in the course’s zone and theirs', async () => {
    const course = await scene.publish();
    scene.hush();

    await scene.bench.as(account('kofi')).runs('course edit', { course, deadline: '2027-02-10' });
    await scene.bench.sendDue();

    expect(scene.heard('salma')).toContain(
      '10 February 2027, 23:59 (Africa/Accra); your time: 11 February 2027',
    );
    expect(scene.heard('salma')).toContain('(was: 1 February 2027, 23:59');
    expect(scene.heard('ama')).toBe('');
  });

  it('refuses fewer seats than are given, and a liaison officer of another organisation', async () => {
    const course = await scene.publish({ seats: 2 });
    await scene.nominate(course, 'ama', 'seat');
    await scene.nominate(course, 'youssef', 'seat');
    const kofi = scene.bench.as(account('kofi'));

    await kofi.runs('course edit', { course, seats: 1 });
    const problem = kofi
      .form()
      ?.pages.flatMap((page) => page.fields)
      .find((field) => field.name === 'seats')?.problem;
    const foreign = await scene.bench.as(account('salma')).runs('course edit', { course, seats: 3 });

    expect(problem?.join('')).toContain('2 seats have been given already');
    expect(foreign).toContain('is run by Ghana Police Service');
  });

  it('opens the call again when a closed deadline moves on, and lets a place be mended without it', async () => {
    const course = await scene.publish();
    scene.bench.clock.set('2027-02-03T09:00:00Z');
    await scene.bench.sweep();
    const kofi = scene.bench.as(account('kofi'));

    const mended = await kofi.runs('course edit', { course, place: 'Accra, hall 7' });
    const reopened = await kofi.runs('course edit', { course, deadline: '2027-02-12' });

    expect(mended).toContain('Nominations closed');
    expect(reopened).toContain('open again');
    expect(reopened).toContain('State: Open for nominations');
  });

  it('postpones with the reason to nominees, liaison officers and coordinators', async () => {
    const course = await scene.publish();
    await scene.nominate(course, 'youssef', 'seat');
    scene.hush();

    const said = await scene.bench.as(account('vera')).runs('course postpone', {
      course,
      startsOn: '2027-04-05',
      endsOn: '2027-04-09',
      deadline: '2027-03-01',
      reason: 'The venue is not ready.',
    });
    await scene.bench.sendDue();

    expect(said).toContain('“Digital evidence” has new dates.');
    expect(scene.heard('youssef')).toContain('First day: 5 April 2027 (was: 1 March 2027)');
    expect(scene.heard('youssef')).toContain('Reason: The venue is not ready.');
    expect(scene.heard('kofi')).toContain('has new dates');
    expect(scene.heard('otto')).toContain('has new dates');
    expect(scene.bench.errors).toEqual([]);
  });

  it('warns the coordinator when a document ends before the new first day', async () => {
    const course = await scene.publish();

    const said = await scene.bench
      .as(account('vera'))
      .runs('course postpone', { course, startsOn: '2028-02-07', endsOn: '2028-02-11', reason: 'Budget.' });

    expect(said).toContain('as it stands now, the course could not start');
    expect(said).toContain('ends before the course begins on 7 February 2028');
  });

  it('cancels at the press of the button, and only then; afterwards nothing else leaves', async () => {
    const course = await scene.publish();
    await scene.nominate(course, 'youssef', 'seat');
    scene.hush();
    const vera = scene.bench.as(account('vera'));

    const asked = await vera.runs('course cancel', { course, reason: 'The venue has burnt down.' });
    await scene.bench.sendDue();
    const before = scene.heard('youssef');
    const done = await vera.presses('Cancel this course');
    await scene.bench.sendDue();
    const told = scene.heard('youssef');
    scene.hush();
    scene.bench.clock.set('2027-03-09T09:00:00Z');
    await scene.bench.sweep();

    expect(asked).toContain('people will be told, with your reason');
    expect(before).toBe('');
    expect(done).toContain('is cancelled');
    expect(told).toContain('“Digital evidence” (1 March 2027 to 5 March 2027 (5 days)) has been cancelled.');
    expect(told).toContain('Reason: The venue has burnt down.');
    expect(scene.bench.delivered.find((one) => one.to === account('ghana-news'))?.says).toContain(
      'This course has been cancelled.',
    );
    expect(scene.heard('youssef') + scene.heard('kofi') + scene.heard('vera')).toBe('');
  });

  it('reaches the nominees of every organisation also when the proposing liaison officer cancels', async () => {
    const course = await scene.publish();
    await scene.nominate(course, 'youssef', 'open');
    scene.hush();
    const kofi = scene.bench.as(account('kofi'));

    await kofi.runs('course cancel', { course, reason: 'No venue.' });
    await kofi.presses('Cancel this course');
    await scene.bench.sendDue();

    expect(scene.heard('youssef')).toContain('has been cancelled');
  });

  it('pressed twice, says that it is cancelled already; left as it is, it stays', async () => {
    const course = await scene.publish();
    const vera = scene.bench.as(account('vera'));
    await vera.runs('course cancel', { course, reason: 'No venue.' });
    const kept = await vera.presses('Leave it as it is');
    await vera.runs('course cancel', { course, reason: 'No venue.' });
    const confirm =
      vera.drawing()?.view.flatMap((block) => ('buttons' in block ? block.buttons : []))[0]?.route ?? '';

    await vera.pressesRoute(confirm);
    const again = await vera.pressesRoute(confirm);

    expect(kept).toContain('stays as it is');
    expect(again).toContain('has been cancelled already');
  });
});
