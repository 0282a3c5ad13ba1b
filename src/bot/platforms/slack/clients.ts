// Two lanes of Web API clients for each workspace: answers to people in one, everything sent in bulk in the other.
import type { WebClient, WebClientOptions } from '@slack/web-api';
import { boundedMap } from '#bot/bounded-map.ts';
import { leaseMs } from '#bot/lease.ts';
import { PlatformFailure } from '#bot/platform.ts';
import type { Installations } from './installations.ts';

export type SlackClient = WebClient;

export interface Clients {
  /** For answers to people; one 429 stalls a whole client, so nothing else goes through it. */
  replies(team: string): Promise<SlackClient>;
  /** For posts, revisions and looks back. */
  bulk(team: string): Promise<SlackClient>;
  /** The token itself, for files, which are fetched without the Web API. */
  token(team: string): Promise<string>;
}

export type Lane = 'replies' | 'bulk';

/** Milliseconds that a call for somebody who waits may take; the SDK's own default is for ever. */
export const replyTimeout = 10_000;
/** Milliseconds that a call in bulk may take: it must have ended before another process may take its work over. */
export const bulkTimeout = leaseMs - 4_000;

/** Each workspace that Attaché is installed in has one; a token that was changed makes another. */
const mostClients = 2_000;

/**
 * Options of every client. Retries are off: a repeated post is a doubled message (measured: 45 of 5,000), and a
 * rate limit is reported instead of being slept through, because the caller knows what can wait. Connections stay
 * open: that is what `fetch` does by itself.
 */
export function clientOptions(apiUrl: string | undefined, lane: Lane = 'replies'): WebClientOptions {
  return {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    timeout: lane === 'bulk' ? bulkTimeout : replyTimeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  };
}

export function makeClients(
  installations: Installations,
  newClient: (team: string, token: string, lane: Lane) => SlackClient,
): Clients {
  async function token(team: string): Promise<string> {
    const found = await installations.tokenFor(team);
    if (found === undefined) throw new PlatformFailure('slack', 'gone', `not installed in ${team}`);
    return found;
  }

  function lane(name: Lane): (team: string) => Promise<SlackClient> {
    const clients = boundedMap<string, SlackClient>(mostClients);
    return async (team) => {
      const current = await token(team);
      const known = clients.get(current);
      if (known) return known;
      const client = newClient(team, current, name);
      clients.set(current, client);
      return client;
    };
  }

  return { replies: lane('replies'), bulk: lane('bulk'), token };
}
