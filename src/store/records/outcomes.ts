// Outcomes of a selection, and the one appeal that there is against each.
import { and, asc, count, eq, isNull, or, sql } from 'drizzle-orm';
import { mayCountOutcomes, maySeeOutcome } from '#exchange/disclosure.ts';
import type { AppealVerdict, OutcomeCode, OutcomeFacts } from '#exchange/outcomes.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';

export interface Outcome {
  readonly nomination: string;
  readonly course: string;
  readonly code: OutcomeCode;
  readonly facts: OutcomeFacts;
  /** Whoever confirmed the plan that it comes of. */
  readonly confirmedBy: string;
  /** Epoch milliseconds; an appeal counts from here. */
  readonly at: number;
}

export interface OutcomeRecords {
  /**
   * Notes how the selection ended for a nomination, in place of what was noted before; the same code again changes
   * nothing, and keeps its time. `by` is the id of whoever confirmed it.
   */
  note(nomination: string, code: OutcomeCode, facts: OutcomeFacts & { readonly by: string }): Promise<void>;
  /** For the nominee, the liaison officers of their organisation, coordinators and oversight. */
  of(nomination: string): Promise<Outcome | undefined>;
  /** How many ended how, of those organisations whose numbers the viewer may know. */
  counts(
    course: string,
  ): Promise<
    readonly { readonly organisation: string; readonly code: OutcomeCode; readonly number: number }[]
  >;
}

export interface Appeal {
  readonly id: string;
  readonly nomination: string;
  readonly askedBy: string;
  readonly grounds: string;
  readonly askedAt: number;
  /** Whoever it went to; undefined while there is nobody who had no part in the selection. */
  readonly heardBy: string | undefined;
  readonly verdict: AppealVerdict | undefined;
  readonly answer: string | undefined;
  readonly answeredBy: string | undefined;
  readonly answeredAt: number | undefined;
}

/** What whoever hears an appeal has before them. */
export interface Hearing {
  readonly appeal: Appeal;
  readonly nomination: Tables['nominations']['$inferSelect'];
  readonly outcome: Outcome;
  /** Who had a part in the selection, by id. */
  readonly panel: readonly string[];
}

export interface AppealRecords {
  /**
   * One for each nomination: undefined when there is one already, or no outcome. Goes to the first of the candidates who
   * had no part in the selection and hears fewest.
   */
  ask(
    nomination: string,
    askedBy: string,
    grounds: string,
    candidates: readonly string[],
  ): Promise<Appeal | undefined>;
  /** As the outcome of the nomination. */
  of(nomination: string): Promise<Appeal | undefined>;
  /** For whoever hears it; one that went to nobody for every coordinator and approver. */
  hearing(id: string): Promise<Hearing | undefined>;
  /** Those without an answer that went to the viewer, or to nobody and are for them to take; longest first. */
  waiting(most: number): Promise<readonly Appeal[]>;
  /** False when it has been answered already. */
  answer(id: string, verdict: AppealVerdict, answer: string, by: string): Promise<boolean>;
}

export function outcomeRecords(context: RecordContext): OutcomeRecords {
  return {
    async note(nomination, code, { by, ...facts }) {
      const { outcomes, nominations } = context.tables;
      const [found] = await context.db
        .select({ course: nominations.course })
        .from(nominations)
        .where(eq(nominations.id, nomination));
      if (found === undefined) throw new Error('There is no such nomination.');
      const noted = { code, facts, confirmedBy: by, at: context.now };
      const rows = await context.db
        .insert(outcomes)
        .values({ nomination, course: found.course, ...noted })
        .onConflictDoUpdate({
          target: outcomes.nomination,
          set: noted,
          setWhere: sql`${outcomes.code} <> excluded.code`,
        })
        .returning({ nomination: outcomes.nomination });
      if (rows.length > 0) context.audit('outcome.note', nomination, { code, by });
    },

    async of(nomination) {
      return (await visibleOutcome(context, nomination))?.outcome;
    },

    async counts(course) {
      const { outcomes, nominations } = context.tables;
      const rows = await context.db
        .select({ organisation: nominations.organisation, code: outcomes.code, number: count() })
        .from(outcomes)
        .innerJoin(nominations, eq(nominations.id, outcomes.nomination))
        .where(eq(outcomes.course, course))
        .groupBy(nominations.organisation, outcomes.code)
        .orderBy(asc(nominations.organisation), asc(outcomes.code));
      return rows.filter(({ organisation }) => mayCountOutcomes(context.viewer, organisation));
    },
  };
}

