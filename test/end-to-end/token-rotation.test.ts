// The secret of the workspaces' tokens, changed as docs/running.md says it: with the program as it is put together.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelId } from '#exchange/people.ts';
import { openStore } from '#store/open-store.ts';
import { readInstallations } from '#store/upkeep/read-installations.ts';
import { fileTools, serverTools } from '#store/upkeep/record-tools.ts';
import { readConfig } from '../../src/config.ts';
import { examineHouse } from '../../src/examine-house.ts';
import { startAttache } from '../../src/main.ts';
import { startSlackEmulator } from '../emulators/slack/slack-emulator.ts';
import { databaseNames, newPlace, type TestPlace } from '../support/databases.ts';
import { freePort } from '../support/free-port.ts';
import { scratchRoot } from '../support/scratch-root.ts';
import { openBrowser, publicUrl } from '../support/slack-browser.ts';

const [before, after] = [
  'the-first-secret-of-this-test-0123456789',
  'another-secret-of-this-test-9876543210',
];
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe.each(databaseNames)('the secret of the tokens, with the record on %s', (database) => {
  let folder: string;
  let place: TestPlace;
  let slack: Awaited<ReturnType<typeof startSlackEmulator>>;
  let settings: Readonly<Record<string, string>>;

  beforeEach(async () => {
    folder = await mkdtemp(join(scratchRoot(), 'attache-rotation-'));
    place = await newPlace(database);
    slack = await startSlackEmulator();
    const data =
      'sqliteFile' in place.place ? { DATA_FOLDER: join(place.place.sqliteFile, '..') } : undefined;
    settings = {
      ...(data ?? { DATA_FOLDER: folder }),
      ...('databaseUrl' in place.place ? { DATABASE_URL: place.place.databaseUrl } : {}),
      HEALTH_PORT: 'off',
      SLACK_API_URL: slack.apiUrl,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_CLIENT_ID: slack.clientId,
      SLACK_CLIENT_SECRET: slack.clientSecret,
      SLACK_STATE_SECRET: 'state-secret-of-this-test',
      PUBLIC_URL: publicUrl,
      SLACK_PORT: String(await freePort()),
    };
  });
  afterEach(async () => {
    await slack.stop();
    await place.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const start = (secrets: Readonly<Record<string, string>>) =>
    startAttache(readConfig({ ...settings, ...secrets }), silent);

  async function doctor(secrets: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const tools =
      'sqliteFile' in place.place ? fileTools(place.place.sqliteFile) : serverTools(place.place.databaseUrl);
    const findings = await examineHouse({ ...settings, ...secrets }, Date.now(), () => tools);
    return findings.map(({ verdict, says }) => `${verdict}: ${says}`);
  }

  test('is changed without any workspace noticing, and a wrong or lost one ends in a sentence with the mend', async () => {
    const hub = slack.addWorkspace({ name: 'Hub', installed: false });
    const amina = hub.addUser({ name: 'amina' });
    const general = hub.addChannel({ name: 'general' });
    const isAnswered = async () => {
      const calls = slack.accepted.length;
      await amina.runs(general, '/exchange', 'help');
      await slack.eventually(() => slack.accepted.length > calls);
    };

    const first = await start({ ATTACHE_SECRET: before });
    await openBrowser(slack, () => `http://127.0.0.1:${settings.SLACK_PORT}`).installs(hub);
    await isAnswered();
    await first.stop();
    const wrong = await start({ ATTACHE_SECRET: after }).catch((error: unknown) => String(error));
    const saidOfWrong = await doctor({ ATTACHE_SECRET: after });
    const saidBefore = await doctor({ ATTACHE_SECRET: after, ATTACHE_SECRET_PREVIOUS: before });
    const second = await start({ ATTACHE_SECRET: after, ATTACHE_SECRET_PREVIOUS: before });
    await isAnswered();
    await second.stop();
    const saidAfter = await doctor({ ATTACHE_SECRET: after, ATTACHE_SECRET_PREVIOUS: before });
    const third = await start({ ATTACHE_SECRET: after });
    await isAnswered();
    await third.stop();
    const fourth = await start({ ATTACHE_SECRET: before, ATTACHE_SECRET_PREVIOUS: 'lost' });
    await fourth.stop();

    expect(wrong).toMatch(/Not one of the workspace tokens in the record \(1\) can be read: set the secret/);
    expect(wrong).toContain('ATTACHE_SECRET_PREVIOUS=lost');
    expect(saidOfWrong).toContainEqual(
      expect.stringMatching(/^wrong: No secret opens the tokens of slack:T/),
    );
    expect(saidBefore).toContainEqual(
      expect.stringMatching(/^look: Workspace tokens still under ATTACHE_SECRET_PREVIOUS: 1\./),
    );
    expect(saidAfter.filter((said) => said.includes('ATTACHE_SECRET'))).toEqual([
      expect.stringMatching(/^ok: Workspace tokens under ATTACHE_SECRET \(key [0-9a-f]{12}\): 1\.$/),
      'look: ATTACHE_SECRET_PREVIOUS opens nothing that ATTACHE_SECRET does not: remove it.',
    ]);
    expect((await readInstallations(place.place)).map(({ state, sealed }) => ({ state, sealed }))).toEqual([
      { state: 'revoked', sealed: undefined },
    ]);
    expect(slack.violations).toEqual([]);
  }, 60_000);

  test('opens them for the doctor too, who asks about each channel with the token of its own workspace', async () => {
    const hub = slack.addWorkspace({ name: 'Hub', installed: false });
    const inside = hub.addChannel({ name: 'inside' });
    const outside = hub.addChannel({ name: 'outside', botIsMember: false });
    const running = await start({ ATTACHE_SECRET: before });
    await openBrowser(slack, () => `http://127.0.0.1:${settings.SLACK_PORT}`).installs(hub);
    await running.stop();
    await names(`slack:${hub.id}:${inside.id}`, `slack:${hub.id}:${outside.id}`);

    const said = await doctor({ ATTACHE_SECRET: before });
    const without = await doctor({ ATTACHE_SECRET: after });

    expect(said).toContain(
      'ok: Slack knows the client ID and its secret: workspaces can install Attaché by themselves.',
    );
    expect(said.filter((one) => one.includes('(Hub)'))).toEqual([
      expect.stringMatching(/^ok: .*: everything that is sent there can arrive/),
      expect.stringMatching(/^wrong: Attaché is no member of /),
    ]);
    expect(without.filter((one) => one.includes('(Hub)'))).toEqual([
      expect.stringMatching(/^look: .* could not be looked at now/),
      expect.stringMatching(/^look: .* could not be looked at now/),
    ]);
    expect([...said, ...without].join('\n')).not.toContain(hub.botToken);
    expect(slack.violations).toEqual([]);
  });

  async function names(announcements: ChannelId, managers: ChannelId): Promise<void> {
    const store = await openStore(place.place);
    const act = { viewer: { kind: 'process' }, actor: 'test', now: Date.now() } as const;
    await store.write(act, async ({ organisations }) => {
      const about = { country: 'GH', language: 'en', zone: 'Africa/Accra' } as const;
      const { id } = await organisations.add({ ...about, name: 'Hub', hub: true });
      await organisations.setChannel({ organisation: id, purpose: 'announcements', channel: announcements });
      await organisations.setChannel({ organisation: id, purpose: 'managers', channel: managers });
    });
    await store.close();
  }
});
