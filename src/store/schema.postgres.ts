// The tables as drizzle-kit and the PostgreSQL driver see them; drizzle-kit reads them one by one.
import { postgresColumns } from './columns.ts';
import { defineTables } from './tables.ts';

export const postgresTables = defineTables(postgresColumns);

export const {
  organisations,
  places,
  leftPlaces,
  channels,
  people,
  accounts,
  grants,
  deputies,
  codes,
  guesses,
  courses,
  clearances,
  nominations,
  attendance,
  feedbackRounds,
  feedbackParticipation,
  feedbackAnswers,
  briefs,
  assessments,
  risks,
  consultations,
  decisions,
  symposiumSeries,
  symposiumEditions,
  symposiumRegistrations,
  drafts,
  deliveries,
  circulars,
  intake,
  leases,
  posts,
  settings,
  jobSlots,
  claims,
  audit,
  auditHead,
} = postgresTables;
