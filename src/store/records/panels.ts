// Panels: by which weights a course is selected for, who reviews for it, until when.
import { and, asc, eq, inArray, isNull, notExists, sql } from 'drizzle-orm';
import { maySeeScores } from '#exchange/disclosure.ts';
import { reviewingStates } from '#exchange/reviewing.ts';
import type { Weights } from '#exchange/scoring.ts';
import { searchKey } from '#exchange/text-input.ts';
import { given, prepared } from '../connection.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { seesCourse, visibleByIds } from './eyes.ts';

export interface Panel {
  readonly course: string;
  /** Published: whoever sees the course sees them. */
  readonly weights: Weights;
  /** The last day for reviews, ISO. */
  readonly due: string;
  /** When the scores were closed; undefined while they may be changed. */
  readonly closedAt: number | undefined;
}

export interface PanelRecords {
  of(course: string): Promise<Panel | undefined>;
  /** The panel of the course: this one, unless there is one already. */
  convene(course: string, panel: Pick<Panel, 'weights' | 'due'>, by: string): Promise<Panel>;
  /** False, with nothing changed, once somebody has reviewed, or where there is no panel. */
  weigh(course: string, weights: Weights): Promise<boolean>;
  /** False once the scores are closed. */
  setDue(course: string, due: string): Promise<boolean>;
  /** From now on nothing that was given can be changed; false when that was so already. */
  close(course: string): Promise<boolean>;
  /** Panels whose scores are open, of courses whose nominations are being reviewed; by course. */
  atWork(): Promise<readonly Panel[]>;
  /** Ids of people, in the order in which they were named; none for whoever may not see scores. */
  reviewers(course: string): Promise<readonly string[]>;
  /** False when they were named already. */
  name(course: string, person: string, by: string): Promise<boolean>;
  /** What they have not reviewed goes to others; what they gave stays. False when they were no reviewer. */
  dismiss(course: string, person: string): Promise<boolean>;
  /** Whether somebody is named a reviewer anywhere; their own affair, and that of whoever may see scores. */
  sits(person: string): Promise<boolean>;
  /** Whether a cost of the course is noted as borne by an organisation of this name; nothing is told of how much. */
  isPaidBy(course: string, organisation: string): Promise<boolean>;
}

