// Questionnaires that were designed for a course: each version is kept as it was asked.
import { and, desc, eq } from 'drizzle-orm';
import { type Item, type QuestionSet, standardQuestionnaires } from '#exchange/questionnaire.ts';
import { Conflict } from '../store.ts';
import type { RecordContext } from './context.ts';
import { seesCourse } from './eyes.ts';

export interface DesignedQuestionnaire {
  readonly id: string;
  readonly course: string;
  readonly set: QuestionSet;
  /** 1 first. */
  readonly version: number;
  readonly items: readonly Item[];
  readonly madeBy: string;
  readonly madeAt: number;
}

export interface QuestionnaireRecords {
  /** Keeps the next version for a course; throws Conflict when somebody else has just kept one. */
  add(questionnaire: {
    readonly course: string;
    readonly set: QuestionSet;
    readonly items: readonly Item[];
    readonly madeBy: string;
  }): Promise<DesignedQuestionnaire>;
  /** The latest version that was designed for this set of the course. */
  latest(course: string, set: QuestionSet): Promise<DesignedQuestionnaire | undefined>;
  /** What a version asks, standard or designed. */
  items(id: string): Promise<readonly Item[] | undefined>;
}

export function questionnaireRecords(context: RecordContext): QuestionnaireRecords {
  async function latest(course: string, set: QuestionSet): Promise<DesignedQuestionnaire | undefined> {
    const { questionnaires } = context.tables;
    if (!(await seesCourse(context, course))) return undefined;
    const [row] = await context.db
      .select()
      .from(questionnaires)
      .where(and(eq(questionnaires.course, course), eq(questionnaires.set, set)))
      .orderBy(desc(questionnaires.version))
      .limit(1);
    return row;
  }

  return {
    async add({ course, set, items, madeBy }) {
      const { questionnaires } = context.tables;
      const version = ((await latest(course, set))?.version ?? 0) + 1;
      const id = context.newId('qst');
      const row = { id, course, set, version, items, madeBy, madeAt: context.now };
      const added = await context.db.insert(questionnaires).values(row).onConflictDoNothing().returning();
      if (added.length === 0) throw new Conflict('This version of the questionnaire is there already.');
      context.audit('questionnaire.add', course, { id, set, version, items: items.length });
      return row;
    },
    latest,
    items: (id) => itemsOf(context, id),
  };
}

/** As `items`, for the records that count answers. */
export async function itemsOf(
  { db, tables }: Pick<RecordContext, 'db' | 'tables'>,
  id: string,
): Promise<readonly Item[] | undefined> {
  const standard = Object.entries(standardQuestionnaires).find(([version]) => version === id);
  if (standard) return standard[1].items;
  const { questionnaires } = tables;
  const [row] = await db
    .select({ items: questionnaires.items })
    .from(questionnaires)
    .where(eq(questionnaires.id, id));
  return row?.items;
}
