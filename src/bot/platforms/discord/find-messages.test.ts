// Holds the look back to its promise: what stands is found whatever became of its words, and nothing else is.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { textOf } from '../../../../test/emulators/discord/reading.ts';
import { type DiscordPosting, openDiscordPosting } from '../../../../test/support/discord-posting.ts';
import { listenerWith } from '../../../../test/support/example-catalogue.ts';
import { card, drawing, says } from '../../../../test/support/example-drawings.ts';

let posting: DiscordPosting;
let chat: DiscordPosting['chat'];
let platform: DiscordPosting['platform'];
let amina: DiscordPosting['amina'];
let courses: DiscordPosting['courses'];
let announcement: DiscordPosting['announcement'];

beforeEach(async () => {
  posting = await openDiscordPosting();
  ({ chat, platform, amina, courses, announcement } = posting);
});

afterEach(() => posting.close());

const long = drawing(
  { heading: ['Digest'] },
  { list: Array.from({ length: 40 }, (_, n) => [`Course ${n} ${'x'.repeat(70)}`]) },
);
const veryLong = drawing({ list: Array.from({ length: 100 }, (_, n) => [`Course ${n} ${'x'.repeat(70)}`]) });

describe('a post whose answer was lost', () => {
  test.each([
    ['plain', card('Digital evidence', 'Open')],
    ['long', long],
    ['in several messages', veryLong],
  ])(
    'that was accepted without an answer is found (%s), long after the nonce is forgotten',
    async (_, what) => {
      const since = chat.emulator.world.now();
      chat.emulator.faults.next(
        { method: 'POST', path: '/channels/{channel_id}/messages' },
        { kind: 'acceptThenFail' },
      );
      const message = announcement(what);
      await expect(platform.post(message)).rejects.toMatchObject({ kind: 'unknown' });
      posting.pass(10 * 60 * 1000);

      const found = await platform.find(message, since);

      expect(found).toContain(chat.emulator.accepted[0]?.id);
      expect((await amina.sees(courses)).join('\n')).toContain(
        what === veryLong ? 'Course 99' : what === long ? 'Course 39' : 'Digital evidence',
      );
      expect(new Set(chat.emulator.accepted.map(textOf)).size).toBe(chat.emulator.accepted.length);
      expect(await platform.find(message, since)).toBe(found);
    },
  );

  test.each([
    ['plain', says('Eight places are left.'), says('No place is left.')],
    ['with buttons', card('Eight places', 'Open'), card('No place', 'Close')],
    ['long', long, drawing({ heading: ['Digest of today'] }, { list: [['Nothing']] })],
  ])('is found by its proof although its words have changed since (%s)', async (_, before, after) => {
    const since = chat.emulator.world.now();
    chat.emulator.faults.next({ method: 'POST' }, { kind: 'acceptThenFail' });
    await expect(platform.post(announcement(before))).rejects.toMatchObject({ kind: 'unknown' });

    const found = await platform.find(announcement(after), since);

    expect(found).toBe(`${courses}:${chat.emulator.accepted[0]?.id}`);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('is not taken for another with the same words', async () => {
    const since = chat.emulator.world.now();
    await platform.post(announcement(says('Your course begins.'), { proof: 'one' }));

    const other = announcement(says('Your course begins.'), { proof: 'two' });

    expect(await platform.find(other, since)).toBeUndefined();
  });

  test('is found by its proof although somebody has pressed its button and so redrawn it', async () => {
    await platform.start(listenerWith({ pressed: ({ reply }) => reply.update(card('Opened', 'Close')) }));
    const since = chat.emulator.world.now();
    chat.emulator.faults.next(
      { method: 'POST', path: '/channels/{channel_id}/messages' },
      { kind: 'acceptThenFail' },
    );
    const message = announcement(card('Digital evidence', 'Open'));
    await expect(platform.post(message)).rejects.toMatchObject({ kind: 'unknown' });
    await amina.presses('Open');
    await amina.waitsFor('Opened');

    expect(await platform.find(message, since)).toContain(chat.emulator.accepted[0]?.id);
  });

  test('that never arrived is not found', async () => {
    const since = chat.emulator.world.now();
    chat.emulator.faults.next({ method: 'POST' }, { kind: 'status', status: 500 });
    const message = announcement(says('Hello.'));
    await expect(platform.post(message)).rejects.toMatchObject({ kind: 'unknown' });
    await platform.post(announcement(says('Something else.'), { proof: 'other' }));
    chat.emulator.says(
      amina.user,
      chat.emulator.world.channels.get(courses.split(':')[2] ?? '') ?? 'dm',
      'Hello.',
    );

    expect(await platform.find(message, since)).toBeUndefined();
  });
});
