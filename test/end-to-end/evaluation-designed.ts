// The story of an evaluation, before the course: its own questions are written, another is called off, and the test is asked.
import { expect } from 'vitest';
import { fillsPages, formBefore } from '../support/fill-pages.ts';
import { answered, arranged, calledOff, type EvaluationCast, title } from './evaluation-scene.ts';
import { hears } from './hearing.ts';
import { said } from './said.ts';
import type { World } from './world.ts';

/** Of each the first answer is right. */
const tests = [
  {
    'text-en': 'Who may enter the scene before it has been handed over?\nThe first officer\nThe examiner',
    'text-fr': 'Qui peut entrer sur les lieux avant leur remise ?\nLe premier agent\nL’expert',
    'text-es': '¿Quién puede entrar en el lugar antes de su entrega?\nEl primer agente\nEl perito',
    'text-ar': 'من يدخل مسرح الجريمة قبل تسليمه؟\nأول ضابط\nالخبير',
  },
  {
    'text-en': 'What is done first with a telephone that is on?\nIt is photographed\nIt is switched off',
    'text-fr': 'Que fait-on d’abord d’un téléphone allumé ?\nOn le photographie\nOn l’éteint',
    'text-es': '¿Qué se hace primero con un teléfono encendido?\nSe fotografía\nSe apaga',
    'text-ar': 'ما أول ما يُفعل بهاتف مشغَّل؟\nيُصوَّر\nيُطفأ',
  },
];

const ability = {
  'text-en': 'I can secure a telephone',
  'text-fr': 'Je sais saisir un téléphone',
  'text-es': 'Sé asegurar un teléfono',
  'text-ar': 'أستطيع تأمين هاتف',
};

export const inSpanish = {
  right: ['El primer agente', 'Se fotografía'],
  wrong: ['El perito', 'Se apaga'],
} as const;
export const inArabic = { right: ['أول ضابط', 'يُصوَّر'], wrong: ['الخبير', 'يُطفأ'] } as const;

/** A test before and after, and a question of the course's own at its end; looked at as those who are asked see it. */
export async function designsQuestions({ moses: { person, runs } }: EvaluationCast): Promise<void> {
  await runs('feedback design', { course: title, set: 'pre-test' });
  await person.waitsFor('There are no questions of your own yet.');
  for (const test of tests) {
    await person.chooses('Add a question', 'Test, with a right answer');
    await formBefore(person);
    await fillsPages(person, { ...test, right: 1, outcome: 'Scenes' });
    await person.waitsFor(test['text-en'].split('\n')[0] ?? '');
  }

  await runs('feedback design', { course: title, set: 'reaction' });
  await person.waitsFor('10 standard questions are always asked');
  await person.chooses('Add a question', 'Self-rated, before and now');
  await formBefore(person);
  await fillsPages(person, ability);
  await person.waitsFor('Self-rated, now: I can secure a telephone');

  await person.presses('Look at it', 'Self-rated, now: I can secure a telephone');
  await person.waitsFor('Only to look at: nothing is kept');
  await person.presses('Begin', 'Only to look at');
  const form = await formBefore(person);
  expect(form.fields.length).toBeGreaterThanOrEqual(5);
  await fillsPages(person, {
    ...{ apply: '4', confidence: '4', relevance: '4', instructors: '4', 'human-rights': '4', level: '4' },
    ...{ recommend: '9', 'own-1-before': '2', 'own-1-now': '4' },
  });
  await person.waitsFor('Nothing of what you filled in was kept.');
}

/** It had a test too, which is never asked. */
export async function callsOneOff(world: World, { nadia: { person, runs } }: EvaluationCast): Promise<void> {
  await arranged(world, async ({ courses, questionnaires, people }) => {
    const [from] = await courses.search(title, { most: 1 });
    const [to] = await courses.search(calledOff, { most: 1 });
    const designed = from && (await questionnaires.latest(from.id, 'pre-test'));
    const known = await people.byAccount(person.account, world.clock.now());
    const madeBy = known?.person.id ?? '';
    await questionnaires.add({ course: to?.id ?? '', set: 'pre-test', items: designed?.items ?? [], madeBy });
  });
  await runs('course cancel', { course: calledOff, reason: 'The trainer is ill.' });
  await person.waitsFor(`Cancel “${calledOff}”?`);
  await person.presses('Cancel this course');
  await person.waitsFor(`“${calledOff}” is cancelled.`);
}

/** In the week before the course; in Morocco the first day of it is a public holiday. */
export async function asksBefore(world: World, cast: EvaluationCast): Promise<void> {
  const { diego, omar, rosa, ines, hind, zineb } = cast;
  const asked = (speaks: 'es' | 'ar') => said('feedback', 'invitation.heading.pre-test', speaks);
  world.clock.set('2027-01-11T15:00Z');
  await world.sweep();
  await hears(diego, asked('es'));
  expect(world.sentTo(omar).join('\n')).not.toContain(asked('ar'));
  world.clock.set('2027-01-12T10:00Z');
  await world.sweep();
  await hears(omar, asked('ar'));
  const { person, speaks } = diego;
  await person.presses(said('feedback', 'invitation.answer', speaks), asked('es'));
  await person.presses(said('feedback', 'answer.begin', speaks), said('feedback', 'promise.heading', speaks));
  await formBefore(person);
  await fillsPages(person, { 'own-1': inSpanish.wrong[0], 'own-2': inSpanish.wrong[1] });
  await person.waitsFor(said('feedback', 'answer.thanks', speaks));
  await answered(world, 'pre-test', [
    [omar, { 'own-1': '1', 'own-2': '2' }],
    [hind, { 'own-1': '2', 'own-2': '1' }],
    [rosa, { 'own-1': '2', 'own-2': '2' }],
    [zineb, { 'own-1': '1', 'own-2': '1' }],
    [ines, { 'own-1': '2', 'own-2': '1' }],
  ]);
}
