import { describe, expect, it } from 'vitest';
import { strikeOut } from './strike-out.ts';

describe('striking out', () => {
  it.each([
    ['a bot token of Slack', 'xoxb-123-456-AbCdEf', '[struck out]'],
    ['a rotated token', 'xoxe.xoxp-1-Mi0yLWRk', '[struck out]'],
    ['an app token', 'refused xapp-1-A01-99-abcdef!', 'refused [struck out]!'],
    [
      'a bot token of Discord',
      'Bot MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz-_0123456789ab',
      'Bot [struck out]',
    ],
    [
      'an interaction token in an address',
      'https://discord.com/api/v10/interactions/123456/aW50ZXJhY3Rpb24:x/callback',
      'https://discord.com/api/v10/interactions/123456/[struck out]/callback',
    ],
    [
      'the same as a webhook',
      '/webhooks/1/aW50ZXJhY3Rpb24/messages/@original',
      '/webhooks/1/[struck out]/messages/@original',
    ],
    [
      'an address to answer at',
      'fetch https://hooks.slack.com/commands/T1/2/abc failed',
      'fetch https://hooks.slack.com/[struck out] failed',
    ],
    [
      'the same elsewhere',
      'http://127.0.0.1:9/actions/T1/2/abc',
      'http://127.0.0.1:9/actions/T1/[struck out]',
    ],
    [
      'a ticket of a socket',
      'wss://x.slack.com/link/?ticket=a-b&app_id=1',
      'wss://x.slack.com/link/?ticket=[struck out]&app_id=1',
    ],
    [
      'what comes back from an installation',
      'GET /slack/oauth_redirect?code=1.2.abc&state=k.x.y.z failed',
      'GET /slack/oauth_redirect?code=[struck out]&state=[struck out] failed',
    ],
    ['a password in an address', 'postgres://attache:s3cret@db:5432/x', 'postgres://[struck out]@db:5432/x'],
  ])('knows %s by its shape', (_, written, clean) => {
    expect(strikeOut([])(written)).toBe(clean);
  });

  it('knows the secrets of this house in every shape, and as JSON writes them', () => {
    const clean = strikeOut(['pa"ss\\word', 'signing-secret-1', undefined, 'abc']);

    const line = clean(JSON.stringify({ one: 'pa"ss\\word', two: 'signing-secret-1', three: 'abc' }));

    expect(JSON.parse(line)).toEqual({ one: '[struck out]', two: '[struck out]', three: 'abc' });
  });

  it('leaves what is no secret', () => {
    const line =
      '{"level":40,"delivery":"dlv_01J9ZK4M5N6P7Q8R9S0T","says":"https://127.0.0.1/api/chat.postMessage"}';

    expect(strikeOut([])(line)).toBe(line);
  });
});
