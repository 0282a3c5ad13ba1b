// The rows of an import of attendance as they stand now: whom each means, what it marks, and what is wrong with it.
import type { Desk } from '#bot/command.ts';
import { houseWords } from '#bot/house-words.ts';
import { plainText } from '#bot/plain-text.ts';
import { csvFile } from '#bot/table-file.ts';
import type { Text } from '#bot/text.ts';
import type { FileContent } from '#bot/view.ts';
import { type Presence, presences } from '#exchange/attendance.ts';
import {
  type AttendanceCells,
  type AttendanceColumn,
  attendanceColumns,
  presencesIn,
} from '#exchange/attendance-rows.ts';
import { languages } from '#exchange/languages.ts';
import { searchKey } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import { type SheetRow, sheetOf } from './_attendance.ts';
import { type Key, words } from './words.ts';

/** `empty`: nothing is marked in it. */
export type Verdict = 'good' | 'empty' | 'bad';
export type RowProblem = 'nobody' | 'several' | 'twice' | 'unclear';

export interface JudgedRow {
  readonly cells: AttendanceCells;
  readonly verdict: Verdict;
  readonly problem?: RowProblem;
  /** The cell that means nothing known. */
  readonly unclear?: string;
  readonly person: string | undefined;
  readonly name: string;
  readonly marks: ReadonlyMap<string, Presence>;
  /** How many of the marks stand in the place of others. */
  readonly replaced: number;
}

function plain(text: Text): string {
  return plainText(text, { language: 'en', zone: 'UTC' });
}

export function knownColumns(): ReadonlyMap<string, AttendanceColumn> {
  return new Map(
    attendanceColumns.flatMap((column) => [
      [searchKey(column), column] as const,
      ...languages.map(
        (language) =>
          [searchKey(plain(words.in(language)(`attendance-import.column.${column}`))), column] as const,
      ),
    ]),
  );
}

/** What a cell may say, in any of the four languages. */
function presenceNames(): ReadonlyMap<string, Presence> {
  return new Map(
    presences.flatMap((presence) => [
      [searchKey(presence), presence] as const,
      ...languages.map(
        (language) => [searchKey(plain(houseWords.in(language)(`presence.${presence}`))), presence] as const,
      ),
    ]),
  );
}

/** Judged anew at every press: seats and marks may have changed since the file was read. */
export async function judge(
  desk: Desk<Key>,
  course: Course,
  rows: readonly AttendanceCells[],
): Promise<readonly JudgedRow[]> {
  const { rows: seated } = await sheetOf(course, desk);
  const kept = new Map(
    (await desk.records.attendanceDays.of(course.id)).map((one) => [
      `${one.person} ${one.day}`,
      one.presence,
    ]),
  );
  const named = presenceNames();
  const seen = new Set<string>();
  return rows.map((cells): JudgedRow => {
    const found = meant(seated, cells);
    const [only] = found;
    const person = found.length === 1 ? only?.nomination.nominee : undefined;
    const about = { cells, person, name: only?.name ?? cells.name, marks: new Map(), replaced: 0 };
    if (person === undefined)
      return { ...about, verdict: 'bad', problem: found.length === 0 ? 'nobody' : 'several' };
    if (seen.has(person)) return { ...about, verdict: 'bad', problem: 'twice' };
    seen.add(person);
    const read = presencesIn(cells, named);
    if ('unclear' in read) return { ...about, verdict: 'bad', problem: 'unclear', unclear: read.unclear };
    const replaced = [...read.marks].filter(([day, presence]) => {
      const before = kept.get(`${person} ${day}`);
      return before !== undefined && before !== presence;
    }).length;
    return { ...about, marks: read.marks, replaced, verdict: read.marks.size > 0 ? 'good' : 'empty' };
  });
}

/** By the code when there is one; else by the name, within the organisation where one is given. */
function meant(seated: readonly SheetRow[], { code, name, organisation }: AttendanceCells) {
  if (code !== '') return seated.filter((row) => row.nomination.id === code.toLowerCase());
  const namesakes = seated.filter((row) => searchKey(row.name) === searchKey(name));
  if (namesakes.length < 2 || organisation === '') return namesakes;
  return namesakes.filter((row) => searchKey(row.organisation) === searchKey(organisation));
}

/** What is wrong, in the importer's words. */
export function problemIn({ say }: Pick<Desk<Key>, 'say'>, { problem, unclear }: JudgedRow): Text {
  if (problem === undefined) return [];
  return say(`attendance-import.problem.${problem}`, { cell: { value: unclear ?? '' } });
}

/** The rows that were not kept, as they were, each with what is wrong. */
export async function wrongRows(desk: Desk<Key>, rows: readonly JudgedRow[]): Promise<FileContent> {
  const { say, asker } = desk;
  const inWords = (text: Text) => plainText(text, { language: asker.language, zone: asker.zone });
  const days = Object.keys(rows[0]?.cells.days ?? {});
  const header = [
    ...attendanceColumns.map((column) => inWords(say(`attendance-import.column.${column}`))),
    ...days,
    inWords(say('attendance-import.wrong')),
  ];
  const lines = rows.map((row) => [
    ...attendanceColumns.map((column) => row.cells[column]),
    ...days.map((day) => row.cells.days[day] ?? ''),
    inWords(problemIn(desk, row)),
  ]);
  return await csvFile('not-kept', { header, rows: lines });
}
