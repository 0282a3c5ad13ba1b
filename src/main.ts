// The composition root: config → store → bot → platforms → jobs; the one file that imports everything.
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { machineClock } from '#bot/clock.ts';
import type { InstallationBook } from '#bot/installation-book.ts';
import type { Leases } from '#bot/lease.ts';
import { loadCommands, loadJobs } from '#bot/load-folders.ts';
import type { Log } from '#bot/log.ts';
import type { BookParts } from '#bot/make-installation-book.ts';
import { makeLeases, type Presence } from '#bot/make-leases.ts';
import { type Meter, silentMeter } from '#bot/meter.ts';
import type { Platform } from '#bot/platform.ts';
import type { Signing } from '#bot/signing-key.ts';
import { formatCode } from '#exchange/codes.ts';
import type { PublicPages, PublicPagesParts } from '#http/public-pages.ts';
import type { Job } from '#jobs/job.ts';
import type { StorePlace } from '#store/open-store.ts';
import { openWhenThere } from '#store/open-when-there.ts';
import type { Store } from '#store/store.ts';
import { keepDailyBackup } from '#store/upkeep/daily-backup.ts';
import packageFile from '../package.json' with { type: 'json' };
import { assemble, messagesByName, type Units } from './assemble.ts';
import { type Config, lostSecret } from './config.ts';
import { cipherOf, noneReadable } from './examine-installations.ts';
import { examineUpkeep } from './examine-upkeep.ts';
import { makeLog } from './make-log.ts';
import { stopInOrder } from './stop-in-order.ts';

export interface Running {
  /** Stops listening, finishes what was acknowledged, and closes the record. */
  stop(): Promise<void>;
  /** Where the practice room is, when it is open. */
  readonly practiceRoom: string | undefined;
  /** The one-time code that opens the exchange, while it has no hub. */
  readonly setupCode: string | undefined;
  /** Where it is and what to try first, for whoever started it. */
  readonly says: readonly string[];
}

/**
 * Starts Attaché as configured. Throws an error whose message is a sentence for the operator; the reason of `giveUp`, when
 * that is aborted while it waits for its database.
 */
export async function startAttache(
  config: Config,
  log: Log = makeLog(config),
  giveUp?: AbortSignal,
): Promise<Running> {
  await mkdir(config.dataFolder, { recursive: true });
  const units = await loadUnits();
  const real =
    config.slack || config.discord ? await openRealExchange(config, units, log, giveUp) : undefined;
  const practice = await openPractice(config, units, log).catch(async (error: unknown) => {
    await real?.stop();
    throw error;
  });
  return {
    practiceRoom: practice?.address,
    setupCode: real?.setupCode,
    says: [
      ...(real
        ? [
            `Attaché is running on ${[config.slack && 'Slack', config.discord && 'Discord'].filter(Boolean).join(' and ')}.`,
          ]
        : []),
      ...(real?.installAt ? [`Workspaces install Attaché at ${real.installAt}`] : []),
      ...(real?.setupCode
        ? [`Open the exchange: an administrator types /exchange setup there, with the code ${real.setupCode}`]
        : []),
      ...(practice
        ? [`The practice room is open at ${practice.address} – be Ama in Accra, and type /course propose`]
        : []),
    ],
    stop: async () => {
      await Promise.all([real?.stop(), practice?.stop()]);
    },
  };
}

export async function loadUnits(): Promise<Units> {
  const fromCommands = await loadCommands(new URL('./commands/', import.meta.url));
  const fromJobs = await loadJobs<Job>(new URL('./jobs/', import.meta.url));
  return {
    commands: fromCommands.commands,
    jobs: fromJobs.jobs,
    messages: [...fromCommands.messages, ...fromJobs.messages],
  };
}

async function openPractice({ practicePort, dataFolder }: Config, units: Units, log: Log) {
  if (practicePort === undefined) return undefined;
  const { openPracticeRoom } = await import('#practice/open-practice-room.ts');
  return openPracticeRoom({ port: practicePort, folder: dataFolder, units, log });
}

async function openRealExchange(config: Config, units: Units, log: Log, giveUp?: AbortSignal) {
  const health = await watchHealth(config, log);
  const meter = health?.meter ?? silentMeter;
  let store: Store | undefined;
  let presence: Presence | undefined;
  let platforms: readonly Platform[] = [];
  let pages: PublicPages | undefined;
  try {
    const opened = await openWhenThere(placeOf(config), {
      most: databasePatience,
      says: (sentence) => log.warn({}, sentence),
      giveUp,
    });
    store = health?.watch(opened) ?? opened;
    const clock = machineClock;
    presence = makeLeases({ store, clock, log, meter });
    const book = await openBook(config.slack, { store, messages: messagesByName(units), clock, log });
    platforms = await platformsOf(config, presence, book, log, meter);
    const upkeep = () => examineUpkeep(config, clock.now());
    const signing = await openCertificates(config, store, clock.now(), log);
    pages = await openPages(config, { store, signing, clock, log });
    const certificates = signing;
    const bot = assemble({ store, units, platforms, presence, clock, log, meter, upkeep, certificates });
    await presence.start();
    await Promise.all(platforms.map((platform) => platform.start(bot.listener)));
    await bot.start();
    const setupCode = await issueSetupCode(store);
    const backup = dailyBackup(config, log);
    const parts = { bot, platforms, presence, store, health, log, pages };
    return {
      setupCode,
      installAt: platforms.find(({ name }) => name === 'slack')?.invitation(),
      stop: async () => {
        await backup?.stop();
        await stopInOrder(parts);
      },
    };
  } catch (error) {
    await Promise.allSettled(platforms.map((platform) => platform.stop()));
    await pages?.close();
    await presence?.stop();
    await store?.close();
    await health?.close();
    throw error;
  }
}

