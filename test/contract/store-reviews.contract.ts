// Selections by score: blind reviews, whoever is too near, what is told of scores and to whom, outcomes and one appeal.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NominationState } from '#exchange/nomination.ts';
import type { Role } from '#exchange/people.ts';
import type { Ratings, Weights } from '#exchange/scoring.ts';
import type { Viewer } from '#exchange/viewer.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { TestStore } from '../support/databases.ts';
import {
  act,
  arrangeExchange,
  change,
  day,
  type Exchange,
  look,
  nominate,
  noon,
  type OpenStore,
  openCourse,
} from './store-bench.ts';

const weights: Weights = { need: 30, role: 25, cascade: 20, experience: 15, language: 10 };
const spread = 2;

function all(given: number): Ratings {
  return { need: given, role: given, cascade: given, experience: given, language: given };
}

export function reviewContract(open: OpenStore): void {
  describe('a selection by score', () => {
    let bench: TestStore;
    let exchange: Exchange;
    let course: string;
    let nominated: readonly Nomination[];
    let reviewers: readonly string[];

    beforeEach(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
      course = (await openCourse(bench.store, exchange)).id;
      nominated = await nominate(bench.store, exchange, course, ['Nadia Zerhouni', 'Omar Tazi']);
      reviewers = await change(bench.store, async ({ people, panels, courses }) => {
        const ids: string[] = [];
        for (const name of ['Rita', 'Sami', 'Tom']) {
          const home = exchange.hub.id;
          const { id } = await people.add({ name, organisation: home, membership: 'confirmed' });
          await people.grant({ person: id, role: 'expert', scope: 'investigation' });
          ids.push(id);
        }
        await courses.move(course, ['call-open'], 'call-closed');
        await panels.convene(course, { weights, due: '2027-02-20' }, exchange.coordinator.id);
        for (const id of ids) await panels.name(course, id, exchange.coordinator.id);
        return ids;
      });
    });
    afterEach(() => bench.close());

    const eyes = (person: string, organisation: string, ...roles: Role[]): Viewer => ({
      kind: 'person',
      person,
      organisation,
      roles,
    });
    const asExpert = (person: string) => eyes(person, exchange.hub.id, 'expert');
    const asCoordinator = () => eyes(exchange.coordinator.id, exchange.hub.id, 'coordinator');
    const asLiaison = () => eyes(exchange.karim.id, exchange.rabat.id, 'liaison');
    const assign = () => change(bench.store, ({ reviews }) => reviews.assign(course, spread));
    const reviewsOf = (id: string) =>
      look(bench.store, async ({ reviews }) =>
        (await reviews.of(course)).filter((one) => one.nomination === id),
      );
    const give = (id: string, reviewer: string, ratings: Ratings, remark?: string) =>
      bench.store.write(act(noon + 1, asExpert(reviewer)), ({ reviews }) =>
        reviews.rate(id, { ratings, flag: 'outstanding', remark }, spread),
      );
    const stateOf = (id: string) =>
      look(bench.store, async ({ nominations }) => (await nominations.byId(id))?.state);
    const first = () => nominated[0]?.id ?? '';

    /** Rates one nomination by each of its reviewers, in turn. */
    async function rateAll(id: string, ...given: readonly number[]) {
      const outcomes = [];
      for (const [at, one] of (await reviewsOf(id)).entries())
        outcomes.push(await give(one.id, one.reviewer, all(given[at] ?? 3), 'Well argued.'));
      return outcomes;
    }

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

    test('knows where somebody reviews, which panels are at work, and whose organisation pays', async () => {
      const sits = (viewer: Viewer) =>
        bench.store.read(viewer, ({ panels }) => panels.sitting(reviewers[0] ?? ''));
      const atWork = () =>
        look(bench.store, async ({ panels }) => (await panels.atWork()).map((one) => one.course));
      const pays = (viewer: Viewer) =>
        bench.store.read(viewer, ({ panels }) => panels.isPaidBy(course, exchange.rabat.id));

      expect(await sits(asExpert(reviewers[0] ?? ''))).toEqual([course]);
      expect(await sits(asExpert(reviewers[1] ?? ''))).toEqual([]);
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
