// Courses: read only through a viewer; what the viewer may not see is absent.
import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import type { GatePass } from '#exchange/approval.ts';
import { isOfSubstance } from '#exchange/approved-content.ts';
import {
  type CourseProposal,
  type CourseState,
  courseStates,
  isGuarded,
  type Subject,
} from '#exchange/course.ts';
import type { WithholdReason } from '#exchange/disclosure.ts';
import { changed } from './changes.ts';
import type { RecordContext } from './context.ts';
import {
  allThereAre,
  coursesFound,
  coursesInState,
  coursesWaiting,
  listCourses,
  listForEyes,
  type Milestone,
  shapeOf,
} from './course-queries.ts';
import { isPassed, voidApproval } from './decisions.ts';
import {
  type CourseRow,
  collectVisible,
  courseById,
  reachedBy,
  reachOf,
  seesCourse,
  visibleByIds,
  visibleCourse,
} from './eyes.ts';
import { holdCourse } from './hold-course.ts';
import { comeInTime } from './nomination-tracks.ts';
import { lettersOf, nameKey, typedKey } from './search.ts';

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

export interface CourseFilter {
  readonly states?: readonly CourseState[];
  readonly organisation?: string;
  readonly proposedBy?: string;
  readonly subject?: Subject;
  /** Where it takes place. */
  readonly country?: string;
  /** First and last days as ISO dates, these included. */
  readonly startsFrom?: string;
  readonly startsUntil?: string;
  readonly endsFrom?: string;
  /** Proposed by this person, by this organisation, or with a nomination of theirs that stands. */
  readonly concerning?: { readonly person: string; readonly organisation?: string };
}

