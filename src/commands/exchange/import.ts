// /exchange import: members from a file; what was understood is shown row by row, and kept only when that is pressed.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { dayInWords } from '#bot/plain-text.ts';
import { tableProblemKeys } from '#bot/read-table.ts';
import { csvFile } from '#bot/table-file.ts';
import { joined, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { localDate } from '#exchange/local-time.ts';
import { cellsOf, columnsOf, type MemberCells, memberColumns } from '#exchange/member-rows.ts';
import { type JudgedRow, judge, knownColumns, type Verdict, wrongRows } from './_import.ts';
import { scopeOf } from './_membership.ts';
import { type Key, words } from './words.ts';

const limits = { maxBytes: 1_000_000, maxRows: 500 } as const;
const rowsOnAPage = 10;
const codeGoodForDays = 30;
const path = 'exchange import';

export default defineCommand({
  path,
  words,
  who: ['coordinator', 'liaison'],
  access: 'write',
  asks: {
    file: ask.table(limits),
  },
  pages: [['file']],
  introduction: async (_given, { say }) => [
    say('import.introduction', { max: limits.maxRows, columns: columnNames(say) }),
  ],
  async run({ file }, desk) {
    const { say, asker, records } = desk;
    if ('problem' in file)
      return {
        correct: { file: say(`import.file.${tableProblemKeys[file.problem]}`, { max: limits.maxRows }) },
      };
    const [header = [], ...rows] = file.rows;
    const columns = columnsOf(header, knownColumns());
    if (!columns) return { correct: { file: say('import.noNames', { columns: columnNames(say) }) } };
    const cells = rows.map((row) => cellsOf(row, columns));
    // Kept as a draft is: it survives a restart, belongs to this account alone, and is erased once used or after a while.
    const draft = await records.drafts.keep({
      path,
      account: asker.account,
      channel: undefined,
      values: { rows: JSON.stringify(cells) },
      pagesDone: [],
    });
    return { reply: await preview(desk, draft.id, cells, 0) };
  },
  buttons: {
    page: {
      who: ['coordinator', 'liaison'],
      access: 'read',
      async press([id = '', page = '0'], desk) {
        const cells = await understood(desk, id);
        return cells
          ? { update: await preview(desk, id, cells, Number(page) || 0) }
          : desk.refuse('import.gone');
      },
    },
    keep: {
      who: ['coordinator', 'liaison'],
      access: 'write',
      press: ([id = ''], desk) => keep(desk, id, ['good']),
    },
    'keep-namesakes': {
      who: ['coordinator', 'liaison'],
      access: 'write',
      press: ([id = ''], desk) => keep(desk, id, ['good', 'namesake']),
    },
    discard: {
      who: ['coordinator', 'liaison'],
      access: 'write',
      async press([id = ''], desk) {
        if (!(await understood(desk, id))) return desk.refuse('import.gone');
        await desk.records.drafts.finish(id);
        return { update: [{ paragraph: desk.say('import.discarded') }] };
      },
    },
  },
});

function columnNames(say: Desk<Key>['say']): Text {
  return joined(
    memberColumns.map((column) => say(`import.column.${column}`)),
    ' · ',
  );
}

/** Only the importer's own. */
async function understood(desk: Desk<Key>, id: string): Promise<readonly MemberCells[] | undefined> {
  const draft = await desk.records.drafts.byId(id, desk.asker.account);
  const rows = draft?.path === path ? draft.values.rows : undefined;
  if (typeof rows !== 'string') return undefined;
  // Written by `run` alone.
  return JSON.parse(rows) as readonly MemberCells[];
}

async function preview(
  desk: Desk<Key>,
  id: string,
  cells: readonly MemberCells[],
  page: number,
): Promise<View> {
  const { say } = desk;
  const rows = await judge(desk, cells);
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const pages = Math.ceil(rows.length / rowsOnAPage);
  const at = Math.min(Math.max(0, page), pages - 1);
  const shown = rows.slice(at * rowsOnAPage, (at + 1) * rowsOnAPage);
  const bad = rows.filter((row) => row.verdict === 'bad');
  const turn = (to: number, label: Text): Button => ({
    label,
    route: route('exchange/import/page', id, String(to)),
  });
  const buttons: Button[] = [];
  if (count('good') > 0)
    buttons.push({
      label: say('import.keep', { count: count('good') }),
      route: route('exchange/import/keep', id),
      look: 'primary',
    });
  if (count('namesake') > 0)
    buttons.push({
      label: say('import.keepNamesakes', { count: count('good') + count('namesake') }),
      route: route('exchange/import/keep-namesakes', id),
    });
  buttons.push({ label: say('import.discard'), route: route('exchange/import/discard', id) });
  if (at > 0) buttons.push(turn(at - 1, say('import.earlier')));
  if (at < pages - 1) buttons.push(turn(at + 1, say('import.later')));
  return [
    { heading: say('import.heading', { count: rows.length }) },
    {
      facts: (['good', 'known', 'namesake', 'bad'] as const).map(
        (verdict) => [say(`import.verdict.${verdict}`), [String(count(verdict))]] as const,
      ),
    },
    { list: shown.map((row) => lineOf(desk, row)) },
    ...(pages > 1 ? [{ paragraph: say('import.page', { page: at + 1, pages }) }] : []),
    ...(bad.length > 0 && at === 0
      ? [{ file: await wrongRows(desk, bad), label: say('import.wrongFile') }]
      : []),
    { buttons },
  ];
}

function lineOf({ say, house }: Desk<Key>, row: JudgedRow): Text {
  const { cells, verdict, problem, role, organisation } = row;
  return say('import.line', {
    name: value(cells.name === '' ? '–' : cells.name),
    role: house(`role.${role}`),
    organisation: value(organisation?.name ?? (cells.organisation || '–')),
    verdict: problem === undefined ? say(`import.verdict.${verdict}`) : say(`import.problem.${problem}`),
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
  if (!cells || !(await records.drafts.finish(id))) return desk.refuse('import.gone');
  const rows = (await judge(desk, cells)).filter((row) => verdicts.includes(row.verdict));
  const goodUntil = now + codeGoodForDays * 86_400_000;
  const codes: string[][] = [];
  const told: Answer[] = [];
  for (const row of rows) {
    const { role, organisation, account } = row;
    if (!organisation) continue;
    const person = await takeIn(desk, row, organisation.id);
    if (account === undefined) {
      const code = desk.newCode();
      await records.codes.issue(code, 'person', person, goodUntil);
      codes.push([row.cells.name, organisation.name, code]);
      continue;
    }
    await records.people.link(account, person, row.cells.name);
    const message = 'exchange/member-confirmed';
    told.push({
      tell: person,
      message,
      facts: { person, role },
      key: `member confirmed · ${person} · ${role}`,
    });
  }
  const view: Block[] = [{ paragraph: say('import.kept', { count: rows.length }) }];
  if (codes.length > 0) {
    const until = dayInWords(localDate(goodUntil, asker.zone), asker.language);
    view.push(
      {
        file: await csvFile('codes', { header: ['name', 'organisation', 'code', until], rows: codes }),
        label: say('import.codes'),
      },
      { paragraph: say('import.codes.once', { until: value(until) }) },
    );
  }
  return [{ update: view }, ...told];
}

async function takeIn({ records }: Desk<Key>, row: JudgedRow, organisation: string): Promise<string> {
  const { cells, role } = row;
  const { id } = await records.people.add({
    name: cells.name,
    organisation,
    membership: 'confirmed',
    // Whatever is not one was refused before.
    ...(cells.language === '' ? {} : { language: cells.language as 'en' }),
    ...(cells.zone === '' ? {} : { zone: cells.zone }),
    ...(cells.rank === '' ? {} : { rank: cells.rank }),
    ...(cells.unit === '' ? {} : { unit: cells.unit }),
  });
  await records.people.grant({ person: id, role, scope: scopeOf(role, organisation) });
  return id;
}
