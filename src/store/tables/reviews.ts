// The tables of a selection by score: panels with their weights, reviewers, reviews, declared interests, outcomes, appeals.
import { sql } from 'drizzle-orm';
import type { AppealVerdict, OutcomeCode, OutcomeFacts } from '#exchange/outcomes.ts';
import type { Interest } from '#exchange/reviewing.ts';
import type { Flag, Ratings, ReviewState, Weights } from '#exchange/scoring.ts';
import type { Columns } from '../columns.ts';
import type { CourseTables } from './courses.ts';
import type { MemberTables } from './members.ts';

export function reviewTables(
  columns: Columns,
  { people }: MemberTables,
  { courses, nominations }: CourseTables,
) {
  const { table, text, oneOf, yesNo, instant, json, index, uniqueIndex, primaryKey } = columns;
  const ofCourse = () => text().references(() => courses.id);
  const person = (name: string) => text(name).references(() => people.id);

  // One for each course that is selected for by score.
  const panels = table('panels', {
    course: ofCourse().primaryKey(),
    weights: json<Weights>().notNull(),
    due: text().notNull(),
    convenedBy: text('convened_by').notNull(),
    convenedAt: instant('convened_at').notNull(),
    closedAt: instant('closed_at'),
  });

  const reviewers = table(
    'reviewers',
    {
      course: ofCourse().notNull(),
      person: person('person').notNull(),
      namedBy: text('named_by').notNull(),
      namedAt: instant('named_at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.course, t.person] }), index('reviewers_by_person').on(t.person)],
  );

  const reviews = table(
    'reviews',
    {
      id: text().primaryKey(),
      course: ofCourse().notNull(),
      nomination: text()
        .notNull()
        .references(() => nominations.id),
      reviewer: person('reviewer').notNull(),
      isThird: yesNo('is_third').notNull(),
      state: oneOf<ReviewState>().notNull(),
      ratings: json<Ratings>(),
      flag: oneOf<Flag>(),
      // For the coordinator alone.
      remark: text(),
      // Why it was abstained from.
      reason: text(),
      assignedAt: instant('assigned_at').notNull(),
      changedAt: instant('changed_at').notNull(),
    },
    (t) => [
      uniqueIndex('reviews_once').on(t.nomination, t.reviewer),
      index('reviews_of_course').on(t.course, t.id),
      index('reviews_of_reviewer').on(t.reviewer, t.course, t.id),
    ],
  );

  const declarations = table(
    'declarations',
    {
      declarant: person('declarant').notNull(),
      about: person('about').notNull(),
      interest: oneOf<Interest>().notNull(),
      declaredAt: instant('declared_at').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.declarant, t.about] }),
      index('declarations_about').on(t.about),
      index('declarations_by_time').on(t.declaredAt),
    ],
  );

  const outcomes = table(
    'outcomes',
    {
      nomination: text()
        .primaryKey()
        .references(() => nominations.id),
      course: ofCourse().notNull(),
      code: oneOf<OutcomeCode>().notNull(),
      facts: json<OutcomeFacts>().notNull(),
      confirmedBy: text('confirmed_by').notNull(),
      at: instant().notNull(),
    },
    (t) => [index('outcomes_of_course').on(t.course)],
  );

  const appeals = table(
    'appeals',
    {
      id: text().primaryKey(),
      nomination: text()
        .notNull()
        .references(() => nominations.id),
      askedBy: person('asked_by').notNull(),
      grounds: text().notNull(),
      askedAt: instant('asked_at').notNull(),
      // Whoever it went to; nobody any more when they were forgotten.
      heardBy: person('heard_by'),
      verdict: oneOf<AppealVerdict>(),
      answer: text(),
      answeredBy: text('answered_by'),
      answeredAt: instant('answered_at'),
    },
    (t) => [
      uniqueIndex('appeals_once').on(t.nomination),
      index('appeals_waiting').on(t.heardBy, t.askedAt).where(sql`verdict is null`),
    ],
  );

  return { panels, reviewers, reviews, declarations, outcomes, appeals };
}
