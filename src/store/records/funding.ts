// Who bears what of a course: lines for the finance role alone, and the totals of a year as they were told once.
import { and, asc, desc, eq, gte, inArray, isNull, lte } from 'drizzle-orm';
import { daysAround, yearDelivered } from '#exchange/assistance.ts';
import { mayReportAssistance, maySeeFunding, maySeeFundingTotals } from '#exchange/disclosure.ts';
import {
  type FundingTotal,
  type PayerKind,
  payerKinds,
  payerOf,
  totalsOfYear,
  totalsToTell,
} from '#exchange/funding.ts';
import { localDate } from '#exchange/local-time.ts';
import type { Tables } from '../tables.ts';
import { deliveredStates } from './assistance.ts';
import type { RecordContext } from './context.ts';
import { visibleByIds, visibleCourse } from './eyes.ts';

/** It is never edited: a mistake is withdrawn, and what is right is added. */
export interface FundingLine {
  readonly id: string;
  readonly course: string;
  readonly payerKind: PayerKind;
  /** Whose assistance it is, ISO 3166-1 alpha-2: of a beneficiary, the country that pays. */
  readonly country: string;
  readonly payer: string;
  /** In minor units of the currency. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** In per cent of the costs of the course. */
  readonly share: number | undefined;
  readonly notedBy: string;
  /** Epoch milliseconds. */
  readonly notedAt: number;
}

export interface FundingRelease {
  readonly year: number;
  readonly totals: readonly FundingTotal[];
  /** Epoch milliseconds. */
  readonly toldAt: number;
}

export interface FundingRecords {
  note(line: Omit<FundingLine, 'id' | 'notedAt'>): Promise<FundingLine>;
  /** False when it has been withdrawn, or never was. */
  withdraw(id: string): Promise<boolean>;
  /** One that stands; undefined for whoever may not see it. */
  byId(id: string): Promise<FundingLine | undefined>;
  /** Those that stand, in the order in which they were noted; none for whoever may not see them. */
  of(course: string): Promise<readonly FundingLine[]>;
  /** Which kinds of payer are noted of each of these courses that has any, and nothing else of it, for whoever answers for the exchange. */
  kindsOf(
    courses: readonly string[],
  ): Promise<readonly { readonly course: string; readonly kinds: readonly PayerKind[] }[]>;
  /** What was told of a year; undefined while nothing was, or for whoever may not see totals. */
  told(year: number): Promise<FundingRelease | undefined>;
  /** The years that something was told of, newest first. */
  toldYears(): Promise<readonly number[]>;
  /** What would be told of a year of the hub's calendar as lines are now, for whoever may see these. */
  toTell(
    year: number,
    zone: string,
  ): Promise<{ readonly lines: number; readonly totals: readonly FundingTotal[] }>;
  /**
   * Tells a year, for ever; one that has been told is given as it was. Undefined while the year is not over where the hub
   * is, or for whoever may not see lines.
   */
  tell(year: number, zone: string, by: string): Promise<FundingRelease | undefined>;
}

