// The standard questionnaire at the end of a course: two pages of five, and the reading of its answers.
import { foldDigits } from './local-time.ts';

/** `rating` is 1–5, `recommend` 0–10, `text` free. */
export type Question = (
  | { id: RatingQuestionId; kind: 'rating' }
  | { id: RecommendQuestionId; kind: 'recommend' }
  | { id: TextQuestionId; kind: 'text' }
) & {
  page: 1 | 2;
  optional: boolean;
  /** Concerns a named or nameable person: a unanimous extreme is only reported as "mostly" (§4.5 R5). */
  sensitive: boolean;
};

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

const scales = { rating: { min: 1, max: 5 }, recommend: { min: 0, max: 10 } } as const;

/** Reads a page, or without `page` the whole; numbers may come as text in any digits. Unknown keys are ignored. */
export function checkAnswers(
  raw: Readonly<Record<string, unknown>>,
  page?: 1 | 2,
): { answers: Answers } | { problems: readonly AnswerProblem[] } {
  const answers: Answers = {};
  const problems: AnswerProblem[] = [];
  for (const question of standardQuestionnaire.questions) {
    if (page !== undefined && question.page !== page) continue;
    const problem = readAnswer(question, raw[question.id], answers);
    if (problem !== undefined) problems.push(problem);
  }
  return problems.length === 0 ? { answers } : { problems };
}

/** Puts the answer in its place, or says what is wrong with it. */
function readAnswer(question: Question, given: unknown, answers: Answers): AnswerProblem | undefined {
  const text = typeof given === 'string' || typeof given === 'number' ? String(given).trim() : '';
  if (text === '') return question.optional ? undefined : { id: 'missing', question: question.id };

  if (question.kind === 'text') {
    const { length } = text;
    if (length > answerTextLimit)
      return { id: 'too-long', question: question.id, max: answerTextLimit, length };
    answers[question.id] = text;
    return undefined;
  }
  const { min, max } = scales[question.kind];
  const digits = foldDigits(text);
  const value = Number(digits);
  if (!/^\d{1,2}$/.test(digits) || value < min || value > max) {
    return { id: 'out-of-range', question: question.id, min, max, given: text };
  }
  answers[question.id] = value;
  return undefined;
}