export function appealRecords(context: RecordContext): AppealRecords {
  return {
    async ask(nomination, askedBy, grounds, candidates) {
      const { appeals } = context.tables;
      const seen = await visibleOutcome(context, nomination);
      if (seen === undefined) return undefined;
      const involved = new Set(await involvedIn(context, seen));
      const heardBy = await leastHeard(
        context,
        candidates.filter((person) => !involved.has(person)),
      );
      const [row] = await context.db
        .insert(appeals)
        .values({
          id: context.newId('apl'),
          ...{ nomination, askedBy, grounds, heardBy: heardBy ?? null },
          askedAt: context.now,
        })
        .onConflictDoNothing()
        .returning();
      if (row === undefined) return undefined;
      context.audit('appeal.ask', row.id, { nomination, heardBy: row.heardBy });
      return appealFrom(row);
    },

    async of(nomination) {
      const { appeals } = context.tables;
      if ((await visibleOutcome(context, nomination)) === undefined) return undefined;
      const [row] = await context.db.select().from(appeals).where(eq(appeals.nomination, nomination));
      return row && appealFrom(row);
    },

    async hearing(id) {
      const { appeals, nominations, outcomes } = context.tables;
      const [row] = await context.db
        .select({ appeal: appeals, nomination: nominations, outcome: outcomes })
        .from(appeals)
        .innerJoin(nominations, eq(nominations.id, appeals.nomination))
        .innerJoin(outcomes, eq(outcomes.nomination, appeals.nomination))
        .where(eq(appeals.id, id));
      if (row === undefined || !mayHearIt(context, row.appeal.heardBy)) return undefined;
      return {
        appeal: appealFrom(row.appeal),
        nomination: row.nomination,
        outcome: row.outcome,
        panel: await panelIn(context, row.outcome.course),
      };
    },

    async waiting(most) {
      const { viewer } = context;
      if (viewer.kind !== 'person') return [];
      const { appeals } = context.tables;
      const rows = await context.db
        .select()
        .from(appeals)
        .where(and(isNull(appeals.verdict), or(eq(appeals.heardBy, viewer.person), isNull(appeals.heardBy))))
        .orderBy(asc(appeals.askedAt), asc(appeals.id));
      return rows
        .filter(({ heardBy }) => mayHearIt(context, heardBy))
        .slice(0, most)
        .map(appealFrom);
    },

    async answer(id, verdict, answer, by) {
      const { appeals } = context.tables;
      const [row] = await context.db
        .update(appeals)
        .set({ verdict, answer, answeredBy: by, answeredAt: context.now })
        .where(and(eq(appeals.id, id), isNull(appeals.verdict)))
        .returning({ nomination: appeals.nomination });
      if (row === undefined) return false;
      context.audit('appeal.answer', id, { nomination: row.nomination, verdict, by });
      return true;
    },
  };
}

function mayHearIt({ viewer }: RecordContext, heardBy: string | null): boolean {
  if (viewer.kind !== 'person') return viewer.kind === 'process';
  if (heardBy !== null) return viewer.person === heardBy;
  return viewer.roles.includes('coordinator') || viewer.roles.includes('approver');
}

async function visibleOutcome({ db, tables, viewer }: RecordContext, id: string) {
  const { outcomes, nominations } = tables;
  const [row] = await db
    .select({ outcome: outcomes, nomination: nominations })
    .from(outcomes)
    .innerJoin(nominations, eq(nominations.id, outcomes.nomination))
    .where(eq(outcomes.nomination, id));
  return row && maySeeOutcome(viewer, row.nomination) ? row : undefined;
}

/** Reviewers named for the course, and whoever has reviewed for it. */
async function panelIn({ db, tables }: RecordContext, course: string): Promise<readonly string[]> {
  const { reviewers, reviews } = tables;
  const named = await db
    .select({ person: reviewers.person })
    .from(reviewers)
    .where(eq(reviewers.course, course));
  const reviewed = await db
    .selectDistinct({ person: reviews.reviewer })
    .from(reviews)
    .where(eq(reviews.course, course));
  return [...new Set([...named, ...reviewed].map(({ person }) => person))].toSorted();
}

async function involvedIn(
  context: RecordContext,
  { outcome, nomination }: { readonly outcome: Outcome; readonly nomination: Hearing['nomination'] },
): Promise<readonly string[]> {
  const panel = await panelIn(context, outcome.course);
  return [...panel, nomination.nominee, nomination.nominatedBy, outcome.confirmedBy];
}

async function leastHeard(
  { db, tables: { appeals } }: RecordContext,
  candidates: readonly string[],
): Promise<string | undefined> {
  const waiting = await db
    .select({ heardBy: appeals.heardBy, number: count() })
    .from(appeals)
    .where(isNull(appeals.verdict))
    .groupBy(appeals.heardBy);
  const load = (person: string) => waiting.find((one) => one.heardBy === person)?.number ?? 0;
  return candidates.toSorted((one, other) => load(one) - load(other))[0];
}

function appealFrom(row: Tables['appeals']['$inferSelect']): Appeal {
  return {
    ...row,
    heardBy: row.heardBy ?? undefined,
    verdict: row.verdict ?? undefined,
    answer: row.answer ?? undefined,
    answeredBy: row.answeredBy ?? undefined,
    answeredAt: row.answeredAt ?? undefined,
  };
}
