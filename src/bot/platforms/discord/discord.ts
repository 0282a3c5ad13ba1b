// Discord as a platform: listens on the gateway under a lease, answers interactions, posts on a lane of its own.
import type { REST } from '@discordjs/rest';
import type { APIInteraction } from 'discord-api-types/v10';
import type { Leases } from '#bot/lease.ts';
import type { Log } from '#bot/log.ts';
import { type Meter, silentMeter } from '#bot/meter.ts';
import type { Listener, Platform } from '#bot/platform.ts';
import { examineDiscord } from './examine.ts';
import { type Ear, type Heard, hear, readKept } from './hear.ts';
import { hearServer } from './hear-server.ts';
import { type Held, holdGateway } from './hold-gateway.ts';
import {
  componentsInModal,
  requestsPerSecond as permittedPerSecond,
  repliesPerSecond,
  requestMs,
  sweepQueuesMs,
} from './limits.ts';
import { invitation } from './permissions.ts';
import { openPostLane, type PostLane } from './post-lane.ts';
import { findMessage, postMessage, reviseMessage, takeMessageBack } from './post-messages.ts';
import { readCommandIds, registerCommands } from './register-commands.ts';
import type { ReplyLanes } from './reply.ts';

export interface DiscordOptions {
  /** The bot's token, from the developer portal. */
  readonly token: string;
  /** Where Discord's API is, without the version: `https://discord.com/api` unless a test says otherwise. */
  readonly apiUrl?: string;
  /** Decides which of the processes that share the record listens on the gateway. */
  readonly leases: Leases;
  readonly log?: Log;
  readonly meter?: Meter;
  /** What the bot may send in a second, over all its processes; 50 unless Discord granted more. */
  readonly requestsPerSecond?: number;
}

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
/** A command that another process is about to register is looked for again after this. */
const lookAgainMs = 15_000;

export function discordPlatform({
  token,
  apiUrl = 'https://discord.com/api',
  leases,
  log = silent,
  meter = silentMeter,
  requestsPerSecond = permittedPerSecond,
}: DiscordOptions): Platform {
  let commands: ReadonlyMap<string, string> = new Map();
  let posts: Promise<PostLane> | undefined;
  let replies: REST | undefined;
  let held: Held | undefined;
  let lookAgain: NodeJS.Timeout | undefined;
  let part = 1;
  let ownId: string | undefined;
  let listening: Omit<Ear, 'nameOf'> | undefined;
  const resumed = new Set<Promise<void>>();

  /** Made at the first post, so that a process that only posts needs no gateway. */
  function postLane(): Promise<PostLane> {
    posts ??= openPostLane({ token, apiUrl, requestsPerSecond, commands: () => commands }).then((lane) => {
      lane.share(part);
      return lane;
    });
    return posts;
  }

  async function start(listener: Listener): Promise<void> {
    const rest = await openReplyClient(token, apiUrl);
    replies = rest;
    const lanes: ReplyLanes = {
      replies: rest,
      posts: await postLane(),
      commands: () => commands,
      log,
      meter,
    };
    const ear = { listener, lanes };
    listening = ear;
    try {
      const application = await ownApplication(rest);
      ownId = application;
      commands = await readCommandIds(rest, application);
      held = holdGateway({
        token,
        rest,
        leases,
        application,
        log,
        meter,
        prepare: () => register(rest, application, listener),
        hearServer: (news, sequence) => hearServer(news, sequence, lanes.posts.self, listener),
        hear: (interaction, how, { nameOf }) => heard(interaction, how, { ...ear, nameOf }),
      });
      if ((await held.started) === 'elsewhere') {
        log.info({}, "Another process is at Discord's gateway; this one stands by.");
        learnCommands(rest, application, listener);
      }
    } catch (error) {
      await stop();
      throw startFailure(error, apiUrl);
    }
  }

  async function heard(interaction: APIInteraction, how: Heard, ear: Ear): Promise<void> {
    await hear(interaction, how, ear).catch((error: unknown) => {
      log.error({ interaction: interaction.id, error }, 'An interaction could not be handled.');
    });
  }

  async function resume(payload: string): Promise<void> {
    const interaction = readKept(payload);
    if (!interaction || !listening) {
      log.error({}, 'What was kept of an interaction could not be taken up.');
      return;
    }
    const work = heard(interaction, 'resumed', { ...listening, nameOf: () => undefined });
    resumed.add(work);
    await work;
    resumed.delete(work);
  }

  async function register(rest: REST, application: string, listener: Listener): Promise<void> {
    const { ids, ...difference } = await registerCommands(rest, application, listener.catalogue);
    commands = ids;
    if (Object.values(difference).some((roots) => roots.length > 0))
      log.info(difference, "Discord's commands were brought up to date.");
  }

  /** Whoever is at the gateway may not have registered everything yet. */
  function learnCommands(rest: REST, application: string, listener: Listener): void {
    if (listener.catalogue.families.every((family) => commands.has(family.name))) return;
    lookAgain = setTimeout(async () => {
      try {
        commands = new Map([...commands, ...(await readCommandIds(rest, application))]);
      } catch (error) {
        log.warn({ error }, "Discord's commands could not be read.");
      }
      learnCommands(rest, application, listener);
    }, lookAgainMs).unref();
  }

  async function stop(): Promise<void> {
    clearTimeout(lookAgain);
    await held?.stop();
    held = undefined;
    await Promise.all(resumed);
    replies?.clearHashSweeper();
    replies?.clearHandlerSweeper();
    (await posts)?.close();
  }

  return {
    name: 'discord',
    fieldsAtOnce: componentsInModal,
    start,
    stop,
    post: async (message) => postMessage(message, await postLane()),
    revise: async (message, drawing) => reviseMessage(message, drawing, await postLane()),
    takeBack: async (message) => takeMessageBack(message, await postLane()),
    find: async (message, since) => findMessage(message, since, await postLane()),
    resume,
    share: (given) => {
      part = given;
      void posts?.then((lane) => lane.share(given));
    },
    invitation: () => (ownId === undefined ? undefined : invitation(ownId)),
    examine: (channels) => examineDiscord({ token, apiUrl, channels }),
  };
}

/** Interaction endpoints have no global limit, but the library would count them: they get a client of their own. */
async function openReplyClient(token: string, apiUrl: string): Promise<REST> {
  const { REST } = await import('@discordjs/rest');
  const rest = new REST({
    api: apiUrl,
    retries: 0,
    timeout: requestMs,
    globalRequestsPerSecond: repliesPerSecond,
    handlerSweepInterval: sweepQueuesMs,
  });
  return rest.setToken(token);
}

/** Asked before anything else: it says whether Discord knows the token. */
async function ownApplication(rest: REST): Promise<string> {
  const answer = await rest.get('/applications/@me');
  if (typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string')
    return answer.id;
  throw new Error('it did not say which application the token is of');
}

function startFailure(error: unknown, apiUrl: string): Error {
  const told = typeof error === 'object' && error !== null ? error : {};
  const message = error instanceof Error ? error.message : String(error);
  const isUnknown = 'status' in told && told.status === 401;
  if (isUnknown || /closed with 4004|authentication failed/i.test(message)) {
    const where =
      'Copy the token anew from https://discord.com/developers/applications, Bot, into DISCORD_TOKEN.';
    return new Error(`Discord does not know this bot token. ${where}`, { cause: error });
  }
  return new Error(`Discord could not be started with ${apiUrl}: ${message}`, { cause: error });
}
