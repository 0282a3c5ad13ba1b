// Rows of a file of nominations: its columns, and what is wrong with a row as far as the row alone can tell.
import { caseDataIn } from './case-data.ts';
import { foldDigits } from './local-time.ts';
import { nominationLimits } from './nomination.ts';
import { cellsIn, columnsIn, formula } from './table-rows.ts';

export const nominationColumns = [
  'course',
  'name',
  'rank',
  'unit',
  'years',
  'reason',
  'reserve',
  'visa',
] as const;

export type NominationColumn = (typeof nominationColumns)[number];
export type NominationCells = Readonly<Record<NominationColumn, string>>;

export const rowProblems = [
  'formula',
  'case-data',
  'course-missing',
  'course-unknown',
  'course-several',
  'course-shut',
  'name-missing',
  'name-several',
  'name-unconfirmed',
  'yourself',
  'too-long',
  'rank-missing',
  'unit-missing',
  'years',
  'reason-missing',
  'yes-no',
  'nominated',
  'overlap',
  'twice',
] as const;
export type RowProblem = (typeof rowProblems)[number];

/** What somebody should look at once more: it can be kept all the same. */
export type RowDoubt = 'late' | 'alike';

const longestName = 80;

export function columnsOf(
  header: readonly string[],
  known: ReadonlyMap<string, NominationColumn>,
): ReadonlyMap<NominationColumn, number> | undefined {
  return columnsIn(header, known, ['course', 'name']);
}

export function cellsOf(
  row: readonly string[],
  columns: ReadonlyMap<NominationColumn, number>,
): NominationCells {
  return cellsIn(row, columns, nominationColumns, ['reason']);
}

/** Undefined where it is no whole number of years that anybody serves. */
export function yearsIn({ years }: Pick<NominationCells, 'years'>): number | undefined {
  const { min, max } = nominationLimits.yearsOfService;
  const written = foldDigits(years);
  const number = Number(written);
  return /^\d{1,2}$/.test(written) && number >= min && number <= max ? number : undefined;
}

/** The first thing that is wrong with a row by itself; rank and unit may be known of a member. */
export function problemOf(cells: NominationCells): RowProblem | undefined {
  const all = Object.values(cells);
  if (all.some((cell) => formula.test(cell))) return 'formula';
  if (all.some((cell) => caseDataIn(cell) !== undefined)) return 'case-data';
  if (cells.course === '') return 'course-missing';
  if (cells.name === '') return 'name-missing';
  if (
    cells.name.length > longestName ||
    cells.rank.length > nominationLimits.rank ||
    cells.unit.length > nominationLimits.unit ||
    cells.reason.length > nominationLimits.reason
  )
    return 'too-long';
  if (yearsIn(cells) === undefined) return 'years';
  return cells.reason === '' ? 'reason-missing' : undefined;
}
