// What is shown of a file before anything of it is kept: its questions, what is left out and why, and what could not be read.
import type { Desk } from '#bot/command.ts';
import { joined, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { leftOutReasons } from '#exchange/evaluation-columns.ts';
import { answersIn, type KeptColumn, type UnderstoodFile } from '#exchange/evaluation-file.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import { type FeedbackSay, itemText, type Key } from './words.ts';

const cellsOnAPage = 5;
/** What stands in a list takes so much of a line; the whole stands in the file. */
const long = { header: 40, cell: 30, word: 20, option: 70 } as const;
const mostNamed = 6;
const mostWords = 6;

export interface Shown {
  /** Of the draft. */
  readonly id: string;
  readonly understood: UnderstoodFile;
  readonly page: number;
}

export function previewOf(desk: Desk<Key>, course: Course, { id, understood, page }: Shown): View {
  const { say } = desk;
  const { columns, rows, sums, unread, unreadInAll, removed } = understood;
  const count = answersIn(understood);
  const pages = Math.max(1, Math.ceil(unread.length / cellsOnAPage));
  const at = Math.min(Math.max(0, page), pages - 1);
  const facts = [
    ['import.answers', count],
    ['import.blank', rows - count],
    ['import.sums', sums],
    ['import.unread', unreadInAll],
    ['import.removed', removed],
  ] as const;
  const turn = (to: number, label: Text): Button => ({
    label,
    route: route('feedback/import/page', id, String(to)),
  });
  return [
    { heading: say('import.heading', { title: value(course.title), count }) },
    {
      facts: facts
        .filter(([key, number]) => number > 0 || key === 'import.answers')
        .map(([key, number]) => [say(key), [String(number)]] as const),
    },
    { paragraph: [{ bold: say('import.taken') }] },
    { list: columns.map((column) => columnLine(desk, column)) },
    ...listUnder(say('import.leftOut'), leftOutLines(say, understood)),
    ...cells(desk, understood, at),
    ...(columns.length > 1 ? [leaveSelect(say, id, columns)] : []),
    {
      buttons: [
        { label: say('import.keep', { count }), route: route('feedback/import/keep', id), look: 'primary' },
        { label: say('import.discard'), route: route('feedback/import/discard', id) },
        ...(at > 0 ? [turn(at - 1, say('import.back'))] : []),
        ...(at < pages - 1 ? [turn(at + 1, say('import.next'))] : []),
      ],
    },
  ];
}

function listUnder(title: Text, lines: readonly Text[]): readonly Block[] {
  return lines.length > 0 ? [{ paragraph: [{ bold: title }] }, { list: lines }] : [];
}

function columnLine({ say, asker }: Desk<Key>, column: KeptColumn): Text {
  const { item, kind, header, read, words } = column;
  const facts = {
    header: value(shortened(header, long.header)),
    kind: say(`import.kind.${kind}`),
    count: read,
  };
  const line =
    item === undefined
      ? say('import.column.own', facts)
      : say('import.column', { ...facts, question: itemText({ id: item }, say, asker.language) });
  if (words.length === 0) return line;
  const read_ = words
    .slice(0, mostWords)
    .map(([word, step]): Text => [value(`${shortened(word, long.word)} = ${step}`)]);
  return say('import.column.words', {
    line,
    words: joined(words.length > mostWords ? [...read_, ['…']] : read_, ' · '),
  });
}

/** By reason, so that files with many columns are told of in few lines. */
export function leftOutLines(
  say: FeedbackSay,
  { leftOut }: Pick<UnderstoodFile, 'leftOut'>,
): readonly Text[] {
  return leftOutReasons.flatMap((why) => {
    const headers = leftOut.filter((one) => one.why === why).map(({ header }) => header);
    if (headers.length === 0) return [];
    const named = headers.slice(0, mostNamed).map((one): Text => [value(shortened(one || '–', long.header))]);
    const columns = joined(headers.length > mostNamed ? [...named, ['…']] : named, ' · ');
    return [say('line', { label: say(`import.leftOut.${why}`), text: columns })];
  });
}

function cells({ say }: Desk<Key>, { unread, unreadInAll }: UnderstoodFile, page: number): readonly Block[] {
  if (unread.length === 0) return [];
  const first = page * cellsOnAPage;
  const shown = unread.slice(first, first + cellsOnAPage);
  const lines = shown.map(({ number, header, cell, why }) =>
    say('import.cell', {
      row: number,
      header: value(shortened(header, long.header)),
      cell: value(shortened(cell, long.cell)),
      why: say(`import.why.${why}`),
    }),
  );
  const range = { first: first + 1, last: first + shown.length, count: unreadInAll };
  return listUnder(say('import.cells', range), lines);
}

function leaveSelect(say: FeedbackSay, id: string, columns: readonly KeptColumn[]): Block {
  return {
    select: {
      label: say('import.leave'),
      route: route('feedback/import/leave', id),
      options: columns.map(({ header }, at) => ({
        value: String(at),
        label: [value(shortened(header, long.option))],
      })),
    },
  };
}
