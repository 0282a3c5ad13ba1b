// What a summary says of tallies: figures of what may be shown, what stands out, and what changed since the last run.
import { describe, expect, it } from 'vitest';
import {
  changesSince,
  type Evaluated,
  type FullSummary,
  standingOut,
  summarise,
  summariseTests,
} from './evaluation.ts';
import { nothingReleased } from './publication.ts';
import { type Answers, type Item, standardQuestionnaires } from './questionnaire.ts';
import { gainOf, toldOf } from './release.ts';
import { nps, wilson } from './statistics.ts';

const { items } = standardQuestionnaires['reaction/1'];
const ratings = ['apply', 'confidence', 'relevance', 'instructors', 'human-rights', 'level', 'knowledge'];

function answers(rating: number, change: Answers = {}): Answers {
  return { ...Object.fromEntries(ratings.map((id) => [id, rating])), recommend: 9, ...change };
}

function evaluated(rows: readonly Answers[], attended: number, asked: readonly Item[] = items): Evaluated {
  const tally = { ...nothingReleased, ...toldOf(asked, rows) };
  return { items: asked, tally, answered: rows.length, attended };
}

function full(rows: readonly Answers[], attended: number, asked?: readonly Item[]): FullSummary {
  const summary = summarise(evaluated(rows, attended, asked));
  if (summary.kind !== 'full') throw new Error('too few to report');
  return summary;
}

describe('a summary', () => {
  it('says nothing but the response rate under five answers, and under what the hub asks for', () => {
    const rows = [5, 4, 3, 2].map((rating) => answers(rating));

    expect(summarise(evaluated(rows, 16))).toEqual({
      kind: 'too-few',
      answered: 4,
      attended: 16,
      rate: 0.25,
    });
    expect(summarise(evaluated(rows, 16), 1).kind).toBe('too-few');
    expect(summarise(evaluated([...rows, answers(1)], 16), 6).kind).toBe('too-few');
    expect(summarise({ ...evaluated([], 0), tally: nothingReleased })).toMatchObject({ rate: undefined });
  });

  it('reports every rating with its distribution, favourable share and interval for the cohort', () => {
    const summary = full([...Array(16).fill(answers(5)), answers(2), answers(3)], 24);

    expect(summary).toMatchObject({ answered: 18, attended: 24, rate: 0.75, adequacy: 'usable' });
    expect(summary.ratings.map(({ item }) => item.id)).toEqual(ratings);
    expect(summary.ratings[0]).toMatchObject({
      kind: 'figures',
      counts: [0, 1, 1, 0, 16],
      n: 18,
      aside: 0,
      median: 5,
      favourable: { count: 16, share: 16 / 18, interval: wilson(16, 18, 24) },
    });
  });

  it('speaks for nobody beyond the figures where answers are left out of them', () => {
    const parts = [
      toldOf(items, Array(6).fill(answers(5))),
      toldOf(
        items,
        [1, 2, 3, 4, 5].map((one) => answers(one)),
      ),
    ];
    const [alike, apart] = parts;
    const tally = {
      ...nothingReleased,
      released: 11,
      tallies: apart?.tallies ?? {},
      alike: alike?.alike ?? {},
    };

    const summary = summarise({ items, tally, answered: 11, attended: 11 });

    expect(summary.kind === 'full' && summary.ratings[0]).toMatchObject({
      n: 5,
      aside: 6,
      favourable: { interval: undefined },
      mean: undefined,
    });
  });

  it('sorts recommendations and gives a score only from ten on', () => {
    const scores = [10, 9, 8, 7, 6, 0];
    const of = (some: readonly number[], attended: number) =>
      full(
        some.map((recommend) => answers(4, { recommend })),
        attended,
      ).recommend;

    expect(of(scores, 12)).toMatchObject({
      groups: { promoters: 2, passives: 2, detractors: 2 },
      nps: undefined,
    });
    expect(of([...scores, ...scores], 24)).toMatchObject({
      nps: nps({ promoters: 4, passives: 4, detractors: 4 }, 24),
    });
  });

  it('says where answers lie that nearly agree, and nothing of a question that few answered', () => {
    const rows = Array.from({ length: 6 }, (_, at) => ({ apply: 5, ...(at < 4 ? { level: 2 } : {}) }));

    const { ratings: said } = full(rows, 6);

    const of = (id: string) => said.find(({ item }) => item.id === id);
    expect(of('apply')).toMatchObject({ kind: 'mostly', towards: 'favourable' });
    expect(of('level')?.kind).toBe('too-few');
  });

  it('counts options, but never who lets their words be quoted', () => {
    const choice: Item = {
      id: 'days',
      kind: 'choice',
      page: 1,
      optional: false,
      sensitive: false,
      options: ['more', 'fewer'],
    };
    const quote: Item = { ...choice, id: 'quote', options: ['yes', 'no'] };
    const rows = ['more', 'more', 'more', 'fewer', 'fewer'].map((days) => ({ days, quote: 'yes' }));

    expect(full(rows, 5, [choice, quote]).choices).toMatchObject([{ item: choice, counts: [3, 2], n: 5 }]);
  });
});

