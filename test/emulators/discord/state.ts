// The world that the emulator keeps: people, servers, channels, messages, interactions; nothing of the wire.
import type { JsonObject } from './json.ts';

/** 00:00 of 1 January 2015, where Discord's snowflakes begin. */
const discordEpoch = 1_420_070_400_000;

export const channelTypes = {
  text: 0,
  dm: 1,
  voice: 2,
  category: 4,
  publicThread: 11,
  privateThread: 12,
} as const;
export type ChannelType = (typeof channelTypes)[keyof typeof channelTypes];

/** What the bot can be denied in one channel; names of developers/topics/permissions in short. */
export type BotLack =
  | 'view'
  | 'send'
  | 'embed'
  | 'attach'
  | 'readHistory'
  | 'mentionEveryone'
  | 'createPrivateThreads'
  | 'sendInThreads';

export type UserRecord = {
  readonly id: string;
  readonly username: string;
  displayName: string;
  /** A Discord locale such as `en-US`, `fr`, `es-ES`. */
  locale: string;
  closedDms: boolean;
  readonly bot: boolean;
};

export type MemberRecord = { readonly user: UserRecord; administrator: boolean; readonly joinedAt: number };

export type Guild = {
  readonly id: string;
  name: string;
  ownerId: string;
  locale: string;
  /** False once the bot was removed from the server. */
  botIsMember: boolean;
  /** Where the server itself greets its members. */
  systemChannel: string | undefined;
  readonly members: Map<string, MemberRecord>;
  readonly roles: Map<string, { id: string; name: string }>;
};

export type Channel = {
  readonly id: string;
  name: string;
  readonly type: ChannelType;
  /** Absent for a direct message. */
  readonly guild?: Guild;
  /** The person at the other end of a direct message. */
  readonly recipient?: UserRecord;
  /** Who made it, for a thread. */
  readonly ownerId?: string;
  /** The channel that a thread hangs on. */
  readonly parent?: Channel;
  /** Only these (and administrators) see it; undefined is everybody. Threads: its members. */
  visibleTo?: Set<string>;
  botLacks: Set<BotLack>;
  archived: boolean;
  locked: boolean;
  deleted: boolean;
};

export type StoredFile = {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** Served by the emulator, the way Discord's CDN does: for 24 hours by its clock. */
  readonly url: string;
  readonly description?: string;
  readonly createdAt: number;
};

export type ActiveMentions = { users: string[]; roles: string[]; everyone: boolean };

/** A message as it stands now: an edit changes this very object. */
export type Message = {
  readonly id: string;
  readonly channel: Channel;
  readonly author: UserRecord;
  readonly createdAt: number;
  editedAt: number | undefined;
  edits: number;
  deleted: boolean;
  /** True while a deferred reply only shows "is thinking…". */
  loading: boolean;
  content: string;
  embeds: JsonObject[];
  components: JsonObject[];
  attachments: StoredFile[];
  flags: number;
  nonce: string | undefined;
  /** Who was really notified, after `allowed_mentions` and its defaults; of the last create or edit. */
  activeMentions: ActiveMentions;
  /** Set on an ephemeral message: the one person that sees it. */
  readonly onlyFor: UserRecord | undefined;
  readonly interaction: InteractionRecord | undefined;
};

type InteractionKind = 'command' | 'component' | 'autocomplete' | 'modal';

export type Choice = { name: string; value: string | number };

export type InteractionRecord = {
  readonly id: string;
  readonly token: string;
  readonly kind: InteractionKind;
  readonly user: UserRecord;
  readonly channel: Channel;
  readonly createdAt: number;
  /** The INTERACTION_CREATE payload, as sent. */
  readonly payload: JsonObject;
  /** The message whose button or select was used, also for the modal that was opened from it. */
  readonly source: Message | undefined;
  /** The callback type of the first response, undefined until there is one. */
  callback: number | undefined;
  acknowledgedAt: number | undefined;
  original: Message | undefined;
  readonly followUps: Message[];
  modal: JsonObject | undefined;
  choices: Choice[] | undefined;
  /** Edits of, or a deletion of, @original since the first response. */
  changes: number;
};

export type RegisteredCommand = JsonObject & { id: string; name: string };

export const flags = {
  suppressEmbeds: 4,
  ephemeral: 64,
  loading: 128,
  suppressNotifications: 4096,
  componentsV2: 32768,
};

