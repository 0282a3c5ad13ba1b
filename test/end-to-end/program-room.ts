// A workspace and a server around the program as shipped, with its health port: what the watch over it is tested in.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DiscordChat, startDiscordChat } from '../support/discord-person.ts';
import { freePort } from '../support/free-port.ts';
import { scratchRoot } from '../support/scratch-root.ts';
import { type SlackChat, slackChat } from '../support/slack-person.ts';
import { codeIn } from './hearing.ts';
import { type Program, startProgram } from './program.ts';

export interface ProgramRoom {
  readonly slack: SlackChat;
  readonly discord: DiscordChat;
  readonly settings: Readonly<Record<string, string>>;
  readonly sqliteFile: string;
  /** Starts it, and waits until it is running. */
  start(more?: Readonly<Record<string, string>>): Promise<Program>;
  /** Nadia opens the exchange with the code that the program prints. */
  setUp(program: Program): Promise<void>;
  /** Types on Slack; what Slack was told. */
  types(name: string, text: string): Promise<'acknowledged' | 'late' | 'refused' | 'undelivered'>;
  /** Asks the health port; undefined when nobody answers there. */
  ask(path: '/healthz' | '/readyz' | '/metrics'): Promise<{ status: number; text: string } | undefined>;
  close(): Promise<void>;
}

export async function openProgramRoom(over: 'http' | 'socket' = 'http'): Promise<ProgramRoom> {
  const folder = await mkdtemp(join(scratchRoot(), 'attache-program-'));
  const slack = await slackChat({ over });
  const discord = await startDiscordChat();
  const [port, healthPort] = [await freePort(), await freePort()];
  if (over === 'http') slack.emulator.sendRequestsTo(`http://127.0.0.1:${port}/slack/events`);
  const started: Program[] = [];
  const settings = {
    DATA_FOLDER: join(folder, 'data'),
    HEALTH_PORT: String(healthPort),
    SLACK_API_URL: slack.emulator.apiUrl,
    SLACK_BOT_TOKEN: slack.workspace.botToken,
    ...(over === 'http'
      ? { SLACK_SIGNING_SECRET: slack.emulator.signingSecret, SLACK_PORT: String(port) }
      : { SLACK_APP_TOKEN: slack.emulator.appToken }),
    DISCORD_API_URL: discord.emulator.apiUrl,
    DISCORD_TOKEN: discord.emulator.token,
  };

  async function types(name: string, text: string) {
    const [command = '', ...rest] = text.split(' ');
    const delivery = await slack.user(name).runs(slack.channelNamed('general'), command, rest.join(' '));
    return delivery.outcome;
  }

  return {
    slack,
    discord,
    settings,
    sqliteFile: join(folder, 'data', 'attache.db'),
    start: async (more = {}) => {
      const program = startProgram(folder, { ...settings, ...more });
      started.push(program);
      await program.says(/^Attaché is running on/);
      return program;
    },
    setUp: async (program) => {
      const nadia = await slack.person('Nadia', { administrator: true });
      const code = codeIn(await program.says(/^Open the exchange/));
      await types(
        'Nadia',
        `/exchange setup code:${code} name:"The Hub" country:Ghana language:English timezone:Africa/Accra`,
      );
      await nadia.waitsFor('The Hub is the hub of the exchange');
    },
    types,
    ask: async (path) => {
      const answer = await fetch(`http://127.0.0.1:${healthPort}${path}`).catch(() => undefined);
      return answer && { status: answer.status, text: await answer.text() };
    },
    close: async () => {
      await Promise.all(started.map((program) => program.stop('SIGKILL')));
      await Promise.all([slack.close(), discord.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
