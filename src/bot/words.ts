// Words: one ICU MessageFormat file per language beside the unit that says them, read into texts.
import { readFileSync } from 'node:fs';
import { type Formatters, IntlMessageFormat, type PrimitiveType } from 'intl-messageformat';
import { type Language, languages } from '#exchange/languages.ts';
import type { Part, Text } from './text.ts';

/** What fills the placeholders of a message: numbers stay numbers (plurals), parts and texts keep their form. */
export type Fact = number | Part | Text;
export type Facts = Readonly<Record<string, Fact>>;

/** Says one thing in one language: `say('propose.kept', { title: value(title) })`. */
export type Say<Key extends string = string> = (key: Key, facts?: Facts) => Text;

export interface Words<Key extends string = string> {
  in(language: Language): Say<Key>;
  has(key: string): key is Key;
  /** The message as it stands in the file, for tests and for platforms' own registration. */
  pattern(key: Key, language: Language): string;
  readonly keys: readonly Key[];
  readonly from: string;
}

/** Western digits in all four languages: a course's number must look the same on every screen (docs/glossary.md). */
export const locales = { en: 'en-GB', fr: 'fr', es: 'es', ar: 'ar-u-nu-latn' } as const satisfies Record<
  Language,
  string
>;

/**
 * Reads `words/{en,fr,es,ar}.json` beside the unit at `unit` (an `import.meta.url`). The English file, imported,
 * gives the keys their type. A language that lacks a key, or has one too many, stops the start with a sentence.
 */
export function readWords<const English extends Readonly<Record<string, string>>>(
  unit: string,
  english: English,
): Words<keyof English & string> {
  type Key = keyof English & string;
  // `english` is a file that was read: it has no other keys than its type says.
  const keys = Object.keys(english) as Key[];
  const messages = new Map<Language, Readonly<Record<string, string>>>();
  for (const language of languages) {
    const file = new URL(`./words/${language}.json`, unit);
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    messages.set(language, checkedAgainst(keys, read, file.pathname));
  }
  const says = new Map(
    languages.map((language) => [language, sayIn<Key>(messages.get(language) ?? {}, locales[language])]),
  );

  return {
    in: (language) => says.get(language) ?? sayIn({}, locales[language]),
    has: (key): key is Key => Object.hasOwn(english, key),
    pattern: (key, language) => messages.get(language)?.[key] ?? '',
    keys,
    from: new URL('./words/', unit).pathname,
  };
}

/** Each message is compiled when it is first said; one without placeholders is the same text ever after. */
function sayIn<Key extends string>(messages: Readonly<Record<string, string>>, locale: string): Say<Key> {
  const compiled = new Map<Key, IntlMessageFormat | Text>();
  return (key, facts) => {
    let message = compiled.get(key);
    if (message === undefined) {
      const format = new IntlMessageFormat(messages[key] ?? '', locale, undefined, { formatters });
      message = isFixed(format.getAst()) ? sayWith(format, {}) : format;
      compiled.set(key, message);
    }
    return message instanceof IntlMessageFormat ? sayWith(message, facts ?? {}) : message;
  };
}

/** Rules for plurals and numbers are the same for all messages of a language: made once, not for each message. */
const formatters: Formatters = {
  getNumberFormat: madeOnce((...given) => new Intl.NumberFormat(...given)),
  getDateTimeFormat: madeOnce((...given) => new Intl.DateTimeFormat(...given)),
  getPluralRules: madeOnce((...given) => new Intl.PluralRules(...given)),
};

function madeOnce<Given extends readonly unknown[], Made>(make: (...given: Given) => Made) {
  const made = new Map<string, Made>();
  return (...given: Given): Made => {
    const key = JSON.stringify(given);
    const kept = made.get(key) ?? make(...given);
    made.set(key, kept);
    return kept;
  };
}

/** Whether it has nothing to fill in; emphasis may be in it. */
function isFixed(message: ReturnType<IntlMessageFormat['getAst']>): boolean {
  return message.every((element) => ('children' in element ? isFixed(element.children) : element.type === 0));
}

function checkedAgainst(
  keys: readonly string[],
  read: unknown,
  file: string,
): Readonly<Record<string, string>> {
  if (typeof read !== 'object' || read === null)
    throw new Error(`${file} must be one JSON object of messages.`);
  const messages = read as Record<string, string>;
  const missing = keys.filter((key) => typeof messages[key] !== 'string');
  const surplus = Object.keys(messages).filter((key) => !keys.includes(key));
  if (missing.length > 0)
    throw new Error(`${file} lacks ${missing.join(', ')}: translate them from en.json.`);
  if (surplus.length > 0)
    throw new Error(`${file} has ${surplus.join(', ')}, which en.json does not: remove them.`);
  return messages;
}

/** A filled-in fact travels through ICU as an object, so that it comes out whole, as the part it was. */
class Carried {
  readonly text: Text;
  constructor(text: Text) {
    this.text = text;
  }
}

type Chunk = string | Carried;

function sayWith(format: IntlMessageFormat, facts: Facts): Text {
  const values: Record<string, PrimitiveType | Carried | ((chunks: Chunk[]) => Carried)> = {
    b: (chunks) =>
      new Carried([
        { bold: chunks.flatMap((chunk) => (chunk instanceof Carried ? chunk.text : withCommands(chunk))) },
      ]),
  };
  for (const [name, fact] of Object.entries(facts)) {
    values[name] =
      typeof fact === 'number' || typeof fact === 'string' ? fact : new Carried(isText(fact) ? fact : [fact]);
  }
  const parts: Part[] = [];
  for (const part of format.formatToParts<Carried>(values)) {
    if (part.value instanceof Carried) parts.push(...part.value.text);
    else parts.push(...withCommands(String(part.value)));
  }
  return parts;
}

/** `/my tasks` in the words of a message, with the marks that keep its direction: each place writes it in its way. */
const writtenCommand = /(?<![\p{L}\p{N}])\u2066?\/([a-z]+ [a-z]+(?:-[a-z]+)*)\u2069?/u;

function withCommands(words: string): Text {
  if (!words.includes('/')) return words === '' ? [] : [words];
  return words
    .split(writtenCommand)
    .map((piece, at) => (at % 2 === 1 ? { command: piece } : piece))
    .filter((part) => part !== '');
}

function isText(fact: Part | Text): fact is Text {
  return Array.isArray(fact);
}
