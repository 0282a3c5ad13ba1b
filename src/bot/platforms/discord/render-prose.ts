// Draws the blocks that are text (heading, paragraph, facts, list) as Discord's markdown, and parts what is too long.

import { colon } from '#bot/punctuation.ts';
import type { Text } from '#bot/text.ts';
import type { Block } from '#bot/view.ts';
import { lineBegin, renderText, type TextReader } from './render-text.ts';

export type Prose = Extract<
  Block,
  { heading: Text } | { paragraph: Text } | { facts: unknown } | { list: unknown }
>;

export function isProse(block: Block): block is Prose {
  return 'heading' in block || 'paragraph' in block || 'facts' in block || 'list' in block;
}

/** Draws neighbouring text blocks as one text; the view's first heading is larger than the others. */
export function renderProse(
  blocks: readonly Prose[],
  reader: TextReader,
  holdsFirstHeading: boolean,
): string {
  let drawn = '';
  let level = holdsFirstHeading ? '##' : '###';
  let gap = '';
  for (const block of blocks) {
    drawn += gap + renderBlock(block, level, reader);
    // A heading stands close to what it is the heading of.
    gap = 'heading' in block ? '\n' : '\n\n';
    if ('heading' in block) level = '###';
  }
  return drawn;
}

function renderBlock(block: Prose, level: string, reader: TextReader): string {
  const begin = lineBegin(reader.language);
  if ('heading' in block) return `${level} ${begin}${renderText(block.heading, reader).replace(/\n+/g, ' ')}`;
  if ('paragraph' in block) return lines(renderText(block.paragraph, reader), begin);
  if ('list' in block) {
    return block.list.map((item) => `- ${lines(renderText(item, reader), begin, '  ')}`).join('\n');
  }
  return block.facts
    .map(([label, fact]) => {
      const named = `**${renderText(label, reader)}${colon(reader.language).trimEnd()}**`;
      return lines(`${named} ${renderText(fact, reader)}`, begin);
    })
    .join('\n');
}

function lines(text: string, begin: string, indent = ''): string {
  return begin + text.replaceAll('\n', `\n${indent}${begin}`);
}

/** Parts a text into pieces of at most `most` characters: between blocks, else between lines, words, letters. */
export function parted(text: string, most: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const cut = cutBefore(rest, most);
    pieces.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') pieces.push(rest);
  return pieces.filter((piece) => piece !== '');
}

const seams = ['\n\n', '\n', ' '];

function cutBefore(text: string, most: number): number {
  for (const seam of seams) {
    const at = text.lastIndexOf(seam, most);
    // A seam near the beginning would leave a stump of a message.
    if (at > most / 4) return at;
  }
  return cutBetweenLetters(text, most);
}

/** Never inside a letter, nor between a backslash and the sign that it protects. */
function cutBetweenLetters(text: string, most: number): number {
  const letters = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text);
  let cut = letters.containing(most - 1)?.index ?? most;
  if (cut === 0) cut = most;
  const backslashes = /\\*$/.exec(text.slice(0, cut))?.[0].length ?? 0;
  return backslashes % 2 === 1 && cut > 1 ? cut - 1 : cut;
}
