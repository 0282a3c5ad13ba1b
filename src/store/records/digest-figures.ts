// The figures that digests tell: counts over courses of a time, never over people or answers one by one.
import {
  and,
  asc,
  count,
  countDistinct,
  eq,
  gte,
  inArray,
  lt,
  lte,
  min,
  ne,
  notExists,
  sql,
} from 'drizzle-orm';
import type { Verdict } from '#exchange/approval.ts';
import { mayReportAssistance, maySeeFairness, maySeeStanding } from '#exchange/disclosure.ts';
import type { Participation } from '#exchange/publication.ts';
import type { QuestionSet } from '#exchange/questionnaire.ts';
import { deliveredStates } from './assistance.ts';
import type { RecordContext } from './context.ts';
import { visibleByIds } from './eyes.ts';
import type { AttendanceMark } from './nominations.ts';

/** Days of a course as ISO dates, both included. */
export interface Days {
  readonly from: string;
  readonly until: string;
}

/** Instants in epoch milliseconds, `until` excluded. */
export interface Time {
  readonly from: number;
  readonly until: number;
}

interface OwnAttendance {
  readonly course: string;
  readonly marks: Readonly<Partial<Record<AttendanceMark, number>>>;
}

/** A round that has closed, and how many of whose people answered. */
export interface ClosedRound {
  readonly round: string;
  readonly course: string | null;
  readonly edition: string | null;
  readonly set: QuestionSet;
  /** Epoch milliseconds. */
  readonly closesAt: number;
  /** By organisation; empty for people of none. */
  readonly responses: ReadonlyMap<string, Participation>;
}

interface Activity {
  readonly proposed: number;
  readonly published: number;
  /** Courses that ended, and how many came to them, from how many organisations. */
  readonly held: number;
  readonly people: number;
  readonly organisations: number;
}

interface Overseen {
  /** Courses that wait for a decision, and since when the first of them does (epoch ms). */
  readonly waiting: number;
  readonly waitingSince: number | undefined;
  readonly decided: Readonly<Partial<Record<Verdict, number>>>;
  readonly waived: number;
  /** Seats that went another way than was planned. */
  readonly departures: number;
  /** Courses that began without a decision that they may. */
  readonly ungated: number;
  readonly withheld: number;
}

export interface DigestFigures {
  /** Of an organisation's own people, by course that ended in these days; for whoever hears how it stands. */
  attended(organisation: string, days: Days): Promise<readonly OwnAttendance[]>;
  /** Rounds that closed in this time, of courses that the viewer sees and of events, by when they did. */
  closed(time: Time): Promise<readonly ClosedRound[]>;
  /** Undefined for whoever does not see the whole exchange, as are the next. */
  activity(time: Time, days: Days): Promise<Activity | undefined>;
  overseen(time: Time, days: Days): Promise<Overseen | undefined>;
}

const undecided = ['proposed', 'gated'] as const;
const begun = ['running', ...deliveredStates] as const;

export function digestFigures(context: RecordContext): DigestFigures {
  return {
    attended: (organisation, days) => attendedOf(context, organisation, days),
    closed: (time) => closedIn(context, time),
    activity: (time, days) => activityIn(context, time, days),
    overseen: (time, days) => overseenIn(context, time, days),
  };
}

async function attendedOf(
  context: RecordContext,
  organisation: string,
  { from, until }: Days,
): Promise<readonly OwnAttendance[]> {
  if (!maySeeStanding(context.viewer, organisation)) return [];
  const { courses, nominations, attendance } = context.tables;
  const rows = await context.db
    .select({ course: courses.id, mark: attendance.mark, number: count() })
    .from(courses)
    .innerJoin(attendance, eq(attendance.course, courses.id))
    .innerJoin(
      nominations,
      and(
        eq(nominations.course, courses.id),
        eq(nominations.nominee, attendance.person),
        ne(nominations.state, 'withdrawn'),
      ),
    )
    .where(
      and(
        inArray(courses.state, [...deliveredStates]),
        gte(courses.endsOn, from),
        lte(courses.endsOn, until),
        eq(nominations.organisation, organisation),
      ),
    )
    .groupBy(courses.id, attendance.mark);
  const seen = await visibleByIds(
    context,
    rows.map(({ course }) => course),
  );
  return seen.map(({ id }) => ({
    course: id,
    marks: Object.fromEntries(
      rows.filter(({ course }) => course === id).map(({ mark, number }) => [mark, number]),
    ),
  }));
}

