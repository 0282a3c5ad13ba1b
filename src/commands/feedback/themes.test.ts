import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainText } from '#bot/plain-text.ts';
import { feedbackClosesAt } from '#exchange/reminders.ts';
import type { Course } from '#store/records/courses.ts';
import { type Bench, openBench, type Typist } from '../../../test/support/exchange-bench.ts';
import { reactionOf, reactionTo } from '../../../test/support/reaction-round.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';
import { themesPart } from './_themes.ts';
import { words } from './words.ts';

const names = [
  'Esi Owusu',
  'Kweku Badu',
  'Adjoa Tetteh',
  'Fiifi Quaye',
  'Naa Lamptey',
  'Ebo Sackey',
  'Yaa Addo',
];

/** Four on exercises, three on drones, two on time; one who names an instructor, one who would not be quoted. */
const comments: readonly (readonly [text: string, quote: 'yes' | 'no', more?: string])[] = [
  ['More practical exercises and a drone, please.', 'yes', 'The exercises were too short.'],
  ['Davantage d’exercices pratiques.', 'yes'],
  ['نحتاج إلى مزيد من التمارين العملية.', 'yes'],
  ['The exercises of Captain Diallo were the best, and the drone.', 'yes'],
  ['We have no drone at home.', 'no'],
  ['A drone was missing, and it was too short.', 'yes'],
];

