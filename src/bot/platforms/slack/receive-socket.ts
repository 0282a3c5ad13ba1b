// Keeps two Socket Mode connections open, and makes a new one before an old one is given up: somebody always hears.
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '#bot/log.ts';
import type { Meter } from '#bot/meter.ts';
import { errorWord } from './failures.ts';
import type { Connection } from './socket-connection.ts';

export interface Sockets {
  /** Resolves when the first connection is open. Throws when Slack refuses the token. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Slack allows ten to an app, those that are being renewed among them; it sends each payload to any one. */
const connections = 2;

/** Milliseconds between attempts, doubled with each that fails. */
const firstPause = 100;
const longestPause = 30_000;
/** Slack's own notice is some ten seconds; what it has not closed by then is closed here. */
const hearsOnFor = 15_000;
/** Milliseconds. Others have all the connections that there may be, or Socket Mode was switched off. */
const pauseWhenUnwanted = 30_000;
const unwanted = ['too_many_websockets', 'link_disabled'];

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

/** `newConnection` makes one that is not open yet. */
export function makeSockets(newConnection: () => Connection, log: Log, meter: Meter): Sockets {
  const stopping = new AbortController();
  const lanes: Promise<void>[] = [];
  /** All that are open or being opened, also those that hear on after their notice. */
  const alive = new Set<Connection>();
  /** Those that Slack sends to. */
  const serving = new Set<Connection>();

  async function made(): Promise<Connection> {
    const connection = newConnection();
    alive.add(connection);
    void connection.ended.then(() => {
      alive.delete(connection);
      noLongerServes(connection);
    });
    try {
      await connection.open();
    } catch (error) {
      alive.delete(connection);
      void connection.close();
      throw error;
    }
    // A stop that came while it was being opened may have passed it by.
    if (stopping.signal.aborted) await connection.close();
    else {
      serving.add(connection);
      if (serving.size === 1) meter.connection('slack', 'connected');
    }
    return connection;
  }

  function noLongerServes(connection: Connection): void {
    if (!serving.delete(connection) || serving.size > 0 || stopping.signal.aborted) return;
    log.warn({}, 'No Socket Mode connection is left; another is being opened');
    meter.connection('slack', 'broken');
  }

  /** Told to go, it hears on until Slack closes it; what it has heard is still acknowledged over it. */
  async function hearOn(connection: Connection): Promise<void> {
    await Promise.race([
      connection.ended,
      pause(hearsOnFor, undefined, { signal: stopping.signal, ref: false }),
    ]);
    await connection.close();
  }

  /** Keeps one connection open after another until it is told to stop. */
  async function keep(first: Connection | undefined): Promise<void> {
    let current = first;
    let failures = 0;
    while (!stopping.signal.aborted) {
      let wait = 0;
      try {
        current ??= await made();
        failures = 0;
        const reason = await current.leaving;
        if (reason !== undefined) void hearOn(current).catch(() => undefined);
        if (reason !== undefined && unwanted.includes(reason)) {
          log.warn({ reason }, 'Slack does not want another Socket Mode connection now');
          wait = pauseWhenUnwanted;
        }
      } catch (error) {
        failures += 1;
        const says = errorWord(error) ?? String(error);
        log.warn({ error: says, failures }, 'A Socket Mode connection could not be opened');
        wait = Math.min(firstPause * 2 ** failures, longestPause);
      }
      current = undefined;
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    async open() {
      meter.connection('slack', 'connecting');
      try {
        const first = await made();
        const others = Array.from({ length: connections - 1 }, () => undefined);
        lanes.push(...[first, ...others].map(keep));
      } catch (error) {
        const word = errorWord(error);
        if (word !== undefined && hopeless.includes(word)) {
          throw new Error(`Slack refuses SLACK_APP_TOKEN (${word}). It needs the scope connections:write.`);
        }
        throw error;
      }
    },
    async close() {
      stopping.abort();
      await Promise.all([...alive].map((connection) => connection.close()));
      await Promise.all(lanes);
    },
  };
}
