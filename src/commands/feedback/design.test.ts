import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Attachment } from '#bot/attachment.ts';
import { plainText } from '#bot/plain-text.ts';
import { versionToAsk } from '#bot/version-to-ask.ts';
import type { Course } from '#store/records/courses.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { reactionOf } from '../../../test/support/reaction-round.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

const question = {
  'text-en': 'Who may enter the scene before it has been handed over?\nThe examiner\nThe first officer',
  'text-fr': 'Qui peut entrer sur les lieux avant leur remise ?\nL’expert\nLe premier agent',
  'text-es': '¿Quién puede entrar en el lugar antes de su entrega?\nEl perito\nEl primer agente',
  'text-ar': 'من يدخل مسرح الجريمة قبل تسليمه؟\nالخبير\nأول ضابط',
};
const ability = {
  'text-en': 'I can secure a phone',
  'text-fr': 'Je sais saisir un téléphone',
  'text-es': 'Sé asegurar un teléfono',
  'text-ar': 'أستطيع تأمين هاتف',
};

describe('feedback design', () => {
  let bench: Bench;
  let exchange: SampleExchange;
  let course: Course;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    course = await exchange.course({ state: 'call-open' });
  });

  afterEach(() => bench.close());

  const latest = (set: 'reaction' | 'pre-test') =>
    bench.arrange((records) => records.questionnaires.latest(course.id, set));
  const asFile = (text: string): Attachment => {
    const bytes = new TextEncoder().encode(text);
    return { name: 'q.csv', declaredType: 'text/csv', bytes: bytes.length, open: async () => bytes };
  };

  it('adds a test in four languages, each change a version, which the participants are asked', async () => {
    const kofi = bench.as('practice:kofi');

    const begun = await kofi.runs('feedback design', { course: course.id, set: 'pre-test' });
    await kofi.chooses('Add a question', 'Test, with a right answer');
    const pages = kofi.form()?.pages.map(({ fields }) => fields.map(({ name }) => name));
    const one = await kofi.fills({ ...question, right: 2, outcome: 'Scenes' });
    await kofi.chooses('Add a question', 'Test, with a right answer');
    await kofi.fills({ ...question, right: 1 });
    const two = await latest('pre-test');
    await kofi.chooses('Take a question out', '2. Who may enter the scene before it has been handed over?');

    expect(begun).toContain('There are no questions of your own yet.');
    expect(pages).toEqual([
      ['text-en', 'text-fr', 'text-es', 'text-ar'],
      ['right', 'outcome'],
    ]);
    expect(one).toContain('The examiner / The first officer · right: The first officer · about: Scenes');
    expect(two).toMatchObject({
      version: 2,
      items: [
        { id: 'own-1', right: '2' },
        { id: 'own-2', right: '1' },
      ],
    });
    expect(await latest('pre-test')).toMatchObject({ version: 3, items: [{ id: 'own-1' }] });
    expect(bench.errors).toEqual([]);
  });

  it('takes nothing that lacks a language, says what is wrong where it is, and keeps what was typed', async () => {
    const kofi = bench.as('practice:kofi');
    await kofi.pressesRoute(`feedback/design/add|${course.id}|pre-test`, 'test');

    await kofi.fills({ ...question, 'text-es': question['text-en'], 'text-ar': 'من؟\nالخبير', right: 7 });
    const fields = kofi.form()?.pages.flatMap((page) => page.fields) ?? [];
    const problems = Object.fromEntries(
      fields.flatMap(({ name, problem }) =>
        problem ? [[name, plainText(problem, { language: 'en', zone: 'UTC' })]] : [],
      ),
    );

    expect(problems['text-es']).toContain('This is the same as in another language.');
    expect(problems['text-ar']).toContain('there are 1 answers below the question');
    expect(problems.right).toContain('The right answer is a number from 1 to 2');
    expect(fields.find(({ name }) => name === 'text-fr')?.filled).toBe(question['text-fr']);
    expect(await latest('pre-test')).toBeUndefined();
  });

  it('asks what people rate themselves for before and for now, says so in each, and lets it be changed', async () => {
    const kofi = bench.as('practice:kofi');
    await kofi.pressesRoute(`feedback/design/add|${course.id}|reaction`, 'self-rated');
    await kofi.fills(ability);

    await kofi.pressesRoute(`feedback/design/change|${course.id}|reaction`, 'own-1');
    const filled = kofi.form()?.pages[0]?.fields.map((field) => field.filled);
    await kofi.fills({ 'text-fr': 'Je sais mettre un téléphone sous scellés', outcome: 'Phones' });
    await kofi.pressesRoute(`feedback/preview/fill|reaction|${course.id}`);
    const pages = kofi.form()?.pages;

    const kept = await latest('reaction');
    expect(filled).toContain('Je sais saisir un téléphone');
    expect(kept?.items.slice(-2).map(({ id, texts, outcome }) => [id, texts?.fr.text, outcome])).toEqual([
      [
        'own-1-before',
        'Auto-évaluation, avant le cours\u00a0: Je sais mettre un téléphone sous scellés',
        'Phones',
      ],
      ['own-1-now', 'Auto-évaluation, maintenant\u00a0: Je sais mettre un téléphone sous scellés', 'Phones'],
    ]);
    expect(pages?.map(({ fields }) => fields.length)).toEqual([5, 5, 2]);
    expect(pages?.[2]?.fields.map(({ label, question: full }) => JSON.stringify(full ?? label))).toEqual([
      expect.stringContaining('Self-rated, before the course: I can secure a phone'),
      expect.stringContaining('Self-rated, now: I can secure a phone'),
    ]);
  });

  it('stays as it was asked once it has been, and no other form gets past that', async () => {
    const kofi = bench.as('practice:kofi');
    await kofi.pressesRoute(`feedback/design/add|${course.id}|reaction`, 'rating');
    await bench.arrange((records) =>
      records.feedback.open(
        {
          ...{ course: course.id, set: 'reaction', questionnaire: 'reaction/2' },
          ...{ opensAt: 0, closesAt: 1, lateUntil: 1 },
        },
        [exchange.people.ama.id],
      ),
    );

    const late = await kofi.fills(ability);
    const pressed = await kofi.pressesRoute(`feedback/design/table|${course.id}|reaction`);
    const seen = await kofi.pressesRoute(`feedback/design/show|${course.id}|reaction`);

    expect(await bench.arrange((records) => records.feedback.round(reactionOf(course.id)))).toBeDefined();
    for (const said of [late, pressed, seen]) expect(said).toContain('These questions have been asked.');
    expect(seen).not.toContain('Add a question');
    expect(await latest('reaction')).toBeUndefined();
  });

  it('is for whoever holds the course, on every way', async () => {
    const karim = bench.as('practice:karim');

    const seen = [
      await karim.runs('feedback design', { course: course.id, set: 'reaction' }),
      await karim.pressesRoute(`feedback/design/add|${course.id}|reaction`, 'rating'),
      await karim.pressesRoute(`feedback/design/remove|${course.id}|reaction`, 'own-1'),
      await karim.pressesRoute(`feedback/design/template|${course.id}|reaction`),
    ];

    for (const said of seen) expect(said).toContain('are written by the coordinators');
  });

  it('takes a table of questions whole or not at all, and names the rows that are wrong', async () => {
    const kofi = bench.as('practice:kofi');
    const header = 'type;English;français;español;arabe;right answer;résultat';
    const good = [
      'Test, avec une bonne réponse;Who?|The officer|Nobody;Qui ?|L’agent|Personne;¿Quién?|El agente|Nadie;من؟|الضابط|لا أحد;1;Scenes',
      'test;When?|Now|Later;Quand ?|Maintenant|Plus tard;¿Cuándo?|Ahora|Después;متى؟|الآن|لاحقًا;٢;',
    ];
    const wrong = ['rating;It is clear;C’est clair;Está claro;واضح;;', 'test;=cmd();x;y;z;1;'];
    const hands = async (rows: readonly string[]) => {
      await kofi.pressesRoute(`feedback/design/table|${course.id}|pre-test`);
      return kofi.fills({ file: asFile([header, ...rows].join('\n')) as never });
    };

    await hands([...good, ...wrong]);
    const [problem] = kofi.form()?.pages[0]?.fields ?? [];
    const none = await latest('pre-test');
    const added = await hands(good);

    const says = JSON.stringify(problem?.problem);
    expect(says).toContain('Row ');
    expect(says).toContain('no kind of question that this questionnaire takes');
    expect(says).toContain('begins like a formula');
    expect(none).toBeUndefined();
    expect(added).toContain('right: The officer · about: Scenes');
    expect(added).toContain('right: Later');
    expect((await latest('pre-test'))?.version).toBe(1);
  });

  it('hands out a table to fill in, which it takes back', async () => {
    const kofi = bench.as('practice:kofi');

    const template = await kofi.pressesRoute(`feedback/design/template|${course.id}|reaction`);

    expect(template).toContain('One question to a row');
    expect(template).toContain('[file: questions.csv]');
  });

  it('asks the review after an exercise only where it has been taken, with questions of its own or without', async () => {
    const kofi = bench.as('practice:kofi');
    const toAsk = () => bench.arrange((records) => versionToAsk(records, course.id, 'after-action'));

    const before = await toAsk();
    const seen = await kofi.runs('feedback design', { course: course.id, set: 'after-action' });
    const taken = await kofi.presses('Ask these after the course');

    expect(before).toBeUndefined();
    expect(seen).toContain('10 standard questions are always asked');
    expect(taken).toContain('It is asked at the end of the course.');
    expect(taken).not.toContain('[Ask these after the course]');
    expect(await toAsk()).toMatch(/^qst/);
  });

  it('asks after a course what was asked before it', async () => {
    const kofi = bench.as('practice:kofi');
    await kofi.pressesRoute(`feedback/design/add|${course.id}|pre-test`, 'test');
    await kofi.fills({ ...question, right: 2 });

    const [before, after] = await bench.arrange(async (records) => [
      await versionToAsk(records, course.id, 'pre-test'),
      await versionToAsk(records, course.id, 'post-test'),
    ]);

    expect(before).toMatch(/^qst/);
    expect(after).toBe(before);
  });
});
