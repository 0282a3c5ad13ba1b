// A strict Discord on this machine: gateway, HTTP API, CDN, and people who use it; real clients connect to it.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { channelForBot } from './channel-payloads.ts';
import { announceMessage, intents } from './channels.ts';
import { Gateway } from './gateway.ts';
import { firstResponseMs } from './interactions.ts';
import { createHumanMessage } from './messages.ts';
import { guildCreatePayload, memberPayload, messagePayload } from './payloads.ts';
import { makeChannel, makeGuild, makeUser } from './people-and-places.ts';
import { Person, type Place } from './person.ts';
import { type LoggedRequest, Rest, type Violation } from './rest.ts';
import {
  type BotLack,
  type Channel,
  type ChannelType,
  type Guild,
  type InteractionRecord,
  type Message,
  type RegisteredCommand,
  type UserRecord,
  World,
} from './state.ts';

export type DiscordEmulatorOptions = {
  /** Decides the 3-second and 15-minute limits and the ids; real time unless given. Epoch milliseconds. */
  readonly clock?: { now(): number };
  /** Compare bodies with the published OpenAPI description too (where it is present); true unless told. */
  readonly strict?: boolean;
  /** Under load: compare only one body in so many with the description. */
  readonly validateEvery?: number;
  readonly heartbeatIntervalMs?: number;
  /** Privileged gateway intents that the application was granted; none unless told. */
  readonly allowedPrivilegedIntents?: number;
};

export async function startDiscordEmulator(options: DiscordEmulatorOptions = {}): Promise<DiscordEmulator> {
  const emulator = new DiscordEmulator(options);
  await emulator.listen();
  return emulator;
}

export class DiscordEmulator {
  readonly world: World;
  readonly gateway: Gateway;
  readonly #rest: Rest;
  readonly #server: Server;

