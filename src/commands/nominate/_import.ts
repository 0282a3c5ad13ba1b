// The rows of an import as they stand now: which can be kept, which should be looked at, and what is wrong with the others.
import type { Desk, WordlessDesk } from '#bot/command.ts';
import { houseWords } from '#bot/house-words.ts';
import { plainText } from '#bot/plain-text.ts';
import { csvFile } from '#bot/table-file.ts';
import type { Text } from '#bot/text.ts';
import type { FileContent } from '#bot/view.ts';
import { mayBeOne } from '#exchange/alike-names.ts';
import { type GatePass, gate } from '#exchange/approval.ts';
import { languages } from '#exchange/languages.ts';
import { type NominationState, nominationStates, seatHoldingStates } from '#exchange/nomination.ts';
import { overlapping } from '#exchange/nomination-conflicts.ts';
import {
  type NominationCells,
  type NominationColumn,
  nominationColumns,
  problemOf,
  type RowDoubt,
  type RowProblem,
  yearsIn,
} from '#exchange/nomination-rows.ts';
import { searchKey } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Person } from '#store/records/people.ts';
import { isLateFor, takesNominees, takingStates } from './_call.ts';
import type { About } from './_hand-in.ts';
import { type Key, type NominateSay, words } from './words.ts';

export interface JudgedRow {
  readonly cells: NominationCells;
  readonly verdict: 'good' | 'doubtful' | 'bad';
  readonly problem?: RowProblem;
  readonly doubts: readonly RowDoubt[];
  readonly course: Course | undefined;
  /** Undefined while the gate of the course is shut. */
  readonly pass: GatePass | undefined;
  /** Undefined where a new member would be made. */
  readonly person: Person | undefined;
  readonly about: About;
}

