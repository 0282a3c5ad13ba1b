// The names of choices: from the family's own words, or else from the house's.
import type { Language } from '#exchange/languages.ts';
import type { Field } from './field.ts';
import { houseWords } from './house-words.ts';
import { plainText } from './plain-text.ts';
import { type Text, value } from './text.ts';
import type { Words } from './words.ts';

/** What a choice, a yes or no, or a step of a rating is called: `subject.command`, `yes`, `agreement.5`. */
export function choiceLabel(words: Words, named: string, option: string, language: Language): Text {
  const key = `${named}.${option}`;
  if (words.has(key)) return words.in(language)(key);
  if (houseWords.has(key)) return houseWords.in(language)(key);
  return [option];
}

/** Everything that may be chosen in a field, with its name; empty for fields that are written or searched. */
export function choicesOf(
  field: Field,
  words: Words,
  language: Language,
): readonly { value: string; label: Text }[] {
  switch (field.kind) {
    case 'choice':
      return field.options.map((option) => ({
        value: option,
        label: field.called
          ? [value(field.called(option, language))]
          : choiceLabel(words, field.named, option, language),
      }));
    case 'rating':
      return steps(field.from, field.to).map((step) => ({
        value: String(step),
        label: choiceLabel(words, field.named, String(step), language),
      }));
    case 'yesNo':
      return ['yes', 'no'].map((option) => ({
        value: option,
        label: choiceLabel(words, 'answer', option, language),
      }));
    default:
      return [];
  }
}

/** A label as plain characters, for matching what was typed and for platforms' own registration. */
export function plainLabel(label: Text, language: Language): string {
  return plainText(label, { language, zone: 'UTC' });
}

function steps(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
