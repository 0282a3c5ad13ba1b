// Discord as a platform: listens on the gateway, answers interactions, posts on a lane of its own.
import type { AutocompleteInteraction, Client, Interaction, REST } from 'discord.js';
import type { Log } from '#bot/log.ts';
import { type Incoming, type Listener, type Platform, PlatformFailure } from '#bot/platform.ts';
import {
  autocompleteChoices,
  commandDescriptionCharacters,
  componentsInModal,
  repliesPerSecond,
  requestMs,
  requestsPerSecond,
  suggestWithinMs,
  sweepQueuesMs,
} from './limits.ts';
import { findMessage, type PostLane, postMessage, reviseMessage } from './post-messages.ts';
import { leaves, readAnswers, readOptions, sourceOf } from './read-interaction.ts';
import { registerCommands } from './register-commands.ts';
import { readFormRoute } from './render-form.ts';
import { type Answering, type ReplyLanes, replyTo } from './reply.ts';

export interface DiscordOptions {
  /** The bot's token, from the developer portal. */
  readonly token: string;
  /** Where Discord's API is, without the version: `https://discord.com/api` unless a test says otherwise. */
  readonly apiUrl?: string;
  readonly log?: Log;
}

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
/** How long `stop` waits for answers that are under way. */
const finishMs = 10_000;

export function discordPlatform({
  token,
  apiUrl = 'https://discord.com/api',
  log = silent,
}: DiscordOptions): Platform {
  const commands = new Map<string, string>();
  const underWay = new Set<Promise<void>>();
  let posts: Promise<PostLane> | undefined;
  let replies: REST | undefined;
  let client: Client | undefined;
  let isStopping = false;

  /** Made at the first post, so that a process that only posts needs no gateway. */
  function postLane(): Promise<PostLane> {
    posts ??= openPostLane(token, apiUrl, () => commands);
    return posts;
  }

  async function start(listener: Listener): Promise<void> {
    const { Client, Events, GatewayIntentBits, Options, REST } = await import('discord.js');
    isStopping = false;
    // Interaction endpoints have no global limit, but the library would count them: they get a client of their own.
    replies = new REST({
      api: apiUrl,
      retries: 0,
      timeout: requestMs,
      globalRequestsPerSecond: repliesPerSecond,
      // The library keeps a queue for every interaction that it ever answered, until it sweeps.
      handlerSweepInterval: sweepQueuesMs,
    });
    const lanes: ReplyLanes = { replies, posts: (await postLane()).rest, commands: () => commands, log };
    const made = new Client({
      intents: [GatewayIntentBits.Guilds],
      rest: { api: apiUrl, timeout: requestMs },
      // Nothing is read from these: the record is in the store.
      makeCache: Options.cacheWithLimits({
        ...Options.DefaultMakeCacheSettings,
        MessageManager: 0,
        ThreadMemberManager: 0,
      }),
    });
    client = made;
    tellFailures(made, log, () => isStopping);
    made.on(Events.InteractionCreate, (interaction) => {
      if (isStopping) return;
      const work = handle(interaction, listener, lanes).catch((error: unknown) => {
        log.error({ interaction: interaction.id, error }, 'An interaction could not be handled.');
      });
      underWay.add(work);
      void work.finally(() => underWay.delete(work));
    });

    const isReady = new Promise<string>((resolve, reject) => {
      made.once(Events.ClientReady, (ready) => resolve(ready.application.id));
      made.once(Events.ShardDisconnect, (event) =>
        reject(new Error(`the gateway closed with ${event.code}`)),
      );
    });
    try {
      const [applicationId] = await Promise.all([isReady, made.login(token)]);
      const { ids, ...difference } = await registerCommands(made.rest, applicationId, listener.catalogue);
      for (const [root, id] of ids) commands.set(root, id);
      if (Object.values(difference).some((roots) => roots.length > 0))
        log.info(difference, "Discord's commands were brought up to date.");
    } catch (error) {
      await made.destroy();
      throw startFailure(error, apiUrl);
    }
  }

  async function stop(): Promise<void> {
    isStopping = true;
    let timer: NodeJS.Timeout | undefined;
    const isLate = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, finishMs);
    });
    await Promise.race([Promise.all(underWay), isLate]);
    clearTimeout(timer);
    await client?.destroy();
    for (const rest of [replies, (await posts)?.rest]) {
      rest?.clearHashSweeper();
      rest?.clearHandlerSweeper();
    }
  }

  return {
    name: 'discord',
    fieldsAtOnce: componentsInModal,
    start,
    stop,
    post: async (message) => postMessage(message, await postLane()),
    revise: async (message, drawing) => reviseMessage(message, drawing, await postLane()),
    find: async (message, since) => findMessage(message, since, await postLane()),
  };
}

/** An error event that nobody hears would end the process. */
function tellFailures(client: Client, log: Log, isStopping: () => boolean): void {
  client.on('error', (error) => log.error({ error }, "Discord's gateway reported an error."));
  client.on('shardError', (error) => log.error({ error }, 'The connection to Discord broke.'));
  client.on('warn', (says) => log.warn({ says }, "Discord's gateway warned."));
  client.on('invalidated', () => log.error({}, 'Discord ended the session: is the token used elsewhere?'));
  client.on('shardDisconnect', ({ code }) => {
    if (!isStopping()) log.error({ code }, 'Discord ended the connection for good; see its close codes.');
  });
}