describe('what stands out', () => {
  it('is at most three at either end, with those of which only the side is told, and none at both', () => {
    const rows = Array.from({ length: 10 }, (_, at) =>
      Object.fromEntries(ratings.map((id, rank) => [id, at < 9 - rank ? 5 : 1])),
    );

    const { strongest, weakest } = standingOut(full(rows, 10).ratings);

    expect(strongest.map(({ item }) => item.id)).toEqual(['apply', 'confidence', 'relevance']);
    expect(weakest.map(({ item }) => item.id)).toEqual(['knowledge', 'level', 'human-rights']);
  });

  it('is never what people say of themselves', () => {
    const [apply] = items;
    if (!apply) throw new Error('Nothing is asked.');
    const asked = [...items, { ...apply, id: 'own-1-before' }, { ...apply, id: 'own-1-now' }];
    const rows = Array.from({ length: 10 }, (_, at) =>
      answers(4 + (at % 2), { level: 2 + (at % 4), 'own-1-before': 1 + (at % 2), 'own-1-now': 5 - (at % 2) }),
    );

    const { strongest, weakest } = standingOut(full(rows, 10, asked).ratings);

    expect([...strongest, ...weakest].filter(({ item }) => item.id.startsWith('own-'))).toEqual([]);
    expect(weakest.map(({ item }) => item.id)).toEqual(['level']);
  });

  it('is nothing at the lower end where all are liked alike', () => {
    const rows = [...Array(8).fill(answers(5)), answers(2), answers(3)];

    const { strongest, weakest } = standingOut(full(rows, 10).ratings);

    expect([strongest.length, weakest.length]).toEqual([3, 0]);
  });
});

describe('changes since the previous run', () => {
  const rows = (good: number, of: number, id = 'apply') =>
    Array.from({ length: of }, (_, at) => ({ [id]: at < good ? 5 : 2 }));
  const [apply] = items;

  it('are those of items that both were asked, and said only where chance would hardly make them', () => {
    const changes = changesSince(full(rows(22, 24), 24), full(rows(10, 22), 22));

    expect(changes).toMatchObject([{ item: { id: 'apply' }, verdict: 'up', before: { share: 10 / 22 } }]);
    expect(changesSince(full(rows(12, 24), 24), full(rows(10, 22), 22))).toMatchObject([
      { verdict: 'not-detectable' },
    ]);
    expect(changesSince(full(rows(12, 24), 24), full(rows(10, 22, 'level'), 22))).toEqual([]);
  });

  it('are not claimed between questions that were worded otherwise', () => {
    const wording = { text: 'I use it' };
    const own = {
      ...(apply as Item),
      texts: { en: wording, fr: wording, es: wording, ar: wording },
    };

    expect(changesSince(full(rows(22, 24), 24, [own]), full(rows(10, 22), 22))).toEqual([]);
  });
});

describe('a test before and after', () => {
  const questions: readonly Item[] = ['q1', 'q2', 'q3', 'q4'].map((id) => ({
    id,
    kind: 'test',
    page: 1,
    optional: false,
    sensitive: false,
    options: ['a', 'b'],
    right: 'a',
  }));
  const right = (number: number): Answers =>
    Object.fromEntries(questions.map(({ id }, at) => [id, at < number ? 'a' : 'b']));
  const before = [0, 1, 1, 2, 2, 3].map(right);
  const after = [2, 3, 2, 4, 3, 4].map(right);
  const pairs = before.map((answersBefore, at) => ({
    before: { answers: answersBefore },
    after: { answers: after[at] ?? {} },
  }));
  const gain = gainOf({ before: questions, after: questions }, pairs) ?? null;

  it('says how many had how many right, and what the same people gained', () => {
    const last = evaluated(after, 8, questions);

    const tests = summariseTests(evaluated(before, 8, questions), {
      ...last,
      tally: { ...last.tally, gain },
    });

    expect(tests?.before).toMatchObject({
      kind: 'figures',
      counts: [1, 2, 2, 1, 0],
      questions: 4,
      median: 1.5,
    });
    expect(tests?.after).toMatchObject({ counts: [0, 0, 2, 2, 2], median: 3 });
    expect(tests?.gain).toMatchObject({ pairs: 6, signs: { better: 6, alike: 0, worse: 0 } });
    expect(tests?.gain?.figures?.gain).toBeCloseTo(37.5);
  });

  it('says of one alone what may be said, and nothing where nothing was tested', () => {
    expect(summariseTests(undefined, evaluated(after, 8, questions))).toMatchObject({
      before: undefined,
      gain: undefined,
    });
    expect(summariseTests(evaluated(Array(6).fill(right(2)), 6, questions), undefined)?.before).toEqual({
      kind: 'alike',
    });
    expect(summariseTests(undefined, undefined)).toBeUndefined();
    expect(summariseTests(evaluated([answers(4)], 4), undefined)).toBeUndefined();
  });
});
