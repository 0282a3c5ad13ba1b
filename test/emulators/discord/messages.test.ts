// Messages as resources/message describes them: places, nonces, history, files, and who is notified.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DiscordEmulator, startDiscordEmulator } from './discord-emulator.ts';
import { type JsonObject, objectIn } from './json.ts';
import { answer, call, smallWorld, webhook } from './raw-client.ts';

let now = Date.UTC(2026, 2, 1, 9);
let discord: DiscordEmulator;
let world: Awaited<ReturnType<typeof smallWorld>>;

beforeEach(async () => {
  discord = await startDiscordEmulator({ clock: { now: () => now } });
  world = await smallWorld(discord);
});

afterEach(() => discord.stop());

const post = (body: JsonObject) => call(discord, 'POST', world.messages, body);
test('an empty message is refused', async () => {
  expect((await post({ content: '  \n' })).body.code).toBe(50006);
});

test('channels and messages that are not there are unknown', async () => {
  expect((await call(discord, 'POST', '/channels/1/messages', { content: 'x' })).body.code).toBe(10003);
  expect((await call(discord, 'PATCH', `${world.messages}/1`, { content: 'x' })).body.code).toBe(10008);
  expect((await call(discord, 'GET', '/channels/abc/messages')).body.code).toBe(50035);
});

test('access that the bot lacks in a channel is told apart: seeing, sending, attaching', async () => {
  const form = new FormData();
  form.append('payload_json', JSON.stringify({ content: 'x' }));
  form.append('files[0]', new Blob(['x']), 'x.txt');
  discord.setBotLacks(world.channel, ['attach']);
  const attaching = await call(discord, 'POST', world.messages, form);
  discord.setBotLacks(world.channel, ['send']);
  const sending = await post({ content: 'x' });
  discord.setBotLacks(world.channel, ['view']);
  const seeing = await post({ content: 'x' });

  expect([attaching.body.code, sending.body.code, seeing.body.code]).toEqual([50013, 50013, 50001]);
  expect(discord.violations).toEqual([]);
});

test('a person with closed direct messages, or without a common server, cannot be written to', async () => {
  const closed = discord.addUser({ name: 'Closed', closedDms: true });
  const stranger = discord.addUser({ name: 'Stranger' });
  discord.join(closed, world.guild);

  for (const person of [closed, stranger]) {
    const opened = await call(discord, 'POST', '/users/@me/channels', { recipient_id: person.id });
    const sent = await call(discord, 'POST', `/channels/${opened.body.id}/messages`, { content: 'Hello' });

    expect(opened.status).toBe(200);
    expect(sent).toMatchObject({ status: 403, body: { code: 50007 } });
  }
  expect((await call(discord, 'POST', '/users/@me/channels', { recipient_id: '1' })).body.code).toBe(50033);
});

test('enforce_nonce gives the first message again for a few minutes, then makes a new one', async () => {
  const body = { content: 'Reminder', nonce: 'aW50ZW50', enforce_nonce: true };

  const first = await post(body);
  now += 60_000;
  const again = await post({ ...body, content: 'Reminder, retried' });
  now += 10 * 60_000;
  const later = await post(body);

  expect(first.body).toMatchObject({ content: 'Reminder', nonce: 'aW50ZW50' });
  expect(again.body.id).toBe(first.body.id);
  expect(later.body.id).not.toBe(first.body.id);
  expect(discord.acceptedIn(world.channel)).toHaveLength(2);
});

test('without enforce_nonce the same nonce makes two messages, and it is lost when fetched again', async () => {
  const first = await post({ content: 'x', nonce: 'n' });
  await post({ content: 'x', nonce: 'n' });

  const fetched = await call(discord, 'GET', `${world.messages}/${first.body.id}`);

  expect(discord.acceptedIn(world.channel)).toHaveLength(2);
  expect(fetched.body.nonce).toBeUndefined();
});

test('history is read newest first, before and after a message, a hundred at most', async () => {
  for (const content of ['a', 'b', 'c', 'd']) await post({ content });
  const [a, b, c, d] = world.amina.sees(world.channel).map((message) => message.id);
  const read = async (query: string) => {
    const { json } = await call(discord, 'GET', `${world.messages}${query}`);
    return Array.isArray(json) ? json.map((message) => objectIn(message).id) : [];
  };

  expect(await read('')).toEqual([d, c, b, a]);
  expect(await read(`?before=${c}&limit=1`)).toEqual([b]);
  expect(await read(`?after=${a}&limit=2`)).toEqual([c, b]);
  expect((await call(discord, 'GET', `${world.messages}?limit=101`)).body.code).toBe(50035);
});

