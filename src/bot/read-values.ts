// Understands what was typed or filled in: raw values become answers, or a sentence per field that says what is wrong.
import { caseDataIn } from '#exchange/case-data.ts';
import { languages } from '#exchange/languages.ts';
import { foldDigits, localDate, parseDate } from '#exchange/local-time.ts';
import { isPlatformId } from '#exchange/people.ts';
import { cleanLine, cleanText, searchKey } from '#exchange/text-input.ts';
import { isAttachment } from './attachment.ts';
import { choicesOf, plainLabel } from './choice-labels.ts';
import type { Command, Desk } from './command.ts';
import type {
  ChoiceField,
  Field,
  NumberField,
  RatingField,
  RawValue,
  RawValues,
  SuggestedField,
  Suggestion,
  TextField,
} from './field.ts';
import { countryName } from './record-fields.ts';
import type { Text } from './text.ts';
import { joined, value } from './text.ts';
import type { Words } from './words.ts';

export interface Understood {
  /** Answers by field; a field that is absent or wrong is not in it. */
  readonly values: Readonly<Record<string, unknown>>;
  /** A sentence for each field whose answer is wrong. */
  readonly problems: Readonly<Record<string, Text>>;
  /** Required fields without an answer. */
  readonly missing: readonly string[];
  /** What to fill in a form: what was understood in its normal form, what was not as it was typed. */
  readonly filled: RawValues;
  /** How filled ids read: the name of a person, the title of a course. */
  readonly labels: Readonly<Record<string, string>>;
  /** Fields whose answer must not be kept anywhere, nor shown again: they come back empty. */
  readonly forgotten: readonly string[];
}

type Reading =
  | { readonly answer: unknown; readonly filled?: RawValue; readonly label?: string }
  | { readonly problem: Text };

/** Reads every field of a command from raw values. What is wrong stays in `filled`; only data of a case is thrown away. */
export async function readValues(command: Command, given: RawValues, desk: Desk): Promise<Understood> {
  const values: Record<string, unknown> = {};
  const problems: Record<string, Text> = {};
  const missing: string[] = [];
  const filled: Record<string, RawValue> = {};
  const labels: Record<string, string> = {};
  const forgotten: string[] = [];
  for (const [name, field] of Object.entries(command.asks)) {
    const raw = given[name];
    if (raw === undefined || isBlank(raw)) {
      if (field.required) missing.push(name);
      continue;
    }
    if (isCaseData(raw)) {
      problems[name] = elsewhere(desk);
      forgotten.push(name);
      continue;
    }
    // Whoever looks for something of the course that was named before needs its id, not how it was typed.
    const reading = await readField(field, raw, command, desk, { ...given, ...filled });
    if ('problem' in reading) {
      problems[name] = reading.problem;
      filled[name] = raw;
      continue;
    }
    values[name] = reading.answer;
    filled[name] = reading.filled ?? raw;
    if (reading.label !== undefined) labels[name] = reading.label;
  }
  return { values, problems, missing, filled, labels, forgotten };
}

/** Item 87: reports of crimes and data of cases belong to the police; they are kept nowhere, not even to be corrected. */
export function isCaseData(raw: unknown): boolean {
  return typeof raw === 'string' && caseDataIn(raw) !== undefined;
}

function elsewhere({ asker, house }: Desk): Text {
  const country = asker.organisation?.country;
  return country === undefined
    ? house('field.caseData')
    : house('field.caseDataIn', { country: value(countryName(country, asker.language)) });
}

function isBlank(raw: RawValue): boolean {
  return (typeof raw === 'string' && raw.trim() === '') || (Array.isArray(raw) && raw.length === 0);
}

async function readField(
  field: Field,
  raw: RawValue,
  command: Command,
  desk: Desk,
  given: RawValues,
): Promise<Reading> {
  switch (field.kind) {
    case 'text':
      return readText(field, raw, desk);
    case 'number':
    case 'rating':
      return readNumber(field, raw, desk);
    case 'choice':
      return readChoice(field, raw, command, desk);
    case 'yesNo':
      return readYesNo(field, raw, command, desk);
    case 'date':
      return readDate(raw, desk);
    case 'suggested':
      return readSuggested(field, raw, desk, given);
    case 'account':
      return isPlatformId(String(raw))
        ? { answer: raw }
        : { problem: desk.house('field.account', { given: value(String(raw)) }) };
    case 'channel':
      return isPlatformId(String(raw))
        ? { answer: raw }
        : { problem: desk.house('field.channel', { given: value(String(raw)) }) };
    case 'file':
      return isAttachment(raw) && raw.bytes <= field.maxBytes
        ? { answer: raw }
        : { problem: desk.house('field.file', { max: Math.floor(field.maxBytes / 1_000_000) }) };
  }
}

