// Attaché's ids of accounts, channels and messages on Slack, made and taken apart in one place.
import { PlatformFailure } from '#bot/platform.ts';
import type { AccountId, ChannelId, PlaceId } from '#exchange/people.ts';

export function accountId(team: string, user: string): AccountId {
  return `slack:${team}:${user}`;
}

export function channelId(team: string, channel: string): ChannelId {
  return `slack:${team}:${channel}`;
}

export function placeId(team: string): PlaceId {
  return `slack:${team}`;
}

/** `slack:T1:U7` → T1 and U7; the same shape for channels. */
export function readId(id: string): { readonly team: string; readonly inside: string } {
  const [platform, team, inside, ...more] = id.split(':');
  if (platform !== 'slack' || !team || !inside || more.length > 0) {
    throw new PlatformFailure('slack', 'gone', 'an id that is not of Slack');
  }
  return { team, inside };
}

/** Where a message stands. A long view is several messages, and then has several timestamps. */
export interface Standing {
  readonly team: string;
  readonly channel: string;
  readonly timestamps: readonly string[];
}

/** `slack:T1:C2:1700000000.000100`, with further timestamps after commas. */
export function messageReference(standing: Standing): string {
  return `slack:${standing.team}:${standing.channel}:${standing.timestamps.join(',')}`;
}

export function readReference(reference: string): Standing {
  const [platform, team, channel, timestamps, ...more] = reference.split(':');
  if (platform !== 'slack' || !team || !channel || !timestamps || more.length > 0) {
    throw new PlatformFailure('slack', 'gone', 'a reference to a message that is not of Slack');
  }
  return { team, channel, timestamps: timestamps.split(',') };
}
