// A file of evaluations as it was understood: where its header stands, and the answers that its columns come to together.
import type { FileItemKind, LeftOutReason, TakenColumn, UnreadCell } from './evaluation-columns.ts';
import { sumRows } from './evaluation-words.ts';
import { languages } from './languages.ts';
import { type Answers, type Item, type ItemWording, standardQuestionnaires } from './questionnaire.ts';
import { designLimits } from './questionnaire-design.ts';
import { searchKey } from './text-input.ts';

export interface FileBody {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** As a spreadsheet shows them. */
  readonly numbers: readonly number[];
  /** How many rows sum up others, and are no answers. */
  readonly sums: number;
}

/** Titles above the header have one cell where the others have several; sums stand below. Undefined: nothing is left. */
export function bodyOf(all: {
  readonly rows: readonly (readonly string[])[];
  readonly numbers: readonly number[];
}): FileBody | undefined {
  const filled = (row: readonly string[]) => row.filter((cell) => cell !== '').length;
  const most = Math.max(...all.rows.slice(0, 20).map(filled));
  const from = all.rows.findIndex((row) => most < 3 || filled(row) > 1);
  const header = all.rows[from] ?? [];
  const rows: (readonly string[])[] = [];
  const numbers: number[] = [];
  let sums = 0;
  all.rows.forEach((row, at) => {
    if (at <= from) return;
    const first = row.find((cell) => cell !== '') ?? '';
    if (sumRows.has(searchKey(first.replace(/[:.]+$/u, '')))) sums += 1;
    else {
      rows.push(row);
      numbers.push(all.numbers[at] ?? 0);
    }
  });
  return rows.length > 0 ? { header, rows, numbers, sums } : undefined;
}

/** A column as it is kept until it is decided: what could not be read is told of the whole file. */
export interface KeptColumn {
  readonly header: string;
  readonly item: string | undefined;
  readonly kind: FileItemKind;
  readonly signs: string;
  readonly texts: TakenColumn['texts'];
  readonly read: number;
  readonly words: TakenColumn['words'];
}

export interface UnderstoodFile {
  readonly columns: readonly KeptColumn[];
  readonly leftOut: readonly { readonly header: string; readonly why: LeftOutReason }[];
  /** The first of them; `number` is the row's in a spreadsheet. */
  readonly unread: readonly (Omit<UnreadCell, 'row'> & {
    readonly number: number;
    readonly header: string;
  })[];
  readonly unreadInAll: number;
  readonly removed: number;
  readonly rows: number;
  readonly sums: number;
}

/** How many rows answer anything. */
export function answersIn({ columns, rows }: Pick<UnderstoodFile, 'columns' | 'rows'>): number {
  let count = 0;
  for (let row = 0; row < rows; row += 1) if (columns.some(({ signs }) => signs[row] !== '-')) count += 1;
  return count;
}

/** The questionnaire that the columns make: standard items as they are, the others in the words of the file. */
export function itemsOfFile(columns: readonly KeptColumn[]): readonly Item[] {
  return columns.map(({ item, kind, header }, at): Item => {
    const page = Math.floor(at / designLimits.page) + 1;
    const standard = item === undefined ? undefined : standardItem(item);
    if (standard) return { ...standard, page };
    const wording: ItemWording = { text: header };
    // Nobody can say in whose words a file was asked: they are kept as they are for all.
    const texts = Object.fromEntries(languages.map((language) => [language, wording])) as Item['texts'];
    // A header may be about somebody.
    return {
      id: idOf(columns, at),
      kind,
      page,
      optional: true,
      sensitive: true,
      ...(texts ? { texts } : {}),
    };
  });
}

/** Ids of items of a file: of the standard ones their own. */
function idOf(columns: readonly KeptColumn[], at: number): string {
  return columns[at]?.item ?? `file-${at + 1}`;
}

function standardItem(id: string): Item | undefined {
  const versions = Object.values(standardQuestionnaires).filter(({ set }) => set === 'reaction');
  return versions.flatMap((one): readonly Item[] => one.items).find((one) => one.id === id);
}

/** The answers of the rows from `from` to before `to`; rows that answer nothing are none. */
export function answersOfRows(columns: readonly KeptColumn[], from: number, to: number): readonly Answers[] {
  const texts = columns.map((column) => new Map(column.kind === 'text' ? column.texts : []));
  const answers: Answers[] = [];
  for (let row = from; row < to; row += 1) {
    const answer: Record<string, number | string> = {};
    columns.forEach(({ kind, signs }, at) => {
      const sign = signs[row] ?? '-';
      if (sign === '-') return;
      const id = idOf(columns, at);
      if (kind === 'text') answer[id] = texts[at]?.get(row) ?? '';
      else if (kind === 'choice') answer[id] = sign === 'y' ? 'yes' : 'no';
      else answer[id] = Number.parseInt(sign, 36);
    });
    if (Object.keys(answer).length > 0) answers.push(answer);
  }
  return answers;
}
