// Hands over that the bot has come into a server or was put out of one, with the channel in which a new one is greeted.
import type { APIGuildChannel, GatewayGuildCreateDispatchData } from 'discord-api-types/v10';
import type { Greeting, Listener } from '#bot/platform.ts';
import type { ServerNews } from './gateway.ts';
import { channelId, placeId } from './identifiers.ts';
import { missingIn } from './permissions.ts';

/** A server that comes back from an outage looks like a new one, but for when the bot joined it. */
const newFor = 3_600_000;
const textChannel = 0;

/** Never rejects, as the listener does not. */
export async function hearServer(
  news: ServerNews,
  sequence: number,
  self: string,
  listener: Listener,
): Promise<void> {
  if ('held' in news) return listener.placesHeld('discord', news.held.map(placeId));
  const key = `discord:server event:${news.session}:${sequence}`;
  if ('left' in news) return listener.placeLeft({ key, place: placeId(news.left) });
  const { joined } = news;
  await listener.placeJoined({ key, place: placeId(joined.id), greeting: greetingFor(joined, self) });
}

function greetingFor(guild: GatewayGuildCreateDispatchData, self: string): Greeting | undefined {
  const joinedAt = Date.parse(guild.joined_at);
  if (!(Date.now() - joinedAt < newFor)) return undefined;
  const channel = whereToGreet(guild, self);
  if (channel === undefined) return undefined;
  return {
    key: `discord:${guild.id} · ${joinedAt}`,
    channel: channelId(guild.id, channel),
    locale: guild.preferred_locale,
  };
}

/** The channel in which the server itself greets, or else the first in which the bot may write. */
function whereToGreet(guild: GatewayGuildCreateDispatchData, self: string): string | undefined {
  const own = guild.members.find(({ user }) => user.id === self);
  const standing = {
    guild: guild.id,
    user: self,
    isOwner: guild.owner_id === self,
    roleIds: own?.roles ?? [],
    roles: guild.roles,
  };
  const open = guild.channels
    .filter((channel): channel is APIGuildChannel & typeof channel => channel.type === textChannel)
    .filter((channel) => {
      const overwrites = 'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
      const missing = missingIn(overwrites, standing);
      return !missing.includes('view') && !missing.includes('send');
    });
  const inOrder = open.toSorted((one, other) => positionOf(one) - positionOf(other));
  return (inOrder.find(({ id }) => id === guild.system_channel_id) ?? inOrder[0])?.id;
}

function positionOf(channel: object): number {
  return 'position' in channel && typeof channel.position === 'number' ? channel.position : 0;
}
