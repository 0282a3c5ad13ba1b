// Whether Attaché is in the workspace whose token is configured: said at the start, and once when the token is good no more.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlaceChange, PlaceJoined, Platform } from '#bot/platform.ts';
import { testListener } from '../../../../test/support/slack-listener.ts';
import { type SlackChat, slackChat } from '../../../../test/support/slack-person.ts';

describe('the workspace whose token is configured', () => {
  let chat: SlackChat;
  let platform: Platform;
  let joined: PlaceJoined[];
  let left: PlaceChange[];

  beforeEach(async () => {
    [joined, left] = [[], []];
    chat = await slackChat({ over: 'http' });
    platform = chat.platform();
    await platform.start(
      testListener({
        placeJoined: async (one) => void joined.push(one),
        placeLeft: async (one) => void left.push(one),
      }),
    );
  });
  afterEach(async () => {
    await platform.stop();
    await chat.close();
  });

  test('has Attaché at the start, which greets nobody there', () => {
    expect(joined).toEqual([
      { key: expect.stringMatching(/^slack:/), place: chat.place, greeting: undefined },
    ]);
  });

  test('is left once when it removes Attaché, however often Slack says so', async () => {
    const events = await chat.workspace.uninstall();
    for (const event of events) await chat.emulator.retryEvent(event, 1);

    expect(left).toEqual([{ key: expect.stringMatching(/^slack:/), place: chat.place }]);
  });

  test('is left when Slack takes the token no more, without an event', async () => {
    chat.emulator.faults.next('chat.postMessage', { kind: 'error', error: 'account_inactive' });
    const message = {
      to: { channel: `${chat.place}:${chat.channelNamed('general').id}` },
      drawing: { view: [{ paragraph: ['Hello'] }], language: 'en', zone: 'UTC' },
      proof: 'one',
      addressees: [],
      depart: async () => undefined,
    } as const;

    await platform.post(message).catch(() => undefined);
    await platform.post(message).catch(() => undefined);

    expect(left.map(({ place }) => place)).toEqual([chat.place]);
  });
});
