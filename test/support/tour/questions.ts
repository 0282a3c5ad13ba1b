// A course's own questions on the tour: written with every mistake, from a table, looked at, asked and then left alone.
import type { Attachment } from '#bot/attachment.ts';
import { languages } from '#exchange/languages.ts';
import { roundIdOf } from '#exchange/questionnaire.ts';
import { reactionTo } from '../reaction-round.ts';
import type { Company } from './company.ts';
import { personIn, type Tour } from './ground.ts';
import { arrangeCourse } from './papers.ts';

/** Texts that differ between the languages, as the wording of the tour writes them. */
function inAll(tour: Tour, text: string, answers: readonly string[] = []) {
  return Object.fromEntries(
    languages.map((language) => [
      `text-${language}`,
      [
        tour.wording.line(`${text} ${language}`, 60),
        ...answers.map((answer) => `${answer} ${language}`),
      ].join('\n'),
    ]),
  );
}

/** After the companions of the tour have been gathered. */
export async function designQuestions(tour: Tour, company: Company): Promise<void> {
  const { kofi, salma, organisations } = company;
  const by = await tour.person(kofi.account);
  const course = await arrangeCourse(tour, 'Questions', { by, of: organisations.host, state: 'confirmed' });
  const about = `${course}|`;
  await kofi.runs('feedback design');
  await kofi.fills({ course, set: 'reaction' });
  await salma.pressesRoute(`feedback/design/show|${course}|reaction`);
  await kofi.presses('feedback/design/add', about, 'self-rated');
  await kofi.fills({ ...inAll(tour, 'I can secure a phone'), outcome: 'Phones' });
  await kofi.presses('feedback/design/change', about, 'own-1');
  await kofi.fills({ outcome: 'Phones and laptops' });
  for (const kind of ['rating', 'text'] as const) {
    await kofi.presses('feedback/design/add', about, kind);
    await kofi.fills(inAll(tour, `Something to ${kind}`));
  }
  await kofi.presses('feedback/design/add', about, 'choice');
  await kofi.fills(inAll(tour, 'Which module helped most, of all those that there were?', ['One', 'Two']));
  await kofi.presses('feedback/design/remove', about, 'own-2');
  await kofi.pressesRoute(`feedback/design/remove|${course}|reaction`, 'own-2');
  await mistakes(tour, company, course);
  await tables(company, course);
  await looks(company, course);
  await take(tour, company, course);
  await tellOfSets(tour, company);
}

/** Every sentence that a question can come back with. */
async function mistakes(tour: Tour, { kofi }: Company, course: string): Promise<void> {
  await kofi.pressesRoute(`feedback/design/add|${course}|pre-test`, 'test');
  const good = inAll(tour, 'Who may enter the scene first?', ['The examiner', 'The officer']);
  await kofi.fills({ ...good, 'text-ar': 'Who?', right: 9 });
  await kofi.corrects({
    'text-en': `${'x'.repeat(120)}\nOne\nTwo`,
    'text-fr': 'Qui entre avant les autres ?\nUn\nUn',
    'text-es': 'Qui entre avant les autres ?\nUno\nDos\nTres',
    'text-ar': 'من؟',
    right: 9,
  });
  await kofi.corrects({ ...good, right: 2, outcome: '' });
  await kofi.pressesRoute(`feedback/design/add|${course}|reaction`, 'rating');
  // Of blanks nothing is left, so that the rules of a question see nothing.
  await kofi.fills({ ...inAll(tour, 'Clear?'), 'text-fr': '\u200b' });
  await kofi.pressesRoute(`feedback/design/change|${course}|reaction`, 'own-99');
}

function asFile(rows: readonly string[]): Attachment {
  const bytes = new TextEncoder().encode(rows.join('\n'));
  return { name: 'q.csv', declaredType: 'text/csv', bytes: bytes.length, open: async () => bytes };
}

async function tables({ kofi }: Company, course: string): Promise<void> {
  const header = 'kind;English;French;Spanish;Arabic;right answer;outcome';
  const row = 'test;Who?|A|B;Qui ?|C|D;¿Quién?|E|F;من؟|G|H;1;';
  await kofi.presses('feedback/design/template', 'pre-test');
  await kofi.pressesRoute(`feedback/design/table|${course}|pre-test`);
  const wrong = [
    [],
    [header],
    ['a;b', 'c;d'],
    [header, ...Array<string>(60).fill(row)],
    [header, row, '=x;=y;;;;;', 'dance;a;b;c;d;;', row.replace('Qui ?|C|D', '')],
    [header, ...Array<string>(30).fill(row)],
    ['PK\u0003\u0004 but no archive', 'test'],
  ];
  await kofi.fills({ file: { ...asFile(['x'.repeat(600_000)]), bytes: 1 } });
  for (const rows of [...wrong, [header, row]]) await kofi.corrects({ file: asFile(rows) });
}

async function looks({ kofi, salma, vera }: Company, course: string): Promise<void> {
  const ratings = { goals: 4, tasks: 4, information: 4, together: 4, 'human-rights': 4, prepared: 4 };
  await kofi.presses('feedback/preview/start', course);
  await kofi.presses('feedback/preview/fill', course);
  await kofi.fills({ 'own-1': '1', 'own-2': '1' });
  for (const set of ['reaction', 'after-action', 'event', 'pre-test'] as const)
    await kofi.runs('feedback preview', { set });
  // What is promised differs by platform.
  for (const somebody of [salma, vera]) await somebody.runs('feedback preview', { set: 'event' });
  await kofi.runs('feedback preview');
  await kofi.fills({ set: 'reaction', course });
  await kofi.presses('feedback/preview/fill', course);
  await kofi.pressesRoute('feedback/preview/fill|event');
  await kofi.pressesRoute('feedback/preview/fill|after-action');
  await kofi.fills({ ...ratings, worked: 'Call me: +233 24 412 3456' });
  await kofi.corrects({ worked: 'The radio plan.' });
  await kofi.pressesRoute('feedback/preview/start|none');
}

