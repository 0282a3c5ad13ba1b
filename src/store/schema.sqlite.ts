// The tables as drizzle-kit and the SQLite driver see them; drizzle-kit reads them one by one.
import { sqliteColumns } from './columns.ts';
import { defineTables } from './tables.ts';

export const sqliteTables = defineTables(sqliteColumns);

export const {
  organisations,
  places,
  channels,
  people,
  accounts,
  grants,
  codes,
  courses,
  clearances,
  nominations,
  attendance,
  feedbackRounds,
  feedbackParticipation,
  feedbackAnswers,
  symposiumSeries,
  symposiumEditions,
  symposiumRegistrations,
  drafts,
  deliveries,
  circulars,
  installations,
  intake,
  leases,
  posts,
  settings,
  jobSlots,
  claims,
  audit,
  auditHead,
} = sqliteTables;
