import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutcomeCode } from '#exchange/outcomes.ts';
import { account } from '../../../test/support/course-scene.ts';
import { experts, openReviewScene, type ReviewScene } from '../../../test/support/review-scene.ts';

describe('outcomes', () => {
  let on: ReviewScene;

  beforeEach(async () => {
    on = await openReviewScene();
    for (const expert of experts) await on.name(expert);
    await on.rateAll(4);
    await on.bench.arrange(({ panels }) => panels.close(on.course));
  });

  afterEach(() => on.bench.close());

  const as = (name: string) => on.bench.as(account(name));
  const id = () => on.nominations.youssef.id;

  /** As the confirmation of a plan does: noted, and told to nominee and liaison officer. */
  async function end(code: OutcomeCode): Promise<void> {
    await on.bench.arrange(async ({ outcomes, deliveries }) => {
      await outcomes.note(id(), code, { by: on.scene.id('vera'), place: 3, nominated: 2, seats: 1 });
      await deliveries.add(
        ['youssef', 'salma'].map((who) => ({
          ...{ key: `outcome · ${code} · ${who}`, message: 'select/outcome', facts: { nomination: id() } },
          ...{ person: on.scene.id(who), channel: undefined, organisation: undefined, purpose: undefined },
          ...{ post: undefined, tooLateAt: undefined },
        })),
      );
    });
    on.scene.hush();
    await on.bench.sendDue();
  }

  async function appeal(grounds = 'My post was misread.'): Promise<string> {
    const youssef = as('youssef');
    await youssef.presses('Appeal');
    return youssef.fills({ grounds });
  }

  it('come to the nominee as a sentence with one button, and to the liaison officer with components', async () => {
    await end('reserve');

    expect(on.scene.heard('youssef')).toContain('You are in the reserve for “Digital evidence”, at place 3.');
    expect(on.scene.heard('youssef')).toContain('[Appeal]');
    expect(on.scene.heard('youssef')).not.toContain('Score');
    expect(on.scene.heard('salma')).toContain('Score: 80 of 100, the median of 2 reviewers.');
    expect(on.scene.heard('salma')).toContain('Passing it on: 4 of 5');
    expect(on.scene.heard('salma')).not.toContain('rita');
  });

  it('are shown to whom they belong: own, one’s own nominees, numbers, or nothing', async () => {
    await end('not-selected-score');
    await on.bench.arrange(({ people }) =>
      people.grant({ person: on.scene.id('esi'), role: 'manager', scope: on.scene.id('ghana') }),
    );
    const seen = async (who: string) => as(who).runs('select outcome', { course: on.course });

    expect(await as('youssef').runs('select outcome')).toContain(
      'others were nearer to the published criteria',
    );
    expect(await as('ama').runs('select outcome')).toContain('No selection has ended for you yet.');
    expect(await seen('salma')).toContain('Score: 80 of 100');
    expect(await seen('vera')).toContain('Egypt Police Academy: not selected, by score, 1');
    for (const who of ['kofi', 'rita', 'esi']) {
      const other = await seen(who);
      expect(other).toContain('No outcome for “Digital evidence” is there for you to see');
      expect(other).not.toContain('youssef');
    }
  });

  it('can be appealed once, to somebody who had no part in it, and the answer is told', async () => {
    await end('not-selected-score');
    on.scene.hush();

    const said = await appeal();
    await on.bench.sendDue();

    expect(said).toContain('Your appeal is on its way');
    // Vera confirmed it, so it went to Otto, Aria or Mina.
    expect(on.scene.heard('vera')).toBe('');
    const kept = await on.bench.arrange(({ appeals }) => appeals.of(id()));
    const hearer = ['otto', 'aria', 'mina'].find((one) => on.scene.id(one) === kept?.heardBy) ?? '';
    expect(on.scene.heard(hearer)).toContain('It comes to you because you had no part in it.');
    const second = await as('youssef').pressesRoute(`select/outcome/appeal|${id()}`);
    expect(second).toContain('is being looked at by somebody who had no part');

    const judge = as(hearer);
    const looked = await judge.presses('Look at the appeal');
    await judge.presses('Answer it');
    const answered = await judge.fills({ verdict: 'rejected', answer: 'It was read.' });
    await on.bench.sendDue();
    expect(looked).toContain('Grounds: My post was misread.');
    expect(answered).toContain('The appeal is rejected.');
    expect(on.scene.heard('youssef')).toContain('was rejected.');
    expect(on.scene.heard('youssef')).toContain('Answer: It was read.');
    expect(await judge.pressesRoute(`select/answer/start|${kept?.id}`)).toContain('was rejected');
    expect(await as('vera').pressesRoute(`select/answer/look|${kept?.id}`)).toContain(
      'not for you to answer',
    );
  });

  it('say until when they could be appealed, when it is late', async () => {
    await end('not-selected-seats');
    on.bench.clock.set('2027-02-08T10:00:00Z');

    const said = await as('youssef').pressesRoute(`select/outcome/appeal|${id()}`);

    expect(said).toContain('could be appealed until');
    expect(await as('youssef').runs('select outcome')).not.toContain('[Appeal]');
  });

  it('cannot be appealed by anybody else, nor when there is nothing to appeal', async () => {
    await end('selected');
    const route = `select/outcome/appeal|${id()}`;

    expect(await as('ama').pressesRoute(route)).toContain('There is no such outcome');
    expect(await as('kofi').pressesRoute(route)).toContain('There is no such outcome');
    expect(await as('youssef').pressesRoute(route)).toContain('there is nothing to appeal');
    expect(await as('youssef').runs('select appeal')).toContain('begins with the button under an outcome');
    expect(await as('vera').runs('select answer')).toContain('No appeal waits for you.');
    expect(on.bench.errors).toEqual([]);
  });
});
