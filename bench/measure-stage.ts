// A stage for a benchmark: an empty record, both platforms as stand-ins, and the settings that bring them together.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpuMsOf, type Program } from './measure-program.ts';
import {
  type DiscordSettings,
  type DiscordStandIn,
  discordToken,
  startDiscord,
  type Used,
} from './stand-ins/discord/discord.ts';
import { type SlackSettings, type SlackStandIn, startSlack, type Typed } from './stand-ins/slack/slack.ts';

export interface Stage {
  readonly slack: SlackStandIn;
  readonly discord: DiscordStandIn;
  readonly folder: string;
  readonly place: { readonly sqliteFile: string };
  /** For both platforms and the embedded record, Slack over Socket Mode. */
  readonly settings: Readonly<Record<string, string>>;
  /** The same without Discord. */
  readonly slackOnly: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function openStage(limits: {
  readonly slack?: Partial<SlackSettings>;
  readonly discord?: Partial<DiscordSettings>;
}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-measure-'));
  const slack = await startSlack(limits.slack);
  const discord = await startDiscord(limits.discord);
  const [slackUrl, discordUrl] = [await slack.ask('apiUrl', null), await discord.ask('apiUrl', null)];
  const slackOnly = {
    DATA_FOLDER: folder,
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_APP_TOKEN: 'xapp-bench',
    SLACK_API_URL: slackUrl,
  };
  return {
    slack,
    discord,
    folder,
    place: { sqliteFile: join(folder, 'attache.db') },
    settings: { ...slackOnly, DISCORD_TOKEN: discordToken, DISCORD_API_URL: discordUrl },
    slackOnly,
    close: async () => {
      await slack.stop();
      await discord.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What people type: a list from the record twice, then a change of it, with rights and audit. */
export const typed: readonly Typed[] = [
  { command: '/exchange', text: 'organisation-list' },
  { command: '/exchange', text: 'organisation-list' },
  { command: '/my', text: 'language fr' },
];
export const used: readonly Used[] = [
  { root: 'exchange', subcommand: 'organisation-list' },
  { root: 'exchange', subcommand: 'organisation-list' },
  { root: 'my', subcommand: 'language', options: { language: 'fr' } },
];
/** How many of so many commands, in turn, were changes. */
export function changesAmong(commands: number): number {
  return Math.floor(commands / typed.length);
}

/** CPU time of the program and of the stand-ins during some work, in milliseconds. */
export async function cpuDuring<T>(
  program: Program,
  { slack, discord }: Pick<Stage, 'slack' | 'discord'>,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly ours: number; readonly standIns: number }> {
  const standIns = () => cpuMsOf(slack.pid) + cpuMsOf(discord.pid);
  const before = { ours: program.cpuMs(), standIns: standIns() };
  const result = await work();
  return { result, ours: program.cpuMs() - before.ours, standIns: standIns() - before.standIns };
}

const attache = fileURLToPath(new URL('../bin/attache.mjs', import.meta.url));

/** Whether this Attaché can be backed up while it runs. */
export const canBackUp = existsSync(new URL('../src/operations/backup.ts', import.meta.url));

/** `attache backup` beside the running program; resolves with its exit code and how long it took. */
export function backUp(
  { folder, settings }: Pick<Stage, 'folder' | 'settings'>,
  name: string,
): Promise<{ readonly code: number | null; readonly tookMs: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [attache, 'backup', join(folder, `${name}.backup.db`)], {
    env: { PATH: process.env.PATH ?? '', HEALTH_PORT: 'off', ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve({ code, tookMs: Math.round(performance.now() - started) }));
  });
}
