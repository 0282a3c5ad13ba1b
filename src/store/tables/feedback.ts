// The tables of feedback: what is asked of whom until when, what was answered apart from who answered, and what it came to.
import type { Item, QuestionSet, Tallies } from '#exchange/questionnaire.ts';
import type { Gain, Told } from '#exchange/release.ts';
import type { Columns } from '../columns.ts';
import type { FeedbackAnswers, FeedbackRound } from '../records/feedback.ts';
import type { CourseTables } from './courses.ts';
import type { MemberTables } from './members.ts';
import type { SymposiumTables } from './symposia.ts';

export type FeedbackTables = ReturnType<typeof feedbackTables>;

export function feedbackTables(
  columns: Columns,
  { people }: MemberTables,
  { courses }: CourseTables,
  { symposiumEditions }: SymposiumTables,
) {
  const { table, text, oneOf, count, instant, yesNo, json, index, uniqueIndex, primaryKey } = columns;

  // The versions that were designed for one course; what is asked of everybody stands in the rules.
  const questionnaires = table(
    'questionnaires',
    {
      id: text().primaryKey(),
      course: text()
        .notNull()
        .references(() => courses.id),
      set: oneOf<QuestionSet>().notNull(),
      version: count().notNull(),
      items: json<readonly Item[]>().notNull(),
      madeBy: text('made_by')
        .notNull()
        .references(() => people.id),
      madeAt: instant('made_at').notNull(),
    },
    (t) => [uniqueIndex('questionnaires_once').on(t.course, t.set, t.version)],
  );

  // One set of one course or one edition; the id says which (`roundIdOf`).
  const feedbackRounds = table(
    'feedback_rounds',
    {
      id: text().primaryKey(),
      course: text().references(() => courses.id),
      edition: text().references(() => symposiumEditions.id),
      set: oneOf<QuestionSet>().notNull(),
      questionnaire: text().notNull(),
      opensAt: instant('opens_at').notNull(),
      closesAt: instant('closes_at').notNull(),
      lateUntil: instant('late_until').notNull(),
      state: oneOf<FeedbackRound['state']>().notNull(),
    },
    (t) => [
      index('feedback_rounds_by_state').on(t.state, t.closesAt, t.id),
      index('feedback_rounds_of_course').on(t.course),
      index('feedback_rounds_of_edition').on(t.edition),
    ],
  );

  const round = () =>
    text()
      .notNull()
      .references(() => feedbackRounds.id);

  // Who was asked and whether they answered; no time, so that it cannot be laid beside an answer.
  const feedbackParticipation = table(
    'feedback_participation',
    {
      round: round(),
      person: text()
        .notNull()
        .references(() => people.id),
      answered: yesNo().notNull(),
    },
    (t) => [primaryKey({ columns: [t.round, t.person] }), index('feedback_participation_of').on(t.person)],
  );

  // What was answered, under a random key: on SQLite WITHOUT ROWID, so that rows lie in the order of their keys.
  const feedbackAnswers = table(
    'feedback_answers',
    {
      key: text().primaryKey(),
      round: round(),
      // With which others it was released; null while it waits.
      batch: count(),
      // The part of the round that it may be shown with; wiped at the release where it is not.
      cell: text(),
      // What pairs the answers of one person to two tests of a course, until the evaluation is over.
      link: text(),
      answers: json<FeedbackAnswers>().notNull(),
    },
    (t) => [index('feedback_answers_of_round').on(t.round)],
  );

  // What the released answers of a round come to: the one row that summaries, digests and exports read.
  const feedbackTallies = table('feedback_tallies', {
    round: text()
      .primaryKey()
      .references(() => feedbackRounds.id),
    batches: count().notNull(),
    released: count().notNull(),
    tallies: json<Tallies>().notNull(),
    // Null of a round that was counted before answers were released in parts.
    alike: json<Told['alike']>(),
    cells: json<Readonly<Record<string, Told>>>(),
    gain: json<Gain>(),
  });

  // Of a round that came as a file: nobody was asked here, so these numbers stand for the participation.
  const feedbackFiles = table('feedback_files', {
    round: text()
      .primaryKey()
      .references(() => feedbackRounds.id),
    attended: count().notNull(),
    answered: count().notNull(),
  });

  // What the links of two tests are made with, until the last round of the course has closed.
  const feedbackKeys = table('feedback_keys', {
    course: text()
      .primaryKey()
      .references(() => courses.id),
    secret: text().notNull(),
  });

  return {
    questionnaires,
    feedbackRounds,
    feedbackParticipation,
    feedbackAnswers,
    feedbackTallies,
    feedbackFiles,
    feedbackKeys,
  };
}
