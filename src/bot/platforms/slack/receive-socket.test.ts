// Two Socket Mode connections: while Slack renews one, nobody's command is lost.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Platform } from '#bot/platform.ts';
import {
  courseForm,
  saying,
  type TestListener,
  testListener,
} from '../../../../test/support/slack-listener.ts';
import { type SlackChat, slackChat } from '../../../../test/support/slack-person.ts';

describe('Socket Mode', () => {
  let chat: SlackChat;
  let platform: Platform;
  let listener: TestListener;

  beforeEach(async () => {
    chat = await slackChat({ over: 'socket' });
    await chat.person('Amina');
    platform = chat.platform();
    listener = testListener();
    await platform.start(listener);
    await chat.emulator.eventually(() => chat.emulator.sockets.count() === 2);
  });

  afterEach(async () => {
    await platform.stop();
    await chat.close();
  });

  async function command(): Promise<string> {
    return (await chat.user('Amina').runs(chat.channelNamed('general'), '/course', 'propose')).outcome;
  }

  it('hears every command while Slack renews one connection after the other', async () => {
    const outcomes: string[] = [];
    for (let renewed = 0; renewed < 2; renewed += 1) {
      chat.emulator.sockets.disconnect('refresh_requested', 0);
      for (let index = 0; index < 10; index += 1) outcomes.push(await command());
      await chat.emulator.eventually(() => chat.emulator.sockets.count() === 2);
    }

    expect(outcomes).toEqual(Array.from({ length: 20 }, () => 'acknowledged'));
    expect(listener.heard.asked).toHaveLength(20);
  });

  it('acknowledges over a connection what it heard before Slack asked for its end', async () => {
    await platform.stop();
    platform = chat.platform();
    const slow = testListener({ asked: () => new Promise((resolve) => setTimeout(resolve, 200)) });
    await platform.start(slow);
    await chat.emulator.eventually(() => chat.emulator.sockets.count() === 2);

    const heard = [command(), command()];
    await chat.emulator.eventually(() => slow.heard.asked.length === 2);
    chat.emulator.sockets.disconnect('refresh_requested');

    expect(await Promise.all(heard)).toEqual(['acknowledged', 'acknowledged']);
    await chat.emulator.eventually(() => chat.emulator.sockets.count() === 2);
    expect(await command()).toBe('acknowledged');
  });

  it('has new connections at once when Slack asks for the end of both', async () => {
    const asked = performance.now();
    chat.emulator.sockets.disconnect('warning');

    await chat.emulator.eventually(() => chat.emulator.sockets.everOpened() === 4);

    expect(performance.now() - asked).toBeLessThan(500);
    expect(await command()).toBe('acknowledged');
  });

  it('comes back slowly where Slack has enough connections', async () => {
    chat.emulator.sockets.disconnect('too_many_websockets', 0);
    await new Promise((resolve) => setTimeout(resolve, 300));

    expect(chat.emulator.sockets.everOpened()).toBe(2);
    expect(await command()).toBe('acknowledged');
  });

  it('is back within two seconds when both end at once without a word', async () => {
    const ended = performance.now();
    chat.emulator.sockets.cut();

    await chat.emulator.eventually(
      () => chat.emulator.sockets.count() === 2 && chat.emulator.sockets.everOpened() === 4,
    );

    expect(performance.now() - ended).toBeLessThan(2000);
    expect(await command()).toBe('acknowledged');
  });

  it('keeps trying while Slack cannot be reached, and comes back', async () => {
    chat.emulator.faults.next('apps.connections.open', { kind: 'server-error' }, 4);
    chat.emulator.sockets.cut();

    await chat.emulator.eventually(() => chat.emulator.sockets.count() === 2);

    expect(await command()).toBe('acknowledged');
  });

  it('opens no connection any more after a stop', async () => {
    await platform.stop();
    const opened = chat.emulator.sockets.everOpened();

    await new Promise((resolve) => setTimeout(resolve, 300));

    expect(chat.emulator.sockets.count()).toBe(0);
    expect(chat.emulator.sockets.everOpened()).toBe(opened);
  });

  it('stops while it is opening a connection, and leaves none behind', async () => {
    chat.emulator.faults.next('apps.connections.open', { kind: 'slow', ms: 300 }, 2);
    chat.emulator.sockets.cut();
    await new Promise((resolve) => setTimeout(resolve, 50));

    await platform.stop();

    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(chat.emulator.sockets.count()).toBe(0);
  });

  it('answers by message when the connection ended while a form was held back', async () => {
    await platform.stop();
    platform = chat.platform();
    const form = courseForm({ pages: courseForm().pages.slice(2) });
    await platform.start(
      testListener({
        asked: async ({ reply }) => void (await reply.openForm(form, 0)),
        submitted: async ({ reply }) => {
          chat.emulator.sockets.cut();
          await new Promise((resolve) => setTimeout(resolve, 50));
          await reply.show(saying('Kept'), 'asker');
        },
      }),
    );
    const amina = await chat.person('Amina');
    await amina.runs('course propose');

    const stuck = await amina.fills({}).catch((error: unknown) => error);

    expect(String(stuck)).toContain('trouble connecting');
    expect(await amina.waitsFor('Kept')).toBe('Kept');
  });
});
