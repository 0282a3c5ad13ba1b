// Finds the operation that was asked for, hands it the parts of the house, and ends with a sentence when it fails.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeCatalogue } from '#bot/make-catalogue.ts';
import { permissions } from '#bot/platforms/discord/permissions.ts';
import { manifest } from '#bot/platforms/slack/manifest.ts';
import type { House, Operation } from '#operations/operation.ts';
import { readConfig } from './config.ts';
import { noteLastWords } from './last-words.ts';
import { makeLog } from './make-log.ts';

const folder = new URL('./operations/', import.meta.url);

/** Runs `operations/<name>.ts`; prints what went wrong as a sentence, and ends the process. */
export async function runOperation(name: string, rest: readonly string[]): Promise<void> {
  const file = new URL(`${name}.ts`, folder);
  if (!operations().includes(name) || !existsSync(file)) {
    console.error(`There is no "attache ${name}". There are: ${operations().join(', ')}.`);
    process.exit(2);
  }
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    const unit: { default: Operation } = await import(file.href);
    if (name !== 'start') toolbox = await openToolbox();
    await unit.default(rest, house);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

type Toolbox = Awaited<ReturnType<typeof openToolbox>>;

/** What the other operations work with is heavy, and no part of a start. */
let toolbox: Toolbox | undefined;

async function openToolbox() {
  const { fileTools, serverTools } = await import('#store/upkeep/record-tools.ts');
  const { examineHouse } = await import('./examine-house.ts');
  return { fileTools, serverTools, examineHouse };
}

function tool<Name extends keyof Toolbox>(name: Name): Toolbox[Name] {
  if (toolbox === undefined) throw new Error('A start works without the tools of the other operations.');
  return toolbox[name];
}

// What starts Attaché is loaded only for that: a copy that is made beside a running one is a light guest.
const house: House = {
  start: async (giveUp) => {
    const config = readConfig(process.env);
    const { startAttache } = await import('./main.ts');
    const log = makeLog(config);
    noteLastWords(log);
    const running = await startAttache(config, log, giveUp);
    return { stop: running.stop, says: running.says };
  },
  catalogue: async () => makeCatalogue(await house.commands()),
  commands: async () => (await (await import('./main.ts')).loadUnits()).commands,
  slackManifest: (catalogue, publicUrl) => {
    const prefix = process.env.SLACK_COMMAND_PREFIX;
    return manifest(catalogue, {
      ...(publicUrl ? { publicUrl } : {}),
      ...(process.env.PUBLIC_URL ? { installUrl: process.env.PUBLIC_URL } : {}),
      ...(prefix ? { commandPrefix: prefix } : {}),
    });
  },
  invitations: async () => (await import('./invitations.ts')).invitationsOf(readConfig(process.env)),
  discordPermissions: permissions,
  openRecord: async () => {
    const { place } = tools();
    if ('sqliteFile' in place && !existsSync(place.sqliteFile))
      throw new Error(`There is no record at ${place.sqliteFile} yet: it is made by the first start.`);
    return (await import('#store/open-store.ts')).openStore(place);
  },
  tools,
  toolsFor: (file) => tool('fileTools')(file ?? join(readConfig(process.env).dataFolder, 'attache.db')),
  databaseUrl: () => readConfig(process.env).databaseUrl,
  backups: () => readConfig(process.env).backups,
  examineHouse: (now) => tool('examineHouse')(process.env, now, tools),
};

/** Of the record as configured. */
function tools() {
  const { databaseUrl, dataFolder } = readConfig(process.env);
  return databaseUrl === undefined
    ? tool('fileTools')(join(dataFolder, 'attache.db'))
    : tool('serverTools')(databaseUrl);
}

function operations(): readonly string[] {
  return readdirSync(folder)
    .filter(
      (file) =>
        file.endsWith('.ts') &&
        !file.startsWith('_') &&
        !file.endsWith('.test.ts') &&
        file !== 'operation.ts',
    )
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
}
