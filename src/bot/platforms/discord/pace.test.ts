// Holds the lane of posts to Discord's limits by Discord's own count: full speed, and nobody refused.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DiscordPosting, openDiscordPosting } from '../../../../test/support/discord-posting.ts';
import { listenerWith } from '../../../../test/support/example-catalogue.ts';
import { says } from '../../../../test/support/example-drawings.ts';

let posting: DiscordPosting;
let chat: DiscordPosting['chat'];
let platform: DiscordPosting['platform'];
let amina: DiscordPosting['amina'];
let announcement: DiscordPosting['announcement'];

beforeEach(async () => {
  posting = await openDiscordPosting();
  ({ chat, platform, amina, announcement } = posting);
});

afterEach(() => posting.close());

describe('a crowd of posts', () => {
  test('leaves at the full speed that Discord permits, without one refusal', async () => {
    const people = await Promise.all(Array.from({ length: 60 }, (_, n) => chat.person(`Person ${n}`)));
    const channels = await Promise.all(Array.from({ length: 4 }, (_, n) => chat.channel(`channel-${n}`)));
    chat.emulator.rateLimits.enable({ global: 50, perRoute: { limit: 5, windowMs: 1_500 } });
    // What every person's channel is opened on is one route: here it is as fast as all together.
    chat.emulator.rateLimits.exempt('/users/@me/channels');

    const sent = await Promise.allSettled([
      ...people.map(({ account }) =>
        platform.post(announcement(says('Hello.'), { to: { account }, proof: account })),
      ),
      ...channels.flatMap((channel) =>
        Array.from({ length: 8 }, (_, n) =>
          platform.post(announcement(says(`To all: ${n}`), { to: { channel }, proof: `${channel}·${n}` })),
        ),
      ),
    ]);

    expect(sent.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(chat.emulator.accepted).toHaveLength(92);
    expect(chat.emulator.invalidRequests).toBe(0);
    // 152 requests in seconds of fifty.
    expect(chat.emulator.rateLimits.busiest).toBeLessThanOrEqual(50);
    expect(chat.emulator.rateLimits.seconds).toBeLessThanOrEqual(8);
  });

  test('keeps to its part of the limits where several processes share them', async () => {
    const other = chat.platform();
    for (const one of [platform, other]) one.share(1 / 2);
    chat.emulator.rateLimits.enable({ global: 50, perRoute: { limit: 1_000, windowMs: 1_000 } });
    const channels = await Promise.all(Array.from({ length: 40 }, (_, n) => chat.channel(`channel-${n}`)));

    await Promise.all(
      channels.flatMap((channel) =>
        [platform, other].map((one, n) =>
          one.post(announcement(says('Hello.'), { to: { channel }, proof: `${channel}·${n}` })),
        ),
      ),
    );

    expect(chat.emulator.accepted).toHaveLength(80);
    expect(chat.emulator.invalidRequests).toBe(0);
    await other.stop();
  });

  test('leaves what would wait for more than some seconds to the sender, with the time that it takes', async () => {
    chat.emulator.rateLimits.enable({ global: 50, perRoute: { limit: 1_000, windowMs: 1_000 } });
    const channels = await Promise.all(Array.from({ length: 320 }, (_, n) => chat.channel(`channel-${n}`)));

    const results = await Promise.allSettled(
      channels.map((channel) =>
        platform.post(announcement(says('Hello.'), { to: { channel }, proof: channel })),
      ),
    );

    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.every((failure) => failure.kind === 'again' && failure.retryAfter > 5_000)).toBe(true);
    expect(chat.emulator.accepted).toHaveLength(320 - failures.length);
    expect(chat.emulator.invalidRequests).toBe(0);
  });

  test('makes nobody wait for an answer', async () => {
    await platform.start(listenerWith({ asked: ({ reply }) => reply.show(says('At once.'), 'asker') }));
    chat.emulator.rateLimits.enable({ global: 50, perRoute: { limit: 1_000, windowMs: 1_000 } });
    const crowd = Array.from({ length: 100 }, (_, n) =>
      platform.post(announcement(says(`To ${n}`), { proof: `crowd·${n}` })),
    );
    const settled = Promise.allSettled(crowd);

    await amina.runs('exchange status');

    const answered = chat.emulator.accepted.findIndex((message) => message.interaction !== undefined);
    expect(answered).toBeLessThan(99);
    expect((await amina.sees()).includes('At once.')).toBe(true);
    await settled;
    expect(chat.emulator.accepted).toHaveLength(101);
    expect(chat.emulator.invalidRequests).toBe(0);
  });
});
