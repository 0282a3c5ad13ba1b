// Reads the folders of commands and jobs at start; one that breaks the shape stops the bot with a sentence.
import { readdirSync } from 'node:fs';
import type { Command } from './command.ts';
import type { Message } from './message.ts';

export interface LoadedCommands {
  readonly commands: readonly Command[];
  readonly messages: readonly Message[];
}

/** How the file of a unit is named, and so its subcommand. */
const lowerCase = /^[a-z][a-z0-9-]*$/;

/** Loads `<family>/<name>.ts` (a command) and `<family>/messages/<name>.ts` (a message) below a folder. */
export async function loadCommands(folder: URL): Promise<LoadedCommands> {
  const commands: Command[] = [];
  const messages: Message[] = [];
  for (const family of foldersIn(folder)) {
    const inside = new URL(`${family}/`, folder);
    for (const file of unitsIn(inside, ['words', 'messages'])) {
      const command = await defaultOf<Command>(new URL(`${file}.ts`, inside), 'defineCommand');
      expectName(command.path, `${family} ${file}`, inside);
      expectWords(command, inside);
      commands.push(command);
    }
    messages.push(...(await loadMessages(family, inside)));
  }
  expectUnique(
    commands.map((command) => command.path),
    'command',
  );
  expectUnique(
    messages.map((message) => message.name),
    'message',
  );
  return { commands, messages };
}

/** Loads `<job>/job.ts` and `<job>/messages/<name>.ts` below a folder. */
export async function loadJobs<Job extends { readonly name: string }>(
  folder: URL,
): Promise<{ jobs: readonly Job[]; messages: readonly Message[] }> {
  const jobs: Job[] = [];
  const messages: Message[] = [];
  for (const name of foldersIn(folder)) {
    const inside = new URL(`${name}/`, folder);
    const [unit, ...more] = unitsIn(inside, ['words', 'messages']);
    if (unit !== 'job' || more.length > 0)
      throw new Error(`${inside.pathname} must hold one job.ts and nothing else to load.`);
    const job = await defaultOf<Job>(new URL('job.ts', inside), 'defineJob');
    expectName(job.name, name, inside);
    jobs.push(job);
    messages.push(...(await loadMessages(name, inside)));
  }
  return { jobs, messages };
}

async function loadMessages(owner: string, inside: URL): Promise<readonly Message[]> {
  const folder = new URL('messages/', inside);
  if (!foldersIn(inside).includes('messages')) return [];
  const messages: Message[] = [];
  for (const file of unitsIn(folder, [])) {
    const message = await defaultOf<Message>(new URL(`${file}.ts`, folder), 'defineMessage');
    expectName(message.name, `${owner}/${file}`, folder);
    messages.push(message);
  }
  return messages;
}

function foldersIn(folder: URL): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/**
 * The names of the units in a folder: all but tests, the folder's words and files private to it (underscored). A stray
 * file or folder stops the start.
 */
function unitsIn(folder: URL, subfolders: readonly string[]): readonly string[] {
  const units: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      if (!subfolders.includes(entry.name))
        throw new Error(`${folder.pathname}${entry.name} is a stray folder: move or remove it.`);
      continue;
    }
    const name = entry.name.replace(/\.ts$/, '');
    if (entry.name.endsWith('.test.ts') || entry.name === 'words.ts' || entry.name.startsWith('_')) continue;
    if (!entry.name.endsWith('.ts') || !lowerCase.test(name)) {
      throw new Error(
        `${folder.pathname}${entry.name} is a stray file: a unit is named like-this.ts, a private file begins with _.`,
      );
    }
    units.push(name);
  }
  return units.sort();
}

async function defaultOf<Unit extends object>(file: URL, maker: string): Promise<Unit> {
  const module: { default?: Unit } = await import(file.href);
  if (module.default === undefined)
    throw new Error(`${file.pathname} must export by default what ${maker} gives.`);
  return module.default;
}

function expectName(found: string, expected: string, folder: URL): void {
  if (found !== expected)
    throw new Error(
      `${folder.pathname} says "${found}" where its file is named "${expected}": rename one of them.`,
    );
}

function expectWords(command: Command, folder: URL): void {
  const fields = Object.keys(command.asks);
  const keys = [
    'family.description',
    `${command.name}.description`,
    ...(fields.length > 0 ? [`${command.name}.title`] : []),
    ...(command.pages.length > 1 ? command.pages.map((_, page) => `${command.name}.page.${page + 1}`) : []),
    ...fields.flatMap((field) => [`field.${field}.name`, `field.${field}.label`]),
  ];
  const missing = keys.filter((key) => !command.words.has(key));
  if (missing.length > 0)
    throw new Error(`${folder.pathname}words/en.json lacks ${missing.join(', ')} for /${command.path}.`);
}

function expectUnique(names: readonly string[], what: string): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`There are two ${what}s named "${twice}": rename one.`);
}
