// How a selection by score ends: outcomes, one appeal, and what becomes of it all when people are forgotten.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Viewer } from '#exchange/viewer.ts';
import { all, type ReviewGround, reviewBench } from './review-bench.ts';
import { change, day, look, noon, type OpenStore } from './store-bench.ts';

export function outcomeContract(open: OpenStore): void {
  describe('a selection by score', () => {
    const on = reviewBench(open);
    let { bench, exchange, course, nominated, reviewers } = {} as ReviewGround;
    beforeEach(() => {
      ({ bench, exchange, course, nominated, reviewers } = on.ground());
    });
    const { eyes, asExpert, asCoordinator, asLiaison, assign, reviewsOf, first, rateAll } = on;

    describe('once it has ended', () => {
      const appeal = (nomination = first(), candidates: readonly string[] = []) =>
        change(bench.store, ({ appeals }) =>
          appeals.ask(nomination, nominated[0]?.nominee ?? '', 'My post was misread.', candidates),
        );
      const note = (nomination: string, code: 'reserve' | 'not-selected-score' | 'selected', now = noon) =>
        change(
          bench.store,
          ({ outcomes }) => outcomes.note(nomination, code, { by: exchange.coordinator.id, place: 2 }),
          now,
        );

      test('has one outcome for each nomination, known to whom it belongs; others count', async () => {
        await note(first(), 'reserve');
        await note(first(), 'reserve', noon + day);
        const read = (viewer: Viewer) =>
          bench.store.read(viewer, async ({ outcomes }) => [
            (await outcomes.of(first()))?.code,
            (await outcomes.counts(course)).map(({ code, number }) => `${code} ${number}`),
          ]);
        const known = ['reserve', ['reserve 1']];

        expect(await look(bench.store, ({ outcomes }) => outcomes.of(first()))).toEqual({
          ...{ nomination: first(), course, code: 'reserve', facts: { place: 2 } },
          ...{ confirmedBy: exchange.coordinator.id, at: noon },
        });
        expect(await read(asCoordinator())).toEqual(known);
        expect(await read(asLiaison())).toEqual(known);
        expect(await read(eyes(nominated[0]?.nominee ?? '', exchange.rabat.id, 'trainee'))).toEqual([
          'reserve',
          [],
        ]);
        expect(await read(eyes('mona', exchange.rabat.id, 'manager'))).toEqual([undefined, ['reserve 1']]);
        expect(await read(asExpert(reviewers[0] ?? ''))).toEqual([undefined, []]);
        await note(first(), 'selected', noon + day);
        expect(await look(bench.store, ({ outcomes }) => outcomes.of(first()))).toMatchObject({
          code: 'selected',
          at: noon + day,
        });
        await expect(note('nom-none', 'reserve')).rejects.toThrow('no such nomination');
      });

      test('takes one appeal, which goes to the first who had no part in it, and is answered once', async () => {
        await assign();
        await note(first(), 'not-selected-score');
        const { coordinator, karim, ama } = exchange;
        const involved = [coordinator.id, reviewers[0] ?? '', karim.id];

        expect(await appeal('nom-none')).toBeUndefined();
        const asked = await appeal(first(), [...involved, ama.id]);

        expect(asked).toMatchObject({ heardBy: ama.id, verdict: undefined, grounds: 'My post was misread.' });
        expect(await appeal(first(), [ama.id])).toBeUndefined();
        const hear = (viewer: Viewer) =>
          bench.store.read(viewer, ({ appeals }) => appeals.hearing(asked?.id ?? ''));
        const heard = await hear(eyes(ama.id, exchange.accra.id, 'approver'));
        expect(heard).toMatchObject({
          appeal: asked,
          outcome: { code: 'not-selected-score' },
          nomination: { id: first() },
        });
        expect(heard?.panel).toEqual([...reviewers].sort());
        expect(await hear(asCoordinator())).toBeUndefined();
        const waiting = (viewer: Viewer) =>
          bench.store.read(viewer, async ({ appeals }) => (await appeals.waiting(5)).length);
        expect(await waiting(eyes(ama.id, exchange.accra.id, 'approver'))).toBe(1);
        expect(await waiting(asCoordinator())).toBe(0);
        const answer = () =>
          change(bench.store, ({ appeals }) => appeals.answer(asked?.id ?? '', 'upheld', 'It was.', ama.id));
        expect([await answer(), await answer()]).toEqual([true, false]);
        const own = await bench.store.read(asLiaison(), ({ appeals }) => appeals.of(first()));
        expect(own).toMatchObject({ verdict: 'upheld', answer: 'It was.', answeredBy: ama.id });
        expect(
          await bench.store.read(asExpert(reviewers[0] ?? ''), ({ appeals }) => appeals.of(first())),
        ).toBeUndefined();
      });

      test('keeps an appeal for any coordinator where everybody had a part in it', async () => {
        await note(first(), 'not-selected-score');

        const asked = await appeal(first(), [exchange.coordinator.id]);

        expect(asked?.heardBy).toBeUndefined();
        const hear = (viewer: Viewer) =>
          bench.store.read(viewer, ({ appeals }) => appeals.hearing(asked?.id ?? ''));
        expect(await hear(asCoordinator())).toBeDefined();
        expect(await hear(asLiaison())).toBeUndefined();
      });
    });

    describe('and people', () => {
      test('forgets what a reviewer wrote and declared; what they gave stays, and their open ones go to others', async () => {
        await assign();
        await rateAll(first(), 2, 4);
        const [one] = await reviewsOf(first());
        const reviewer = one?.reviewer ?? '';
        await change(bench.store, ({ interests }) =>
          interests.declare(reviewer, nominated[1]?.nominatedBy ?? '', 'friend'),
        );
        await change(bench.store, ({ erasures }) => erasures.erase(reviewer));

        const after = await look(bench.store, async ({ reviews, panels, interests }) => ({
          reviews: (await reviews.of(course)).filter((row) => row.reviewer === reviewer),
          named: await panels.reviewers(course),
          declared: await interests.of(reviewer),
        }));

        expect(after.named).not.toContain(reviewer);
        expect(after.declared).toEqual([]);
        expect(after.reviews.every((row) => row.state !== 'open' && row.remark === undefined)).toBe(true);
      });

      test('forgets what was written about a nominee, and an appeal that nobody has answered', async () => {
        await assign();
        await rateAll(first(), 3, 3);
        await change(bench.store, async ({ outcomes, appeals }) => {
          await outcomes.note(first(), 'not-selected-score', { by: exchange.coordinator.id });
          await appeals.ask(first(), nominated[0]?.nominee ?? '', 'Misread.', []);
        });
        await change(bench.store, ({ erasures }) => erasures.erase(nominated[0]?.nominee ?? ''));

        const rows = await reviewsOf(first());
        const left = await look(bench.store, ({ appeals }) => appeals.of(first()));

        expect(rows.map((row) => row.remark)).toEqual([undefined, undefined]);
        expect(rows.map((row) => row.ratings)).toEqual([all(3), all(3)]);
        expect(left).toBeUndefined();
      });

      test('is in the file about a person: where they review, what they gave, how theirs ended, what they appealed', async () => {
        await assign();
        await rateAll(first(), 3, 3);
        const nominee = nominated[0]?.nominee ?? '';
        const [one] = await reviewsOf(first());
        await change(bench.store, async ({ people, outcomes, appeals, interests }) => {
          await people.link('slack:T1:U70', nominee, 'nadia');
          await people.link('slack:T1:U71', one?.reviewer ?? '', 'reviewer');
          await people.link('slack:T1:U72', exchange.coordinator.id, 'clara');
          await outcomes.note(first(), 'not-selected-score', { by: exchange.coordinator.id });
          await appeals.ask(first(), nominee, 'Misread.', [exchange.ama.id]);
          await interests.declare(one?.reviewer ?? '', exchange.ama.id, 'business');
        });
        const held = (account: 'slack:T1:U70' | 'slack:T1:U71' | 'slack:T1:U72') =>
          look(bench.store, ({ erasures }) => erasures.held(account));

        expect(await held('slack:T1:U70')).toMatchObject({
          outcomes: [{ course, code: 'not-selected-score' }],
          appeals: [{ nomination: first(), grounds: 'Misread.' }],
          reviewed: 2,
          reviews: [],
        });
        const reviewer = await held('slack:T1:U71');
        expect(reviewer).toMatchObject({ reviewers: [{ course }], declared: [{ interest: 'business' }] });
        expect(reviewer?.reviews).toContainEqual(
          expect.objectContaining({ course, state: 'rated', remark: 'Well argued.' }),
        );
        expect(JSON.stringify(reviewer)).not.toContain(first());
        expect(await held('slack:T1:U72')).toMatchObject({ panels: [{ course }], confirmed: 1 });
      });

      test('takes a double for one reviewer, who reviews neither twice nor themselves', async () => {
        await assign();
        const [one, other] = await reviewsOf(first());
        const [from, into] = [one?.reviewer ?? '', other?.reviewer ?? ''];
        await rateAll(first(), 2, 4);

        expect(await change(bench.store, ({ merges }) => merges.merge(from, into), noon + 5)).toBe(true);

        const rows = await reviewsOf(first());
        expect(rows.map((row) => row.reviewer)).toEqual([into]);
        expect(await look(bench.store, ({ panels }) => panels.reviewers(course))).not.toContain(from);
      });

      test('empties words after their time, and keeps the numbers', async () => {
        await assign();
        await rateAll(first(), 3, 3);
        await change(bench.store, async ({ outcomes, appeals, interests }) => {
          await outcomes.note(first(), 'not-selected-score', { by: exchange.coordinator.id });
          const asked = await appeals.ask(first(), nominated[0]?.nominee ?? '', 'Misread.', []);
          await appeals.answer(asked?.id ?? '', 'rejected', 'It was read.', exchange.ama.id);
          await interests.declare(reviewers[2] ?? '', exchange.ama.id, 'superior');
        });
        const purge = (most: number) =>
          change(bench.store, ({ retention }) => retention.purge('reviews', Date.UTC(2028, 0, 1), most));

        expect(await purge(3)).toBe(3);
        expect(await purge(50)).toBe(1);
        expect(await purge(50)).toBe(0);
        const rows = await reviewsOf(first());
        expect(rows.map(({ remark, ratings }) => [remark, ratings])).toEqual([
          [undefined, all(3)],
          [undefined, all(3)],
        ]);
        expect(await look(bench.store, ({ appeals }) => appeals.of(first()))).toMatchObject({
          grounds: '',
          answer: '',
          verdict: 'rejected',
        });
      });
    });
  });
}
