// The attendance sheet of a course: everybody who holds a seat, and what has been marked for them.
import type { Desk } from '#bot/command.ts';
import { type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import type { NominationState } from '#exchange/nomination.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import type { AttendanceMark, Nomination } from '#store/records/nominations.ts';
import type { Key } from './words.ts';

export const marks = ['attended', 'partial', 'no-show'] as const satisfies readonly AttendanceMark[];

/** Whose attendance is marked: those whose seat was confirmed, also when it was marked before. */
const seated: readonly NominationState[] = ['accepted', ...marks];

/** Half of what Discord shows in one message, so that a sheet is never split. */
const rowsOnPage = 10;

export interface SheetRow {
  readonly nomination: Nomination;
  readonly name: string;
  readonly organisation: string;
  readonly mark: AttendanceMark | undefined;
}

export interface Sheet {
  readonly course: Course;
  /** By name. */
  readonly rows: readonly SheetRow[];
  /** Seats given to people whom the asker does not see. */
  readonly hidden: number;
}

export async function sheetOf(course: Course, { records, asker }: Desk<Key>): Promise<Sheet> {
  const nominations = await records.nominations.list({ course: course.id, states: seated });
  const marked = new Map(
    (await records.nominations.attendance(course.id)).map((one) => [one.person, one.mark]),
  );
  const people = new Map(
    (await records.people.byIds(nominations.map((one) => one.nominee))).map((one) => [one.id, one.name]),
  );
  const organisations = new Map((await records.organisations.all()).map((one) => [one.id, one.name]));
  const rows = nominations.map((nomination) => ({
    nomination,
    name: people.get(nomination.nominee) ?? '–',
    organisation: organisations.get(nomination.organisation) ?? '–',
    mark: marked.get(nomination.nominee),
  }));
  return {
    course,
    rows: rows.toSorted((one, other) => one.name.localeCompare(other.name, asker.language)),
    hidden: Math.max(0, course.granted - nominations.length),
  };
}

export function unmarked(sheet: Sheet): readonly SheetRow[] {
  return sheet.rows.filter((row) => row.mark === undefined);
}

/** One page of the sheet, with a choice for each person. */
export function sheetView(sheet: Sheet, page: number, { say, house }: Desk<Key>): View {
  const { course, rows } = sheet;
  const pages = Math.max(1, Math.ceil(rows.length / rowsOnPage));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const open = unmarked(sheet).length;
  return [
    { heading: say('attendance.heading', { title: value(course.title) }) },
    { paragraph: say('attendance.progress', { marked: rows.length - open, count: rows.length }) },
    ...(sheet.hidden > 0 ? [{ paragraph: say('attendance.hidden', { count: sheet.hidden }) }] : []),
    ...(pages > 1 ? [{ paragraph: say('attendance.page', { page: shown + 1, pages }) }] : []),
    ...rows.slice(shown * rowsOnPage, (shown + 1) * rowsOnPage).map(
      (row): Block => ({
        select: {
          label: labelOf(row, { say, house }),
          route: route('course/attendance/mark', course.id, row.nomination.id, String(shown)),
          options: marks.map((mark) => ({ value: mark, label: house(`nominationState.${mark}`) })),
        },
      }),
    ),
    { buttons: sheetButtons(sheet, shown, pages, open, say) },
  ];
}

/** Room is scarce: the label of a select has 150 characters on Discord. */
function labelOf(row: SheetRow, { say, house }: Pick<Desk<Key>, 'say' | 'house'>): Text {
  const mark = row.mark === undefined ? say('attendance.notMarked') : house(`nominationState.${row.mark}`);
  return [value(shortened(row.name, 60)), ' · ', value(shortened(row.organisation, 40)), ' – ', ...mark];
}

function sheetButtons(
  sheet: Sheet,
  page: number,
  pages: number,
  open: number,
  say: Desk<Key>['say'],
): readonly Button[] {
  const { id } = sheet.course;
  const everybody = open === sheet.rows.length;
  const rest: Button = {
    label: everybody ? say('attendance.allAttended') : say('attendance.othersAttended'),
    route: route('course/attendance/all', id, String(page)),
  };
  const turnTo = (to: number, label: Text): Button => ({
    label,
    route: route('course/attendance/page', id, String(to)),
  });
  const done: Button = { label: say('attendance.done'), route: route('course/attendance/done', id) };
  return [
    ...(open > 0 ? [rest] : []),
    ...(page > 0 ? [turnTo(page - 1, say('attendance.back'))] : []),
    ...(page < pages - 1 ? [turnTo(page + 1, say('attendance.forward'))] : []),
    open > 0 ? done : { ...done, look: 'primary' },
  ];
}
