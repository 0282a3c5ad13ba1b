// What a file of evaluations comes to: its columns as questions and answers, and what of it is not kept.
import type { WordlessDesk } from '#bot/command.ts';
import { plainText } from '#bot/plain-text.ts';
import type { Rows } from '#bot/read-table.ts';
import { turn } from '#bot/turns.ts';
import { caseDataIn } from '#exchange/case-data.ts';
import { readColumn } from '#exchange/evaluation-columns.ts';
import { bodyOf, type KeptColumn, type UnderstoodFile } from '#exchange/evaluation-file.ts';
import { languages } from '#exchange/languages.ts';
import { contactDetailIn, identityIn, nameFinder } from '#exchange/personal-data.ts';
import { standardQuestionnaires } from '#exchange/questionnaire.ts';
import { searchKey } from '#exchange/text-input.ts';
import { words } from './words.ts';

/** As many as a summary shows on one screen, and its picture with them. */
const most = { answers: 15, texts: 4, columns: 200, named: 5_000, unread: 200 } as const;

/** Undefined when no row is left; a column at a time, so that others are answered in between. */
export async function understand(
  { records }: Pick<WordlessDesk, 'records'>,
  table: Rows,
): Promise<UnderstoodFile | undefined> {
  const body = bodyOf(table);
  if (!body) return undefined;
  const members = await records.people.search('', { organisation: undefined, most: most.named });
  const isPersonal = personalIn(members.map(({ name }) => name));
  const wordings = knownWordings();
  const columns: KeptColumn[] = [];
  const leftOut: UnderstoodFile['leftOut'][number][] = [];
  const unread: UnderstoodFile['unread'][number][] = [];
  let [unreadInAll, removed] = [0, 0];
  const width = Math.min(most.columns, Math.max(...body.rows.slice(0, 100).map(({ length }) => length)));
  for (let at = 0; at < Math.max(width, body.header.length); at += 1) {
    await turn();
    const header = body.header[at] ?? '';
    const cells = body.rows.map((row) => row[at] ?? '');
    const texts = columns.filter(({ kind }) => kind === 'text').length;
    const read = readColumn(
      { header, cells },
      {
        wordings,
        isPersonal,
        taken: new Set(columns.flatMap(({ item }) => item ?? [])),
        room: { answers: most.answers - (columns.length - texts), texts: most.texts - texts },
      },
    );
    if ('leftOut' in read) {
      if (header !== '' || read.leftOut !== 'empty') leftOut.push({ header, why: read.leftOut });
      continue;
    }
    const { unread: cellsUnread, removed: cellsRemoved, ...column } = read.taken;
    columns.push(column);
    removed += cellsRemoved;
    unreadInAll += cellsUnread.length;
    for (const { row, cell, why } of cellsUnread.slice(0, most.unread - unread.length))
      unread.push({ number: body.numbers[row] ?? 0, header: column.header, cell, why });
  }
  const { sums } = body;
  return { columns, leftOut, unread, unreadInAll, removed, rows: body.rows.length, sums };
}

/** Whatever leads to a person, or to a case, is not kept. */
function personalIn(names: readonly string[]): (text: string) => boolean {
  const isNamed = nameFinder(names);
  return (text) =>
    contactDetailIn(text) !== undefined ||
    identityIn(text) !== undefined ||
    caseDataIn(text) !== undefined ||
    isNamed(text);
}

/** The standard items by their ids, and by the words in which they are asked and reported, in any language. */
function knownWordings(): ReadonlyMap<string, string> {
  const reactions = Object.values(standardQuestionnaires).filter(({ set }) => set === 'reaction');
  const ids = new Set(reactions.flatMap(({ items }) => items.map(({ id }) => id)));
  const wordings = new Map<string, string>();
  for (const id of ids) {
    wordings.set(searchKey(id), id);
    for (const key of [`question.${id}`, `field.${id}.label`].filter((one) => words.has(one)))
      for (const language of languages)
        wordings.set(searchKey(plainText(words.in(language)(key), { language, zone: 'UTC' })), id);
  }
  return wordings;
}
