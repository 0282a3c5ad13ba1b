// Rows of a file of attendance: which column is a day of the course, which names the person, and what a cell means.
import { daysUntil, type Presence } from './attendance.ts';
import { parseDate } from './local-time.ts';
import { cleanLine, searchKey } from './text-input.ts';

export const attendanceColumns = ['code', 'name', 'organisation'] as const;

export type AttendanceColumn = (typeof attendanceColumns)[number];

export interface AttendanceHeader {
  readonly columns: ReadonlyMap<AttendanceColumn, number>;
  /** Where the days stand that can be marked. */
  readonly days: ReadonlyMap<string, number>;
  /** Columns that are neither, such as days that are not of the course or have not come. */
  readonly leftOut: readonly string[];
}

/** Undefined when no column says who somebody is. Days are read as they are typed anywhere; `today` is the course's. */
export function attendanceHeader(
  header: readonly string[],
  known: ReadonlyMap<string, AttendanceColumn>,
  course: { startsOn: string; endsOn: string },
  today: string,
): AttendanceHeader | undefined {
  const columns = new Map<AttendanceColumn, number>();
  const days = new Map<string, number>();
  const leftOut: string[] = [];
  const markable = new Set(daysUntil(course, today));
  header.forEach((typed, at) => {
    const cell = cleanLine(typed).text;
    if (cell === '') return;
    const column = known.get(searchKey(cell.replace(/[:*]+$/u, '')));
    if (column !== undefined && !columns.has(column)) {
      columns.set(column, at);
      return;
    }
    // Without a year, the first such day from the beginning of the course.
    const read = parseDate(cell, { today: course.startsOn });
    if ('date' in read && markable.has(read.date) && !days.has(read.date)) days.set(read.date, at);
    else leftOut.push(cell);
  });
  return columns.has('code') || columns.has('name') ? { columns, days, leftOut } : undefined;
}

/** A row as it was written, its cells for the days among the others' by their days. */
export interface AttendanceCells {
  readonly code: string;
  readonly name: string;
  readonly organisation: string;
  readonly days: Readonly<Record<string, string>>;
}

export function attendanceCells(
  row: readonly string[],
  { columns, days }: AttendanceHeader,
): AttendanceCells {
  const cell = (at: number | undefined) => (at === undefined ? '' : cleanLine(row[at] ?? '').text);
  return {
    code: cell(columns.get('code')),
    name: cell(columns.get('name')),
    organisation: cell(columns.get('organisation')),
    days: Object.fromEntries([...days].map(([day, at]) => [day, cell(at)])),
  };
}

/** Beside their names in the four languages. Letters and crosses are not guessed at: they mean one thing here, another there. */
const signs: ReadonlyMap<string, Presence> = new Map([
  ['1', 'present'],
  ['✓', 'present'],
  ['✔', 'present'],
  ['0', 'absent'],
]);

/** What each day's cell means; `unclear` is the first that means nothing known. Empty cells say nothing. */
export function presencesIn(
  { days }: AttendanceCells,
  named: ReadonlyMap<string, Presence>,
): { readonly marks: ReadonlyMap<string, Presence> } | { readonly unclear: string } {
  const marks = new Map<string, Presence>();
  for (const [day, cell] of Object.entries(days)) {
    if (cell === '') continue;
    const presence = named.get(searchKey(cell)) ?? signs.get(searchKey(cell));
    if (presence === undefined) return { unclear: cell };
    marks.set(day, presence);
  }
  return { marks };
}