export function fundingRecords(context: RecordContext): FundingRecords {
  return {
    async note(line) {
      const { fundingLines } = context.tables;
      const [row] = await context.db
        .insert(fundingLines)
        .values({ ...line, id: context.newId('fnd'), share: line.share ?? null, notedAt: context.now })
        .returning();
      if (row === undefined) throw new Error('The funding line was not kept.');
      context.audit('funding.note', row.course, { line: row.id, payerKind: row.payerKind });
      return lineFrom(row);
    },

    async withdraw(id) {
      const { fundingLines } = context.tables;
      const [row] = await context.db
        .update(fundingLines)
        .set({ withdrawnAt: context.now })
        .where(and(eq(fundingLines.id, id), isNull(fundingLines.withdrawnAt)))
        .returning({ course: fundingLines.course });
      if (row !== undefined) context.audit('funding.withdraw', row.course, { line: id });
      return row !== undefined;
    },

    async byId(id) {
      if (!maySeeFunding(context.viewer)) return undefined;
      const { fundingLines } = context.tables;
      const [row] = await context.db
        .select()
        .from(fundingLines)
        .where(and(eq(fundingLines.id, id), isNull(fundingLines.withdrawnAt)));
      if (row === undefined || (await visibleCourse(context, row.course)) === undefined) return undefined;
      return lineFrom(row);
    },

    async of(course) {
      if (!maySeeFunding(context.viewer) || (await visibleCourse(context, course)) === undefined) return [];
      const { fundingLines } = context.tables;
      const rows = await context.db
        .select()
        .from(fundingLines)
        .where(and(eq(fundingLines.course, course), isNull(fundingLines.withdrawnAt)))
        .orderBy(asc(fundingLines.notedAt), asc(fundingLines.id));
      return rows.map(lineFrom);
    },

    async kindsOf(courses) {
      if (!mayReportAssistance(context.viewer) || courses.length === 0) return [];
      const { fundingLines } = context.tables;
      const seen = await visibleByIds(context, courses);
      const ids = seen.map(({ id }) => id);
      if (ids.length === 0) return [];
      const rows = await context.db
        .selectDistinct({ course: fundingLines.course, payerKind: fundingLines.payerKind })
        .from(fundingLines)
        .where(and(inArray(fundingLines.course, ids), isNull(fundingLines.withdrawnAt)))
        .orderBy(asc(fundingLines.course));
      return [...new Set(rows.map(({ course }) => course))].map((course) => ({
        course,
        kinds: payerKinds.filter((kind) =>
          rows.some((row) => row.course === course && row.payerKind === kind),
        ),
      }));
    },

    async told(year) {
      return maySeeFundingTotals(context.viewer) ? await releaseOf(context, year) : undefined;
    },

    async toldYears() {
      if (!maySeeFundingTotals(context.viewer)) return [];
      const { fundingReleases } = context.tables;
      const rows = await context.db
        .select({ year: fundingReleases.year })
        .from(fundingReleases)
        .orderBy(desc(fundingReleases.year));
      return rows.map((row) => row.year);
    },

    async toTell(year, zone) {
      if (!maySeeFunding(context.viewer)) return { lines: 0, totals: [] };
      const { amounts } = await amountsOf(context, year, zone);
      return { lines: amounts.length, totals: totalsToTell(amounts) };
    },

    async tell(year, zone, by) {
      if (!maySeeFunding(context.viewer)) return undefined;
      const before = await releaseOf(context, year);
      if (before) return before;
      const { amounts, courses } = await amountsOf(context, year, zone);
      const currentYear = Number(localDate(context.now, zone).slice(0, 4));
      const totals = totalsOfYear({ year, currentYear, told: undefined, amounts });
      if (totals === undefined) return undefined;
      const { fundingReleases } = context.tables;
      const rows = await context.db
        .insert(fundingReleases)
        .values({ year, totals, courses, toldBy: by, toldAt: context.now })
        .onConflictDoNothing()
        .returning({ year: fundingReleases.year });
      if (rows.length > 0) context.audit('funding.tell', String(year), { totals: totals.length });
      return await releaseOf(context, year);
    },
  };
}

async function releaseOf(context: RecordContext, year: number): Promise<FundingRelease | undefined> {
  const { fundingReleases } = context.tables;
  const [row] = await context.db.select().from(fundingReleases).where(eq(fundingReleases.year, year));
  return row && { year: row.year, totals: row.totals, toldAt: row.toldAt };
}

/**
 * What a year's totals are made of: lines that stand, of delivered courses that are withheld from nobody (whoever knows the
 * other lines would have what is withheld by subtraction), and of none that was part of another year's.
 */
async function amountsOf(context: RecordContext, year: number, zone: string) {
  const { courses, fundingLines, fundingReleases } = context.tables;
  const { from, until } = daysAround(year, year);
  const rows = await context.db
    .select({
      line: fundingLines,
      subject: courses.subject,
      endsOn: courses.endsOn,
      zone: courses.zone,
      withheld: courses.withheld,
    })
    .from(fundingLines)
    .innerJoin(courses, eq(fundingLines.course, courses.id))
    .where(
      and(
        inArray(courses.state, [...deliveredStates]),
        gte(courses.endsOn, from),
        lte(courses.endsOn, until),
      ),
    )
    .orderBy(asc(fundingLines.course), asc(fundingLines.notedAt), asc(fundingLines.id));
  const releases = await context.db.select({ courses: fundingReleases.courses }).from(fundingReleases);
  const told = new Set(releases.flatMap((release) => release.courses));
  const ofYear = rows.filter(({ line, ...course }) => {
    return yearDelivered(course, zone) === year && !told.has(line.course);
  });
  return {
    courses: [...new Set(ofYear.map(({ line }) => line.course))],
    amounts: ofYear
      .filter(({ line, withheld }) => line.withdrawnAt === null && withheld.length === 0)
      .map(({ line, subject }) => ({
        country: line.country,
        payer: payerOf(line),
        payerKind: line.payerKind,
        subject,
        currency: line.currency,
        amount: line.amount,
      })),
  };
}

function lineFrom({ withdrawnAt: _, ...row }: Tables['fundingLines']['$inferSelect']): FundingLine {
  return { ...row, share: row.share ?? undefined };
}
