// Words in four languages: the same keys, placeholders and plural forms, and real translations instead of copies.
import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { languages } from '#exchange/languages.ts';
import { root } from './source-files.ts';

type Elements = ReturnType<IntlMessageFormat['getAst']>;

/** Words that are the same in another language, each with its reason. */
const alike: Readonly<Record<string, string>> = {
  'fr code': 'the name of the option is the French word too',
  'fr organisation': 'the name of the option is the French word too',
  'fr symposium': 'the name of the option is the French word too',
  'fr Slack': 'the name of the platform',
  'fr Discord': 'the name of the platform',
  'es No': 'the same word in Spanish',
  'es Slack': 'the name of the platform',
  'es Discord': 'the name of the platform',
};

const folders = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('words/en.json'))
  .map((path) => `src/${path.replace(/en\.json$/, '')}`)
  .sort();

function read(folder: string, language: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(`${root}${folder}${language}.json`, 'utf8'));
}

const cases = folders.flatMap((folder) =>
  languages.filter((one) => one !== 'en').map((language) => [folder, language] as const),
);

describe('words', () => {
  it.each(cases)('%s%s.json has the keys, placeholders and tags of the English file', (folder, language) => {
    const english = read(folder, 'en');
    const other = read(folder, language);

    const wrong = Object.keys(english).filter(
      (key) => other[key] === undefined || shape(other[key], language) !== shape(english[key] ?? '', 'en'),
    );

    expect(Object.keys(other).toSorted()).toEqual(Object.keys(english).toSorted());
    expect(wrong).toEqual([]);
  });

  it.each(cases)('%s%s.json has every plural form of its language', (folder, language) => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;

    const wrong = Object.entries(read(folder, language)).filter(([, message]) =>
      pluralsOf(new IntlMessageFormat(message, language).getAst()).some((forms) =>
        wanted.some((form) => !forms.includes(form) && !coveredByOther(form, language)),
      ),
    );

    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it.each(cases)('%s%s.json is translated', (folder, language) => {
    const english = read(folder, 'en');

    const copies = Object.entries(read(folder, language))
      .filter(
        ([key, message]) =>
          message === english[key] &&
          /\p{L}{2}/u.test(withoutPlaceholders(message)) &&
          !(`${language} ${message}` in alike),
      )
      .map(([key, message]) => `${key}: ${message}`);

    expect(copies).toEqual([]);
  });
});

/** Placeholders and tags of a message with how each is formatted, sorted; the wording left out. */
function shape(message: string, language: string): string {
  return [...new Set(argumentsOf(new IntlMessageFormat(message, language).getAst()))].sort().join(' ');
}

function argumentsOf(elements: Elements): readonly string[] {
  return elements.flatMap((element) => {
    if ('options' in element) {
      const kind = element.type === 6 ? 'plural' : 'select';
      return [
        `${element.value}:${kind}`,
        ...Object.values(element.options).flatMap((option) => argumentsOf(option.value)),
      ];
    }
    if ('children' in element) return [`<${element.value}>`, ...argumentsOf(element.children)];
    return element.type === 1 ? [String(element.value)] : [];
  });
}

function pluralsOf(elements: Elements): readonly (readonly string[])[] {
  return elements.flatMap((element) => {
    if ('options' in element) {
      const inner = Object.values(element.options).flatMap((option) => pluralsOf(option.value));
      return element.type === 6 ? [Object.keys(element.options), ...inner] : inner;
    }
    return 'children' in element ? pluralsOf(element.children) : [];
  });
}

/** French and Spanish have `many` for millions, which no count here reaches; Arabic must give all six. */
function coveredByOther(form: string, language: string): boolean {
  return form === 'many' && language !== 'ar';
}

function withoutPlaceholders(message: string): string {
  return message.replaceAll(/\{[^{}]*\}|<[^>]*>|\/[a-z]+ [a-z-]+/g, '');
}
