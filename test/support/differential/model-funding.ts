// The model of money: lines, and totals that are made once and then only read.
import { yearDelivered } from '#exchange/assistance.ts';
import { mayReportAssistance, maySeeFunding, maySeeFundingTotals } from '#exchange/disclosure.ts';
import { payerKinds, payerOf, totalsToTell } from '#exchange/funding.ts';
import { localDate } from '#exchange/local-time.ts';
import type { FundingLine, FundingRecords } from '#store/records/funding.ts';
import { by, kept, type ModelContext, type Row } from './model-state.ts';

const delivered: ReadonlySet<string> = new Set(['delivered', 'evaluating', 'closed']);

export function fundingModel(context: ModelContext): FundingRecords {
  const { courses, fundingLines, fundingReleases } = context.state;
  const sees = (course: string) => {
    const row = courses.get(course);
    return row !== undefined && context.sees(row);
  };
  const standing = () => [...fundingLines.values()].filter((row) => row.withdrawnAt === null);
  const inOrder = (rows: readonly Row<'fundingLines'>[]) =>
    rows.toSorted(
      by(
        (row) => row.course,
        (row) => row.notedAt,
        (row) => row.id,
      ),
    );

  const releaseOf = (year: number) => {
    const row = fundingReleases.get(String(year));
    return row && { year, totals: row.totals, toldAt: row.toldAt };
  };
  function ofYear(year: number, zone: string) {
    const told = [...fundingReleases.values()].flatMap((row) => row.courses);
    const rows = inOrder([...fundingLines.values()]).flatMap((line) => {
      const course = courses.get(line.course);
      if (!course || !delivered.has(course.state) || told.includes(line.course)) return [];
      return yearDelivered(course, zone) === year ? [{ line, course }] : [];
    });
    return {
      courses: [...new Set(rows.map(({ line }) => line.course))],
      amounts: rows
        .filter(({ line, course }) => line.withdrawnAt === null && course.withheld.length === 0)
        .map(({ line, course: { subject } }) => ({ ...line, payer: payerOf(line), subject })),
    };
  }

  return {
    note: async (line) => {
      context.need('courses', line.course);
      const id = context.newId('fnd');
      const noted = { share: null, withdrawnAt: null, notedAt: context.now };
      const row = context.put('fundingLines', id, { ...noted, ...line, id, share: line.share ?? null });
      context.audit('funding.note', row.course, { line: id, payerKind: row.payerKind });
      return lineFrom(row);
    },
    withdraw: async (id) => {
      const row = fundingLines.get(id);
      if (row?.withdrawnAt !== null) return false;
      context.put('fundingLines', id, { ...row, withdrawnAt: context.now });
      context.audit('funding.withdraw', row.course, { line: row.id });
      return true;
    },
    byId: async (id) => {
      const row = fundingLines.get(id);
      const isToSee = maySeeFunding(context.viewer) && row?.withdrawnAt === null && sees(row.course);
      return isToSee ? lineFrom(row) : undefined;
    },
    of: async (course) =>
      maySeeFunding(context.viewer) && sees(course)
        ? inOrder(standing().filter((row) => row.course === kept(course))).map(lineFrom)
        : [],
    kindsOf: async (ids) => {
      if (!mayReportAssistance(context.viewer)) return [];
      const seen = inOrder(standing()).filter(
        (row) => ids.map(kept).includes(row.course) && sees(row.course),
      );
      return [...new Set(seen.map((row) => row.course))].map((course) => ({
        course,
        kinds: payerKinds.filter((kind) =>
          seen.some((row) => row.course === course && row.payerKind === kind),
        ),
      }));
    },
    told: async (year) => (maySeeFundingTotals(context.viewer) ? releaseOf(year) : undefined),
    toldYears: async () =>
      maySeeFundingTotals(context.viewer)
        ? [...fundingReleases.values()].map((row) => row.year).sort((one, other) => other - one)
        : [],
    toTell: async (year, zone) => {
      if (!maySeeFunding(context.viewer)) return { lines: 0, totals: [] };
      const { amounts } = ofYear(year, zone);
      return { lines: amounts.length, totals: totalsToTell(amounts) };
    },
    tell: async (year, zone, toldBy) => {
      if (!maySeeFunding(context.viewer)) return undefined;
      const before = releaseOf(year);
      if (before) return before;
      if (year >= Number(localDate(context.now, zone).slice(0, 4))) return undefined;
      const { amounts, courses: counted } = ofYear(year, zone);
      const totals = totalsToTell(amounts);
      const release = { year, totals, courses: counted, toldBy, toldAt: context.now };
      context.put('fundingReleases', String(year), release);
      context.audit('funding.tell', String(year), { totals: totals.length });
      return releaseOf(year);
    },
  };
}

function lineFrom({ withdrawnAt: _, ...row }: Row<'fundingLines'>): FundingLine {
  return { ...row, share: row.share ?? undefined };
}
