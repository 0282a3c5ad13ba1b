// What each side changes of a nomination: the sender, the hub, the nominee and the manager, each its own fields alone.
import { createHash } from 'node:crypto';
import { and, asc, eq, inArray, isNull, lt, or } from 'drizzle-orm';
import { maySeeNomination } from '#exchange/disclosure.ts';
import { type Assent, isOpen, type NominationState, nominationStates } from '#exchange/nomination.ts';
import {
  assentStates,
  editableFields,
  type FieldOf,
  movedOne,
  type Placed,
  placedByNominee,
  placedBySender,
  returnableStates,
} from '#exchange/nomination-tracks.ts';
import { idsIn, placesFor } from '../connection.ts';
import { changed } from './changes.ts';
import type { RecordContext } from './context.ts';
import { holdCourse } from './hold-course.ts';
import {
  awaitingConsent,
  awaitingRelease,
  holdNominee,
  type NominationRow,
  nominationById,
  nominationsAskedFor,
  nominationsAskedSince,
} from './nomination-queries.ts';
import type { Nomination } from './nominations.ts';
import { noteAnswered, noteWaiting } from './seats.ts';

/** The nominee's own consent, or their manager's release. */
export type AssentKind = 'consent' | 'release';

export interface NominationTrackRecords {
  /** The sender's fields alone, while the nomination is in one of these states. */
  edit(
    id: string,
    changes: Partial<Pick<Nomination, (typeof editableFields)[number] & FieldOf<'sender'>>>,
    whileIn: readonly NominationState[],
  ): Promise<Nomination | undefined>;
  /** What the nominee or a manager says; undefined where it stood otherwise, or the nomination has ended. */
  assent(
    id: string,
    what: AssentKind,
    from: readonly (Assent | null)[],
    to: Assent,
  ): Promise<Nomination | undefined>;
  /** The hub's: back to its sender, with what is to be corrected. */
  sendBack(id: string, note: string): Promise<Nomination | undefined>;
  /** The sender's: handed in anew after it was sent back; with that the hub's note has done its work. */
  sendAgain(id: string): Promise<Nomination | undefined>;
  /** The sender's: one place up or down in the order of the organisation's nominees for the course. False when it is no longer open. */
  reorder(id: string, where: 'up' | 'down'): Promise<boolean>;
  /** The nominee's: one place up or down among the open courses that they are nominated for. */
  prefer(id: string, where: 'up' | 'down'): Promise<boolean>;
  /** Those that a nominee has not answered yet, or that the managers of an organisation have not; the oldest first. */
  awaiting(what: AssentKind, of: string, most: number): Promise<readonly Nomination[]>;
  /** Those that wait for a consent or a release: for these courses, or handed in between two instants (epoch milliseconds). */
  unanswered(
    among: { readonly courses: readonly string[] } | { readonly from: number; readonly until: number },
  ): Promise<readonly Nomination[]>;
}

export const openStates = nominationStates.filter(isOpen);

