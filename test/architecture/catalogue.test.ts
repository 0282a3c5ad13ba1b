// The whole catalogue × four languages × both platforms' limits: what would be refused there fails here.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { choicesOf, plainLabel } from '#bot/choice-labels.ts';
import { houseWords } from '#bot/house-words.ts';
import { makeCatalogue } from '#bot/make-catalogue.ts';
import { reservedCommands } from '#bot/platforms/slack/manifest.ts';
import { type Language, languages } from '#exchange/languages.ts';
import { describeCommands } from '#operations/docs.ts';
import { loadUnits } from '../../src/main.ts';
import { root } from './source-files.ts';

const units = await loadUnits();
const catalogue = makeCatalogue(units.commands);
const perLanguage = units.commands.flatMap((command) =>
  languages.map((language) => [command.path, language, command] as const),
);

/** Slack: title of a modal 24. Discord: label 45, description 100, option names 32, choices 25. */
const longest = { title: 24, label: 45, hint: 100, description: 100, name: 32, choice: 75, choices: 25 };

describe('catalogue', () => {
  it.each(perLanguage)('/%s fits every platform in %s', (_path, language, command) => {
    const say = (key: string) => plainLabel(command.words.in(language)(key), language);
    const tooLong: string[] = [];
    const expectFits = (what: string, text: string, most: number) => {
      if (text.length > most) tooLong.push(`${what} has ${text.length} of ${most}: ${text}`);
      if (text.trim() === '') tooLong.push(`${what} is empty`);
    };

    expectFits('description', say(`${command.name}.description`), longest.description);
    const fields = Object.entries(command.asks);
    if (fields.length > 0) expectFits('title', say(`${command.name}.title`), longest.title);
    for (const [name, field] of fields) {
      expectFits(`label of ${name}`, say(`field.${name}.label`), longest.label);
      if (command.words.has(`field.${name}.hint`))
        expectFits(`hint of ${name}`, say(`field.${name}.hint`), longest.hint);
      expectFits(`name of ${name}`, say(`field.${name}.name`), longest.name);
      const choices = choicesOf(field, command.words, language);
      expect(choices.length).toBeLessThanOrEqual(longest.choices);
      for (const choice of choices)
        expectFits(`choice ${choice.value} of ${name}`, plainLabel(choice.label, language), longest.choice);
    }

    expect(tooLong).toEqual([]);
  });

  it.each(perLanguage)(
    '/%s names its options in %s as they can be typed, each once',
    (_path, language, command) => {
      const names = Object.keys(command.asks).map((field) =>
        plainLabel(command.words.in(language)(`field.${field}.name`), language),
      );

      expect(
        names.filter((name) => !/^[-_'\p{L}\p{N}\p{M}]{1,32}$/u.test(name) || name !== name.toLowerCase()),
      ).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
    },
  );

  it('gives families names that Slack does not keep for itself, fifty at most', () => {
    const families = catalogue.families.map((family) => family.name);

    expect(families.filter((name) => reservedCommands.some((reserved) => reserved === name))).toEqual([]);
    expect(families.length).toBeLessThanOrEqual(50);
  });

  it.each(
    catalogue.families.flatMap((family) => languages.map((language) => [family.name, language] as const)),
  )('keeps /%s within the 8,000 characters that Discord gives a command, in %s', (family, language) => {
    const commands = catalogue.commands.filter((command) => command.family === family);

    const characters = commands
      .flatMap((command) => [
        command.name,
        command.description[language],
        ...command.options.flatMap((option) => [
          option.names[language],
          option.description[language],
          ...option.choices.flatMap((choice) => [choice.value, choice.label[language]]),
        ]),
      ])
      .join('').length;

    expect(characters).toBeLessThan(8_000);
  });

  it('is what docs/commands.md says (npm run docs writes it anew)', () => {
    expect(readFileSync(`${root}docs/commands.md`, 'utf8')).toBe(describeCommands(catalogue));
  });

  it('says something in every language for every key of every unit', () => {
    const words = new Set([...units.commands, ...units.messages].map((unit) => unit.words));

    const silent = [...words].flatMap((one) =>
      languages.flatMap((language: Language) =>
        one.keys.filter((key) => one.pattern(key, language).trim() === '').map((key) => `${language} ${key}`),
      ),
    );

    expect(silent).toEqual([]);
  });

  it('speaks of no command that there is not, in any language', () => {
    const known = units.commands.map((command) => command.path);
    const words = new Set([...units.commands, ...units.messages].map((unit) => unit.words));

    const messages = [...words].flatMap((one) =>
      languages.flatMap((language) => one.keys.map((key) => one.pattern(key, language))),
    );
    const house = languages.flatMap((language) =>
      houseWords.keys.map((key) => houseWords.pattern(key, language)),
    );
    const spokenOf = [...messages, ...house].flatMap((message) =>
      [...message.matchAll(/\/([a-z]+ [a-z]+(?:-[a-z]+)*)/g)].map(([, path = '']) => path),
    );

    expect(spokenOf.length).toBeGreaterThan(0);
    expect(spokenOf.filter((path) => !known.includes(path))).toEqual([]);
  });
});