export interface CourseRecords {
  propose(
    proposal: CourseProposal & { readonly proposedBy: string; readonly organisation: string },
  ): Promise<Course>;
  byId(id: string): Promise<Course | undefined>;
  /** Those of them that the viewer may see, by title. */
  byIds(ids: readonly string[]): Promise<readonly Course[]>;
  /** Ordered by first day, then title; `skip` are passed over. */
  list(filter: CourseFilter & { most?: number; skip?: number }): Promise<readonly Course[]>;
  /** How long that list is; counts no further than `most`. */
  count(filter: CourseFilter, most: number): Promise<number>;
  /**
   * Those in one state by one of their milestones, earliest first, from and until it (both included): what has never
   * been published is not among those by publication. `without` leaves out those for which that organisation has
   * nominated somebody.
   */
  inState(
    state: CourseState,
    by: Milestone,
    narrow: {
      from?: string | number;
      until?: string | number;
      proposedBy?: string;
      without?: string;
      most?: number;
    },
  ): Promise<readonly Course[]>;
  /** Those in one state where a nomination waits for an answer, the longest first, and since when (epoch ms). */
  waiting(
    state: CourseState,
    most: number,
  ): Promise<readonly { readonly course: Course; readonly since: number }[]>;
  /** Best first: the title begins with, then the id begins with, then the title holds what was typed. */
  search(
    typed: string,
    filter: { states?: readonly CourseState[]; most: number },
  ): Promise<readonly Course[]>;
  /**
   * Changes what was proposed; undefined when it is in none of the states given any more, or has granted more seats. A change
   * of substance ends the approval: what was approved waits for another, what was published is put on hold.
   */
  edit(
    id: string,
    changes: Partial<CourseProposal>,
    whileIn: readonly CourseState[],
  ): Promise<Course | undefined>;
  /**
   * Moves on by a conditional update; undefined when it is in none of the states given any more, or the approval that the pass
   * was given for stands no longer. A step that the gate guards (`isGuarded`) is thrown out as a mistake without a pass.
   */
  move(
    id: string,
    from: readonly CourseState[],
    to: CourseState,
    reason?: string,
    pass?: GatePass,
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

    async byIds(ids) {
      if (ids.length === 0) return [];
      return (await visibleByIds(context, ids)).map(courseFrom);
    },

    async list({ most, skip = 0, ...filter }) {
      const { shape, values } = asked(context, filter);
      const query = listCourses(context.connection, ...shape);
      const rows = await collectVisible(
        context,
        most ?? allThereAre,
        (limit, offset) => query.execute({ ...values, limit, offset }),
        skip,
      );
      return rows.map(courseFrom);
    },

    async count(filter, most) {
      const { shape, values } = asked(context, filter);
      const query = listForEyes(context.connection, ...shape);
      const seen = await collectVisible(context, most, (limit, offset) =>
        query.execute({ ...values, limit, offset }),
      );
      return seen.length;
    },

    async inState(state, by, { from, until, proposedBy, without, most }) {
      const filters = [
        from !== undefined,
        until !== undefined,
        proposedBy !== undefined,
        without !== undefined,
      ] as const;
      const query = coursesInState(context.connection, by, filters);
      const rows = await collectVisible(context, most ?? allThereAre, (limit, offset) =>
        query.execute({ state, from, until, proposedBy, without, limit, offset }),
      );
      return rows.map(courseFrom);
    },

    async waiting(state, most) {
      const rows = await collectVisible(context, most, (limit, offset) =>
        coursesWaiting(context.connection).execute({ state, limit, offset }),
      );
      return rows.map((row) => ({ course: courseFrom(row), since: row.waitingSince ?? row.createdAt }));
    },

    async search(typed, { states, most }) {
      const key = typedKey(typed);
      const letters = lettersOf(key);
      const found = async (where: 'begins' | 'holds' | 'id', wanted: number) => {
        if (wanted <= 0) return [];
        const some: CourseRow[] = [];
        for (const among of searchedTogether(states)) {
          const query = coursesFound(context.connection, where, among);
          some.push(
            ...(await collectVisible(context, wanted, (limit, offset) =>
              query.execute({ ...letters, limit, offset }),
            )),
          );
        }
        return some.sort(byTitle).slice(0, wanted);
      };
      const rows = await found('begins', most);
      if (key.length >= shortestId) rows.push(...(await found('id', most - rows.length)));
      const known = new Set(rows.map((row) => row.id));
      const holding = await found('holds', most - rows.length);
      return [...rows, ...holding.filter((row) => !known.has(row.id))].map(courseFrom);
    },

    async edit(id, changes, whileIn) {
      const { courses } = context.tables;
      const before = await visibleCourse(context, id);
      if (before === undefined) return undefined;
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
      if (changes.nominationDeadline !== undefined) await comeInTime(context, id, changes.nominationDeadline);
      if (!isOfSubstance(before, row)) return courseFrom(row);
      await voidApproval(context, id, 'changed');
      const [after = row] = await courseById(context.connection).execute({ id });
      return courseFrom(after);
    },

    async move(id, from, to, reason, pass) {
      const { courses } = context.tables;
      if (isGuarded(from, to) && pass?.course !== id)
        throw new Error(`A course moves to ${to} only with a pass of the gate.`);
      if (!(await seesCourse(context, id))) return undefined;
      if (pass !== undefined) await holdCourse(context.connection).execute({ course: id });
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
        .where(
          and(
            eq(courses.id, id),
            inArray(courses.state, [...from]),
            pass === undefined ? undefined : isPassed(context, pass),
          ),
        )
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

/** Fewer letters than this begin no id that anybody means. */
const shortestId = 4;

/**
 * A few states are looked through one after the other, each in the order of its titles; with more of them, or with those
 * in which most courses are, the titles of all courses are.
 */
function searchedTogether(
  states: readonly CourseState[] | undefined,
): readonly (readonly CourseState[] | undefined)[] {
  if (states === undefined || states.length === courseStates.length) return [undefined];
  return states.length <= 6 ? states.map((state) => [state]) : [states];
}

function byTitle(one: CourseRow, other: CourseRow): number {
  return (
    compare(one.titleKey, other.titleKey) ||
    compare(one.startsOn, other.startsOn) ||
    compare(one.id, other.id)
  );
}

/** As both databases do, by bytes: JavaScript's own order is another one beyond the letters of most alphabets. */
function compare(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function asked(context: RecordContext, filter: CourseFilter) {
  const { states, organisation, proposedBy, subject, country } = filter;
  const { startsFrom, startsUntil, endsFrom, concerning } = filter;
  const shape = shapeOf({
    states,
    organisation: organisation !== undefined,
    proposedBy: proposedBy !== undefined,
    subject: subject !== undefined,
    country: country !== undefined,
    startsFrom: startsFrom !== undefined,
    startsUntil: startsUntil !== undefined,
    endsFrom: endsFrom !== undefined,
    concerning: concerning !== undefined,
    reach: reachOf(context.viewer),
  });
  const values = {
    ...filter,
    ...reachedBy(context.viewer),
    person: concerning?.person,
    // Nobody's organisation is called that.
    personIn: concerning?.organisation ?? '',
  };
  return { shape, values };
}

const proposalColumns = [
  'title',
  'subject',
  'startsOn',
  'endsOn',
  'zone',
  'country',
  'place',
  'online',
  'language',
  'seats',
  'nominationDeadline',
  'aims',
] as const satisfies readonly (keyof CourseProposal)[];

export function courseFrom(row: CourseRow): Course {
  const { titleKey: _, waitingSince: __, ...course } = row;
  return {
    ...course,
    place: row.place ?? undefined,
    reason: row.reason ?? undefined,
    publishedAt: row.publishedAt ?? undefined,
  };
}
