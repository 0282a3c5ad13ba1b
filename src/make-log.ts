// The log of a running Attaché: lines of JSON for machines, each with a sentence for people, and no secret in any.
import { type DestinationStream, pino } from 'pino';
import type { Log } from '#bot/log.ts';
import { loggedError } from '#bot/logged-error.ts';
import { strikeOut } from '#bot/strike-out.ts';
import type { Config } from './config.ts';

type LogConfig = Pick<Config, 'logLevel'> & Partial<Pick<Config, 'slack' | 'discord' | 'databaseUrl'>>;

/** Secrets and what people wrote are never among the data that is logged; a secret is struck out in any case. */
export function makeLog(config: LogConfig, to: DestinationStream = pino.destination(1)): Log {
  const clean = strikeOut(secretsOf(config));
  return pino(
    {
      level: config.logLevel,
      // Under whatever name it comes: the libraries' errors carry requests, addresses and headers.
      formatters: { log: withLoggedErrors },
      redact: [
        '*.token',
        '*.access_token',
        '*.botToken',
        '*.appToken',
        '*.signingSecret',
        '*.clientSecret',
        '*.client_secret',
        '*.stateSecret',
        '*.secret',
        '*.authorization',
      ],
      hooks: { streamWrite: clean },
    },
    to,
  );
}

function withLoggedErrors(data: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([name, one]) => [name, one instanceof Error ? loggedError(one) : one]),
  );
}

function secretsOf({ slack, discord, databaseUrl }: LogConfig): readonly (string | undefined)[] {
  const database = databaseUrl === undefined ? null : URL.parse(databaseUrl);
  return [
    slack?.botToken,
    slack?.appToken,
    slack?.signingSecret,
    slack?.oauth?.clientSecret,
    slack?.oauth?.stateSecret,
    slack?.oauth?.secret,
    slack?.oauth?.previousSecret,
    discord?.token,
    databaseUrl,
    database?.password,
    decoded(database?.password),
  ];
}

/** In an address a password may be written otherwise than it is. */
function decoded(written: string | undefined): string | undefined {
  try {
    return written === undefined ? undefined : decodeURIComponent(written);
  } catch {
    return undefined;
  }
}
