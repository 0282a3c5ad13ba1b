import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approve, standingPass } from '../../../test/support/gate-papers.ts';
import { type OfferScene, openOfferScene } from '../../../test/support/offer-scene.ts';

describe('free seats', () => {
  let scene: OfferScene;

  beforeEach(async () => {
    scene = await openOfferScene();
  });
  afterEach(() => scene.bench.close());

  const as = (name: string) => scene.bench.as(`practice:${name}`);

  it('are offered when a hold is lifted, in the order of the reserve, and no more than there are', async () => {
    const course = await scene.course({ seats: 2 });
    const reserve = await scene.extras(course.id, 4, 'reserve');
    await scene.bench.arrange((records) => records.courses.move(course.id, ['confirmed'], 'on-hold'));
    await scene.bench.sweep();
    const held = await scene.seats(course.id);
    await scene.bench.arrange(async (records) =>
      records.courses.move(
        course.id,
        ['on-hold'],
        'confirmed',
        undefined,
        await standingPass(records, course.id),
      ),
    );

    await scene.bench.sweep();
    await scene.bench.sweep();

    expect(held.granted).toBe(0);
    const states = await Promise.all(reserve.map((one) => scene.stateOf(one)));
    expect(states.filter((state) => state === 'offered')).toHaveLength(2);
    expect(await scene.seats(course.id)).toEqual({ granted: 2, held: 2, seats: 2 });
    expect(scene.bench.errors).toEqual([]);
  });

  it('are kept for whoever was selected and has not been offered theirs', async () => {
    const course = await scene.course({ seats: 2 });
    await scene.nominated(course.id, 'ama', 'selected');
    await scene.nominated(course.id, 'yaw', 'selected');
    const [reserve] = await scene.extras(course.id, 1, 'reserve');

    await scene.bench.sweep();

    expect(reserve && (await scene.stateOf(reserve))).toBe('reserve');
  });

  it('pass by whoever holds a seat on the same days, needs a visa too late, or went before', async () => {
    const other = await scene.course({ title: 'Open sources', state: 'call-open' });
    const course = await scene.course({ seats: 1 });
    const seated = await scene.nominated(other.id, 'yaw', 'submitted');
    await as('nadia').runs('nominate accept', { nomination: seated.id });
    const gone = await scene.nominated(course.id, 'ama', 'selected');
    await scene.bench.arrange(({ nominations }) => nominations.move(gone.id, ['selected'], 'withdrawn'));
    const passed = [
      await scene.nominated(course.id, 'yaw', 'reserve'),
      await scene.nominated(course.id, 'ama', 'reserve'),
      await scene.nominated(course.id, 'kofi', 'reserve', { needsVisa: true }),
      await scene.nominated(course.id, 'abena', 'reserve', { consent: 'refused' }),
    ];
    const [last] = await scene.extras(course.id, 1, 'reserve');
    scene.bench.clock.set('2027-02-20T09:00:00Z');

    await scene.bench.sweep();

    for (const one of passed) expect(await scene.stateOf(one)).toBe('reserve');
    expect(last && (await scene.stateOf(last))).toBe('offered');
  });

  it('are offered at once when a course goes on with more of them, in the state in which it was held', async () => {
    const course = await scene.course({ seats: 1 });
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    const [first, second] = await scene.extras(course.id, 2, 'reserve');
    await as('nadia').pressesRoute(`seats/offer/all|${course.id}`);
    await as('ama').pressesRoute(`nominate/answer/accept|${ama.id}`);
    await as('kofi').runs('course edit', { course: course.id, seats: 2 });
    await scene.bench.arrange((records) => approve(records, course.id, scene.exchange.people.aria.id));
    const held = await scene.bench.arrange(({ courses }) => courses.byId(course.id));

    const nadia = as('nadia');
    await nadia.runs('course publish', { course: course.id });
    await nadia.presses('Resume');

    const resumed = await scene.bench.arrange(({ courses }) => courses.byId(course.id));
    expect([held?.state, resumed?.state]).toEqual(['on-hold', 'confirmed']);
    const states = [first && (await scene.stateOf(first)), second && (await scene.stateOf(second))];
    expect(states.toSorted()).toEqual(['offered', 'reserve']);
    expect(await scene.seats(course.id)).toEqual({ granted: 2, held: 2, seats: 2 });
  });

  it('are offered at once when a nominee takes their consent back', async () => {
    const course = await scene.course({ seats: 1 });
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    const salma = await scene.nominated(course.id, 'salma', 'reserve');
    await as('nadia').pressesRoute(`seats/offer/all|${course.id}`);

    await as('ama').pressesRoute(`nominate/consent/refuse|${ama.id}`);

    expect([await scene.stateOf(ama), await scene.stateOf(salma)]).toEqual(['withdrawn', 'offered']);
  });

  it('are offered at once when whoever had one is forgotten', async () => {
    const course = await scene.course({ seats: 1 });
    await scene.nominated(course.id, 'ama', 'selected');
    const salma = await scene.nominated(course.id, 'salma', 'reserve');
    await as('nadia').pressesRoute(`seats/offer/all|${course.id}`);

    const typist = as('ama');
    await typist.runs('my forget');
    await typist.presses('Erase for good');

    expect(await scene.stateOf(salma)).toBe('offered');
    expect(scene.bench.errors).toEqual([]);
  });

  it('go to the reserve of the organisation that gave one back while there is time', async () => {
    const course = await scene.course({ seats: 1 });
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    await scene.extras(course.id, 3, 'reserve');
    const yaw = await scene.nominated(course.id, 'yaw', 'reserve');
    await as('nadia').pressesRoute(`seats/offer/all|${course.id}`);

    await as('kofi').pressesRoute(`nominate/withdraw/confirm|${ama.id}`);

    expect(await scene.stateOf(yaw)).toBe('offered');
  });
});
