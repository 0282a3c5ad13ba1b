// The attendance sheet of a course: everybody who holds a seat, what the days say of them, and what was set by hand.

import type { Desk } from '#bot/command.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { markFromDays, noPresence, type PresenceCount } from '#exchange/attendance.ts';
import type { NominationState } from '#exchange/nomination.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import type { AttendanceMark, Nomination } from '#store/records/nominations.ts';
import type { Key } from './words.ts';

export const marks = ['attended', 'partial', 'no-show'] as const satisfies readonly AttendanceMark[];

/** Whose attendance is marked: those whose seat was confirmed, also when it was marked before. */
const seated: readonly NominationState[] = ['accepted', ...marks];

/** Half of what Discord shows in one message, so that a sheet is never split. */
export const rowsOnPage = 10;

export interface SheetRow {
  readonly nomination: Nomination;
  readonly name: string;
  readonly organisation: string;
  readonly days: PresenceCount;
  /** What was set for the whole course by hand: it counts before what the days say. */
  readonly byHand: AttendanceMark | undefined;
  readonly mark: AttendanceMark | undefined;
}

export interface Sheet {
  readonly course: Course;
  /** By name. */
  readonly rows: readonly SheetRow[];
  /** Seats given to people whom the asker does not see. */
  readonly hidden: number;
  /** For how many days anybody is marked. */
  readonly daysMarked: number;
  /** In per cent. */
  readonly threshold: number;
}

export async function sheetOf(course: Course, { records, asker }: Desk<Key>): Promise<Sheet> {
  const nominations = await records.nominations.list({ course: course.id, states: seated });
  const byHand = new Map(
    (await records.nominations.attendance(course.id)).map((one) => [one.person, one.mark]),
  );
  const tally = await records.attendanceDays.tally(course.id);
  const threshold = await hubSetting(records, 'attendance.threshold');
  const people = new Map(
    (await records.people.byIds(nominations.map((one) => one.nominee))).map((one) => [one.id, one.name]),
  );
  const organisations = new Map((await records.organisations.all()).map((one) => [one.id, one.name]));
  const rows = nominations.map((nomination): SheetRow => {
    const days = tally.people.get(nomination.nominee) ?? noPresence;
    const set = byHand.get(nomination.nominee);
    return {
      nomination,
      name: people.get(nomination.nominee) ?? '–',
      organisation: organisations.get(nomination.organisation) ?? '–',
      days,
      byHand: set,
      mark: set ?? markFromDays(days, tally.days.length, threshold),
    };
  });
  return {
    course,
    rows: rows.toSorted((one, other) => one.name.localeCompare(other.name, asker.language)),
    hidden: Math.max(0, course.granted - nominations.length),
    daysMarked: tally.days.length,
    threshold,
  };
}

export function unmarked(sheet: Sheet): readonly SheetRow[] {
  return sheet.rows.filter((row) => row.mark === undefined);
}

/** The page that is shown, of how many; whatever number is asked for. */
export function pageOf(rows: readonly unknown[], page: number): { page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(rows.length / rowsOnPage));
  return { page: Math.min(Math.max(0, page || 0), pages - 1), pages };
}

export function rowsOf(sheet: Sheet, page: number): readonly SheetRow[] {
  return sheet.rows.slice(page * rowsOnPage, (page + 1) * rowsOnPage);
}

/** One page of the sheet of the whole course, with a choice for each person. */
export function sheetView(sheet: Sheet, asked: number, desk: Desk<Key>): View {
  const { say, house } = desk;
  const { course, rows, daysMarked, threshold } = sheet;
  const { page, pages } = pageOf(rows, asked);
  const open = unmarked(sheet).length;
  const byDays = { value: 'days', label: say('attendance.asDaysSay') };
  return [
    { heading: say('attendance.heading', { title: value(course.title) }) },
    { paragraph: say('attendance.progress', { marked: rows.length - open, count: rows.length }) },
    ...(daysMarked > 0
      ? [{ paragraph: say('attendance.fromDays', { count: daysMarked, share: String(threshold) }) }]
      : []),
    ...(sheet.hidden > 0 ? [{ paragraph: say('attendance.hidden', { count: sheet.hidden }) }] : []),
    ...(pages > 1 ? [{ paragraph: say('attendance.page', { page: page + 1, pages }) }] : []),
    ...rowsOf(sheet, page).map(
      (row): Block => ({
        select: {
          label: labelOf(row, markInWords(row, sheet, desk)),
          route: route('course/attendance/mark', course.id, row.nomination.id, String(page)),
          options: [
            ...marks.map((mark) => ({ value: mark, label: house(`nominationState.${mark}`) })),
            ...(row.byHand !== undefined && daysMarked > 0 ? [byDays] : []),
          ],
        },
      }),
    ),
    { buttons: sheetButtons(sheet, page, pages, open, say) },
    { buttons: [{ label: say('attendance.byDay'), route: route('course/attendance/day', course.id) }] },
  ];
}

/** Room is scarce: the label of a select has 150 characters on Discord. */
export function labelOf(row: SheetRow, mark: Text): Text {
  return [value(shortened(row.name, 60)), ' · ', value(shortened(row.organisation, 30)), ' – ', ...mark];
}

function markInWords(row: SheetRow, { daysMarked }: Sheet, { say, house }: Desk<Key>): Text {
  const { byHand, mark, days } = row;
  if (byHand !== undefined) {
    const set = house(`nominationState.${byHand}`);
    return daysMarked > 0 ? say('attendance.byHand', { mark: set }) : set;
  }
  if (mark !== undefined)
    return say('attendance.ofDays', {
      mark: house(`nominationState.${mark}`),
      present: days.present,
      count: daysMarked,
    });
  const marked = days.present + days.absent + days.excused;
  return marked > 0
    ? say('attendance.daysMissing', { count: daysMarked - marked })
    : say('attendance.notMarked');
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
