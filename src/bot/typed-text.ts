// Reads a typed command line (`/course propose title:"…" seats:20`) into options, on every platform alike.
import { languages } from '#exchange/languages.ts';
import type { Catalogue, CommandOutline, OptionOutline } from './catalogue.ts';
import type { RawValue, RawValues } from './field.ts';

/** What a line gave: values by the option's name in the catalogue, and what matched nothing, as typed. */
export interface TypedText {
  readonly given: RawValues;
  readonly unread: readonly string[];
}

export interface SplitCommand {
  /** `course propose`; as typed where nothing of that name exists, `course` alone where no more was typed. */
  readonly path: string;
  readonly outline: CommandOutline | undefined;
  /** What follows the names. */
  readonly rest: string;
}

/** One word of the line, or one quoted run of words. */
export interface TypedWord {
  /** The option whose name and colon stand before it. */
  readonly option: OptionOutline | undefined;
  /** What was said, without its quotes. */
  readonly said: string;
  readonly quoted: boolean;
  /** False where a quote was opened and never closed. */
  readonly closed: boolean;
  readonly start: number;
  /** Where what was said begins: after the name, the colon and the opening quote. */
  readonly from: number;
  readonly end: number;
}

/** Parts a line such as `/course propose seats:20` into its command and the rest; the slash may be missing. */
export function splitCommand(text: string, catalogue: Catalogue): SplitCommand {
  const [, family = '', afterFamily = ''] = /^\s*\/?\s*([^\s/]*)([\s\S]*)$/u.exec(text) ?? [];
  const [, name = '', rest = ''] = /^\s*(\S*)([\s\S]*)$/u.exec(afterFamily) ?? [];
  const outline = catalogue.commands.find((one) => sameName(one.family, family) && sameName(one.name, name));
  if (outline) return { path: `${outline.family} ${outline.name}`, outline, rest: rest.trim() };
  const known = catalogue.families.find((one) => sameName(one.name, family))?.name ?? family;
  return { path: [known, name].filter(Boolean).join(' '), outline: undefined, rest: rest.trim() };
}

/**
 * Reads what follows the command's name. Understands `name:value` with the option's name in any of the four
 * languages, quotes of all four (straight, curly, guillemets), values without quotes up to the next name, and
 * values without a name in the order of the options; the last option takes all that is left. Nothing is dropped:
 * what fits nowhere comes back in `unread`.
 */
export function readTypedText(text: string, outline: CommandOutline): TypedText {
  const given: Record<string, RawValue> = {};
  const unread: string[] = [];
  const words = typedWords(text, outline);
  const named = new Set(words.flatMap((word) => (word.option ? [word.option.name] : [])));
  const inOrder = outline.options.filter((option) => !named.has(option.name));

  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (!word) break;
    const option = word.option ?? (isUnknownName(word, text) ? undefined : inOrder.shift());
    const last = option && lastWord(words, at, option, inOrder.length === 0, text);
    const end = last?.end ?? word.end;
    if (last) at = words.indexOf(last);

    const said = end === word.end ? word.said : text.slice(word.from, end).trim();
    if (!option || Object.hasOwn(given, option.name)) unread.push(text.slice(word.start, end));
    else if (said !== '') given[option.name] = chosenValue(option, said) ?? said;
  }
  return { given, unread };
}

/** Where an unquoted value ends: at the next name; a named one also at a quote; a choice where its name ends. */
function lastWord(
  words: readonly TypedWord[],
  at: number,
  option: OptionOutline,
  takesAll: boolean,
  text: string,
) {
  const first = words[at];
  if (!first || first.quoted || first.said === '' || !spans(option, first.said)) return first;
  const following = words.slice(at + 1);
  const stop = following.findIndex((word) => word.option ?? (first.option && word.quoted));
  const run = [first, ...(stop < 0 ? following : following.slice(0, stop))];
  const chosen = run.findLast((word) => chosenValue(option, text.slice(first.from, word.end)) !== undefined);
  if (chosen) return chosen;
  return first.option || takesAll ? run.at(-1) : first;
}

/** The words of a line with where they stand, for reading it and for completing its last one. */
export function typedWords(text: string, outline: CommandOutline): readonly TypedWord[] {
  const words: TypedWord[] = [];
  let at = 0;
  for (;;) {
    at += /^\s*/u.exec(text.slice(at))?.[0].length ?? 0;
    if (at >= text.length) return words;
    const start = at;
    const name = nameAt(text.slice(at), outline);
    if (name) at += name.length;
    const word = wordAt(text, at, name !== undefined, outline);
    words.push({ ...word, option: name?.option, start });
    at = word.end;
  }
}

