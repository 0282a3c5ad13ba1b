// Posts that leave on their own: never doubled, never half, and with a failure that says what to do next.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Departing, Platform } from '#bot/platform.ts';
import type { View } from '#bot/view.ts';
import type { ChannelId } from '#exchange/people.ts';
import type { Person } from '../../../../test/support/person.ts';
import { english, saying, testListener } from '../../../../test/support/slack-listener.ts';
import { type SlackChat, slackChat } from '../../../../test/support/slack-person.ts';

const chart = {
  kind: 'distribution',
  language: 'en',
  title: 'Answers',
  scale: { low: 'Poor', high: 'Good' },
  headings: { share: 'Favourable', n: 'n' },
  rows: [{ label: 'Useful?', counts: [0, 1, 1, 2, 3], n: 7 }],
  note: '',
} as const;

describe('delivery on Slack', () => {
  let chat: SlackChat;
  let platform: Platform;
  let amina: Person;
  let courses: ChannelId;

  beforeEach(async () => {
    chat = await slackChat({ over: 'socket' });
    amina = await chat.person('Amina');
    courses = await chat.channel('courses');
    platform = chat.platform();
    await platform.start(testListener({ asked: ({ reply }) => reply.show(saying('At once'), 'asker') }));
  });

  afterEach(async () => {
    await platform.stop();
    expect(chat.emulator.violations).toEqual([]);
    await chat.close();
  });

  function outgoing(more: Partial<Departing> = {}): Departing {
    return {
      to: { channel: courses },
      drawing: saying('Card'),
      proof: 'card · c1',
      depart: async () => undefined,
      addressees: [],
      ...more,
    };
  }

  function failureOf(message: Departing): Promise<unknown> {
    return platform.post(message).catch((error: unknown) => error);
  }

  const long: View = Array.from({ length: 120 }, (_, index) => ({ paragraph: [`Line ${index}.`] }));

  it('notifies the addressees alone', async () => {
    const kwame = await chat.person('Kwame');
    const told = (person: Person) => ({ person: { name: person.name, accounts: [person.account] } });
    const drawing = english([{ paragraph: [told(amina), ' and ', told(kwame)] }]);

    await platform.post(outgoing({ drawing, depart: async () => undefined, addressees: [amina.account] }));

    const [message] = chat.user('Amina').sees(chat.channelNamed('courses'));
    expect(message?.mentions.users).toEqual([chat.user('Amina').id]);
    expect(message?.visibleText).toContain('Kwame');
  });

  it('goes without previews, and keeps the proof where a look back finds it', async () => {
    await platform.post(outgoing());

    const [message] = chat.user('Amina').sees(chat.channelNamed('courses'));
    expect(message).toMatchObject({
      unfurls: { links: false, media: false },
      parse: { mode: 'none' },
      metadata: { event_type: 'attache_delivery', event_payload: { proof: 'card · c1', part: 0 } },
    });
  });

  it('opens no conversation first where a person is told something, and finds it again', async () => {
    const to = { account: amina.account };
    const reference = await platform.post(outgoing({ to }));
    const calls = chat.emulator.calls.map(({ method }) => method);
    await platform.revise(reference, saying('Redrawn'));

    expect(calls.filter((method) => method === 'conversations.open')).toEqual([]);
    expect(await amina.sees('direct')).toEqual(['Redrawn']);
    expect(await platform.find(outgoing({ to }), Date.now() - 1000)).toBe(reference);
  });

  it('asks why where a person cannot be posted to, and goes the other way', async () => {
    const to = { account: amina.account };
    chat.emulator.faults.next('chat.postMessage', { kind: 'error', error: 'channel_not_found' }, 2);
    chat.emulator.faults.next('conversations.open', { kind: 'error', error: 'user_disabled' });

    const closed = await failureOf(outgoing({ to }));
    await platform.post(outgoing({ to }));

    expect(closed).toMatchObject({ kind: 'closed' });
    expect(await amina.sees('direct')).toEqual(['Card']);
  });

  it('meets no limit of Slack, however much is to be sent and redrawn', async () => {
    chat.emulator.enforceRateLimits({ burst: 2 });
    const people = await Promise.all(['Kwame', 'Ama', 'Kofi', 'Esi'].map((name) => chat.person(name)));
    const cards = await Promise.all(
      [0, 1, 2].map((n) => platform.post(outgoing({ proof: `card ${n}`, drawing: saying(`Card ${n}`) }))),
    );

    await Promise.all(
      people.map(({ account }) => platform.post(outgoing({ to: { account }, proof: account }))),
    );
    const redrawn = await Promise.allSettled(
      Array.from({ length: 60 }, (_, n) => platform.revise(cards[n % 3] ?? '', saying(`Card, ${n}`))),
    );

    expect(chat.emulator.calls.filter(({ status }) => status === 429)).toEqual([]);
    expect(redrawn.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
    expect(redrawn.filter((one) => one.status === 'rejected' && one.reason.kind === 'again')).toHaveLength(
      10,
    );
  });

  it('posts a long view as several messages, and redraws all of them', async () => {
    const reference = await platform.post(outgoing({ drawing: english(long) }));
    await platform.revise(reference, english([{ paragraph: ['Cancelled'] }]));

    const seen = await amina.sees(courses);
    expect(seen).toHaveLength(3);
    expect(seen[0]).toBe('Cancelled');
    expect(seen.join('')).not.toContain('Line');
  });

  it('sends only what is missing of a long view that stopped half-way', async () => {
    const message = outgoing({ drawing: english(long) });
    chat.emulator.faults.next('chat.postMessage', { kind: 'slow', ms: 0 });
    chat.emulator.faults.next('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 7 });

    const failure = await failureOf(message);
    const reference = await platform.find(message, Date.now() - 1000);

    expect(failure).toMatchObject({ kind: 'unknown', retryAfter: 7000 });
    expect(reference?.split(',')).toHaveLength(3);
    const seen = await amina.sees(courses);
    expect(seen).toHaveLength(3);
    expect(seen.join('\n').match(/Line 119\./g)).toHaveLength(1);
  });

  it.each([
    [
      { kind: 'rate-limited', retryAfterSeconds: 3 },
      { kind: 'again', retryAfter: 3000 },
    ],
    [{ kind: 'server-error' }, { kind: 'unknown' }],
    [{ kind: 'accept-then-server-error' }, { kind: 'unknown' }],
    [{ kind: 'error', error: 'channel_not_found' }, { kind: 'gone' }],
    [{ kind: 'error', error: 'not_in_channel' }, { kind: 'gone' }],
    [{ kind: 'error', error: 'restricted_action' }, { kind: 'refused' }],
    [{ kind: 'error', error: 'fatal_error' }, { kind: 'unknown' }],
    [{ kind: 'error', error: 'service_unavailable' }, { kind: 'again' }],
  ] as const)('says of %o that it is %o, and has not tried twice', async (fault, kind) => {
    chat.emulator.faults.next('chat.postMessage', fault);

    const failure = await failureOf(outgoing());

    expect(failure).toMatchObject({ name: 'PlatformFailure', platform: 'slack', ...kind });
    expect(chat.emulator.calls.filter((call) => call.method === 'chat.postMessage')).toHaveLength(1);
  });

  it('says that somebody takes no direct messages, and that a channel is gone', async () => {
    const left = await chat.person('Left', { closed: true });

    expect(await failureOf(outgoing({ to: { account: left.account } }))).toMatchObject({ kind: 'closed' });
    expect(await failureOf(outgoing({ to: { channel: `${chat.place}:C404` } }))).toMatchObject({
      kind: 'gone',
    });
    expect(await failureOf(outgoing({ to: { channel: 'slack:T404:C1' } }))).toMatchObject({ kind: 'gone' });
    await expect(platform.revise(`${chat.place}:C404:1.0`, saying('x'))).rejects.toMatchObject({
      kind: 'gone',
    });
    await expect(platform.revise('discord:1:2', saying('x'))).rejects.toMatchObject({ kind: 'gone' });
  });

  it('stops speaking where its token was taken back', async () => {
    await chat.workspace.revokeTokens();

    expect(await failureOf(outgoing())).toMatchObject({ kind: 'gone' });
  });

  it('shows a chart as a picture with its alternative text, and uploads the same picture once', async () => {
    const drawing = english([{ image: chart, alt: ['Five of seven found it useful.'] }]);

    await platform.post(outgoing({ drawing }));
    await platform.post(outgoing({ drawing, proof: 'second' }));

    const [first] = await amina.files();
    expect(first).toMatchObject({
      alt: 'Five of seven found it useful.',
      name: 'Five of seven found it useful.png',
    });
    expect([...(first?.bytes.slice(1, 4) ?? [])]).toEqual([...Buffer.from('PNG')]);
    expect(chat.emulator.accepted.filter((one) => one.method === 'upload')).toHaveLength(1);
  });

  it('puts a file into the thread of its card', async () => {
    const file = { name: 'course.ics', mediaType: 'text/calendar', bytes: new TextEncoder().encode('BEGIN') };

    await platform.post(
      outgoing({ drawing: english([{ paragraph: ['Card'] }, { file, label: ['Calendar & file'] }]) }),
    );

    const [card, shared] = chat.user('Amina').sees(chat.channelNamed('courses'));
    expect(shared).toMatchObject({ threadTs: card?.ts, visibleText: 'Calendar & file' });
    expect((await amina.files()).map((one) => one.name)).toEqual(['course.ics']);
  });

  it('answers people at once while a fan-out waits', async () => {
    chat.emulator.faults.next('chat.postMessage', { kind: 'slow', ms: 1500 }, 4);
    const fanOut = Array.from({ length: 4 }, (_, index) => platform.post(outgoing({ proof: `p${index}` })));
    const begun = performance.now();

    await amina.runs('course propose');
    await amina.waitsFor('At once');

    expect(performance.now() - begun).toBeLessThan(1400);
    await Promise.all(fanOut);
  });
});
