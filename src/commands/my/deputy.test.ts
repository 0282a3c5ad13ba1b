import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';

const day = 86_400_000;

describe('a deputy', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await openCourseScene();
  });
  afterEach(() => scene.bench.close());

  const as = (name: string) => scene.bench.as(account(name));
  const name = (principal: string, deputy: string, more: object = {}, typist = as(principal)) =>
    typist.runs('my deputy', {
      person: scene.id(deputy),
      from: '2027-01-05',
      until: '2027-01-06',
      ...more,
    });

  it('can do what the principal can, from the first day to the last, and both are told', async () => {
    const said = await name('kofi', 'ama');
    await scene.bench.sendDue();
    const ama = as('ama');

    const before = await ama.runs('exchange member-confirm');
    scene.bench.clock.set('2027-01-05T00:00:00Z');
    const during = await ama.runs('exchange member-confirm');
    scene.bench.clock.set('2027-01-07T00:00:00Z');
    const after = await ama.runs('exchange member-confirm');

    expect(said).toContain('ama stands in for you from 5 January 2027 to 6 January 2027: Liaison officer');
    expect(scene.heard('ama')).toContain('You stand in for kofi');
    expect(before).toContain('is for: ');
    expect(during).toContain('Nobody is waiting');
    expect(after).toContain('is for: ');
  });

  it('is told what the principal is told', async () => {
    await name('vera', 'otto');
    await scene.bench.arrange((records) =>
      records.people.revoke({ person: scene.id('otto'), role: 'coordinator', scope: 'hub' }),
    );
    scene.bench.clock.set('2027-01-05T09:00:00Z');
    await scene.propose();
    await scene.bench.sendDue();

    expect(scene.heard('otto')).toContain('Digital evidence');
  });

  it('decides nothing that the principal proposed, and through them nobody what they proposed', async () => {
    await scene.bench.arrange((records) =>
      records.people.grant({ person: scene.id('vera'), role: 'liaison', scope: scene.id('hub') }),
    );
    await name('vera', 'otto');
    scene.bench.clock.set('2027-01-05T09:00:00Z');
    await as('vera').runs('course propose', {
      title: 'Own',
      subject: 'leadership',
      startsOn: '2027-03-01',
      endsOn: '2027-03-05',
      place: 'London',
      country: 'GB',
      zone: 'Europe/London',
      language: 'en',
      seats: 3,
      deadline: '2027-02-01',
      aims: 'Aims.',
    });
    const [course] = await scene.bench.arrange((records) => records.courses.list({}));

    await scene.approve(course?.id ?? '');

    const otto = await as('otto').runs('course publish', { course: course?.id ?? '' });

    expect(course?.title).toBe('Own');
    expect(otto).not.toContain('[Publish]');
  });

  it('is of the same organisation, another person, for a year at most, and for a role that can be lent', async () => {
    const kofi = as('kofi');

    const own = await name('kofi', 'kofi');
    const trainee = await name('ama', 'esi');
    await name('kofi', 'ama', { until: '2028-01-06' }, kofi);
    const long = kofi
      .form()
      ?.pages[0]?.fields.find((field) => field.problem)
      ?.problem?.join('');
    await name('kofi', 'ama', { until: '2027-01-04' }, kofi);
    const turned = kofi
      .form()
      ?.pages[0]?.fields.find((field) => field.problem)
      ?.problem?.join('');
    await name('kofi', 'ama', { from: '2027-01-03' }, kofi);
    const past = kofi
      .form()
      ?.pages[0]?.fields.find((field) => field.problem)
      ?.problem?.join('');
    await name('kofi', 'youssef');

    expect(own).toContain('your own deputy');
    expect(trainee).toContain('no role that somebody could stand in for');
    expect(long).toContain('a year at most');
    expect(turned).toContain('before the first');
    expect(past).toContain('This day is over');
    expect(await scene.bench.arrange((records) => records.deputies.list({ endsAfter: 0 }))).toEqual([]);
  });

  it('is listed to both and to the coordinators, and ended by any of them, once', async () => {
    await name('kofi', 'ama');
    scene.bench.clock.set('2027-01-05T09:00:00Z');
    const listed = await Promise.all(
      ['kofi', 'ama', 'vera', 'salma'].map((one) => as(one).runs('my deputies')),
    );
    const [one] = await scene.bench.arrange((records) => records.deputies.list({ endsAfter: 0 }));
    const route = `my/deputies/end|${one?.id}`;

    const stranger = await as('salma').pressesRoute(route);
    const ended = await Promise.all(['ama', 'kofi'].map((who) => as(who).pressesRoute(route)));
    await scene.bench.sendDue();

    for (const seen of listed.slice(0, 3)) expect(seen).toContain('ama stands in for kofi');
    expect(listed[3]).toContain('Nobody stands in for you');
    expect(stranger).toContain('not yours to end');
    expect(ended.filter((said) => said.includes('It has ended'))).toHaveLength(1);
    expect(await as('ama').runs('exchange member-confirm')).toContain('is for: ');
  });

  it('stands in no longer when the principal is removed or has lapsed', async () => {
    await name('kofi', 'ama');
    scene.bench.clock.set('2027-01-05T09:00:00Z');
    const ama = as('ama');
    await scene.bench.arrange((records) =>
      records.people.change(scene.id('kofi'), { approvedUntil: scene.bench.clock.now() + day / 24 }),
    );

    const before = await ama.runs('exchange member-confirm');
    scene.bench.clock.set('2027-01-05T10:00:00Z');
    const lapsed = await ama.runs('exchange member-confirm');
    await as('vera').pressesRoute(`exchange/member-remove/now|${scene.id('kofi')}`);

    expect(before).toContain('Nobody is waiting');
    expect(lapsed).toContain('is for: ');
    expect(await scene.bench.arrange((records) => records.deputies.list({ endsAfter: 0 }))).toEqual([]);
  });
});
