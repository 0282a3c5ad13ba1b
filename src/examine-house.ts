// What the doctor looks at outside the record: Node, settings, disks, ports, and what the platforms say to the tokens.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { channelsOn, type NamedChannel, withOrganisations } from '#bot/examine.ts';
import { inEnglish, type Finding as Neutral } from '#bot/finding.ts';
import { examineDiscord } from '#bot/platforms/discord/examine.ts';
import { examineSlack } from '#bot/platforms/slack/examine.ts';
import type { Finding } from '#operations/operation.ts';
import { holdFile } from '#store/sqlite-file.ts';
import { StoreUnavailable } from '#store/store.ts';
import { newestCopy } from '#store/upkeep/backup-folder.ts';
import type { RecordTools } from '#store/upkeep/record-tools.ts';
import { type Config, readConfig } from './config.ts';
import { examineInstallations, tokensIn } from './examine-installations.ts';
import { copies, freeIn, room } from './examine-upkeep.ts';

type Tools = () => Pick<RecordTools, 'namedChannels' | 'installations'>;

const wantedNode = 26;

/** Never throws. `now` in epoch milliseconds. */
export async function examineHouse(
  environment: Readonly<Record<string, string | undefined>>,
  now: number,
  tools: Tools,
): Promise<readonly Finding[]> {
  const config = settings(environment);
  if (Array.isArray(config)) return [node(), ...config];
  const isRunning = config.databaseUrl === undefined && isHeld(join(config.dataFolder, 'attache.db'));
  return [
    node(),
    ok('Every setting can be.'),
    folder(config.dataFolder),
    ...inWords(room(config.dataFolder)),
    ...inWords(copies(config, now)),
    ...spare(config),
    ...(await ports(config, isRunning)),
    ...inWords(await platforms(config, tools)),
    ...(await examineInstallations(config.slack?.oauth, async () => tools().installations())),
  ];
}

function node(): Finding {
  const { node: version } = process.versions;
  return Number.parseInt(version, 10) >= wantedNode
    ? ok(`Node ${version}.`)
    : wrong(`Node ${version} is too old: npm rebuild node brings the ${wantedNode} that Attaché carries.`);
}

function settings(environment: Readonly<Record<string, string | undefined>>): Config | Finding[] {
  try {
    return readConfig(environment);
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n').map(wrong);
  }
}

function folder(path: string): Finding {
  const there = existsSync(path) ? path : dirname(resolve(path));
  try {
    accessSync(there, constants.W_OK | constants.X_OK);
    return ok(`${there} can be written to.`);
  } catch {
    return wrong(`${there} cannot be written to by this account: change its owner, or set DATA_FOLDER.`);
  }
}

function roomForCopies(path: string, file: string): readonly Finding[] {
  const free = freeIn(path);
  const needed = statSync(file).size;
  if (free === undefined || free > needed * 2) return [];
  return [look(`There is hardly room in ${path} for the next copy: make room, or keep fewer (BACKUP_KEEP).`)];
}

function spare({ databaseUrl, dataFolder, backups }: Config): readonly Finding[] {
  const file = join(dataFolder, 'attache.db');
  if (databaseUrl !== undefined || !existsSync(file) || newestCopy(backups.folder) === undefined) return [];
  return roomForCopies(backups.folder, file);
}

function isHeld(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    holdFile(file).release();
    return false;
  } catch (error) {
    return error instanceof StoreUnavailable && error.message.startsWith('Another Attaché');
  }
}

async function ports(config: Config, isRunning: boolean): Promise<readonly Finding[]> {
  const wanted = [
    ...(config.slack && (config.slack.appToken === undefined || config.slack.oauth !== undefined)
      ? [{ name: 'SLACK_PORT', port: config.slack.port }]
      : []),
    ...(config.health === undefined ? [] : [{ name: 'HEALTH_PORT', port: config.health.port }]),
    ...(config.practicePort === undefined ? [] : [{ name: 'PRACTICE_PORT', port: config.practicePort }]),
  ];
  const findings: Finding[] = [];
  for (const { name, port } of wanted) {
    if (port === 0 || (await isFree(port))) findings.push(ok(`Port ${port} (${name}) is free.`));
    else if (isRunning)
      findings.push(ok(`Port ${port} (${name}) is taken, as it should be while Attaché runs.`));
    else
      findings.push(
        look(`Port ${port} (${name}) is taken: if not by Attaché, stop that program or set ${name}.`),
      );
  }
  return findings;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  await new Promise<void>((resolve) => (free ? server.close(() => resolve()) : resolve()));
  return free;
}

/** The channels are those of the record, where there is one that can be read. */
async function platforms({ slack, discord }: Config, tools: Tools): Promise<readonly Neutral[]> {
  const tokenIn = tokensIn(slack?.oauth, async () => tools().installations());
  const named = await channelsIn(tools);
  const found = await Promise.all([
    slack === undefined
      ? []
      : examineSlack({
          ...slack,
          channels: channelsOn('slack', named),
          tokenFor: (team) => tokenIn(`slack:${team}`),
        }),
    discord === undefined ? [] : examineDiscord({ ...discord, channels: channelsOn('discord', named) }),
  ]);
  return withOrganisations(found.flat(), named);
}

async function channelsIn(tools: Tools): Promise<readonly NamedChannel[]> {
  try {
    return await tools().namedChannels();
  } catch {
    // What is wrong with the record is told where the record is looked at.
    return [];
  }
}

function inWords(findings: readonly Neutral[]): readonly Finding[] {
  return findings.map((finding) => ({ verdict: finding.verdict, says: inEnglish(finding) }));
}

function ok(says: string): Finding {
  return { verdict: 'ok', says };
}

function look(says: string): Finding {
  return { verdict: 'look', says };
}

function wrong(says: string): Finding {
  return { verdict: 'wrong', says };
}
