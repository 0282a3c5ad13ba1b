// Discord's permission bits, as far as the emulator decides or shows them.
import {
  type BotLack,
  type Channel,
  channelTypes,
  type Guild,
  type UserRecord,
  type World,
} from './state.ts';

const permissionBits = {
  administrator: 1n << 3n,
  view: 1n << 10n,
  send: 1n << 11n,
  embed: 1n << 14n,
  attach: 1n << 15n,
  readHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  manageThreads: 1n << 34n,
  createPublicThreads: 1n << 35n,
  createPrivateThreads: 1n << 36n,
  sendInThreads: 1n << 38n,
  useCommands: 1n << 31n,
} as const;

const allBits = (1n << 53n) - 1n;
const ordinary =
  permissionBits.view |
  permissionBits.send |
  permissionBits.embed |
  permissionBits.attach |
  permissionBits.readHistory |
  permissionBits.sendInThreads |
  permissionBits.useCommands;

/** The bot is given everything that it could ask for, so that no ping is stopped by luck. */
export const botPermissions =
  ordinary |
  permissionBits.mentionEveryone |
  permissionBits.createPublicThreads |
  permissionBits.createPrivateThreads |
  permissionBits.manageThreads;

export const everyonePermissions = ordinary;

function isAdministrator(guild: Guild, user: UserRecord): boolean {
  return guild.ownerId === user.id || guild.members.get(user.id)?.administrator === true;
}

export function permissionsOf(guild: Guild, user: UserRecord): bigint {
  return isAdministrator(guild, user) ? allBits : ordinary;
}

/** What `app_permissions` of an interaction says. */
export function botPermissionsIn(channel: Channel): bigint {
  if (channel.type === channelTypes.dm) return botPermissions;
  return botPermissions & ~bitsOf(lacksOf(channel));
}

function lacksOf(channel: Channel): BotLack[] {
  return [...new Set([...channel.botLacks, ...(channel.parent?.botLacks ?? [])])];
}

export function bitsOf(lacks: readonly BotLack[]): bigint {
  return lacks.reduce((bits, lack) => bits | permissionBits[lack], 0n);
}

export function botMayMentionEveryone(world: World, channel: Channel): boolean {
  return channel.guild !== undefined && !world.botLacks(channel, 'mentionEveryone');
}
