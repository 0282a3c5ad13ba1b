// The story with all three organisations on Discord, and what the bot needed to be allowed for it.
import { expect, test } from 'vitest';
import { permissions } from '#bot/platforms/discord/permissions.ts';
import type { DiscordEmulator } from '../emulators/discord/discord-emulator.ts';
import { startDiscordChat } from '../support/discord-person.ts';
import { onDiscord } from './layouts.ts';
import { storyOn } from './story.ts';

const emulators: DiscordEmulator[] = [];

storyOn(
  'Discord',
  onDiscord((emulator) => emulators.push(emulator)),
);

test('the invitation asks for the permissions that Discord enforced in the story, and for no others', async () => {
  const chat = await startDiscordChat();
  const file = { name: 'course.ics', mediaType: 'text/calendar', bytes: Buffer.from('BEGIN:VCALENDAR') };
  // The story's own files go to people, and nobody in it has named a thread: one of each is posted here.
  const platform = chat.platform();
  const channel = await chat.channel('news');
  const [, , id] = channel.split(':');
  const thread = await fetch(`${chat.emulator.apiUrl}/v10/channels/${id}/threads`, {
    method: 'POST',
    headers: { authorization: `Bot ${chat.emulator.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'courses', type: 11 }),
  });
  const { id: threadId } = (await thread.json()) as { id: string };
  for (const to of [channel, `${chat.place}:${threadId}` as const])
    await platform.post({
      to: { channel: to },
      drawing: { view: [{ file, label: ['Calendar'] }], language: 'en', zone: 'UTC' },
      proof: `a file in ${to}`,
      addressees: [],
      depart: async () => undefined,
    });
  const said = (await platform.examine([`${chat.place}:${threadId}`])).map(({ verdict }) => verdict);
  const enforced = new Set([...emulators, chat.emulator].flatMap((emulator) => [...emulator.enforced]));
  await platform.stop();
  await chat.close();

  expect(said).toEqual(['ok', 'ok', 'ok', 'ok']);
  expect([...enforced].toSorted()).toEqual(permissions.map(({ name }) => name).toSorted());
});