/** The key that signs certificates; a hub without a secret issues them unsigned. */
async function openCertificates(
  { secrets, publicPage }: Config,
  store: Store,
  now: number,
  log: Log,
): Promise<Signing> {
  const publicUrl = publicPage?.url;
  if (secrets === undefined) return { publicUrl, sign: undefined, document: undefined };
  const { openSigning } = await import('#bot/signing-key.ts');
  const giveUpUnreadable = secrets.previousSecret === lostSecret;
  const opened = await openSigning(store, { cipher: cipherOf(secrets), publicUrl, giveUpUnreadable, now });
  if (opened !== 'unreadable') return opened;
  log.warn(
    {},
    'The key that signs certificates was sealed under another ATTACHE_SECRET, so none is signed: set that one, or set it as ATTACHE_SECRET_PREVIOUS beside the new one',
  );
  return { publicUrl, sign: undefined, document: undefined };
}

/** Loaded only where it is served. */
async function openPages(
  { publicPage }: Config,
  parts: Omit<PublicPagesParts, 'port' | 'url'>,
): Promise<PublicPages | undefined> {
  if (publicPage === undefined) return undefined;
  const { openPublicPages } = await import('#http/public-pages.ts');
  return openPublicPages({ ...parts, ...publicPage });
}

/** Longer than a machine takes to start PostgreSQL; then it is for the service manager to try again. */
const databasePatience = 5 * 60_000;

function placeOf({ databaseUrl, dataFolder }: Config): StorePlace {
  return databaseUrl === undefined ? { sqliteFile: join(dataFolder, 'attache.db') } : { databaseUrl };
}

/** PostgreSQL copies itself. */
function dailyBackup({ databaseUrl, dataFolder, backups }: Config, log: Log) {
  if (databaseUrl !== undefined || !backups.daily) return undefined;
  const { folder, keep } = backups;
  return keepDailyBackup({ file: join(dataFolder, 'attache.db'), folder, keep }, (outcome) => {
    if ('failure' in outcome) log.error(outcome, 'The daily copy of the record could not be made');
    else log.info(outcome, 'A copy of the record was made and checked');
  });
}

/** Each is loaded only where it is configured. */
async function platformsOf(
  { slack, discord }: Config,
  leases: Leases,
  book: InstallationBook | undefined,
  log: Log,
  meter: Meter,
): Promise<readonly Platform[]> {
  const platforms: Platform[] = [];
  if (slack) {
    const { slackPlatform } = await import('#bot/platforms/slack/slack.ts');
    const { oauth, ...settings } = slack;
    const installing = oauth && book ? { oauth: { ...oauth, book } } : {};
    platforms.push(slackPlatform({ ...definedOnly(settings), ...installing, log, meter }));
  }
  if (discord) {
    const { discordPlatform } = await import('#bot/platforms/discord/discord.ts');
    platforms.push(discordPlatform({ ...definedOnly(discord), token: discord.token, leases, log, meter }));
  }
  return platforms;
}

/** The workspaces that installed Attaché by themselves; throws a sentence where not one of them can be read. */
async function openBook(
  slack: Config['slack'],
  { store, messages, clock, log }: Pick<BookParts, 'store' | 'messages' | 'clock'> & { readonly log: Log },
): Promise<InstallationBook | undefined> {
  const oauth = slack?.oauth;
  if (!oauth) return undefined;
  const { makeInstallationBook } = await import('#bot/make-installation-book.ts');
  const { resealInstallations } = await import('#bot/reseal-installations.ts');
  const { installAddress } = await import('#bot/platforms/slack/manifest.ts');
  const cipher = cipherOf(oauth);
  const installAt = installAddress(oauth.publicUrl);
  const giveUpUnreadable = oauth.previousSecret === lostSecret;
  const { readable, resealed, unreadable } = await resealInstallations(store, {
    ...{ cipher, messages, installAt, giveUpUnreadable },
    now: clock.now(),
  });
  if (resealed > 0) log.info({ resealed }, 'Tokens were sealed anew under the new ATTACHE_SECRET');
  if (unreadable.length > 0 && readable === 0 && !giveUpUnreadable)
    throw new Error(noneReadable(unreadable.length));
  if (unreadable.length > 0)
    log.warn(
      { places: unreadable },
      'Tokens of some workspaces cannot be read: npx attache doctor says the mend',
    );
  return makeInstallationBook({ store, cipher, messages, clock, installAt });
}

/** Loaded only where it is wanted. */
async function watchHealth({ health, slack, discord }: Config, log: Log) {
  if (!health) return undefined;
  const { openHealth } = await import('#http/health.ts');
  const platforms = [...(slack ? (['slack'] as const) : []), ...(discord ? (['discord'] as const) : [])];
  return openHealth({ ...health, platforms, version: packageFile.version, log });
}

const setupCodeGoodFor = 30 * 86_400_000;

async function issueSetupCode(store: Store): Promise<string | undefined> {
  const now = Date.now();
  return store.write({ viewer: { kind: 'process' }, actor: 'start', now }, async (records) => {
    if (await records.organisations.hub()) return undefined;
    const code = formatCode(randomBytes(10));
    await records.codes.issue(code, 'setup', 'hub', now + setupCodeGoodFor);
    return code;
  });
}

function definedOnly<T extends object>(settings: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  // What `fromEntries` gives has lost its names, not its settings.
  return Object.fromEntries(Object.entries(settings).filter(([, setting]) => setting !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };
}
