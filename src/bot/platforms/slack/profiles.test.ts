// Who an account is: asked of Slack once a day, without ever holding anybody up.
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SlackEmulator, startSlackEmulator } from '../../../../test/emulators/slack/slack-emulator.ts';
import type { Workspace } from '../../../../test/emulators/slack/workspace.ts';
import { clientOptions } from './clients.ts';
import { makeProfiles } from './profiles.ts';

const day = 24 * 60 * 60 * 1000;

describe('makeProfiles', () => {
  let slack: SlackEmulator;
  let hub: Workspace;
  let now = 1_800_000_000_000;

  beforeEach(async () => {
    slack = await startSlackEmulator();
    hub = slack.addWorkspace({ name: 'Hub' });
  });
  afterEach(() => slack.stop());

  function profiles() {
    const client = new WebClient(hub.botToken, clientOptions(slack.apiUrl));
    return makeProfiles(
      async () => client,
      () => now,
    );
  }

  function asked(): number {
    return slack.calls.filter((call) => call.method === 'users.info').length;
  }

  it('remembers name, language and zone for a day', async () => {
    const amina = hub.addUser({
      name: 'amina',
      realName: 'Amina Diallo',
      locale: 'fr-FR',
      tz: 'Africa/Accra',
    });
    const known = profiles();

    const first = await known.of(hub.id, amina.id);
    await known.of(hub.id, amina.id);
    const inOneDay = asked();
    now += day + 1;
    await known.of(hub.id, amina.id);

    expect(first).toEqual({ name: 'Amina Diallo', locale: 'fr-FR', zone: 'Africa/Accra' });
    expect(inOneDay).toBe(1);
    expect(asked()).toBe(2);
  });

  it('goes on without it when Slack is slow, and knows it the next time', async () => {
    const amina = hub.addUser({ name: 'amina' });
    const known = profiles();
    slack.faults.next('users.info', { kind: 'slow', ms: 1200 });

    const first = await known.of(hub.id, amina.id);
    await new Promise((resolve) => setTimeout(resolve, 600));
    const second = await known.of(hub.id, amina.id);

    expect(first).toBeUndefined();
    expect(second?.name).toBe('amina');
    expect(asked()).toBe(1);
  });

  it('leaves Slack alone for a minute after a failure', async () => {
    const amina = hub.addUser({ name: 'amina' });
    const known = profiles();
    slack.faults.next('users.info', { kind: 'server-error' });

    const first = await known.of(hub.id, amina.id);
    const second = await known.of(hub.id, amina.id);
    now += 60_001;
    const third = await known.of(hub.id, amina.id);

    expect([first, second, third?.name]).toEqual([undefined, undefined, 'amina']);
    expect(asked()).toBe(2);
  });

  it('asks anew each time who is an administrator, and takes no answer for neither yes nor no', async () => {
    const owner = hub.addUser({ name: 'owner', owner: true });
    const known = profiles();

    expect(await known.isAdministrator(hub.id, owner.id)).toBe(true);
    slack.faults.next('users.info', { kind: 'server-error' });
    expect(await known.isAdministrator(hub.id, owner.id)).toBeUndefined();
  });
});