function readText(field: TextField<unknown>, raw: RawValue, desk: Desk): Reading {
  const { text } = field.lines === 'many' ? cleanText(String(raw)) : cleanLine(String(raw));
  if (text === '') return { problem: desk.house('field.empty') };
  if (text.length > field.max) {
    return { problem: desk.house('field.tooLong', { max: field.max, length: text.length }) };
  }
  return { answer: text, filled: text };
}

function readNumber(field: NumberField<unknown> | RatingField<unknown>, raw: RawValue, desk: Desk): Reading {
  const [min, max] = field.kind === 'number' ? [field.min, field.max] : [field.from, field.to];
  const typed = foldDigits(String(raw)).replace(/[\s\u00a0\u202f٬]/g, '');
  const read = /^[+-]?\d{1,12}$/.test(typed) ? Number(typed) : Number.NaN;
  if (!Number.isInteger(read) || read < min || read > max) {
    return { problem: desk.house('field.number', { min, max, given: value(String(raw)) }) };
  }
  return { answer: read, filled: read };
}

function readChoice(field: ChoiceField<unknown>, raw: RawValue, command: Command, desk: Desk): Reading {
  const found = chosen(field, raw, command);
  if (found !== undefined) return { answer: found, filled: found };
  const offers = choicesOf(field, command.words, desk.asker.language).map((choice) => choice.label);
  return {
    problem: desk.house('field.choice', { given: value(String(raw)), offers: joined(offers, ' · ') }),
  };
}

function readYesNo(field: Field, raw: RawValue, command: Command, desk: Desk): Reading {
  const found =
    typeof raw === 'boolean'
      ? raw
        ? 'yes'
        : 'no'
      : chosen(field, raw === 'true' ? 'yes' : raw === 'false' ? 'no' : raw, command);
  if (found === undefined) return { problem: desk.house('field.yesNo', { given: value(String(raw)) }) };
  return { answer: found === 'yes', filled: found };
}

/** The option that was meant: by its id, or by its name in any of the four languages. */
function chosen(field: Field, raw: RawValue, command: Command): string | undefined {
  const { ids, names } = optionsOf(field, command.words);
  const typed = String(raw);
  return ids.has(typed) ? typed : names.get(searchKey(typed));
}

interface Options {
  readonly ids: ReadonlySet<string>;
  /** By the folded name; where two are called the same, the first in order of languages and of options. */
  readonly names: ReadonlyMap<string, string>;
}

const optionsByWords = new WeakMap<Words, WeakMap<Field, Options>>();

/** Names are the same for as long as the program runs, and folding them costs more than all else about a choice. */
function optionsOf(field: Field, words: Words): Options {
  let known = optionsByWords.get(words);
  if (!known) {
    known = new WeakMap();
    optionsByWords.set(words, known);
  }
  let options = known.get(field);
  if (!options) {
    options = foldedOptions(field, words);
    known.set(field, options);
  }
  return options;
}

function foldedOptions(field: Field, words: Words): Options {
  const ids = new Set<string>();
  const names = new Map<string, string>();
  for (const language of languages) {
    for (const { value: id, label } of choicesOf(field, words, language)) {
      ids.add(id);
      const name = searchKey(plainLabel(label, language));
      if (!names.has(name)) names.set(name, id);
    }
  }
  return { ids, names };
}

function readDate(raw: RawValue, desk: Desk): Reading {
  const read = parseDate(String(raw), { today: localDate(desk.now, desk.asker.zone) });
  if ('date' in read) return { answer: read.date, filled: read.date };
  const words = read.problem === 'impossible' ? 'field.dateImpossible' : 'field.dateUnreadable';
  return { problem: desk.house(words, { given: value(String(raw)), example: value(read.example) }) };
}

async function readSuggested(
  field: SuggestedField<unknown>,
  raw: RawValue,
  desk: Desk,
  given: RawValues,
): Promise<Reading> {
  const typed = String(raw).trim();
  const known = await field.find(typed, desk, given);
  if (known) return { answer: known.id, filled: known.id, label: known.label };
  const offers = await offersFor(field, typed, desk, given);
  const exact = offers.filter((offer) => searchKey(offer.label) === searchKey(typed));
  const [only, ...others] = exact.length > 0 ? exact : offers;
  if (only && others.length === 0) return { answer: only.id, filled: only.id, label: only.label };
  if (!only) return { problem: desk.house('field.notFound', { given: value(typed) }) };
  const names = offers.slice(0, 5).map((offer) => [value(offer.label)]);
  return { problem: desk.house('field.several', { given: value(typed), offers: joined(names, ' · ') }) };
}

/** Whoever types an offer's whole label, as it was shown to them, means that offer. */
async function offersFor(
  field: SuggestedField<unknown>,
  typed: string,
  desk: Desk,
  given: RawValues,
): Promise<readonly Suggestion[]> {
  const offers = await field.search(typed, desk, given);
  const [name = ''] = typed.split(' · ');
  if (offers.length > 0 || name === typed) return offers;
  const named = await field.search(name.trim(), desk, given);
  return named.filter((offer) => searchKey(offer.label) === searchKey(typed));
}
