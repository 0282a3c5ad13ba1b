// Shares nominations out among the reviewers of a course, and moves on a nomination whose reviews are complete.
import { and, asc, eq, inArray } from 'drizzle-orm';
import { type Assignment, assignReviewers, reviewableStates } from '#exchange/reviewing.ts';
import { isComplete } from '#exchange/scoring.ts';
import type { RecordContext } from './context.ts';
import { courseById } from './eyes.ts';
import { updateNomination } from './nomination-queries.ts';
import type { Panel } from './panels.ts';
import { noteAnswered } from './seats.ts';

/** More wait for the next look: no transaction holds others up for long. */
const mostAtOnce = 500;

/** The panel is held. */
export async function assignIn(
  context: RecordContext,
  { course, weights }: Panel,
  spread: number,
): Promise<{ readonly assigned: readonly Assignment[]; readonly lacking: readonly string[] }> {
  const { db, tables, now } = context;
  const { nominations, reviews } = tables;
  const found = await db
    .select({
      id: nominations.id,
      nominee: nominations.nominee,
      nominatedBy: nominations.nominatedBy,
      organisation: nominations.organisation,
    })
    .from(nominations)
    .where(and(eq(nominations.course, course), inArray(nominations.state, [...reviewableStates])));
  const given = await db
    .select({
      nomination: reviews.nomination,
      reviewer: reviews.reviewer,
      state: reviews.state,
      ratings: reviews.ratings,
    })
    .from(reviews)
    .where(eq(reviews.course, course));
  const byNomination = Map.groupBy(given, (one) => one.nomination);
  const { assigned: all, lacking } = assignReviewers({
    nominations: found.map((one) => ({
      ...one,
      reviews: (byNomination.get(one.id) ?? []).map((row) => ({ ...row, ratings: row.ratings ?? undefined })),
    })),
    reviewers: await fitReviewers(context, course),
    declared: await declaredIn(context, course),
    weights,
    spread,
  });
  const assigned = all.slice(0, mostAtOnce);
  const rows = assigned.map((one) => ({
    ...one,
    id: context.newId('rev'),
    course,
    state: 'open' as const,
    ratings: null,
    flag: null,
    remark: null,
    reason: null,
    assignedAt: now,
    changedAt: now,
  }));
  if (rows.length > 0) await db.insert(reviews).values(rows);
  for (const { id, nomination, reviewer, isThird } of rows)
    context.audit('review.assign', id, { course, nomination, reviewer, third: isThird });
  return { assigned, lacking };
}

/** Moves the nomination on when its reviews are complete; when they are not, looks for whoever is lacking. */
export async function settle(context: RecordContext, panel: Panel, nomination: string, spread: number) {
  const { db, tables, connection } = context;
  const { reviews } = tables;
  const given = await db
    .select({ state: reviews.state, ratings: reviews.ratings })
    .from(reviews)
    .where(eq(reviews.nomination, nomination));
  const all = given.map((row) => ({ ...row, ratings: row.ratings ?? undefined }));
  if (!isComplete(all, panel.weights, spread))
    return { ...(await assignIn(context, panel, spread)), isScored: false };
  const from = ['submitted', 'eligible', 'vetted'] as const;
  const [moved] = await updateNomination(connection, ['state'], from).execute({
    state: 'scored',
    of: nomination,
  });
  if (moved !== undefined) {
    await noteAnswered(context, panel.course);
    context.audit('nomination.move', nomination, {
      course: panel.course,
      from: from.join(' '),
      to: 'scored',
    });
  }
  return { assigned: [], lacking: [], isScored: moved !== undefined };
}

/** Of a withheld course only those whom it concerns anyway: being named a reviewer opens no eyes. */
async function fitReviewers(context: RecordContext, course: string) {
  const { db, tables, connection } = context;
  const { reviewers, people, grants } = tables;
  const named = await db
    .select({ person: people.id, organisation: people.organisation })
    .from(reviewers)
    .innerJoin(people, eq(people.id, reviewers.person))
    .where(and(eq(reviewers.course, course), eq(people.membership, 'confirmed')))
    .orderBy(asc(people.id));
  const all = named.map((one) => ({ ...one, organisation: one.organisation ?? undefined }));
  const [row] = await courseById(connection).execute({ id: course });
  if ((row?.withheld.length ?? 0) === 0 || all.length === 0) return all;
  const held = await db
    .select({ person: grants.person, role: grants.role, scope: grants.scope })
    .from(grants)
    .where(
      inArray(
        grants.person,
        all.map(({ person }) => person),
      ),
    );
  const concerned = new Set(
    held
      .filter(
        ({ role, scope }) =>
          role === 'coordinator' || ((role === 'instructor' || role === 'courseManager') && scope === course),
      )
      .map(({ person }) => person),
  );
  return all.filter(({ person }) => concerned.has(person));
}

/** By reviewer, whom they have declared an interest in. */
async function declaredIn({ db, tables }: RecordContext, course: string) {
  const { declarations, reviewers } = tables;
  const rows = await db
    .select({ declarant: declarations.declarant, about: declarations.about })
    .from(declarations)
    .innerJoin(reviewers, and(eq(reviewers.person, declarations.declarant), eq(reviewers.course, course)));
  const declared = new Map<string, Set<string>>();
  for (const { declarant, about } of rows)
    declared.set(declarant, (declared.get(declarant) ?? new Set()).add(about));
  return declared;
}
