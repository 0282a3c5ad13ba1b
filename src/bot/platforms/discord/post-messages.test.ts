// Holds the lane of posts to its promises: each message once, each failure by its name, nobody notified by accident.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DiscordPosting, openDiscordPosting } from '../../../../test/support/discord-posting.ts';
import { card, drawing, exampleChart, says } from '../../../../test/support/example-drawings.ts';
import { discordPlatform } from './discord.ts';

let posting: DiscordPosting;
let chat: DiscordPosting['chat'];
let platform: DiscordPosting['platform'];
let amina: DiscordPosting['amina'];
let karim: DiscordPosting['amina'];
let courses: DiscordPosting['courses'];
let announcement: DiscordPosting['announcement'];

beforeEach(async () => {
  posting = await openDiscordPosting();
  ({ chat, platform, amina, courses, announcement } = posting);
  karim = await chat.person('Karim', { closed: true });
});

afterEach(() => posting.close());

const long = drawing(
  { heading: ['Digest'] },
  { list: Array.from({ length: 40 }, (_, n) => [`Course ${n} ${'x'.repeat(70)}`]) },
);
const veryLong = drawing({ list: Array.from({ length: 100 }, (_, n) => [`Course ${n} ${'x'.repeat(70)}`]) });

describe('a post on Discord', () => {
  test('stands in the channel, with words that a notification can show', async () => {
    const reference = await platform.post(announcement(card('Digital evidence', 'Open')));

    const [message] = chat.emulator.accepted;
    expect(reference).toBe(`${courses}:${message?.id}`);
    expect(message?.content).toBe('## Digital evidence');
    expect(await amina.sees(courses)).toEqual(['Digital evidence']);
    expect(await amina.buttons()).toEqual(['Open']);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('comes as a direct message to an account', async () => {
    await platform.post(announcement(says('Your course begins.'), { to: { account: amina.account } }));
    await platform.post(
      announcement(says('It has begun.'), { to: { account: amina.account }, proof: 'other' }),
    );

    expect(await amina.sees('direct')).toEqual(['Your course begins.', 'It has begun.']);
    const opened = chat.emulator.requests.filter((request) => request.path === '/users/@me/channels');
    expect(opened).toHaveLength(1);
  });

  test('notifies the addressees and nobody else, now and when it is revised', async () => {
    const sami = await chat.person('Sami');
    const people = [amina, sami].map(({ name, account }) => ({ person: { name, accounts: [account] } }));
    const text = [...people, ' ', { value: `@everyone <@${sami.user.id}>` }];
    const what = drawing({ paragraph: text });

    const reference = await platform.post(
      announcement(what, { depart: async () => undefined, addressees: [amina.account, karim.account] }),
    );
    const [message] = chat.emulator.accepted;
    const atFirst = message?.activeMentions;
    await platform.revise(reference, what);

    expect(atFirst).toEqual({ users: [amina.user.id], roles: [], everyone: false });
    expect(message?.activeMentions).toEqual({ users: [], roles: [], everyone: false });
    expect(await amina.sees(courses)).toEqual([`AminaSami @everyone <@${sami.user.id}>`]);
  });

  test('that is too long for content opens with its first words and is whole a moment later', async () => {
    await platform.post(announcement(long));

    const [message] = chat.emulator.accepted;
    const creation = chat.emulator.requests.find((request) => request.method === 'POST');
    expect(JSON.stringify(creation?.body)).toContain('## Digest');
    expect(message?.content).toBe('');
    expect((await amina.sees(courses))[0]?.match(/Course \d+/g)).toHaveLength(40);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('that is too long for one message becomes several under one reference', async () => {
    const reference = await platform.post(announcement(veryLong));
    await platform.revise(reference, says('Short by now.'));

    expect(chat.emulator.accepted).toHaveLength(3);
    expect(await amina.sees(courses)).toEqual(['Short by now.', '·', '·']);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('carries pictures with their alternative text, and drops them when it is revised', async () => {
    const reference = await platform.post(
      announcement(drawing({ paragraph: ['Answers'] }, { image: exampleChart, alt: ['Mostly 5'] })),
    );
    const before = await amina.files();
    await platform.revise(reference, says('Withdrawn.'));

    expect(before.map((file) => [file.name, file.alt])).toEqual([['chart.png', 'Mostly 5']]);
    expect(await amina.files()).toEqual([]);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('is sent once when it is sent twice within minutes', async () => {
    const first = await platform.post(announcement(long));
    const second = await platform.post(announcement(long));

    expect(second).toBe(first);
    expect(chat.emulator.accepted).toHaveLength(1);
  });

  test('that failed half-way has no known end, so that it is looked for', async () => {
    chat.emulator.faults.next({ method: 'PATCH' }, { kind: 'status', status: 500 });

    await expect(platform.post(announcement(long))).rejects.toMatchObject({ kind: 'unknown' });
    await platform.find(announcement(long), chat.emulator.world.now());

    expect((await amina.sees(courses))[0]).toContain('Course 39');
  });

  test('that meets a limit half-way waits for it, and is not left half drawn', async () => {
    chat.emulator.faults.next({ method: 'PATCH' }, { kind: 'rateLimited', retryAfterMs: 300 });

    await platform.post(announcement(long));

    expect(chat.emulator.faults.pending).toBe(0);
    expect((await amina.sees(courses))[0]).toContain('Course 39');
  });
});

describe('a failure of a post', () => {
  test('tells how long to wait when Discord says so, and sends nothing again by itself', async () => {
    chat.emulator.faults.next({ method: 'POST' }, { kind: 'rateLimited', retryAfterMs: 9_000 });

    const failure = platform.post(announcement(says('Hello.')));

    await expect(failure).rejects.toMatchObject({ kind: 'again', platform: 'discord', retryAfter: 9_000 });
    expect(chat.emulator.requests.filter((request) => request.path.endsWith('/messages'))).toHaveLength(1);
  });

  test('is none where the limit is over in a moment: it waits', async () => {
    chat.emulator.faults.next({ method: 'POST' }, { kind: 'rateLimited', retryAfterMs: 300 });
    chat.emulator.faults.next({ method: 'POST' }, { kind: 'rateLimited', retryAfterMs: 300, global: true });

    await platform.post(announcement(says('Hello.')));

    expect(await amina.sees(courses)).toEqual(['Hello.']);
    expect(chat.emulator.accepted).toHaveLength(1);
  });

  test('tells of a long limit before running into it', async () => {
    chat.emulator.rateLimits.enable({ perRoute: { limit: 2, windowMs: 8_000 } });
    const send = (proof: string) => platform.post(announcement(says(proof), { proof }));
    await send('a');
    await send('b');

    await expect(send('c')).rejects.toMatchObject({ kind: 'again', retryAfter: expect.any(Number) });
    expect(chat.emulator.invalidRequests).toBe(0);
  });

  test('to open direct messages stops all further openings for a minute', async () => {
    const tooFast = { kind: 'status', status: 400, code: 40003, message: 'Too fast' } as const;
    chat.emulator.faults.next({ path: '/users/@me/channels' }, tooFast);
    const write = (account: DiscordPosting['amina']['account']) =>
      platform.post(announcement(says('Hello.'), { to: { account }, proof: account }));
    await expect(write(amina.account)).rejects.toMatchObject({ kind: 'again', retryAfter: 60_000 });

    await expect(write(karim.account)).rejects.toMatchObject({ kind: 'again' });

    expect(chat.emulator.requests).toHaveLength(1);
  });

  test('to open direct messages is never unknown: nothing was said yet', async () => {
    chat.emulator.faults.next({ path: '/users/@me/channels' }, { kind: 'acceptThenFail' });

    const failure = platform.post(announcement(says('Hello.'), { to: { account: amina.account } }));

    await expect(failure).rejects.toMatchObject({ kind: 'again' });
  });

  test('for a token that Discord no longer knows is not repeated at once: too many would shut everybody out', async () => {
    const unknown = { kind: 'status', status: 401, message: '401: Unauthorized' } as const;
    chat.emulator.faults.next({ method: 'POST' }, unknown);
    await expect(platform.post(announcement(says('Hello.')))).rejects.toMatchObject({ kind: 'again' });

    const next = platform.post(announcement(says('Hello.')));

    await expect(next).rejects.toMatchObject({ kind: 'again', retryAfter: expect.any(Number) });
    expect(chat.emulator.requests).toHaveLength(1);
  });

  test('is "closed" for somebody who takes no direct messages', async () => {
    const failure = platform.post(announcement(says('Hello.'), { to: { account: karim.account } }));

    await expect(failure).rejects.toMatchObject({ kind: 'closed' });
  });

  test('is "gone" for a channel that was deleted or that the bot may not write in', async () => {
    const channel = chat.emulator.world.channels.get(courses.split(':')[2] ?? '');
    if (!channel) throw new Error('no channel');
    chat.emulator.setBotLacks(channel, ['send']);
    await expect(platform.post(announcement(says('Hello.')))).rejects.toMatchObject({ kind: 'gone' });
    chat.emulator.deleteChannel(channel);

    await expect(platform.post(announcement(says('Hello.')))).rejects.toMatchObject({ kind: 'gone' });
  });

  test('is "refused" for what can never be: another platform’s channel, a message that grew', async () => {
    const elsewhere = announcement(says('Hello.'), { to: { channel: 'slack:T1:C9' } });
    const reference = await platform.post(announcement(says('Short.')));

    await expect(platform.post(elsewhere)).rejects.toMatchObject({ kind: 'refused' });
    await expect(platform.revise('slack:T1:C9:17', says('x'))).rejects.toMatchObject({ kind: 'refused' });
    await expect(platform.revise(reference, veryLong)).rejects.toMatchObject({ kind: 'refused' });
  });

  test('is "gone" for a message that was deleted', async () => {
    const reference = await platform.post(announcement(says('Short.')));
    const [message] = chat.emulator.accepted;
    if (message) message.deleted = true;

    await expect(platform.revise(reference, says('Long.'))).rejects.toMatchObject({ kind: 'gone' });
  });

  test('is "again" when Discord was never reached', async () => {
    const astray = discordPlatform({
      token: chat.emulator.token,
      apiUrl: 'http://127.0.0.1:9/api',
      leases: chat.leases.process(),
    });

    await expect(astray.post(announcement(says('Hello.')))).rejects.toMatchObject({ kind: 'again' });
    await astray.stop();
  });

  test.each([
    ['close', 'unknown'],
    ['acceptThenClose', 'unknown'],
  ] as const)('is unknown when the connection breaks (%s)', async (kind, expected) => {
    chat.emulator.faults.next({ method: 'POST' }, { kind });

    await expect(platform.post(announcement(says('Hello.')))).rejects.toMatchObject({ kind: expected });
  });
});
