// The one reader of the environment: every setting, checked at the start, each wrong one with its mend.
import { z } from 'zod';

export interface Config {
  readonly slack: SlackConfig | undefined;
  readonly discord: DiscordConfig | undefined;
  /** The practice room's port; undefined when it is not to be opened. */
  readonly practicePort: number | undefined;
  /** The record: a PostgreSQL address, or else the embedded file in `dataFolder`. */
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
  readonly backups: BackupConfig;
  /** Where health, readiness and metrics are served; undefined when nowhere. */
  readonly health: HealthConfig | undefined;
  /** Where anybody can check certificates; undefined when nowhere. */
  readonly publicPage: { readonly url: string; readonly port: number } | undefined;
  /** What keys and tokens are sealed under in the record; undefined where nothing is. */
  readonly secrets: SecretsConfig | undefined;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug';
}

export interface SlackConfig {
  /** Of the one workspace that was installed by hand; undefined where all install themselves. */
  readonly botToken: string | undefined;
  /** With it, workspaces install Attaché by themselves. */
  readonly oauth: SlackOAuthConfig | undefined;
  readonly signingSecret: string | undefined;
  readonly port: number;
  readonly appToken: string | undefined;
  readonly apiUrl: string | undefined;
  readonly commandPrefix: string;
  /** Posts a minute that Slack takes in a workspace; undefined for the usual. */
  readonly postsPerMinute: number | undefined;
}

export interface SlackOAuthConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
  /** Where people's browsers reach Attaché: `https://attache.example`, without a slash at the end. */
  readonly publicUrl: string;
  /** Tokens are sealed under it in the record. */
  readonly secret: string;
  /** The one before, whose tokens are sealed anew at the start; `lost` gives up what no secret opens. */
  readonly previousSecret: string | undefined;
}

/** As in `SlackOAuthConfig`, whoever seals something. */
export type SecretsConfig = Pick<SlackOAuthConfig, 'secret' | 'previousSecret'>;

export interface DiscordConfig {
  readonly token: string;
  readonly apiUrl: string | undefined;
  /** Requests a second that Discord grants to the bot; undefined for the usual. */
  readonly requestsPerSecond: number | undefined;
}

export interface HealthConfig {
  readonly host: string;
  readonly port: number;
  /** Whether the port was asked for: the usual one may be another Attaché's on the same machine. */
  readonly mustOpen: boolean;
}

export interface BackupConfig {
  /** Where copies of the embedded record go. */
  readonly folder: string;
  /** Whether Attaché makes one a day by itself. */
  readonly daily: boolean;
  /** How many of those stay. */
  readonly keep: number;
}

/** A setting is wrong; the message names it and says how to mend it. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
}

/** A variable that is set but empty, as in a copied .env.example, counts as not set. */
const text = z.preprocess((raw) => (raw === '' ? undefined : raw), z.string().optional());

function port(name: string, fallback: number) {
  const says = `${name} must be a port number from 0 to 65535.`;
  return z.preprocess(
    (raw) => (raw === '' || raw === undefined ? fallback : Number(raw)),
    z.number({ error: says }).int(says).min(0, says).max(65_535, says),
  );
}

function optionalPort(name: string) {
  const says = `${name} must be a port number from 0 to 65535, or empty.`;
  return z.preprocess(
    (raw) => (raw === '' || raw === undefined ? undefined : Number(raw)),
    z.number({ error: says }).int(says).min(0, says).max(65_535, says).optional(),
  );
}

/** A limit that a platform has granted; without it the one that everybody has. */
function grantedRate(name: string, what: string) {
  const says = `${name} must be a whole number above 0: ${what}.`;
  return z.preprocess(
    (raw) => (raw === '' || raw === undefined ? undefined : Number(raw)),
    z.number({ error: says }).int(says).min(1, says).optional(),
  );
}

function healthPort(says: string) {
  return z.preprocess(
    (raw) => (raw === '' || raw === undefined ? undefined : raw === 'off' ? 0 : Number(raw)),
    z.number({ error: says }).int(says).min(0, says).max(65_535, says).optional(),
  );
}

function address(name: string, example = 'https://proxy.example/api/') {
  return text.refine((given) => given === undefined || isTrusted(given), {
    error: `${name} must be an https address (or http on this machine), such as ${example}.`,
  });
}

/** Tokens travel to this address, so only an encrypted one will do, or the machine itself. */
function isTrusted(given: string): boolean {
  const url = URL.parse(given);
  if (!url) return false;
  return (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname))
  );
}

function token(name: string, prefix: string, where: string) {
  return text.refine((given) => given === undefined || given.startsWith(prefix), {
    error: `${name} must begin with ${prefix}; it is found ${where}.`,
  });
}

/** What ATTACHE_SECRET_PREVIOUS says where nobody has the secret any more. */
export const lostSecret = 'lost';

