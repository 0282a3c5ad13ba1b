// What the platform finds about itself on Slack: tokens, scopes, clock, and whether it is in every channel.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clockFinding, type Finding, inEnglish } from '#bot/finding.ts';
import type { Platform } from '#bot/platform.ts';
import type { ChannelId } from '#exchange/people.ts';
import { usualScopes } from '../../../../test/emulators/slack/slack-emulator.ts';
import { testListener } from '../../../../test/support/slack-listener.ts';
import { type SlackChat, slackChat } from '../../../../test/support/slack-person.ts';
import { type Examined, examineSlack } from './examine.ts';

const told = (findings: readonly Finding[]) =>
  findings.map((finding) => [finding.verdict, finding.key.replace('finding.', '')].join(' '));

describe('on Slack', () => {
  let chat: SlackChat;
  let platform: Platform;

  beforeEach(async () => {
    chat = await slackChat({ over: 'socket' });
    platform = chat.platform();
    await platform.start(testListener({}));
  });
  afterEach(async () => {
    await platform.stop();
    await chat.close();
  });

  const idOf = ({ id }: { readonly id: string }): ChannelId => `${chat.place}:${id}`;

  test('all is well where all is well, and nothing is changed by looking', async () => {
    const findings = await platform.examine([idOf(chat.channelNamed('general'))]);

    expect(told(findings)).toEqual([
      'ok slack.token',
      'ok slack.scopes',
      'ok clock.fine',
      'ok slack.appToken',
      'ok channel.fine',
    ]);
    expect(chat.emulator.accepted).toEqual([]);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('each channel is told with what is wrong there', async () => {
    const outside = chat.workspace.addChannel({ name: 'outside', botIsMember: false });
    const secret = chat.workspace.addChannel({ name: 'secret', private: true, botIsMember: false });

    const findings = await platform.examine([
      idOf(outside),
      idOf(secret),
      `${chat.place}:C0NOWHERE`,
      'slack:T0ELSEWHERE:C1',
    ]);

    expect(told(findings).slice(4)).toEqual([
      'wrong channel.notMember',
      'wrong channel.gone',
      'wrong channel.gone',
      'wrong slack.notInstalled',
    ]);
    const [, , , , first] = findings;
    expect(
      first && inEnglish({ ...first, facts: { ...first.facts, organisation: { value: 'Accra' } } }),
    ).toContain('somebody there types /invite @Attaché');
  });

  test('a scope that is missing is named', async () => {
    chat.workspace.setScopes(usualScopes.filter((scope) => scope !== 'files:write' && scope !== 'im:write'));

    const findings = await platform.examine([]);

    const missing = findings.find(({ key }) => key === 'finding.slack.scopesMissing');
    expect(missing?.verdict).toBe('wrong');
    expect(missing && inEnglish(missing)).toContain('The Slack app lacks scopes: im:write, files:write.');
  });

  test('a token that was revoked says nothing about channels', async () => {
    await chat.workspace.revokeTokens();

    const findings = await platform.examine([idOf(chat.channelNamed('general'))]);

    expect(told(findings)).toEqual(['wrong slack.refused', 'ok slack.appToken']);
    expect(findings.map(inEnglish)[0]).toContain('Slack refuses SLACK_BOT_TOKEN (token_revoked)');
  });

  test('a platform that is away is told, and never thrown', async () => {
    chat.emulator.faults.next('auth.test', { kind: 'accept-then-close' });

    expect(told(await platform.examine([]))).toEqual(['wrong platform.unreachable']);
  });
});

describe('where workspaces install Attaché by themselves', () => {
  let chat: SlackChat;

  beforeEach(async () => {
    chat = await slackChat({ over: 'socket' });
  });
  afterEach(async () => {
    expect(chat.emulator.violations).toEqual([]);
    await chat.close();
  });

  function examined(more: Partial<Examined>) {
    const { apiUrl, clientId, clientSecret } = chat.emulator;
    return examineSlack({
      ...{ apiUrl, botToken: undefined, appToken: undefined, oauth: { clientId, clientSecret } },
      ...{ channels: [], tokenFor: async () => undefined, ...more },
    });
  }

  test('the client is known by what Slack says of a code that nobody was given', async () => {
    expect(told(await examined({}))).toEqual(['ok slack.client']);
    expect(chat.emulator.accepted).toEqual([]);
  });

  test('a wrong secret and a wrong token are told each, with the settings that are wrong', async () => {
    const oauth = { clientId: chat.emulator.clientId, clientSecret: 'guess' };

    const findings = await examined({ oauth, botToken: 'xoxb-wrong' });

    expect(findings.map(inEnglish)).toEqual([
      expect.stringContaining('Slack refuses SLACK_BOT_TOKEN (invalid_auth)'),
      expect.stringContaining('Slack refuses SLACK_CLIENT_ID, SLACK_CLIENT_SECRET (bad_client_secret)'),
    ]);
  });

  test('each channel is asked about with the token of its own workspace', async () => {
    const general = chat.channelNamed('general').id;
    const channels: ChannelId[] = [`${chat.place}:${general}`, 'slack:T0GONE:C1', 'slack:T0SEALED:C1'];
    const tokens: Readonly<Record<string, string>> = { [chat.workspace.id]: chat.workspace.botToken };
    const tokenFor = async (team: string) => {
      if (team === 'T0SEALED') throw new Error('No secret at hand opens it.');
      return tokens[team];
    };

    const before = await examined({ channels, tokenFor });
    await chat.workspace.revokeTokens();
    const after = await examined({ channels, tokenFor });

    expect([before, after].map((findings) => told(findings).slice(1))).toEqual([
      ['ok channel.fine', 'wrong slack.notInstalled', 'look channel.unasked'],
      ['wrong slack.notInstalled', 'wrong slack.notInstalled', 'look channel.unasked'],
    ]);
  });
});

test('a clock is wrong from half a minute on, in either direction', () => {
  const told = [0, 29_999, -29_999, 30_000, -45_000].map((off) => clockFinding('slack', off, 0).verdict);

  expect(told).toEqual(['ok', 'ok', 'ok', 'wrong', 'wrong']);
});
