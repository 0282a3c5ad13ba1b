// The tables of level 3: what people who attended say they will do, what came of it, and what their managers saw.
import type {
  Barrier,
  CommitmentReading,
  ObservedUse,
  Sighting,
  Stage,
  ToolUse,
} from '#exchange/follow-up.ts';
import type { Columns } from '../columns.ts';
import type { CourseTables } from './courses.ts';
import type { MemberTables } from './members.ts';

export function followUpTables(
  columns: Columns,
  { people }: MemberTables,
  { courses }: Pick<CourseTables, 'courses'>,
) {
  const { table, text, oneOf, count, instant, yesNo, json, index, uniqueIndex, primaryKey } = columns;

  const course = () =>
    text()
      .notNull()
      .references(() => courses.id);
  const person = () =>
    text()
      .notNull()
      .references(() => people.id);

  // Identified by design, and joined to no anonymous answer.
  const commitments = table(
    'commitments',
    {
      id: text().primaryKey(),
      course: course(),
      person: person(),
      // The first, second or third of theirs.
      place: count().notNull(),
      text: text().notNull(),
      // Whether the managers of their own organisation may see it: one answer for all of a course.
      shared: yesNo().notNull(),
      madeAt: instant('made_at').notNull(),
    },
    (t) => [
      uniqueIndex('commitments_once').on(t.course, t.person, t.place),
      index('commitments_of').on(t.person),
    ],
  );

  // What came of each, as whoever made it says.
  const commitmentReadings = table(
    'commitment_readings',
    {
      commitment: text()
        .notNull()
        .references(() => commitments.id),
      stage: oneOf<Stage>().notNull(),
      reading: oneOf<CommitmentReading>().notNull(),
    },
    (t) => [primaryKey({ columns: [t.commitment, t.stage] })],
  );

  // One answer for each stage: of the trainee on themselves, or of a manager on them.
  const followUps = table(
    'follow_ups',
    {
      course: course(),
      person: person(),
      stage: oneOf<Stage>().notNull(),
      answeredBy: text('answered_by').notNull(),
      answeredAt: instant('answered_at').notNull(),
      barrier: oneOf<Barrier>().notNull(),
      // The trainee's.
      tools: oneOf<ToolUse>(),
      // The manager's.
      seen: oneOf<Sighting>(),
      observed: json<ObservedUse>(),
      // Would tell a coordinator about it in twenty minutes, by name.
      volunteers: yesNo().notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.course, t.person, t.stage] }),
      index('follow_ups_of').on(t.person),
      index('follow_ups_by').on(t.answeredBy),
    ],
  );

  return { commitments, commitmentReadings, followUps };
}
