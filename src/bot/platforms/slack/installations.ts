// Which workspaces Attaché is installed in, and with which token it speaks there.

import { boundedMap } from '#bot/bounded-map.ts';
import type { InstallationBook } from '#bot/installation-book.ts';
import { placeId } from './ids.ts';

/** Where Attaché may speak. A workspace that is not in it gets no answer. */
export interface Installations {
  /** The bot token for a workspace (`T1`); undefined where Attaché is not installed, or no longer. */
  tokenFor(team: string): Promise<string | undefined>;
  /** What the workspace calls itself, as far as that is known here. */
  nameOf(team: string): string | undefined;
  /** The workspace has removed Attaché or taken its token back, at this instant (epoch milliseconds). */
  ended(team: string, how: 'uninstalled' | 'revoked', at: number | undefined): Promise<void>;
  /** Slack takes this token no more. */
  refused(team: string, token: string, word: RefusedForGood): Promise<void>;
}

/**
 * What Slack says of a token that no waiting mends. Not `invalid_auth`, which it also says to an address that it does not
 * let in, nor a bare 401, which may be a proxy's: a token that is thrown away is only had by another installation.
 * https://docs.slack.dev/reference/methods/auth.test#errors
 */
const refusals = ['token_revoked', 'account_inactive'] as const;
export type RefusedForGood = (typeof refusals)[number];

export function isRefusedForGood(word: string | undefined): word is RefusedForGood {
  return refusals.some((one) => one === word);
}

/** One workspace with the one token that was configured. */
export function configuredInstallation(home: {
  readonly team: string;
  readonly teamName: string | undefined;
  readonly token: string;
  /** When Slack took it last, in epoch milliseconds: what had ended before was another installation. */
  readonly since: number;
  /** Told once, when the token is good no more. */
  readonly left: () => Promise<void>;
}): Installations {
  let current: string | undefined = home.token;

  async function end(): Promise<void> {
    if (current === undefined) return;
    current = undefined;
    await home.left();
  }

  return {
    tokenFor: async (team) => (team === home.team ? current : undefined),
    nameOf: (team) => (team === home.team ? home.teamName : undefined),
    ended: async (team, _how, at = home.since) => {
      if (team === home.team && at >= home.since) await end();
    },
    refused: async (team, token) => {
      if (team === home.team && token === current) await end();
    },
  };
}

/** Some 100 bytes each. */
const mostNames = 5_000;

/** The workspaces that installed Attaché by themselves. */
export function bookedInstallations(book: InstallationBook): Installations {
  const names = boundedMap<string, string>(mostNames);
  return {
    async tokenFor(team) {
      const found = await book.find(placeId(team));
      if (found) names.set(team, found.name);
      return found?.token;
    },
    nameOf: (team) => names.get(team),
    ended: (team, how, at) => book.ended(placeId(team), how, at === undefined ? {} : { until: at }),
    refused: (team, token, word) =>
      book.ended(placeId(team), word === 'token_revoked' ? 'revoked' : 'uninstalled', { token }),
  };
}

/** Asks one after the other; what ends has ended in all. */
export function allInstallations(all: readonly Installations[]): Installations {
  return {
    async tokenFor(team) {
      for (const some of all) {
        const token = await some.tokenFor(team);
        if (token !== undefined) return token;
      }
      return undefined;
    },
    nameOf: (team) => all.map((some) => some.nameOf(team)).find((name) => name !== undefined),
    async ended(team, how, at) {
      for (const some of all) await some.ended(team, how, at);
    },
    async refused(team, token, word) {
      for (const some of all) await some.refused(team, token, word);
    },
  };
}
