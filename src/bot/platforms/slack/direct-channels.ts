// Which conversation is the direct one with a person, for the calls that take no person in a channel's place.

import { boundedMap } from '#bot/bounded-map.ts';
import { PlatformFailure } from '#bot/platform.ts';
import type { SlackClient } from './clients.ts';

export interface DirectChannels {
  /** The conversation's id (`D1`), opened where it is not known yet. */
  of(client: SlackClient, team: string, user: string): Promise<string>;
  /** An answer of Slack's has named it. */
  note(team: string, user: string, channel: string): void;
}

/** Some 100 bytes each. */
const mostRemembered = 20_000;

/** `paced` lets a call wait for its turn: conversations.open has a limit of its own. */
export function makeDirectChannels(
  paced: <T>(team: string, call: () => Promise<T>) => Promise<T>,
): DirectChannels {
  const known = boundedMap<string, string>(mostRemembered);
  return {
    async of(client, team, user) {
      const before = known.get(`${team} ${user}`);
      if (before !== undefined) return before;
      const opened = await paced(team, () => client.conversations.open({ users: user }));
      const channel = opened.channel?.id;
      if (!channel) throw new PlatformFailure('slack', 'closed', 'conversations.open gave no channel');
      known.set(`${team} ${user}`, channel);
      return channel;
    },
    note: (team, user, channel) => known.set(`${team} ${user}`, channel),
  };
}
