// Fields: what may be asked, typed in a command line or asked in a form; one definition for both.
import type { Language } from '#exchange/languages.ts';
import type { Attachment } from './attachment.ts';
import type { WordlessDesk } from './command.ts';
import type { Table, TableLimits } from './read-table.ts';

/** What a platform hands over before it has been understood. Lists come from multi-selects. */
export type RawValue = string | number | boolean | readonly string[] | Attachment;
export type RawValues = Readonly<Record<string, RawValue>>;

/** One offer of a suggested field: `id` is kept, `label` is shown (at most 75 characters everywhere). */
export interface Suggestion {
  readonly id: string;
  readonly label: string;
}

interface Asked<Value> {
  /** False when an answer may be left out. */
  readonly required: boolean;
  /** Never set: carries the type of the answer. */
  readonly answer?: Value;
}

export interface TextField<Value = string> extends Asked<Value> {
  readonly kind: 'text';
  readonly lines: 'one' | 'many';
  readonly max: number;
  /** Such as a one-time code: never kept with a draft, so it is typed again when its form comes back. */
  readonly secret: boolean;
}
export interface NumberField<Value = number> extends Asked<Value> {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
}
export interface ChoiceField<Value = string> extends Asked<Value> {
  readonly kind: 'choice';
  readonly options: readonly string[];
  /** Prefix of the words that name the options: `subject` → `subject.leadership`. */
  readonly named: string;
  /** What an option is called that no words name, because people wrote it; at most 75 characters. */
  readonly called?: (option: string, language: Language) => string;
}
export interface YesNoField<Value = boolean> extends Asked<Value> {
  readonly kind: 'yesNo';
}
/** A calendar day, `YYYY-MM-DD` once understood. */
export interface DateField<Value = string> extends Asked<Value> {
  readonly kind: 'date';
}
/** A whole number on a scale: `from`…`to`, such as 1–5 or 0–10; words `<named>.low`, `<named>.high`. */
export interface RatingField<Value = number> extends Asked<Value> {
  readonly kind: 'rating';
  readonly from: number;
  readonly to: number;
  readonly named: string;
}
/** Something of the record, found by typing part of its name: a person, course, organisation, country, zone. */
export interface SuggestedField<Value = string> extends Asked<Value> {
  readonly kind: 'suggested';
  /** At most 25 offers for what has been typed so far, best first; only what the asker may see. */
  readonly search: (typed: string, desk: WordlessDesk, given: RawValues) => Promise<readonly Suggestion[]>;
  /** The offer that an id stands for, or undefined when the asker may not see it or it is gone. */
  readonly find: (id: string, desk: WordlessDesk, given: RawValues) => Promise<Suggestion | undefined>;
}
/** Somebody picked with the platform's own picker; the answer is an AccountId. */
export interface AccountField<Value = string> extends Asked<Value> {
  readonly kind: 'account';
}
/** A channel picked with the platform's own picker; the answer is a ChannelId. */
export interface ChannelField<Value = string> extends Asked<Value> {
  readonly kind: 'channel';
}
export interface FileField<Value = Attachment> extends Asked<Value> {
  readonly kind: 'file';
  readonly accepts: readonly string[];
  readonly maxBytes: number;
  /** It is read as a table before the handler runs, which gets that table instead of the file. */
  readonly table?: TableLimits;
}

export type Field =
  | TextField<unknown>
  | NumberField<unknown>
  | ChoiceField<unknown>
  | YesNoField<unknown>
  | DateField<unknown>
  | RatingField<unknown>
  | SuggestedField<unknown>
  | AccountField<unknown>
  | ChannelField<unknown>
  | FileField<unknown>;

export type Fields = Readonly<Record<string, Field>>;

/** The answers to fields, as a handler gets them. */
export type Values<F extends Fields> = {
  readonly [Name in keyof F]: F[Name] extends Asked<infer Value> ? Value : never;
};

/** The same field, which may be left out. */
export function optional<F extends Field>(field: F): Optional<F> {
  // Only the type of the answer changes, and that stands in no value.
  return { ...field, required: false } as unknown as Optional<F>;
}
export type Optional<F extends Field> = Omit<F, 'answer'> &
  Asked<(F extends Asked<infer Value> ? Value : never) | undefined>;

function text(limits: { max: number; lines?: 'one' | 'many'; secret?: boolean }): TextField {
  const { max, lines = 'one', secret = false } = limits;
  return { kind: 'text', required: true, lines, max, secret };
}
function number(limits: { min: number; max: number }): NumberField {
  return { kind: 'number', required: true, ...limits };
}
function choice<const Option extends string>(
  options: readonly Option[],
  named: string | ((option: string, language: Language) => string),
): ChoiceField<Option> {
  const names = typeof named === 'string' ? { named } : { named: 'option', called: named };
  return { kind: 'choice', required: true, options, ...names };
}
function rating(scale: { from: number; to: number; named: string }): RatingField {
  return { kind: 'rating', required: true, ...scale };
}
function suggested(source: Pick<SuggestedField, 'search' | 'find'>): SuggestedField {
  return { kind: 'suggested', required: true, ...source };
}
function file(limits: { accepts: readonly string[]; maxBytes: number }): FileField {
  return { kind: 'file', required: true, ...limits };
}
/** A table, CSV or XLSX, whose first row names its columns; the answer is what could be read of it. */
function table(limits: TableLimits): FileField<Table> {
  const accepts = ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];
  return { kind: 'file', required: true, accepts, maxBytes: limits.maxBytes, table: limits };
}

/** The makers of fields: `ask.text({ max: 120 })`, `optional(ask.date())`. */
export const ask = {
  text,
  number,
  choice,
  rating,
  suggested,
  file,
  table,
  yesNo: (): YesNoField => ({ kind: 'yesNo', required: true }),
  date: (): DateField => ({ kind: 'date', required: true }),
  account: (): AccountField => ({ kind: 'account', required: true }),
  channel: (): ChannelField => ({ kind: 'channel', required: true }),
};
