// The addresses that npx attache invite prints: from the settings for Slack, from Discord itself for Discord.
import { expect, test } from 'vitest';
import { startDiscordEmulator } from '../test/emulators/discord/discord-emulator.ts';
import { type Config, readConfig } from './config.ts';
import { invitationsOf } from './invitations.ts';

const slack = {
  ...{
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'c',
    SLACK_STATE_SECRET: 'state-secret-of-16',
    SLACK_SIGNING_SECRET: 's',
  },
  ...{ PUBLIC_URL: 'https://attache.example/', ATTACHE_SECRET: 'x'.repeat(32) },
};
const byHand: Config = readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' });

test('leads to Slack’s page of installation, and to Discord’s with the permissions that are used', async () => {
  const discord = await startDiscordEmulator();
  const config = readConfig({ ...slack, DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });

  const invitations = await invitationsOf(config);

  expect(invitations).toEqual([
    { platform: 'slack', address: 'https://attache.example/slack/install' },
    { platform: 'discord', address: expect.stringMatching(/client_id=\d+.*permissions=\d+/) },
  ]);
  await discord.stop();
});

test('is none for an app that is installed by hand', async () => {
  expect(await invitationsOf(byHand)).toEqual([]);
});
