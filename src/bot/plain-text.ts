// The plain form of a text: for notifications, screen readers, form titles and choices, where no markup can go.
import { directionOf, type Language } from '#exchange/languages.ts';
import { withFormerMembers } from './former-member.ts';
import type { InstantForm, Mention, Part, Text } from './text.ts';
import { locales } from './words.ts';

/** Who reads: decides dates' language, the zone of instants, and the direction to isolate against. */
export interface PlainReader {
  readonly language: Language;
  readonly zone: string;
}

const firstStrongIsolate = '\u2068';
const popIsolate = '\u2069';

/** The text with nothing but characters; a foreign-direction value is isolated so that it cannot reorder its line. */
export function plainText(text: Text, reader: PlainReader): string {
  return text.map((part) => plainPart(part, reader)).join('');
}

function plainPart(part: Part, reader: PlainReader): string {
  if (typeof part === 'string') return part;
  if ('value' in part) return isolated(part.value, reader.language);
  if ('bold' in part) return plainText(part.bold, reader);
  if ('label' in part) return plainText(part.label, reader);
  if ('person' in part) return isolated(nameOf(part.person), reader.language);
  if ('channel' in part) return isolated(`#${part.name}`, reader.language);
  if ('day' in part) return dayInWords(part.day, reader.language);
  if ('command' in part) return isolated(`/${part.command}`, reader.language);
  return instantInWords(part.instant, part.zone, part.as, reader.language);
}

export function nameOf(mention: Mention): string {
  return mention.name;
}

const rightToLeft = /\p{Script=Arabic}|\p{Script=Hebrew}/u;
const leftToRight = /\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek}|[0-9/@#]/u;

/** Embeddings, overrides and isolates of somebody else's would reach beyond their value (Unicode TR 9, 36). */
const directionControls = /[\u202a-\u202e\u2066-\u2069]/g;

const plainLetters = /^[\x20-\x7e]*$/;

/**
 * Wraps a value in isolates (U+2068 … U+2069), line by line since an isolate ends with its line, where its direction
 * can differ from the language around it.
 */
export function isolated(typed: string, language: Language): string {
  // Most of what is said: plain letters, in a language that is written in their direction.
  if (language !== 'ar' && plainLetters.test(typed)) return typed;
  return withFormerMembers(typed, language)
    .replace(directionControls, '')
    .split('\n')
    .map((line) => {
      const foreign = directionOf(language) === 'rtl' ? leftToRight.test(line) : rightToLeft.test(line);
      return foreign ? `${firstStrongIsolate}${line}${popIsolate}` : line;
    })
    .join('\n');
}

/** `2027-03-01` → "1 March 2027", in words, the same day for everybody. */
export function dayInWords(isoDate: string, language: Language): string {
  const date = Temporal.PlainDate.from(isoDate);
  return momentInWords(Date.UTC(date.year, date.month - 1, date.day), language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
}

/** An instant in the zone that a human meant, with the zone's name, for where the reader's own cannot be shown. */
export function instantInWords(at: number, zone: string, as: InstantForm, language: Language): string {
  const forms = {
    day: { dateStyle: 'long' },
    time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
    both: {
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    },
    relative: {
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    },
  } as const satisfies Record<InstantForm, Intl.DateTimeFormatOptions>;
  return momentInWords(at, language, { ...forms[as], timeZone: zone });
}

/** As many as a busy hour needs: a few forms, in the languages and zones of those who read. */
const mostFormats = 200;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one costs twenty times as much as using it. */
function formatOf(language: Language, form: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(form)}`;
  let format = formats.get(key);
  if (!format) {
    if (formats.size >= mostFormats) formats.clear();
    format = new Intl.DateTimeFormat(locales[language], form);
    formats.set(key, format);
  }
  return format;
}

/** A moment as its language writes it; CLDR gives French "1 mars" where everybody writes "1er mars". */
export function momentInWords(at: number, language: Language, form: Intl.DateTimeFormatOptions): string {
  const words = formatOf(language, form).format(at);
  return language === 'fr' ? words.replace(/(?<!\d)1 (?=\p{L})/u, '1er ') : words;
}
