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
  // The story's own files go to people; one in a channel is posted here.
  const platform = chat.platform();
  await platform.post({
    to: { channel: await chat.channel('news') },
    drawing: { view: [{ file, label: ['Calendar'] }], language: 'en', zone: 'UTC' },
    proof: 'a file in a channel',
    addressees: [],
    depart: async () => undefined,
  });
  const enforced = new Set([...emulators, chat.emulator].flatMap((emulator) => [...emulator.enforced]));
  await platform.stop();
  await chat.close();

  expect([...enforced].toSorted()).toEqual(permissions.map(({ name }) => name).toSorted());
});
