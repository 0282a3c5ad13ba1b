// A form as data: what a platform draws as a modal or a page, from the same fields as a command's options.
import type { Language } from '#exchange/languages.ts';
import type { Field, RawValue } from './field.ts';
import type { Text } from './text.ts';

export interface Form {
  /** Names the stored draft that it fills; comes back with the answers. */
  readonly id: string;
  /** The command that it belongs to, for suggestions: `course propose`. */
  readonly path: string;
  /** At most 24 characters as plain text in every language (Slack's modal title). */
  readonly title: Text;
  readonly submit: Text;
  readonly language: Language;
  readonly zone: string;
  /** Said above the first field of the first page, such as a promise; undefined where nothing is. */
  readonly introduction: readonly Text[];
  readonly pages: readonly FormPage[];
}

export interface FormPage {
  readonly heading: Text;
  /** At most five: Discord's modal. */
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly name: string;
  readonly field: Field;
  /** At most 45 characters (Discord's label). */
  readonly label: Text;
  /** What is asked in full, where the label is too short for it: at most 96 characters. Stands in place of a hint. */
  readonly question?: Text | undefined;
  /** At most 100 characters (Discord's description); what to write and an example. */
  readonly hint: Text | undefined;
  /** Choices and ratings with their names, in order. */
  readonly options: readonly { readonly value: string; readonly label: Text }[];
  readonly filled: RawValue | undefined;
  /** How the filled value of a suggested, account or channel field reads. */
  readonly filledLabel: string | undefined;
  /** What was wrong with the last answer. */
  readonly problem: Text | undefined;
}
