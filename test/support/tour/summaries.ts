// Summaries on the tour: beside an earlier run, with tests, of answers too much alike, in three lines, and what came of it.
import type { Answers, Item, QuestionSet } from '#exchange/questionnaire.ts';
import { roundIdOf } from '#exchange/questionnaire.ts';
import type { Company } from './company.ts';
import { personIn, type Tour } from './ground.ts';
import { arrangeCourse } from './papers.ts';

const aDay = 86_400_000;
const years = {
  first: { startsOn: '2025-03-02', endsOn: '2025-03-06' },
  second: { startsOn: '2026-03-02', endsOn: '2026-03-06' },
  third: { startsOn: '2027-02-22', endsOn: '2027-02-26' },
} as const;

/** Once the first summaries have been read. */
export async function readSummaries(tour: Tour, company: Company): Promise<void> {
  await compareRuns(tour, company);
  await readTests(tour, company);
  await readAlike(tour, company);
  await tellEverybody(tour, company);
}

type Row = Answers | undefined;

/** Twelve people of whom so many find what they learned useful, and so many the level right. */
function twelve(apply: number, level: number): readonly Answers[] {
  return Array.from({ length: 12 }, (_, at) => ({
    apply: at < apply ? 5 : 2,
    level: at < level ? 4 : 1,
    confidence: 2 + (at % 4),
    recommend: at % 11,
  }));
}

async function compareRuns(tour: Tour, company: Company): Promise<void> {
  const { vera, kofi, salma } = company;
  const alike = Array<Answers>(6).fill({ apply: 5 });
  const first = await closed(tour, company, 'Alike', years.first, { reaction: alike });
  const second = await closed(tour, company, 'Before', years.second, { reaction: twelve(2, 10) });
  // One is silent, so that the others stand for all of them.
  const third = await closed(tour, company, 'After', years.third, {
    reaction: [...twelve(10, 2), undefined],
  });
  await agree(tour, company, second, 'done');
  await vera.runs('feedback summary', { course: third });
  await vera.presses('feedback/compare/start', third);
  await vera.fills({ previous: first });
  await vera.presses('feedback/summary/show', third);
  await vera.runs('feedback compare', { course: third, previous: third });
  await vera.corrects({ previous: second });
  await vera.presses('feedback/summary/show', third);
  await vera.presses('feedback/summary/all', third);
  const same = await closed(tour, company, 'Same', years.third, { reaction: twelve(2, 10) });
  await kofi.runs('feedback compare', { course: same, previous: second });
  await kofi.presses('feedback/summary/show', same);
  await kofi.runs('feedback compare', { course: same, previous: second });
  await kofi.presses('feedback/compare/none', same);
  await kofi.runs('feedback compare', { course: 'nowhere to be found' });
  await salma.runs('feedback compare', { course: third });
  await salma.pressesRoute(`feedback/compare/none|${third}`);
  await salma.pressesRoute(`feedback/summary/all|${third}`);
  await vera.pressesRoute('feedback/summary/all|crs_none');
}

const questions: readonly Item[] = ['which', 'when', 'who', 'what'].map((id) => ({
  id,
  kind: 'test',
  page: 1,
  optional: false,
  sensitive: false,
  options: ['a', 'b'],
  right: 'a',
  texts: worded(`${id}?`, ['One', 'Two']),
}));

function worded(text: string, options?: readonly string[]) {
  const wording = { text, ...(options && { options }) };
  return { en: wording, fr: wording, es: wording, ar: wording };
}

function scored(right: readonly number[]): readonly Answers[] {
  return right.map((number) =>
    Object.fromEntries(questions.map(({ id }, at) => [id, at < number ? 'a' : 'b'])),
  );
}

/** Little gained, some, much; too few pairs for figures; a test that nearly all passed alike, and one alone. */
async function readTests(tour: Tour, company: Company): Promise<void> {
  const { kofi } = company;
  const before = [0, 0, 1, 1, 2, 3];
  for (const [about, first, last] of [
    ['Little learned', before, [0, 1, 1, 1, 2, 4]],
    ['Some learned', before, [2, 1, 3, 3, 2, 4]],
    ['Much learned', before, [3, 4, 4, 4, 3, 4, 2]],
    ['Five tested', [0, 1, 2, 2, 3], [1, 1, 3, 4, 2]],
    ['Tested alike', [2, 2, 2, 2, 2, 2], [1, 1, 3, 4, 2, 2]],
  ] as const) {
    const id = await closed(tour, company, about, years.third, {
      'pre-test': scored(first),
      'post-test': scored(last),
    });
    await kofi.runs('feedback summary', { course: id });
    await kofi.presses('feedback/summary/all', id);
  }
}