/** Columns by their names in any of the four languages, and by their English ids. */
export function knownColumns(): ReadonlyMap<string, NominationColumn> {
  return new Map(
    nominationColumns.flatMap((column) => [
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

const yes: ReadonlySet<string> = new Set(['1', 'x', 'true', 'y', ...said('answer.yes')]);
const no: ReadonlySet<string> = new Set(['0', '-', 'false', 'n', ...said('answer.no')]);

function said(key: 'answer.yes' | 'answer.no'): readonly string[] {
  return languages.map((language) => searchKey(plain(houseWords.in(language)(key))));
}

/** Undefined for an empty cell, `unreadable` for one that says neither. */
function yesNo(cell: string): boolean | undefined | 'unreadable' {
  if (cell === '') return undefined;
  const key = searchKey(cell);
  if (yes.has(key)) return true;
  return no.has(key) ? false : 'unreadable';
}

/** What of the record the rows are held against; read once for all of them. */
interface Known {
  readonly open: readonly Course[];
  /** Of the courses whose gate is open. */
  readonly passes: ReadonlyMap<string, GatePass>;
  readonly members: ReadonlyMap<string, readonly Person[]>;
  /** Standing nominations of the organisation for these courses, and by whom seats are held elsewhere. */
  readonly standing: readonly Nomination[];
  readonly names: ReadonlyMap<string, string>;
  readonly booked: ReadonlyMap<string, readonly Course[]>;
}

/** Judged anew at every press: names, calls and nominations may have changed since the file was read. */
export async function judge(
  desk: WordlessDesk,
  organisation: Organisation,
  rows: readonly NominationCells[],
): Promise<readonly JudgedRow[]> {
  const open = await desk.records.courses.list({ states: takingStates });
  const taking = open.filter((course) => takesNominees(course, desk.now));
  const known = await knownOf(desk, organisation, rows, taking);
  const judged: JudgedRow[] = [];
  for (const cells of rows) judged.push(judgeRow(desk, cells, known, judged));
  return judged;
}

const notWithdrawn: readonly NominationState[] = nominationStates.filter((state) => state !== 'withdrawn');
/** More seats than 500 nominees can hold in courses that lie ahead. */
const mostSeats = 2_000;

async function knownOf(
  { records, now }: WordlessDesk,
  organisation: Organisation,
  rows: readonly NominationCells[],
  open: readonly Course[],
): Promise<Known> {
  const meant = [...new Set(rows.map((row) => row.course))].flatMap((typed) => coursesCalled(typed, open));
  const courses = [...new Map(meant.map((course) => [course.id, course])).values()];
  const found = await records.imports.members(
    organisation.id,
    rows.map((row) => row.name),
  );
  const members = Map.groupBy(found, (person) => searchKey(person.name));
  const passes = new Map<string, GatePass>();
  const standing: Nomination[] = [];
  for (const course of courses) {
    const asked = gate(course, await records.clearances.of(course.id), now);
    if (asked.open) passes.set(course.id, asked.pass);
    const theirs = { course: course.id, organisation: organisation.id, states: notWithdrawn };
    standing.push(...(await records.nominations.list(theirs)));
  }
  const nominees = await records.people.byIds([...new Set(standing.map((one) => one.nominee))]);
  const seats = await records.nominations.amid(
    { nominees: found.map((person) => person.id) },
    seatHoldingStates,
    mostSeats,
  );
  const seated = await records.courses.byIds([...new Set(seats.map((one) => one.course))]);
  const booked = Map.groupBy(seats, (one) => one.nominee);
  return {
    open,
    passes,
    members,
    standing,
    names: new Map(nominees.map((one) => [one.id, one.name])),
    booked: new Map(
      [...booked].map(([nominee, theirs]) => [
        nominee,
        seated.filter(({ id, state }) => state !== 'cancelled' && theirs.some((one) => one.course === id)),
      ]),
    ),
  };
}

/** By its title, or where several are called so by title and first day: `Digital evidence 2027-03-15`. */
function coursesCalled(typed: string, open: readonly Course[]): readonly Course[] {
  const key = searchKey(typed.replaceAll('·', ' '));
  return open.filter(({ id, title, startsOn }) => {
    const called = searchKey(title.replaceAll('·', ' '));
    return id === typed || called === key || `${called} ${startsOn}` === key;
  });
}

function judgeRow(
  { asker, now }: WordlessDesk,
  cells: NominationCells,
  known: Known,
  judged: readonly JudgedRow[],
): JudgedRow {
  const before = judged.filter((one) => one.verdict !== 'bad');
  const courses = coursesCalled(cells.course, known.open);
  const [course] = courses;
  const namesakes = known.members.get(searchKey(cells.name)) ?? [];
  const [person] = namesakes;
  const [reserve, visa] = [yesNo(cells.reserve), yesNo(cells.visa)];
  const about: About = {
    rank: cells.rank || (person?.rank ?? ''),
    unit: cells.unit || (person?.unit ?? ''),
    yearsOfService: yearsIn(cells) ?? 0,
    reason: cells.reason,
    asReserve: reserve === true,
    needsVisa: visa === 'unreadable' ? undefined : visa,
  };
  const pass = course && known.passes.get(course.id);
  const row = { cells, course, pass, person, about };
  const isTwice = before.some(
    (one) => one.course?.id === course?.id && searchKey(one.cells.name) === searchKey(cells.name),
  );
  const problem =
    problemOf(cells) ??
    (courses.length > 1 ? 'course-several' : undefined) ??
    (course === undefined ? 'course-unknown' : undefined) ??
    (course && !pass ? 'course-shut' : undefined) ??
    (namesakes.length > 1 ? 'name-several' : undefined) ??
    (person && person.membership !== 'confirmed' ? 'name-unconfirmed' : undefined) ??
    (person && person.id === asker.person?.id ? 'yourself' : undefined) ??
    (about.rank === '' ? 'rank-missing' : undefined) ??
    (about.unit === '' ? 'unit-missing' : undefined) ??
    (reserve === 'unreadable' || visa === 'unreadable' ? 'yes-no' : undefined) ??
    (isTwice ? 'twice' : undefined) ??
    (course && person ? standsAgainst(course, person, known) : undefined);
  if (problem !== undefined || course === undefined)
    return { ...row, verdict: 'bad', doubts: [], ...(problem ? { problem } : {}) };
  const nominated = known.standing.filter((one) => one.course === course.id && one.nominee !== person?.id);
  const others = [
    ...nominated.map((one) => known.names.get(one.nominee) ?? ''),
    ...before.filter((one) => one.course?.id === course.id).map((one) => one.cells.name),
  ];
  const doubts: RowDoubt[] = [
    ...(isLateFor(course, now) ? (['late'] as const) : []),
    ...(others.some((name) => mayBeOne(name, cells.name)) ? (['alike'] as const) : []),
  ];
  return { ...row, verdict: doubts.length > 0 ? 'doubtful' : 'good', doubts };
}

function standsAgainst(course: Course, person: Person, known: Known): RowProblem | undefined {
  if (known.standing.some((one) => one.course === course.id && one.nominee === person.id)) return 'nominated';
  return overlapping(course, known.booked.get(person.id) ?? []) ? 'overlap' : undefined;
}

/** What a file looks like: the names of the columns, and one row that shows how they are filled. */
export function templateFile({ say, house }: Desk<Key>): Promise<FileContent> {
  const header = nominationColumns.map((column) => plain(say(`import.column.${column}`)));
  const written = (['course', 'name', 'rank', 'unit'] as const).map((one) =>
    plain(say(`import.example.${one}`)),
  );
  const answers = [house('answer.no'), house('answer.yes')].map(plain);
  const example = [...written, 7, plain(say('import.example.reason')), ...answers];
  return csvFile('nominations', { header, rows: [example] });
}

/** The rows that were not kept, as they were, each with what is wrong. */
export function wrongRows(say: NominateSay, rows: readonly JudgedRow[]): Promise<FileContent> {
  const header = [
    ...nominationColumns.map((column) => plain(say(`import.column.${column}`))),
    plain(say('import.wrong')),
  ];
  const lines = rows.map(({ cells, problem }) => [
    ...nominationColumns.map((column) => cells[column]),
    problem === undefined ? '' : plain(say(`import.problem.${problem}`)),
  ]);
  return csvFile('not-nominated', { header, rows: lines });
}
