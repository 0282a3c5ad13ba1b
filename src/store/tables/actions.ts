// The table of improvement actions: what is changed after a course, by whom and by when, and what came of it.
import type { ActionState } from '#exchange/improvement.ts';
import type { Columns } from '../columns.ts';
import type { CourseTables } from './courses.ts';
import type { MemberTables } from './members.ts';

export function actionTables(columns: Columns, { people }: MemberTables, { courses }: CourseTables) {
  const { table, text, oneOf, instant, index } = columns;

  const improvementActions = table(
    'improvement_actions',
    {
      id: text().primaryKey(),
      course: text()
        .notNull()
        .references(() => courses.id),
      what: text().notNull(),
      owner: text()
        .notNull()
        .references(() => people.id),
      dueOn: text('due_on').notNull(),
      state: oneOf<ActionState>().notNull(),
      // What came of it, or why it was dropped; null while it is open.
      effect: text(),
      // The theme of the comments that it answers.
      theme: text(),
      addedAt: instant('added_at').notNull(),
      // Of its owner or its day.
      changedAt: instant('changed_at').notNull(),
      endedAt: instant('ended_at'),
    },
    (t) => [
      index('improvement_actions_of_course').on(t.course, t.dueOn),
      index('improvement_actions_by_state').on(t.state, t.dueOn),
      index('improvement_actions_of_owner').on(t.owner, t.state, t.dueOn),
    ],
  );

  return { improvementActions };
}