export class World {
  readonly now: () => number;
  readonly token: string;
  readonly users = new Map<string, UserRecord>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  /** Every message ever accepted, in order, deleted ones too. */
  readonly messages: Message[] = [];
  readonly messagesById = new Map<string, Message>();
  /** The latest message of the bot with each nonce. */
  readonly messagesByNonce = new Map<string, Message>();
  readonly interactions = new Map<string, InteractionRecord>();
  readonly interactionsByToken = new Map<string, InteractionRecord>();
  /** Interactions that a RESUME has brought once more. */
  readonly replayed = new Set<string>();
  readonly files = new Map<string, StoredFile>();
  /** By scope: `global` or the id of a guild. */
  readonly commands = new Map<string, RegisteredCommand[]>();
  readonly bot: UserRecord;
  readonly applicationId: string;
  readonly ownerId: string;
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  origin = '';
  /** The rights that a request of the bot's has needed in some server. */
  readonly enforced = new Set<BotLack>();
  /** The last request that was refused, for the sentence of a wait in vain. */
  lastRefusal: string | undefined;
  /** IDENTIFYs that were accepted. */
  sessionStarts = 0;
  #lastId = 0n;
  readonly #listeners = new Set<() => void>();

  constructor(now: () => number) {
    this.now = now;
    this.applicationId = this.nextId();
    this.ownerId = this.nextId();
    this.token = `${Buffer.from(this.applicationId).toString('base64url')}.emulator.not-a-secret`;
    this.bot = {
      id: this.applicationId,
      username: 'attache',
      displayName: 'Attaché',
      locale: 'en-US',
      closedDms: false,
      bot: true,
    };
    this.users.set(this.bot.id, this.bot);
    this.users.set(this.ownerId, {
      id: this.ownerId,
      username: 'owner',
      displayName: 'Owner',
      locale: 'en-US',
      closedDms: false,
      bot: false,
    });
  }

  /** A snowflake of the present instant; always greater than the one before, even while the clock stands. */
  nextId(): string {
    const fromClock = BigInt(Math.max(0, Math.trunc(this.now()) - discordEpoch)) << 22n;
    this.#lastId = fromClock > this.#lastId ? fromClock : this.#lastId + 1n;
    return this.#lastId.toString();
  }

  /** Tells everybody who waits that something was accepted. */
  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** Resolves when the condition holds, looked at after every accepted change; rejects after `within` real ms. */
  until<T>(find: () => T | undefined | false, what: string | (() => string), within = 5000): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        this.#listeners.delete(look);
      };
      const look = () => {
        try {
          const found = find();
          if (found === undefined || found === false) return;
          end();
          resolve(found);
        } catch (error) {
          end();
          reject(error);
        }
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`Waited ${within} ms in vain: ${typeof what === 'string' ? what : what()}`));
      }, within);
      this.#listeners.add(look);
      look();
    });
  }

  messagesIn(channel: Channel): Message[] {
    return this.messages.filter((message) => message.channel === channel && !message.deleted);
  }

  directChannelWith(user: UserRecord): Channel {
    for (const channel of this.channels.values()) {
      if (channel.type === channelTypes.dm && channel.recipient === user) return channel;
    }
    const channel: Channel = {
      id: this.nextId(),
      name: '',
      type: channelTypes.dm,
      recipient: user,
      botLacks: new Set(),
      archived: false,
      locked: false,
      deleted: false,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  sharesAGuildWithBot(user: UserRecord): boolean {
    return [...this.guilds.values()].some((guild) => guild.botIsMember && guild.members.has(user.id));
  }

  canSee(user: UserRecord, channel: Channel): boolean {
    if (channel.deleted) return false;
    if (channel.type === channelTypes.dm) return channel.recipient === user || user === this.bot;
    const guild = channel.guild;
    if (guild === undefined) return false;
    if (user === this.bot) return guild.botIsMember && !this.botLacks(channel, 'view');
    const member = guild.members.get(user.id);
    if (member === undefined) return false;
    if (member.administrator || guild.ownerId === user.id) return true;
    if (channel.parent !== undefined && !this.canSee(user, channel.parent)) return false;
    return channel.visibleTo === undefined || channel.visibleTo.has(user.id);
  }

  /** Whether a request of the bot's is to be refused, and that it needed the right. */
  refuses(channel: Channel, permission: BotLack): boolean {
    if (channel.guild !== undefined) this.enforced.add(permission);
    return this.botLacks(channel, permission);
  }

  botLacks(channel: Channel, permission: BotLack): boolean {
    return channel.botLacks.has(permission) || (channel.parent?.botLacks.has(permission) ?? false);
  }
}
