// Makes the catalogue that platforms register, complete and read typed text by.
import { type Language, languages } from '#exchange/languages.ts';
import type { Catalogue, CommandOutline, OptionOutline, PerLanguage } from './catalogue.ts';
import { choicesOf, plainLabel } from './choice-labels.ts';
import type { Command } from './command.ts';
import type { Field } from './field.ts';
import type { Text } from './text.ts';
import type { Words } from './words.ts';

export function makeCatalogue(commands: readonly Command[]): Catalogue {
  const families = new Map(commands.map((command) => [command.family, command.words]));
  return {
    commands: commands.map(outline),
    families: [...families].map(([name, words]) => ({
      name,
      description: said(words, 'family.description'),
    })),
  };
}

function outline(command: Command): CommandOutline {
  return {
    family: command.family,
    name: command.name,
    description: said(command.words, `${command.name}.description`),
    options: typedFields(command).map(([name, field]) => option(command.words, name, field)),
  };
}

function typedFields(command: Command): readonly [string, Field][] {
  if (command.typed === 'nothing') return [];
  return Object.entries(command.asks).filter(([name]) => !command.carries?.includes(name));
}

function option(words: Words, name: string, field: Field): OptionOutline {
  return {
    name,
    names: said(words, `field.${name}.name`),
    description: said(words, words.has(`field.${name}.hint`) ? `field.${name}.hint` : `field.${name}.label`),
    field,
    choices: choicesOf(field, words, 'en').map(({ value }, index) => ({
      value,
      label: perLanguage((language) =>
        plainLabel(choicesOf(field, words, language)[index]?.label ?? [value], language),
      ),
    })),
  };
}

function said(words: Words, key: string): PerLanguage<string> {
  return perLanguage((language) => plainLabel(words.in(language)(key) satisfies Text, language));
}

function perLanguage<T>(make: (language: Language) => T): PerLanguage<T> {
  return Object.fromEntries(languages.map((language) => [language, make(language)])) as Record<Language, T>;
}
