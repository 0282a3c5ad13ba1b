// One day of the attendance sheet: a page of people with a choice for each, the days before and after, and all as a file.
import type { Desk } from '#bot/command.ts';
import { plainText } from '#bot/plain-text.ts';
import { csvFile } from '#bot/table-file.ts';
import { day as dayText, type Text, value } from '#bot/text.ts';
import { type Block, type Button, type FileContent, route, type View } from '#bot/view.ts';
import { daysUntil, type Presence, presences } from '#exchange/attendance.ts';
import { courseEnd } from '#exchange/course.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import type { Course } from '#store/records/courses.ts';
import { labelOf, pageOf, rowsOf, type Sheet, sheetOf } from './_attendance.ts';
import type { Key } from './words.ts';

/** The days that can be marked now. */
export function markableDays(course: Course, now: number): readonly string[] {
  return daysUntil(course, localDate(now, course.zone));
}

/** A page of the people, as they are marked for one day. */
export async function dayView(course: Course, day: string, asked: number, desk: Desk<Key>): Promise<View> {
  const { say, house, records } = desk;
  const sheet = await sheetOf(course, desk);
  const marked = new Map(
    (await records.attendanceDays.of(course.id, day)).map((one) => [one.person, one.presence]),
  );
  const { page, pages } = pageOf(sheet.rows, asked);
  const open = sheet.rows.filter((row) => !marked.has(row.nomination.nominee)).length;
  const { length: position } = daysUntil(course, day);
  const { length: days } = daysUntil(course, course.endsOn);
  const progress = { marked: sheet.rows.length - open, count: sheet.rows.length };
  return [
    { heading: say('attendance.heading', { title: value(course.title) }) },
    { paragraph: say('attendance.day', { day: dayText(day), position, days, ...progress }) },
    { paragraph: say('attendance.dayHint') },
    ...(sheet.hidden > 0 ? [{ paragraph: say('attendance.hidden', { count: sheet.hidden }) }] : []),
    ...(pages > 1 ? [{ paragraph: say('attendance.page', { page: page + 1, pages }) }] : []),
    ...rowsOf(sheet, page).map((row): Block => {
      const presence = marked.get(row.nomination.nominee);
      return {
        select: {
          label: labelOf(row, presence ? house(`presence.${presence}`) : say('attendance.notMarked')),
          route: route('course/attendance/presence', course.id, row.nomination.id, day, String(page)),
          options: presences.map((one) => ({ value: one, label: house(`presence.${one}`) })),
        },
      };
    }),
    ...dayButtons(sheet, { day, page, pages, open }, desk),
  ];
}

function dayButtons(
  { course, rows }: Sheet,
  { day, page, pages, open }: { day: string; page: number; pages: number; open: number },
  { say, now }: Desk<Key>,
): readonly Block[] {
  const days = markableDays(course, now);
  const to = (on: string, onPage: number, label: Text): Button => ({
    label,
    route: route('course/attendance/day', course.id, on, String(onPage)),
  });
  const rest: Button = {
    label: open === rows.length ? say('attendance.allHere') : say('attendance.othersHere'),
    route: route('course/attendance/here', course.id, day, String(page)),
    look: 'primary',
  };
  const turning = [
    ...(open > 0 ? [rest] : []),
    ...(page > 0 ? [to(day, page - 1, say('attendance.back'))] : []),
    ...(page < pages - 1 ? [to(day, page + 1, say('attendance.forward'))] : []),
  ];
  return [
    ...(turning.length > 0 ? [{ buttons: turning }] : []),
    {
      buttons: [
        ...(day > course.startsOn ? [to(addDays(day, -1), page, say('attendance.dayBefore'))] : []),
        ...(day < (days.at(-1) ?? day) ? [to(addDays(day, 1), page, say('attendance.dayAfter'))] : []),
        ...(now >= courseEnd(course)
          ? [{ label: say('attendance.whole'), route: route('course/attendance/page', course.id, '0') }]
          : []),
        { label: say('attendance.asFile'), route: route('course/attendance/file', course.id) },
      ],
    },
  ];
}

/** The sheet as a table to be filled in and handed over with /course attendance-import: a row for each person, a column a day. */
export async function sheetFile(course: Course, desk: Desk<Key>): Promise<FileContent> {
  const { say, house, records, asker } = desk;
  const plain = (text: Text) => plainText(text, { language: asker.language, zone: asker.zone });
  const sheet = await sheetOf(course, desk);
  const marked = new Map<string, Presence>();
  for (const { person, day, presence } of await records.attendanceDays.of(course.id))
    marked.set(`${person} ${day}`, presence);
  const days = daysUntil(course, course.endsOn);
  const header = [
    ...(['code', 'name', 'organisation'] as const).map((one) =>
      plain(say(`attendance-import.column.${one}`)),
    ),
    ...days,
  ];
  const rows = sheet.rows.map(({ nomination, name, organisation }) => [
    nomination.id,
    name,
    organisation,
    ...days.map((day) => {
      const presence = marked.get(`${nomination.nominee} ${day}`);
      return presence === undefined ? '' : plain(house(`presence.${presence}`));
    }),
  ]);
  return csvFile('attendance', { header, rows });
}
