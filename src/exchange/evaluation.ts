// What may be said of a course from its answers: shares, intervals, adequacy, and what small numbers forbid.
import type { Answers, RatingQuestionId, TextQuestionId } from './questionnaire.ts';

/** How many chose 1, 2, 3, 4 and 5. */
export type Counts = readonly [number, number, number, number, number];

/** Shares between 0 and 1, or means on the scale of the question. */
export interface Interval {
  low: number;
  high: number;
}

export interface Distribution {
  counts: Counts;
  n: number;
  /** Undefined without answers. */
  median: number | undefined;
  /** Only from ten answers on (§4.3). */
  mean: number | undefined;
}

export type Adequacy = 'indicative' | 'usable' | 'solid';

/** Five: below it no figure, comment or split, for nobody (§4.5 R1). A hub may ask for more, never for fewer. */
export const minimumAnswers = 5;

/** Completed ÷ attended (no-shows are not attended); undefined when nobody attended. */
export function responseRate(_completed: number, _attended: number): number | undefined {
  throw new Error('not yet written');
}

export function distribution(_ratings: readonly number[]): Distribution {
  throw new Error('not yet written');
}

/** How many chose 4 or 5. */
export function favourable(_counts: Counts): number {
  throw new Error('not yet written');
}

/** The 95 % Wilson interval of k out of n, for a cohort of `cohort` people when given. */
export function wilson(_k: number, _n: number, _cohort?: number): Interval {
  throw new Error('not yet written');
}

/** Net promoter score and the half-width of its 95 % interval, both in points; undefined under ten answers. */
export interface PromoterScore {
  score: number;
  error: number;
}

export function nps(
  _answers: { promoters: number; passives: number; detractors: number },
  _cohort?: number,
): PromoterScore | undefined {
  throw new Error('not yet written');
}

/** Whether n answers of a cohort of `cohort` are enough (§4.3, after Nulty 2008). */
export function adequacy(_n: number, _cohort: number): Adequacy {
  throw new Error('not yet written');
}

/** Mean and its 95 % t interval, kept within 1–5; undefined under ten answers. */
export function meanInterval(_ratings: readonly number[]): ({ mean: number } & Interval) | undefined {
  throw new Error('not yet written');
}

export function reportable(_n: number, _minimum?: number): boolean {
  throw new Error('not yet written');
}

/** `mostly` hides how unanimous few people were about somebody (R5); `too-few` were left by an optional question. */
export type RatingSummary =
  | {
      kind: 'figures';
      question: RatingQuestionId;
      distribution: Distribution;
      favourable: { count: number; share: number; interval: Interval };
      mean: ({ mean: number } & Interval) | undefined;
    }
  | { kind: 'mostly'; question: RatingQuestionId; towards: 'favourable' | 'unfavourable' }
  | { kind: 'too-few'; question: RatingQuestionId };

export type EvaluationSummary =
  | { kind: 'too-few'; completed: number; attended: number; rate: number | undefined }
  | {
      kind: 'full';
      completed: number;
      attended: number;
      rate: number | undefined;
      adequacy: Adequacy;
      ratings: readonly RatingSummary[];
      recommend:
        | ({ promoters: number; passives: number; detractors: number } & Partial<PromoterScore>)
        | undefined;
      /** In an order that says nothing about who wrote when. */
      comments: readonly { question: TextQuestionId; texts: readonly string[] }[];
    };

/** The summary of the answers released so far; `attended` is the cohort. Order of the rows does not matter. */
export function summarise(
  _rows: readonly Answers[],
  _attended: number,
  _options?: { minimum?: number },
): EvaluationSummary {
  throw new Error('not yet written');
}

/** How many of the waiting answers may be released now: all of them once they are five or more, else none (R3). */
export function releaseBatches(
  _released: number,
  _waiting: number,
  _minimum?: number,
): { release: number; keep: number } {
  throw new Error('not yet written');
}