/** Made by a machine: what people think up can be guessed. */
function secret(name: string, least: number, otherwise?: string) {
  const more = otherwise === undefined ? '' : `, or be ${otherwise} where nobody has it any more`;
  return text.refine((given) => given === undefined || given.length >= least || given === otherwise, {
    error: `${name} must have at least ${least} characters${more}; openssl rand -base64 32 makes one.`,
  });
}

const copiesSay = 'BACKUP_KEEP must be a number of copies from 1 on.';

const environment = z.object({
  SLACK_BOT_TOKEN: token('SLACK_BOT_TOKEN', 'xoxb-', 'under OAuth & Permissions of the Slack app'),
  SLACK_SIGNING_SECRET: text,
  SLACK_APP_TOKEN: token(
    'SLACK_APP_TOKEN',
    'xapp-',
    'under Basic Information, App-Level Tokens, of the Slack app',
  ),
  SLACK_CLIENT_ID: text,
  SLACK_CLIENT_SECRET: text,
  SLACK_STATE_SECRET: secret('SLACK_STATE_SECRET', 16),
  PUBLIC_URL: address('PUBLIC_URL', 'https://attache.example'),
  PUBLIC_PORT: optionalPort('PUBLIC_PORT'),
  ATTACHE_SECRET: secret('ATTACHE_SECRET', 32),
  ATTACHE_SECRET_PREVIOUS: secret('ATTACHE_SECRET_PREVIOUS', 32, lostSecret),
  SLACK_PORT: port('SLACK_PORT', 3000),
  SLACK_API_URL: address('SLACK_API_URL'),
  SLACK_COMMAND_PREFIX: text.refine((given) => given === undefined || /^[a-z0-9_-]{1,16}$/.test(given), {
    error:
      'SLACK_COMMAND_PREFIX must be up to 16 lower-case letters, digits, hyphens or underscores, such as attache-.',
  }),
  SLACK_POSTS_PER_MINUTE: grantedRate(
    'SLACK_POSTS_PER_MINUTE',
    'how many messages a minute Slack takes in your workspace',
  ),
  DISCORD_TOKEN: text,
  DISCORD_API_URL: address('DISCORD_API_URL'),
  DISCORD_REQUESTS_PER_SECOND: grantedRate(
    'DISCORD_REQUESTS_PER_SECOND',
    'how many requests a second Discord grants to your bot',
  ),
  PRACTICE_ROOM: z.preprocess(
    (raw) => (raw === '' ? undefined : raw),
    z.enum(['on', 'off'], 'PRACTICE_ROOM must be on or off.').optional(),
  ),
  PRACTICE_PORT: port('PRACTICE_PORT', 8642),
  DATABASE_URL: text.refine((given) => given === undefined || /^postgres(ql)?:\/\//.test(given), {
    error: 'DATABASE_URL must begin with postgres://; leave it out for the embedded database.',
  }),
  DATA_FOLDER: text,
  BACKUP_FOLDER: text,
  BACKUP_KEEP: z.preprocess(
    (raw) => (raw === '' || raw === undefined ? 14 : Number(raw)),
    z.number(copiesSay).int(copiesSay).min(1, copiesSay).max(10_000, copiesSay),
  ),
  HEALTH_PORT: healthPort('HEALTH_PORT must be a port number from 0 to 65535, or off.'),
  HEALTH_HOST: text,
  LOG_LEVEL: z.preprocess(
    (raw) => (raw === '' ? undefined : raw),
    z
      .enum(
        ['fatal', 'error', 'warn', 'info', 'debug'],
        'LOG_LEVEL must be one of fatal, error, warn, info, debug.',
      )
      .default('info'),
  ),
});

type Settings = z.infer<typeof environment>;

/** The names of every variable that is read; .env.example must hold each (a test compares them). */
export const variables = Object.keys(environment.shape);

/** Throws ConfigProblem with one sentence per wrong setting. */
export function readConfig(given: Readonly<Record<string, string | undefined>>): Config {
  const read = environment.safeParse(given);
  if (!read.success) throw new ConfigProblem(read.error.issues.map((issue) => issue.message).join('\n'));
  const set = read.data;
  const slack = slackOf(set);
  const discord =
    set.DISCORD_TOKEN === undefined
      ? undefined
      : {
          token: set.DISCORD_TOKEN,
          apiUrl: set.DISCORD_API_URL,
          requestsPerSecond: set.DISCORD_REQUESTS_PER_SECOND,
        };
  const practice = set.PRACTICE_ROOM === 'on' || (set.PRACTICE_ROOM === undefined && !slack && !discord);
  if (!slack && !discord && !practice) {
    throw new ConfigProblem(
      'Nothing to start: set SLACK_BOT_TOKEN or DISCORD_TOKEN, or leave PRACTICE_ROOM out to practise without an account.',
    );
  }
  return {
    slack,
    discord,
    practicePort: practice ? set.PRACTICE_PORT : undefined,
    databaseUrl: set.DATABASE_URL,
    dataFolder: set.DATA_FOLDER ?? 'data',
    backups: {
      folder: set.BACKUP_FOLDER ?? `${set.DATA_FOLDER ?? 'data'}/backups`,
      daily: set.BACKUP_FOLDER !== undefined,
      keep: set.BACKUP_KEEP,
    },
    health: healthOf(set),
    publicPage: publicPageOf(set),
    secrets:
      set.ATTACHE_SECRET === undefined
        ? undefined
        : { secret: set.ATTACHE_SECRET, previousSecret: set.ATTACHE_SECRET_PREVIOUS },
    logLevel: set.LOG_LEVEL,
  };
}

