// The writes of questionnaires and feedback, with what they may be given.

import { questionSets } from '#exchange/questionnaire.ts';
import { type Given, idsOf, invited } from './given.ts';
import { ownItems } from './model-feedback.ts';

export const writesOfFeedback: Readonly<Record<string, readonly [weight: number, given: Given]>> = {
  'feedback.open': [
    2,
    (w) => [
      {
        ...(w.often(0.8) ? { course: w.id('courses') } : { edition: w.id('symposiumEditions') }),
        set: w.pick(questionSets),
        questionnaire: w.pick(['reaction/1', 'reaction/2', w.id('questionnaires')]),
        opensAt: w.now,
        closesAt: w.instant(),
        lateUntil: w.instant(),
      },
      idsOf(w, 'people'),
    ],
  ],
  'feedbackFiles.keep': [
    1,
    (w) => [
      {
        course: w.id('courses'),
        set: w.pick(questionSets),
        questionnaire: w.pick(['reaction/1', 'reaction/2', w.id('questionnaires')]),
        closedAt: w.now,
        answers: Array.from({ length: w.number(3, 8) }, () => ({
          apply: w.number(1, 5),
          recommend: w.number(0, 10),
          obstacles: w.text(),
        })),
        attended: w.number(0, 20),
      },
    ],
  ],
  'feedback.moveClose': [1, (w) => [invited(w)[0], w.instant()]],
  'feedback.close': [1, (w) => [invited(w)[0]]],
  'feedback.answer': [
    8,
    (w) => [
      ...invited(w),
      {
        apply: w.number(1, 5),
        recommend: w.number(0, 10),
        obstacles: w.text(),
        'anything-else': w.text(),
        quote: w.pick(['yes', 'no']),
        own: w.pick(['a', 'b', 'c']),
      },
      ...(w.often(0.5) ? [w.pick(['police', 'judiciary'])] : []),
    ],
  ],
  'feedback.invite': [2, (w) => [invited(w)[0], idsOf(w, 'people')]],
  'feedback.callOff': [1, (w) => [invited(w)[0]]],
  'feedback.releaseLate': [1, (w) => [invited(w)[0]]],
  'feedback.recount': [1, (w) => [invited(w)[0]]],
  'questionnaires.add': [
    1,
    (w) => [{ course: w.id('courses'), set: w.pick(questionSets), items: ownItems, madeBy: w.id('people') }],
  ],
};
