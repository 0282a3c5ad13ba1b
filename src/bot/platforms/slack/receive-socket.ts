// Keeps two Socket Mode connections open, so that while Slack renews one the other still hears every command.
import { setTimeout as pause } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import type { Log } from '#bot/log.ts';
import { errorWord } from './failures.ts';

/** What is needed of bolt's receiver: its connection, which it can start again after an end. */
export type Connection = SocketModeReceiver['client'];

export interface Sockets {
  /** Resolves when the first connection is open. Throws when Slack refuses the token. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Milliseconds between attempts. The SDK itself waits five seconds before it connects again, at every routine
 * renewal (measured: 5,007 ms of deafness); so its own renewal is switched off, and this takes its place.
 */
const firstPause = 100;
const longestPause = 30_000;

/** Errors that no waiting mends. https://docs.slack.dev/reference/methods/apps.connections.open#errors */
const hopeless = [
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'not_allowed_token_type',
  'missing_scope',
  'org_login_required',
  'user_removed_from_team',
  'team_disabled',
];

/** Slack allows ten `connections`, each made with `autoReconnectEnabled: false`, and sends each payload to any one. */
export function makeSockets(connections: readonly Connection[], log: Log): Sockets {
  const stopping = new AbortController();
  const loops: Promise<void>[] = [];

  /** Opens a connection again and again until it is told to stop. */
  async function keep(connection: Connection): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        await untilItEnds(connection);
        failures = 0;
      } catch (error) {
        failures += 1;
        log.warn(
          { error: errorWord(error) ?? String(error), failures },
          'A Socket Mode connection could not be opened',
        );
      }
      const wait = failures === 0 ? 0 : Math.min(firstPause * 2 ** failures, longestPause);
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  /** Connects (unless it is connected already) and resolves when the connection has ended. */
  async function untilItEnds(connection: Connection): Promise<void> {
    const { ended, forget } = endOf(connection);
    try {
      if (!started.delete(connection)) await connection.start();
      // A stop that came while it was being opened has closed nothing yet.
      if (stopping.signal.aborted) await connection.disconnect();
      await ended;
    } finally {
      forget();
    }
  }

  const started = new Set<Connection>();

  return {
    async open() {
      const [first, ...others] = connections;
      if (!first) return;
      try {
        await first.start();
      } catch (error) {
        const word = errorWord(error);
        if (word !== undefined && hopeless.includes(word)) {
          throw new Error(`Slack refuses SLACK_APP_TOKEN (${word}). It needs the scope connections:write.`);
        }
        throw error;
      }
      started.add(first);
      loops.push(keep(first), ...others.map(keep));
    },
    async close() {
      stopping.abort();
      await Promise.all(connections.map((connection) => connection.disconnect()));
      await Promise.all(loops);
    },
  };
}

function endOf(connection: Connection): { ended: Promise<void>; forget: () => void } {
  let listener = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    listener = () => resolve();
    connection.once('disconnected', listener);
  });
  return { ended, forget: () => connection.off('disconnected', listener) };
}
