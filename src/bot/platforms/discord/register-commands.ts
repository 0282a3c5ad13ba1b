// Registers the catalogue as slash commands: one root to a family, and only what differs from what Discord has.
import type { REST } from '@discordjs/rest';
import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandOptionChoice,
  APIApplicationCommandSubcommandOption,
  LocalizationMap,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { Catalogue, CommandOutline, OptionOutline, PerLanguage } from '#bot/catalogue.ts';
import {
  choicesInOption,
  commandCharacters,
  commandDescriptionCharacters,
  commandsInApplication,
  namePattern,
  optionsInCommand,
  stringOptionCharacters,
} from './limits.ts';
import { channelKinds } from './render-form.ts';
import { within } from './render-view.ts';

type Root = RESTPostAPIChatInputApplicationCommandsJSONBody;

/** What a registration changed, by the names of the roots. */
export interface Registration {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** The id of every root, for commands that can be clicked. */
  readonly ids: ReadonlyMap<string, string>;
}

/** The catalogue as Discord takes it. Throws an error that names what is too long or too many. */
export function rootsOf(catalogue: Catalogue): readonly Root[] {
  const roots = catalogue.families.map((family): Root => {
    const commands = catalogue.commands.filter((command) => command.family === family.name);
    return {
      type: 1,
      name: named(family.name, `The command /${family.name}`),
      ...described(family.description, `The description of /${family.name}`),
      // In servers that installed it, and in direct messages with the bot, where reminders are answered.
      contexts: [0, 1],
      integration_types: [0],
      options: atMost(commands, optionsInCommand, `The subcommands of /${family.name}`).map(subcommandOf),
    };
  });
  for (const root of roots) {
    const size = charactersOf(root);
    if (size > commandCharacters) {
      throw new Error(
        `/${root.name} has ${size} characters in all; Discord takes ${commandCharacters}. Shorten its descriptions.`,
      );
    }
  }
  return atMost(roots, commandsInApplication, 'The commands');
}

function subcommandOf(outline: CommandOutline): APIApplicationCommandSubcommandOption {
  const path = `/${outline.family} ${outline.name}`;
  refuseMixedNames(outline.options, path);
  return {
    type: 1,
    name: named(outline.name, path),
    ...described(outline.description, `The description of ${path}`),
    options: atMost(outline.options, optionsInCommand, `The options of ${path}`).map((option) =>
      optionOf(option, path),
    ),
  };
}

/** Nothing is required here: what is missing is asked for by a form, which is kinder than a refusal. */
function optionOf(outline: OptionOutline, path: string): APIApplicationCommandBasicOption {
  const what = `The option ${outline.name} of ${path}`;
  const { field } = outline;
  const common = {
    name: named(outline.names.en, what),
    name_localizations: localised(outline.names, (name) => named(name, what)),
    ...described(outline.description, `The description of ${what}`),
    required: false,
  };
  switch (field.kind) {
    case 'text':
      return { ...common, type: 3, max_length: Math.min(field.max, stringOptionCharacters) };
    case 'date':
      return { ...common, type: 3 };
    case 'suggested':
      return { ...common, type: 3, autocomplete: true };
    case 'choice':
      return { ...common, type: 3, choices: choicesOf(outline, what, (value) => value) };
    case 'number':
      return { ...common, type: 4, min_value: field.min, max_value: field.max };
    case 'rating':
      return { ...common, type: 4, choices: choicesOf(outline, what, Number) };
    case 'yesNo':
      return { ...common, type: 5 };
    case 'account':
      return { ...common, type: 6 };
    case 'channel':
      return { ...common, type: 7, channel_types: [...channelKinds] };
    case 'file':
      return { ...common, type: 11 };
  }
}

function choicesOf<Value extends string | number>(
  outline: OptionOutline,
  what: string,
  valueFrom: (value: string) => Value,
): APIApplicationCommandOptionChoice<Value>[] {
  const checked = (label: string) => within(label, commandDescriptionCharacters, `A choice of ${what}`);
  return atMost(outline.choices, choicesInOption, `The choices of ${what}`).map(({ value, label }) => ({
    name: checked(label.en),
    name_localizations: localised(label, checked),
    value: valueFrom(value),
  }));
}

/** Discord has no Arabic (developers/reference, Locales); whoever works in Arabic sees the English names. */
function localised(words: PerLanguage<string>, checked: (text: string) => string): LocalizationMap {
  return { fr: checked(words.fr), 'es-ES': checked(words.es), 'es-419': checked(words.es) };
}

function described(words: PerLanguage<string>, what: string) {
  const checked = (text: string) => within(text, commandDescriptionCharacters, what);
  return { description: checked(words.en), description_localizations: localised(words, checked) };
}

function named(name: string, what: string): string {
  if (namePattern.test(name) && name === name.toLowerCase()) return name;
  throw new Error(
    `${what} is called "${name}", which Discord does not take: 1 to 32 small letters, digits, - or _.`,
  );
}

