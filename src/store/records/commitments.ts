// Commitments: what somebody who attended will do differently; theirs, and their own managers' where they agree.
import { and, asc, eq, gte, inArray, lt, ne } from 'drizzle-orm';
import { maySeeCommitment } from '#exchange/disclosure.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { holdNominee } from './nomination-queries.ts';

export type Commitment = Tables['commitments']['$inferSelect'];

export interface CommitmentRecords {
  /**
   * Puts these in the place of what they had made for the course; false, with nothing changed, once something has been
   * said of what came of it, or when there is nobody of this id any more.
   */
  make(made: {
    readonly course: string;
    readonly person: string;
    readonly texts: readonly string[];
    readonly shared: boolean;
  }): Promise<boolean>;
  /** Whether the managers of their organisation may see those of a course; false when there is none, or it is so already. */
  share(course: string, person: string, shared: boolean): Promise<boolean>;
  /** In the order in which they were made; those that the viewer may see, and whose text is still kept. */
  list(narrow: {
    readonly course?: string;
    readonly person?: string;
    /** Of people who belong to it now. */
    readonly organisation?: string;
    /** Of courses that ended on this day or later. */
    readonly endsFrom?: string;
  }): Promise<readonly Commitment[]>;
}

export function commitmentRecords(context: RecordContext): CommitmentRecords {
  return {
    async make({ course, person, texts, shared }) {
      const { commitments, followUps } = context.tables;
      // Held until the end, so that an answer on their way does not meet other commitments than it was given for.
      const present = await holdNominee(context.connection).execute({ nominee: person });
      if (present.length === 0) return false;
      const said = await context.db
        .select({ stage: followUps.stage })
        .from(followUps)
        .where(and(eq(followUps.course, course), eq(followUps.person, person)));
      if (said.length > 0) return false;
      await context.db
        .delete(commitments)
        .where(and(eq(commitments.course, course), eq(commitments.person, person)));
      if (texts.length > 0)
        await context.db.insert(commitments).values(
          texts.map((text, index) => ({
            ...{ id: context.newId('cmt'), course, person, place: index + 1, text, shared },
            madeAt: context.now,
          })),
        );
      context.noteErased();
      context.audit('commitment.make', course, { person, count: texts.length, shared });
      return true;
    },

    async share(course, person, shared) {
      const { commitments } = context.tables;
      const changed = await context.db
        .update(commitments)
        .set({ shared })
        .where(
          and(
            eq(commitments.course, course),
            eq(commitments.person, person),
            eq(commitments.shared, !shared),
            ne(commitments.text, ''),
          ),
        )
        .returning({ id: commitments.id });
      if (changed.length > 0) context.audit('commitment.share', course, { person, shared });
      return changed.length > 0;
    },

    async list({ course, person, organisation, endsFrom }) {
      const { commitments, people, courses } = context.tables;
      const rows = await context.db
        .select({ commitment: commitments, organisation: people.organisation })
        .from(commitments)
        .innerJoin(people, eq(people.id, commitments.person))
        .innerJoin(courses, eq(courses.id, commitments.course))
        .where(
          and(
            ne(commitments.text, ''),
            course === undefined ? undefined : eq(commitments.course, course),
            person === undefined ? undefined : eq(commitments.person, person),
            organisation === undefined ? undefined : eq(people.organisation, organisation),
            endsFrom === undefined ? undefined : gte(courses.endsOn, endsFrom),
          ),
        )
        .orderBy(
          asc(commitments.madeAt),
          asc(commitments.course),
          asc(commitments.person),
          asc(commitments.place),
        );
      return rows
        .filter((row) =>
          maySeeCommitment(context.viewer, {
            person: row.commitment.person,
            organisation: row.organisation,
            shared: row.commitment.shared,
          }),
        )
        .map((row) => row.commitment);
    },
  };
}

/** Of somebody who is forgotten: what they wrote goes, what came of it stays to be counted. */
export async function forgetCommitments({ db, tables }: RecordContext, person: string): Promise<void> {
  const { commitments, followUps } = tables;
  await db.update(commitments).set({ text: '', shared: false }).where(eq(commitments.person, person));
  await db.update(followUps).set({ volunteers: false }).where(eq(followUps.person, person));
}

/** Of two people who are one: where both made some for the same course, the second's stay. */
export async function moveCommitments(
  { db, tables }: RecordContext,
  from: string,
  into: string,
): Promise<void> {
  const { commitments, commitmentReadings, followUps } = tables;
  const made = await db
    .selectDistinct({ course: commitments.course })
    .from(commitments)
    .where(eq(commitments.person, into));
  for (const { course } of made) {
    const theirs = await db
      .select({ id: commitments.id })
      .from(commitments)
      .where(and(eq(commitments.course, course), eq(commitments.person, from)));
    for (const { id } of theirs)
      await db.delete(commitmentReadings).where(eq(commitmentReadings.commitment, id));
    await db.delete(commitments).where(and(eq(commitments.course, course), eq(commitments.person, from)));
    await db.delete(followUps).where(and(eq(followUps.course, course), eq(followUps.person, from)));
  }
  await db.update(commitments).set({ person: into }).where(eq(commitments.person, from));
  await db.update(followUps).set({ person: into }).where(eq(followUps.person, from));
  await db.update(followUps).set({ answeredBy: into }).where(eq(followUps.answeredBy, from));
}

/** Of courses that ended before a day: what was written goes, what came of it stays to be counted. */
export async function emptyCommitments(
  { db, tables }: RecordContext,
  before: string,
  most: number,
): Promise<number> {
  const { commitments, courses } = tables;
  const old = db
    .select({ id: commitments.id })
    .from(commitments)
    .innerJoin(courses, eq(courses.id, commitments.course))
    .where(and(ne(commitments.text, ''), lt(courses.endsOn, before)))
    .orderBy(asc(commitments.id))
    .limit(most);
  const emptied = await db
    .update(commitments)
    .set({ text: '' })
    .where(inArray(commitments.id, old))
    .returning({ id: commitments.id });
  return emptied.length;
}
