// Parts long rich text into pieces that Slack takes, between words where that is possible, losing nothing.
import { lengthOf, type RichElement } from './render-text.ts';

/** Elements in runs of at most `most` characters; one run where all fits, none where there is nothing. */
export function chunks(elements: readonly RichElement[], most: number): RichElement[][] {
  const runs: RichElement[][] = [];
  let room = 0;

  function add(element: RichElement): void {
    const length = lengthOf([element]);
    if (length > room || runs.length === 0) {
      runs.push([]);
      room = most;
    }
    runs.at(-1)?.push(element);
    room -= length;
  }

  for (const element of elements) {
    if (element.type !== 'text') {
      add(element);
      continue;
    }
    for (const text of splitText(element.text, most, room)) add({ ...element, text });
  }
  return runs;
}

/**
 * Text in pieces of at most `most` characters (the first of at most `first`, where that is worth it), parted after
 * a blank where there is one near, and never inside a letter.
 */
export function splitText(text: string, most: number, first = most): string[] {
  const pieces: string[] = [];
  let rest = text;
  let room = first > most / 4 ? first : most;
  while (rest.length > room) {
    const cut = cutAt(rest, room);
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut);
    room = most;
  }
  return rest === '' ? pieces : [...pieces, rest];
}

function cutAt(text: string, most: number): number {
  const head = text.slice(0, most);
  const blank = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'));
  // A blank in the last quarter is near enough; otherwise a word without an end would leave tiny pieces.
  if (blank > most * 0.75) return blank + 1;
  const code = text.charCodeAt(most - 1);
  const partsPair = code >= 0xd800 && code <= 0xdbff;
  return partsPair ? most - 1 : most;
}
