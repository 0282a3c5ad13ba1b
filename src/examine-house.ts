// What the doctor looks at outside the record: Node, settings, disks, ports, and what the platforms say to the tokens.
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { checkDiscord } from '#bot/platforms/discord/check.ts';
import { checkSlack } from '#bot/platforms/slack/check.ts';
import type { Finding } from '#operations/operation.ts';
import { holdFile } from '#store/sqlite-file.ts';
import { StoreUnavailable } from '#store/store.ts';
import { newestCopy } from '#store/upkeep/backup-folder.ts';
import { type Config, readConfig } from './config.ts';

const wantedNode = 26;
/** Below this much room in bytes a record soon cannot grow any more. */
const tooLittleRoom = 200_000_000;
const littleRoom = 1_000_000_000;
/** Slack refuses requests whose stamp is five minutes off; people notice reminders much earlier. */
const mostSkew = 30_000;
const oldCopy = 2 * 86_400_000;

/** Never throws. `now` in epoch milliseconds. */
export async function examineHouse(
  environment: Readonly<Record<string, string | undefined>>,
  now: number,
): Promise<readonly Finding[]> {
  const config = settings(environment);
  if (Array.isArray(config)) return [node(), ...config];
  const isRunning = config.databaseUrl === undefined && isHeld(join(config.dataFolder, 'attache.db'));
  return [
    node(),
    ok('Every setting can be.'),
    folder(config.dataFolder),
    ...room(config.dataFolder),
    ...copies(config, now),
    ...(await ports(config, isRunning)),
    ...(await platforms(config, now)),
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

function room(path: string): readonly Finding[] {
  const free = freeIn(path);
  if (free === undefined) return [];
  const says = `${Math.floor(free / 1_000_000)} MB are free on the disk of ${path}`;
  if (free < tooLittleRoom) return [wrong(`${says}: make room before nothing can be kept any more.`)];
  return [free < littleRoom ? look(`${says}: make room soon.`) : ok(`${says}.`)];
}

function roomForCopies(path: string, file: string): readonly Finding[] {
  const free = freeIn(path);
  const needed = statSync(file).size;
  if (free === undefined || free > needed * 2) return [];
  return [look(`There is hardly room in ${path} for the next copy: make room, or keep fewer (BACKUP_KEEP).`)];
}

function freeIn(path: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(existsSync(path) ? path : dirname(resolve(path)));
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

function copies({ databaseUrl, dataFolder, backups }: Config, now: number): readonly Finding[] {
  if (databaseUrl !== undefined || !existsSync(join(dataFolder, 'attache.db'))) return [];
  const newest = newestCopy(backups.folder);
  if (newest === undefined) {
    return [
      look(
        `There is no copy of the record in ${backups.folder}: set BACKUP_FOLDER, or run npx attache backup daily.`,
      ),
    ];
  }
  const hours = Math.round((now - newest) / 3_600_000);
  const says = `The newest copy of the record in ${backups.folder} is ${hours} hours old`;
  return [
    ...(now - newest > oldCopy ? [look(`${says}: what made them stop?`)] : [ok(`${says}.`)]),
    ...roomForCopies(backups.folder, join(dataFolder, 'attache.db')),
  ];
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

async function platforms({ slack, discord }: Config, now: number): Promise<readonly Finding[]> {
  const checked = await Promise.all([
    slack === undefined ? [] : checkSlack(slack),
    discord === undefined ? [] : checkDiscord(discord),
  ]);
  const findings = checked.flat();
  const at = findings.find((finding) => finding.at !== undefined)?.at;
  return [
    ...findings.map(({ verdict, says }) => ({ verdict, says })),
    ...(at === undefined ? [] : [skew(at - now)]),
  ];
}

function skew(milliseconds: number): Finding {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  if (Math.abs(milliseconds) < mostSkew) return ok("This machine's clock agrees with the platform's.");
  return wrong(`This machine's clock is ${seconds} seconds off the platform's: let it follow a time server.`);
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
