// Draws channels, threads and direct messages as the objects of Discord's API, with the bot's own rights in them.
import type { JsonObject } from './json.ts';
import { bitsOf } from './permissions.ts';
import { type Channel, channelTypes, type World } from './state.ts';
import { userPayload } from './user-payload.ts';

export function channelPayload(channel: Channel): JsonObject {
  if (channel.type === channelTypes.dm) {
    const recipient = channel.recipient;
    return {
      id: channel.id,
      type: channel.type,
      last_message_id: null,
      flags: 0,
      recipients: recipient ? [userPayload(recipient)] : [],
    };
  }
  const shared = {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guild?.id,
    name: channel.name,
    last_message_id: null,
    rate_limit_per_user: 0,
    flags: 0,
  };
  if (channel.parent !== undefined) {
    return {
      ...shared,
      parent_id: channel.parent.id,
      owner_id: channel.ownerId ?? '0',
      message_count: 0,
      member_count: channel.visibleTo?.size ?? 0,
      total_message_sent: 0,
      thread_metadata: {
        archived: channel.archived,
        archive_timestamp: new Date(0).toISOString(),
        auto_archive_duration: 4320,
        locked: channel.locked,
        ...(channel.type === channelTypes.privateThread ? { invitable: false } : {}),
        create_timestamp: new Date(0).toISOString(),
      },
    };
  }
  return {
    ...shared,
    position: 0,
    parent_id: null,
    topic: null,
    nsfw: false,
    permission_overwrites: overwritesOf(channel),
  };
}

function overwritesOf(channel: Channel): JsonObject[] {
  const guild = channel.guild;
  if (guild === undefined) return [];
  const overwrites: JsonObject[] = [];
  if (channel.visibleTo !== undefined) {
    overwrites.push({ id: guild.id, type: 0, allow: '0', deny: bitsOf(['view']).toString() });
    for (const id of channel.visibleTo)
      overwrites.push({ id, type: 1, allow: bitsOf(['view']).toString(), deny: '0' });
  }
  return overwrites;
}

function botOverwrites(world: World, channel: Channel): JsonObject[] {
  const denied = bitsOf([...channel.botLacks]);
  const allowed = channel.visibleTo !== undefined ? bitsOf(['view']) & ~denied : 0n;
  if (denied === 0n && allowed === 0n) return [];
  return [{ id: world.bot.id, type: 1, allow: allowed.toString(), deny: denied.toString() }];
}

/** A channel as the bot sees it, its own overwrites among the others. */
export function channelForBot(world: World, channel: Channel): JsonObject {
  const payload = channelPayload(channel);
  if (!Array.isArray(payload.permission_overwrites)) return payload;
  const others = payload.permission_overwrites;
  return { ...payload, permission_overwrites: [...others, ...botOverwrites(world, channel)] };
}
