// Draws a view as Slack messages: blocks that hold all of it, in as many messages as Slack's limits ask for.

import type * as types from '@slack/types';
import type { Chart } from '#bot/chart.ts';
import { colon } from '#bot/punctuation.ts';
import type { Text } from '#bot/text.ts';
import type { Block, Button, FileContent, Select, View } from '#bot/view.ts';
import { limits, within } from './limits.ts';
import { lengthOf, notificationText, type Pen, plain, richText } from './render-text.ts';
import { chunks } from './split-text.ts';

export interface SlackMessage {
  /** For notifications and screen readers. */
  readonly text: string;
  readonly blocks: types.KnownBlock[];
}

/** One piece of a view that stays together: its blocks, its words, and how many characters Slack counts in it. */
interface Piece {
  readonly blocks: readonly types.KnownBlock[];
  readonly words: string;
  readonly characters: number;
}

/** One line of rich text, with the words that it adds to the plain form. */
interface Line {
  readonly section: types.RichTextSection;
  readonly words: string;
}

/** How a pressed button and a chosen option are told from anything else that Slack may send. */
export const pressId = 'press';
export const chooseId = 'choose';

/** The charts of a view, in the order in which `renderView` takes their pictures. */
export function chartsOf(view: View): readonly { readonly chart: Chart; readonly alt: Text }[] {
  return view.flatMap((block) => ('image' in block ? [{ chart: block.image, alt: block.alt }] : []));
}

/** The files of a view; Slack holds none inside a message, so they are sent beside it. */
export function filesOf(view: View): readonly { readonly file: FileContent; readonly label: Text }[] {
  return view.flatMap((block) => ('file' in block ? [{ file: block.file, label: block.label }] : []));
}

/**
 * Draws a view. `pictures` holds the Slack file ids of its charts, in order; a chart without one is told by its
 * alternative text alone. Throws a RangeError where something is too long that may not be split, such as a label.
 */
export function renderView(view: View, pen: Pen, pictures: readonly string[]): readonly SlackMessage[] {
  return packed(piecesOf(view, pen, pictures));
}

/** The blocks of a view in one list, for a surface that takes more of them than a message. */
export function renderBlocks(view: View, pen: Pen, pictures: readonly string[]): readonly types.KnownBlock[] {
  return piecesOf(view, pen, pictures).flatMap(({ blocks }) => blocks);
}

function piecesOf(view: View, pen: Pen, pictures: readonly string[]): readonly Piece[] {
  const remaining = [...pictures];
  const numbered = { presses: 0 };
  return view.flatMap((block) => renderBlock(block, pen, remaining, numbered));
}

function renderBlock(block: Block, pen: Pen, pictures: string[], numbered: { presses: number }): Piece[] {
  if ('heading' in block) return heading(block.heading, pen);
  if ('paragraph' in block) return paragraph(block.paragraph, pen);
  if ('facts' in block) return facts(block.facts, pen);
  if ('list' in block) return list(block.list, pen);
  if ('image' in block) return picture(block.alt, pictures.shift(), pen);
  if ('file' in block) return paragraph(block.label, pen);
  if ('buttons' in block) return buttons(block.buttons, pen, numbered);
  if ('select' in block) return select(block.select, pen);
  return [{ blocks: [{ type: 'divider' }], words: '', characters: 0 }];
}

function heading(text: Text, pen: Pen): Piece[] {
  const words = plain(text, pen);
  if (words === '') return [];
  // A heading that cannot be one is bold text: a long title is still read whole.
  if (words.length > limits.headerText.most) return paragraph([{ bold: text }], pen);
  return [{ blocks: [{ type: 'header', text: plainTextOf(words) }], words, characters: words.length }];
}

function paragraph(text: Text, pen: Pen): Piece[] {
  return lines(text, text, pen).map(({ section, words }) => richPiece([section], words));
}

function facts(pairs: readonly (readonly [Text, Text])[], pen: Pen): Piece[] {
  const made = pairs.flatMap(([label, fact]) => {
    const named = [...label, colon(pen.language)];
    return lines([{ bold: named }, ...fact], [...named, ...fact], pen);
  });
  return grouped(made).map((group) =>
    richPiece(
      group.map((one) => one.section),
      wordsOf(group),
    ),
  );
}

function list(items: readonly Text[], pen: Pen): Piece[] {
  const made = items.flatMap((item) => lines(item, ['• ', ...item], pen));
  return grouped(made).map((group) =>
    richPiece(
      [{ type: 'rich_text_list', style: 'bullet', elements: group.map((one) => one.section) }],
      wordsOf(group),
    ),
  );
}

