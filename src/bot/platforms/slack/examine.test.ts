// What the platform finds about itself on Slack: tokens, scopes, clock, and whether it is in every channel.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clockFinding, type Finding, inEnglish } from '#bot/finding.ts';
import type { Platform } from '#bot/platform.ts';
import type { ChannelId } from '#exchange/people.ts';
import { usualScopes } from '../../../../test/emulators/slack/slack-emulator.ts';
import { testListener } from '../../../../test/support/slack-listener.ts';
import { type SlackChat, slackChat } from '../../../../test/support/slack-person.ts';

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

  test('a token that was revoked is told alone', async () => {
    await chat.workspace.revokeTokens();

    const findings = await platform.examine([idOf(chat.channelNamed('general'))]);

    expect(told(findings)).toEqual(['wrong slack.refused']);
    expect(findings.map(inEnglish)[0]).toContain('Slack refuses SLACK_BOT_TOKEN (token_revoked)');
  });

  test('a platform that is away is told, and never thrown', async () => {
    chat.emulator.faults.next('auth.test', { kind: 'accept-then-close' });

    expect(told(await platform.examine([]))).toEqual(['wrong platform.unreachable']);
  });
});

test('a clock is wrong from half a minute on, in either direction', () => {
  const told = [0, 29_999, -29_999, 30_000, -45_000].map((off) => clockFinding('slack', off, 0).verdict);

  expect(told).toEqual(['ok', 'ok', 'ok', 'wrong', 'wrong']);
});
