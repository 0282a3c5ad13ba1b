// What is held about somebody of what is changed after courses: actions that are theirs to see to, and which digests they chose.
import { asc, eq } from 'drizzle-orm';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';

type Row<Name extends keyof Tables> = Tables[Name]['$inferSelect'];

export interface HeldOfImprovement {
  readonly actions: readonly Pick<
    Row<'improvementActions'>,
    'course' | 'what' | 'dueOn' | 'state' | 'effect'
  >[];
  readonly digests: readonly Omit<Row<'digestChoices'>, 'reader'>[];
}

export async function heldOfImprovement(
  { db, tables }: RecordContext,
  person: string,
): Promise<HeldOfImprovement> {
  const { improvementActions: actions, digestChoices: choices } = tables;
  return {
    actions: await db
      .select({
        course: actions.course,
        what: actions.what,
        dueOn: actions.dueOn,
        state: actions.state,
        effect: actions.effect,
      })
      .from(actions)
      .where(eq(actions.owner, person))
      .orderBy(asc(actions.addedAt), asc(actions.id)),
    digests: await db
      .select({
        digest: choices.digest,
        rhythm: choices.rhythm,
        weekday: choices.weekday,
        hour: choices.hour,
        language: choices.language,
        changedAt: choices.changedAt,
      })
      .from(choices)
      .where(eq(choices.reader, person))
      .orderBy(asc(choices.digest)),
  };
}
