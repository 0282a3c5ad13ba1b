import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Language } from '#exchange/languages.ts';
import { type Bench, openBench, type Typist } from '../../../test/support/exchange-bench.ts';
import { reactionOf, reactionTo } from '../../../test/support/reaction-round.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

const samples = new URL('../../../test/fixtures/evaluations/', import.meta.url);

describe('/feedback import', () => {
  let bench: Bench;
  let exchange: SampleExchange;
  let course: string;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    course = (await exchange.course({ state: 'closed' })).id;
  });
  afterEach(() => bench.close());

  const file = (bytes: Uint8Array) => ({
    ...{ name: 'evaluation.csv', declaredType: 'text/csv', bytes: bytes.byteLength },
    open: async () => bytes,
  });
  const csv = (...lines: readonly string[]) => file(new TextEncoder().encode(lines.join('\r\n')));
  const sample = async (name: string) => file(new Uint8Array(await readFile(new URL(name, samples))));
  const nadia = () => bench.as('practice:nadia');
  const keepRoute = (who: Typist) =>
    who
      .drawing()
      ?.view.flatMap((block) => ('buttons' in block ? block.buttons : []))
      .find(({ route }) => route.includes('import/keep'))?.route ?? '';
  const kept = () =>
    bench.arrange(async ({ feedback, questionnaires }) => {
      const round = await feedback.round(reactionOf(course));
      return {
        round,
        tally: await feedback.tally(reactionOf(course)),
        comments: (await feedback.comments(reactionOf(course))).map(({ text }) => text),
        items: round && (await questionnaires.items(round.questionnaire)),
        participation: await feedback.participation(reactionOf(course)),
      };
    });

  it.each([
    ['en', 'reaction-en.utf-8.csv'],
    ['en', 'reaction-en.utf-16.txt'],
    ['fr', 'reaction-fr.windows-1252.csv'],
    ['es', 'reaction-es.xlsx'],
    ['ar', 'reaction-ar.windows-1256.csv'],
    ['ar', 'reaction-ar.utf-8.csv'],
  ] as const)('reads one evaluation alike in every language and encoding: %s, %s', async (language, name) => {
    await speaks(language);
    const importer = nadia();

    await importer.runs('feedback import', { course, file: await sample(name), attended: 16 });
    const before = await kept();
    await importer.pressesRoute(keepRoute(importer));
    const { round, tally, comments, items, participation } = await kept();

    expect(before.round).toBeUndefined();
    expect(round).toMatchObject({ state: 'closed', set: 'reaction', closesAt: bench.clock.now() });
    expect(tally).toMatchObject({
      ...{ released: 12, batches: 1, cells: {}, alike: {} },
      tallies: {
        apply: [0, 1, 2, 4, 3],
        level: [0, 1, 2, 5, 3],
        'file-3': [1, 2, 4, 3, 1],
        recommend: [0, 0, 0, 0, 1, 0, 1, 1, 2, 2, 3],
        obstacles: [4],
      },
    });
    expect(comments).toHaveLength(4);
    expect(comments.join()).not.toContain('233');
    expect(items?.map(({ id }) => id)).toEqual(['apply', 'level', 'file-3', 'recommend', 'obstacles']);
    expect(participation).toEqual({ invited: 16, answered: 12 });
    expect(bench.errors).toEqual([]);
  });

  it('shows first what was understood, what is left out and why, and what could not be read', async () => {
    const importer = nadia();

    const seen = await importer.runs('feedback import', {
      course,
      file: await sample('reaction-en.utf-8.csv'),
    });
    const done = await importer.presses('Keep 12 answers');
    const summary = await importer.presses('Read the summary');

    expect(seen).toContain('“Digital evidence”: 12 answers understood');
    expect(seen).toContain('Rows that sum up others: 1');
    expect(seen).toContain('Cells that could not be read: 2');
    expect(seen).toContain('Comments left out, because they name somebody or lead to a person or a case: 1');
    expect(seen).toContain('→ I can apply what I learned in my job (1 to 5): 10 read');
    expect(seen).toContain('The room was comfortable (1 to 5), a question of its own: 11 read');
    expect(seen).toContain('11 read; Disagree = 2 · Neither agree nor d… = 3 · Agree = 4');
    expect(seen).toContain('Who answered, or a running number: Full name · E-mail');
    expect(seen).toContain('When it was answered: Timestamp');
    expect(seen).toContain('Averages or half steps, which are nobody’s answer: Mean of the sheet');
    expect(seen).toContain('Row 12, I can apply what I learned in my job: “4.5” – between two steps');
    expect(seen).toContain('Row 14, Would you recommend the course? (0–10): “maybe” – no known answer');
    expect(done).toContain('12 answers on “Digital evidence” were kept as a closed questionnaire.');
    expect(summary).toContain('Answered: 12 of 12');
    expect(bench.errors).toEqual([]);
  });

  it('refuses fewer than five answers with the rule, also when that is what is left', async () => {
    const four = ['Level', '5', '4', '3', '4'];

    const few = await nadia().runs('feedback import', { course, file: csv(...four, 'n/a', '') });
    const importer = nadia();
    await importer.runs('feedback import', { course, file: csv('Level;Clear?', ...pairs) });
    await importer.chooses('Leave out a question', 'Clear?');
    const left = await importer.presses('Keep 4 answers');

    expect(few).toContain(
      'There are 4 answers in this file. Nothing is told of fewer than 5 answers, to nobody',
    );
    expect(left).toContain('There are 4 answers in this file.');
    expect((await kept()).round).toBeUndefined();
  });
  const pairs = ['5;5', '4;4', '3;', '4;3', ';2', ';5'];

  it('leaves out a question that is chosen, and keeps the others as they are asked of everybody', async () => {
    const importer = nadia();
    const rows = ['5;9;Very good indeed, thank you', '4;8;', '3;7;', '5;10;', '2;3;', '4;6;'];

    await importer.runs('feedback import', {
      course,
      file: csv('Level;Parking;What should change?', ...rows),
    });
    const without = await importer.chooses('Leave out a question', 'What should change?');
    await importer.presses('Keep 6 answers');
    const { items, tally } = await kept();

    expect(without).toContain('By you: What should change?');
    expect(items).toEqual([expect.objectContaining({ id: 'level', kind: 'rating' })]);
    expect(tally?.tallies).toEqual({ level: [0, 1, 1, 2, 2] });
  });

  it('is kept once, by the importer alone, and never where feedback was asked already', async () => {
    const table = csv('Level', '5', '4', '3', '5', '2');
    const importer = nadia();
    await importer.runs('feedback import', { course, file: table });
    const route = keepRoute(importer);

    const others = await bench.as('practice:kofi').pressesRoute(route);
    await importer.pressesRoute(route);
    const again = await importer.pressesRoute(route);
    const more = await importer.runs('feedback import', { course, file: table });
    const other = (await exchange.course({ state: 'evaluating', title: 'Asked' })).id;
    await bench.arrange(({ feedback }) => feedback.open(reactionTo(other, 0, 1), []));
    const asked = await importer.runs('feedback import', { course: other, file: table });

    expect(others).toContain('is for: ');
    expect(again).toContain('has been dealt with');
    expect(more).toContain('Feedback on “Digital evidence” is here already');
    expect(asked).toContain('each questionnaire counts once for a course');
    expect((await kept()).tally?.released).toBe(5);
  });

  it('is for the coordinators, and for the manager of the course alone, once it is over', async () => {
    const table = csv('Level', '5', '4', '3', '5', '2');
    const running = (await exchange.course({ state: 'running', title: 'Runs' })).id;
    const managed = (await exchange.course({ state: 'delivered', title: 'Managed' })).id;
    const manager = exchange.people.ama.id;
    await bench.arrange(({ people }) =>
      people.grant({ person: manager, role: 'courseManager', scope: managed }),
    );
    const ama = bench.as('practice:ama');

    const early = await nadia().runs('feedback import', { course: running, file: table });
    const notTheirs = await ama.runs('feedback import', { course, file: table });
    const theirs = await ama.runs('feedback import', { course: managed, file: table });
    const done = await ama.presses('Keep 5 answers');
    const liaison = await bench.as('practice:kofi').runs('feedback import', { course, file: table });

    expect(early).not.toContain('understood');
    expect(notTheirs).not.toContain('understood');
    expect(theirs).toContain('“Managed”: 5 answers understood');
    expect(done).toContain('5 answers on “Managed” were kept');
    expect(liaison).toContain('is for: ');
  });

  it('says what is missing of a file that holds no answers, and discards what is not wanted', async () => {
    const importer = nadia();

    await importer.runs('feedback import', { course, file: csv('Full name;score', 'Ama;4.5', 'Esi;3.7') });
    const corrected = importer.form() !== undefined;
    await importer.runs('feedback import', { course, file: csv('Level', '5', '4', '3', '5', '2') });
    const discarded = await importer.presses('Discard');

    expect(corrected).toBe(true);
    expect(discarded).toContain('Nothing was kept, and what was understood is erased.');
    expect((await kept()).round).toBeUndefined();
  });

  const speaks = (language: Language) =>
    bench.arrange((records) => records.people.change(exchange.people.nadia.id, { language }));
});
