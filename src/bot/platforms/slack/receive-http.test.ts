// The door for Slack's requests: what is not Slack's is turned away before anything reads it.
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Platform } from '#bot/platform.ts';
import { type TestListener, testListener } from '../../../../test/support/slack-listener.ts';
import { type SlackChat, slackChat } from '../../../../test/support/slack-person.ts';
import { judging, makeHttpDoor } from './receive-http.ts';
import { slackPlatform } from './slack.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const form = 'application/x-www-form-urlencoded';

describe('the HTTP door', () => {
  let chat: SlackChat;
  let platform: Platform;
  let listener: TestListener;

  beforeEach(async () => {
    chat = await slackChat({ over: 'http' });
    await chat.person('Amina');
    platform = chat.platform();
    listener = testListener();
    await platform.start(listener);
  });

  afterEach(async () => {
    await platform.stop();
    await chat.close();
  });

  it.each(['tampered', 'stale', 'unsigned', 'wrong-secret'] as const)(
    'turns away a %s request',
    async (signing) => {
      const amina = chat.user('Amina');

      const delivery = await amina.runs(chat.channelNamed('general'), '/course', 'propose', { signing });

      expect(delivery).toMatchObject({ outcome: 'refused', status: 401 });
      expect(listener.heard.asked).toEqual([]);
    },
  );

  it('turns away a request that is dated five minutes ahead', () => {
    const now = 1_800_000_000_000;
    const body = Buffer.from('payload={}');
    const signed = (seconds: number) => {
      const timestamp = String(now / 1000 + seconds);
      return [
        `v0=${createHmac('sha256', 's').update(`v0:${timestamp}:${body}`).digest('hex')}`,
        timestamp,
      ] as const;
    };

    const verdict = (signature: string, timestamp: string | undefined) => {
      const judged = judging(signature, timestamp, 's', now);
      if (judged === 'time') return judged;
      judged.update(body);
      return judged.isSigned();
    };

    expect(verdict(...signed(299))).toBe(true);
    expect(verdict(...signed(301))).toBe('time');
    expect(verdict(...signed(-301))).toBe('time');
    expect(verdict('v0=', String(now / 1000))).toBe(false);
    expect(verdict(signed(0)[0], undefined)).toBe('time');
    expect(verdict(signed(0)[0], 'NaN')).toBe('time');
  });

  it('judges the bytes as they came, also those that are no text', () => {
    const now = 1_800_000_000_000;
    const bytes = Buffer.from([0xff, 0xfe, 0x25]);
    const timestamp = String(now / 1000);
    const signature = `v0=${createHmac('sha256', 's').update(`v0:${timestamp}:`).update(bytes).digest('hex')}`;

    const judged = judging(signature, timestamp, 's', now);
    if (judged === 'time') throw new Error('It is dated now.');
    for (const byte of bytes) judged.update(Buffer.from([byte]));

    expect(judged.isSigned()).toBe(true);
  });

  it('takes no signed request over 256 kB, and gives up reading an unsigned one at once', async () => {
    const large = `text=${'x'.repeat(300_000)}`;
    const quick = performance.now();

    const signed = await chat.emulator.sendRaw({ body: large });
    const unsigned = await chat.emulator.sendRaw({
      body: `ssl_check=1&x=${'%41'.repeat(100_000)}`,
      signing: 'unsigned',
    });

    expect(signed.status).toBe(413);
    expect(unsigned.status).toBe(401);
    expect(performance.now() - quick).toBeLessThan(1000);
  });

  it('answers an unsigned certificate check, and reads nothing else in it', async () => {
    const smuggled = `ssl_check=1&command=/course&text=propose&team_id=${chat.workspace.id}&user_id=U1`;

    const answer = await chat.emulator.sendRaw({ body: smuggled, contentType: form, signing: 'unsigned' });

    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(listener.heard.asked).toEqual([]);
  });

  it('answers the question by which Slack knows the address', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c-1', token: 't' });

    const answer = await chat.emulator.sendRaw({ body, contentType: 'application/json' });

    expect(JSON.parse(answer.text)).toEqual({ challenge: 'c-1' });
  });

  it('answers signed nonsense with a refusal, and lives', async () => {
    const answer = await chat.emulator.sendRaw({ body: 'payload=%7Bnot+json' });
    const after = await chat.user('Amina').runs(chat.channelNamed('general'), '/course', 'propose');

    expect(answer.status).toBe(400);
    expect(after.outcome).toBe('acknowledged');
  });

  it('gives a replayed request the same key, so that the bot can tell', async () => {
    const first = await chat.user('Amina').runs(chat.channelNamed('general'), '/course', 'propose');

    await chat.emulator.replay(first);
    await chat.emulator.eventually(() => listener.heard.asked.length === 2);

    const [one, other] = listener.heard.asked.map((asked) => asked.key);
    expect(other).toBe(one);
  });

  it('answers no workspace that Attaché is not installed in', async () => {
    const payload = new URLSearchParams({
      command: '/course',
      text: 'propose',
      team_id: 'T0STRANGE',
      user_id: 'U1',
      channel_id: 'C1',
      trigger_id: '1.2.3',
      response_url: 'https://hooks.slack.com/commands/1',
    });

    await chat.emulator.sendRaw({ body: payload.toString() });
    await chat.user('Amina').runs(chat.channelNamed('general'), '/course', 'propose');
    await chat.emulator.eventually(() => listener.heard.asked.length > 0);

    expect(listener.heard.asked.map((asked) => asked.place)).toEqual([chat.place]);
  });

  it('neither follows a response address outside Slack nor acts on such a request', async () => {
    const amina = chat.user('Amina');
    const request = amina.composes(chat.channelNamed('general'), '/course', 'propose');
    const forged = {
      ...request,
      payload: { ...request.payload, response_url: 'http://169.254.169.254/latest' },
    };

    await chat.emulator.send(forged);
    const honest = await amina.runs(chat.channelNamed('general'), '/course', 'propose');
    await chat.emulator.eventually(() => listener.heard.asked.length > 0);

    expect(honest.outcome).toBe('acknowledged');
    expect(listener.heard.asked).toHaveLength(1);
  });
});