describe('mentions', () => {
  const hostile = () => `<@${world.karim.id}> @everyone`;
  const active = () => discord.accepted[0]?.activeMentions;

  test('a regular message notifies everybody it names unless told otherwise', async () => {
    await post({ content: hostile() });

    expect(active()).toEqual({ users: [world.karim.id], roles: [], everyone: true });
  });

  test('an answer to an interaction notifies people but never everybody by default', async () => {
    await answer(discord, world.amina.runs(world.channel, ['ask']), 4, { content: hostile() });

    expect(active()).toEqual({ users: [world.karim.id], roles: [], everyone: false });
  });

  test('only the listed people are notified, and only when the text names them', async () => {
    const body = { allowed_mentions: { parse: [], users: [world.karim.id, world.amina.id] } };
    await post({ content: hostile(), ...body });

    expect(active()).toEqual({ users: [world.karim.id], roles: [], everyone: false });
  });

  test('an edit without allowed_mentions is parsed with the defaults again', async () => {
    const quiet = await post({ content: hostile(), allowed_mentions: { parse: [] } });
    const before = { ...active() };

    await call(discord, 'PATCH', `${world.messages}/${quiet.body.id}`, { content: `${hostile()}!` });

    expect(before).toEqual({ users: [], roles: [], everyone: false });
    expect(active()).toEqual({ users: [world.karim.id], roles: [], everyone: true });
  });

  test('text components notify like content, embeds never do', async () => {
    await post({ flags: 32768, components: [{ type: 17, components: [{ type: 10, content: hostile() }] }] });
    await post({ embeds: [{ description: hostile() }] });

    expect(discord.accepted.map((message) => message.activeMentions.everyone)).toEqual([true, false]);
  });

  test('everybody is not notified where the bot may not do that', async () => {
    discord.setBotLacks(world.channel, ['mentionEveryone']);

    await post({ content: hostile() });

    expect(active()?.everyone).toBe(false);
  });
});

describe('files', () => {
  function form(body: JsonObject, ...names: string[]): FormData {
    const made = new FormData();
    made.append('payload_json', JSON.stringify(body));
    for (const [index, name] of names.entries())
      made.append(`files[${index}]`, new Blob([`bytes of ${name}`], { type: 'text/plain' }), name);
    return made;
  }

  test('are served at their address for a day, and shown in the embed that names them', async () => {
    const sent = await call(
      discord,
      'POST',
      world.messages,
      form({ embeds: [{ image: { url: 'attachment://a.png' } }] }, 'a.png'),
    );
    const [message] = discord.accepted;
    const url = message?.attachments[0]?.url ?? '';

    const served = await fetch(url);
    now += 25 * 60 * 60 * 1000;
    const expired = await fetch(url);

    expect(sent.status).toBe(200);
    expect(await served.text()).toBe('bytes of a.png');
    expect(message?.embeds).toMatchObject([{ image: { url } }]);
    expect(expired.status).toBe(404);
  });

  test('stay on an edit that does not speak of them, and go when a list leaves them out', async () => {
    const sent = await call(discord, 'POST', world.messages, form({ content: 'x' }, 'a.txt', 'b.txt'));
    const [message] = discord.accepted;
    const path = `${world.messages}/${sent.body.id}`;
    const kept = message?.attachments[1]?.id ?? '';

    await call(discord, 'PATCH', path, { content: 'y' });
    const untouched = message?.attachments.map((file) => file.name);
    await call(
      discord,
      'PATCH',
      path,
      form({ attachments: [{ id: kept }, { id: '0', description: 'New' }] }, 'c.txt'),
    );

    expect(untouched).toEqual(['a.txt', 'b.txt']);
    expect(message?.attachments.map((file) => file.name)).toEqual(['b.txt', 'c.txt']);
  });
});

test('an edit turns a message into components only when it empties the rest', async () => {
  const sent = await post({ content: 'Old' });
  const path = `${world.messages}/${sent.body.id}`;
  const components = [{ type: 10, content: 'New' }];

  const refused = await call(discord, 'PATCH', path, { flags: 32768, components });
  const accepted = await call(discord, 'PATCH', path, { flags: 32768, components, content: null });

  expect(refused.body.code).toBe(50035);
  expect(accepted.body).toMatchObject({ content: '', flags: 32768, components: [{ content: 'New' }] });
});

test('a private thread takes messages until it is locked, and shows who was added', async () => {
  const made = await call(discord, 'POST', `/channels/${world.channel.id}/threads`, {
    name: 'Private',
    type: 12,
  });
  const thread = `/channels/${made.body.id}`;
  const added = await call(discord, 'PUT', `${thread}/thread-members/${world.karim.id}`);
  const first = await call(discord, 'POST', `${thread}/messages`, { content: 'x' });
  await call(discord, 'PATCH', thread, { locked: true });
  const second = await call(discord, 'POST', `${thread}/messages`, { content: 'y' });
  const stranger = await call(discord, 'PUT', `${thread}/thread-members/1`);

  expect([made.status, added.status, first.status]).toEqual([201, 204, 200]);
  expect(second.body.code).toBe(160005);
  expect(stranger.body.code).toBe(10007);
});

test('a message of somebody else cannot be edited or deleted by the bot', async () => {
  const theirs = discord.says(world.amina, world.channel, 'Mine');

  const edited = await call(discord, 'PATCH', `${world.messages}/${theirs.id}`, { content: 'x' });
  const deleted = await call(discord, 'DELETE', `${world.messages}/${theirs.id}`);

  expect([edited.body.code, deleted.body.code]).toEqual([50005, 50013]);
});

test('after the bot was removed its channels are out of reach, answers to interactions are not', async () => {
  const interaction = world.amina.runs(world.channel, ['ask']);
  await answer(discord, interaction, 5);
  discord.removeBot(world.guild);

  const posted = await post({ content: 'x' });
  const edited = await call(
    discord,
    'PATCH',
    webhook(discord, interaction, '/messages/@original'),
    { content: 'Bye' },
    '',
  );

  expect(posted.body.code).toBe(50001);
  expect(edited.status).toBe(200);
  expect((await call(discord, 'GET', `/guilds/${world.guild.id}`)).body.code).toBe(10004);
});
