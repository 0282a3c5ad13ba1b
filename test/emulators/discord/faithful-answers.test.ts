// The emulator's own answers, compared with Discord's published description where that is present.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DiscordEmulator, startDiscordEmulator } from './discord-emulator.ts';
import type { Json } from './json.ts';
import { answer, ask, call, smallWorld, webhook } from './raw-client.ts';
import { openApiIsPresent, problemsOfResponse } from './validate-against-openapi.ts';

let discord: DiscordEmulator;
let world: Awaited<ReturnType<typeof smallWorld>>;

beforeEach(async () => {
  discord = await startDiscordEmulator();
  world = await smallWorld(discord);
});

afterEach(() => discord.stop());

async function mistakes(method: string, described: string, path: string, body?: Json): Promise<string[]> {
  const answered = await call(discord, method, path, body);
  expect(answered.status, `${method} ${path}`).toBeLessThan(300);
  return problemsOfResponse(method, described, answered.status, answered.json).map(
    (problem) => `${method} ${described}: ${problem.path} ${problem.message}`,
  );
}

test.skipIf(!openApiIsPresent())(
  'what the emulator answers has the shape that Discord publishes',
  async () => {
    const components = [
      { type: 1, components: [{ type: 2, style: 1, custom_id: 'p', label: 'Press' }] },
      { type: 1, components: [{ type: 3, custom_id: 'm', options: [{ label: 'L', value: 'v' }] }] },
    ];
    const sent = await call(discord, 'POST', world.messages, {
      content: `<@${world.amina.id}>`,
      components,
      embeds: [{ title: 'T' }],
    });
    const interaction = world.amina.runs(world.channel, ['ask']);
    await answer(discord, interaction, 4, { content: 'x' });
    const commands = `/applications/${discord.applicationId}/commands`;
    const { id } = world.channel;

    const found = [
      await mistakes('GET', '/gateway', '/gateway'),
      await mistakes('GET', '/gateway/bot', '/gateway/bot'),
      await mistakes('GET', '/users/@me', '/users/@me'),
      await mistakes('GET', '/applications/@me', '/applications/@me'),
      await mistakes('GET', '/users/@me/guilds', '/users/@me/guilds'),
      await mistakes('GET', '/users/{user_id}', `/users/${world.amina.id}`),
      await mistakes('GET', '/guilds/{guild_id}', `/guilds/${world.guild.id}`),
      await mistakes('GET', '/guilds/{guild_id}/channels', `/guilds/${world.guild.id}/channels`),
      await mistakes('GET', '/guilds/{guild_id}/roles', `/guilds/${world.guild.id}/roles`),
      await mistakes(
        'GET',
        '/guilds/{guild_id}/members/{user_id}',
        `/guilds/${world.guild.id}/members/${world.amina.id}`,
      ),
      await mistakes('GET', '/channels/{channel_id}', `/channels/${id}`),
      await mistakes('POST', '/users/@me/channels', '/users/@me/channels', { recipient_id: world.amina.id }),
      await mistakes('POST', '/channels/{channel_id}/messages', world.messages, { content: 'x', nonce: 'n' }),
      await mistakes('GET', '/channels/{channel_id}/messages', world.messages),
      await mistakes(
        'GET',
        '/channels/{channel_id}/messages/{message_id}',
        `${world.messages}/${sent.body.id}`,
      ),
      await mistakes('POST', '/channels/{channel_id}/threads', `/channels/${id}/threads`, {
        name: 'T',
        type: 12,
      }),
      await mistakes('GET', '/applications/{application_id}/commands', `${commands}?with_localizations=true`),
      await mistakes('PUT', '/applications/{application_id}/commands', commands, [ask]),
      await mistakes(
        'PATCH',
        '/webhooks/{webhook_id}/{webhook_token}/messages/@original',
        webhook(discord, interaction, '/messages/@original'),
        { content: 'y' },
      ),
      await mistakes('POST', '/webhooks/{webhook_id}/{webhook_token}', webhook(discord, interaction), {
        content: 'z',
      }),
    ];

    expect(found.flat()).toEqual([]);
  },
);

test.skipIf(!openApiIsPresent())(
  'the answer to a callback has the shape that Discord publishes',
  async () => {
    const interaction = world.amina.runs(world.channel, ['ask']);

    const answered = await answer(discord, interaction, 4, { content: 'x' }, '?with_response=true');

    const path = '/interactions/{interaction_id}/{interaction_token}/callback';
    expect(problemsOfResponse('POST', path, 200, answered.json)).toEqual([]);
  },
);
