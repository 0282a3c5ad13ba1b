// What an acknowledgement means: it carries the answer, or all is done, or what was asked has been kept.
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Platform } from '#bot/platform.ts';
import { route } from '#bot/view.ts';
import {
  courseForm,
  saying,
  type TestListener,
  testListener,
} from '../../../../test/support/slack-listener.ts';
import { type SlackChat, slackChat } from '../../../../test/support/slack-person.ts';
import { crowd, holdAcknowledgement } from './held-acknowledgement.ts';

describe.each(['http', 'socket'] as const)('an acknowledgement over %s', (over) => {
  let chat: SlackChat;
  let platform: Platform;

  beforeEach(async () => {
    chat = await slackChat({ over });
    await chat.person('Amina');
    platform = chat.platform();
  });

  afterEach(async () => {
    await platform.stop();
    expect(chat.emulator.violations).toEqual([]);
    await chat.close();
  });

  async function started(answers: Parameters<typeof testListener>[0]): Promise<TestListener> {
    const listener = testListener(answers);
    await platform.start(listener);
    return listener;
  }

  function types(text = 'propose') {
    return chat.user('Amina').runs(chat.channelNamed('general'), '/course', text);
  }

  function ways(): string[] {
    return chat.emulator.accepted.filter(({ message }) => message).map(({ method }) => method);
  }

  function seen(): string[] {
    return chat
      .user('Amina')
      .sees(chat.channelNamed('general'))
      .map((message) => message.visibleText);
  }

  it('carries the first private answer, and the others come after it', async () => {
    const listener = await started({
      asked: async ({ reply }) => {
        for (const words of ['One', 'Two', 'Three']) await reply.show(saying(words), 'asker');
      },
    });

    const delivery = await types();
    await chat.emulator.eventually(() => seen().length === 3);

    expect(delivery.body).toMatchObject({ response_type: 'ephemeral', text: 'One' });
    expect(seen()).toEqual(['One', 'Two', 'Three']);
    expect(ways()).toEqual(['ack', 'response_url', 'response_url']);
    expect(listener.heard.kept).toEqual([]);
  });

  it('carries nothing that everybody shall see: Slack would show what was typed too', async () => {
    await started({ asked: ({ reply }) => reply.show(saying('For all'), 'everybody') });

    const delivery = await types();

    expect(delivery).toMatchObject({ outcome: 'acknowledged', body: undefined });
    expect(chat.emulator.messagesIn(chat.channelNamed('general'))[0]?.ephemeralTo).toBeUndefined();
    expect(ways()).toEqual(['response_url']);
  });

  it('carries no answer of several messages, which must come in order', async () => {
    const long = Array.from({ length: 120 }, (_, index) => ({ paragraph: [`Line ${index}.`] }));
    await started({
      asked: ({ reply }) => reply.show({ view: long, language: 'en', zone: 'UTC' }, 'asker'),
    });

    const delivery = await types();

    expect(delivery.body).toBeUndefined();
    expect(ways()).toEqual(['response_url', 'response_url', 'response_url']);
  });

  it('is empty when a form was opened', async () => {
    const listener = await started({
      asked: async ({ reply }) => void (await reply.openForm(courseForm(), 0)),
    });

    const delivery = await types();

    expect(delivery).toMatchObject({ outcome: 'acknowledged', body: undefined });
    expect(chat.user('Amina').viewOpen()?.title).toBe('Propose a course');
    expect(listener.heard.kept).toEqual([]);
  });

  it('comes within a second when the answer takes longer, after what was asked has been kept', async () => {
    const listener = await started({
      asked: async ({ reply }) => {
        await pause(1100);
        await reply.show(saying('Late'), 'asker');
      },
    });

    const delivery = await types();
    const [kept] = listener.heard.kept;
    await chat.emulator.eventually(() => seen().length === 1);

    expect(delivery).toMatchObject({ outcome: 'acknowledged', body: undefined });
    expect(delivery.afterMs).toBeLessThan(1000);
    expect(kept?.key).toBe(listener.heard.asked[0]?.key);
    expect(kept?.payload).not.toContain('emulated-verification-token');
    expect(ways()).toEqual(['response_url']);
  });

  it('comes within a second also while Slack is slow to say who asks', async () => {
    chat.emulator.faults.next('users.info', { kind: 'slow', ms: 2000 });
    await started({ asked: ({ reply }) => reply.show(saying('Late'), 'asker') });

    const delivery = await types();
    await chat.emulator.eventually(() => seen().length === 1);

    expect(delivery.outcome).toBe('acknowledged');
    expect(delivery.afterMs).toBeLessThan(1000);
  });

  it('lets another process deal with what was kept, but for a form, whose time is over', async () => {
    let opened: boolean | undefined;
    const first = await started({ asked: () => pause(1000) });
    await types('propose title:Digital');
    const [kept] = first.heard.kept;
    await platform.stop();
    platform = chat.platform();
    const second = await started({
      asked: async ({ reply }) => {
        opened = await reply.openForm(courseForm(), 0);
        await reply.show(saying('Taken up'), 'asker');
      },
    });

    await platform.resume(kept?.payload ?? '');
    await platform.resume('not what was kept');

    expect(second.heard.asked).toHaveLength(1);
    expect(second.heard.asked[0]).toMatchObject({ key: kept?.key, given: { title: 'Digital' } });
    expect(opened).toBe(false);
    expect(seen()).toEqual(['Taken up']);
  });

  it('waits for what a press has changed', async () => {
    const shown = saying('Done');
    await started({
      asked: ({ reply }) =>
        reply.show(
          { ...shown, view: [{ buttons: [{ label: ['Accept'], route: route('course/propose/yes', '1') }] }] },
          'asker',
        ),
      pressed: async ({ reply }) => {
        await pause(100);
        await reply.update(shown);
      },
    });
    await types();
    const [card] = chat.user('Amina').sees(chat.channelNamed('general'));
    if (!card) throw new Error('no card');

    const delivery = await chat.user('Amina').presses(card, 'Accept');

    expect(delivery.afterMs).toBeGreaterThanOrEqual(100);
    expect(seen()).toEqual(['Done']);
  });

  it('is not held while a crowd is being answered', async () => {
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const listener = await started({ asked: () => gate });
    const user = chat.user('Amina');
    const request = () => user.composes(chat.channelNamed('general'), '/course', 'propose');
    const held = Array.from({ length: crowd }, () => chat.emulator.send(request()));
    await chat.emulator.eventually(() => listener.heard.asked.length === crowd);
    const keptBefore = listener.heard.kept.length;

    const next = await chat.emulator.send(request());
    open();
    await Promise.all(held);

    expect(keptBefore).toBe(0);
    expect(next.outcome).toBe('acknowledged');
    expect(next.afterMs).toBeLessThan(600);
    expect(listener.heard.kept.length).toBeGreaterThan(0);
  });

  it('tells whoever must be an administrator that Slack does not say, and does nothing', async () => {
    const listener = await started({});
    chat.emulator.faults.next('users.info', { kind: 'server-error' });

    await chat.user('Amina').runs(chat.channelNamed('general'), '/exchange', 'setup code:ABCD');

    expect(seen()[0]).toContain('Slack does not say at the moment whether you administer');
    expect(listener.heard.asked).toEqual([]);
  });
});

