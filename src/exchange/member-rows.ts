// Rows of a file of members: which column is which, and what is wrong with a row, as far as the row alone can tell.
import { languages } from './languages.ts';
import { isZone } from './local-time.ts';
import { isPlatformId } from './people.ts';
import { cellsIn, columnsIn, formula } from './table-rows.ts';

export const memberColumns = [
  'name',
  'role',
  'organisation',
  'account',
  'language',
  'zone',
  'rank',
  'unit',
] as const;

export type MemberColumn = (typeof memberColumns)[number];

/** Cells by column, as they were written; a column that is not there is empty. */
export type MemberCells = Readonly<Record<MemberColumn, string>>;

export const memberLimits = { name: 80, rank: 80, unit: 100 } as const;

export type RowProblem =
  | 'name-missing'
  | 'too-long'
  | 'formula'
  | 'role-unknown'
  | 'organisation-unknown'
  | 'language-unknown'
  | 'zone-unknown'
  | 'account-unreadable'
  | 'not-yours'
  | 'twice';

/** Which column stands where, by the names of columns in any language; undefined when there is none for the names. */
export function columnsOf(
  header: readonly string[],
  known: ReadonlyMap<string, MemberColumn>,
): ReadonlyMap<MemberColumn, number> | undefined {
  return columnsIn(header, known, ['name']);
}

export function cellsOf(row: readonly string[], columns: ReadonlyMap<MemberColumn, number>): MemberCells {
  return cellsIn(row, columns, memberColumns);
}

/** The first thing that is wrong with a row by itself. */
export function problemOf(cells: MemberCells): RowProblem | undefined {
  if (cells.name === '') return 'name-missing';
  if (Object.values(cells).some((cell) => formula.test(cell))) return 'formula';
  if (
    cells.name.length > memberLimits.name ||
    cells.rank.length > memberLimits.rank ||
    cells.unit.length > memberLimits.unit
  )
    return 'too-long';
  if (cells.language !== '' && !languages.some((one) => one === cells.language)) return 'language-unknown';
  if (cells.zone !== '' && !isZone(cells.zone)) return 'zone-unknown';
  if (cells.account !== '' && !isPlatformId(cells.account)) return 'account-unreadable';
  return undefined;
}