async function take(tour: Tour, company: Company, course: string): Promise<void> {
  const { kofi, organisations } = company;
  await kofi.runs('feedback design', { course, set: 'after-action' });
  await kofi.presses('feedback/design/take', course);
  await kofi.pressesRoute(`feedback/design/take|${course}|after-action`);
  for (let question = 0; question < 11; question += 1) {
    await kofi.pressesRoute(`feedback/design/add|${course}|after-action`, 'choice');
    await kofi.fills(inAll(tour, `Number ${question}`, ['One', 'Two']));
  }
  const by = await tour.person(kofi.account);
  const untold = await arrangeCourse(tour, 'No test', { by, of: organisations.host, state: 'confirmed' });
  await kofi.runs('feedback preview', { set: 'pre-test', course: untold });
  const test = roundIdOf(course, 'pre-test');
  await tour.arrange(async (records) => {
    const officer = await personIn(records, 'practice:officer-4');
    const designed = await records.questionnaires.latest(course, 'pre-test');
    const late = reactionTo(course, tour.now() - 2, tour.now() - 1, tour.now() + 864e5);
    await records.feedback.open(late, [officer]);
    await records.feedback.close(roundIdOf(course));
    const times = { opensAt: tour.now(), closesAt: tour.now() + 864e5, lateUntil: tour.now() + 864e5 };
    for (const set of ['pre-test', 'post-test'] as const)
      await records.feedback.open({ ...times, course, set, questionnaire: designed?.id ?? '' }, [officer]);
  });
  const officer = tour.as('practice:officer-4');
  await officer.pressesRoute(`feedback/answer/start|${roundIdOf(course)}`);
  await officer.runs('feedback answer');
  await officer.pressesRoute(`feedback/answer/start|${test}`);
  for (const set of ['pre-test', 'post-test'] as const) {
    await officer.pressesRoute(`feedback/answer/begin|${roundIdOf(course, set)}`);
    await officer.fills({ 'own-1': '1', 'own-2': '1' });
  }
  await officer.pressesRoute(`feedback/answer/start|${test}`);
  await kofi.pressesRoute(`feedback/design/show|${course}|pre-test`);
  await kofi.pressesRoute(`feedback/design/add|${course}|pre-test`, 'test');
}

/** What came of an exercise and of an event, of which six people spoke. */
async function tellOfSets(tour: Tour, { kofi, vera, organisations }: Company): Promise<void> {
  const by = await tour.person(kofi.account);
  const exercise = await arrangeCourse(tour, 'Exercise', { by, of: organisations.host, state: 'closed' });
  const answers = ['goals', 'tasks', 'information', 'together', 'human-rights', 'prepared'] as const;
  const answersToEvent = ['relevance', 'ideas', 'contacts', 'learning', 'arrangements', 'level'] as const;
  const asked = [
    ['after-action', answers, { worked: 'The radio plan.', causes: 'The wind.', change: 'More radios.' }],
    ['event', answersToEvent, { recommend: 9, obstacles: 'The heat.' }],
  ] as const;
  const edition = await tour.arrange(async ({ symposia }) => {
    const series = await symposia.addSeries(tour.wording.line('Evaluated symposium', 80), 2);
    const held = { series: series.id, number: 3, zone: 'UTC', plannedBy: by, state: 'held' } as const;
    return symposia.plan({ ...held, title: tour.wording.line('Evaluated event', 80) });
  });
  for (const [set, ratings, more] of asked) {
    const about = set === 'event' ? { edition: edition.id } : { course: exercise };
    const times = { opensAt: tour.now() - 2, closesAt: tour.now() - 1, lateUntil: tour.now() + 864e5 };
    const round = roundIdOf(set === 'event' ? edition.id : exercise, set);
    await tour.arrange(async (records) => {
      const people: string[] = [];
      for (let number = 2; number <= 14; number += 2)
        people.push(await personIn(records, `practice:officer-${number}`));
      await records.feedback.open({ ...times, ...about, set, questionnaire: `${set}/1` }, people);
      for (const [at, person] of people.entries()) {
        const given = ratings.map((item, place) => [item, ((at + place) % 4) + 2]);
        await records.feedback.answer(round, person, { ...Object.fromEntries(given), ...more, quote: 'yes' });
      }
      await records.feedback.close(round);
    });
  }
  await vera.pressesRoute(`feedback/summary/show|${exercise}`);
  await vera.pressesRoute(`feedback/summary/show|${edition.id}`);
}

/** What people say of Attaché itself. */
export async function judgeAttache(tour: Tour, { ama, vera }: Company): Promise<void> {
  await ama.runs('feedback bot');
  await ama.fills({ useful: false });
  await ama.corrects({ reason: 'not-found' });
  await vera.runs('feedback bot', { useful: true });
  await vera.presses('feedback/bot/show');
  await tour.arrange(async ({ opinions }) => {
    for (const verdict of ['useful', 'useful', 'not-relevant', 'too-complicated', 'useful'] as const)
      await opinions.count(verdict);
  });
}

/** A month later. */
export async function readJudgement({ vera }: Company): Promise<void> {
  await vera.pressesRoute('feedback/bot/show');
}
