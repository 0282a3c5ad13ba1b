// What the doctor asks Slack: good settings are known, wrong ones are named, and nothing is changed by asking.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SlackEmulator, startSlackEmulator } from '../../../../test/emulators/slack/slack-emulator.ts';
import { checkSlack } from './check.ts';

let slack: SlackEmulator;

beforeEach(async () => {
  slack = await startSlackEmulator();
});

afterEach(async () => {
  expect(slack.violations).toEqual([]);
  await slack.stop();
});

function asked(more: Partial<Parameters<typeof checkSlack>[0]>) {
  return checkSlack({
    ...{ botToken: undefined, appToken: undefined, oauth: undefined, apiUrl: slack.apiUrl },
    ...more,
  });
}

it('knows good tokens and a good client', async () => {
  const hub = slack.addWorkspace({ name: 'Hub' });
  const oauth = { clientId: slack.clientId, clientSecret: slack.clientSecret };

  const checked = await asked({ botToken: hub.botToken, appToken: slack.appToken, oauth });

  expect(checked.map(({ verdict, says }) => `${verdict}: ${says}`)).toEqual([
    'ok: Slack knows the bot token: attache in Hub.',
    'ok: Slack knows the app token: Socket Mode is open.',
    'ok: Slack knows the client id and its secret: workspaces can install Attaché.',
  ]);
  expect(slack.accepted).toEqual([]);
});

it('names the setting that Slack refuses', async () => {
  const oauth = { clientId: slack.clientId, clientSecret: 'guess' };

  const checked = await asked({ botToken: 'xoxb-wrong', oauth });

  expect(checked.map(({ verdict, says }) => `${verdict}: ${says}`)).toEqual([
    expect.stringMatching(/^wrong: Slack refuses SLACK_BOT_TOKEN \(invalid_auth\)/),
    expect.stringMatching(
      /^wrong: Slack refuses SLACK_CLIENT_ID or SLACK_CLIENT_SECRET \(bad_client_secret\)/,
    ),
  ]);
});

it('asks nothing where nothing is configured', async () => {
  expect(await asked({})).toEqual([]);
  expect(slack.calls).toEqual([]);
});
