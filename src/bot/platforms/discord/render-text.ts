// Draws a text in Discord's markdown; whatever was typed stays text, in one piece and in its own direction.

import { dayInWords, isolated } from '#bot/plain-text.ts';
import type { InstantForm, Part, Text } from '#bot/text.ts';
import { directionOf, type Language } from '#exchange/languages.ts';
import { readChannel, userOf } from './identifiers.ts';

/** Who reads a message, and what Discord knows there. */
export interface TextReader {
  readonly language: Language;
  /**
   * Users that Discord shows as a mention: the addressees, or whoever asked. Anybody else is printed by name:
   * a mention of somebody who is not in the reader's server reads `@unknown-user`.
   */
  readonly mentioned: ReadonlySet<string>;
  /** The server that it is read in; undefined for direct messages. */
  readonly guild: string | undefined;
  /** Ids of the registered roots, so that commands can be clicked: `course` → `123`. */
  readonly commands: ReadonlyMap<string, string>;
}

/** developers/reference, Timestamp Styles: each reader sees their own zone and language. */
const timestampStyles = { day: 'D', time: 't', both: 'f', relative: 'R' } as const satisfies Record<
  InstantForm,
  string
>;

export function renderText(text: Text, reader: TextReader): string {
  return text.map((part) => renderPart(part, reader)).join('');
}

function renderPart(part: Part, reader: TextReader): string {
  // Our own wording holds no markup either (bold and links are parts), so an asterisk in it is an asterisk.
  if (typeof part === 'string') return escaped(part);
  if ('value' in part) return shown(part.value, reader.language);
  if ('bold' in part) return `**${renderText(part.bold, reader)}**`;
  if ('label' in part) return renderLink(part.link, renderText(part.label, reader));
  if ('person' in part) {
    const user = part.person.accounts.map(userOf).find((id) => id !== undefined && reader.mentioned.has(id));
    return user === undefined ? shown(part.person.name, reader.language) : `<@${user}>`;
  }
  if ('channel' in part) {
    const channel = readChannel(part.channel);
    const isThere =
      channel?.guild !== undefined && (reader.guild === undefined || reader.guild === channel.guild);
    return isThere ? `<#${channel.channel}>` : shown(`#${part.name}`, reader.language);
  }
  if ('day' in part) return escaped(dayInWords(part.day, reader.language));
  if ('command' in part) return renderCommand(part.command, reader);
  return `<t:${Math.floor(part.instant / 1000)}:${timestampStyles[part.as]}>`;
}

function renderCommand(path: string, reader: TextReader): string {
  const [root = '', ...rest] = path.split(' ');
  const id = reader.commands.get(root);
  // Discord makes only whole commands clickable: a root that has subcommands cannot be run.
  return id === undefined || rest.length === 0 ? shown(`/${path}`, reader.language) : `</${path}:${id}>`;
}

/** Angle brackets keep Discord from fetching a preview of the page. */
function renderLink(link: string, label: string): string {
  const url = URL.parse(link);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new Error(`Not a link that may be shown: ${link}`);
  }
  const target = url.href.replace(/[()<>\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `[${label}](<${target}>)`;
}

/** Reorder the text around them without being seen; typed text is cleaned of them, older text may not be. */
const reordering = /[\u202a-\u202e\u2066-\u2069]/g;
const controls = /[^\P{Cc}\n\t]/gu;

/** What a person typed, escaped and isolated line by line, since an isolate ends with its line. */
function shown(typed: string, language: Language): string {
  const tame = typed
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(reordering, '')
    .replace(controls, '');
  const lines = tame.split('\n').map((line) => isolated(line, language));
  return escaped(lines.join('\n'));
}

/** Everything that Discord's markdown gives a meaning, anywhere in a line. */
const markup = /[\\*_~`|[\]<>@]/g;
/** `:smile:` and the scheme of an address, which Discord would turn into a picture or a link. */
const shortcode = /:(?=[\w+-]{1,40}:|\/\/)/g;
/** Heading, small print, list, numbered list: only where a line begins. */
const lineStart = /^([ \t\u200e\u200f\u2066-\u2069]*)(#|-|\+|\d+(?=[.)]\s))/gm;

/** developers/reference, Message Formatting: a backslash takes away the meaning of a sign. */
function escaped(text: string): string {
  return text
    .replace(markup, '\\$&')
    .replace(shortcode, '\\:')
    .replace(lineStart, (_, before: string, sign: string) =>
      /\d/.test(sign) ? `${before}${sign}\\` : `${before}\\${sign}`,
    );
}

const rightToLeftMark = '\u200f';

/** A line of Arabic begins right to left even when a name or a date stands first in it. */
export function lineBegin(language: Language): string {
  return directionOf(language) === 'rtl' ? rightToLeftMark : '';
}
