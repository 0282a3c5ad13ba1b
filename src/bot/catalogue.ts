// The catalogue: every command in outline, as platforms need it to register, complete and read typed text.
import type { Language } from '#exchange/languages.ts';
import type { Field } from './field.ts';

export type PerLanguage<T> = Readonly<Record<Language, T>>;

/** One thing that can be asked: `/course propose` and its options, named and described in four languages. */
export interface CommandOutline {
  readonly family: string;
  readonly name: string;
  /** At most 100 characters (Discord's description). */
  readonly description: PerLanguage<string>;
  readonly options: readonly OptionOutline[];
}

export interface OptionOutline {
  /** The name that the command's handler knows, also the English one. */
  readonly name: string;
  /** Lower-case names as Discord takes them (1–32 characters, no spaces), one per language. */
  readonly names: PerLanguage<string>;
  readonly description: PerLanguage<string>;
  readonly field: Field;
  /** Choices and ratings named in four languages; empty for other fields. At most 25. */
  readonly choices: readonly { readonly value: string; readonly label: PerLanguage<string> }[];
}

export interface Catalogue {
  readonly commands: readonly CommandOutline[];
  /** What each family is for, at most 100 characters. */
  readonly families: readonly { readonly name: string; readonly description: PerLanguage<string> }[];
}
