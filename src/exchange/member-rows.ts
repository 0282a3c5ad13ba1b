// Rows of a file of members: which column is which, and what is wrong with a row, as far as the row alone can tell.
import { languages } from './languages.ts';
import { isZone } from './local-time.ts';
import { isPlatformId } from './people.ts';
import { cleanLine, searchKey } from './text-input.ts';

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
  const found = new Map<MemberColumn, number>();
  header.forEach((cell, at) => {
    const column = known.get(searchKey(cell.replace(/[:*]+$/u, '')));
    if (column !== undefined && !found.has(column)) found.set(column, at);
  });
  return found.has('name') ? found : undefined;
}

export function cellsOf(row: readonly string[], columns: ReadonlyMap<MemberColumn, number>): MemberCells {
  const cell = (column: MemberColumn) => {
    const at = columns.get(column);
    return at === undefined ? '' : cleanLine(row[at] ?? '').text;
  };
  return Object.fromEntries(memberColumns.map((column) => [column, cell(column)])) as Record<
    MemberColumn,
    string
  >;
}

/** What a spreadsheet would run when the file is opened again, also in the wide signs of East Asian keyboards. */
const formula = /^[=+\-@\t\r＝＋－＠]/;

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
