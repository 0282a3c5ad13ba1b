// The rows of an import as they stand now: which can be taken in, which are known already, which have something wrong.
import type { Desk, WordlessDesk } from '#bot/command.ts';
import { houseWords } from '#bot/house-words.ts';
import { plainText } from '#bot/plain-text.ts';
import { csvFile } from '#bot/table-file.ts';
import type { Text } from '#bot/text.ts';
import type { FileContent } from '#bot/view.ts';
import { languages } from '#exchange/languages.ts';
import {
  type MemberCells,
  type MemberColumn,
  memberColumns,
  problemOf,
  type RowProblem,
} from '#exchange/member-rows.ts';
import { type AccountId, isPlatformId } from '#exchange/people.ts';
import { searchKey } from '#exchange/text-input.ts';
import type { Organisation } from '#store/records/organisations.ts';
import { type GivenRole, givenRoles, mayGive } from './_membership.ts';
import { type Key, words } from './words.ts';

/** `namesake`: somebody of the organisation has this name already, and may be somebody else. */
export type Verdict = 'good' | 'known' | 'namesake' | 'bad';

export interface JudgedRow {
  readonly cells: MemberCells;
  readonly verdict: Verdict;
  readonly problem?: RowProblem;
  readonly role: GivenRole;
  readonly organisation: Organisation | undefined;
  readonly account: AccountId | undefined;
}

/** The columns by their names in any of the four languages, and by their English ids. */
export function knownColumns(): ReadonlyMap<string, MemberColumn> {
  return new Map(
    memberColumns.flatMap((column) => [
      [searchKey(column), column] as const,
      ...languages.map(
        (language) => [searchKey(plain(words.in(language)(`import.column.${column}`))), column] as const,
      ),
    ]),
  );
}

function plain(text: Text): string {
  return plainText(text, { language: 'en', zone: 'UTC' });
}

/** What is meant by a word in any of the four languages: one of these options, named under this prefix by the house. */
function meant<Option extends string>(
  typed: string,
  options: readonly Option[],
  named: (option: Option) => Parameters<ReturnType<typeof houseWords.in>>[0],
): Option | undefined {
  const wanted = searchKey(typed);
  return options.find(
    (option) =>
      searchKey(option) === wanted ||
      languages.some((language) => searchKey(plain(houseWords.in(language)(named(option)))) === wanted),
  );
}

/** Judged anew at every press: rights, names and accounts may have changed since the file was read. */
export async function judge(desk: WordlessDesk, rows: readonly MemberCells[]): Promise<readonly JudgedRow[]> {
  const { records, asker } = desk;
  const organisations = new Map((await records.organisations.all()).map((one) => [searchKey(one.name), one]));
  const judged: JudgedRow[] = [];
  const seen = new Set<string>();
  for (const typed of rows) {
    const language = meant(typed.language, languages, (one) => `language.${one}`) ?? typed.language;
    const cells = { ...typed, language };
    const organisation =
      cells.organisation === '' ? asker.organisation : organisations.get(searchKey(cells.organisation));
    const role = cells.role === '' ? 'trainee' : meant(cells.role, givenRoles, (one) => `role.${one}`);
    const account = isPlatformId(cells.account) ? cells.account : undefined;
    const about = { cells, role: role ?? 'trainee', organisation, account };
    const marks = [
      `${organisation?.id} ${searchKey(cells.name)}`,
      ...(account === undefined ? [] : [account]),
    ];
    const problem =
      problemOf(cells) ??
      (role === undefined ? 'role-unknown' : undefined) ??
      (organisation === undefined ? 'organisation-unknown' : undefined) ??
      (organisation && role && !mayGive(desk, role, organisation.id) ? 'not-yours' : undefined) ??
      (marks.some((mark) => seen.has(mark)) ? 'twice' : undefined);
    for (const mark of marks) seen.add(mark);
    if (problem !== undefined) judged.push({ ...about, verdict: 'bad', problem });
    else if (account !== undefined && (await records.people.byAccount(account, desk.now)))
      judged.push({ ...about, verdict: 'known' });
    else judged.push({ ...about, verdict: 'good' });
  }
  return markNamesakes(desk, judged);
}

async function markNamesakes(
  { records }: WordlessDesk,
  judged: readonly JudgedRow[],
): Promise<readonly JudgedRow[]> {
  const taken = new Set<string>();
  for (const [organisation, rows] of Map.groupBy(judged, (row) => row.organisation?.id ?? '')) {
    const names = rows.map((row) => row.cells.name);
    for (const name of await records.imports.namesakes(organisation, names))
      taken.add(`${organisation} ${name}`);
  }
  return judged.map((row) =>
    row.verdict === 'good' && taken.has(`${row.organisation?.id} ${row.cells.name}`)
      ? { ...row, verdict: 'namesake' }
      : row,
  );
}

/** The rows that were not taken, as they were, each with what is wrong. */
export async function wrongRows(desk: Desk<Key>, rows: readonly JudgedRow[]): Promise<FileContent> {
  const { say } = desk;
  const header = [
    ...memberColumns.map((column) => plain(say(`import.column.${column}`))),
    plain(say('import.wrong')),
  ];
  const lines = rows.map(({ cells, problem }) => [
    ...memberColumns.map((column) => cells[column]),
    problem === undefined ? '' : plain(say(`import.problem.${problem}`)),
  ]);
  return await csvFile('not-taken-in', { header, rows: lines });
}
