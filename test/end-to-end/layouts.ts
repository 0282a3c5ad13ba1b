// Where the three organisations of the story sit: which of them on Slack, which on Discord, in whose workspace or server.
import type { Platform } from '#bot/platform.ts';
import type { AccountId, ChannelId } from '#exchange/people.ts';
import type { DiscordEmulator } from '../emulators/discord/discord-emulator.ts';
import { textOf } from '../emulators/discord/reading.ts';
import { readDiscordMarkdown, withoutMarks } from '../support/discord-markdown.ts';
import { type DiscordChat, startDiscordChat } from '../support/discord-person.ts';
import { inPlain } from '../support/exchange-bench.ts';
import type { Chat } from '../support/person.ts';
import { startPracticeChat } from '../support/practice-person.ts';
import { type SlackChat, slackChat } from '../support/slack-person.ts';

export const organisationNames = ['hub', 'accra', 'rabat'] as const;
export type OrganisationName = (typeof organisationNames)[number];

/** The place of one organisation: a whole workspace or server, or some channels of a shared one. */
export interface Seat {
  readonly chat: Chat;
  readonly announcements: ChannelId;
  readonly managers: ChannelId;
  /** True when another organisation sits in the same workspace, so that only the channel is its own. */
  readonly shares: boolean;
}

/** Something that left on its own, as the emulator took it: not an answer to a command or a press. */
export interface Sent {
  readonly to: ChannelId | AccountId;
  readonly says: string;
}

export interface Layout {
  readonly seats: Readonly<Record<OrganisationName, Seat>>;
  /** New instances of the platforms that are needed; a second set, after the first has stopped, is a restart. */
  platforms(): readonly Platform[];
  /** Everything that the chats took, counted by them. */
  sent(): readonly Sent[];
  violations(): readonly unknown[];
  /** The next posts of channels and people go wrong in these ways, one each. */
  failNextPosts(...ways: readonly ('too many' | 'broken' | 'taken, but the answer is lost')[]): void;
  close(): Promise<void>;
}

export type OpenLayout = (clock: { now(): number }) => Promise<Layout>;

async function seatIn(chat: Chat, name: OrganisationName, shares: boolean): Promise<Seat> {
  return {
    chat,
    shares,
    announcements: await chat.channel(shares ? `${name}-courses` : 'courses'),
    managers: await chat.channel(shares ? `${name}-managers` : 'managers'),
  };
}

/** For what only one platform's own emulator can do, such as forging a request. */
type Shown<OneChat> = (chat: OneChat) => void;

/** A workspace, and whose direct conversation each is. */
async function openSlack(over: 'http' | 'socket', clock: { now(): number }, shown?: Shown<SlackChat>) {
  const slack = await slackChat({ over, clock: () => clock.now(), name: 'Police training' });
  shown?.(slack);
  const directs = new Map<string, AccountId>();
  const chat: Chat = {
    ...slack,
    async person(name, traits) {
      const person = await slack.person(name, traits);
      directs.set(slack.emulator.dmOf(slack.user(name)).id, person.account);
      return person;
    },
  };
  return { chat, parts: slackParts(slack, directs) };
}

/** All three in one workspace, each with channels of its own. */
export function onSlack(over: 'http' | 'socket', shown?: Shown<SlackChat>): OpenLayout {
  return async (clock) => {
    const { chat, parts } = await openSlack(over, clock, shown);
    return {
      seats: {
        hub: await seatIn(chat, 'hub', true),
        accra: await seatIn(chat, 'accra', true),
        rabat: await seatIn(chat, 'rabat', true),
      },
      platforms: () => [chat.platform()],
      ...parts,
      close: () => chat.close(),
    };
  };
}

/** Each in a server of its own. */
export function onDiscord(shown?: Shown<DiscordEmulator>): OpenLayout {
  return async (clock) => {
    const hub = await startDiscordChat({ clock, name: 'Secretariat' });
    const { emulator } = hub;
    shown?.(emulator);
    const accra = await startDiscordChat({ emulator, name: 'Accra Police Academy' });
    const rabat = await startDiscordChat({ emulator, name: 'Rabat Police Institute' });
    return {
      seats: {
        hub: await seatIn(hub, 'hub', false),
        accra: await seatIn(accra, 'accra', false),
        rabat: await seatIn(rabat, 'rabat', false),
      },
      platforms: () => [hub.platform()],
      ...discordParts(hub),
      close: () => hub.close(),
    };
  };
}

