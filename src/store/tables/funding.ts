// The tables of money: who bears what of a course, and what was told of it.
import type { FundingTotal, PayerKind } from '#exchange/funding.ts';
import type { Columns } from '../columns.ts';
import type { CourseTables } from './courses.ts';

export function fundingTables(columns: Columns, { courses }: CourseTables) {
  const { table, text, oneOf, count, longCount, instant, json, index } = columns;

  const fundingLines = table(
    'funding_lines',
    {
      id: text().primaryKey(),
      course: text()
        .notNull()
        .references(() => courses.id),
      payerKind: oneOf<PayerKind>('payer_kind').notNull(),
      // Whose assistance it is: of a beneficiary, the country that pays.
      country: text().notNull(),
      payer: text().notNull(),
      // In minor units of the currency.
      amount: longCount().notNull(),
      currency: text().notNull(),
      // In per cent of the costs of the course.
      share: count(),
      notedBy: text('noted_by').notNull(),
      notedAt: instant('noted_at').notNull(),
      withdrawnAt: instant('withdrawn_at'),
    },
    (t) => [index('funding_lines_of_course').on(t.course, t.notedAt)],
  );

  const fundingReleases = table('funding_releases', {
    year: count().primaryKey(),
    totals: json<readonly FundingTotal[]>().notNull(),
    // Whatever happens to them later, their lines are part of no other year.
    courses: json<readonly string[]>().notNull(),
    toldBy: text('told_by').notNull(),
    toldAt: instant('told_at').notNull(),
  });

  return { fundingLines, fundingReleases };
}
