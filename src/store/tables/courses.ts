// The tables of a course from proposal to its end: clearances, nominations, offers, attendance.
import { sql } from 'drizzle-orm';
import type { ClearanceDocument } from '#exchange/approval.ts';
import type { Presence } from '#exchange/attendance.ts';
import type { CourseState, Subject } from '#exchange/course.ts';
import type { WithholdReason } from '#exchange/disclosure.ts';
import type { Language } from '#exchange/languages.ts';
import { type Assent, type NominationState, seatHoldingStates } from '#exchange/nomination.ts';
import type { DeclineReason, OfferOrigin, OfferState } from '#exchange/offers.ts';
import type { Columns } from '../columns.ts';
import type { AttendanceMark } from '../records/nominations.ts';
import type { MemberTables } from './members.ts';

/**
 * In these states a course lies in the past: what is listed as lying ahead is found by an index that leaves them out,
 * which a database uses only where a query says the same words.
 */
export const statesBehind = [
  'delivered',
  'evaluating',
  'closed',
  'declined',
  'cancelled',
] as const satisfies readonly CourseState[];

/** True of a course that lies ahead or is running; to be said of one table alone. */
export const isAhead = sql.raw(`state not in (${statesBehind.map((state) => `'${state}'`).join(', ')})`);

/** True of a nomination whose nominee or managers have not answered; as above, to be said in these words. */
export const isAsked = sql.raw(`(consent = 'asked' or release = 'asked')`);
export const isToRelease = sql.raw(`release = 'asked'`);
/** True of a nomination that holds a seat, in the words of the index over those that do. */
export const isSeated = sql.raw(`state in (${seatHoldingStates.map((state) => `'${state}'`).join(', ')})`);

export type CourseTables = ReturnType<typeof courseTables>;

