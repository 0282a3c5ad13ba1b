// Declared interests: of whom somebody has said that they are too near to judge them.
import { and, asc, eq, inArray, isNull, ne, or } from 'drizzle-orm';
import { maySeeScores } from '#exchange/disclosure.ts';
import type { Interest } from '#exchange/reviewing.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';

export type Declaration = Tables['declarations']['$inferSelect'];

export interface InterestRecords {
  /**
   * Keeps it in place of an earlier one about the same person. Ends every review of theirs that it concerns, whatever was
   * given, while the scores are open; the courses that lack a reviewer then, by id.
   */
  declare(declarant: string, about: string, interest: Interest): Promise<readonly string[]>;
  /** Latest first; the declarant's own affair, and that of whoever may see scores. */
  of(declarant: string): Promise<readonly Declaration[]>;
  /** Those of a course's reviewers that concern somebody in it, for whoever may see scores. */
  concerning(course: string): Promise<readonly Declaration[]>;
}

export function interestRecords(context: RecordContext): InterestRecords {
  return {
    async declare(declarant, about, interest) {
      const { declarations, reviews, nominations, panels } = context.tables;
      const kept = { interest, declaredAt: context.now };
      await context.db
        .insert(declarations)
        .values({ declarant, about, ...kept })
        .onConflictDoUpdate({ target: [declarations.declarant, declarations.about], set: kept });
      context.audit('interest.declare', declarant, { about, interest });
      const concerned = context.db
        .select({ id: nominations.id })
        .from(nominations)
        .where(or(eq(nominations.nominee, about), eq(nominations.nominatedBy, about)));
      const open = context.db.select({ course: panels.course }).from(panels).where(isNull(panels.closedAt));
      const ended = await context.db
        .update(reviews)
        .set({
          state: 'recused',
          ratings: null,
          flag: null,
          remark: null,
          reason: null,
          changedAt: context.now,
        })
        .where(
          and(
            eq(reviews.reviewer, declarant),
            ne(reviews.state, 'recused'),
            inArray(reviews.nomination, concerned),
            inArray(reviews.course, open),
          ),
        )
        .returning({ id: reviews.id, course: reviews.course, nomination: reviews.nomination });
      ended.sort((one, other) => (one.id < other.id ? -1 : 1));
      for (const { id, course, nomination } of ended)
        context.audit('review.recused', id, { course, nomination });
      return [...new Set(ended.map(({ course }) => course))].toSorted();
    },

    async of(declarant) {
      const { viewer } = context;
      const isOwn = viewer.kind === 'person' && viewer.person === declarant;
      if (!isOwn && !maySeeScores(viewer)) return [];
      const { declarations } = context.tables;
      const rows = await context.db
        .select()
        .from(declarations)
        .where(eq(declarations.declarant, declarant))
        .orderBy(asc(declarations.declaredAt), asc(declarations.about));
      return rows.toReversed();
    },

    async concerning(course) {
      if (!maySeeScores(context.viewer)) return [];
      const { declarations, reviewers, nominations } = context.tables;
      const part = await context.db
        .select({ nominee: nominations.nominee, nominatedBy: nominations.nominatedBy })
        .from(nominations)
        .where(and(eq(nominations.course, course), ne(nominations.state, 'withdrawn')));
      const people = new Set(part.flatMap(({ nominee, nominatedBy }) => [nominee, nominatedBy]));
      const rows = await context.db
        .select({ declaration: declarations })
        .from(declarations)
        .innerJoin(reviewers, and(eq(reviewers.person, declarations.declarant), eq(reviewers.course, course)))
        .orderBy(asc(declarations.declarant), asc(declarations.about));
      return rows.map(({ declaration }) => declaration).filter(({ about }) => people.has(about));
    },
  };
}
