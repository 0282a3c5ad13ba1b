// The evidence of eligibility: bookings, papers that were handed in, proofs of programmes, and training abroad before this record.
import { and, asc, eq } from 'drizzle-orm';
import type { EarlierCourse } from '#exchange/eligibility.ts';
import { programmeKey } from '#exchange/eligibility-rules.ts';
import { type FollowingState, isWaiting } from '#exchange/nomination.ts';
import { amongIds, given, idsIn, placesFor, preparedFor } from '../connection.ts';
import { bookingsOf, type PersonBooking } from './bookings.ts';
import type { RecordContext } from './context.ts';
import { amongNominees, isNobody, type Nominated, type Nominees, nomineesIn, shapeOf } from './nominees.ts';
import { noteAnswered, noteWaiting } from './seats.ts';

export type DeclaredCourse = EarlierCourse & { readonly id: string; readonly person: string };

export interface EvidenceRecords {
  /** Where these people have, or had, a seat; the title is left out where the viewer may not see the course. */
  bookings(among: Nominees): Promise<readonly PersonBooking[]>;
  /** The names of the papers that have been handed in, by nomination. */
  received(among: Nominated): Promise<ReadonlyMap<string, readonly string[]>>;
  markReceived(nomination: string, name: string, received: boolean, by: string): Promise<void>;
  /** The programmes of which there is proof, as `programmeKey` makes them, by person. */
  proofs(among: Nominees): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Notes that somebody has proved it, or that it was noted by mistake. */
  prove(person: string, programme: string, isProven: boolean, by: string): Promise<void>;
  /** By person, the latest last. */
  earlier(among: Nominees): Promise<readonly DeclaredCourse[]>;
  declare(course: EarlierCourse & { readonly person: string }, by: string): Promise<DeclaredCourse>;
  /** Takes back what was said of somebody; false when it is gone already. */
  retract(id: string, person: string): Promise<boolean>;
  /**
   * The state follows from the facts, whoever changed one: without eyes, between the states that say no more than that.
   * False when it has moved on meanwhile.
   */
  follow(id: string, from: FollowingState, to: FollowingState): Promise<boolean>;
}

export function evidenceRecords(context: RecordContext): EvidenceRecords {
  return {
    bookings: (among) => bookingsOf(context, among),

    async received(among) {
      if (!('course' in among) && among.length === 0) return new Map();
      const shape = 'course' in among ? 0 : placesFor(among);
      const about = 'course' in among ? { course: among.course } : idsIn(among, shape);
      return grouped(await receivedOf(context.connection, shape).execute(about));
    },

    async markReceived(nomination, name, received, by) {
      const { receivedDocuments } = context.tables;
      const marked = { received, markedBy: by, markedAt: context.now };
      await context.db
        .insert(receivedDocuments)
        .values({ nomination, name, ...marked })
        .onConflictDoUpdate({ target: [receivedDocuments.nomination, receivedDocuments.name], set: marked });
      context.audit('nomination.document', nomination, { received, by });
    },

    async proofs(among) {
      if (isNobody(among)) return new Map();
      return grouped(await proofsOf(context.connection, shapeOf(among)).execute(nomineesIn(among)));
    },

    async prove(person, programme, isProven, by) {
      const { proofs } = context.tables;
      const key = programmeKey(programme);
      const noted = { programme, notedBy: by, notedAt: context.now };
      if (isProven)
        await context.db
          .insert(proofs)
          .values({ person, programmeKey: key, ...noted })
          .onConflictDoUpdate({ target: [proofs.person, proofs.programmeKey], set: noted });
      else
        await context.db.delete(proofs).where(and(eq(proofs.person, person), eq(proofs.programmeKey, key)));
      context.audit('person.prove', person, { isProven, by });
    },

    async earlier(among) {
      if (isNobody(among)) return [];
      return await earlierOf(context.connection, shapeOf(among)).execute(nomineesIn(among));
    },

    async declare({ person, title, days, endsOn }, by) {
      const { earlierCourses } = context.tables;
      const id = context.newId('ear');
      const said = { id, person, title, days, endsOn };
      await context.db.insert(earlierCourses).values({ ...said, saidBy: by, saidAt: context.now });
      context.audit('person.declare-course', person, { course: id, days, endsOn, by });
      return said;
    },

    async retract(id, person) {
      const { earlierCourses } = context.tables;
      const gone = await context.db
        .delete(earlierCourses)
        .where(and(eq(earlierCourses.id, id), eq(earlierCourses.person, person)))
        .returning({ id: earlierCourses.id });
      if (gone.length === 0) return false;
      context.noteErased();
      context.audit('person.retract-course', person, { course: id });
      return true;
    },

    async follow(id, from, to) {
      const { nominations } = context.tables;
      const [row] = await context.db
        .update(nominations)
        .set({ state: to })
        .where(and(eq(nominations.id, id), eq(nominations.state, from)))
        .returning({ course: nominations.course, createdAt: nominations.createdAt });
      if (row === undefined) return false;
      if (isWaiting(from) && !isWaiting(to)) await noteAnswered(context, row.course);
      if (!isWaiting(from) && isWaiting(to)) await noteWaiting(context, row.course, row.createdAt);
      context.audit('nomination.follow', id, { course: row.course, from, to });
      return true;
    },
  };
}

function grouped(
  rows: readonly { readonly of: string; readonly what: string }[],
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { of, what } of rows) {
    const group = groups.get(of);
    if (group) group.push(what);
    else groups.set(of, [what]);
  }
  return groups;
}

const receivedOf = preparedFor('received_documents', ({ db, tables }, name, shape: number) => {
  const { receivedDocuments: documents, nominations } = tables;
  return db
    .select({ of: documents.nomination, what: documents.name })
    .from(documents)
    .innerJoin(nominations, eq(nominations.id, documents.nomination))
    .where(
      and(
        eq(documents.received, true),
        shape > 0
          ? amongIds(documents.nomination, shape)
          : eq(nominations.course, given(nominations.course, 'course')),
      ),
    )
    .orderBy(asc(documents.nomination), asc(documents.name))
    .prepare(name);
});

const proofsOf = preparedFor('proofs', (connection, name, shape: number) => {
  const { db, tables } = connection;
  const { proofs } = tables;
  return db
    .select({ of: proofs.person, what: proofs.programmeKey })
    .from(proofs)
    .where(amongNominees(connection, proofs.person, shape))
    .orderBy(asc(proofs.person), asc(proofs.programmeKey))
    .prepare(name);
});

const earlierOf = preparedFor('earlier_courses', (connection, name, shape: number) => {
  const { db, tables } = connection;
  const { earlierCourses } = tables;
  return db
    .select({
      id: earlierCourses.id,
      person: earlierCourses.person,
      title: earlierCourses.title,
      days: earlierCourses.days,
      endsOn: earlierCourses.endsOn,
    })
    .from(earlierCourses)
    .where(amongNominees(connection, earlierCourses.person, shape))
    .orderBy(asc(earlierCourses.person), asc(earlierCourses.endsOn), asc(earlierCourses.id))
    .prepare(name);
});
