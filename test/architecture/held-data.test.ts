// Every table that can name a person is in the file that they can ask for, or on the list below with the reason.
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { describe, expect, test } from 'vitest';
import { sqliteTables } from '#store/schema.sqlite.ts';

/** What `erasures.held` reads, by the name of the table in code; its contract fills each with a row. */
const exported = [
  'people',
  'accounts',
  'grants',
  'deputies',
  'codes',
  'guesses',
  'drafts',
  'nominations',
  'offers',
  'attendance',
  'attendanceDays',
  'certificates',
  'profiles',
  'vettings',
  'waivers',
  'receivedDocuments',
  'proofs',
  'earlierCourses',
  'questionnaires',
  'feedbackParticipation',
  'improvementActions',
  'digestChoices',
  'commitments',
  'commitmentReadings',
  'followUps',
  'exchangeOffers',
  'symposiumRegistrations',
  'symposiumEditions',
  'deliveries',
  'posts',
  'circulars',
  'courses',
  'clearances',
  'briefs',
  'assessments',
  'risks',
  'consultations',
  'decisions',
  'panels',
  'reviewers',
  'reviews',
  'declarations',
  'outcomes',
  'appeals',
  'seatPlans',
  'seatDepartures',
  'installations',
  'audit',
];

const unexported: Readonly<Record<string, string>> = {
  erasures: 'whoever stands in it has no account left to ask with',
  feedbackAnswers: 'nobody can say whose they are, and that is promised',
  botOpinions: 'numbers by month, and of nobody',
  intake: 'what a platform sent, for the seconds until it is answered',
  leases: 'names processes',
  claims: 'names events of a platform, for a day',
  settings: 'the hub’s own',
  signingKeys: 'the hub’s own',
  jobSlots: 'names jobs',
  organisations: 'names organisations',
  places: 'names workspaces and servers',
  leftPlaces: 'names workspaces and servers',
  channels: 'names channels',
  feedbackRounds: 'names courses',
  feedbackResponses: 'counts by organisation',
  feedbackFiles: 'how many attended and answered; it names nobody',
  feedbackTallies: 'how many answered what; it names nobody',
  feedbackKeys: 'pairs the tests of a course while it is evaluated; whose they are cannot be read from it',
  courseRuns: 'names courses',
  themes: 'the hub’s own words',
  roundThemes: 'how many wrote of what; it names nobody',
  commentCounts: 'how many wrote; it names nobody',
  weights: 'names organisations',
  seatRules: 'names courses',
  lots: 'names courses',
  criteria: 'says what a course asks; who set it is an id that stays, as in the audit, which is in the file',
  fundingLines: 'names payers; who noted it is an id that stays, as in the audit, which is in the file',
  fundingReleases: 'totals of a year; who told it is an id that stays, as in the audit, which is in the file',
  symposiumSeries: 'names series',
  auditHead: 'the last link of the chain',
};

describe('the tables', () => {
  test('are each in the file about a person, or left out for a reason', () => {
    const names = Object.keys(sqliteTables);

    expect(names.toSorted()).toEqual([...exported, ...Object.keys(unexported)].toSorted());
  });

  test('that point to people are in it', () => {
    const pointing = Object.entries(sqliteTables)
      .filter(([, table]) =>
        // The makers are those of PostgreSQL in type alone: these tables are SQLite's.
        getTableConfig(table as never).foreignKeys.some(
          (key) => getTableConfig(key.reference().foreignTable).name === 'people',
        ),
      )
      .map(([name]) => name);

    expect(pointing.filter((name) => !exported.includes(name))).toEqual([]);
    expect(pointing.length).toBeGreaterThan(4);
  });
});