describe('feedback themes', () => {
  let bench: Bench;
  let exchange: SampleExchange;
  let course: Course;
  let round: string;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    course = await exchange.course({ state: 'evaluating' });
    round = reactionOf(course.id);
    const opensAt = bench.clock.now();
    await bench.arrange(async ({ people, feedback }) => {
      const ids: string[] = [];
      for (const name of names)
        ids.push((await people.add({ name, organisation: exchange.accra, membership: 'confirmed' })).id);
      const asked = reactionTo(course.id, opensAt, feedbackClosesAt(opensAt, course.zone));
      await feedback.open({ ...asked, questionnaire: 'reaction/2' }, ids);
      for (const [at, id] of ids.entries()) {
        const [obstacles, quote, more] = comments[at] ?? [];
        await feedback.answer(round, id, {
          apply: 4,
          ...(obstacles === undefined ? {} : { obstacles }),
          ...(quote === undefined ? {} : { quote }),
          ...(more === undefined ? {} : { 'anything-else': more }),
        });
      }
    });
  });

  afterEach(() => bench.close());

  const problems = (typist: Typist) => {
    const form = typist.form();
    if (!form) throw new Error('No form is open.');
    return form.pages
      .flatMap(({ fields }) => fields.map(({ problem }) => plainText(problem ?? [], form)))
      .join(' ');
  };
  const close = () => bench.arrange(({ feedback }) => feedback.close(round));
  const nadia = () => bench.as('practice:nadia');
  const blocks = (language: 'en' | 'ar' = 'en') =>
    bench.arrange(async (records) => {
      const closed = await records.feedback.round(round);
      if (!closed) throw new Error('There is no round.');
      return JSON.stringify(await themesPart(closed, { records, say: words.in(language), language }));
    });

  it('shows nothing before the close, then themes of three people or more and no other', async () => {
    const before = await nadia().runs('feedback themes', { course: course.id });
    await close();
    const after = await nadia().runs('feedback themes', { course: course.id });

    expect(before).toContain('there is nothing to read yet');
    expect(after).toContain('Wrote something: 6 of 7 who answered');
    expect(after).toContain('Practical exercises (4 people)');
    expect(after).not.toContain('Time and pace');
    expect(bench.errors).toEqual([]);
  });

  it('lets the coordinator read what was written, with what is for nobody else marked', async () => {
    await close();
    const coordinator = nadia();
    await coordinator.runs('feedback themes', { course: course.id });

    const read = await coordinator.chooses('Read what was written', 'Practical exercises (4 people)');

    expect(read).toContain('Captain Diallo were the best, and the drone. – for the coordinators alone');
    expect(read).toContain('Davantage d’exercices pratiques.');
    expect(read).not.toContain('no drone at home');
    await coordinator.presses('All that was written');
    const rest = await coordinator.chooses('Read what was written', 'On none of these');
    expect(rest).toContain('We have no drone at home.');
  });

  it('pages through what was written', async () => {
    await close();
    const coordinator = nadia();
    await coordinator.runs('feedback themes', { course: course.id });
    await coordinator.chooses('Read what was written', 'Practical exercises (4 people)');

    const all = await coordinator.pressesRoute(`feedback/themes/quotes|${round}|0`);
    const next = await coordinator.pressesRoute(`feedback/themes/page|${round}|practice|99`);

    expect(all).toContain('Quoted with consent: Digital evidence');
    expect(next).toContain('Practical exercises: Digital evidence');
  });

  it('quotes to a manager only what its writer agreed to and names nobody', async () => {
    await close();

    const manager = await bench.as('practice:abena').pressesRoute(`feedback/themes/quotes|${round}|0`);
    const outsider = await bench.as('practice:karim').pressesRoute(`feedback/themes/quotes|${round}|0`);
    const list = await bench.as('practice:abena').runs('feedback themes', { course: course.id });

    expect(manager).toContain('More practical exercises and a drone, please.');
    expect(manager).not.toContain('Diallo');
    expect(manager).not.toContain('no drone at home');
    expect(outsider).toContain('is followed by the coordinators');
    expect(list).toContain('is for: ');
  });

  it('keeps a sentence on a theme, which each reads in their language or the first that was written', async () => {
    await close();
    const coordinator = nadia();
    await coordinator.runs('feedback themes', { course: course.id });
    await coordinator.chooses('Read what was written', 'Practical exercises (4 people)');
    await coordinator.presses('Sum it up in a sentence');

    await coordinator.fills({ 'text-en': 'They thank Captain Diallo.' });
    const named = problems(coordinator);
    const kept = await coordinator.fills({
      'text-en': 'They want more exercises.',
      'text-fr': 'Davantage d’exercices.',
    });
    const again = await coordinator.runs('feedback themes', { course: course.id });

    expect(named).toContain('This seems to name a person.');
    expect(kept).toContain('Whoever reads the summary finds the sentence');
    expect(again).toContain('Practical exercises (4 people): They want more exercises.');
    expect(await blocks('ar')).toContain('They want more exercises.');
    expect(await blocks('ar')).toContain('التمارين العملية');
  });

  it('takes the sentence away again, and takes none on what fewer than three wrote', async () => {
    await close();
    const coordinator = nadia();
    await bench.arrange(({ themes }) => themes.paraphrase(round, 'practice', { en: 'More.' }));

    await coordinator.pressesRoute(`feedback/themes/word|${round}|practice`);
    const emptied = await coordinator.fills({ 'text-en': '' });
    const few = await coordinator.pressesRoute(`feedback/themes/word|${round}|time`);
    const typed = await coordinator.runs('feedback paraphrase');

    expect(emptied).toContain('is taken away');
    expect(few).toContain('No summary shows this theme');
    expect(typed).toContain('A theme is summed up where it was read');
    expect(await blocks()).not.toContain('More.');
  });

  it('suggests what three people wrote, and finds it after it was taken into a theme and counted anew', async () => {
    await close();
    await bench.sweep();
    const coordinator = nadia();
    const before = await coordinator.runs('feedback themes', { course: course.id });
    await coordinator.chooses('Take a word into a theme', 'drone (3 people)');
    await coordinator.presses('Into a new theme');

    const kept = await coordinator.fills({
      'name-en': 'Drones',
      'name-fr': 'Les drones',
      'name-es': 'Los drones',
      'name-ar': 'المسيّرات',
    });
    const stale = await coordinator.runs('feedback themes', { course: course.id });
    const counted = await coordinator.presses('Count with today’s words');

    expect(before).toContain('three people or more wrote them');
    expect(kept).toContain('The theme “Drones” is kept.');
    expect(stale).not.toContain('• Drones');
    expect(counted).toContain('• Drones (4 people)');
    expect(counted).not.toContain('Count with today’s words');
    expect(await blocks()).toContain('Drones');
  });

  it('lists the themes with how many words each has, and changes one from the list', async () => {
    const coordinator = nadia();
    const list = await coordinator.runs('feedback themes');
    await coordinator.chooses('Change a theme', 'Practical exercises');

    await coordinator.fills({ 'name-en': 'Ask Captain Diallo', 'words-fr': 'a*' });
    const wrong = problems(coordinator);
    await coordinator.fills({
      'name-en': 'Exercises',
      'words-en': '',
      'words-fr': '',
      'words-es': '',
      'words-ar': '',
    });
    const wordless = problems(coordinator);
    const dropped = await coordinator.fills({ 'words-en': 'exercise', 'look-for': false });
    const after = await coordinator.runs('feedback themes');

    expect(list).toMatch(/Practical exercises: \d+ words/);
    expect(wrong).toContain('This seems to name a person.');
    expect(wrong).toContain('“a*” would find too much');
    expect(wordless).toContain('give at least one');
    expect(dropped).toContain('no longer looked for');
    expect(after).toContain('Exercises: no longer looked for');
  });

  it('counts by itself after the close, so that a summary reads a few numbers', async () => {
    await close();
    const before = await bench.arrange(({ themes }) => themes.ofRound(round));
    const live = await blocks();

    await bench.sweep();

    const kept = await bench.arrange(({ themes }) => themes.ofRound(round));
    expect(before).toBeUndefined();
    expect(kept).toMatchObject({
      released: 7,
      counts: { wrote: 6, confidential: 1, themes: { practice: 4 } },
    });
    expect(await blocks()).toBe(live);
    expect(live).toContain('Practical exercises');
  });

  it('keeps the numbers when what was written is taken out after its time', async () => {
    await close();
    await bench.sweep();
    await bench.arrange(({ retention }) => retention.purge('comments', bench.clock.now() + 10 ** 11, 100));

    await nadia().pressesRoute(`feedback/themes/count|${round}`);

    const kept = await bench.arrange(({ themes }) => themes.ofRound(round));
    expect(kept?.counts.themes).toMatchObject({ practice: 4 });
    expect(await nadia().runs('feedback themes', { course: course.id })).toContain(
      'Practical exercises (4 people)',
    );
  });
});