/** The value that a choice's name stands for in any language. */
function chosenValue(option: OptionOutline, said: string): string | undefined {
  return option.choices.find(
    ({ value, label }) =>
      sameName(value, said) || languages.some((language) => sameName(label[language], said)),
  )?.value;
}

/** Whether an unquoted value may run over several words: not a number, nor a date in digits. */
function spans(option: OptionOutline, firstWord: string): boolean {
  switch (option.field.kind) {
    case 'number':
    case 'rating':
    case 'yesNo':
    case 'account':
    case 'channel':
      return false;
    case 'date':
      return !/^\d+[-/.]\d+[-/.]\d+$/u.test(firstWord);
    default:
      return true;
  }
}

// A name may be typed as `titre :`, as French writes a colon, and the fullwidth colon of some keyboards counts.
const namePattern = /^([\p{L}\p{M}][\p{L}\p{M}\p{N}_-]*)[ \u00a0\u202f]?[:\uff1a]/u;
const invisible = /[\u061c\u200e\u200f\u2066-\u2069]/gu;

function nameAt(text: string, outline: CommandOutline) {
  const lead = /^[\u061c\u200e\u200f\u2066-\u2069]*/u.exec(text)?.[0].length ?? 0;
  const match = namePattern.exec(text.slice(lead));
  if (!match?.[1]) return undefined;
  const typed = match[1];
  const option = outline.options.find(
    (one) => sameName(one.name, typed) || languages.some((language) => sameName(one.names[language], typed)),
  );
  return option ? { option, length: lead + match[0].length } : undefined;
}

/** `titel:"…"` where no option is called so. Addresses (`https://`) and times (`09:00`) are no names. */
function isUnknownName(word: TypedWord, text: string): boolean {
  const typed = text.slice(word.start, word.end);
  return !word.quoted && /^[\p{L}][\p{L}\p{M}\p{N}_-]*[:\uff1a](?!\/\/)\S/u.test(typed);
}

const closings: Readonly<Record<string, string>> = {
  '"': '"“”',
  '“': '”"“',
  '”': '”"',
  '„': '“”"',
  '«': '»',
  '»': '«',
  '‹': '›',
  "'": "'’",
  '‘': "’'",
  '’': "’'",
};

function wordAt(text: string, start: number, afterName: boolean, outline: CommandOutline) {
  // `title: "…"`: the value may stand after a space, unless the next option begins there.
  const gap = afterName ? (/^\s*/u.exec(text.slice(start))?.[0].length ?? 0) : 0;
  if (gap > 0 && (start + gap >= text.length || nameAt(text.slice(start + gap), outline))) {
    return { said: '', quoted: false, closed: true, from: start, end: start };
  }
  const from = start + gap;
  const closing = closings[text.charAt(from)];
  const close = closing === undefined ? -1 : closeOf(text, from, closing);
  if (close > 0) {
    const said = text
      .slice(from + 1, close)
      .replaceAll(/\\(["\\])/gu, '$1')
      .trim();
    return { said, quoted: true, closed: true, from: from + 1, end: close + 1 };
  }
  // An apostrophe may begin a word; a lone double quote was forgotten, and is not part of what was meant.
  const opened = closing !== undefined && !/['‘’]/u.test(text.charAt(from));
  const inside = opened ? from + 1 : from;
  const end = inside + (/^[^\s]*/u.exec(text.slice(inside))?.[0].length ?? 0);
  // A quote in the middle of an unknown name's word (`titel:"a b"`) keeps its words together.
  const quoteAt = text.slice(inside, end).search(/[:\uff1a]["“«„]/u);
  if (quoteAt > 0) {
    const open = inside + quoteAt + 1;
    const closed = closeOf(text, open, closings[text.charAt(open)] ?? '"');
    if (closed > 0)
      return {
        said: text.slice(inside, closed + 1),
        quoted: false,
        closed: true,
        from: inside,
        end: closed + 1,
      };
  }
  return { said: text.slice(inside, end), quoted: false, closed: !opened, from: inside, end };
}

/** Where a quote ends: at a closing mark before a space or the end, so that apostrophes and inches may stand inside. */
function closeOf(text: string, open: number, closing: string): number {
  let first = -1;
  for (let at = open + 1; at < text.length; at += 1) {
    if (text.charAt(at) === '\\') {
      at += 1;
      continue;
    }
    if (!closing.includes(text.charAt(at))) continue;
    if (at + 1 === text.length || /\s/u.test(text.charAt(at + 1))) return at;
    if (first < 0) first = at;
  }
  return /["«“„]/u.test(text.charAt(open)) ? first : -1;
}

function sameName(one: string, other: string): boolean {
  return plainName(one) === plainName(other);
}

function plainName(name: string): string {
  // Many keyboards have no accents: `codigo:` is `código:`.
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(invisible, '')
    .toLowerCase()
    .replaceAll('-', '_');
}
