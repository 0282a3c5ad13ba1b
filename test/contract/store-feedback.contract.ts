// Feedback: one answer of each person, who answered kept apart from what was answered.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Item } from '#exchange/questionnaire.ts';
import type { TestStore } from '../support/databases.ts';
import { reactionOf, reactionTo } from '../support/reaction-round.ts';
import {
  arrangeExchange,
  change,
  day,
  type Exchange,
  look,
  nominate,
  noon,
  type OpenStore,
  openCourse,
  pastTheStore,
} from './store-bench.ts';

const answersOf = (apply: number) => ({ apply, confidence: 4, obstacles: `Obstacle ${apply} "'\\ العربية` });

export function feedbackContract(open: OpenStore): void {
  describe('feedback', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    async function openRound(people: number): Promise<{ round: string; invited: readonly string[] }> {
      const { id: course } = await openCourse(bench.store, exchange);
      const nominated = await nominate(
        bench.store,
        exchange,
        course,
        Array.from({ length: people }, (_, at) => `Trainee ${at}`),
      );
      const invited = nominated.map(({ nominee }) => nominee);
      await change(bench.store, ({ feedback }) =>
        feedback.open(reactionTo(course, noon, noon + day, noon + 3 * day), [...invited, ...invited]),
      );
      return { round: reactionOf(course), invited };
    }
    const answer = (round: string, person: string | undefined, apply: number, now = noon) =>
      change(bench.store, ({ feedback }) => feedback.answer(round, person ?? '', answersOf(apply)), now);
    const close = (round: string) => change(bench.store, ({ feedback }) => feedback.close(round));

    test('asks one set once of a course, and other sets beside it', async () => {
      const { round, invited } = await openRound(2);
      const [course = ''] = round.split('.');
      const asked = reactionTo(course, noon, noon + day, noon + 3 * day);

      const again = await change(bench.store, ({ feedback }) => feedback.open(asked, ['per-other']));
      const test = await change(bench.store, ({ feedback }) =>
        feedback.open({ ...asked, set: 'pre-test', opensAt: noon + 1 }, []),
      );

      expect([again, test]).toEqual([false, true]);
      await look(bench.store, async ({ feedback }) => {
        const kept = { ...asked, id: round, edition: null, state: 'open' };
        expect(await feedback.round(round)).toEqual(kept);
        expect(await feedback.round('crs-none.reaction')).toBeUndefined();
        expect(await feedback.rounds('open')).toContainEqual(kept);
        expect((await feedback.of(course)).map(({ set }) => set)).toEqual(['reaction', 'pre-test']);
        expect(await feedback.participation(round)).toEqual({ invited: 2, answered: 0 });
        expect(new Set(await feedback.silent(round))).toEqual(new Set(invited));
      });
    });

    test('asks the guests of an edition, which belongs to no organisation', async () => {
      const { edition, round } = await change(bench.store, async ({ symposia, feedback }) => {
        const series = await symposia.addSeries('Symposium', 2);
        const edition = await symposia.plan({
          series: series.id,
          number: 1,
          title: 'First',
          zone: 'Africa/Accra',
          plannedBy: exchange.ama.id,
        });
        const times = { opensAt: noon, closesAt: noon + day, lateUntil: noon + day };
        await feedback.open({ edition: edition.id, set: 'event', questionnaire: 'reaction/2', ...times }, [
          exchange.ama.id,
        ]);
        return { edition: edition.id, round: `${edition.id}.event` };
      });

      await look(bench.store, async ({ feedback }) => {
        expect(await feedback.round(round)).toMatchObject({ edition, course: null, set: 'event' });
        expect(await feedback.of(edition)).toHaveLength(1);
        expect((await feedback.rounds('open')).map(({ id }) => id)).toContain(round);
        const { id: organisation } = exchange.accra;
        expect((await feedback.rounds('open', { organisation })).map(({ id }) => id)).not.toContain(round);
      });
    });

    test('invites more people while it is open, and nobody twice', async () => {
      const { round, invited } = await openRound(2);
      await answer(round, invited[0], 4);
      const more = [...invited, exchange.ama.id];

      const numbers = [
        await change(bench.store, ({ feedback }) => feedback.invite(round, more)),
        await change(bench.store, ({ feedback }) => feedback.invite(round, more)),
      ];
      await close(round);
      numbers.push(await change(bench.store, ({ feedback }) => feedback.invite(round, [exchange.karim.id])));

      expect(numbers).toEqual([1, 0, 0]);
      expect(await look(bench.store, ({ feedback }) => feedback.participation(round))).toEqual({
        invited: 3,
        answered: 1,
      });
    });

    test('invites nobody where nobody came', async () => {
      const { round } = await openRound(0);

      expect(await look(bench.store, ({ feedback }) => feedback.participation(round))).toEqual({
        invited: 0,
        answered: 0,
      });
    });

    test('takes one answer of a person who answers on two platforms at once', async () => {
      const { round, invited } = await openRound(2);
      const [first, second] = invited;

      const taken = await Promise.all([
        answer(round, first, 1),
        answer(round, first, 2),
        answer(round, first, 3),
      ]);

      expect(taken.filter((one) => one)).toHaveLength(1);
      expect(await answer(round, first, 4)).toBe(false);
      expect(await answer(round, exchange.ama.id, 5)).toBe(false);
      expect(await answer('crs-none.reaction', first, 5)).toBe(false);
      await look(bench.store, async ({ feedback }) => {
        expect(await feedback.participation(round)).toEqual({ invited: 2, answered: 1 });
        expect(await feedback.silent(round)).toEqual([second]);
        expect(await feedback.invited(round, first ?? '')).toBe('answered');
        expect(await feedback.invited(round, second ?? '')).toBe('waiting');
        expect(await feedback.invited(round, exchange.ama.id)).toBeUndefined();
        expect(await feedback.waitingFor(first ?? '', noon)).toEqual([]);
        expect(await feedback.waitingFor(second ?? '', noon)).toMatchObject([{ id: round, state: 'open' }]);
      });
    });

    test('releases the answers together when the round closes, and nothing before', async () => {
      const { round, invited } = await openRound(6);
      for (const [at, person] of invited.slice(0, 5).entries()) await answer(round, person, at + 1);
      const before = await look(bench.store, ({ feedback }) => feedback.tally(round));
      const saidBefore = await look(bench.store, ({ feedback }) => feedback.comments(round));

      const closed = await Promise.all([close(round), close(round)]);

      expect([before, saidBefore]).toEqual([undefined, []]);
      expect(closed.toSorted()).toEqual([false, true]);
      await look(bench.store, async ({ feedback }) => {
        expect(await feedback.tally(round)).toMatchObject({
          batches: 1,
          released: 5,
          tallies: { apply: [1, 1, 1, 1, 1], obstacles: [5] },
          alike: { confidence: { favourable: 5 } },
        });
        expect(await feedback.comments(round)).toHaveLength(5);
        expect((await feedback.rounds('closed')).map(({ id }) => id)).toContain(round);
      });
    });

    test('releases late answers only once five have come together, until the time for them is over', async () => {
      const { round, invited } = await openRound(12);
      for (const [at, person] of invited.slice(0, 6).entries()) await answer(round, person, (at % 5) + 1);
      await close(round);
      const later = noon + 2 * day;
      const release = () => change(bench.store, ({ feedback }) => feedback.releaseLate(round), later);

      for (const [at, person] of invited.slice(6, 10).entries()) await answer(round, person, at + 1, later);
      const ofFour = [await release(), await look(bench.store, ({ feedback }) => feedback.tally(round))];
      await answer(round, invited[10], 1, later);
      const ofFive = [await release(), await look(bench.store, ({ feedback }) => feedback.tally(round))];
      const tooLate = await answer(round, invited[11], 1, noon + 3 * day);

      expect(ofFour).toMatchObject([0, { batches: 1, released: 6 }]);
      expect(ofFive).toMatchObject([5, { batches: 2, released: 11, tallies: { apply: [4, 2, 2, 2, 1] } }]);
      expect([tooLate, await release()]).toEqual([false, 0]);
      await look(bench.store, async ({ feedback }) => {
        expect(await feedback.waitingFor(invited[11] ?? '', later)).toHaveLength(1);
        expect(await feedback.waitingFor(invited[11] ?? '', noon + 3 * day)).toEqual([]);
      });
    });

    test('finds the closed rounds in which answers wait, as long as somebody asks for that time', async () => {
      const waits = await openRound(6);
      const none = await openRound(6);
      const open = await openRound(6);
      await answer(waits.round, waits.invited[0], 4);
      await answer(open.round, open.invited[0], 4);
      await close(waits.round);
      await close(none.round);

      await look(bench.store, async ({ feedback }) => {
        const found = async (since: number) => (await feedback.toRelease(since)).map(({ id }) => id);
        const rounds = [waits.round, none.round, open.round];
        expect((await found(noon)).filter((id) => rounds.includes(id))).toEqual([waits.round]);
        expect((await found(noon + 3 * day)).filter((id) => rounds.includes(id))).toEqual([]);
      });
    });

    test('releases nothing of fewer than five, and nothing that was called off', async () => {
      const few = await openRound(6);
      const calledOff = await openRound(6);
      for (const person of few.invited.slice(0, 4)) await answer(few.round, person, 4);
      for (const person of calledOff.invited) await answer(calledOff.round, person, 4);

      await close(few.round);
      const ended = await change(bench.store, ({ feedback }) => feedback.callOff(calledOff.round));
      const again = await change(bench.store, ({ feedback }) => feedback.callOff(calledOff.round));

      expect([ended, again]).toEqual([true, false]);
      await look(bench.store, async ({ feedback }) => {
        for (const { round } of [few, calledOff]) {
          expect(await feedback.tally(round)).toBeUndefined();
          expect(await feedback.comments(round)).toEqual([]);
        }
        expect((await feedback.rounds('called-off')).map(({ id }) => id)).toContain(calledOff.round);
      });
    });

    test('lets every answer in that came before the close, and the others wait', async () => {
      const { round, invited } = await openRound(12);

      const [closed, ...taken] = await Promise.all([
        close(round),
        ...invited.map((person, at) => answer(round, person, at)),
      ]);

      const tally = await look(bench.store, ({ feedback }) => feedback.tally(round));
      expect(closed).toBe(true);
      expect(taken).toEqual(invited.map(() => true));
      expect(await look(bench.store, ({ feedback }) => feedback.participation(round))).toMatchObject({
        answered: 12,
      });
      expect([0, 5, 6, 7, 8, 9, 10, 11, 12]).toContain(tally?.released ?? 0);
    });

    test('moves the close of an open round only, and the end of late answers with it', async () => {
      const { round } = await openRound(1);
      const moveTo = (closesAt: number) =>
        change(bench.store, ({ feedback }) => feedback.moveClose(round, closesAt));

      await moveTo(noon + 2 * day);
      await close(round);
      await moveTo(noon + 3 * day);

      expect(await look(bench.store, ({ feedback }) => feedback.round(round))).toMatchObject({
        closesAt: noon + 2 * day,
        lateUntil: noon + 4 * day,
      });
    });

    test('keeps each version of a questionnaire that was designed, and gives what any asks', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const designed = { course, set: 'reaction', madeBy: exchange.ama.id } as const;
      const add = (items: readonly Item[]) =>
        change(bench.store, ({ questionnaires }) => questionnaires.add({ ...designed, items }));
      const own: Item = { id: 'own', kind: 'rating', page: 1, optional: false, sensitive: false };

      const first = await add([]);
      const second = await add([own]);

      expect([first.version, second.version]).toEqual([1, 2]);
      await look(bench.store, async ({ questionnaires }) => {
        expect(await questionnaires.latest(course, 'reaction')).toEqual(second);
        expect(await questionnaires.latest(course, 'pre-test')).toBeUndefined();
        expect(await questionnaires.items(first.id)).toEqual([]);
        expect(await questionnaires.items(second.id)).toEqual([own]);
        expect(await questionnaires.items('reaction/1')).toHaveLength(10);
        expect(await questionnaires.items('qst-none')).toBeUndefined();
      });
    });

    test('keeps nothing beside an answer that would tell whose it is', async () => {
      const { round, invited } = await openRound(8);
      for (const [at, person] of invited.entries()) await answer(round, person, at);
      await close(round);

      const rows = await pastTheStore(bench.place, `select * from feedback_answers where round = '${round}'`);
      const keys = rows.map((row) => String(row.key));
      const participation = await pastTheStore(bench.place, 'select * from feedback_participation limit 1');

      expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual([
        'answers',
        'batch',
        'cell',
        'key',
        'link',
        'round',
      ]);
      expect(Object.keys(participation[0] ?? {}).toSorted()).toEqual(['answered', 'person', 'round']);
      // As they lie on disk, they lie in the order of random keys.
      expect(keys).toEqual(keys.toSorted());
      expect(new Set(rows.map((row) => `${row.batch} ${row.cell} ${row.link}`))).toEqual(
        new Set(['1 null null']),
      );
      expect(JSON.stringify(rows)).not.toMatch(new RegExp(invited.join('|')));
    });
  });
}