describe('starting over HTTP', () => {
  const shared = { botToken: 'xoxb-1', log: silent, port: 1 };

  it('refuses an empty secret, a missing one, and a missing port', () => {
    const door = { signingSecret: ' ', port: 0, receive: async () => undefined, log: silent, now: Date.now };

    expect(() => makeHttpDoor(door)).toThrow(/SLACK_SIGNING_SECRET/);
    expect(() => slackPlatform({ ...shared, signingSecret: '' })).toThrow(/SLACK_SIGNING_SECRET/);
    expect(() => slackPlatform(shared)).toThrow(/SLACK_SIGNING_SECRET/);
    expect(() => slackPlatform({ botToken: 'xoxb-1', log: silent, signingSecret: 's' })).toThrow(
      /SLACK_PORT/,
    );
    expect(() => slackPlatform({ ...shared, botToken: '' })).toThrow(/SLACK_BOT_TOKEN/);
  });

  it('says that its port is taken, also where it only serves the pages of an installation', async () => {
    const chat = await slackChat({ over: 'http' });
    const first = chat.platform();
    await first.start(testListener());
    const port = Number(new URL(chat.door()).port);
    const settings = { apiUrl: chat.emulator.apiUrl, botToken: chat.workspace.botToken, port, log: silent };
    const book = { find: async () => undefined, keep: async () => 'first' as const };
    const oauth = {
      ...{ clientId: '1', clientSecret: 's', stateSecret: 's', publicUrl: 'https://attache.example' },
      book: { ...book, ended: async () => undefined, claim: async () => true },
    };

    const overHttp = slackPlatform({ ...settings, signingSecret: 's' });
    const overSockets = slackPlatform({ ...settings, appToken: chat.emulator.appToken, oauth });

    for (const second of [overHttp, overSockets])
      await expect(second.start(testListener())).rejects.toThrow(`Port ${port} is taken`);
    await first.stop();
    await chat.close();
  });

  it('says which setting Slack refuses', async () => {
    const chat = await slackChat({ over: 'http' });
    const settings = { ...shared, apiUrl: chat.emulator.apiUrl, log: silent };

    const wrongBot = slackPlatform({ ...settings, signingSecret: 's', botToken: 'xoxb-wrong' });
    const wrongApp = slackPlatform({
      ...settings,
      botToken: chat.workspace.botToken,
      appToken: 'xapp-wrong',
    });

    await expect(wrongBot.start(testListener())).rejects.toThrow(/SLACK_BOT_TOKEN.*invalid_auth/);
    await expect(wrongApp.start(testListener())).rejects.toThrow(/SLACK_APP_TOKEN.*invalid_auth/);
    await chat.close();
  });
});