export function courseTables(columns: Columns, { organisations, people }: MemberTables) {
  const { table, text, oneOf, count, instant, yesNo, json, index, uniqueIndex, primaryKey } = columns;

  const courses = table(
    'courses',
    {
      id: text().primaryKey(),
      title: text().notNull(),
      titleKey: text('title_key').notNull(),
      subject: oneOf<Subject>().notNull(),
      startsOn: text('starts_on').notNull(),
      endsOn: text('ends_on').notNull(),
      zone: text().notNull(),
      country: text().notNull(),
      place: text(),
      online: yesNo().notNull(),
      language: oneOf<Language>().notNull(),
      seats: count().notNull(),
      granted: count().notNull(),
      nominationDeadline: instant('nomination_deadline').notNull(),
      aims: text().notNull(),
      state: oneOf<CourseState>().notNull(),
      reason: text(),
      proposedBy: text('proposed_by')
        .notNull()
        .references(() => people.id),
      organisation: text()
        .notNull()
        .references(() => organisations.id),
      withheld: json<readonly WithholdReason[]>().notNull(),
      createdAt: instant('created_at').notNull(),
      publishedAt: instant('published_at'),
      sequence: count().notNull(),
      // Since when somebody who was nominated waits for an answer; only nominations change it.
      waitingSince: instant('waiting_since'),
    },
    // One for each order in which a few courses are taken out of very many: none may be read to find those that count.
    (t) => [
      index('courses_by_start').on(t.startsOn, t.titleKey, t.id),
      index('courses_ahead').on(t.startsOn, t.titleKey, t.id).where(isAhead),
      index('courses_by_state').on(t.state, t.startsOn, t.titleKey, t.id),
      index('courses_by_end').on(t.state, t.endsOn),
      index('courses_by_deadline').on(t.state, t.nominationDeadline),
      index('courses_by_proposal').on(t.state, t.createdAt),
      index('courses_by_publication').on(t.state, t.publishedAt),
      index('courses_by_waiting').on(t.state, t.waitingSince),
      index('courses_by_title').on(t.titleKey, t.startsOn, t.id),
      index('courses_by_state_and_title').on(t.state, t.titleKey),
      index('courses_of_organisation').on(t.organisation, t.state, t.startsOn),
      index('courses_of_proposer').on(t.proposedBy, t.state, t.endsOn),
    ],
  );

  const course = () =>
    text()
      .notNull()
      .references(() => courses.id);
  const person = () =>
    text()
      .notNull()
      .references(() => people.id);

  const clearances = table(
    'clearances',
    {
      course: course(),
      document: oneOf<ClearanceDocument>().notNull(),
      reference: text().notNull(),
      decidedOn: text('decided_on').notNull(),
      validUntil: text('valid_until').notNull(),
      recordedBy: text('recorded_by').notNull(),
      recordedAt: instant('recorded_at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.course, t.document] })],
  );

  const nominations = table(
    'nominations',
    {
      id: text().primaryKey(),
      course: course(),
      nominee: person(),
      organisation: text()
        .notNull()
        .references(() => organisations.id),
      nominatedBy: text('nominated_by')
        .notNull()
        .references(() => people.id),
      rank: text().notNull(),
      unit: text().notNull(),
      yearsOfService: count('years_of_service').notNull(),
      reason: text().notNull(),
      state: oneOf<NominationState>().notNull(),
      createdAt: instant('created_at').notNull(),
      // The sender's: the place in the organisation's own order for this course, and whether it is a reserve of theirs.
      priority: count(),
      asReserve: yesNo('as_reserve').notNull().default(false),
      needsVisa: yesNo('needs_visa').notNull().default(false),
      // Which of several courses that run side by side the nominee wants most: 1 first.
      preference: count(),
      // The nominee's and the manager's; null while nobody has been asked.
      consent: oneOf<Assent>(),
      release: oneOf<Assent>(),
      // The hub's: what is to be corrected, and the place in the course's reserve.
      hubNote: text('hub_note'),
      reservePlace: count('reserve_place'),
      // Of several courses side by side the one in which the nominee is placed, where it is not this one.
      placedIn: text('placed_in'),
      // When it was last handed in, and whether that was after the call had closed.
      sentAt: instant('sent_at'),
      isLate: yesNo('is_late').notNull().default(false),
    },
    (t) => [
      // Who has withdrawn may be nominated again.
      uniqueIndex('nominations_once').on(t.course, t.nominee).where(sql`state <> 'withdrawn'`),
      index('nominations_of_course').on(t.course, t.createdAt),
      // The few that hold a seat, for the ledger: one look for each course of the window, however many were nominated.
      index('nominations_seated').on(t.course, t.organisation, t.state).where(isSeated),
      index('nominations_of_nominee').on(t.nominee, t.state),
      index('nominations_of_organisation').on(t.organisation, t.state, t.createdAt),
      index('nominations_asked').on(t.sentAt).where(isAsked),
      index('nominations_to_release').on(t.organisation, t.createdAt).where(isToRelease),
    ],
  );

  const offers = table(
    'offers',
    {
      id: text().primaryKey(),
      nomination: text()
        .notNull()
        .references(() => nominations.id),
      course: course(),
      origin: oneOf<OfferOrigin>().notNull(),
      state: oneOf<OfferState>().notNull(),
      offeredAt: instant('offered_at').notNull(),
      endsAt: instant('ends_at').notNull(),
      // Beyond this its end is never put off: nobody can join any more.
      closesAt: instant('closes_at').notNull(),
      // When its message had left; null while it has not.
      toldAt: instant('told_at'),
      // When something is to be done about it next: a reminder, a look at its message, its end.
      lookAt: instant('look_at').notNull(),
      extensions: count().notNull(),
      // Null where the house offered by itself.
      offeredBy: text('offered_by').references(() => people.id),
      // Why somebody was offered a seat before others, as a coordinator wrote it.
      reason: text(),
      endedAt: instant('ended_at'),
      declineReason: oneOf<DeclineReason>('decline_reason'),
    },
    (t) => [
      uniqueIndex('offers_open').on(t.nomination).where(sql`state = 'open'`),
      index('offers_due').on(t.lookAt, t.id).where(sql`state = 'open'`),
      index('offers_of_nomination').on(t.nomination),
      index('offers_of_course').on(t.course, t.offeredAt),
      index('offers_by').on(t.offeredBy),
    ],
  );

  const attendance = table(
    'attendance',
    {
      course: course(),
      person: person(),
      mark: oneOf<AttendanceMark>().notNull(),
      markedBy: text('marked_by').notNull(),
      markedAt: instant('marked_at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.course, t.person] })],
  );

  // Of each day for which somebody was marked; days for which nobody was, such as those without teaching, have no rows.
  const attendanceDays = table(
    'attendance_days',
    {
      course: course(),
      person: person(),
      day: text().notNull(),
      presence: oneOf<Presence>().notNull(),
      markedBy: text('marked_by').notNull(),
      markedAt: instant('marked_at').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.course, t.person, t.day] }),
      index('attendance_days_of_day').on(t.course, t.day),
      index('attendance_days_of_person').on(t.person),
    ],
  );

  return {
    courses,
    clearances,
    nominations,
    offers,
    attendance,
    attendanceDays,
  };
}
