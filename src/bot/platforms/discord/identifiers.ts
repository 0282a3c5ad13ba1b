// How Discord's ids are written in Attaché: `discord:42`, `discord:<guild>:<channel>`, the same with `:<message>`.
import { createHash } from 'node:crypto';
import type { MessageReference } from '#bot/platform.ts';
import { type AccountId, type ChannelId, isPlatformId, type PlaceId } from '#exchange/people.ts';
import { nonceCharacters } from './limits.ts';

/** Stands where a server's id would in the id of a direct message channel, as in Discord's own links. */
const noGuild = '@me';
const prefix = 'discord:';
const snowflake = /^\d{1,20}$/;

export function accountId(user: string): AccountId {
  return `${prefix}${user}`;
}

export function placeId(guild: string): PlaceId {
  return `${prefix}${guild}`;
}

export function channelId(guild: string | null, channel: string): ChannelId {
  return `${prefix}${guild ?? noGuild}:${channel}`;
}

/** The user id of an account that lives on Discord; undefined for any other. */
export function userOf(account: AccountId): string | undefined {
  const user = account.slice(prefix.length);
  return account.startsWith(prefix) && snowflake.test(user) ? user : undefined;
}

/** The server (undefined in direct messages) and channel of a ChannelId; undefined for another platform's. */
export function readChannel(id: ChannelId): { guild: string | undefined; channel: string } | undefined {
  const [platform, guild = '', channel = '', ...more] = id.split(':');
  if (platform !== 'discord' || more.length > 0 || !snowflake.test(channel)) return undefined;
  if (guild !== noGuild && !snowflake.test(guild)) return undefined;
  return { guild: guild === noGuild ? undefined : guild, channel };
}

/** A message in its channel; one post may be several messages, when its view was too long for one. */
export function messageReference(
  guild: string | undefined,
  channel: string,
  messages: readonly string[],
): MessageReference {
  return `${channelId(guild ?? null, channel)}:${messages.join('+')}`;
}

export interface StandingMessage {
  readonly guild: string | undefined;
  readonly channel: string;
  readonly messages: readonly string[];
}

export function readMessage(reference: MessageReference): StandingMessage | undefined {
  const [, place, joined = ''] = /^(discord:[^:]+:[^:]+):([^:]+)$/.exec(reference) ?? [];
  const channel = place !== undefined && isPlatformId(place) ? readChannel(place) : undefined;
  const messages = joined.split('+');
  return channel && messages.every((message) => snowflake.test(message))
    ? { ...channel, messages }
    : undefined;
}

/** The nonce of the n-th message of a delivery: 128 bits of its proof's SHA-256. */
export function nonceOf(proof: string, index: number): string {
  const named = index === 0 ? proof : `${proof}#${index}`;
  return createHash('sha256').update(named).digest('base64url').slice(0, nonceCharacters);
}

/** 00:00 of 1 January 2015, where Discord's snowflakes begin (developers/reference, Snowflakes). */
const discordEpoch = 1_420_070_400_000;

/** The smallest snowflake of an instant, for looking back from it. */
export function snowflakeAt(at: number): string {
  return (BigInt(Math.max(0, Math.trunc(at) - discordEpoch)) << 22n).toString();
}

/** When a snowflake was made, by Discord's clock. */
export function instantOf(id: string): number {
  return Number(BigInt(id) >> 22n) + discordEpoch;
}