function atMost<Item>(items: readonly Item[], most: number, what: string): readonly Item[] {
  if (items.length <= most) return items;
  throw new Error(`${what} are ${items.length}; Discord takes ${most}.`);
}

/** A name in one language may be no other option's name, in that language or in English. */
function refuseMixedNames(options: readonly OptionOutline[], path: string): void {
  for (const language of ['en', 'fr', 'es'] as const) {
    const taken = new Map<string, string>();
    for (const option of options) {
      for (const name of new Set([option.names.en, option.names[language]])) {
        const other = taken.get(name);
        if (other !== undefined)
          throw new Error(
            `${path} has two options called "${name}" (${language}): ${other}, ${option.name}.`,
          );
        taken.set(name, option.name);
      }
    }
  }
}

/** As Discord counts: names, descriptions and values, of each only the longest localisation. */
function charactersOf(part: unknown): number {
  if (typeof part !== 'object' || part === null) return 0;
  if (Array.isArray(part)) return part.reduce((sum: number, item) => sum + charactersOf(item), 0);
  const entries: Record<string, unknown> = { ...part };
  const lengthOf = (key: string): number => {
    const translations = entries[`${key}_localizations`];
    const texts = [
      entries[key],
      ...Object.values(typeof translations === 'object' ? { ...translations } : {}),
    ];
    return Math.max(
      0,
      ...texts.map((text) => (text === undefined || text === null ? 0 : String(text).length)),
    );
  };
  const own = lengthOf('name') + lengthOf('description') + lengthOf('value');
  return own + charactersOf(entries.options) + charactersOf(entries.choices);
}

/** The id of every root that is registered, for a process that leaves registering to another. */
export async function readCommandIds(
  rest: REST,
  applicationId: string,
): Promise<ReadonlyMap<string, string>> {
  const registered = listOf(await rest.get(`/applications/${applicationId}/commands`));
  return new Map(
    registered.filter((one) => (one.type ?? 1) === 1).map((one): [string, string] => [one.name, one.id]),
  );
}

/** Compares the catalogue with what is registered, and sends only the difference. */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  catalogue: Catalogue,
): Promise<Registration> {
  const route = `/applications/${applicationId}/commands` as const;
  const wanted = rootsOf(catalogue);
  const query = new URLSearchParams({ with_localizations: 'true' });
  const registered = listOf(await rest.get(route, { query }));
  const ids = new Map<string, string>();
  const added: string[] = [];
  const changed: string[] = [];
  const removed: string[] = [];
  for (const root of wanted) {
    const found = registered.find((one) => one.name === root.name && (one.type ?? 1) === 1);
    if (found && saysTheSame(root, found)) {
      ids.set(root.name, found.id);
      continue;
    }
    // Sent under a name that is there already, it takes the place of what was.
    const [sent] = listOf([await rest.post(route, { body: root })]);
    if (sent) ids.set(root.name, sent.id);
    (found ? changed : added).push(root.name);
  }
  for (const found of registered) {
    if (wanted.some((root) => root.name === found.name && (found.type ?? 1) === 1)) continue;
    await rest.delete(`${route}/${found.id}`);
    removed.push(found.name);
  }
  return { added, changed, removed, ids };
}

interface Registered {
  readonly id: string;
  readonly name: string;
  readonly type?: number;
}

function listOf(answer: unknown): readonly Registered[] {
  if (!Array.isArray(answer)) throw new Error('Discord answered something else than a list of commands.');
  return answer.filter(
    (one): one is Registered =>
      typeof one === 'object' && one !== null && typeof one.id === 'string' && typeof one.name === 'string',
  );
}

/** Discord adds keys of its own and leaves out what says nothing: only what we say is compared. */
function saysTheSame(ours: unknown, theirs: unknown): boolean {
  if (isNothing(ours)) return isNothing(theirs);
  if (Array.isArray(ours)) {
    return (
      Array.isArray(theirs) &&
      ours.length === theirs.length &&
      ours.every((item, at) => saysTheSame(item, theirs[at]))
    );
  }
  if (typeof ours !== 'object' || ours === null) return ours === theirs;
  if (typeof theirs !== 'object' || theirs === null) return false;
  const there: Record<string, unknown> = { ...theirs };
  return (
    Object.entries(ours).every(([key, value]) => {
      const isWhole = !key.endsWith('_localizations') || sizeOf(value) === sizeOf(there[key]);
      return isWhole && saysTheSame(value, there[key]);
    }) &&
    // An option of a text may have lost its limit, or a command its last option.
    ['options', 'choices', 'max_length', 'min_value', 'max_value', 'autocomplete', 'channel_types'].every(
      (key) => key in ours || isNothing(there[key]),
    )
  );
}

function sizeOf(part: unknown): number {
  return typeof part === 'object' && part !== null ? Object.keys(part).length : 0;
}

function isNothing(part: unknown): boolean {
  return part === undefined || part === null || part === false || (Array.isArray(part) && part.length === 0);
}
