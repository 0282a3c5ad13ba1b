// Offers under everything that people and clocks do at once, over two processes: no seat is lost, sold twice or given to nobody.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdsSeat } from '#exchange/nomination.ts';
import type { Nomination } from '#store/records/nominations.ts';
import { StoreUnavailable } from '#store/store.ts';
import { databaseNames, newPlace } from '../support/databases.ts';
import { type Bench, openBench } from '../support/exchange-bench.ts';
import { standingPass } from '../support/gate-papers.ts';
import { type OfferScene, openOfferScene } from '../support/offer-scene.ts';

/** What was logged as an error, but for a database that could not keep up. */
function mistakes(...benches: readonly Bench[]): readonly object[] {
  return benches
    .flatMap(({ errors }) => errors)
    .filter((one) => !(Reflect.get(one, 'error') instanceof StoreUnavailable));
}

/** What must be so whatever happened: seats are as many as are held, and an offer stands open for whoever holds one. */
async function whole({ bench }: OfferScene, course: string) {
  return bench.store.read({ kind: 'process' }, async (records) => {
    const found = await records.courses.byId(course);
    const nominations = await records.nominations.list({ course });
    const held = nominations.filter(({ state }) => holdsSeat(state));
    const offered = nominations.filter(({ state }) => state === 'offered').map(({ id }) => id);
    const open = (await records.offers.of(course, 999, 0)).filter(({ state }) => state === 'open');
    expect(found?.granted).toBe(held.length);
    expect(held.length).toBeLessThanOrEqual(found?.seats ?? 0);
    expect(open.map(({ nomination }) => nomination).toSorted()).toEqual(offered.toSorted());
    return { held: held.length, offered: offered.length };
  });
}

describe.each(databaseNames)('at the same instant, on %s', (database) => {
  let scene: OfferScene;
  /** The second process, where the record can be shared. */
  let other: Bench;

  beforeAll(async () => {
    const { place, remove } = await newPlace(database);
    scene = await openOfferScene({ place: { place, remove: async () => undefined } });
    const second = { place, remove };
    other = database === 'postgres' ? await openBench({ place: second }) : scene.bench;
  });
  afterAll(async () => {
    if (other !== scene.bench) await scene.bench.close();
    await other.close();
  });

  /** Now this process, now the other. */
  const at = (number: number) => (number % 2 === 0 ? scene.bench : other);
  const press = (number: number, name: string, route: string) =>
    at(number).as(`practice:${name}`).pressesRoute(route);
  const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);
  async function send(): Promise<void> {
    await scene.bench.sendDue();
    await other.sendDue();
  }
  const reached = (name: string, words: string) =>
    [...scene.bench.delivered, ...(other === scene.bench ? [] : other.delivered)].filter(
      (one) => one.to === `practice:${name}` && one.says.includes(words),
    ).length;
  /** So that nobody has two courses on the same days afterwards. */
  async function free(...some: readonly Nomination[]): Promise<void> {
    await scene.bench.arrange(async ({ nominations }) => {
      for (const { id } of some)
        await nominations.move(id, ['selected', 'reserve', 'offered', 'accepted'], 'withdrawn');
    });
  }

  it('fifty acceptances of one seat give one', async () => {
    const course = await scene.course({ title: `Fifty yes ${database}` });
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    await press(0, 'nadia', `seats/offer/all|${course.id}`);
    await send();

    const said = await Promise.all(
      numbers(50).map((number) => press(number, 'ama', `nominate/answer/accept|${ama.id}`)),
    );
    await send();

    expect(said.filter((one) => one.includes('is confirmed'))).toHaveLength(1);
    expect(said.filter((one) => one.includes('State now: Seat confirmed.'))).toHaveLength(49);
    expect(reached('kofi', `has a seat in “Fifty yes ${database}”`)).toBe(1);
    expect(await whole(scene, course.id)).toEqual({ held: 1, offered: 0 });
    await free(ama);
  });

  it('fifty people for whom the last seat is offered or accepted share it between nobody: one has it', async () => {
    const course = await scene.course({ title: `Fifty for one ${database}` });
    const fifty = await scene.extras(course.id, 50, 'reserve');

    const said = await Promise.all(
      fifty.map((one, number) =>
        number % 5 === 0
          ? press(number, 'paul', `nominate/accept/now|${one.id}|0`)
          : at(number)
              .as('practice:nadia')
              .runs('seats offer', { course: course.id, nomination: one.id, reason: 'Fits best.' }),
      ),
    );

    const given = said.filter((one) => /is offered a seat|has a seat in/u.test(one));
    expect(given).toHaveLength(1);
    expect((await whole(scene, course.id)).held).toBe(1);
    await free(...fifty);
  });

  it.each([
    ['its end', 'sweep'],
    ['a withdrawal', 'withdraw'],
    ['the end of the course', 'cancel'],
    ['a no', 'decline'],
  ])('a yes and %s end in one of the two', async (_, rival) => {
    const course = await scene.course({ title: `A yes and ${rival} ${database}` });
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    const salma = await scene.nominated(course.id, 'salma', 'reserve');
    await press(0, 'nadia', `seats/offer/all|${course.id}`);
    await send();
    const paul = other.as('practice:paul');
    await paul.runs('course cancel', { course: course.id, reason: 'Called off.' });
    const confirm = paul
      .drawing()
      ?.view.flatMap((block) => ('buttons' in block ? block.buttons : []))
      .find(({ route }) => route.startsWith('course/cancel/confirm'))?.route;
    if (rival === 'sweep')
      for (const bench of [scene.bench, other]) bench.clock.set(scene.bench.clock.now() + 48 * 3_600_000);
    const rivals: Readonly<Record<string, () => Promise<unknown>>> = {
      sweep: () => other.sweep(),
      withdraw: () => press(1, 'kofi', `nominate/withdraw/confirm|${ama.id}`),
      cancel: () => paul.pressesRoute(confirm ?? ''),
      decline: () => press(1, 'ama', `nominate/answer/decline|${ama.id}`),
    };

    await Promise.all([
      press(0, 'ama', `nominate/answer/accept|${ama.id}`),
      rivals[rival]?.(),
      press(2, 'ama', `nominate/answer/accept|${ama.id}`),
    ]);
    await send();

    const [hers, next] = [await scene.stateOf(ama), await scene.stateOf(salma)];
    await whole(scene, course.id);
    if (hers === 'accepted' && rival !== 'cancel') expect(next).toBe('reserve');
    // A yes may be taken back by her liaison officer; a no or an end may not.
    if (hers === 'declined' || hers === 'expired' || hers === 'withdrawn') expect(next).toBe('offered');
    if (rival === 'cancel') expect(next).toBe('reserve');
    expect([...scene.bench.errors, ...other.errors]).toEqual([]);
    await free(ama, salma);
  });

  it('fifty noes ask fifty of the reserve, each once, and never more than there are seats', async () => {
    const course = await scene.course({ title: `Fifty no ${database}`, seats: 50 });
    const first = await scene.extras(course.id, 50, 'selected');
    const reserve = await scene.extras(course.id, 55, 'reserve');
    await press(0, 'nadia', `seats/offer/all|${course.id}`);
    const names = new Map(
      await scene.bench.store.read({ kind: 'process' }, async ({ people }) =>
        (await people.accountsOfAll(first.map(({ nominee }) => nominee))).map(
          ({ person, id }) => [person, id.split(':')[1] ?? ''] as const,
        ),
      ),
    );

    const decline = ({ id, nominee }: Nomination, number: number) =>
      press(number, names.get(nominee) ?? '', `nominate/answer/decline|${id}`);

    const said = await Promise.all(first.map(decline));
    const amidst = await whole(scene, course.id);
    // On a machine that is busy with much else, some wait for longer than a database lets them, and try again.
    for (const [number, one] of first.entries())
      if (said[number]?.includes('Please try again')) said[number] = await decline(one, number);

    expect(said.filter((one) => one.includes('You have declined the seat'))).toHaveLength(50);
    expect(amidst.held).toBe(50);
    expect(await whole(scene, course.id)).toEqual({ held: 50, offered: 50 });
    const asked = await Promise.all(reserve.map((one) => scene.stateOf(one)));
    expect(asked.filter((state) => state === 'offered')).toHaveLength(50);
    expect(mistakes(scene.bench, other)).toEqual([]);
    await free(...reserve);
  });
});