describe('an acknowledgement over HTTP', () => {
  it('carries no answer to a request that was signed a while ago: somebody else may have sent it', async () => {
    const chat = await slackChat({ over: 'http', signedAt: () => Date.now() - 60_000 });
    const amina = await chat.person('Amina');
    const platform = chat.platform();
    await platform.start(testListener({ asked: ({ reply }) => reply.show(saying('Secret'), 'asker') }));

    const delivery = await chat.user('Amina').runs(chat.channelNamed('general'), '/course', 'propose');

    expect(delivery).toMatchObject({ outcome: 'acknowledged', body: undefined });
    expect(await amina.sees()).toEqual(['Secret']);
    await platform.stop();
    await chat.close();
  });
});

describe('holdAcknowledgement', () => {
  it('does not acknowledge what it could not keep, until it is done', async () => {
    const said: unknown[] = [];
    const held = holdAcknowledgement({
      acknowledge: async (body) => said.push(body) > 0,
      arrived: performance.now(),
      atMost: 10,
      carries: true,
      keep: () => Promise.reject(new Error('The disk is full.')),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    await pause(50);
    const before = [...said];

    held.done();
    held.done();

    expect(before).toEqual([]);
    expect(said).toEqual([undefined]);
    expect(await held.carry({ text: 'late', blocks: [] })).toBe(false);
  });
});
