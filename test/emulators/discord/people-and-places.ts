// Makes people, servers and channels, as they are before anything has happened to them.
import {
  type BotLack,
  type Channel,
  type ChannelType,
  channelTypes,
  type Guild,
  type UserRecord,
  type World,
} from './state.ts';

export function makeUser(
  world: World,
  about: { name: string; locale?: string; closedDms?: boolean },
): UserRecord {
  const record: UserRecord = {
    id: world.nextId(),
    username: about.name.toLowerCase().replaceAll(/[^a-z0-9_.]+/g, '_') || 'user',
    displayName: about.name,
    locale: about.locale ?? 'en-US',
    closedDms: about.closedDms ?? false,
    bot: false,
  };
  world.users.set(record.id, record);
  return record;
}

export function makeGuild(world: World, about: { name: string; ownerId: string; locale?: string }): Guild {
  const id = world.nextId();
  const botRole = { id: world.nextId(), name: world.bot.displayName };
  const guild: Guild = {
    id,
    name: about.name,
    ownerId: about.ownerId,
    locale: about.locale ?? 'en-US',
    botIsMember: false,
    systemChannel: undefined,
    members: new Map(),
    roles: new Map([
      // The role of everybody has the id of the server.
      [id, { id, name: '@everyone' }],
      [botRole.id, botRole],
    ]),
  };
  world.guilds.set(id, guild);
  return guild;
}

export function makeChannel(
  world: World,
  guild: Guild,
  about: {
    name: string;
    visibleTo: readonly string[] | undefined;
    botLacks?: readonly BotLack[];
    type?: ChannelType;
  },
): Channel {
  const channel: Channel = {
    id: world.nextId(),
    name: about.name,
    type: about.type ?? channelTypes.text,
    guild,
    botLacks: new Set(about.botLacks ?? []),
    archived: false,
    locked: false,
    deleted: false,
    ...(about.visibleTo === undefined ? {} : { visibleTo: new Set(about.visibleTo) }),
  };
  world.channels.set(channel.id, channel);
  return channel;
}