async function closedIn(context: RecordContext, { from, until }: Time): Promise<readonly ClosedRound[]> {
  if (context.viewer.kind === 'stranger') return [];
  const { feedbackRounds, feedbackResponses } = context.tables;
  const isIn = and(
    eq(feedbackRounds.state, 'closed'),
    gte(feedbackRounds.closesAt, from),
    lt(feedbackRounds.closesAt, until),
  );
  const rows = await context.db
    .select()
    .from(feedbackRounds)
    .where(isIn)
    .orderBy(asc(feedbackRounds.closesAt), asc(feedbackRounds.id));
  const counts = await context.db
    .select({ counted: feedbackResponses })
    .from(feedbackResponses)
    .innerJoin(feedbackRounds, eq(feedbackRounds.id, feedbackResponses.round))
    .where(isIn);
  const courses = await visibleByIds(
    context,
    rows.flatMap(({ course }) => course ?? []),
  );
  const seen = new Set(courses.map(({ id }) => id));
  const byRound = Map.groupBy(counts, ({ counted }) => counted.round);
  return rows
    .filter(({ course }) => course === null || seen.has(course))
    .map(({ id, course, edition, set, closesAt }) => ({
      round: id,
      course,
      edition,
      set,
      closesAt,
      responses: new Map(
        (byRound.get(id) ?? []).map(({ counted: { organisation, invited, answered } }) => [
          organisation,
          { invited, answered },
        ]),
      ),
    }));
}

async function activityIn(context: RecordContext, time: Time, days: Days): Promise<Activity | undefined> {
  if (!maySeeFairness(context.viewer)) return undefined;
  const { db, tables } = context;
  const { courses, attendance, nominations } = tables;
  const [proposed] = await db
    .select({ number: count() })
    .from(courses)
    .where(
      and(ne(courses.state, 'draft'), gte(courses.createdAt, time.from), lt(courses.createdAt, time.until)),
    );
  const [published] = await db
    .select({ number: count() })
    .from(courses)
    .where(and(gte(courses.publishedAt, time.from), lt(courses.publishedAt, time.until)));
  const isHeld = and(
    inArray(courses.state, [...deliveredStates]),
    gte(courses.endsOn, days.from),
    lte(courses.endsOn, days.until),
  );
  const [held] = await db.select({ number: count() }).from(courses).where(isHeld);
  const [came] = await db
    .select({
      people: countDistinct(attendance.person),
      organisations: countDistinct(nominations.organisation),
    })
    .from(courses)
    .innerJoin(attendance, and(eq(attendance.course, courses.id), ne(attendance.mark, 'no-show')))
    .leftJoin(
      nominations,
      and(
        eq(nominations.course, courses.id),
        eq(nominations.nominee, attendance.person),
        ne(nominations.state, 'withdrawn'),
      ),
    )
    .where(isHeld);
  return {
    proposed: proposed?.number ?? 0,
    published: published?.number ?? 0,
    held: held?.number ?? 0,
    people: came?.people ?? 0,
    organisations: came?.organisations ?? 0,
  };
}

async function overseenIn(context: RecordContext, time: Time, days: Days): Promise<Overseen | undefined> {
  if (!mayReportAssistance(context.viewer)) return undefined;
  const { db, tables } = context;
  const { courses, decisions, waivers, seatDepartures } = tables;
  const [waiting] = await db
    .select({ number: count(), since: min(courses.createdAt) })
    .from(courses)
    .where(inArray(courses.state, [...undecided]));
  const decided = await db
    .select({ verdict: decisions.verdict, number: count() })
    .from(decisions)
    .where(and(gte(decisions.decidedAt, time.from), lt(decisions.decidedAt, time.until)))
    .groupBy(decisions.verdict);
  const [waived] = await db
    .select({ number: count() })
    .from(waivers)
    .where(and(gte(waivers.signedAt, time.from), lt(waivers.signedAt, time.until)));
  const [departed] = await db
    .select({ number: count() })
    .from(seatDepartures)
    .where(and(gte(seatDepartures.at, time.from), lt(seatDepartures.at, time.until)));
  const proceeding = db
    .select({ id: decisions.id })
    .from(decisions)
    .where(and(eq(decisions.course, courses.id), eq(decisions.verdict, 'proceed')));
  const [ungated] = await db
    .select({ number: count() })
    .from(courses)
    .where(
      and(
        inArray(courses.state, [...begun]),
        gte(courses.startsOn, days.from),
        lte(courses.startsOn, days.until),
        notExists(proceeding),
      ),
    );
  const [withheld] = await db
    .select({ number: count() })
    .from(courses)
    .where(and(ne(courses.state, 'draft'), sql`cast(${courses.withheld} as text) <> '[]'`));
  return {
    waiting: waiting?.number ?? 0,
    waitingSince: waiting?.since ?? undefined,
    decided: Object.fromEntries(decided.map(({ verdict, number }) => [verdict, number])),
    waived: waived?.number ?? 0,
    departures: departed?.number ?? 0,
    ungated: ungated?.number ?? 0,
    withheld: withheld?.number ?? 0,
  };
}