type Act =
  | { readonly kind: 'accept' | 'decline' | 'withdraw'; readonly nominee: number }
  | { readonly kind: 'offer' | 'sweep' | 'hold' | 'resume' | 'look' };

const nominee = fc.nat({ max: 5 });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('accept' as const), nominee }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('decline' as const), nominee }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), nominee }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'offer' as const,
        'sweep' as const,
        'hold' as const,
        'resume' as const,
        'look' as const,
      ),
    }),
  },
);
const waves = fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 4 });

describe('Offers', () => {
  let scene: OfferScene;

  beforeAll(async () => {
    scene = await openOfferScene();
  });
  afterAll(() => scene.bench.close());

  it('leave seats and people in step, whatever is pressed, in whichever order and at once', async () => {
    const { bench } = scene;
    let number = 0;
    let everOffered = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), waves, async (seats, happening) => {
        number += 1;
        const course = await scene.course({ title: `Run ${number}`, seats });
        const all = [
          ...(await scene.extras(course.id, seats, 'selected')),
          ...(await scene.extras(course.id, 6 - seats, 'reserve')),
        ];
        const accounts = await bench.arrange(({ people }) =>
          people.accountsOfAll(all.map((one) => one.nominee)),
        );
        await bench.as('practice:nadia').pressesRoute(`seats/offer/all|${course.id}`);
        const answers = (at: number, action: string) => {
          const one = all[at];
          const account = accounts.find(({ person }) => person === one?.nominee)?.id ?? 'practice:nobody';
          return bench.as(account).pressesRoute(`nominate/answer/${action}|${one?.id}`);
        };
        const done: Readonly<Record<Act['kind'], (at: number) => Promise<unknown>>> = {
          accept: (at) => answers(at, 'accept'),
          decline: (at) => answers(at, 'decline'),
          withdraw: (at) =>
            bench.as('practice:karim').pressesRoute(`nominate/withdraw/confirm|${all[at]?.id}`),
          offer: () => bench.as('practice:nadia').pressesRoute(`seats/offer/all|${course.id}`),
          hold: () => bench.arrange(({ courses }) => courses.move(course.id, ['confirmed'], 'on-hold')),
          resume: () =>
            bench.arrange(async (records) =>
              records.courses.move(
                course.id,
                ['on-hold'],
                'confirmed',
                undefined,
                await standingPass(records, course.id),
              ),
            ),
          look: () => bench.sweep(),
          sweep: () => {
            bench.clock.set(bench.clock.now() + 3_600_000);
            return bench.sweep();
          },
        };
        for (const wave of happening) {
          await Promise.all(wave.map((one) => done[one.kind]('nominee' in one ? one.nominee : 0)));
          everOffered += (await whole(scene, course.id)).offered;
        }
        await bench.arrange(({ courses }) => courses.move(course.id, ['confirmed', 'on-hold'], 'cancelled'));
      }),
      { numRuns: 12 },
    );

    expect(everOffered).toBeGreaterThan(0);
    expect(bench.errors).toEqual([]);
  });
});