async function openPostLane(
  token: string,
  apiUrl: string,
  commands: PostLane['commands'],
): Promise<PostLane> {
  const { REST } = await import('discord.js');
  const rest = new REST({
    api: apiUrl,
    timeout: requestMs,
    globalRequestsPerSecond: requestsPerSecond,
    // A repeat by the library would send a second message; a wait in the library would hide how long it is.
    retries: 0,
    rejectOnRateLimit: () => true,
  });
  rest.setToken(token);
  return { rest, self: userInToken(token), commands, opened: new Map() };
}

/** A token begins with the bot's user id. */
function userInToken(token: string): string {
  return Buffer.from(token.split('.')[0] ?? '', 'base64').toString('latin1');
}

function startFailure(error: unknown, apiUrl: string): Error {
  const { code, message } =
    error instanceof Error
      ? { code: 'code' in error ? error.code : '', message: error.message }
      : { code: '', message: String(error) };
  if (code === 'TokenInvalid' || /invalid token|authentication failed/i.test(message)) {
    const where =
      'Copy the token anew from https://discord.com/developers/applications, Bot, into DISCORD_TOKEN.';
    return new Error(`Discord does not know this bot token. ${where}`, { cause: error });
  }
  return new Error(`Discord could not be started with ${apiUrl}: ${message}`, { cause: error });
}

async function handle(interaction: Interaction, listener: Listener, lanes: ReplyLanes): Promise<void> {
  if (interaction.isAutocomplete()) return suggest(interaction, listener);
  const to = answering(interaction);
  const reply = replyTo(to, lanes);
  const incoming: Incoming = { ...sourceOf(interaction), key: `discord:${interaction.id}`, reply };
  try {
    if (interaction.isChatInputCommand()) {
      const path = pathOf(interaction.commandName, interaction.options.getSubcommand(false));
      const read = readOptions(path, interaction.options.data, interaction.guildId, listener.catalogue);
      await listener.asked({ ...incoming, path, ...read });
    } else if (interaction.isMessageComponent()) {
      const chosen = interaction.isStringSelectMenu() ? interaction.values[0] : undefined;
      await listener.pressed({ ...incoming, route: interaction.customId, chosen });
    } else if (interaction.isModalSubmit()) {
      const route = readFormRoute(interaction.customId);
      if (!route)
        throw new PlatformFailure('discord', 'refused', `"${interaction.customId}" is not a form of ours`);
      const read = readAnswers(interaction.fields.fields.values(), interaction.guildId);
      await listener.submitted({ ...incoming, form: route.form, ...read });
    }
  } finally {
    await reply.finish();
  }
}

function answering(interaction: Exclude<Interaction, AutocompleteInteraction>): Answering {
  const message =
    interaction.isMessageComponent() || interaction.isModalSubmit() ? interaction.message : null;
  // developers/resources/message, Message Flags: EPHEMERAL.
  const source = message && {
    channel: message.channelId,
    id: message.id,
    isPrivate: message.flags.has(1 << 6),
  };
  return {
    id: interaction.id,
    token: interaction.token,
    applicationId: interaction.applicationId,
    user: interaction.user.id,
    guild: interaction.guildId ?? undefined,
    isModal: interaction.isModalSubmit(),
    source: source ?? undefined,
  };
}

function pathOf(root: string, subcommand: string | null): string {
  return subcommand === null ? root : `${root} ${subcommand}`;
}

/** Suggestions that come too late for Discord are none: the person goes on typing, or the form will ask. */
async function suggest(interaction: AutocompleteInteraction, listener: Listener): Promise<void> {
  const path = pathOf(interaction.commandName, interaction.options.getSubcommand(false));
  const focused = leaves(interaction.options.data).find((option) => option.focused === true);
  const others = leaves(interaction.options.data).filter((option) => option !== focused);
  const outline = listener.catalogue.commands.find((command) => `${command.family} ${command.name}` === path);
  const option = outline?.options.find((one) => one.names.en === focused?.name)?.name ?? focused?.name ?? '';
  const { given } = readOptions(path, others, interaction.guildId, listener.catalogue);
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<readonly never[]>((resolve) => {
    timer = setTimeout(resolve, suggestWithinMs, []);
  });
  const typed = String(focused?.value ?? '');
  const offers = await Promise.race([
    listener.suggesting({ ...sourceOf(interaction), path, option, typed, given }),
    tooLate,
  ]);
  clearTimeout(timer);
  const fitting = offers
    .filter(({ id, label }) => isShort(id) && isShort(label))
    .slice(0, autocompleteChoices);
  await interaction.respond(fitting.map(({ id, label }) => ({ name: label, value: id })));
}

function isShort(text: string): boolean {
  return text.length >= 1 && text.length <= commandDescriptionCharacters;
}
