// /course attendance-import: attendance by day from a file; what was understood is shown row by row, and kept when that is pressed.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Press } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { tableProblemKeys } from '#bot/read-table.ts';
import { askCourse } from '#bot/record-fields.ts';
import { joined, type Text, value } from '#bot/text.ts';
import { type Button, route, type View } from '#bot/view.ts';
import {
  type AttendanceCells,
  attendanceCells,
  attendanceColumns,
  attendanceHeader,
} from '#exchange/attendance-rows.ts';
import { courseStart } from '#exchange/course.ts';
import { localDate } from '#exchange/local-time.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import { dayView, markableDays } from './_attendance-days.ts';
import {
  type JudgedRow,
  judge,
  knownColumns,
  problemIn,
  type Verdict,
  wrongRows,
} from './_attendance-import.ts';
import { attendanceMarkers, mayMarkAttendance, refusalToMark, refuseUnseen } from './_rights.ts';
import { attendedStates } from './_states.ts';
import { type Key, words } from './words.ts';

const limits = { maxBytes: 1_000_000, maxRows: 500 } as const;
const rowsOnAPage = 10;
const path = 'course attendance-import';
/** Columns that were left out are named up to so many. */
const mostNamed = 10;

export default defineCommand({
  path,
  words,
  who: attendanceMarkers,
  access: 'write',
  asks: {
    course: askCourse(attendedStates, (course, desk) => mayMarkAttendance(desk.asker, course)),
    file: ask.table(limits),
  },
  pages: [['course', 'file']],
  introduction: async (_given, { say, house }) => [
    say('attendance-import.introduction', {
      max: limits.maxRows,
      present: house('presence.present'),
      absent: house('presence.absent'),
      excused: house('presence.excused'),
    }),
  ],
  async run({ course: id, file }, desk) {
    const found = await courseFor(desk, id);
    if ('refused' in found) return found.refused;
    const { course } = found;
    const { say, asker, records, now } = desk;
    if ('problem' in file)
      return {
        correct: {
          file: say(`attendance-import.file.${tableProblemKeys[file.problem]}`, { max: limits.maxRows }),
        },
      };
    const [first = [], ...rows] = file.rows;
    const header = attendanceHeader(first, knownColumns(), course, localDate(now, course.zone));
    if (!header)
      return { correct: { file: say('attendance-import.noNames', { columns: columnNames(say) }) } };
    if (header.days.size === 0) return { correct: { file: say('attendance-import.noDays') } };
    const understood: Understood = {
      course: course.id,
      rows: rows.map((row) => attendanceCells(row, header)),
      leftOut: header.leftOut,
    };
    // Kept as a draft is: it survives a restart, belongs to this account alone, and is erased once used or after a while.
    const draft = await records.drafts.keep({
      path,
      account: asker.account,
      channel: undefined,
      values: { understood: JSON.stringify(understood) },
      pagesDone: [],
    });
    return { reply: await preview(desk, course, draft.id, understood, 0) };
  },
  buttons: {
    page: pressed('read', async (id, [page], desk, { course, understood }) => ({
      update: await preview(desk, course, id, understood, Number(page) || 0),
    })),
    keep: pressed('write', async (id, _ids, desk, { course, understood }) =>
      keep(desk, id, course, understood),
    ),
    discard: pressed('write', async (id, _ids, desk) => {
      await desk.records.drafts.finish(id);
      return { update: [{ paragraph: desk.say('attendance-import.discarded') }] };
    }),
  },
});

interface Understood {
  readonly course: string;
  readonly rows: readonly AttendanceCells[];
  readonly leftOut: readonly string[];
}

/** A press on what was understood: by the importer alone, while it is there, and while the course can be marked. */
function pressed(
  access: 'read' | 'write',
  press: (
    id: string,
    ids: readonly string[],
    desk: Desk<Key>,
    about: { readonly course: Course; readonly understood: Understood },
  ) => Promise<Answer>,
): Press<Key> {
  return {
    who: attendanceMarkers,
    access,
    async press([id = '', ...ids], desk) {
      const draft = await desk.records.drafts.byId(id, desk.asker.account);
      const kept = draft?.path === path ? draft.values.understood : undefined;
      if (typeof kept !== 'string') return desk.refuse('attendance-import.gone');
      // Written by `run` alone.
      const understood = JSON.parse(kept) as Understood;
      const found = await courseFor(desk, understood.course);
      return 'refused' in found ? found.refused : press(id, ids, desk, { course: found.course, understood });
    },
  };
}

