// Themes of free text: changes over what an exchange begins with, and of each round numbers and sentences.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roundIdOf } from '#exchange/questionnaire.ts';
import type { Viewer } from '#exchange/viewer.ts';
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
} from './store-bench.ts';

const none = { en: [], fr: [], es: [], ar: [] };
const counts = { wrote: 6, quotable: 4, confidential: 1, themes: { practice: 5, time: 2 } };

export function themeContract(open: OpenStore): void {
  describe('themes', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    async function closeRound(texts: readonly Readonly<Record<string, string>>[]): Promise<string> {
      const { id: course } = await openCourse(bench.store, exchange);
      const names = texts.map((_, at) => `Trainee ${at}`);
      const nominated = await nominate(bench.store, exchange, course, names);
      const round = reactionOf(course);
      await change(bench.store, ({ feedback }) =>
        feedback.open(
          { ...reactionTo(course, noon, noon + day), questionnaire: 'reaction/2' },
          nominated.map(({ nominee }) => nominee),
        ),
      );
      for (const [at, { nominee }] of nominated.entries())
        await change(bench.store, ({ feedback }) =>
          feedback.answer(round, nominee, { apply: 4, ...texts[at] }),
        );
      await change(bench.store, ({ feedback }) => feedback.close(round));
      return round;
    }

    test('are kept as they were changed last, and new ones under an id of their own', async () => {
      const names = { en: 'Drones', fr: 'Drones', es: 'Drones', ar: 'المسيّرات' };
      const own = { names, keywords: { ...none, en: ['drone*'], ar: ['مسيّرة'] }, dropped: false };

      const id = await change(bench.store, ({ themes }) => themes.set({ id: undefined, ...own }));
      await change(bench.store, ({ themes }) => themes.set({ id: 'practice', ...own }));
      await change(bench.store, ({ themes }) => themes.set({ id: 'practice', ...own, dropped: true }));

      const changed = await look(bench.store, ({ themes }) => themes.changed());
      expect(id).toMatch(/^thm-/);
      expect(changed).toEqual([
        { id: 'practice', ...own, dropped: true },
        { id, ...own },
      ]);
    });

    test('of a round are its last numbers, with a sentence on each that has one', async () => {
      const round = await closeRound([]);
      const nothing = await look(bench.store, ({ themes }) => themes.ofRound(round));

      await change(bench.store, ({ themes }) => themes.count(round, 5, { ...counts, wrote: 1 }));
      await change(bench.store, ({ themes }) => themes.count(round, 9, counts));
      await change(bench.store, ({ themes }) => themes.paraphrase(round, 'practice', { en: 'More of it.' }));
      await change(bench.store, ({ themes }) =>
        themes.paraphrase(round, 'practice', { en: 'More exercises.', ar: 'تمارين أكثر.' }),
      );
      await change(bench.store, ({ themes }) => themes.paraphrase(round, 'time', { fr: 'Trop court.' }));
      await change(bench.store, ({ themes }) => themes.paraphrase(round, 'time', {}));
      await change(bench.store, ({ themes }) => themes.paraphrase(round, 'law', {}));

      const kept = await look(bench.store, ({ themes }) => themes.ofRound(round));
      expect(nothing).toBeUndefined();
      expect(kept).toEqual({
        released: 9,
        counts,
        paraphrases: { practice: { en: 'More exercises.', ar: 'تمارين أكثر.' } },
      });
      expect(await look(bench.store, ({ themes }) => themes.ofRound('crs-none.reaction'))).toBeUndefined();
    });

    test('are uncounted from when answers are released until they are counted with them', async () => {
      const round = await closeRound(Array.from({ length: 5 }, () => ({ obstacles: 'Too short.' })));
      const silent = await closeRound([{ obstacles: 'Too short.' }]);
      const uncounted = () => look(bench.store, ({ themes }) => themes.uncounted(100));

      const before = await uncounted();
      await change(bench.store, ({ themes }) => themes.count(round, 4, counts));
      const behind = await uncounted();
      await change(bench.store, ({ themes }) => themes.count(round, 5, counts));
      const after = await uncounted();

      expect([before, behind, after].map((rounds) => rounds.includes(round))).toEqual([true, true, false]);
      expect(before).not.toContain(silent);
      expect(await look(bench.store, ({ themes }) => themes.uncounted(0))).toEqual([]);
    });

    test('of a course that is withheld are for nobody whom it does not concern', async () => {
      const round = await closeRound([]);
      const [course = ''] = round.split('.');
      await change(bench.store, async ({ themes, courses }) => {
        await themes.count(round, 9, counts);
        await courses.withhold(course, ['technical-or-commercial-confidence']);
      });

      const { karim, rabat } = exchange;
      const outside: Viewer = {
        kind: 'person',
        person: karim.id,
        organisation: rabat.id,
        roles: ['manager'],
      };
      const seen = await bench.store.read(outside, ({ themes }) => themes.ofRound(roundIdOf(course)));

      expect(seen).toBeUndefined();
    });

    test('count people by what they wrote, whoever they are', async () => {
      const round = await closeRound([
        { obstacles: 'Too short.', 'anything-else': 'More exercises.', quote: 'yes' },
        { obstacles: 'Too short.', 'anything-else': 'Good.' },
        { obstacles: 'Too short.' },
        { quote: 'yes' },
        {},
      ]);

      const comments = await look(bench.store, ({ feedback }) => feedback.comments(round));

      const people = Map.groupBy(comments, ({ writer }) => writer);
      expect([...people.values()].map((one) => one.map(({ text }) => text)).toSorted()).toEqual([
        ['Good.', 'Too short.'],
        ['More exercises.', 'Too short.'],
        ['Too short.'],
      ]);
      expect(comments.filter(({ mayQuote }) => mayQuote).map(({ text }) => text)).toEqual([
        'More exercises.',
        'Too short.',
      ]);
    });
  });
}
