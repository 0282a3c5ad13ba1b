// Tokens, scopes and messages over the Web API: what goes where, and what is refused.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ByHand, startByHand } from './by-hand.ts';
import type { Fields } from './json.ts';

let slack: ByHand['slack'];
let hub: ByHand['hub'];
let amina: ByHand['amina'];
let courses: ByHand['courses'];
let call: ByHand['call'];
let rules: ByHand['rules'];

beforeEach(async () => {
  ({ slack, hub, amina, courses, call, rules } = await startByHand());
});

afterEach(() => slack.stop());

describe('a token', () => {
  it('is needed, must be known, and ends with the installation', async () => {
    const without = await call('auth.test', {}, '');
    const unknown = await call('auth.test', {}, 'xoxb-nobody');
    const known = await call('auth.test');
    slack.sendRequestsTo('http://127.0.0.1:1/');
    await hub.revokeTokens();
    const revoked = await call('auth.test');
    await hub.uninstall();
    const gone = await call('auth.test');

    expect([without, unknown, revoked, gone].map((answer) => answer.error)).toEqual([
      'not_authed',
      'invalid_auth',
      'token_revoked',
      'account_inactive',
    ]);
    expect(known).toMatchObject({ ok: true, team_id: hub.id, user_id: hub.botUserId, bot_id: hub.botId });
  });

  it('of one kind does not do for the other', async () => {
    const botForSocket = await call('apps.connections.open');
    const appForPost = await call('chat.postMessage', { channel: courses.id, text: 'x' }, slack.appToken);

    expect([botForSocket.error, appForPost.error]).toEqual(['invalid_auth', 'not_allowed_token_type']);
  });

  it('without the scope names what is needed and what is there', async () => {
    hub.setScopes(['commands', 'users:read']);

    const answer = await call('chat.postMessage', { channel: courses.id, text: 'x' });

    expect(answer).toMatchObject({
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'commands,users:read',
    });
    expect(rules()).toEqual(['missing-scope']);
  });

  it('of one workspace sees nothing of another', async () => {
    const other = slack.addWorkspace({ name: 'Partner' });

    const post = await call('chat.postMessage', { channel: courses.id, text: 'x' }, other.botToken);
    const info = await call('users.info', { user: amina.id }, other.botToken);

    expect([post.error, info.error]).toEqual(['channel_not_found', 'user_not_found']);
  });
});