async function courseFor(desk: Desk<Key>, id: string): Promise<{ course: Course } | { refused: Answer }> {
  const course = await desk.records.courses.byId(id);
  if (!course) return { refused: refuseUnseen(desk) };
  const refused = await refusalToMark(desk, course, attendedStates);
  if (refused) return { refused };
  return desk.now < courseStart(course) ? { refused: refuseUnseen(desk) } : { course };
}

function columnNames(say: Desk<Key>['say']): Text {
  return joined(
    attendanceColumns.map((column) => say(`attendance-import.column.${column}`)),
    ' · ',
  );
}

async function preview(
  desk: Desk<Key>,
  course: Course,
  id: string,
  { rows: cells, leftOut }: Understood,
  page: number,
): Promise<View> {
  const { say } = desk;
  const rows = await judge(desk, course, cells);
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const pages = Math.max(1, Math.ceil(rows.length / rowsOnAPage));
  const at = Math.min(Math.max(0, page), pages - 1);
  const bad = rows.filter((row) => row.verdict === 'bad');
  const turn = (to: number, label: Text): Button => ({
    label,
    route: route('course/attendance-import/page', id, String(to)),
  });
  const take: Button = {
    label: say('attendance-import.keep', { count: count('good') }),
    route: route('course/attendance-import/keep', id),
    look: 'primary',
  };
  const replaced = rows.reduce((sum, row) => sum + row.replaced, 0);
  return [
    { heading: say('attendance-import.heading', { count: rows.length, title: value(course.title) }) },
    {
      facts: [
        ...(['good', 'empty', 'bad'] as const).map(
          (verdict) => [say(`attendance-import.verdict.${verdict}`), [String(count(verdict))]] as const,
        ),
        [say('attendance-import.replaced'), [String(replaced)]],
      ],
    },
    ...(leftOut.length > 0
      ? [{ paragraph: say('attendance-import.leftOut', { columns: namesOf(leftOut) }) }]
      : []),
    { list: rows.slice(at * rowsOnAPage, (at + 1) * rowsOnAPage).map((row) => lineOf(desk, row)) },
    ...(pages > 1 ? [{ paragraph: say('attendance.page', { page: at + 1, pages }) }] : []),
    ...(bad.length > 0 && at === 0
      ? [{ file: await wrongRows(desk, bad), label: say('attendance-import.wrongFile') }]
      : []),
    {
      buttons: [
        ...(count('good') > 0 ? [take] : []),
        { label: say('attendance-import.discard'), route: route('course/attendance-import/discard', id) },
        ...(at > 0 ? [turn(at - 1, say('attendance.back'))] : []),
        ...(at < pages - 1 ? [turn(at + 1, say('attendance.forward'))] : []),
      ],
    },
  ];
}

function namesOf(columns: readonly string[]): Text {
  const named = columns.slice(0, mostNamed).map((one): Text => [value(shortened(one, 40))]);
  return joined(columns.length > mostNamed ? [...named, ['…']] : named, ' · ');
}

function lineOf(desk: Desk<Key>, row: JudgedRow): Text {
  const { say } = desk;
  const name = value(shortened(row.name || row.cells.code || '–', 80));
  if (row.verdict === 'bad') return say('attendance-import.line', { name, verdict: problemIn(desk, row) });
  const number = (presence: string) => [...row.marks.values()].filter((one) => one === presence).length;
  const marks = say('attendance-import.marks', {
    present: number('present'),
    absent: number('absent'),
    excused: number('excused'),
  });
  const verdict = row.verdict === 'good' ? marks : say('attendance-import.verdict.empty');
  return say('attendance-import.line', { name, verdict });
}

/** Once, however often it is pressed: whoever finishes the draft keeps the rows. Marks that the file leaves empty stay. */
async function keep(
  desk: Desk<Key>,
  id: string,
  course: Course,
  { rows: cells }: Understood,
): Promise<Answer> {
  const { records, say, asker, now } = desk;
  const rows = (await judge(desk, course, cells)).filter((row) => row.verdict === 'good');
  if (!(await records.drafts.finish(id))) return desk.refuse('attendance-import.gone');
  const marks = rows.flatMap(({ person, marks: own }) =>
    person === undefined ? [] : [...own].map(([day, presence]) => ({ person, day, presence })),
  );
  await records.attendanceDays.mark(course.id, marks, asker.person?.id ?? asker.account);
  const last =
    marks
      .map(({ day }) => day)
      .toSorted()
      .at(-1) ?? markableDays(course, now).at(-1);
  return {
    update: [
      { paragraph: say('attendance-import.kept', { count: rows.length }) },
      ...(await dayView(course, last ?? course.startsOn, 0, desk)),
    ],
  };
}
