// Improvement actions: what is changed after a course, by whom and by when; seen by whoever sees the course.
import { and, asc, eq, gte, lt, lte, notExists, type SQL } from 'drizzle-orm';
import type { ActionState } from '#exchange/improvement.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { seesCourse, visibleByIds } from './eyes.ts';

export interface ImprovementAction {
  readonly id: string;
  readonly course: string;
  readonly what: string;
  /** The person who sees to it. */
  readonly owner: string;
  /** ISO date. */
  readonly dueOn: string;
  readonly state: ActionState;
  /** What came of it, or why it was dropped. */
  readonly effect: string | undefined;
  /** The theme of the comments that it answers. */
  readonly theme: string | undefined;
  /** Epoch milliseconds, as are the next. */
  readonly addedAt: number;
  /** Since when it has this owner and this day. */
  readonly changedAt: number;
  readonly endedAt: number | undefined;
}

export interface ActionRecords {
  add(
    action: Pick<ImprovementAction, 'course' | 'what' | 'owner' | 'dueOn' | 'theme'>,
  ): Promise<ImprovementAction>;
  byId(id: string): Promise<ImprovementAction | undefined>;
  /** All of a course, the first to be due first. */
  of(course: string): Promise<readonly ImprovementAction[]>;
  /** Those that are open, the first to be due first: of one owner, or due within these days (ISO, both included). */
  open(narrow: {
    owner?: string | undefined;
    from?: string | undefined;
    until?: string | undefined;
  }): Promise<readonly ImprovementAction[]>;
  /**
   * Courses of which answers were released when their questionnaires closed in this time (epoch ms, `until` excluded), and
   * after which nothing has been agreed on; by title.
   */
  wanted(from: number, until: number): Promise<readonly string[]>;
  /** Somebody else, or another day; false once it has ended. */
  give(id: string, to: Pick<ImprovementAction, 'owner' | 'dueOn'>): Promise<boolean>;
  /** Ends it once; false for whoever comes second. */
  end(
    id: string,
    how: { readonly state: Exclude<ActionState, 'open'>; readonly effect: string },
  ): Promise<boolean>;
}

export function actionRecords(context: RecordContext): ActionRecords {
  return {
    async add(action) {
      const { improvementActions } = context.tables;
      const [row] = await context.db
        .insert(improvementActions)
        .values({
          ...action,
          id: context.newId('act'),
          theme: action.theme ?? null,
          state: 'open',
          addedAt: context.now,
          changedAt: context.now,
        })
        .returning();
      if (row === undefined) throw new Error('The action was not kept.');
      context.audit('action.add', row.course, { action: row.id, owner: row.owner, dueOn: row.dueOn });
      return actionFrom(row);
    },

    async byId(id) {
      const { improvementActions } = context.tables;
      const [row] = await context.db.select().from(improvementActions).where(eq(improvementActions.id, id));
      return row && (await seesActions(context, row.course)) ? actionFrom(row) : undefined;
    },

    async of(course) {
      if (!(await seesActions(context, course))) return [];
      const { improvementActions } = context.tables;
      const rows = await context.db
        .select()
        .from(improvementActions)
        .where(eq(improvementActions.course, course))
        .orderBy(asc(improvementActions.dueOn), asc(improvementActions.addedAt), asc(improvementActions.id));
      return rows.map(actionFrom);
    },

    async open({ owner, from, until }) {
      if (context.viewer.kind === 'stranger') return [];
      const { improvementActions } = context.tables;
      const narrowed: (SQL | undefined)[] = [
        eq(improvementActions.state, 'open'),
        owner === undefined ? undefined : eq(improvementActions.owner, owner),
        from === undefined ? undefined : gte(improvementActions.dueOn, from),
        until === undefined ? undefined : lte(improvementActions.dueOn, until),
      ];
      const rows = await context.db
        .select()
        .from(improvementActions)
        .where(and(...narrowed))
        .orderBy(asc(improvementActions.dueOn), asc(improvementActions.addedAt), asc(improvementActions.id));
      const courses = await visibleByIds(
        context,
        rows.map(({ course }) => course),
      );
      const seen = new Set(courses.map(({ id }) => id));
      return rows.filter(({ course }) => seen.has(course)).map(actionFrom);
    },

    async wanted(from, until) {
      if (context.viewer.kind === 'stranger') return [];
      const { improvementActions, feedbackRounds, feedbackTallies } = context.tables;
      const agreed = context.db
        .select({ id: improvementActions.id })
        .from(improvementActions)
        .where(eq(improvementActions.course, feedbackRounds.course));
      const rows = await context.db
        .selectDistinct({ course: feedbackRounds.course })
        .from(feedbackRounds)
        .innerJoin(feedbackTallies, eq(feedbackTallies.round, feedbackRounds.id))
        .where(
          and(
            eq(feedbackRounds.state, 'closed'),
            gte(feedbackRounds.closesAt, from),
            lt(feedbackRounds.closesAt, until),
            notExists(agreed),
          ),
        );
      const courses = await visibleByIds(
        context,
        rows.flatMap(({ course }) => course ?? []),
      );
      return courses.map(({ id }) => id);
    },

    async give(id, { owner, dueOn }) {
      const { improvementActions } = context.tables;
      const [row] = await context.db
        .update(improvementActions)
        .set({ owner, dueOn, changedAt: context.now })
        .where(and(eq(improvementActions.id, id), eq(improvementActions.state, 'open')))
        .returning({ course: improvementActions.course });
      if (row !== undefined) context.audit('action.give', row.course, { action: id, owner, dueOn });
      return row !== undefined;
    },

    async end(id, { state, effect }) {
      const { improvementActions } = context.tables;
      const [row] = await context.db
        .update(improvementActions)
        .set({ state, effect, endedAt: context.now })
        .where(and(eq(improvementActions.id, id), eq(improvementActions.state, 'open')))
        .returning({ course: improvementActions.course });
      if (row !== undefined) context.audit('action.end', row.course, { action: id, state });
      return row !== undefined;
    },
  };
}

async function seesActions(context: RecordContext, course: string): Promise<boolean> {
  return context.viewer.kind !== 'stranger' && (await seesCourse(context, course));
}

function actionFrom(row: Tables['improvementActions']['$inferSelect']): ImprovementAction {
  return {
    ...row,
    effect: row.effect ?? undefined,
    theme: row.theme ?? undefined,
    endedAt: row.endedAt ?? undefined,
  };
}