/** The usual place of a Prometheus exporter that has no port of its own. */
const usualHealthPort = 9464;

function healthOf({ HEALTH_PORT, HEALTH_HOST }: Settings): HealthConfig | undefined {
  if (HEALTH_PORT === 0) return undefined;
  return {
    host: HEALTH_HOST ?? '127.0.0.1',
    port: HEALTH_PORT ?? usualHealthPort,
    mustOpen: HEALTH_PORT !== undefined || HEALTH_HOST !== undefined,
  };
}

function publicPageOf({ PUBLIC_PORT: port, PUBLIC_URL: url }: Settings): Config['publicPage'] {
  if (port === undefined) return undefined;
  if (url === undefined)
    throw new ConfigProblem(
      'PUBLIC_PORT is set but PUBLIC_URL is not: certificates name the address at which they are checked, such as https://attache.example.',
    );
  return { port, url: url.replace(/\/+$/, '') };
}

function slackOf(set: Settings): SlackConfig | undefined {
  const oauth = oauthOf(set);
  if (set.SLACK_BOT_TOKEN === undefined && oauth === undefined) {
    const stray = (['SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'] as const).find(
      (name) => set[name] !== undefined,
    );
    if (stray)
      throw new ConfigProblem(
        `${stray} is set but SLACK_BOT_TOKEN is not: add the bot token (xoxb-…) of the Slack app, or remove ${stray}.`,
      );
    return undefined;
  }
  if (set.SLACK_SIGNING_SECRET === undefined && set.SLACK_APP_TOKEN === undefined) {
    const named = set.SLACK_BOT_TOKEN === undefined ? 'SLACK_CLIENT_ID' : 'SLACK_BOT_TOKEN';
    throw new ConfigProblem(
      `${named} is set, but not how Slack reaches Attaché: add SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).`,
    );
  }
  return {
    postsPerMinute: set.SLACK_POSTS_PER_MINUTE,
    botToken: set.SLACK_BOT_TOKEN,
    oauth,
    signingSecret: set.SLACK_SIGNING_SECRET,
    port: set.SLACK_PORT,
    appToken: set.SLACK_APP_TOKEN,
    apiUrl: set.SLACK_API_URL,
    commandPrefix: set.SLACK_COMMAND_PREFIX ?? '',
  };
}

/** Half of it would let somebody begin an installation that cannot end. */
function oauthOf(set: Settings): SlackOAuthConfig | undefined {
  const {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_STATE_SECRET: stateSecret,
    PUBLIC_URL: publicUrl,
    ATTACHE_SECRET: secret,
    ATTACHE_SECRET_PREVIOUS: previousSecret,
  } = set;
  if (previousSecret !== undefined && secret === undefined)
    throw new ConfigProblem(
      'ATTACHE_SECRET_PREVIOUS is set but ATTACHE_SECRET is not: the new secret belongs into ATTACHE_SECRET.',
    );
  const own = {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_STATE_SECRET: stateSecret,
  };
  const [there, missing] = [namesOf(own, true), namesOf(own, false)];
  if (there.length === 0) return undefined;
  if (clientId === undefined || clientSecret === undefined || stateSecret === undefined)
    throw new ConfigProblem(
      `${there.join(' and ')} ${there.length > 1 ? 'are' : 'is'} set but ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not: workspaces install Attaché by themselves with all three, or with none.`,
    );
  if (publicUrl === undefined)
    throw new ConfigProblem(
      'SLACK_CLIENT_ID is set but PUBLIC_URL is not: Slack sends people back to it after an installation, such as https://attache.example.',
    );
  if (secret === undefined)
    throw new ConfigProblem(
      'SLACK_CLIENT_ID is set but ATTACHE_SECRET is not: the tokens of the workspaces are sealed under it in the record; openssl rand -base64 32 makes one.',
    );
  return {
    clientId,
    clientSecret,
    stateSecret,
    publicUrl: publicUrl.replace(/\/+$/, ''),
    secret,
    previousSecret,
  };
}

function namesOf(settings: Readonly<Record<string, string | undefined>>, isSet: boolean): readonly string[] {
  return Object.keys(settings).filter((name) => (settings[name] !== undefined) === isSet);
}
