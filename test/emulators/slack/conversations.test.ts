// Conversations and people over the Web API: opening, reading back, looking up.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ByHand, startByHand } from './by-hand.ts';
import { type Fields, fieldsOf, listOf } from './json.ts';

let hub: ByHand['hub'];
let amina: ByHand['amina'];
let courses: ByHand['courses'];
let call: ByHand['call'];
let slack: ByHand['slack'];

beforeEach(async () => {
  ({ hub, amina, courses, call, slack } = await startByHand());
});

afterEach(() => slack.stop());

describe('a conversation', () => {
  it('opens with people, once, and not with bots or those who left', async () => {
    const robot = hub.addUser({ name: 'robot', bot: true });
    const former = hub.addUser({ name: 'former' });
    former.deactivate();

    const first = await call('conversations.open', { users: amina.id });
    const second = await call('conversations.open', { users: amina.id });
    const refused = await Promise.all(
      [robot.id, hub.botUserId, former.id, 'U0NOBODY', ''].map((users) =>
        call('conversations.open', { users }),
      ),
    );

    expect(second).toMatchObject({ already_open: true, channel: first.channel });
    expect(refused.map((answer) => answer.error)).toEqual([
      'cannot_dm_bot',
      'cannot_dm_bot',
      'user_disabled',
      'user_not_found',
      'users_list_not_supplied',
    ]);
  });

  it('is read newest first, page by page, within bounds, and with metadata only when asked', async () => {
    const metadata = { event_type: 'delivery', event_payload: { key: 'k' } };
    const sent: unknown[] = [];
    for (const text of ['one', 'two', 'three'])
      sent.push((await call('chat.postMessage', { channel: courses.id, text, metadata })).ts);

    const first = await call('conversations.history', { channel: courses.id, limit: 2 });
    const cursor = fieldsOf(first.response_metadata).next_cursor;
    const second = await call('conversations.history', { channel: courses.id, limit: 2, cursor });
    const after = await call('conversations.history', {
      channel: courses.id,
      oldest: sent[0],
      include_all_metadata: true,
    });

    const texts = (answer: Fields) => listOf(answer.messages).map((message) => fieldsOf(message).text);
    expect([texts(first), texts(second), texts(after)]).toEqual([
      ['three', 'two'],
      ['one'],
      ['three', 'two'],
    ]);
    expect(listOf(first.messages).map((message) => fieldsOf(message).metadata)).toEqual([
      undefined,
      undefined,
    ]);
    expect(fieldsOf(listOf(after.messages)[0]).metadata).toEqual(metadata);
  });

  it('keeps answers in their thread', async () => {
    const { ts } = await call('chat.postMessage', { channel: courses.id, text: 'parent' });
    await call('chat.postMessage', { channel: courses.id, text: 'child', thread_ts: ts });

    const history = await call('conversations.history', { channel: courses.id });
    const replies = await call('conversations.replies', { channel: courses.id, ts });

    expect(listOf(history.messages)).toHaveLength(1);
    expect(replies.messages).toMatchObject([{ text: 'parent' }, { text: 'child', thread_ts: ts }]);
  });

  it('can be looked up, listed, joined and filled', async () => {
    const open = hub.addChannel({ name: 'open', botIsMember: false });
    const karim = hub.addUser({ name: 'karim' });
    open.members.delete(karim.id);

    const before = await call('conversations.history', { channel: open.id });
    await call('conversations.join', { channel: open.id });
    await call('conversations.invite', { channel: open.id, users: karim.id });
    const twice = await call('conversations.invite', { channel: open.id, users: karim.id });
    const info = await call('conversations.info', { channel: open.id, include_num_members: true });
    const list = await call('conversations.list', { types: 'public_channel', limit: 1 });
    const members = await call('conversations.members', { channel: open.id });

    expect([before.error, twice.error]).toEqual(['not_in_channel', 'already_in_channel']);
    expect(info.channel).toMatchObject({ name: 'open', is_member: true, num_members: 3 });
    expect(list).toMatchObject({
      channels: [{ name: 'courses' }],
      response_metadata: { next_cursor: expect.stringMatching(/./) },
    });
    expect(members.members).toEqual([amina.id, hub.botUserId, karim.id]);
  });
});

describe('a person', () => {
  it('is looked up, with their language only when asked', async () => {
    const plain = await call('users.info', { user: amina.id });
    const full = await call('users.info', { user: amina.id, include_locale: true });
    const list = await call('users.list');
    const team = await call('team.info');

    expect(fieldsOf(plain.user).locale).toBeUndefined();
    expect(full.user).toMatchObject({ name: 'amina', locale: 'fr-FR', is_admin: false, profile: {} });
    expect(fieldsOf(fieldsOf(full.user).profile).email).toBeUndefined();
    expect(list.members).toMatchObject([{ is_bot: true }, { name: 'amina' }]);
    expect(team.team).toMatchObject({ id: hub.id, name: 'Hub' });
  });
});
