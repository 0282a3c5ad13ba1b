import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { courseIn } from '../../../test/attacks/guarded-exchange.ts';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';
import { standingPass } from '../../../test/support/gate-papers.ts';

describe('/country assisted', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openCourseScene();
    // Where nothing is tied, nothing is answered but how to tie it.
    await scene.bench.arrange((records) =>
      records.organisations.tie('practice:room', scene.id('ghana'), 'Room'),
    );
  });
  afterEach(() => scene.bench.close());

  const deliver = (endsOn: string, country: string, nominees: readonly string[]) =>
    scene.bench.arrange(async (records) => {
      const host = { proposedBy: scene.id('kofi'), organisation: scene.id('ghana') };
      const course = await courseIn(records, 'call-open', { ...host, startsOn: endsOn, endsOn, country });
      for (const nominee of nominees) {
        const nomination = await records.nominations.add({
          course: course.id,
          nominee: scene.id(nominee),
          organisation: (await records.people.byId(scene.id(nominee)))?.organisation ?? '',
          nominatedBy: scene.id('salma'),
          rank: 'Sergeant',
          unit: 'Unit',
          yearsOfService: 3,
          reason: 'Works on such cases.',
          state: 'submitted',
        });
        await records.nominations.grantSeat(nomination.id, await standingPass(records, course.id));
      }
      for (const to of ['call-closed', 'selecting', 'confirmed', 'running', 'delivered'] as const)
        await records.courses.move(
          course.id,
          ['call-open', 'call-closed', 'selecting', 'confirmed', 'running'],
          to,
          undefined,
          await standingPass(records, course.id),
        );
      return course.id;
    });
  const asks = (name: string, since?: string) =>
    scene.bench.as(account(name)).runs('country assisted', since === undefined ? {} : { since });

  it('lists hosts and those whose people came, with their years, in the order of the reader’s language', async () => {
    await deliver('2026-10-02', 'GB', ['youssef']);
    await deliver('2025-06-06', 'GH', ['ama']);
    await deliver('2026-06-06', 'GH', []);
    await deliver('2016-06-06', 'KE', []);

    const said = await asks('nobody-yet', '2017');

    expect(said).toBe(
      [
        'Countries and geographical regions assisted since 2017: 2',
        'Where courses took place that have been delivered, and where those who took part came from, with the years. Courses that are not disclosed are not among them.',
        '• Egypt · 2026',
        '• Ghana · 2025, 2026',
      ].join('\n'),
    );
    expect(await asks('salma')).toContain('assisted since 2016: 3');
  });

  it('has nothing of what is withheld, for nobody, and nothing that has not been delivered', async () => {
    const secret = await deliver('2026-10-02', 'GH', ['ama']);
    await scene.publish();
    await scene.bench.arrange((records) => records.courses.withhold(secret, ['counter-terrorism']));

    for (const name of ['vera', 'kofi', 'youssef', 'nobody-yet'])
      expect(await asks(name, '2017')).toContain(
        'No course that may be disclosed has been delivered since 2017.',
      );
  });

  it('says where to look when there is nothing yet, and takes a year only', async () => {
    expect(await asks('ama')).toContain('No course that may be disclosed has been delivered yet.');
    const ama = scene.bench.as(account('ama'));
    await ama.runs('country assisted', { since: 'long ago' });

    expect(JSON.stringify(ama.form())).toContain('1950');
  });
});