export function panelRecords(context: RecordContext): PanelRecords {
  return {
    async of(course) {
      const [row] = await panelOf(context.connection).execute({ course });
      return row && (await seesCourse(context, course)) ? panelFrom(row) : undefined;
    },

    async convene(course, { weights, due }, by) {
      const { panels } = context.tables;
      const rows = await context.db
        .insert(panels)
        .values({ course, weights, due, convenedBy: by, convenedAt: context.now })
        .onConflictDoNothing()
        .returning();
      if (rows.length > 0) context.audit('panel.convene', course, { by, due });
      const [row] = rows.length > 0 ? rows : await panelOf(context.connection).execute({ course });
      if (row === undefined) throw new Error('The panel was not kept.');
      return panelFrom(row);
    },

    async weigh(course, weights) {
      const { panels, reviews } = context.tables;
      const reviewed = context.db
        .select({ id: reviews.id })
        .from(reviews)
        .where(and(eq(reviews.course, course), eq(reviews.state, 'rated')));
      const rows = await context.db
        .update(panels)
        .set({ weights })
        .where(and(eq(panels.course, course), isNull(panels.closedAt), notExists(reviewed)))
        .returning({ course: panels.course });
      if (rows.length > 0) context.audit('panel.weigh', course, { ...weights });
      return rows.length > 0;
    },

    async setDue(course, due) {
      const { panels } = context.tables;
      const rows = await context.db
        .update(panels)
        .set({ due })
        .where(and(eq(panels.course, course), isNull(panels.closedAt)))
        .returning({ course: panels.course });
      if (rows.length > 0) context.audit('panel.due', course, { due });
      return rows.length > 0;
    },

    async close(course) {
      const { panels } = context.tables;
      const rows = await context.db
        .update(panels)
        .set({ closedAt: context.now })
        .where(and(eq(panels.course, course), isNull(panels.closedAt)))
        .returning({ course: panels.course });
      if (rows.length > 0) context.audit('panel.close', course);
      return rows.length > 0;
    },

    async atWork() {
      const { panels, courses } = context.tables;
      const rows = await context.db
        .select({ panel: panels })
        .from(panels)
        .innerJoin(courses, eq(courses.id, panels.course))
        .where(and(isNull(panels.closedAt), inArray(courses.state, [...reviewingStates])))
        .orderBy(asc(panels.course));
      const seen = await visibleByIds(
        context,
        rows.map(({ panel }) => panel.course),
      );
      const visible = new Set(seen.map(({ id }) => id));
      return rows.filter(({ panel }) => visible.has(panel.course)).map(({ panel }) => panelFrom(panel));
    },

    async reviewers(course) {
      if (!maySeeScores(context.viewer)) return [];
      const { reviewers } = context.tables;
      const rows = await context.db
        .select({ person: reviewers.person })
        .from(reviewers)
        .where(eq(reviewers.course, course))
        .orderBy(asc(reviewers.namedAt), asc(reviewers.person));
      return rows.map(({ person }) => person);
    },

    async name(course, person, by) {
      const { reviewers } = context.tables;
      const rows = await context.db
        .insert(reviewers)
        .values({ course, person, namedBy: by, namedAt: context.now })
        .onConflictDoNothing()
        .returning({ person: reviewers.person });
      if (rows.length > 0) context.audit('panel.name', course, { reviewer: person, by });
      return rows.length > 0;
    },

    async dismiss(course, person) {
      const { reviewers, reviews } = context.tables;
      const rows = await context.db
        .delete(reviewers)
        .where(and(eq(reviewers.course, course), eq(reviewers.person, person)))
        .returning({ person: reviewers.person });
      if (rows.length === 0) return false;
      const left = await context.db
        .delete(reviews)
        .where(and(eq(reviews.course, course), eq(reviews.reviewer, person), eq(reviews.state, 'open')))
        .returning({ id: reviews.id });
      context.audit('panel.dismiss', course, { reviewer: person, open: left.length });
      return true;
    },

    async sits(person) {
      const { viewer } = context;
      const isOwn = viewer.kind === 'person' && viewer.person === person;
      if (!isOwn && !maySeeScores(viewer)) return false;
      const { reviewers } = context.tables;
      const rows = await context.db
        .select({ course: reviewers.course })
        .from(reviewers)
        .where(eq(reviewers.person, person))
        .limit(1);
      return rows.length > 0;
    },

    async isPaidBy(course, organisation) {
      if (!maySeeScores(context.viewer)) return false;
      const { fundingLines, organisations } = context.tables;
      const [known] = await context.db
        .select({ name: organisations.name })
        .from(organisations)
        .where(eq(organisations.id, organisation));
      if (known === undefined) return false;
      const lines = await context.db
        .select({ payer: fundingLines.payer })
        .from(fundingLines)
        .where(and(eq(fundingLines.course, course), isNull(fundingLines.withdrawnAt)));
      return lines.some(({ payer }) => searchKey(payer) === searchKey(known.name));
    },
  };
}

/** Holds the panel until the end of the transaction, so that on PostgreSQL two who review at once see one another. */
export async function holdPanel(
  { db, tables: { panels } }: RecordContext,
  course: string,
): Promise<Panel | undefined> {
  const [row] = await db
    .update(panels)
    .set({ due: sql`${panels.due}` })
    .where(eq(panels.course, course))
    .returning();
  return row && panelFrom(row);
}

const panelOf = prepared(({ db, tables: { panels } }) =>
  db
    .select()
    .from(panels)
    .where(eq(panels.course, given(panels.course, 'course')))
    .prepare('panel_of_course'),
);

function panelFrom({ course, weights, due, closedAt }: Tables['panels']['$inferSelect']): Panel {
  return { course, weights, due, closedAt: closedAt ?? undefined };
}