/** The hub and Rabat in one Slack workspace, Accra in a Discord server of its own. */
export const onBoth: OpenLayout = async (clock) => {
  const { chat: slack, parts: slackSide } = await openSlack('http', clock);
  const discord = await startDiscordChat({ clock, name: 'Accra Police Academy' });
  const parts = [slackSide, discordParts(discord)];
  return {
    seats: {
      hub: await seatIn(slack, 'hub', true),
      accra: await seatIn(discord, 'accra', false),
      rabat: await seatIn(slack, 'rabat', true),
    },
    platforms: () => [slack.platform(), discord.platform()],
    sent: () => parts.flatMap((part) => part.sent()),
    violations: () => parts.flatMap((part) => part.violations()),
    failNextPosts: (...ways) => {
      for (const part of parts) part.failNextPosts(...ways);
    },
    close: async () => {
      await Promise.all([slack.close(), discord.close()]);
    },
  };
};

type EmulatorParts = Pick<Layout, 'sent' | 'violations' | 'failNextPosts'>;

function slackParts({ emulator, place }: SlackChat, directs: ReadonlyMap<string, AccountId>): EmulatorParts {
  return {
    sent: () =>
      emulator.accepted.flatMap(({ method, args, message }): Sent[] => {
        const isDelivery = method === 'chat.postMessage' && args.metadata !== undefined;
        if (!isDelivery || !message) return [];
        const to: ChannelId = directs.get(message.channelId) ?? `${place}:${message.channelId}`;
        return [{ to, says: withoutMarks(message.text) }];
      }),
    violations: () => emulator.violations,
    failNextPosts: (...ways) => {
      const kinds = {
        'too many': { kind: 'rate-limited', retryAfterSeconds: 1 },
        broken: { kind: 'server-error' },
        'taken, but the answer is lost': { kind: 'accept-then-close' },
      } as const;
      for (const way of ways) emulator.faults.next('chat.postMessage', kinds[way]);
    },
  };
}

function discordParts({ emulator }: DiscordChat): EmulatorParts {
  const posting = { method: 'POST', path: '/channels/{channel_id}/messages' };
  const names = { user: () => undefined, channel: () => undefined };
  return {
    sent: () =>
      emulator.accepted
        .filter((message) => !message.interaction && !message.onlyFor)
        .map(
          ({ channel, ...message }): Sent => ({
            to: channel.recipient
              ? `discord:${channel.recipient.id}`
              : `discord:${channel.guild?.id}:${channel.id}`,
            says: readDiscordMarkdown(textOf({ channel, ...message }), names),
          }),
        ),
    violations: () => emulator.violations,
    failNextPosts: (...ways) => {
      for (const way of ways) {
        if (way === 'too many') emulator.faults.next(posting, { kind: 'rateLimited', retryAfterMs: 1000 });
        else if (way === 'broken') emulator.faults.next(posting, { kind: 'status', status: 500 });
        else emulator.faults.next(posting, { kind: 'acceptThenClose' });
      }
    },
  };
}

/** All three in one practice room; counted is what the room itself took. */
export const inPractice: OpenLayout = async (clock) => {
  const chat = await startPracticeChat({ clock });
  const sent = new Map<string, Sent>();
  return {
    seats: {
      hub: await seatIn(chat, 'hub', true),
      accra: await seatIn(chat, 'accra', true),
      rabat: await seatIn(chat, 'rabat', true),
    },
    platforms: () => {
      const room = chat.platform();
      const post: Platform['post'] = async (message) => {
        const reference = await room.post(message);
        const to = 'account' in message.to ? message.to.account : message.to.channel;
        sent.set(reference, { to, says: inPlain(message.drawing) });
        return reference;
      };
      return [{ ...room, post }];
    },
    sent: () => [...sent.values()],
    violations: () => [],
    failNextPosts: () => undefined,
    close: () => chat.close(),
  };
};
