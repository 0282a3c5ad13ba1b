// What people wrote, for those who read a summary: as much as fits, and nothing that may name somebody but to coordinators.
import { type Text, value } from '#bot/text.ts';
import { type Block, route } from '#bot/view.ts';
import { namesSomebody } from '#exchange/personal-data.ts';
import type { Item } from '#exchange/questionnaire.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
import type { Records } from '#store/store.ts';
import type { FigureReader } from './_figures.ts';
import { itemText } from './words.ts';

/** Who reads, and whether they may read comments that could name somebody (product §4.5 R6). */
export interface CommentReader extends FigureReader {
  readonly records: Records;
  readonly coordinates: boolean;
}

export interface Comment {
  readonly item: Item;
  readonly text: string;
}

export interface Comments {
  readonly shown: readonly Comment[];
  /** How many are kept from this reader because they may name somebody. */
  readonly hidden: number;
}

const mostNames = 5_000;

/** Coordinators read all; others those that hold no member's name. */
export async function commentsFor(
  round: FeedbackRound,
  { records, coordinates }: Pick<CommentReader, 'records' | 'coordinates'>,
): Promise<Comments> {
  const items = await records.questionnaires.items(round.questionnaire);
  const written = await records.feedback.comments(round.id);
  const all = (items ?? []).flatMap((item) =>
    written.filter((one) => one.item === item.id).map(({ text }) => ({ item, text })),
  );
  if (coordinates || all.length === 0) return { shown: all, hidden: 0 };
  const members = await records.people.search('', { organisation: undefined, most: mostNames });
  const names = members.map((person) => person.name);
  const shown = all.filter((comment) => !namesSomebody(comment.text, names));
  return { shown, hidden: all.length - shown.length };
}

/** As much as fits beside the rest in one message of either platform; whole comments only. */
const charactersShown = 1_200;

export function commentBlocks(
  about: string,
  { shown, hidden }: Comments,
  reader: FigureReader,
): readonly Block[] {
  const { say } = reader;
  if (shown.length === 0) return hidden > 0 ? [] : [{ paragraph: say('summary.commentsNone') }];
  let room = charactersShown;
  const fitting = shown.filter((comment) => {
    room -= comment.text.length;
    return room >= 0;
  });
  const rest = shown.length - fitting.length;
  const button = {
    label: say('summary.commentsButton'),
    route: route('feedback/summary/comments', about, '0'),
  };
  return [
    { paragraph: [{ bold: say('summary.comments') }] },
    ...(fitting.length > 0 ? [{ list: fitting.map((comment) => commentLine(comment, reader)) }] : []),
    ...(rest > 0 ? [{ paragraph: say('summary.commentsMore', { count: rest }) }, { buttons: [button] }] : []),
  ];
}

export function commentLine({ item, text }: Comment, { say, language }: FigureReader): Text {
  return say('line', { label: itemText(item, say, language), text: value(text) });
}
