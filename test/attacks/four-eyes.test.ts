// Four eyes: whoever proposed, nominated or is nominated finds no second way to decide it themselves.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, proposal, type Scene } from '../support/course-scene.ts';

describe('Four eyes', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await openCourseScene();
    // Vera nominates and proposes as well as coordinating.
    await scene.bench.arrange(async (records) => {
      await records.people.grant({ person: scene.id('vera'), role: 'liaison', scope: scene.id('hub') });
      await records.people.add({ name: 'Hetty', organisation: scene.id('hub'), membership: 'confirmed' });
    });
  });
  afterEach(() => scene.bench.close());

  const stateOf = (course: string) =>
    scene.bench.arrange(async (records) => (await records.courses.byId(course))?.state);

  async function proposedByVera(): Promise<string> {
    await scene.bench.as(account('vera')).runs('course propose', proposal);
    const [course] = await scene.bench.arrange((records) => records.courses.list({}));
    await scene.approve(course?.id ?? '');
    return course?.id ?? '';
  }

  it('hold for a proposer on a second account that is linked to the same person', async () => {
    const course = await proposedByVera();
    const code = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(
      await scene.bench.as(account('vera')).runs('my link'),
    )?.[0];
    const second = scene.bench.as('discord:4242', { accountName: 'Vera of the other chat' });
    const linked = await second.runs('my link', { code: code ?? '' });

    const typed = await second.runs('course publish', { course });
    const pressed = await second.pressesRoute(`course/publish/confirm|${course}|0000000000000000`);

    expect(linked).toContain('vera');
    for (const said of [typed, pressed]) expect(said).toContain('nobody publishes their own');
    expect(await stateOf(course)).toBe('approved');
  });

  it('hold for the button under a preview that another coordinator made', async () => {
    const course = await proposedByVera();
    const otto = scene.bench.as(account('otto'));
    await otto.runs('course publish', { course });
    const confirm = otto
      .drawing()
      ?.view.flatMap((block) => ('buttons' in block ? block.buttons : []))
      .find((one) => one.route.startsWith('course/publish/confirm'));

    const said = await scene.bench.as(account('vera')).pressesRoute(confirm?.route ?? '');

    expect(said).toContain('nobody publishes their own');
    expect(await stateOf(course)).toBe('approved');
  });

  it('hold when a held course resumes', async () => {
    const course = await proposedByVera();
    const otto = scene.bench.as(account('otto'));
    await otto.runs('course publish', { course });
    await otto.presses('Publish');
    const vera = scene.bench.as(account('vera'));
    await scene.bench.arrange((records) => records.courses.move(course, ['call-open'], 'on-hold'));

    const said = [
      await vera.runs('course publish', { course }),
      await vera.pressesRoute(`course/publish/start|${course}`),
      await vera.pressesRoute(`course/publish/confirm|${course}|0000000000000000`),
    ];

    for (const one of said) expect(one).toContain('nobody publishes their own');
    expect(await stateOf(course)).toBe('on-hold');
  });

  it('hold for whoever nominated, by command, by button and on a linked account', async () => {
    const course = await scene.publish();
    const vera = scene.bench.as(account('vera'));
    await vera.runs('nominate add', {
      course,
      person: 'Hetty',
      rank: 'Sergeant',
      unit: 'Unit',
      yearsOfService: 4,
      reason: 'Reason.',
    });
    const [nomination] = await scene.bench.arrange((records) => records.nominations.list({ course }));
    await scene.bench.arrange((records) => records.people.link('discord:4242', scene.id('vera'), 'Vera'));

    const said = [
      await vera.runs('nominate accept', { nomination: nomination?.id ?? '' }),
      await vera.pressesRoute(`nominate/accept/now|${nomination?.id}|0`),
      await scene.bench.as('discord:4242').pressesRoute(`nominate/accept/now|${nomination?.id}|0`),
    ];

    for (const one of said) expect(one).toContain('You nominated Hetty yourself');
    expect((await scene.bench.arrange((records) => records.nominations.list({ course })))[0]?.state).toBe(
      'submitted',
    );
  });

  it('hold for a nominee who coordinates, and for whoever would nominate themselves', async () => {
    const course = await scene.publish();
    const nomination = await scene.bench.arrange((records) =>
      records.nominations.add({
        course,
        nominee: scene.id('vera'),
        organisation: scene.id('hub'),
        nominatedBy: scene.id('otto'),
        rank: 'Inspector',
        unit: 'Unit',
        yearsOfService: 9,
        reason: 'Reason.',
        state: 'submitted',
      }),
    );
    const vera = scene.bench.as(account('vera'));

    const seat = await vera.pressesRoute(`nominate/accept/now|${nomination.id}|0`);
    const herself = await vera.runs('nominate add', {
      course,
      person: scene.id('vera'),
      rank: 'Inspector',
      unit: 'Unit',
      yearsOfService: 9,
      reason: 'Reason.',
    });

    expect(seat).toContain('You cannot give a seat to yourself');
    expect(herself).not.toContain('is nominated');
    expect(await scene.bench.arrange((records) => records.nominations.list({ course }))).toHaveLength(1);
  });

  it('hold for somebody who waits to be confirmed, and for a liaison officer who would raise themselves', async () => {
    const { bench } = scene;
    await bench.arrange((records) => records.organisations.tie(account('there'), scene.id('ghana'), 'Ghana'));
    const newcomer = bench.as(account('newcomer'), { place: account('there') });
    await newcomer.runs('exchange join');
    const [waiting] = await bench.arrange((records) => records.people.pending());
    const kofi = bench.as(account('kofi'));

    const said = [
      await newcomer.pressesRoute(`exchange/member-confirm/as|${waiting?.id}|trainee`),
      await kofi.pressesRoute(`exchange/member-confirm/as|${waiting?.id}|coordinator`),
      await kofi.pressesRoute(`exchange/member-confirm/as|${waiting?.id}|liaison`),
      await kofi.runs('exchange member-add', { name: 'Kofi', role: 'coordinator', account: account('kofi') }),
      await bench.as(account('salma')).pressesRoute(`exchange/member-confirm/as|${waiting?.id}|trainee`),
    ];

    expect(said.join('\n')).not.toContain('is a member');
    expect(await bench.arrange((records) => records.people.pending())).toHaveLength(1);
    expect(
      await bench.arrange(
        async (records) => (await records.people.byAccount(account('kofi'), bench.clock.now()))?.grants,
      ),
    ).toEqual([{ person: scene.id('kofi'), role: 'liaison', scope: scene.id('ghana') }]);
  });
});
