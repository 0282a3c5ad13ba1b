// /nominate import: many nominations from a file; what was understood is shown row by row, and kept only when that is pressed.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { dayInWords } from '#bot/plain-text.ts';
import { tableProblemKeys } from '#bot/read-table.ts';
import { csvFile } from '#bot/table-file.ts';
import { joined, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { localDate } from '#exchange/local-time.ts';
import { cellsOf, columnsOf, type NominationCells, nominationColumns } from '#exchange/nomination-rows.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Person } from '#store/records/people.ts';
import { handIn } from './_hand-in.ts';
import { type JudgedRow, judge, knownColumns, templateFile, wrongRows } from './_import.ts';
import { cardOf } from './_nomination.ts';
import { newMember } from './_nominee.ts';
import { type Key, words } from './words.ts';

const limits = { maxBytes: 1_000_000, maxRows: 500 } as const;
const rowsOnAPage = 10;
const codeGoodForDays = 30;
const path = 'nominate import';
type Verdict = JudgedRow['verdict'];

export default defineCommand({
  path,
  words,
  who: ['liaison'],
  access: 'write',
  asks: {
    // Whoever gives none gets one to fill in.
    file: optional(ask.table(limits)),
  },
  pages: [['file']],
  introduction: async (_given, { say }) => [
    say('import.introduction', { max: limits.maxRows, columns: columnNames(say) }),
  ],
  async run({ file }, desk) {
    const { say, asker, records } = desk;
    const organisation = ownOrganisation(desk);
    if (!organisation) return desk.refuse('add.noOrganisation');
    if (file === undefined) return { reply: await howTo(desk) };
    if ('problem' in file)
      return {
        correct: { file: say(`import.file.${tableProblemKeys[file.problem]}`, { max: limits.maxRows }) },
      };
    const [header = [], ...rows] = file.rows;
    const columns = columnsOf(header, knownColumns());
    if (!columns) return { correct: { file: say('import.noColumns', { columns: columnNames(say) }) } };
    const cells = rows.map((row) => cellsOf(row, columns));
    // Kept as a draft is: it survives a restart, belongs to this account alone, and is erased once used or after a while.
    const draft = await records.drafts.keep({
      path,
      account: asker.account,
      channel: undefined,
      values: { rows: JSON.stringify(cells) },
      pagesDone: [],
    });
    return { reply: await preview(desk, organisation, draft.id, cells, 0) };
  },
  buttons: {
    start: { who: ['liaison'], access: 'read', press: async () => ({ open: path, values: {} }) },
    page: {
      who: ['liaison'],
      access: 'read',
      async press([id = '', page = '0'], desk) {
        const cells = await understood(desk, id);
        const organisation = ownOrganisation(desk);
        if (!cells || !organisation) return desk.refuse('import.gone');
        return { update: await preview(desk, organisation, id, cells, Number(page) || 0) };
      },
    },
    keep: { who: ['liaison'], access: 'write', press: ([id = ''], desk) => keep(desk, id, ['good']) },
    'keep-doubtful': {
      who: ['liaison'],
      access: 'write',
      press: ([id = ''], desk) => keep(desk, id, ['good', 'doubtful']),
    },
    discard: {
      who: ['liaison'],
      access: 'write',
      async press([id = ''], desk) {
        if (!(await understood(desk, id))) return desk.refuse('import.gone');
        await desk.records.drafts.finish(id);
        return { update: [{ paragraph: desk.say('import.discarded') }] };
      },
    },
  },
});

function ownOrganisation({ asker }: Desk<Key>): Organisation | undefined {
  const { organisation } = asker;
  return organisation && hasRole(asker, 'liaison', organisation.id) ? organisation : undefined;
}

function columnNames(say: Desk<Key>['say']): Text {
  return joined(
    nominationColumns.map((column) => say(`import.column.${column}`)),
    ' · ',
  );
}

async function howTo(desk: Desk<Key>): Promise<View> {
  const { say } = desk;
  return [
    { paragraph: say('import.introduction', { max: limits.maxRows, columns: columnNames(say) }) },
    { file: await templateFile(desk), label: say('import.template') },
    { buttons: [{ label: say('import.choose'), route: route('nominate/import/start'), look: 'primary' }] },
  ];
}

/** Only the importer's own. */
async function understood(desk: Desk<Key>, id: string): Promise<readonly NominationCells[] | undefined> {
  const draft = await desk.records.drafts.byId(id, desk.asker.account);
  const rows = draft?.path === path ? draft.values.rows : undefined;
  if (typeof rows !== 'string') return undefined;
  // Written by `run` alone.
  return JSON.parse(rows) as readonly NominationCells[];
}

async function preview(
  desk: Desk<Key>,
  organisation: Organisation,
  id: string,
  cells: readonly NominationCells[],
  page: number,
): Promise<View> {
  const { say } = desk;
  const rows = await judge(desk, organisation, cells);
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const pages = Math.ceil(rows.length / rowsOnAPage);
  const at = Math.min(Math.max(0, page), pages - 1);
  const shown = rows.slice(at * rowsOnAPage, (at + 1) * rowsOnAPage);
  const bad = rows.filter((row) => row.verdict === 'bad');
  const turn = (to: number, label: Text): Button => ({
    label,
    route: route('nominate/import/page', id, String(to)),
  });
  const buttons: Button[] = [
    ...(count('good') > 0
      ? [
          {
            label: say('import.keep', { count: count('good') }),
            route: route('nominate/import/keep', id),
            look: 'primary' as const,
          },
        ]
      : []),
    ...(count('doubtful') > 0
      ? [
          {
            label: say('import.keepDoubtful', { count: count('good') + count('doubtful') }),
            route: route('nominate/import/keep-doubtful', id),
          },
        ]
      : []),
    { label: say('import.discard'), route: route('nominate/import/discard', id) },
    ...(at > 0 ? [turn(at - 1, say('list.earlier'))] : []),
    ...(at < pages - 1 ? [turn(at + 1, say('list.more'))] : []),
  ];
  return [
    { heading: say('import.heading', { count: rows.length }) },
    {
      facts: (['good', 'doubtful', 'bad'] as const).map(
        (verdict) => [say(`import.verdict.${verdict}`), [String(count(verdict))]] as const,
      ),
    },
    { list: shown.map((row) => lineOf(desk, row)) },
    ...(pages > 1 ? [{ paragraph: say('import.page', { page: at + 1, pages }) }] : []),
    ...(bad.length > 0 && at === 0
      ? [{ file: await wrongRows(say, bad), label: say('import.wrongFile') }]
      : []),
    { buttons },
  ];
}

function lineOf({ say }: Desk<Key>, { cells, verdict, problem, doubts, course, person }: JudgedRow): Text {
  const judged =
    problem !== undefined
      ? [say(`import.problem.${problem}`)]
      : doubts.length > 0
        ? doubts.map((doubt) => say(`import.doubt.${doubt}`))
        : [say(`import.verdict.${verdict}`), ...(person ? [] : [say('import.newMember')])];
  return say('import.line', {
    name: value(cells.name === '' ? '–' : cells.name),
    course: value(course?.title ?? (cells.course === '' ? '–' : cells.course)),
    verdict: joined(judged, ' · '),
  });
}

/** Once, however often it is pressed: whoever finishes the draft keeps the rows. */
async function keep(
  desk: Desk<Key>,
  id: string,
  verdicts: readonly Verdict[],
): Promise<readonly Answer[] | Answer> {
  const { records, say, asker, now } = desk;
  const cells = await understood(desk, id);
  const organisation = ownOrganisation(desk);
  if (!cells || !organisation || !(await records.drafts.finish(id))) return desk.refuse('import.gone');
  const rows = await judge(desk, organisation, cells);
  const goodUntil = now + codeGoodForDays * 86_400_000;
  const codes: string[][] = [];
  const told: Answer[] = [];
  const made = new Map<string, Person>();
  const courses = new Set<string>();
  let count = 0;
  for (const { cells: row, verdict, course, pass, person, about } of rows) {
    if (!course || !pass || !verdicts.includes(verdict)) continue;
    // Somebody new may stand in the file for several courses.
    const nominee = person ?? made.get(row.name) ?? (await newMember(records, row.name, organisation, about));
    if (!person && !made.has(row.name)) {
      made.set(row.name, nominee);
      const code = desk.newCode();
      await records.codes.issue(code, 'person', nominee.id, goodUntil);
      codes.push([row.name, code]);
    }
    const handed = await handIn(desk, course, organisation, nominee, pass, about);
    told.push(...handed.told);
    courses.add(course.id);
    count += 1;
  }
  const bad = rows.filter((row) => row.verdict === 'bad');
  const view: Block[] = [{ paragraph: say('import.kept', { count }) }];
  if (bad.length > 0) view.push({ file: await wrongRows(say, bad), label: say('import.wrongFile') });
  if (codes.length > 0) {
    const until = dayInWords(localDate(goodUntil, asker.zone), asker.language);
    const file = await csvFile('codes', { header: ['name', 'code', until], rows: codes });
    view.push(
      { file, label: say('import.codes') },
      { paragraph: say('import.codes.once', { until: value(until) }) },
    );
  }
  return [{ update: view }, ...told, ...[...courses].map(cardOf)];
}
