// Two lanes of Web API clients for each workspace: answers to people in one, everything sent in bulk in the other.
import type { webApi } from '@slack/bolt';
import { PlatformFailure } from '#bot/platform.ts';
import type { Installations } from './installations.ts';

export type SlackClient = webApi.WebClient;

export interface Clients {
  /** For answers to people; one 429 stalls a whole client, so nothing else goes through it. */
  replies(team: string): Promise<SlackClient>;
  /** For posts, revisions and looks back. */
  bulk(team: string): Promise<SlackClient>;
  /** The token itself, for files, which are fetched without the Web API. */
  token(team: string): Promise<string>;
}

/** Milliseconds that any call may take; the SDK's own default is for ever. */
export const callTimeout = 10_000;

/**
 * Options of every client. Retries are off: a repeated post is a doubled message (measured: 45 of 5,000), and a
 * rate limit is reported instead of being slept through, because the caller knows what can wait.
 */
export function clientOptions(apiUrl: string | undefined): webApi.WebClientOptions {
  return {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    timeout: callTimeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  };
}

export function makeClients(
  installations: Installations,
  newClient: (token: string) => SlackClient,
): Clients {
  async function token(team: string): Promise<string> {
    const found = await installations.tokenFor(team);
    if (found === undefined) throw new PlatformFailure('slack', 'gone', `not installed in ${team}`);
    return found;
  }

  function lane(): (team: string) => Promise<SlackClient> {
    const clients = new Map<string, SlackClient>();
    return async (team) => {
      const current = await token(team);
      const known = clients.get(current);
      if (known) return known;
      const client = newClient(current);
      clients.set(current, client);
      return client;
    };
  }

  return { replies: lane(), bulk: lane(), token };
}
