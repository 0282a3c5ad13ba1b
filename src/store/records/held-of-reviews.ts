// What is held about somebody of selections by score: where they review, what they gave, and how theirs ended.
import { and, asc, count, eq, inArray, ne } from 'drizzle-orm';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';

type Row<Name extends keyof Tables> = Tables[Name]['$inferSelect'];

/** Without whom they reviewed, and without who reviewed them. */
export interface HeldOfReviews {
  readonly reviewers: readonly Pick<Row<'reviewers'>, 'course' | 'namedAt'>[];
  readonly panels: readonly Pick<Row<'panels'>, 'course' | 'convenedAt'>[];
  readonly reviews: readonly Pick<
    Row<'reviews'>,
    'course' | 'state' | 'ratings' | 'flag' | 'remark' | 'reason' | 'changedAt'
  >[];
  /** How many reviews there are of nominations of theirs. */
  readonly reviewed: number;
  readonly declared: readonly Pick<Row<'declarations'>, 'interest' | 'declaredAt'>[];
  /** How many others have declared an interest in them. */
  readonly declaredOf: number;
  readonly outcomes: readonly Pick<Row<'outcomes'>, 'course' | 'code' | 'at'>[];
  /** For how many others they confirmed one. */
  readonly confirmed: number;
  readonly appeals: readonly Pick<
    Row<'appeals'>,
    'nomination' | 'grounds' | 'askedAt' | 'verdict' | 'answer' | 'answeredAt'
  >[];
  /** How many appeals of others went to them, or were answered by them. */
  readonly heard: number;
}

export async function heldOfReviews({ db, tables }: RecordContext, person: string): Promise<HeldOfReviews> {
  const { panels, reviewers, reviews, declarations, outcomes, appeals, nominations } = tables;
  const own = db.select({ id: nominations.id }).from(nominations).where(eq(nominations.nominee, person));
  const [about] = await db.select({ number: count() }).from(reviews).where(inArray(reviews.nomination, own));
  const [others] = await db
    .select({ number: count() })
    .from(declarations)
    .where(eq(declarations.about, person));
  const [confirmed] = await db
    .select({ number: count() })
    .from(outcomes)
    .where(eq(outcomes.confirmedBy, person));
  const [heard] = await db
    .select({ number: count() })
    .from(appeals)
    .where(and(eq(appeals.heardBy, person), ne(appeals.askedBy, person)));
  return {
    reviewers: await db
      .select({ course: reviewers.course, namedAt: reviewers.namedAt })
      .from(reviewers)
      .where(eq(reviewers.person, person))
      .orderBy(asc(reviewers.namedAt), asc(reviewers.course)),
    panels: await db
      .select({ course: panels.course, convenedAt: panels.convenedAt })
      .from(panels)
      .where(eq(panels.convenedBy, person))
      .orderBy(asc(panels.convenedAt), asc(panels.course)),
    reviews: await db
      .select({
        course: reviews.course,
        state: reviews.state,
        ratings: reviews.ratings,
        flag: reviews.flag,
        remark: reviews.remark,
        reason: reviews.reason,
        changedAt: reviews.changedAt,
      })
      .from(reviews)
      .where(eq(reviews.reviewer, person))
      .orderBy(asc(reviews.course), asc(reviews.id)),
    reviewed: about?.number ?? 0,
    declared: await db
      .select({ interest: declarations.interest, declaredAt: declarations.declaredAt })
      .from(declarations)
      .where(eq(declarations.declarant, person))
      .orderBy(asc(declarations.declaredAt), asc(declarations.about)),
    declaredOf: others?.number ?? 0,
    outcomes: await db
      .select({ course: outcomes.course, code: outcomes.code, at: outcomes.at })
      .from(outcomes)
      .where(inArray(outcomes.nomination, own))
      .orderBy(asc(outcomes.at), asc(outcomes.nomination)),
    confirmed: confirmed?.number ?? 0,
    appeals: await db
      .select({
        nomination: appeals.nomination,
        grounds: appeals.grounds,
        askedAt: appeals.askedAt,
        verdict: appeals.verdict,
        answer: appeals.answer,
        answeredAt: appeals.answeredAt,
      })
      .from(appeals)
      .where(eq(appeals.askedBy, person))
      .orderBy(asc(appeals.askedAt), asc(appeals.id)),
    heard: heard?.number ?? 0,
  };
}
