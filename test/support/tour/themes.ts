// Free text on the tour: what people wrote on a course, by theme, summed up and quoted; and the themes themselves.
import { feedbackClosesAt } from '#exchange/reminders.ts';
import { reactionOf, reactionTo } from '../reaction-round.ts';
import type { Company } from './company.ts';
import { personIn, type Tour } from './ground.ts';
import { arrangeCourse } from './papers.ts';

/** By eight people, most of them on exercises and drones; one names somebody, one is not to be quoted. */
const written = [
  ['More practical exercises with a drone, please.', 'yes'],
  ['Davantage d’exercices pratiques avec un drone.', 'yes'],
  ['Más ejercicios prácticos con un dron, por favor.', 'yes'],
  ['نحتاج إلى مزيد من التمارين العملية.', 'yes'],
  ['The exercises of Captain Diallo with the drone were the best.', 'yes'],
  ['We have no drone at home, and no drone pilot.', 'no'],
  ['It was good to see a drone in the air.', 'yes'],
  ['The instructors were patient and clear.', 'yes'],
] as const;

/** In the days of the summaries. */
export async function readComments(tour: Tour, company: Company): Promise<void> {
  const { vera, mona, salma } = company;
  const [main, silent, brief] = [
    await evaluated(tour, company, 'Themes', written),
    await evaluated(tour, company, 'Silent', [[], [], [], [], []]),
    await evaluated(tour, company, 'Brief', [['Good.', 'no'], [], [], [], []]),
  ];
  for (const course of [main, silent, brief]) {
    await vera.runs('feedback themes', { course });
    await mona.pressesRoute(`feedback/themes/quotes|${reactionOf(course)}|0`);
  }
  await salma.pressesRoute(`feedback/themes/quotes|${reactionOf(main)}|0`);
  await vera.runs('feedback themes', { course: await unasked(tour, company) });
  await vera.runs('feedback themes', { course: 'nowhere to be found' });
  await readThem(company, reactionOf(main));
  await sumUp(tour, company, reactionOf(main));
  await changeThemes(tour, company, reactionOf(main));
}

async function evaluated(
  tour: Tour,
  { kofi, organisations }: Company,
  about: string,
  answers: readonly (readonly [text?: string, quote?: string])[],
): Promise<string> {
  const by = await tour.person(kofi.account);
  const course = await arrangeCourse(tour, about, { by, of: organisations.host, state: 'evaluating' });
  await tour.arrange(async (records) => {
    const people: string[] = [];
    for (const number of answers.keys())
      people.push(await personIn(records, `practice:officer-${2 * number + 2}`));
    const asked = reactionTo(course, tour.now(), feedbackClosesAt(tour.now(), 'UTC'));
    await records.feedback.open({ ...asked, questionnaire: 'reaction/2' }, people);
    for (const [at, person] of people.entries()) {
      const [text, quote] = answers[at] ?? [];
      await records.feedback.answer(reactionOf(course), person, {
        apply: 4,
        ...(text === undefined ? {} : { obstacles: text, 'anything-else': tour.wording.text(text, 1000) }),
        ...(quote === undefined ? {} : { quote }),
      });
    }
    await records.feedback.close(reactionOf(course));
  });
  return course;
}

async function unasked(tour: Tour, { kofi, organisations }: Company): Promise<string> {
  const by = await tour.person(kofi.account);
  return arrangeCourse(tour, 'Unasked', { by, of: organisations.host, state: 'evaluating' });
}

async function readThem({ vera, mona }: Company, round: string): Promise<void> {
  await vera.presses('feedback/themes/quotes', round);
  await mona.presses('feedback/themes/turn', round);
  await vera.presses('feedback/themes/open', round, 'practice');
  await vera.presses('feedback/themes/page', `${round}|practice|5`);
  await vera.presses('feedback/themes/page', `${round}|practice|0`);
  await vera.presses('feedback/themes/round', round);
  await vera.presses('feedback/themes/open', round, '-');
  await vera.pressesRoute('feedback/themes/round|crs-none.reaction');
  await vera.pressesRoute('feedback/themes/page|crs-none.reaction|practice|0');
  await vera.pressesRoute('feedback/themes/quotes|crs-none.reaction|0');
}

async function sumUp(tour: Tour, { vera }: Company, round: string): Promise<void> {
  await vera.runs('feedback paraphrase');
  await vera.presses('feedback/themes/open', round, 'practice');
  await vera.presses('feedback/themes/word', round);
  await vera.fills({
    'text-en': 'They thank Captain Diallo.',
    'text-fr': 'Écrivez à a@b.example',
    'text-es': 'DNI 12345678Z',
  });
  const sentence = tour.wording.text('They want more exercises.', 300);
  await vera.corrects({ 'text-en': sentence, 'text-fr': sentence, 'text-es': sentence, 'text-ar': sentence });
  await vera.runs('feedback themes', { course: round.split('.')[0] ?? '' });
  await vera.presses('feedback/themes/open', round, 'practice');
  await vera.presses('feedback/themes/word', round);
  await vera.fills({ 'text-en': '', 'text-fr': '', 'text-es': '', 'text-ar': '' });
}

async function changeThemes(tour: Tour, { vera }: Company, round: string): Promise<void> {
  const suggested = (await vera.runs('feedback themes', { course: round.split('.')[0] ?? '' }))
    .flatMap(({ view }) => view)
    .flatMap((block) => ('select' in block ? block.select.options : []))
    .find(({ value }) => value.startsWith('en:'));
  await vera.presses('feedback/themes/take', round, suggested?.value ?? '');
  await vera.presses('feedback/themes/into', '', 'practice');
  await vera.presses('feedback/themes/into');
  const named = (about: string) => ({
    'name-en': tour.wording.line(about, 40),
    'name-fr': tour.wording.line(about, 40),
    'name-es': tour.wording.line(about, 40),
    'name-ar': tour.wording.line(about, 40),
  });
  const many = Array.from({ length: 61 }, (_, at) => `wordnumber${at}`).join(', ');
  await vera.fills({
    ...named('Drones'),
    'name-en': 'Ask Captain Diallo',
    'words-en': many,
    'words-fr': 'a*',
    'words-es': 'x'.repeat(70),
    'words-ar': '!!',
  });
  await vera.corrects({ ...named('Drones'), 'words-en': '', 'words-fr': '', 'words-es': '', 'words-ar': '' });
  await vera.corrects({ ...named('Drones'), 'words-en': 'drone', 'words-es': 'dron' });
  await vera.presses('feedback/themes/round', round);
  await vera.presses('feedback/themes/count', round);
  const own = await tour.arrange(async ({ themes }) => (await themes.changed()).at(-1)?.id ?? '');
  await vera.presses('feedback/themes/open', round, own);
  await vera.presses('feedback/themes/word', round);
  await tour.arrange(async ({ themes }) => {
    const [theme] = (await themes.changed()).filter(({ id }) => id === own);
    if (theme) await themes.set({ ...theme, dropped: true });
  });
  await vera.fills({ 'text-en': 'More of them.' });
  await vera.presses('feedback/themes/list');
  await vera.presses('feedback/themes/edit', '', 'law');
  await vera.fills({ 'look-for': false });
  await vera.runs('feedback themes');
  await vera.pressesRoute('feedback/themes/edit|0', 'gone');
  await vera.runs('feedback theme');
  await vera.presses('feedback/themes/add');
  await vera.fills({ ...named('Weather'), 'words-en': 'rain' });
}