describe('a message', () => {
  it('goes only where the bot is, and not into an archive', async () => {
    const elsewhere = hub.addChannel({ name: 'elsewhere', botIsMember: false });
    const hidden = hub.addChannel({ name: 'hidden', private: true, botIsMember: false });
    slack.archive(courses);

    const answers = await Promise.all(
      [elsewhere.id, hidden.id, 'C0NOWHERE', courses.id].map((channel) =>
        call('chat.postMessage', { channel, text: 'x' }),
      ),
    );

    expect(answers.map((answer) => answer.error)).toEqual([
      'not_in_channel',
      'channel_not_found',
      'channel_not_found',
      'is_archived',
    ]);
    expect(slack.accepted).toEqual([]);
  });

  it('is refused with the place that is wrong, and the fault is recorded', async () => {
    const block = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } };

    const answer = await call('chat.postMessage', { channel: courses.id, text: 'x', blocks: [block] });

    expect(answer).toMatchObject({
      error: 'invalid_blocks',
      errors: ['must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
    });
    expect(rules()).toEqual(['length']);
    expect(slack.messagesIn(courses)).toEqual([]);
  });

  it('may also be form-encoded with its blocks as JSON', async () => {
    const blocks = JSON.stringify([{ type: 'divider' }]);
    const body = new URLSearchParams({ token: hub.botToken, channel: courses.id, text: 'x', blocks });

    const response = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', body });

    expect(await response.json()).toMatchObject({ ok: true });
    expect(slack.messagesIn(courses)[0]?.blocks).toMatchObject([{ type: 'divider' }]);
  });

  it.each<[why: string, args: Fields, error: string, rule: string[]]>([
    ['nothing to say', {}, 'no_text', []],
    ['blocks that are no JSON', { text: 'x', blocks: '[{' }, 'invalid_blocks_format', []],
    [
      'metadata without a type',
      { text: 'x', metadata: { event_payload: {} } },
      'invalid_metadata_schema',
      [],
    ],
    ['a thread that is not there', { text: 'x', thread_ts: '1.000001' }, 'thread_not_found', []],
  ])('is refused for %s', async (_, args, error, rule) => {
    const answer = await call('chat.postMessage', { channel: courses.id, ...args });

    expect(answer.error).toBe(error);
    expect(rules()).toEqual(rule);
  });

  it('without text is taken, yet noted: a notification would be empty', async () => {
    const answer = await call('chat.postMessage', { channel: courses.id, blocks: [{ type: 'divider' }] });

    expect(answer.ok).toBe(true);
    expect(rules()).toEqual(['no-fallback-text']);
  });

  it('is cut at 40,000 characters, with a warning', async () => {
    const answer = await call('chat.postMessage', { channel: courses.id, text: 'x'.repeat(40_001) });

    expect(answer).toMatchObject({ ok: true, warning: 'message_truncated' });
    expect(slack.messagesIn(courses)[0]?.text.length).toBe(40_000);
    expect(rules()).toEqual(['length']);
  });

  it('can be changed and deleted by its writer alone; what an edit leaves out stays', async () => {
    const { ts } = await call('chat.postMessage', {
      channel: courses.id,
      text: 'one',
      blocks: [{ type: 'divider' }],
    });
    const theirs = amina.says(courses, 'mine');

    const edited = await call('chat.update', { channel: courses.id, ts, text: 'two' });
    const kept = slack.messagesIn(courses)[0];
    const tooLong = await call('chat.update', { channel: courses.id, ts, text: 'x'.repeat(4001) });
    const foreign = await call('chat.update', { channel: courses.id, ts: theirs.ts, text: 'two' });
    const notMine = await call('chat.delete', { channel: courses.id, ts: theirs.ts });
    await call('chat.delete', { channel: courses.id, ts });
    const again = await call('chat.delete', { channel: courses.id, ts });

    expect(edited.ok).toBe(true);
    expect(kept).toMatchObject({ text: 'two', edits: 1, blocks: [{ type: 'divider' }] });
    expect([tooLong, foreign, notMine, again].map((answer) => answer.error)).toEqual([
      'msg_too_long',
      'cant_update_message',
      'cant_delete_message',
      'message_not_found',
    ]);
    expect(slack.accepted.map((one) => one.method)).toEqual([
      'chat.postMessage',
      'chat.update',
      'chat.delete',
    ]);
  });

  it('for one pair of eyes is seen by them alone and not in the history', async () => {
    const karim = hub.addUser({ name: 'karim' });
    const outsider = hub.addUser({ name: 'outsider' });
    courses.members.delete(outsider.id);

    await call('chat.postEphemeral', { channel: courses.id, user: amina.id, text: 'psst' });
    const stranger = await call('chat.postEphemeral', {
      channel: courses.id,
      user: outsider.id,
      text: 'psst',
    });
    const history = await call('conversations.history', { channel: courses.id });

    expect(amina.sees(courses).map((message) => message.text)).toEqual(['psst']);
    expect(karim.sees(courses)).toEqual([]);
    expect(history.messages).toEqual([]);
    expect(stranger.error).toBe('user_not_in_channel');
  });

  it('with an argument Slack does not know is taken, yet noted', async () => {
    await call('chat.postMessage', { channel: courses.id, text: 'x', client_msg_id: 'k' });

    expect(slack.violations).toMatchObject([{ rule: 'unknown-argument', message: 'client_msg_id' }]);
  });
});