/** A text as sections of one line each, or several where it is too long; its words go with the first. */
function lines(text: Text, said: Text, pen: Pen): Line[] {
  return chunks(richText(text, pen), limits.richText.most).map((elements, index) => ({
    section: { type: 'rich_text_section', elements },
    words: index === 0 ? plain(said, pen) : '',
  }));
}

function picture(alt: Text, file: string | undefined, pen: Pen): Piece[] {
  const words = plain(alt, pen);
  if (file === undefined) return paragraph(alt, pen);
  if (words.length > limits.imageAlt.most) {
    const short = `${words.slice(0, limits.imageAlt.most - 1)}…`;
    return [imagePiece(file, short), ...paragraph(alt, pen)];
  }
  return [imagePiece(file, words)];
}

function imagePiece(file: string, alt: string): Piece {
  return {
    blocks: [{ type: 'image', slack_file: { id: file }, alt_text: alt }],
    words: alt,
    characters: alt.length,
  };
}

function buttons(made: readonly Button[], pen: Pen, numbered: { presses: number }): Piece[] {
  if (made.length === 0) return [];
  const elements = within(made, limits.actionsElements, 'A row of buttons').map((button): types.Button => {
    const label = within(plain(button.label, pen), limits.buttonText, 'The label of a button');
    numbered.presses += 1;
    return {
      type: 'button',
      action_id: `${pressId}-${numbered.presses}`,
      text: plainTextOf(label),
      value: within(button.route, limits.buttonValue, 'A route'),
      ...(button.look ? { style: button.look } : {}),
    };
  });
  return [{ blocks: [{ type: 'actions', elements }], words: '', characters: 0 }];
}

function select(made: Select, pen: Pen): Piece[] {
  if (made.options.length === 0) return [];
  const label = within(plain(made.label, pen), limits.sectionText, 'The label of a select');
  const options = within(made.options, limits.selectOptions, 'The options of a select').map((option) =>
    optionOf(option.value, plain(option.label, pen)),
  );
  const block: types.SectionBlock = {
    type: 'section',
    text: plainTextOf(label),
    accessory: {
      type: 'static_select',
      action_id: within(`${chooseId}|${made.route}`, limits.actionId, 'A route'),
      options,
    },
  };
  return [{ blocks: [block], words: label, characters: label.length }];
}

/** An option of any menu; both its parts are limited by contract, so a longer one is a bug of its maker. */
export function optionOf(value: string, label: string): types.PlainTextOption {
  return {
    text: plainTextOf(within(label, limits.optionText, 'The label of an option')),
    value: within(value, limits.optionValue, 'The value of an option'),
  };
}

/** Characters as they are: without `emoji`, a typed `:fire:` stays what it is. */
export function plainTextOf(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

function richPiece(elements: types.RichTextBlockElement[], words: string): Piece {
  const characters = elements.reduce((sum, element) => sum + sizeOf(element), 0);
  return { blocks: [{ type: 'rich_text', elements }], words, characters };
}

function sizeOf(element: types.RichTextBlockElement): number {
  if (element.type === 'rich_text_list')
    return element.elements.reduce((sum, one) => sum + lengthOf(one.elements), 0);
  return lengthOf(element.elements);
}

/** Lines together in one block, as long as it stays within what one block may hold. */
function grouped(made: readonly Line[]): Line[][] {
  const groups: Line[][] = [];
  let size = 0;
  for (const line of made) {
    const length = lengthOf(line.section.elements);
    const last = groups.at(-1);
    if (last && size + length <= limits.richText.most) {
      last.push(line);
      size += length;
    } else {
      groups.push([line]);
      size = length;
    }
  }
  return groups;
}

/** Pieces in as few messages as hold them. */
function packed(pieces: readonly Piece[]): SlackMessage[] {
  const messages: Piece[][] = [];
  let blocks = 0;
  let characters = 0;
  for (const piece of pieces) {
    const fits =
      blocks + piece.blocks.length <= limits.blocksPerMessage.most &&
      characters + piece.characters <= limits.messageCharacters.most;
    if (messages.length === 0 || !fits) {
      messages.push([]);
      blocks = 0;
      characters = 0;
    }
    messages.at(-1)?.push(piece);
    blocks += piece.blocks.length;
    characters += piece.characters;
  }
  return messages.map((inOne) => ({
    // A message of buttons alone still needs a text; nothing of it is read.
    text: notificationText(wordsOf(inOne) || '…'),
    blocks: inOne.flatMap((piece) => piece.blocks),
  }));
}

function wordsOf(pieces: readonly { readonly words: string }[]): string {
  return pieces
    .map((piece) => piece.words)
    .filter((said) => said !== '')
    .join('\n');
}
