// Reads what follows a slash command on Slack: undoes Slack's escaping, then reads it as every platform's typed text.
import type { Catalogue, OptionOutline } from '#bot/catalogue.ts';
import type { RawValue, RawValues } from '#bot/field.ts';
import { readTypedText, splitCommand } from '#bot/typed-text.ts';
import { unescapeEntities } from './render-text.ts';

export interface TypedCommand {
  /** `course propose`; the family alone where nothing, or `help`, was typed after it. */
  readonly path: string;
  readonly given: RawValues;
  readonly unread: readonly string[];
}

/** `<@U7|amina>` and its like: what it stands for in a field of its kind, and how it reads as words. */
interface Marked {
  readonly id: string | undefined;
  readonly kind: 'account' | 'channel' | undefined;
  readonly words: string;
}

// Marked things may hold spaces and quotes; while the line is read, one sign from the private use area stands for each.
const opening = '\ue000';
const closing = '\ue001';
const placeholder = /\ue000(\d+)\ue001/gu;

/**
 * Reads `/course` + `propose "Digital evidence" seats:20` as sent to `team`. `family` is without slash and prefix.
 * The manifest asks Slack to escape (`should_escape`), so mentions arrive as ids.
 */
export function readCommandText(
  family: string,
  text: string,
  team: string,
  catalogue: Catalogue,
): TypedCommand {
  const marked: Marked[] = [];
  const line = unescapeEntities(
    text.replaceAll(
      /<([@#!]?)([^<>|\s][^<>|]*)(?:\|([^<>]*))?>/gu,
      (_, sign: string, target: string, label?: string) => {
        marked.push(readMarked(sign, target, label, team));
        return `${opening}${marked.length - 1}${closing}`;
      },
    ),
  );

  const { path, outline, rest } = splitCommand(`${family} ${line}`, narrowed(catalogue, family, line));
  if (!outline) {
    const asksForHelp = /^\s*help\s*$/iu.test(line);
    const unread = rest === '' ? [] : [inWords(rest, marked)];
    return { path: asksForHelp ? family : inWords(path, marked), given: {}, unread };
  }

  const read = readTypedText(rest, outline);
  const given = Object.entries(read.given).map(([name, raw]) => {
    const option = outline.options.find((one) => one.name === name);
    return [name, option ? filledIn(raw, option, marked) : raw] as const;
  });
  return {
    path,
    given: Object.fromEntries(given),
    unread: read.unread.map((typed) => inWords(typed, marked)),
  };
}

/** Every command by its two names, once for each catalogue. */
const indexes = new WeakMap<Catalogue, ReadonlyMap<string, Catalogue>>();

/** The catalogue of the one command that was typed to the letter; the whole of it for whatever was typed otherwise. */
function narrowed(catalogue: Catalogue, family: string, line: string): Catalogue {
  const index = indexes.get(catalogue) ?? indexed(catalogue);
  const name = /^\s*(\S*)/u.exec(line)?.[1] ?? '';
  return index.get(`${family} ${name}`) ?? catalogue;
}

function indexed(catalogue: Catalogue): ReadonlyMap<string, Catalogue> {
  const { families } = catalogue;
  const index = new Map(
    catalogue.commands.map((one) => [`${one.family} ${one.name}`, { families, commands: [one] }]),
  );
  indexes.set(catalogue, index);
  return index;
}

function readMarked(sign: string, target: string, label: string | undefined, team: string): Marked {
  const words = label === undefined || label === '' ? undefined : unescapeEntities(label);
  switch (sign) {
    case '@':
      return { id: `slack:${team}:${target}`, kind: 'account', words: `@${words ?? target}` };
    case '#':
      return { id: `slack:${team}:${target}`, kind: 'channel', words: `#${words ?? target}` };
    case '!':
      return { id: undefined, kind: undefined, words: words ?? `@${target}` };
    default:
      return { id: undefined, kind: undefined, words: addressAsTyped(unescapeEntities(target), words) };
  }
}

/** Slack makes `<http://police.example|police.example>` of a typed `police.example`; a label of another name is left. */
function addressAsTyped(address: string, label: string | undefined): string {
  return label !== undefined &&
    address.replace(/^(https?:\/\/|mailto:|tel:)/i, '').replace(/\/$/, '') === label
    ? label
    : address;
}

function filledIn(raw: RawValue, option: OptionOutline, marked: readonly Marked[]): RawValue {
  if (typeof raw !== 'string') return raw;
  const alone = /^\ue000(\d+)\ue001$/u.exec(raw.trim())?.[1];
  const one = alone === undefined ? undefined : marked[Number(alone)];
  const { kind } = option.field;
  if (one?.id !== undefined && (kind === one.kind || (kind === 'suggested' && one.kind === 'account')))
    return one.id;
  return inWords(raw, marked);
}

function inWords(text: string, marked: readonly Marked[]): string {
  return text.replaceAll(placeholder, (whole, index: string) => marked[Number(index)]?.words ?? whole);
}
