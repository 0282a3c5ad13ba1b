// What the bot may do: the permissions it asks for, each for the calls that need it, and those it has in a channel.
import type { APIOverwrite, APIRole } from 'discord-api-types/v10';

/** Why each permission is asked for: the calls that the code makes with it, and nothing else. */
export const permissions = [
  {
    name: 'view',
    bit: 1n << 10n,
    reason:
      'Reaches the channels that are named for announcements (VIEW_CHANNEL, for every call on a channel).',
  },
  { name: 'send', bit: 1n << 11n, reason: 'Posts there (SEND_MESSAGES, POST /channels/{id}/messages).' },
  {
    name: 'sendInThreads',
    bit: 1n << 38n,
    reason:
      'Posts where an organisation has named a thread as its channel (SEND_MESSAGES_IN_THREADS, POST /channels/{id}/messages).',
  },
  {
    name: 'attach',
    bit: 1n << 15n,
    reason: 'Sends pictures and calendar files (ATTACH_FILES, POST of a message with files).',
  },
  {
    name: 'readHistory',
    bit: 1n << 16n,
    reason:
      'Looks whether a post with a lost answer arrived, before repeating it (READ_MESSAGE_HISTORY, GET /channels/{id}/messages).',
  },
] as const;

export type PermissionName = (typeof permissions)[number]['name'];

const administrator = 1n << 3n;
const all = (1n << 64n) - 1n;

/** The number that stands in the address of an invitation. */
export const wantedPermissions: bigint = permissions.reduce((bits, { bit }) => bits | bit, 0n);

/** https://discord.com/developers/docs/topics/oauth2#bot-authorization-flow */
export function invitation(application: string): string {
  const query = new URLSearchParams({
    client_id: application,
    permissions: wantedPermissions.toString(),
    scope: 'bot applications.commands',
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}

/** A member of a server, as far as rights go. */
export interface Standing {
  readonly guild: string;
  readonly user: string;
  /** Whether the server is theirs. */
  readonly isOwner: boolean;
  /** Their roles; that of everybody is the server's id. */
  readonly roleIds: readonly string[];
  readonly roles: readonly Pick<APIRole, 'id' | 'permissions'>[];
}

/** What of `permissions` is missing in a channel, by https://discord.com/developers/docs/topics/permissions. */
export function missingIn(
  overwrites: readonly Pick<APIOverwrite, 'id' | 'allow' | 'deny'>[],
  standing: Standing,
): readonly PermissionName[] {
  const held = heldIn(overwrites, standing);
  return permissions.filter(({ bit }) => (held & bit) === 0n).map(({ name }) => name);
}

function heldIn(
  overwrites: readonly Pick<APIOverwrite, 'id' | 'allow' | 'deny'>[],
  { guild, user, isOwner, roleIds, roles }: Standing,
): bigint {
  const own = new Set([guild, ...roleIds]);
  let held = roles
    .filter(({ id }) => own.has(id))
    .reduce((bits, role) => bits | BigInt(role.permissions), 0n);
  if (isOwner || (held & administrator) !== 0n) return all;
  const ofRoles = overwrites.filter(({ id }) => own.has(id) && id !== guild);
  for (const some of [
    overwrites.filter(({ id }) => id === guild),
    ofRoles,
    overwrites.filter(({ id }) => id === user),
  ]) {
    const [allow, deny] = [bitsOf(some, 'allow'), bitsOf(some, 'deny')];
    held = (held & ~deny) | allow;
  }
  return held;
}

function bitsOf(overwrites: readonly Pick<APIOverwrite, 'allow' | 'deny'>[], what: 'allow' | 'deny'): bigint {
  return overwrites.reduce((bits, one) => bits | BigInt(one[what]), 0n);
}
