import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';

describe('two members who are one person', () => {
  let scene: Scene;
  /** Ama came in a second time, on Discord. */
  let double: string;

  beforeEach(async () => {
    scene = await openCourseScene();
    double = await scene.bench.arrange(async ({ people }) => {
      const { id } = await people.add({
        name: 'Ama M.',
        organisation: scene.id('ghana'),
        membership: 'confirmed',
      });
      await people.link('practice:ama-again', id, 'ama');
      await people.grant({ person: id, role: 'manager', scope: scene.id('ghana') });
      return id;
    });
  });
  afterEach(() => scene.bench.close());

  const as = (name: string) => scene.bench.as(account(name));
  const asked = (doubled: string, kept: string, by = 'vera') =>
    as(by).runs('exchange member-merge', { doubled, kept });
  const press = (doubled: string, kept: string, by = 'vera') =>
    as(by).pressesRoute(`exchange/member-merge/now|${doubled}|${kept}`);
  const isThere = async () =>
    (await scene.bench.arrange(({ people }) => people.byId(double)))?.membership === 'confirmed';

  it('are shown side by side, and are one once that has been confirmed', async () => {
    const vera = as('vera');

    const seen = await vera.runs('exchange member-merge', { doubled: double, kept: scene.id('ama') });
    const before = await isThere();
    const done = await vera.presses('Merge them');
    await scene.bench.sendDue();

    expect(seen).toContain('Ama M. · 1 account');
    expect(seen).toContain('Manager');
    expect(before).toBe(true);
    expect(done).toContain('are one member now');
    expect(await isThere()).toBe(false);
    expect(scene.heard('ama')).toContain('vera has merged two memberships of yours');
    expect(await scene.bench.as('practice:ama-again').runs('exchange members')).toContain('kofi');
  });

  it('are merged by coordinators alone, and by none into or out of themselves or whom they stand in for', async () => {
    const now = scene.bench.clock.now();
    await scene.bench.arrange(({ deputies, people }) =>
      people.change(double, { organisation: scene.id('hub') }).then(() =>
        deputies.name({
          principal: scene.id('otto'),
          deputy: scene.id('vera'),
          role: undefined,
          scope: undefined,
          from: now,
          until: now + 86_400_000,
          zone: 'UTC',
        }),
      ),
    );

    const said = [
      await press(double, scene.id('ama'), 'kofi'),
      await press(double, scene.id('ama'), 'ama'),
      await press(double, scene.id('vera')),
      await press(scene.id('vera'), double),
      await press(scene.id('otto'), double),
    ];

    for (const one of said.slice(2)) expect(one).toContain('You cannot merge yourself');
    expect(await isThere()).toBe(true);
    expect(await scene.bench.arrange(({ people }) => people.byId(scene.id('otto')))).toMatchObject({
      membership: 'confirmed',
    });
  });

  it('stay two where they are of two organisations, or nominated for one course, and are told why', async () => {
    const course = await scene.publish();
    await scene.bench.arrange(async ({ nominations }) => {
      const common = { course, organisation: scene.id('ghana'), nominatedBy: scene.id('kofi') };
      const texts = { rank: 'Sergeant', unit: 'Cyber', yearsOfService: 3, reason: 'Works on it.' };
      for (const nominee of [double, scene.id('ama')])
        await nominations.add({ ...common, ...texts, nominee, state: 'submitted' });
    });

    expect(await asked(double, scene.id('ama'))).toContain('Both are nominated for: Digital evidence');
    expect(await press(double, scene.id('ama'))).toContain('Both are nominated for: Digital evidence');
    expect(await asked(double, scene.id('youssef'))).toContain('members of the same organisation');
    expect(await asked(double, double)).toContain('the same member twice');
    expect(await isThere()).toBe(true);
  });

  it('are merged once by several who press at once', async () => {
    const said = await Promise.all([
      press(double, scene.id('ama')),
      press(scene.id('ama'), double),
      press(double, scene.id('ama'), 'otto'),
    ]);

    expect(said.filter((one) => one.includes('are one member now'))).toHaveLength(1);
  });
});
