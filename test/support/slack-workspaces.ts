// An exchange whose organisations each let Attaché into a Slack workspace of their own: the whole bot, on a real record.
import { randomBytes } from 'node:crypto';
import { makeInstallationBook } from '#bot/make-installation-book.ts';
import { makeLeases } from '#bot/make-leases.ts';
import { silentMeter } from '#bot/meter.ts';
import type { Platform } from '#bot/platform.ts';
import { makeTokenCipher } from '#bot/token-cipher.ts';
import { formatCode } from '#exchange/codes.ts';
import { openStore, type StorePlace } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';
import { assemble, messagesByName } from '../../src/assemble.ts';
import { loadUnits } from '../../src/main.ts';
import { makeLog } from '../../src/make-log.ts';
import { fieldsOf, stringOf } from '../emulators/slack/json.ts';
import { type SlackEmulator, startSlackEmulator } from '../emulators/slack/slack-emulator.ts';
import { type DatabaseName, newPlace } from './databases.ts';
import { type Browser, openBrowser, publicUrl } from './slack-browser.ts';
import { type SlackChat, slackChat } from './slack-person.ts';

/** Stand in the log, the record and the pages nowhere. */
export const canaries = {
  state: 'state-secret-of-the-canary',
  secret: 'attache-secret-of-the-canary-0123456789',
} as const;

export interface Workspaces {
  readonly emulator: SlackEmulator;
  readonly store: Store;
  readonly place: StorePlace;
  /** Neither is installed at first. */
  readonly hub: SlackChat;
  readonly accra: SlackChat;
  readonly setupCode: string;
  /** Lines of the log, at its most talkative. */
  readonly logged: readonly string[];
  browser(language?: string): Browser;
  sends(): Promise<void>;
  /** Opens the exchange from the hub, and takes Accra in. Both are installed. */
  opensTheExchange(): Promise<void>;
  /** The bot stops, and starts again on the same record. */
  restarts(): Promise<void>;
  /** Calls that carried the token of one workspace and named a channel, a person or a file of another. */
  strayCalls(): readonly string[];
  close(): Promise<void>;
}

export interface WorkspacesOptions {
  readonly database?: DatabaseName;
  /** The hub was installed by hand, and its token is configured. */
  readonly isHubConfigured?: boolean;
}

export async function openWorkspaces(
  over: 'http' | 'socket',
  { database = 'sqlite', isHubConfigured = false }: WorkspacesOptions = {},
): Promise<Workspaces> {
  const emulator = await startSlackEmulator();
  const [{ place, remove }, units] = await Promise.all([newPlace(database), loadUnits()]);
  const logged: string[] = [];
  const clock = { now: Date.now };
  const oauth = {
    clientId: emulator.clientId,
    clientSecret: emulator.clientSecret,
    stateSecret: canaries.state,
    publicUrl,
  };
  const log = makeLog(
    {
      logLevel: 'debug',
      slack: {
        ...{ botToken: undefined, apiUrl: emulator.apiUrl, commandPrefix: '', postsPerMinute: undefined },
        signingSecret: emulator.signingSecret,
        appToken: emulator.appToken,
        port: 0,
        oauth: { ...oauth, secret: canaries.secret, previousSecret: undefined },
      },
    },
    { write: (line) => void logged.push(line) },
  );
  let hub: SlackChat | undefined;
  let accra: SlackChat | undefined;

  async function start() {
    const store = await openStore(place);
    const presence = makeLeases({ store, clock, log, meter: silentMeter });
    const messages = messagesByName(units);
    const book = makeInstallationBook({
      ...{ store, messages, clock },
      cipher: makeTokenCipher(canaries.secret),
      installAt: `${publicUrl}/slack/install`,
    });
    const settings = { oauth: { ...oauth, book } };
    hub ??= await slackChat({
      over,
      emulator,
      name: 'Secretariat',
      installed: isHubConfigured,
      log,
      settings,
    });
    accra ??= await slackChat({ over, emulator, name: 'Accra Police', installed: false, log, settings });
    const platform: Platform = hub.platform(settings);
    const bot = assemble({
      ...{ store, units, presence, clock, log },
      platforms: [platform],
      meter: silentMeter,
    });
    await presence.start();
    await platform.start(bot.listener);
    await bot.sender.start();
    return {
      store,
      bot,
      chats: { hub, accra },
      stop: async () => {
        await bot.stop();
        await platform.stop();
        await bot.settled();
        await presence.stop();
        await store.close();
      },
    };
  }
  let running = await start();
  const { chats } = running;
  const setupCode = formatCode(randomBytes(10));
  await running.store.write({ viewer: { kind: 'process' }, actor: 'start', now: Date.now() }, (records) =>
    records.codes.issue(setupCode, 'setup', 'hub', Date.now() + 86_400_000),
  );

  const workspaces: Workspaces = {
    emulator,
    place,
    ...chats,
    setupCode,
    logged,
    get store() {
      return running.store;
    },
    browser: (language) => openBrowser(emulator, () => chats.hub.door(), language),
    sends: async () => void (await running.bot.sender.sendDue()),
    opensTheExchange: () => opensTheExchange(workspaces),
    restarts: async () => {
      await running.stop();
      running = await start();
    },
    strayCalls: () => strayCalls(emulator, chats),
    close: async () => {
      await running.stop();
      await emulator.stop();
      await remove();
    },
  };
  return workspaces;
}

async function opensTheExchange({ hub, accra, setupCode, sends }: Workspaces): Promise<void> {
  const nadia = await hub.person('Nadia', { administrator: true });
  await nadia.runs('exchange setup', {
    ...{ code: setupCode, name: 'The Hub', country: 'Ghana', language: 'English' },
    timezone: 'Africa/Accra',
  });
  await nadia.waitsFor('The Hub is the hub of the exchange');
  await nadia.runs('exchange organisation-add', {
    ...{ name: 'Police Academy', country: 'Ghana', language: 'English', timezone: 'Africa/Accra' },
  });
  const [code = ''] = /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4})+\b/.exec(await nadia.waitsFor('takes part now')) ?? [];
  const ama = await accra.person('Ama');
  await ama.runs('exchange join', { code });
  await ama.waitsFor('has been passed on');
  await sends();
  await nadia.waitsFor('Ama asks to be taken in');
  await nadia.presses('Confirm: Liaison officer', 'Ama asks to be taken in');
  await sends();
  await ama.waitsFor('Police Academy', 'direct');
}

function strayCalls(emulator: SlackEmulator, chats: { hub: SlackChat; accra: SlackChat }): readonly string[] {
  const owners = new Map<string, string>();
  for (const { workspace, ids } of Object.values(chats)) for (const id of ids()) owners.set(id, workspace.id);
  return emulator.calls.flatMap(({ method, workspaceId, args }) => {
    const named = ['channel', 'user', 'users', 'user_id', 'channel_id', 'channels']
      .map((name) => stringOf(fieldsOf(args)[name]))
      .filter((id) => id !== '');
    return named
      .filter((id) => workspaceId !== undefined && owners.has(id) && owners.get(id) !== workspaceId)
      .map((id) => `${method} of ${workspaceId} names ${id}`);
  });
}
