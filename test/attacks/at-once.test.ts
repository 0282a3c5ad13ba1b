// What several people decide at the same moment is decided once, and told once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, type Scene } from '../support/course-scene.ts';
import { reactionOf } from '../support/reaction-round.ts';

describe('At the same moment', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await openCourseScene();
  });
  afterEach(() => scene.bench.close());

  const stateOf = (course: string) =>
    scene.bench.arrange(async (records) => (await records.courses.byId(course))?.state);
  const routeOf = (typist: ReturnType<Scene['bench']['as']>, action: string) =>
    typist
      .drawing()
      ?.view.flatMap((block) => ('buttons' in block ? block.buttons : []))
      .find((one) => one.route.startsWith(action))?.route ?? '';

  it('two coordinators publish, and every channel gets one card', async () => {
    const course = await scene.propose();
    await scene.approve(course);
    const both = ['vera', 'otto', 'vera', 'otto'].map((name) => scene.bench.as(account(name)));
    for (const one of both) await one.runs('course publish', { course });

    const said = await Promise.all(
      both.map((one) => one.pressesRoute(routeOf(one, 'course/publish/confirm'))),
    );
    await scene.bench.sendDue();

    expect(said.filter((one) => one.includes('is published'))).toHaveLength(1);
    for (const channel of ['ghana-news', 'egypt-news', 'hub-news'])
      expect(scene.bench.delivered.filter((one) => one.to === account(channel))).toHaveLength(1);
    expect(scene.heard('kofi').split('is announced').length).toBeLessThanOrEqual(2);
    expect(scene.bench.errors).toEqual([]);
  });

  it('one accepts, one cancels, and one withdraws: the record stays whole', async () => {
    const course = await scene.publish({ seats: 1 });
    const nomination = await scene.nominate(course, 'youssef', 'open');
    const kofi = scene.bench.as(account('kofi'));
    await kofi.runs('course cancel', { course, reason: 'Called off.' });
    const confirm = routeOf(kofi, 'course/cancel/confirm');
    scene.hush();

    await Promise.all([
      scene.bench.as(account('vera')).pressesRoute(`nominate/accept/now|${nomination.id}|0`),
      scene.bench.as(account('salma')).pressesRoute(`nominate/withdraw/confirm|${nomination.id}`),
      scene.bench.as(account('kofi')).pressesRoute(confirm),
      scene.bench.as(account('kofi')).pressesRoute(confirm),
    ]);
    await scene.bench.sendDue();

    const now = await scene.bench.arrange(async (records) => ({
      course: await records.courses.byId(course),
      nomination: await records.nominations.byId(nomination.id),
    }));
    expect(now.course).toMatchObject({
      state: 'cancelled',
      granted: now.nomination?.state === 'accepted' ? 1 : 0,
    });
    expect(scene.heard('youssef')).not.toContain('You have a seat');
    expect(scene.heard('youssef').split('has been cancelled').length).toBeLessThanOrEqual(2);
    expect(scene.bench.errors).toEqual([]);
  });

  it('attendance is finished twice, and everybody is asked once', async () => {
    const course = await scene.publish();
    await scene.nominate(course, 'youssef', 'seat');
    await scene.nominate(course, 'ama', 'seat');
    scene.bench.clock.set('2027-03-08T10:00:00Z');
    await scene.bench.sweep();
    scene.hush();
    const presses = (name: string, route: string) => scene.bench.as(account(name)).pressesRoute(route);
    await presses('kofi', `course/attendance/all|${course}|0`);

    const said = await Promise.all([
      presses('kofi', `course/attendance/done|${course}`),
      presses('vera', `course/attendance/done|${course}`),
      presses('vera', `course/complete/start|${course}`),
      presses('kofi', `course/attendance/done|${course}`),
    ]);
    // The first working day after Independence Day and the weekend in Ghana.
    scene.bench.clock.set('2027-03-10T12:00:00Z');
    await scene.bench.sweep();
    await scene.bench.sweep();

    expect(await stateOf(course)).toBe('evaluating');
    expect(said.filter((one) => one.includes('asked for feedback'))).toHaveLength(1);
    for (const name of ['youssef', 'ama'])
      expect(
        scene.bench.delivered.filter((one) => one.to === account(name) && one.says.includes('[Answer]')),
      ).toHaveLength(1);
    expect(
      await scene.bench.arrange((records) => records.feedback.participation(reactionOf(course))),
    ).toEqual({
      invited: 2,
      answered: 0,
    });
    expect(scene.bench.errors).toEqual([]);
  });

  it('somebody is nominated twice, and confirmed twice', async () => {
    const course = await scene.publish();
    await scene.bench.arrange(async (records) => {
      await records.people.grant({ person: scene.id('esi'), role: 'liaison', scope: scene.id('ghana') });
      await records.organisations.tie(account('there'), scene.id('ghana'), 'There');
    });
    const about = {
      course,
      person: scene.id('ama'),
      rank: 'Sergeant',
      unit: 'Unit',
      yearsOfService: 4,
      reason: 'R.',
    };
    const newcomer = scene.bench.as(account('newcomer'), { place: account('there') });
    await Promise.all([newcomer.runs('exchange join'), newcomer.runs('exchange join')]);
    const waiting = await scene.bench.arrange((records) => records.people.pending());

    await Promise.all([
      scene.bench.as(account('kofi')).runs('nominate add', about),
      scene.bench.as(account('esi')).runs('nominate add', about),
      ...['kofi', 'esi', 'vera'].map((name) =>
        scene.bench
          .as(account(name))
          .pressesRoute(
            `exchange/member-confirm/as|${waiting[0]?.id}|${name === 'vera' ? 'liaison' : 'trainee'}`,
          ),
      ),
    ]);
    await scene.bench.sendDue();

    const now = await scene.bench.arrange(async (records) => ({
      nominations: await records.nominations.list({ course }),
      grants: await records.people.grantsOf(waiting[0]?.id ?? ''),
    }));
    expect(waiting).toHaveLength(1);
    expect(now.nominations).toHaveLength(1);
    expect(now.grants).toHaveLength(1);
    expect(scene.bench.delivered.filter((one) => one.to === account('newcomer'))).toHaveLength(1);
    expect(scene.bench.errors).toEqual([]);
  });
});
