// Who takes part in an exchange: the roles, and the names that accounts, channels and places go by.

/**
 * Design §6. Coordinator, oversight and finance belong to the hub, liaison and manager to an organisation, an approver to
 * an office (`approval.ts`), a course manager and an instructor to a course.
 */
export const roles = [
  'coordinator',
  'oversight',
  'liaison',
  'manager',
  'approver',
  'courseManager',
  'instructor',
  'trainee',
  'expert',
  'finance',
] as const;

/**
 * What stands for the name of somebody who was forgotten: nobody can type it (it is of private use), and each platform
 * shows neutral words of the reader's language for it.
 */
export const erasedName = '\uE000';

export type Role = (typeof roles)[number];

/** What is learnt or known by a person alone cannot be done by another; every other role may name a deputy. */
export function mayBeDeputised(role: Role): boolean {
  return role !== 'trainee' && role !== 'expert';
}

/**
 * On whose behalf somebody acts, for every judgement of four eyes: themselves, and all whose grants they hold. Nobody
 * may do through a deputy, or as a deputy, what they may not themselves.
 */
export function actsFor(person: string, grants: readonly { readonly person: string }[]): readonly string[] {
  return [...new Set([person, ...grants.map((grant) => grant.person)])];
}

export const platforms = ['slack', 'discord', 'practice'] as const;

export type PlatformName = (typeof platforms)[number];

/** One account of a human on one platform: `slack:T1:U7`, `discord:42`, `practice:amina`. */
export type AccountId = `${PlatformName}:${string}`;

/** A channel or conversation: `slack:T1:C9`, `discord:77`, `practice:hub`. */
export type ChannelId = `${PlatformName}:${string}`;

/** A Slack workspace, a Discord server, or the practice room: `slack:T1`, `discord:12`, `practice:room`. */
export type PlaceId = `${PlatformName}:${string}`;

/** The platform that an account, channel or place belongs to. */
export function platformOf(id: AccountId | ChannelId | PlaceId): PlatformName {
  const name = id.slice(0, id.indexOf(':'));
  const platform = platforms.find((one) => one === name);
  if (platform === undefined) throw new TypeError(`"${id}" does not begin with a platform's name`);
  return platform;
}

/**
 * The workspace or server that a channel is in, or that an account of Slack belongs to; undefined for direct messages on
 * Discord, for its accounts, and in the practice room.
 */
export function placeOf(id: ChannelId | AccountId): PlaceId | undefined {
  const [, place, ...within] = id.split(':');
  return within.length === 0 || place === '@me' ? undefined : `${platformOf(id)}:${place}`;
}

/** True when the text is a platform's name, a colon and something after it. */
export function isPlatformId(text: string): text is AccountId {
  const colon = text.indexOf(':');
  return colon > 0 && colon < text.length - 1 && platforms.some((one) => one === text.slice(0, colon));
}