/** Answers that are left out of the figures, sides without numbers, options, and two sets of one course. */
async function readAlike(tour: Tour, company: Company): Promise<void> {
  const { kofi } = company;
  const choice: Item = {
    id: 'days',
    kind: 'choice',
    page: 1,
    optional: false,
    sensitive: false,
    options: ['more', 'fewer'],
    texts: worded('How many days?', ['More', 'Fewer']),
  };
  const rating: Item = { ...choice, id: 'own', kind: 'rating', texts: worded('It was clear') };
  const rows = [5, 4, 2, 1, 3, 5].map((own, at) => ({
    own,
    other: 6 - own,
    days: at % 2 === 0 ? 'more' : 'fewer',
  }));
  const same = Array<Answers>(6).fill({ own: 5, other: 1, days: 'more' });
  const low = Array<Answers>(6).fill({ own: 1, other: 5, days: 'more' });
  for (const [about, early, late] of [
    ['Left aside', rows, same],
    ['Divided', same, low],
    ['One answer', same, []],
  ] as const) {
    const id = await closed(
      tour,
      company,
      about,
      years.third,
      { reaction: early, 'after-action': [...early] },
      { items: [choice, rating, { ...rating, id: 'other' }], late },
    );
    await kofi.runs('feedback summary', { course: id });
    await kofi.presses('feedback/summary/all', id);
  }
}

/** It is told in the days of the next chapter. */
async function tellEverybody(tour: Tour, company: Company): Promise<void> {
  const equal = Array.from({ length: 8 }, (_, at) => ({ apply: at < 4 ? 5 : 2, level: at < 4 ? 5 : 2 }));
  await closed(tour, company, 'Equal', years.third, { reaction: equal });
  const told = await closed(tour, company, 'Told', years.third, { reaction: twelve(10, 2) });
  await agree(tour, company, told, 'done');
  await agree(tour, company, told, 'open');
  await company.vera.runs('feedback summary', { course: told });
  const few = await closed(tour, company, 'Told to few', years.third, {
    reaction: [{ apply: 4 }, undefined, undefined],
  });
  await agree(tour, company, few, 'open');
}

async function agree(tour: Tour, { kofi }: Company, course: string, state: 'open' | 'done'): Promise<void> {
  const owner = await tour.person(kofi.account);
  await tour.arrange(async ({ actions }) => {
    const what = tour.wording.text('Two days for the exercise.', 300);
    const { id } = await actions.add({ course, owner, what, dueOn: '2027-12-01', theme: undefined });
    if (state === 'done') await actions.end(id, { state, effect: tour.wording.text('It helped.', 500) });
  });
}

/** A course of the host of which everything asked has closed; own items where tests or others are asked. */
async function closed(
  tour: Tour,
  { kofi, organisations }: Company,
  about: string,
  days: { readonly startsOn: string; readonly endsOn: string },
  answers: Readonly<Partial<Record<QuestionSet, readonly Row[]>>>,
  own: { readonly items?: readonly Item[]; readonly late?: readonly Answers[] } = {},
): Promise<string> {
  const by = await tour.person(kofi.account);
  const course = await arrangeCourse(tour, about, { by, of: organisations.host, state: 'closed', ...days });
  await tour.arrange(async (records) => {
    const people: string[] = [];
    for (let number = 2; number <= 26; number += 2)
      people.push(await personIn(records, `practice:officer-${number}`));
    const late = own.late ?? [];
    for (const [set, rows] of Object.entries(answers) as [QuestionSet, readonly Row[]][]) {
      const items = set === 'reaction' ? own.items : (own.items ?? questions);
      const questionnaire = items
        ? (await records.questionnaires.add({ course, set, items, madeBy: by })).id
        : 'reaction/1';
      const opensAt = tour.now();
      const times = { opensAt, closesAt: opensAt + 1, lateUntil: opensAt + aDay };
      const asked = people.slice(0, rows.length + late.length);
      for (const person of asked) await records.nominations.mark(course, person, 'attended', by);
      await records.feedback.open({ course, set, questionnaire, ...times }, asked);
    }
    for (const [set, rows] of Object.entries(answers) as [QuestionSet, readonly Row[]][]) {
      const round = roundIdOf(course, set);
      for (const [at, row] of rows.entries())
        if (row) await records.feedback.answer(round, people[at] ?? '', row);
      await records.feedback.close(round);
      for (const [at, row] of late.entries())
        await records.feedback.answer(round, people[rows.length + at] ?? '', row);
      await records.feedback.releaseLate(round);
    }
  });
  return course;
}
