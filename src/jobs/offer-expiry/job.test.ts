import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standingPass } from '../../../test/support/gate-papers.ts';
import { type OfferScene, openOfferScene } from '../../../test/support/offer-scene.ts';

describe('offers that are not answered', () => {
  let scene: OfferScene;

  beforeEach(async () => {
    scene = await openOfferScene();
  });
  afterEach(() => scene.bench.close());

  const as = (name: string) => scene.bench.as(`practice:${name}`);
  async function offered(course: string): Promise<void> {
    await as('nadia').pressesRoute(`seats/offer/all|${course}`);
    await scene.bench.sendDue();
    scene.hush();
  }
  async function at(when: string): Promise<void> {
    scene.bench.clock.set(`${when}:00Z`);
    await scene.bench.sweep();
  }
  const offerOf = (course: string) =>
    scene.bench.store.read({ kind: 'process' }, async ({ offers }) => (await offers.of(course, 1, 0))[0]);

  it('end in time, and the next of the reserve is asked with a window of their own', async () => {
    const course = await scene.course();
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    const salma = await scene.nominated(course.id, 'salma', 'reserve');
    await offered(course.id);

    await at('2027-01-06T08:59');
    const before = await scene.stateOf(ama);
    await at('2027-01-06T09:00');

    expect(before).toBe('offered');
    expect([await scene.stateOf(ama), await scene.stateOf(salma)]).toEqual(['expired', 'offered']);
    expect(scene.heard('ama')).toContain('had not answered when the time was over');
    expect(scene.heard('kofi')).toContain('Ama Boateng did not answer the offer of a seat');
    expect(scene.heard('salma')).toContain('Please answer by 8 January 2027');
    expect(scene.heard('karim')).toContain('Salma Idrissi is offered a seat');
    expect(await scene.seats(course.id)).toEqual({ granted: 1, held: 1, seats: 1 });
    expect(scene.bench.errors).toEqual([]);
  });

  it('go on to the end of the reserve, and are said once however often is looked', async () => {
    const course = await scene.course();
    await scene.nominated(course.id, 'ama', 'selected');
    const reserve = await scene.extras(course.id, 3, 'reserve');
    await offered(course.id);

    for (const day of ['06', '08', '10', '12'])
      for (const minute of ['00', '01', '02']) await at(`2027-01-${day}T09:${minute}`);

    const states = await Promise.all(reserve.map((one) => scene.stateOf(one)));
    expect(states).toEqual(['expired', 'expired', 'expired']);
    for (const number of [1, 2, 3]) {
      expect(scene.heard(`extra-${number}`).split('ended without an answer')).toHaveLength(2);
      expect(scene.heard(`extra-${number}`).split('The offer of a seat has ended')).toHaveLength(2);
    }
    expect(scene.heard('nadia').split('A seat is free')).toHaveLength(2);
    expect(await scene.seats(course.id)).toEqual({ granted: 0, held: 0, seats: 1 });
  });

  it('are reminded of at half time and three hours before the end, and no more once answered', async () => {
    const course = await scene.course({ seats: 2 });
    await scene.nominated(course.id, 'ama', 'selected');
    const yaw = await scene.nominated(course.id, 'yaw', 'selected');
    await offered(course.id);
    const reminders = (name: string) => scene.heard(name).split('A seat waits for your answer').length - 1;

    await at('2027-01-05T08:59');
    const early = reminders('ama');
    await at('2027-01-05T09:00');
    await at('2027-01-05T09:01');
    const half = [reminders('ama'), reminders('yaw')];
    await as('yaw').pressesRoute(`nominate/answer/accept|${yaw.id}`);
    await at('2027-01-06T06:59');
    const night = reminders('ama');
    await at('2027-01-06T07:00');

    expect(early).toBe(0);
    expect(half).toEqual([1, 1]);
    expect(night).toBe(1);
    expect([reminders('ama'), reminders('yaw')]).toEqual([2, 1]);
    expect(scene.heard('ama')).toContain('You get this because you were nominated for this course');
  });

  it('end once, whether answered or not, when both happen in the same instant', async () => {
    for (const answer of ['accept', 'decline']) {
      const course = await scene.course({ title: `Course ${answer}` });
      const ama = await scene.nominated(course.id, 'ama', 'selected');
      const salma = await scene.nominated(course.id, 'salma', 'reserve');
      await offered(course.id);
      scene.bench.clock.set(scene.bench.clock.now() + 48 * 3_600_000);

      await Promise.all([
        as('ama').pressesRoute(`nominate/answer/${answer}|${ama.id}`),
        scene.bench.sweep(),
        as('ama').pressesRoute(`nominate/answer/${answer}|${ama.id}`),
      ]);

      const states = [await scene.stateOf(ama), await scene.stateOf(salma)];
      expect([
        ['accepted', 'reserve'],
        ['declined', 'offered'],
        ['expired', 'offered'],
      ]).toContainEqual(states);
      expect((await scene.seats(course.id)).granted).toBe(1);
      // For the next course on the same days.
      await scene.bench.arrange(async ({ nominations }) => {
        for (const { id } of [ama, salma]) await nominations.move(id, ['accepted', 'offered'], 'withdrawn');
      });
    }
    expect(scene.bench.errors).toEqual([]);
  });

  it('begin to count when their message leaves, not while it waits to', async () => {
    const course = await scene.course();
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    await as('nadia').pressesRoute(`seats/offer/all|${course.id}`);
    // Nothing leaves for three days, though the sweeps go on.
    for (const when of ['04T09:10', '05T09:00', '06T09:00', '07T08:55']) {
      scene.bench.clock.set(`2027-01-${when}:00Z`);
      await scene.bench.arrange(async (records) => {
        const { default: job } = await import('./job.ts');
        await job.sweep({ records, now: scene.bench.clock.now() });
      });
    }
    const waiting = await scene.stateOf(ama);

    await at('2027-01-07T09:00');
    const offer = scene.heard('ama');
    await at('2027-01-07T09:20');
    await at('2027-01-09T08:59');
    const stands = await scene.stateOf(ama);
    await at('2027-01-09T09:00');

    expect(waiting).toBe('offered');
    expect(offer).toContain('Please answer by 9 January 2027 at 09:00');
    expect(stands).toBe('offered');
    expect(await scene.stateOf(ama)).toBe('expired');
  });

  it('are kept for six hours more when Attaché was down at their end', async () => {
    const course = await scene.course();
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    await offered(course.id);
    await at('2027-01-04T09:10');

    await at('2027-01-06T20:00');
    const extended = scene.heard('ama');
    const offer = await offerOf(course.id);
    await at('2027-01-07T01:59');
    const stands = await scene.stateOf(ama);
    await at('2027-01-07T02:00');

    expect(extended).toContain('is therefore kept for you until 7 January 2027 at 02:00');
    expect(offer).toMatchObject({ extensions: 1, endsAt: Date.parse('2027-01-07T02:00Z') });
    expect(stands).toBe('offered');
    expect(await scene.stateOf(ama)).toBe('expired');
  });

  it('do not end while the course is held, and then give time to answer', async () => {
    const course = await scene.course();
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    const salma = await scene.nominated(course.id, 'salma', 'reserve');
    await offered(course.id);
    await scene.bench.arrange((records) => records.courses.move(course.id, ['confirmed'], 'on-hold'));

    await at('2027-01-06T09:00');
    await at('2027-01-07T09:00');
    const held = [await scene.stateOf(ama), await scene.stateOf(salma)];
    await scene.bench.arrange(async (records) =>
      records.courses.move(
        course.id,
        ['on-hold'],
        'confirmed',
        undefined,
        await standingPass(records, course.id),
      ),
    );
    await at('2027-01-07T12:00');
    const taken = await as('ama').pressesRoute(`nominate/answer/accept|${ama.id}`);

    expect(held).toEqual(['offered', 'reserve']);
    expect(scene.heard('ama')).toContain('is therefore kept for you until 7 January 2027 at 18:00');
    expect(taken).toContain('is confirmed');
  });

  it('end without a word when the course was cancelled, and nobody is asked any more', async () => {
    const course = await scene.course();
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    const salma = await scene.nominated(course.id, 'salma', 'reserve');
    await offered(course.id);
    await scene.bench.arrange((records) => records.courses.move(course.id, ['confirmed'], 'cancelled'));

    await at('2027-01-06T09:00');

    expect([await scene.stateOf(ama), await scene.stateOf(salma)]).toEqual(['expired', 'reserve']);
    expect([scene.heard('ama'), scene.heard('salma'), scene.heard('nadia')]).toEqual(['', '', '']);
  });

  it('count from the beginning for whoever has no account, and their liaison officer is told how to help', async () => {
    const course = await scene.course();
    const nominee = await scene.bench.arrange(({ people }) =>
      people.add({ name: 'Without', organisation: scene.exchange.rabat, membership: 'confirmed' }),
    );
    const without = await scene.nominated(course.id, 'salma', 'selected', { nominee: nominee.id });
    await as('nadia').pressesRoute(`seats/offer/all|${course.id}`);
    await scene.bench.sendDue();
    const liaison = scene.heard('karim');

    await at('2027-01-06T09:00');

    expect(liaison).toContain('Without has no account here yet and cannot see the offer.');
    expect(await scene.stateOf(without)).toBe('expired');
  });
});
