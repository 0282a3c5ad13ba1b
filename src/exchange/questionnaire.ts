// The standard questionnaire at the end of a course: two pages of five, and the reading of its answers.

/** `rating` is 1–5, `recommend` 0–10, `text` free. */
export interface Question {
  id: QuestionId;
  kind: 'rating' | 'recommend' | 'text';
  page: 1 | 2;
  optional: boolean;
  /** Concerns a named or nameable person: a unanimous extreme is only reported as "mostly" (§4.5 R5). */
  sensitive: boolean;
}

export const ratingQuestions = [
  'apply',
  'confidence',
  'relevance',
  'instructors',
  'human-rights',
  'level',
  'knowledge',
] as const;
export const recommendQuestions = ['recommend'] as const;
export const textQuestions = ['obstacles', 'anything-else'] as const;

export type RatingQuestionId = (typeof ratingQuestions)[number];
export type RecommendQuestionId = (typeof recommendQuestions)[number];
export type TextQuestionId = (typeof textQuestions)[number];
export type QuestionId = RatingQuestionId | RecommendQuestionId | TextQuestionId;

/** One person's answers without the person; a question left out has no key. */
export type Answers = Partial<
  Record<RatingQuestionId | RecommendQuestionId, number> & Record<TextQuestionId, string>
>;

export const standardQuestionnaire: { version: string; questions: readonly Question[] } = {
  version: 'level-1/1',
  questions: [
    { id: 'apply', kind: 'rating', page: 1, optional: false, sensitive: false },
    { id: 'confidence', kind: 'rating', page: 1, optional: false, sensitive: false },
    { id: 'relevance', kind: 'rating', page: 1, optional: false, sensitive: false },
    { id: 'instructors', kind: 'rating', page: 1, optional: false, sensitive: true },
    { id: 'human-rights', kind: 'rating', page: 1, optional: false, sensitive: true },
    { id: 'level', kind: 'rating', page: 2, optional: false, sensitive: false },
    { id: 'knowledge', kind: 'rating', page: 2, optional: false, sensitive: false },
    { id: 'recommend', kind: 'recommend', page: 2, optional: false, sensitive: false },
    { id: 'obstacles', kind: 'text', page: 2, optional: true, sensitive: false },
    { id: 'anything-else', kind: 'text', page: 2, optional: true, sensitive: false },
  ],
};

export const answerTextLimit = 1000;

export type AnswerProblem =
  | { id: 'missing'; question: QuestionId }
  | { id: 'out-of-range'; question: QuestionId; min: number; max: number; given: string }
  | { id: 'too-long'; question: QuestionId; max: number; length: number };

/** Reads a page, or without `page` the whole; numbers may come as text in any digits. Unknown keys are ignored. */
export function checkAnswers(
  _raw: Readonly<Record<string, unknown>>,
  _page?: 1 | 2,
): { answers: Answers } | { problems: readonly AnswerProblem[] } {
  throw new Error('not yet written');
}
