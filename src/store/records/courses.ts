// Courses: read only through a viewer; what the viewer may not see is absent.
import { and, asc, eq, inArray, lte, or, type SQL, sql } from 'drizzle-orm';
import type { CourseProposal, CourseState, Subject } from '#exchange/course.ts';
import type { WithholdReason } from '#exchange/disclosure.ts';
import { changed } from './changes.ts';
import type { RecordContext } from './context.ts';
import { type CourseRow, collectVisible, seesCourse, visibleCourse, visibleCourses } from './eyes.ts';
import { beginsFirst, holds, nameKey, typedKey } from './search.ts';

export interface Course extends CourseProposal {
  readonly id: string;
  readonly subject: Subject;
  readonly state: CourseState;
  /** Why it was moved last (held, declined, cancelled), as written; undefined when no reason was given. */
  readonly reason: string | undefined;
  /** Seats given so far; only nominations change it, by `grantSeat` and by a move that gives a seat back. */
  readonly granted: number;
  readonly proposedBy: string;
  /** The proposing organisation. */
  readonly organisation: string;
  readonly withheld: readonly WithholdReason[];
  readonly createdAt: number;
  readonly publishedAt: number | undefined;
  /** Raised by one with every change that a calendar must learn of (iCalendar's SEQUENCE). */
  readonly sequence: number;
}

export interface CourseRecords {
  propose(
    proposal: CourseProposal & { readonly proposedBy: string; readonly organisation: string },
  ): Promise<Course>;
  byId(id: string): Promise<Course | undefined>;
  /** Ordered by first day, then title. */
  list(filter: {
    states?: readonly CourseState[];
    organisation?: string;
    proposedBy?: string;
    most?: number;
  }): Promise<readonly Course[]>;
  /** Best first: title or id that begins with, then holds, what was typed. */
  search(
    typed: string,
    filter: { states?: readonly CourseState[]; most: number },
  ): Promise<readonly Course[]>;
  /** Changes what was proposed; undefined when it is in none of the states given any more, or has granted more seats. */
  edit(
    id: string,
    changes: Partial<CourseProposal>,
    whileIn: readonly CourseState[],
  ): Promise<Course | undefined>;
  /** Moves on by a conditional update; undefined when it is in none of the states given any more. */
  move(
    id: string,
    from: readonly CourseState[],
    to: CourseState,
    reason?: string,
  ): Promise<Course | undefined>;
  /** Replaces the reasons for which it is withheld; none of them: it is not. */
  withhold(id: string, reasons: readonly WithholdReason[]): Promise<void>;
}

export function courseRecords(context: RecordContext): CourseRecords {
  return {
    async propose(proposal) {
      const { courses } = context.tables;
      const id = context.newId('crs');
      const [row] = await context.db
        .insert(courses)
        .values({
          ...proposal,
          id,
          titleKey: nameKey(proposal.title),
          granted: 0,
          state: 'draft',
          withheld: [],
          createdAt: context.now,
          sequence: 0,
        })
        .returning();
      if (row === undefined) throw new Error('The proposal was not kept.');
      context.audit('course.propose', id, { organisation: row.organisation, seats: row.seats });
      return courseFrom(row);
    },

    async byId(id) {
      const row = await visibleCourse(context, id);
      return row && courseFrom(row);
    },

    async list({ states, organisation, proposedBy, most }) {
      const { courses } = context.tables;
      const wanted = and(
        states && inArray(courses.state, [...states]),
        organisation === undefined ? undefined : eq(courses.organisation, organisation),
        proposedBy === undefined ? undefined : eq(courses.proposedBy, proposedBy),
      );
      const query = () =>
        context.db
          .select()
          .from(courses)
          .where(wanted)
          .orderBy(asc(courses.startsOn), asc(courses.titleKey), asc(courses.id));
      const rows =
        most === undefined
          ? await visibleCourses(context, await query())
          : await collectVisible(context, most, (limit, offset) => query().limit(limit).offset(offset));
      return rows.map(courseFrom);
    },

    async search(typed, { states, most }) {
      const { courses } = context.tables;
      const key = typedKey(typed);
      const wanted = and(
        states && inArray(courses.state, [...states]),
        or(holds(courses.titleKey, key), holds(courses.id, key)),
      );
      const rank: SQL = sql`${beginsFirst(courses.titleKey, key)} * ${beginsFirst(courses.id, key)}`;
      const rows = await collectVisible(context, most, (limit, offset) =>
        context.db
          .select()
          .from(courses)
          .where(wanted)
          .orderBy(rank, asc(courses.titleKey), asc(courses.startsOn), asc(courses.id))
          .limit(limit)
          .offset(offset),
      );
      return rows.map(courseFrom);
    },

    async edit(id, changes, whileIn) {
      const { courses } = context.tables;
      if (!(await seesCourse(context, id))) return undefined;
      const asked = changed(changes, proposalColumns);
      const named = changes.title === undefined ? {} : { titleKey: nameKey(changes.title) };
      const [row] = await context.db
        .update(courses)
        .set({ ...asked, ...named, sequence: sql`${courses.sequence} + 1` })
        .where(
          and(
            eq(courses.id, id),
            inArray(courses.state, [...whileIn]),
            changes.seats === undefined ? undefined : lte(courses.granted, changes.seats),
          ),
        )
        .returning();
      if (row === undefined) return undefined;
      context.audit('course.edit', id, { changed: Object.keys(asked).sort().join(' '), state: row.state });
      return courseFrom(row);
    },

    async move(id, from, to, reason) {
      const { courses } = context.tables;
      if (!(await seesCourse(context, id))) return undefined;
      const [row] = await context.db
        .update(courses)
        .set({
          state: to,
          reason: reason ?? null,
          sequence: sql`${courses.sequence} + 1`,
          ...(to === 'call-open'
            ? { publishedAt: sql`coalesce(${courses.publishedAt}, ${context.now})` }
            : {}),
        })
        .where(and(eq(courses.id, id), inArray(courses.state, [...from])))
        .returning();
      if (row === undefined) return undefined;
      context.audit('course.move', id, { from: from.join(' '), to });
      return courseFrom(row);
    },

    async withhold(id, reasons) {
      const { courses } = context.tables;
      if (!(await seesCourse(context, id))) return;
      await context.db
        .update(courses)
        .set({ withheld: [...reasons] })
        .where(eq(courses.id, id));
      context.audit('course.withhold', id, { reasons: [...reasons].sort().join(' ') });
    },
  };
}

const proposalColumns = [
  'title',
  'subject',
  'startsOn',
  'endsOn',
  'zone',
  'place',
  'online',
  'language',
  'seats',
  'nominationDeadline',
  'aims',
] as const satisfies readonly (keyof CourseProposal)[];

function courseFrom(row: CourseRow): Course {
  const { titleKey: _, ...course } = row;
  return {
    ...course,
    place: row.place ?? undefined,
    reason: row.reason ?? undefined,
    publishedAt: row.publishedAt ?? undefined,
  };
}
