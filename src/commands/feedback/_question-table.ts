// Questions from a table that somebody hands over: one to a row, in four languages; all of them or none.
import type { Attachment } from '#bot/attachment.ts';
import { plainLabel } from '#bot/choice-labels.ts';
import type { Desk, Shape } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { readTable, tableProblemKeys } from '#bot/read-table.ts';
import { csvFile } from '#bot/table-file.ts';
import { joined, type Text, value } from '#bot/text.ts';
import type { FileContent } from '#bot/view.ts';
import { languages } from '#exchange/languages.ts';
import { foldDigits } from '#exchange/local-time.ts';
import type { Item } from '#exchange/questionnaire.ts';
import {
  designedSets,
  linesOfCell,
  nextQuestion,
  type OwnKind,
  ownKinds,
  type QuestionColumn,
  questionColumns,
  roomFor,
  withQuestion,
} from '#exchange/questionnaire-design.ts';
import { cellsIn, columnsIn, formula } from '#exchange/table-rows.ts';
import { searchKey } from '#exchange/text-input.ts';
import type { Design } from './_design.ts';
import { sentence, understand } from './_question.ts';
import { type Key, words } from './words.ts';

const limits = { maxBytes: 500_000, maxRows: 40 } as const;
/** As many as fit into one sentence that is still read. */
const mostProblems = 5;

export function tableForm({ say }: Desk<Key>): Shape {
  const accepts = ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];
  return {
    title: say('design.table.title'),
    asks: {
      file: {
        field: ask.file({ accepts, maxBytes: limits.maxBytes }),
        label: say('design.table.file'),
        hint: say('design.table.file.hint'),
      },
    },
    pages: [{ heading: say('design.table.title'), fields: ['file'] }],
  };
}

type Imported = { readonly items: readonly Item[]; readonly count: number } | { readonly problem: Text };

export async function itemsFromTable(
  design: Design,
  file: Attachment,
  desk: Pick<Desk<Key>, 'say' | 'house' | 'asker'>,
): Promise<Imported> {
  const { say } = desk;
  const table = await readTable(file, desk.asker.language, limits);
  if ('problem' in table)
    return { problem: say(`design.table.${tableProblemKeys[table.problem]}`, { max: limits.maxRows }) };
  const [header = [], ...rows] = table.rows;
  const columns = columnsIn(header, knownColumns(), ['kind', ...languages]);
  if (!columns) return { problem: say('design.table.noColumns', { columns: columnNames(desk) }) };
  const problems: Text[] = [];
  let items = design.items;
  rows.forEach((row, at) => {
    const read = readRow(design, items, cellsIn(row, columns, questionColumns, languages), desk);
    if ('items' in read) items = read.items;
    else problems.push(say('design.table.row', { row: at + 2, problem: read.problem }));
  });
  if (problems.length > 0) return { problem: joined(problems.slice(0, mostProblems), ' ') };
  if (roomFor(items) < 0) return { problem: say('design.full', { over: -roomFor(items) }) };
  return { items, count: rows.length };
}

function readRow(
  { set }: Design,
  items: readonly Item[],
  cells: Readonly<Record<QuestionColumn, string>>,
  desk: Pick<Desk<Key>, 'say' | 'house'>,
): { readonly items: readonly Item[] } | { readonly problem: Text } {
  const { say } = desk;
  if (Object.values(cells).some((cell) => formula.test(cell)))
    return { problem: say('design.table.formula') };
  const kind = kindsByName().get(searchKey(cells.kind));
  const kinds: readonly OwnKind[] = designedSets[set];
  if (kind === undefined || !kinds.includes(kind)) {
    const offers = joined(
      kinds.map((one) => say(`kind.${one}`)),
      ' · ',
    );
    return { problem: say('design.table.kind', { given: value(cells.kind), offers }) };
  }
  const base = nextQuestion(items);
  const { en, fr, es, ar, right, outcome } = cells;
  const read = understand(base, {
    kind,
    texts: { en: linesOfCell(en), fr: linesOfCell(fr), es: linesOfCell(es), ar: linesOfCell(ar) },
    right: right === '' ? undefined : Number(foldDigits(right)),
    ...(outcome === '' ? {} : { outcome }),
  });
  if ('items' in read) return { items: withQuestion(items, base, read.items) };
  return {
    problem: joined(
      read.problems.map((problem) => sentence(problem, desk)),
      ' ',
    ),
  };
}

/** The names of columns and kinds in any of the four languages. */
function knownColumns(): ReadonlyMap<string, QuestionColumn> {
  return new Map(
    languages.flatMap((language) =>
      questionColumns.map((column) => [
        searchKey(plainLabel(words.in(language)(`design.column.${column}`), language)),
        column,
      ]),
    ),
  );
}

function kindsByName(): ReadonlyMap<string, OwnKind> {
  return new Map(
    ownKinds.flatMap((kind) => [
      [kind, kind] as const,
      ...languages.map(
        (language) => [searchKey(plainLabel(words.in(language)(`kind.${kind}`), language)), kind] as const,
      ),
    ]),
  );
}

function columnNames({ say }: Pick<Desk<Key>, 'say'>): Text {
  return joined(
    questionColumns.map((column) => say(`design.column.${column}`)),
    ' · ',
  );
}

/** A table to fill in, with the columns in the asker's language and a line for each kind that the set may ask. */
export async function templateFile({ set }: Design, { say, asker }: Desk<Key>): Promise<FileContent> {
  const plain = (text: Text) => plainLabel(text, asker.language);
  const kinds: readonly OwnKind[] = designedSets[set];
  return csvFile('questions', {
    header: questionColumns.map((column) => plain(say(`design.column.${column}`))),
    rows: kinds.map((kind) => [plain(say(`kind.${kind}`)), ...questionColumns.slice(1).map(() => '')]),
  });
}
