// Attendance by day: who was there on which day of a course; personal, as nominations are.
import { and, asc, count, eq, ne, sql } from 'drizzle-orm';
import { noPresence, type Presence, type PresenceCount } from '#exchange/attendance.ts';
import { maySeeNomination } from '#exchange/disclosure.ts';
import type { RecordContext } from './context.ts';
import { seesCourse } from './eyes.ts';

/** One person on one day (ISO, local to the course). */
export interface PresenceMark {
  readonly person: string;
  readonly day: string;
  readonly presence: Presence;
}

export interface AttendanceDayTally {
  /** The days for which anybody is marked, in order. */
  readonly days: readonly string[];
  /** By person, of those whom the viewer may see. */
  readonly people: ReadonlyMap<string, PresenceCount>;
}

export interface AttendanceDayRecords {
  /** Keeps each mark in the place of what stood for this person and day; the last of several for the same counts. */
  mark(course: string, marks: readonly PresenceMark[], by: string): Promise<void>;
  /** Marks those of these people who are not marked for the day yet, and says how many that were. */
  fill(
    course: string,
    day: string,
    people: readonly string[],
    presence: Presence,
    by: string,
  ): Promise<number>;
  /** Of one day, or of all days. */
  of(course: string, day?: string): Promise<readonly PresenceMark[]>;
  tally(course: string): Promise<AttendanceDayTally>;
  /** Takes back a mark for the whole course that was set by hand, so that the days speak; false where there is none. */
  letDaysSpeak(course: string, person: string, by: string): Promise<boolean>;
}

/** PostgreSQL takes 65,535 values in one statement, SQLite half of that. */
const keptAtOnce = 1_000;

export function attendanceDayRecords(context: RecordContext): AttendanceDayRecords {
  return {
    async mark(course, marks, by) {
      const { attendanceDays } = context.tables;
      const last = [...new Map(marks.map((one) => [`${one.person} ${one.day}`, one])).values()];
      for (let at = 0; at < last.length; at += keptAtOnce)
        await context.db
          .insert(attendanceDays)
          .values(last.slice(at, at + keptAtOnce).map((one) => rowOf(context, course, one, by)))
          .onConflictDoUpdate({
            target: [attendanceDays.course, attendanceDays.person, attendanceDays.day],
            set: {
              presence: sql`excluded.presence`,
              markedBy: sql`excluded.marked_by`,
              markedAt: sql`excluded.marked_at`,
            },
          });
      noteMarks(context, course, last, by);
    },

    async fill(course, day, people, presence, by) {
      const { attendanceDays } = context.tables;
      const wanted = [...new Set(people)];
      const marked: PresenceMark[] = [];
      for (let at = 0; at < wanted.length; at += keptAtOnce)
        marked.push(
          ...(await context.db
            .insert(attendanceDays)
            .values(
              wanted
                .slice(at, at + keptAtOnce)
                .map((person) => rowOf(context, course, { person, day, presence }, by)),
            )
            .onConflictDoNothing()
            .returning()),
        );
      noteMarks(context, course, marked, by);
      return marked.length;
    },

    async of(course, day) {
      const { attendanceDays, courses, nominations } = context.tables;
      const rows = await context.db
        .select({
          person: attendanceDays.person,
          day: attendanceDays.day,
          presence: attendanceDays.presence,
          organisation: nominations.organisation,
          state: nominations.state,
          organiser: courses.organisation,
        })
        .from(attendanceDays)
        .innerJoin(courses, eq(courses.id, attendanceDays.course))
        .leftJoin(nominations, standingNomination(context))
        .where(
          and(eq(attendanceDays.course, course), day === undefined ? undefined : eq(attendanceDays.day, day)),
        )
        .orderBy(asc(attendanceDays.day), asc(attendanceDays.person));
      return rows
        .filter((row) => isSeen(context, course, row))
        .map(({ person, day: on, presence }) => ({ person, day: on, presence }));
    },

    async tally(course) {
      const { attendanceDays, courses, nominations } = context.tables;
      const rows = await context.db
        .select({
          person: attendanceDays.person,
          presence: attendanceDays.presence,
          organisation: nominations.organisation,
          state: nominations.state,
          organiser: courses.organisation,
          number: count(),
        })
        .from(attendanceDays)
        .innerJoin(courses, eq(courses.id, attendanceDays.course))
        .leftJoin(nominations, standingNomination(context))
        .where(eq(attendanceDays.course, course))
        .groupBy(
          attendanceDays.person,
          attendanceDays.presence,
          nominations.organisation,
          nominations.state,
          courses.organisation,
        )
        .orderBy(asc(attendanceDays.person), asc(attendanceDays.presence));
      const people = new Map<string, PresenceCount>();
      for (const row of rows.filter((one) => isSeen(context, course, one)))
        people.set(row.person, { ...(people.get(row.person) ?? noPresence), [row.presence]: row.number });
      return { days: (await seesCourse(context, course)) ? await daysOf(context, course) : [], people };
    },

    async letDaysSpeak(course, person, by) {
      const { attendance } = context.tables;
      const taken = await context.db
        .delete(attendance)
        .where(and(eq(attendance.course, course), eq(attendance.person, person)))
        .returning({ person: attendance.person });
      if (taken.length > 0) context.audit('course.attendanceByDays', course, { person, by });
      return taken.length > 0;
    },
  };
}

function rowOf(context: RecordContext, course: string, mark: PresenceMark, by: string) {
  const { person, day, presence } = mark;
  return { course, person, day, presence, markedBy: by, markedAt: context.now };
}

async function daysOf({ db, tables: { attendanceDays } }: RecordContext, course: string) {
  const rows = await db
    .selectDistinct({ day: attendanceDays.day })
    .from(attendanceDays)
    .where(eq(attendanceDays.course, course))
    .orderBy(asc(attendanceDays.day));
  return rows.map(({ day }) => day);
}

/** Whoever was withdrawn and nominated again has one nomination that stands. */
function standingNomination({ tables: { attendanceDays, nominations } }: RecordContext) {
  return and(
    eq(nominations.course, attendanceDays.course),
    eq(nominations.nominee, attendanceDays.person),
    ne(nominations.state, 'withdrawn'),
  );
}

function isSeen(
  context: RecordContext,
  course: string,
  row: {
    person: string;
    organisation: string | null;
    state: Parameters<typeof maySeeNomination>[1]['state'] | null;
    organiser: string;
  },
): boolean {
  return maySeeNomination(context.viewer, {
    nominee: row.person,
    organisation: row.organisation ?? '',
    state: row.state ?? 'withdrawn',
    organiser: row.organiser,
    course,
  });
}

/** An entry for each person, with what they were marked as on which day. */
function noteMarks(context: RecordContext, course: string, marks: readonly PresenceMark[], by: string): void {
  for (const [person, own] of Map.groupBy(marks, (one) => one.person))
    context.audit('course.presence', course, {
      person,
      by,
      marks: own.map(({ day, presence }) => `${day} ${presence}`).join(', '),
    });
}
