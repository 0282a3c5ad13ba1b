// Attaché on Slack: joins what is received, by either way, to what is answered and delivered.
import type { WebClient } from '@slack/web-api';
import type { InstallationBook } from '#bot/installation-book.ts';
import type { Log } from '#bot/log.ts';
import { type Meter, silentMeter } from '#bot/meter.ts';
import type { Listener, Platform } from '#bot/platform.ts';
import { clientOptions, type Lane, makeClients } from './clients.ts';
import { makeDelivery } from './deliver.ts';
import { makeDirectChannels } from './direct-channels.ts';
import { openableWay, type Way } from './doors.ts';
import { examineSlack } from './examine.ts';
import { errorWord } from './failures.ts';
import { makePictures } from './files.ts';
import { placeId } from './ids.ts';
import { makeInstall, type OAuthSettings } from './install.ts';
import {
  allInstallations,
  bookedInstallations,
  configuredInstallation,
  type Installations,
} from './installations.ts';
import { installAddress } from './manifest.ts';
import { makePace } from './pace.ts';
import { makeProfiles } from './profiles.ts';
import { makeReceive, type Receive, resumed } from './receive.ts';
import { makeResponseAddresses } from './response-url.ts';
import { sdkLog } from './sdk-log.ts';

export interface SlackOptions {
  /** Of the one workspace that was installed by hand. */
  readonly botToken?: string;
  /** With it, workspaces install Attaché by themselves, and are kept in the book. */
  readonly oauth?: OAuthSettings & { readonly book: InstallationBook };
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
  /** How many posts a workspace takes in a minute; 525 unless said otherwise. */
  readonly postsPerMinute?: number;
  readonly log: Log;
  readonly meter?: Meter;
}

/** Milliseconds that a stop waits for answers under way. */
const lastWork = 10_000;

/** Slack as a platform. Throws a sentence that names the setting where one is missing or empty. */
export function slackPlatform(options: SlackOptions): Platform {
  checkOptions(options);
  const { log, apiUrl, commandPrefix = '', meter = silentMeter } = options;
  const now = Date.now;
  const underWay = new Set<Promise<void>>();
  const pace = makePace(options.postsPerMinute);
  const running: {
    way?: Way;
    receive?: Receive;
    delivery?: ReturnType<typeof makeDelivery>;
    installations?: Installations;
  } = {};

  async function start(listener: Listener): Promise<void> {
    // Loaded only where Slack is configured.
    const webApi = await import('@slack/web-api');
    const logger = sdkLog(log);
    const { makeTokenClient } = await import('./token-client.ts');
    const newClient = (team: string, token: string, lane: Lane) =>
      makeTokenClient(token, { ...clientOptions(apiUrl, lane), logger }, async (word) => {
        log.warn({ team, says: word }, 'Slack takes the token of a workspace no more');
        await installations.refused(team, token, word);
      });

    const { oauth } = options;
    const installations: Installations = allInstallations([
      ...(options.botToken === undefined
        ? []
        : [
            await homeOf(
              new webApi.WebClient(options.botToken, { ...clientOptions(apiUrl), logger }),
              listener,
              now(),
            ),
          ]),
      ...(oauth === undefined ? [] : [bookedInstallations(oauth.book)]),
    ]);
    running.installations = installations;
    const clients = makeClients(installations, newClient);
    const directs = makeDirectChannels((team, call) => pace.call(team, 'conversations.open', call));
    const shared = { clients, directs, apiUrl, commandPrefix, pictures: makePictures(apiUrl) };
    const receive = makeReceive(listener, {
      ...shared,
      installations,
      profiles: makeProfiles(clients.replies, now),
      responses: makeResponseAddresses(apiUrl, now),
      log,
      meter,
      underWay(work) {
        underWay.add(work);
        void work.finally(() => underWay.delete(work));
      },
    });
    running.receive = receive;
    running.delivery = makeDelivery({ ...shared, pace });
    const install =
      oauth &&
      makeInstall({
        oauth,
        book: oauth.book,
        client: new webApi.WebClient(undefined, { ...clientOptions(apiUrl), logger }),
        commandPrefix,
        log,
        now,
      });
    running.way = await openableWay(options, receive, meter, install);
    await running.way.open();
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
    takeBack: (message) => delivery().takeBack(message),
    find: (message, since) => delivery().find(message, since),
    async resume(payload) {
      try {
        await running.receive?.(resumed(payload));
      } catch (error) {
        log.error({ error }, 'What was kept of a request from Slack cannot be read');
      }
    },
    share: (part) => pace.share(part),
    invitation: () => options.oauth && installAddress(options.oauth.publicUrl),
    examine: (channels) =>
      examineSlack({
        botToken: options.botToken,
        appToken: options.appToken,
        apiUrl,
        oauth: options.oauth,
        channels,
        tokenFor: async (team) => running.installations?.tokenFor(team),
      }),
  };
}

function checkOptions({ botToken, oauth, appToken, signingSecret, port }: SlackOptions): void {
  if (botToken === undefined ? oauth === undefined : botToken.trim() === '')
    throw new Error('SLACK_BOT_TOKEN is empty. Copy it from "OAuth & Permissions" of the Slack app.');
  if (port === undefined && (appToken === undefined || oauth !== undefined))
    throw new Error('SLACK_PORT is missing: the port on which Slack and browsers reach Attaché.');
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
}

/** The workspace that the token belongs to: Attaché is there as long as Slack takes it. */
async function homeOf(client: WebClient, listener: Listener, since: number): Promise<Installations> {
  const { team_id: team = '', team: teamName } = await whoIs(client);
  const place = placeId(team);
  await listener.placeJoined({ key: `${place} joined · ${since}`, place, greeting: undefined });
  const left = () => listener.placeLeft({ key: `${place} left · ${since}`, place });
  return configuredInstallation({ team, teamName, token: client.token ?? '', since, left });
}

async function whoIs(client: WebClient) {
  try {
    return await client.auth.test();
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
