// Attaché on Slack: starts bolt with either receiver, and joins what is received to what is answered and delivered.
import type { Logger, Receiver, webApi } from '@slack/bolt';
import type { Log } from '#bot/log.ts';
import type { Listener, Platform } from '#bot/platform.ts';
import { boltLog } from './bolt-log.ts';
import { type Clients, clientOptions, makeClients } from './clients.ts';
import { makeDelivery } from './deliver.ts';
import { errorWord } from './failures.ts';
import { makePictures } from './files.ts';
import { type Installations, singleInstallation } from './installations.ts';
import { listen } from './listen.ts';
import { makePace } from './pace.ts';
import { makeProfiles } from './profiles.ts';
import { eventsPath, makeHttpDoor } from './receive-http.ts';
import { makeSockets } from './receive-socket.ts';

export interface SlackOptions {
  readonly botToken: string;
  /** For requests over HTTP; not needed with Socket Mode. */
  readonly signingSecret?: string;
  /** For requests over HTTP, path `/slack/events`. */
  readonly port?: number;
  /** With it, Socket Mode is used in place of HTTP. */
  readonly appToken?: string;
  /** Leads every client elsewhere, such as through a proxy: `https://slack.example/api/`. */
  readonly apiUrl?: string;
  /** Stands before each command's name: `attache-` makes `/attache-course`. */
  readonly commandPrefix?: string;
  readonly log: Log;
}

interface Way {
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds that a stop waits for answers under way. */
const lastWork = 10_000;

/** Slack as a platform. Throws a sentence that names the setting where one is missing or empty. */
export function slackPlatform(options: SlackOptions): Platform {
  checkOptions(options);
  const { log, apiUrl, commandPrefix = '' } = options;
  const now = Date.now;
  const underWay = new Set<Promise<void>>();
  const running: { way?: Way; delivery?: ReturnType<typeof makeDelivery> } = {};

  async function start(listener: Listener): Promise<void> {
    // Loaded only where Slack is configured: it takes 300 ms.
    const bolt = await import('@slack/bolt');
    const sdkLog = boltLog(log);
    const clientSettings = { ...clientOptions(apiUrl), logger: sdkLog };
    const newClient = (token: string) => new bolt.webApi.WebClient(token, clientSettings);

    const home = await whoAmI(newClient(options.botToken));
    const installations: Installations = singleInstallation(home.team, options.botToken);
    const clients: Clients = makeClients(installations, newClient);
    const shared = { clients, apiUrl, commandPrefix, pictures: makePictures(apiUrl) };

    const { receivers, way } = doors(bolt, options, sdkLog, clientSettings);
    const app = new bolt.App({
      receiver: receivers[0],
      clientOptions: clientSettings,
      logger: sdkLog,
      convoStore: false,
      authorize: async ({ teamId = home.team }) => ({
        botToken: await clients.token(teamId),
        botUserId: home.user,
        botId: home.bot,
        teamId,
      }),
    });
    for (const receiver of receivers.slice(1)) receiver.init(app);
    app.error(async (error) => log.error({ error }, 'A request from Slack failed'));
    listen(app, listener, {
      ...shared,
      installations,
      profiles: makeProfiles(clients.replies, now),
      teamName: (team) => (team === home.team ? home.teamName : undefined),
      log,
      now,
      underWay(work) {
        underWay.add(work);
        void work.finally(() => underWay.delete(work));
      },
    });
    running.delivery = makeDelivery({ ...shared, pace: makePace(now) });
    running.way = way;
    await way.open();
  }

  function delivery(): ReturnType<typeof makeDelivery> {
    if (!running.delivery) throw new Error('Slack is not started yet.');
    return running.delivery;
  }

  return {
    name: 'slack',
    fieldsAtOnce: Number.POSITIVE_INFINITY,
    start,
    async stop() {
      await running.way?.close();
      const patience = AbortSignal.timeout(lastWork);
      const late = new Promise<void>((resolve) => patience.addEventListener('abort', () => resolve()));
      await Promise.race([Promise.allSettled(underWay), late]);
    },
    post: (message) => delivery().post(message),
    revise: (message, drawing) => delivery().revise(message, drawing),
    find: (message, since) => delivery().find(message, since),
  };
}

function checkOptions({ botToken, appToken, signingSecret, port }: SlackOptions): void {
  if (botToken.trim() === '')
    throw new Error('SLACK_BOT_TOKEN is empty. Copy it from "OAuth & Permissions" of the Slack app.');
  if (appToken !== undefined) {
    if (appToken.trim() === '')
      throw new Error('SLACK_APP_TOKEN is empty. Create one with the scope connections:write.');
    return;
  }
  if (signingSecret === undefined || signingSecret.trim() === '') {
    throw new Error(
      'SLACK_SIGNING_SECRET is missing. Copy it from "Basic Information" of the Slack app, or set SLACK_APP_TOKEN.',
    );
  }
  if (port === undefined) throw new Error('SLACK_PORT is missing: the port on which Slack reaches Attaché.');
}

type Bolt = Pick<typeof import('@slack/bolt'), 'HTTPReceiver' | 'SocketModeReceiver'>;

/** How requests come in: one door over HTTP, or a pair of Socket Mode connections. */
function doors(
  bolt: Bolt,
  { appToken, signingSecret = '', port = 0, log }: SlackOptions,
  sdkLog: Logger,
  clientSettings: webApi.WebClientOptions,
): { readonly receivers: readonly [Receiver, ...Receiver[]]; readonly way: Way } {
  if (appToken === undefined) {
    const receiver = new bolt.HTTPReceiver({ signingSecret, endpoints: [eventsPath], logger: sdkLog });
    const door = { signingSecret, port, handOver: receiver.requestListener, log, now: Date.now };
    return { receivers: [receiver], way: makeHttpDoor(door) };
  }
  const newSocket = () =>
    new bolt.SocketModeReceiver({
      appToken,
      logger: sdkLog,
      autoReconnectEnabled: false,
      // A receiver made by hand ignores the app's own client options.
      installerOptions: { clientOptions: { ...clientSettings } },
    });
  const pair = [newSocket(), newSocket()] as const;
  return {
    receivers: pair,
    way: makeSockets(
      pair.map((receiver) => receiver.client),
      log,
    ),
  };
}

interface Home {
  readonly team: string;
  readonly teamName: string | undefined;
  readonly user: string;
  readonly bot: string;
}

/** The workspace that the token belongs to. */
async function whoAmI(client: webApi.WebClient): Promise<Home> {
  try {
    const me = await client.auth.test();
    return { team: me.team_id ?? '', teamName: me.team, user: me.user_id ?? '', bot: me.bot_id ?? '' };
  } catch (error) {
    const word = errorWord(error);
    if (word === undefined)
      throw new Error(`Slack cannot be reached at ${client.slackApiUrl}.`, { cause: error });
    throw new Error(
      `Slack refuses SLACK_BOT_TOKEN (${word}). Install the app again and copy its bot token.`,
      { cause: error },
    );
  }
}