  constructor(options: DiscordEmulatorOptions) {
    const clock = options.clock;
    this.world = new World(clock === undefined ? Date.now : () => clock.now());
    this.gateway = new Gateway(this.world, {
      heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
      allowedPrivilegedIntents: options.allowedPrivilegedIntents ?? 0,
    });
    this.#rest = new Rest(
      this.world,
      { strict: options.strict ?? true, validateEvery: options.validateEvery ?? 1 },
      (event, data, needed) => this.gateway.dispatch(event, data, needed),
    );
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#server.on('upgrade', (request, socket, head) => this.gateway.upgrade(request, socket, head));
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The emulator has no port.');
    this.world.origin = `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    this.gateway.stop();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** For `new Client({ rest: { api: apiUrl } })`. */
  get apiUrl(): string {
    return `${this.world.origin}/api`;
  }

  get token(): string {
    return this.world.token;
  }

  get applicationId(): string {
    return this.world.applicationId;
  }

  /** The bot's own user, e.g. to compare authors. */
  get bot(): UserRecord {
    return this.world.bot;
  }

  get requests(): readonly LoggedRequest[] {
    return this.#rest.requests;
  }

  /** What only a wrong program does; assert that it is empty. Refusals by people or rights are not among them. */
  get violations(): readonly Violation[] {
    return this.#rest.violations;
  }

  /** Messages that the application created, in order, deleted ones too: the count of truth. */
  get accepted(): readonly Message[] {
    return this.#rest.accepted;
  }

  acceptedIn(place: Channel | Person): Message[] {
    const channel = place instanceof Person ? place.dm : place;
    return this.accepted.filter((message) => message.channel === channel);
  }

  get faults(): Rest['faults'] {
    return this.#rest.faults;
  }

  get rateLimits(): Rest['rateLimits'] {
    return this.#rest.rateLimits;
  }

  get invalidRequests(): number {
    return this.#rest.invalidRequests;
  }

  /** The global commands as they are registered now. */
  get commands(): readonly RegisteredCommand[] {
    return this.world.commands.get('global') ?? [];
  }

  /** Interactions without a first response in three seconds of the emulator's clock. */
  get unanswered(): InteractionRecord[] {
    return [...this.world.interactions.values()].filter(
      (record) => record.callback === undefined && this.world.now() - record.createdAt > firstResponseMs,
    );
  }

  /** Discord's clock is so many milliseconds off this machine's, as the `Date` of its answers shows. */
  setDateOff(ms: number): void {
    this.#rest.dateOff = ms;
  }

  /** What the bot was asked to be allowed, by the routes that it used: `attach`, `send`, … */
  get enforced(): ReadonlySet<BotLack> {
    return this.world.enforced;
  }

  /** Waits, in real time, until the condition gives something; looks after every accepted request. */
  until<T>(find: () => T | undefined | false, what: string, within = 5000): Promise<T> {
    return this.world.until(
      find,
      () => `${what} (last refusal: ${this.world.lastRefusal ?? 'none'})`,
      within,
    );
  }

  /** Waits until a client is connected and identified. */
  async connected(sessions = 1): Promise<void> {
    await this.until(() => this.gateway.connected.length >= sessions, 'a gateway session');
  }

  addUser(about: { name: string; locale?: string; closedDms?: boolean }): Person {
    const record = makeUser(this.world, about);
    return new Person(this.world, record, (payload) => this.gateway.dispatch('INTERACTION_CREATE', payload));
  }

  /** Adds a server; unless told otherwise the bot is in it, and running clients get GUILD_CREATE. */
  addGuild(about: { name: string; owner?: Person; locale?: string; withBot?: boolean }): Guild {
    const guild = makeGuild(this.world, { ...about, ownerId: about.owner?.id ?? this.world.ownerId });
    if (about.owner !== undefined) this.join(about.owner, guild);
    if (about.withBot !== false) this.addBot(guild);
    return guild;
  }

  /** The bot joins a server while running. */
  addBot(guild: Guild): void {
    guild.botIsMember = true;
    guild.members.set(this.world.bot.id, {
      user: this.world.bot,
      administrator: false,
      joinedAt: this.world.now(),
    });
    this.gateway.dispatch('GUILD_CREATE', guildCreatePayload(this.world, guild), intents.guilds);
  }

  /** The bot is removed from a server while running. */
  removeBot(guild: Guild): void {
    guild.botIsMember = false;
    guild.members.delete(this.world.bot.id);
    this.gateway.dispatch('GUILD_DELETE', { id: guild.id }, intents.guilds);
  }

  /** The server is out of order for a while, and then there again: no leaving and no joining. */
  outage(guild: Guild): void {
    this.gateway.dispatch('GUILD_DELETE', { id: guild.id, unavailable: true }, intents.guilds);
    this.gateway.dispatch('GUILD_CREATE', guildCreatePayload(this.world, guild), intents.guilds);
  }

  addRole(guild: Guild, name: string): { id: string; name: string } {
    const role = { id: this.world.nextId(), name };
    guild.roles.set(role.id, role);
    return role;
  }

  /** `private` names who may see it (the bot may, unless `botLacks` has `view`). */
  addChannel(
    guild: Guild,
    about: {
      name: string;
      private?: boolean | readonly Person[];
      botLacks?: readonly BotLack[];
      type?: ChannelType;
    },
  ): Channel {
    const people = about.private === true ? [] : about.private === false ? undefined : about.private;
    const channel = makeChannel(this.world, guild, {
      ...about,
      visibleTo: people?.map((person) => person.id),
    });
    if (this.world.canSee(this.world.bot, channel)) this.#tell('CHANNEL_CREATE', channel);
    return channel;
  }

  /** Takes permissions from the bot in one channel, or gives them all back with `[]`. */
  setBotLacks(channel: Channel, lacks: readonly BotLack[]): void {
    channel.botLacks = new Set(lacks);
    this.#tell('CHANNEL_UPDATE', channel);
  }

  deleteChannel(channel: Channel): void {
    channel.deleted = true;
    this.#tell('CHANNEL_DELETE', channel);
  }

  /** A person becomes a member of a server (or an administrator of it, when told again). */
  join(person: Person, guild: Guild, as: { administrator?: boolean } = {}): void {
    const member = {
      user: person.record,
      administrator: as.administrator ?? false,
      joinedAt: this.world.now(),
    };
    guild.members.set(person.id, member);
    this.gateway.dispatch(
      'GUILD_MEMBER_ADD',
      { ...memberPayload(member), guild_id: guild.id },
      intents.guildMembers,
    );
  }

  leave(person: Person, guild: Guild): void {
    guild.members.delete(person.id);
  }

  /** A person writes a message; without the intent for content the bot sees it empty, save in DMs or when mentioned. */
  says(person: Person, place: Place, content: string): Message {
    const channel = place === 'dm' ? person.dm : place;
    const message = createHumanMessage(this.world, channel, person.record, content);
    const isOpen = channel.guild === undefined || content.includes(`<@${this.world.bot.id}>`);
    const payload = messagePayload(this.world, message);
    announceMessage(
      (event, data, needed) => this.gateway.dispatch(event, data, needed),
      'MESSAGE_CREATE',
      channel,
      isOpen ? payload : { ...payload, content: '' },
    );
    this.world.changed();
    return message;
  }

  /** What a person sees in a place, oldest first. */
  messagesVisibleTo(person: Person, place: Place): Message[] {
    return person.sees(place);
  }

  #tell(event: string, channel: Channel): void {
    this.gateway.dispatch(event, channelForBot(this.world, channel), intents.guilds);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? '/', this.world.origin).pathname;
    if (path.startsWith('/cdn/')) this.#serveFile(path, response);
    else void this.#rest.handle(request, response);
  }

  #serveFile(path: string, response: ServerResponse): void {
    const file = this.world.files.get(path.split('/')[4] ?? '');
    const day = 24 * 60 * 60 * 1000;
    if (file === undefined || this.world.now() - file.createdAt > day) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('This content is no longer available.');
      return;
    }
    response.writeHead(200, { 'content-type': file.contentType }).end(file.bytes);
  }
}
