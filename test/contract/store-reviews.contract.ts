// Selections by score: blind reviews, whoever is too near, and what is told of scores to whom.
import { beforeEach, describe, expect, test } from 'vitest';
import type { NominationState } from '#exchange/nomination.ts';
import type { Weights } from '#exchange/scoring.ts';
import type { Viewer } from '#exchange/viewer.ts';
import { all, type ReviewGround, reviewBench, spread, weights } from './review-bench.ts';
import { act, change, look, nominate, noon, type OpenStore } from './store-bench.ts';

export function reviewContract(open: OpenStore): void {
  describe('a selection by score', () => {
    const on = reviewBench(open);
    let { bench, exchange, course, nominated, reviewers } = {} as ReviewGround;
    beforeEach(() => {
      ({ bench, exchange, course, nominated, reviewers } = on.ground());
    });
    const { eyes, asExpert, asCoordinator, asLiaison, assign, reviewsOf, give, stateOf, first, rateAll } = on;

    test('has one panel with published weights, which stay once somebody has reviewed', async () => {
      const again = await change(bench.store, ({ panels }) =>
        panels.convene(course, { weights: { ...weights, need: 20, language: 20 }, due: '2028-01-01' }, 'x'),
      );
      const weigh = (to: Weights) => change(bench.store, ({ panels }) => panels.weigh(course, to));
      const other = { ...weights, need: 25, language: 15 };

      expect(again).toEqual({ course, weights, due: '2027-02-20', closedAt: undefined });
      expect(await weigh(other)).toBe(true);
      expect(await change(bench.store, ({ panels }) => panels.setDue(course, '2027-02-25'))).toBe(true);
      expect(await bench.store.read({ kind: 'stranger' }, ({ panels }) => panels.of(course))).toMatchObject({
        weights: other,
        due: '2027-02-25',
      });
      await assign();
      await rateAll(first());
      expect(await weigh(weights)).toBe(false);
      expect(await change(bench.store, ({ panels }) => panels.weigh('crs-none', weights))).toBe(false);
    });

    test('gives every nomination two reviewers once, and says where nobody is left', async () => {
      const { assigned, lacking } = await assign();

      expect(assigned).toHaveLength(4);
      expect(assigned.every((one) => reviewers.includes(one.reviewer) && !one.isThird)).toBe(true);
      expect(lacking).toEqual([]);
      expect(await assign()).toEqual({ assigned: [], lacking: [] });

      await change(bench.store, async ({ panels }) => {
        for (const id of reviewers.slice(1)) await panels.dismiss(course, id);
      });
      expect((await assign()).lacking).toEqual(nominated.map(({ id }) => id).toSorted());
      expect(await change(bench.store, ({ panels }) => panels.dismiss(course, reviewers[1] ?? ''))).toBe(
        false,
      );
      const named = await look(bench.store, ({ panels }) => panels.reviewers(course));
      expect(named).toEqual(reviewers.slice(0, 1));
      expect(await change(bench.store, ({ panels }) => panels.name(course, reviewers[0] ?? '', 'x'))).toBe(
        false,
      );
    });

    test('shows a reviewer what a nominee would do with it, and nothing that leads to anybody', async () => {
      await change(bench.store, async ({ nominations, profiles }) => {
        const reason = 'Nadia Zerhouni leads the laboratory of المعهد in Morocco; Karim agrees.';
        await nominations.edit(first(), { reason }, ['submitted']);
        const person = nominated[0]?.nominee ?? '';
        await profiles.set({ person, sector: 'customs', gender: 'woman', languages: ['fr', 'en'] }, person);
      });
      await assign();
      const [review] = await reviewsOf(first());
      const { id = '', reviewer = '' } = review ?? {};
      const blind = (viewer: Viewer) => bench.store.read(viewer, ({ reviews }) => reviews.blind(id));

      const shown = await blind(asExpert(reviewer));

      expect(shown).toMatchObject({ sector: 'customs', languages: ['fr', 'en'], rankBand: 'inspector' });
      expect(shown?.purpose).toContain('leads the laboratory');
      const text = JSON.stringify(shown);
      for (const canary of ['Nadia', 'Zerhouni', 'Karim', 'Morocco', 'Cyber', 'woman', first()])
        expect(text).not.toContain(canary);
      for (const other of reviewers.filter((one) => one !== reviewer))
        expect(await blind(asExpert(other))).toBeUndefined();
      expect(await blind(asCoordinator())).toBeUndefined();
      expect(await blind(asLiaison())).toBeUndefined();
    });

    test('keeps each review, which may be changed until the scores are closed, and scores what is complete', async () => {
      await assign();
      const [one] = await reviewsOf(first());

      const outcomes = await rateAll(first(), 2, 4);

      expect(outcomes.map((outcome) => typeof outcome === 'object' && outcome.isScored)).toEqual([
        false,
        true,
      ]);
      expect(await stateOf(first())).toBe('scored');
      expect(await give(one?.id ?? '', one?.reviewer ?? '', all(3))).toMatchObject({ isScored: false });
      const own = await bench.store.read(asExpert(one?.reviewer ?? ''), ({ reviews }) =>
        reviews.ofReviewer(one?.reviewer ?? ''),
      );
      expect(own.find(({ id }) => id === one?.id)?.state).toBe('rated');
      expect(await change(bench.store, ({ panels }) => panels.close(course), noon + 2)).toBe(true);
      expect(await change(bench.store, ({ panels }) => panels.close(course), noon + 3)).toBe(false);
      expect(await give(one?.id ?? '', one?.reviewer ?? '', all(5))).toBe('closed');
      expect(await change(bench.store, ({ panels }) => panels.setDue(course, '2027-03-01'))).toBe(false);
    });

    test.each<NominationState>(['eligible', 'vetted'])('moves on from %s too', async (state) => {
      await change(bench.store, ({ nominations }) => nominations.move(first(), ['submitted'], state));
      await assign();

      await rateAll(first(), 3, 3);

      expect(await stateOf(first())).toBe('scored');
    });

    test('asks a third reviewer where two are far apart, and somebody else where one abstains', async () => {
      await assign();
      const [far, near] = nominated.map(({ id }) => id);

      const [, wide] = await rateAll(far ?? '', 0, 5);

      expect(wide).toMatchObject({ isScored: false, assigned: [{ nomination: far, isThird: true }] });
      expect(await stateOf(far ?? '')).toBe('submitted');
      const third = (await reviewsOf(far ?? '')).find((one) => one.isThird);
      expect(await give(third?.id ?? '', third?.reviewer ?? '', all(4))).toMatchObject({ isScored: true });

      const [one] = await reviewsOf(near ?? '');
      const abstained = await bench.store.write(act(noon, asExpert(one?.reviewer ?? '')), ({ reviews }) =>
        reviews.abstain(one?.id ?? '', 'I trained the unit.', spread),
      );
      expect(abstained).toMatchObject({ assigned: [{ nomination: near, isThird: false }] });
      expect(await reviewsOf(near ?? '')).toContainEqual(
        expect.objectContaining({ state: 'abstained', reason: 'I trained the unit.', ratings: undefined }),
      );
    });

    test('lets two of the last reviewers press at once, and scores the nomination', async () => {
      await assign();
      const both = await reviewsOf(first());

      const outcomes = await Promise.all(both.map((one) => give(one.id, one.reviewer, all(3))));

      expect(outcomes.filter((one) => typeof one === 'object' && one.isScored)).toHaveLength(1);
      expect(await stateOf(first())).toBe('scored');
    });

    test('ends a review when an interest is declared, whatever was given, and tells whoever may know', async () => {
      await assign();
      const [one] = await reviewsOf(first());
      const { reviewer = '', id = '' } = one ?? {};
      await give(id, reviewer, all(5));
      const about = nominated[0]?.nominee ?? '';

      const courses = await change(bench.store, ({ interests }) =>
        interests.declare(reviewer, about, 'relative'),
      );

      expect(courses).toEqual([course]);
      expect((await reviewsOf(first())).find((row) => row.id === id)).toMatchObject({
        state: 'recused',
        ratings: undefined,
      });
      expect(await give(id, reviewer, all(5))).toBeUndefined();
      expect((await assign()).assigned).toHaveLength(1);
      const read = (viewer: Viewer) =>
        bench.store.read(viewer, async ({ interests }) => [
          (await interests.of(reviewer)).length,
          (await interests.concerning(course)).length,
        ]);
      expect(await read(asCoordinator())).toEqual([1, 1]);
      expect(await read(asExpert(reviewer))).toEqual([1, 0]);
      expect(await read(asLiaison())).toEqual([0, 0]);
    });

    test('tells who gave what to the hub alone, and components to the liaison once the scores are closed', async () => {
      await assign();
      await rateAll(first(), 2, 4);
      const read = (viewer: Viewer) =>
        bench.store.read(viewer, async ({ reviews, panels }) => ({
          of: (await reviews.of(course)).length,
          given: (await reviews.given(course)).length,
          reviewers: (await panels.reviewers(course)).length,
          components: await reviews.components(first()),
        }));
      const nothing = { of: 0, given: 0, reviewers: 0, components: undefined };
      const known = { components: all(3), score: 60, reviewers: 2 };

      expect(await read(asCoordinator())).toEqual({ of: 4, given: 4, reviewers: 3, components: known });
      expect(await read(asLiaison())).toEqual(nothing);
      await change(bench.store, ({ panels }) => panels.close(course));
      expect(await read(asLiaison())).toEqual({ ...nothing, components: known });
      for (const viewer of [
        asExpert(reviewers[0] ?? ''),
        eyes('mona', exchange.rabat.id, 'manager'),
        eyes(exchange.ama.id, exchange.accra.id, 'liaison'),
        eyes(nominated[0]?.nominee ?? '', exchange.rabat.id, 'trainee'),
        { kind: 'stranger' } as const,
      ])
        expect(await read(viewer)).toEqual(nothing);
    });

    test('gives nobody eyes for a withheld course: experts are not asked, and see nothing of it', async () => {
      await assign();
      const [one] = await reviewsOf(first());
      await change(bench.store, ({ courses }) => courses.withhold(course, ['counter-terrorism']));
      const reviewer = one?.reviewer ?? '';
      const read = await bench.store.read(asExpert(reviewer), async ({ reviews, panels }) => [
        await reviews.ofReviewer(reviewer),
        await reviews.blind(one?.id ?? ''),
        await panels.of(course),
      ]);
      await nominate(bench.store, exchange, course, ['Third']);

      expect(read).toEqual([[], undefined, undefined]);
      expect(await give(one?.id ?? '', reviewer, all(5))).toBeUndefined();
      expect((await assign()).assigned).toEqual([]);
      await change(bench.store, ({ people }) =>
        people.grant({ person: reviewers[0] ?? '', role: 'instructor', scope: course }),
      );
      expect(new Set((await assign()).assigned.map((given) => given.reviewer))).toEqual(
        new Set(reviewers.slice(0, 1)),
      );
    });

    test('knows who reviews somewhere, which panels are at work, and whose organisation pays', async () => {
      const sits = (viewer: Viewer) =>
        bench.store.read(viewer, ({ panels }) => panels.sits(reviewers[0] ?? ''));
      const atWork = () =>
        look(bench.store, async ({ panels }) => (await panels.atWork()).map((one) => one.course));
      const pays = (viewer: Viewer) =>
        bench.store.read(viewer, ({ panels }) => panels.isPaidBy(course, exchange.rabat.id));

      expect(await sits(asExpert(reviewers[0] ?? ''))).toBe(true);
      expect(await sits(asCoordinator())).toBe(true);
      expect(await sits(asExpert(reviewers[1] ?? ''))).toBe(false);
      expect(await atWork()).toEqual([course]);
      expect(await pays(asCoordinator())).toBe(false);
      await change(bench.store, ({ funding }) =>
        funding.note({
          ...{ course, payerKind: 'beneficiary', country: 'MA', payer: exchange.rabat.name, amount: 100 },
          ...{ currency: 'MAD', share: undefined, notedBy: 'per-finance' },
        }),
      );
      expect(await pays(asCoordinator())).toBe(true);
      expect(await pays(asLiaison())).toBe(false);
      await change(bench.store, ({ courses }) => courses.move(course, ['call-closed'], 'cancelled'));
      expect(await atWork()).toEqual([]);
    });
  });
}
