// Draws texts for Slack: as rich text, where a typed value can never become markup, or as plain characters.
import type * as types from '@slack/types';
import {
  dayInWords,
  instantInWords,
  isolated,
  nameOf,
  type PlainReader,
  plainText,
} from '#bot/plain-text.ts';
import type { InstantForm, Mention, Part, Text } from '#bot/text.ts';
import type { AccountId } from '#exchange/people.ts';
import { limits } from './limits.ts';

export type RichElement = types.RichTextElement;

/** How a text is drawn: for whom, in which workspace (only its people are mentioned), as which command names. */
export interface Pen extends PlainReader {
  /** The Slack id of the workspace that will show it, such as `T1`. */
  readonly team: string;
  /** Stands before each command's name where a workspace has given another app that name. */
  readonly commandPrefix: string;
  /** The accounts that may be mentioned; `everyone` where nobody is notified by it (an answer to the asker). */
  readonly mentions: readonly AccountId[] | 'everyone';
}

interface Style {
  readonly bold?: true;
}

/** The text as elements of rich text. What a person typed stands in `text` elements only, which Slack shows as they are. */
export function richText(text: Text, pen: Pen, style: Style = {}): RichElement[] {
  const elements: RichElement[] = [];
  for (const part of text) for (const element of richPart(part, pen, style)) add(element, elements);
  return elements;
}

/** Neighbouring texts of one style become one: fewer elements, and the same to read. */
function add(element: RichElement, elements: RichElement[]): void {
  const last = elements.at(-1);
  if (last?.type === 'text' && element.type === 'text' && last.style?.bold === element.style?.bold) {
    elements[elements.length - 1] = { ...last, text: last.text + element.text };
  } else {
    elements.push(element);
  }
}

function richPart(part: Part, pen: Pen, style: Style): RichElement[] {
  if (typeof part === 'string') return characters(part, style);
  if ('value' in part) return characters(isolated(part.value, pen.language), style);
  if ('bold' in part) return richText(part.bold, pen, { ...style, bold: true });
  if ('label' in part) return linked(part.link, plain(part.label, pen), style);
  if ('person' in part) return mentioned(part.person, pen, style);
  if ('channel' in part) return channelled(part.channel, part.name, pen, style);
  if ('day' in part) return characters(dayInWords(part.day, pen.language), style);
  if ('command' in part) return characters(commandAsTyped(part.command, pen), style);
  return [
    {
      type: 'date',
      timestamp: Math.floor(part.instant / 1000),
      format: dateFormats[part.as],
      fallback: instantInWords(part.instant, part.zone, part.as, pen.language),
      ...styled(style),
    },
  ];
}

/** https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
const dateFormats = {
  day: '{date}',
  time: '{time}',
  both: '{date} {time}',
  relative: '{ago}',
} as const satisfies Record<InstantForm, string>;

function characters(text: string, style: Style): RichElement[] {
  return text === '' ? [] : [{ type: 'text', text, ...styled(style) }];
}

function linked(url: string, label: string, style: Style): RichElement[] {
  // Slack makes a link of whatever it is given; only web and mail addresses may become one.
  if (!/^(https?:\/\/|mailto:)/i.test(url)) return characters(`${label} (${url})`, style);
  return [{ type: 'link', url, text: label === '' ? url : label, ...styled(style) }];
}

function mentioned(person: Mention, pen: Pen, style: Style): RichElement[] {
  const here = person.accounts.find((account) => account.startsWith(`slack:${pen.team}:`));
  const may = here !== undefined && (pen.mentions === 'everyone' || pen.mentions.includes(here));
  if (!may) return characters(isolated(nameOf(person), pen.language), style);
  return [{ type: 'user', user_id: lastOf(here), ...styled(style) }];
}

function channelled(channel: string, name: string, pen: Pen, style: Style): RichElement[] {
  if (!channel.startsWith(`slack:${pen.team}:`)) return characters(isolated(`#${name}`, pen.language), style);
  return [{ type: 'channel', channel_id: lastOf(channel), ...styled(style) }];
}

function commandAsTyped(command: string, pen: Pen): string {
  return isolated(`/${pen.commandPrefix}${command}`, pen.language);
}

function styled(style: Style): { style?: { bold: true } } {
  return style.bold ? { style: { bold: true } } : {};
}

function lastOf(id: string): string {
  return id.slice(id.lastIndexOf(':') + 1);
}

/** The text as nothing but characters, with commands as they are typed in this workspace. */
export function plain(text: Text, pen: Pen): string {
  return plainText(
    pen.commandPrefix === '' ? text : text.map((part) => prefixed(part, pen.commandPrefix)),
    pen,
  );
}

function prefixed(part: Part, prefix: string): Part {
  if (typeof part === 'string') return part;
  if ('command' in part) return { command: prefix + part.command };
  if ('bold' in part) return { bold: part.bold.map((inner) => prefixed(inner, prefix)) };
  if ('label' in part) return { ...part, label: part.label.map((inner) => prefixed(inner, prefix)) };
  return part;
}

/**
 * What notifications and screen readers get beside the blocks. Slack reads markup in it, so `&`, `<` and `>` become
 * entities (all that its documentation asks for); only here may words be left out at the end, as the blocks hold all.
 */
export function notificationText(characters: string): string {
  const escaped = escapeEntities(characters);
  if (escaped.length <= limits.messageText.most) return escaped;
  const room = limits.messageText.most - 1;
  // An entity that was cut in two would show as its letters, and half of a letter as none.
  return `${escaped.slice(0, room).replace(/&[a-z]*$|[\ud800-\udbff]$/, '')}…`;
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function unescapeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** How many characters Slack will count in elements, whatever their kind. */
export function lengthOf(elements: readonly RichElement[]): number {
  return elements.reduce((sum, element) => sum + elementLength(element), 0);
}

/** Mentions and emoji are shown as names of at most this many characters. */
const namesAtMost = 80;

function elementLength(element: RichElement): number {
  if (element.type === 'text') return element.text.length;
  if (element.type === 'link') return (element.text ?? '').length + element.url.length;
  return namesAtMost;
}
