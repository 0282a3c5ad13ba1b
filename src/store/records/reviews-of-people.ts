// What the record of reviews does when somebody is forgotten, when two people become one, and after its time is over.
import { and, asc, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { RecordContext } from './context.ts';

/** What they gave stays under their id: it decided about others. What they wrote goes, and what was written about them. */
export async function forgetReviews({ db, tables, now }: RecordContext, person: string): Promise<void> {
  const { reviewers, reviews, declarations, appeals, nominations } = tables;
  await db.delete(reviewers).where(eq(reviewers.person, person));
  await db.delete(reviews).where(and(eq(reviews.reviewer, person), eq(reviews.state, 'open')));
  const own = db.select({ id: nominations.id }).from(nominations).where(eq(nominations.nominee, person));
  await db
    .update(reviews)
    .set({ remark: null, reason: null, changedAt: now })
    .where(
      and(
        or(eq(reviews.reviewer, person), inArray(reviews.nomination, own)),
        or(isNotNull(reviews.remark), isNotNull(reviews.reason)),
      ),
    );
  await db.delete(declarations).where(or(eq(declarations.declarant, person), eq(declarations.about, person)));
  await db.delete(appeals).where(and(isNull(appeals.verdict), inArray(appeals.nomination, own)));
  const theirs = or(eq(appeals.askedBy, person), inArray(appeals.nomination, own));
  await db.update(appeals).set({ grounds: '' }).where(theirs);
  await db
    .update(appeals)
    .set({ answer: '' })
    .where(and(theirs, isNotNull(appeals.answer)));
  await db
    .update(appeals)
    .set({ heardBy: null })
    .where(and(eq(appeals.heardBy, person), isNull(appeals.verdict)));
}

/** After nominations have been moved. Nobody reviews twice, nor themselves, nor whom they nominated. */
export async function mergeReviews(context: RecordContext, from: string, into: string): Promise<void> {
  const { db, tables, now } = context;
  const { panels, reviewers, reviews, declarations, outcomes, appeals, nominations } = tables;
  await db.update(panels).set({ convenedBy: into }).where(eq(panels.convenedBy, from));
  const sits = db.select({ of: reviewers.course }).from(reviewers).where(eq(reviewers.person, into));
  await db.delete(reviewers).where(and(eq(reviewers.person, from), inArray(reviewers.course, sits)));
  await db.update(reviewers).set({ person: into }).where(eq(reviewers.person, from));
  await db.update(reviewers).set({ namedBy: into }).where(eq(reviewers.namedBy, from));

  const reviewed = db.select({ of: reviews.nomination }).from(reviews).where(eq(reviews.reviewer, into));
  await db.delete(reviews).where(and(eq(reviews.reviewer, from), inArray(reviews.nomination, reviewed)));
  await db.update(reviews).set({ reviewer: into }).where(eq(reviews.reviewer, from));
  const near = db
    .select({ id: nominations.id })
    .from(nominations)
    .where(or(eq(nominations.nominee, into), eq(nominations.nominatedBy, into)));
  await db
    .update(reviews)
    .set({ state: 'recused', ratings: null, flag: null, remark: null, reason: null, changedAt: now })
    .where(and(eq(reviews.reviewer, into), ne(reviews.state, 'recused'), inArray(reviews.nomination, near)));

  const pair = [from, into];
  await db
    .delete(declarations)
    .where(and(inArray(declarations.declarant, pair), inArray(declarations.about, pair)));
  const said = db
    .select({ of: declarations.about })
    .from(declarations)
    .where(eq(declarations.declarant, into));
  await db
    .delete(declarations)
    .where(and(eq(declarations.declarant, from), inArray(declarations.about, said)));
  await db.update(declarations).set({ declarant: into }).where(eq(declarations.declarant, from));
  const saidOf = db
    .select({ of: declarations.declarant })
    .from(declarations)
    .where(eq(declarations.about, into));
  await db
    .delete(declarations)
    .where(and(eq(declarations.about, from), inArray(declarations.declarant, saidOf)));
  await db.update(declarations).set({ about: into }).where(eq(declarations.about, from));

  await db.update(outcomes).set({ confirmedBy: into }).where(eq(outcomes.confirmedBy, from));
  await db.update(appeals).set({ askedBy: into }).where(eq(appeals.askedBy, from));
  await db.update(appeals).set({ heardBy: into }).where(eq(appeals.heardBy, from));
  await db.update(appeals).set({ answeredBy: into }).where(eq(appeals.answeredBy, from));
}

/** Words of reviews and appeals after their course, and interests that were declared so long ago; numbers stay. */
export async function emptyReviews(
  { db, tables }: RecordContext,
  before: number,
  most: number,
): Promise<number> {
  const { reviews, appeals, declarations, courses, nominations } = tables;
  const endedBefore = lt(courses.endsOn, new Date(before).toISOString().slice(0, 10));
  const written = db
    .select({ id: reviews.id })
    .from(reviews)
    .innerJoin(courses, eq(courses.id, reviews.course))
    .where(and(or(isNotNull(reviews.remark), isNotNull(reviews.reason)), endedBefore))
    .orderBy(asc(reviews.id))
    .limit(most);
  const emptied = await db
    .update(reviews)
    .set({ remark: null, reason: null })
    .where(inArray(reviews.id, written))
    .returning({ id: reviews.id });
  const heard = db
    .select({ id: appeals.id })
    .from(appeals)
    .innerJoin(nominations, eq(nominations.id, appeals.nomination))
    .innerJoin(courses, eq(courses.id, nominations.course))
    .where(and(or(ne(appeals.grounds, ''), ne(appeals.answer, '')), endedBefore))
    .orderBy(asc(appeals.id))
    .limit(most - emptied.length);
  const answered = await db
    .update(appeals)
    .set({ grounds: '', answer: sql`case when ${appeals.answer} is null then null else '' end` })
    .where(inArray(appeals.id, heard))
    .returning({ id: appeals.id });
  const old = await db
    .select({ declarant: declarations.declarant, about: declarations.about })
    .from(declarations)
    .where(lt(declarations.declaredAt, before))
    .orderBy(asc(declarations.declaredAt), asc(declarations.declarant), asc(declarations.about))
    .limit(most - emptied.length - answered.length);
  for (const { declarant, about } of old)
    await db
      .delete(declarations)
      .where(and(eq(declarations.declarant, declarant), eq(declarations.about, about)));
  return emptied.length + answered.length + old.length;
}