export function nominationTrackRecords(context: RecordContext): NominationTrackRecords {
  const sees = (row: NominationRow, organiser: string) =>
    maySeeNomination(context.viewer, { ...row, organiser });

  async function visible(id: string): Promise<NominationRow | undefined> {
    const [row] = await nominationById(context.connection).execute({ id });
    return row && sees(row.nomination, row.organiser) ? row.nomination : undefined;
  }

  function seen(rows: readonly { nomination: NominationRow; organiser: string }[]): NominationRow[] {
    return rows
      .filter(({ nomination, organiser }) => sees(nomination, organiser))
      .map(({ nomination }) => nomination);
  }

  /** One conditional update; the row when it was in one of these states. */
  async function update(id: string, from: readonly NominationState[], set: Partial<NominationRow>) {
    if (from.length === 0 || (await visible(id)) === undefined) return undefined;
    const { nominations } = context.tables;
    const [row] = await context.db
      .update(nominations)
      .set(set)
      .where(and(eq(nominations.id, id), inArray(nominations.state, [...from])))
      .returning();
    return row;
  }

  /** Numbers the rows anew in their order; a place that stays is not written. */
  async function place(
    rows: readonly (Placed & { readonly id: string })[],
    as: 'priority' | 'preference',
  ): Promise<void> {
    const { nominations } = context.tables;
    for (const [index, row] of rows.entries()) {
      if (row.place === index + 1) continue;
      const set = as === 'priority' ? { priority: index + 1 } : { preference: index + 1 };
      await context.db.update(nominations).set(set).where(eq(nominations.id, row.id));
    }
  }

  return {
    async edit(id, changes, whileIn) {
      const asked = changed(changes, editableFields);
      const row = await update(id, whileIn, asked);
      if (row !== undefined)
        context.audit('nomination.edit', id, { changed: Object.keys(asked).sort().join(' ') });
      return row;
    },

    async assent(id, what, from, to) {
      if (from.length === 0 || (await visible(id)) === undefined) return undefined;
      const { nominations } = context.tables;
      const said = nominations[what];
      const known = from.filter((one) => one !== null);
      const [row] = await context.db
        .update(nominations)
        .set(what === 'consent' ? { consent: to } : { release: to })
        .where(
          and(
            eq(nominations.id, id),
            inArray(nominations.state, [...assentStates]),
            or(
              known.length > 0 ? inArray(said, known) : undefined,
              from.includes(null) ? isNull(said) : undefined,
            ),
          ),
        )
        .returning();
      if (row !== undefined) context.audit('nomination.assent', id, { course: row.course, what, to });
      return row;
    },

    async sendBack(id, note) {
      const row = await update(id, returnableStates, { state: 'returned', hubNote: note });
      if (row === undefined) return undefined;
      await noteAnswered(context, row.course);
      context.audit('nomination.send-back', id, {
        course: row.course,
        note: createHash('sha256').update(note).digest('hex'),
      });
      return row;
    },

    async sendAgain(id) {
      const again = { state: 'submitted', sentAt: context.now, hubNote: null } as const;
      const row = await update(id, ['returned'], again);
      if (row === undefined) return undefined;
      await noteWaiting(context, row.course, row.createdAt);
      context.audit('nomination.send-again', id, { course: row.course });
      return row;
    },

    async reorder(id, where) {
      const row = await visible(id);
      if (row === undefined) return false;
      // Whoever else puts this course's nominees in order waits here, so that both moves count.
      await holdCourse(context.connection).execute({ course: row.course });
      const { nominations } = context.tables;
      const theirs = await context.db
        .select()
        .from(nominations)
        .where(
          and(
            eq(nominations.course, row.course),
            eq(nominations.organisation, row.organisation),
            inArray(nominations.state, openStates),
          ),
        )
        .orderBy(asc(nominations.id));
      if (theirs.every((one) => one.id !== id)) return false;
      await place(movedOne(theirs.map(placedBySender), id, where), 'priority');
      context.audit('nomination.order', id, { course: row.course, organisation: row.organisation, where });
      return true;
    },

    async prefer(id, where) {
      const row = await visible(id);
      if (row === undefined) return false;
      await holdNominee(context.connection).execute({ nominee: row.nominee });
      const { nominations } = context.tables;
      const theirs = await context.db
        .select()
        .from(nominations)
        .where(and(eq(nominations.nominee, row.nominee), inArray(nominations.state, openStates)))
        .orderBy(asc(nominations.id));
      if (theirs.every((one) => one.id !== id)) return false;
      await place(movedOne(theirs.map(placedByNominee), id, where), 'preference');
      context.audit('nomination.prefer', id, { course: row.course, where });
      return true;
    },

    async awaiting(what, of, most) {
      const query = what === 'consent' ? awaitingConsent : awaitingRelease;
      return seen(await query(context.connection, openStates).execute({ of, limit: most }));
    },

    async unanswered(among) {
      if (!('courses' in among))
        return seen(await nominationsAskedSince(context.connection, openStates).execute(among));
      if (among.courses.length === 0) return [];
      const places = placesFor(among.courses);
      const query = nominationsAskedFor(context.connection, places, openStates);
      return seen(await query.execute(idsIn(among.courses, places)));
    },
  };
}

/** Those that were handed in before a deadline that was put off are late no longer. */
export async function comeInTime(context: RecordContext, course: string, deadline: number): Promise<void> {
  const { nominations } = context.tables;
  const rows = await context.db
    .update(nominations)
    .set({ isLate: false })
    .where(
      and(eq(nominations.course, course), eq(nominations.isLate, true), lt(nominations.sentAt, deadline)),
    )
    .returning({ id: nominations.id });
  if (rows.length > 0) context.audit('nomination.in-time', course, { nominations: rows.length });
}
