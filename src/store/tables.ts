// Every table, once: made twice, over the column makers of each database.
import type { Columns } from './columns.ts';
import { actionTables } from './tables/actions.ts';
import { certificateTables } from './tables/certificates.ts';
import { courseRunTables } from './tables/course-runs.ts';
import { courseTables } from './tables/courses.ts';
import { digestTables } from './tables/digests.ts';
import { eligibilityTables } from './tables/eligibility.ts';
import { exchangeTables } from './tables/exchanges.ts';
import { feedbackTables } from './tables/feedback.ts';
import { followUpTables } from './tables/follow-ups.ts';
import { fundingTables } from './tables/funding.ts';
import { gateTables } from './tables/gate.ts';
import { houseTables } from './tables/house.ts';
import { installationTables } from './tables/installations.ts';
import { memberTables } from './tables/members.ts';
import { opinionTables } from './tables/opinions.ts';
import { reviewTables } from './tables/reviews.ts';
import { seatTables } from './tables/seats.ts';
import { symposiumTables } from './tables/symposia.ts';
import { themeTables } from './tables/themes.ts';

export type Tables = ReturnType<typeof defineTables>;

export function defineTables(columns: Columns) {
  const members = memberTables(columns);
  const courses = courseTables(columns, members);
  const symposia = symposiumTables(columns, members);
  const feedback = feedbackTables(columns, members, courses, symposia);
  return {
    ...members,
    ...courses,
    ...gateTables(columns, members, courses),
    ...seatTables(columns, members, courses),
    ...eligibilityTables(columns, members, courses),
    ...fundingTables(columns, courses),
    ...exchangeTables(columns, members),
    ...reviewTables(columns, members, courses),
    ...symposia,
    ...followUpTables(columns, members, courses),
    ...feedback,
    ...themeTables(columns, feedback),
    ...certificateTables(columns, members, courses),
    ...actionTables(columns, members, courses),
    ...courseRunTables(columns, courses),
    ...digestTables(columns, feedback),
    ...opinionTables(columns),
    ...houseTables(columns),
    ...installationTables(columns),
  };
}
