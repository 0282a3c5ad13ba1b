// Planted faults and rate limits, as Slack's own client meets them.
import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ByHand, startByHand } from './by-hand.ts';

let bench: ByHand;
let client: webApi.WebClient;

beforeEach(async () => {
  bench = await startByHand();
  client = new webApi.WebClient(bench.hub.botToken, {
    slackApiUrl: bench.slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 1000,
    logLevel: webApi.LogLevel.ERROR,
  });
});

afterEach(() => bench.slack.stop());

const post = (text: string) => client.chat.postMessage({ channel: bench.courses.id, text });
const posted = () => bench.slack.messagesIn(bench.courses).map((message) => message.text);

describe('a planted fault', () => {
  it('hits the next call of its method, and only that', async () => {
    bench.slack.faults.next('chat.postMessage', { kind: 'server-error' });

    await client.auth.test();
    const first = await post('one').catch((error: unknown) => error);
    await post('two');

    expect(first).toMatchObject({ code: 'slack_webapi_http_error', statusCode: 500 });
    expect(posted()).toEqual(['two']);
    expect(bench.slack.calls.map((call) => call.status)).toEqual([200, 500, 200]);
  });

  it('says how long to wait when there are too many requests', async () => {
    bench.slack.faults.next(/^chat\./, { kind: 'rate-limited', retryAfterSeconds: 7 });

    const answer = await post('one').catch((error: unknown) => error);

    expect(answer).toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 7 });
    expect(posted()).toEqual([]);
  });

  it.each(['accept-then-server-error', 'accept-then-close'] as const)(
    'of kind %s loses the answer, not the message: whoever repeats it blindly doubles it',
    async (kind) => {
      bench.slack.faults.next('chat.postMessage', { kind });

      const answer = await post('one').catch((error: unknown) => error);
      await post('one');

      expect(answer).toBeInstanceOf(Error);
      expect(bench.slack.accepted.filter((one) => one.method === 'chat.postMessage')).toHaveLength(2);
      expect(posted()).toEqual(['one', 'one']);
    },
  );

  it('can hang for ever, be slow, or refuse by name', async () => {
    bench.slack.faults.next('chat.postMessage', { kind: 'hang' });
    bench.slack.faults.next('chat.postMessage', { kind: 'slow', ms: 40 });
    bench.slack.faults.next('chat.postMessage', { kind: 'error', error: 'fatal_error' });

    const hung = await post('one').catch((error: unknown) => error);
    const started = performance.now();
    await post('two');
    const took = performance.now() - started;
    const refused = await post('three').catch((error: unknown) => error);

    expect(hung).toMatchObject({ code: 'slack_webapi_request_error' });
    expect(took).toBeGreaterThan(35);
    expect(refused).toMatchObject({ data: { error: 'fatal_error' } });
    expect(posted()).toEqual(['two']);
  });

  it('is gone when cleared', async () => {
    bench.slack.faults.next('chat.postMessage', { kind: 'server-error' }, 3);

    bench.slack.faults.clear();
    await post('one');

    expect(posted()).toEqual(['one']);
  });
});

describe('the rate limits', () => {
  it('let one message a second into a channel, and others at once', async () => {
    const other = bench.hub.addChannel({ name: 'other' });
    bench.slack.enforceRateLimits({});

    const first = await bench.call('chat.postMessage', { channel: bench.courses.id, text: 'one' });
    const second = await post('two').catch((error: unknown) => error);
    const elsewhere = await bench.call('chat.postMessage', { channel: other.id, text: 'three' });
    bench.time.now += 1000;
    const later = await bench.call('chat.postMessage', { channel: bench.courses.id, text: 'four' });

    expect([first.ok, elsewhere.ok, later.ok]).toEqual([true, true, true]);
    expect(second).toMatchObject({ retryAfter: 1 });
    expect(posted()).toEqual(['one', 'four']);
  });

  it('count calls a minute by tier, and history once a minute for a distributed app', async () => {
    const read = () => bench.call('conversations.history', { channel: bench.courses.id });
    bench.slack.enforceRateLimits({});
    const usual: unknown[] = [];
    for (let turn = 0; turn < 51; turn += 1) usual.push((await read()).error);

    bench.slack.enforceRateLimits({ distributed: true });
    const distributed = [await read(), await read()].map((answer) => answer.error);
    bench.slack.enforceRateLimits(undefined);
    const off = await read();

    expect(usual.filter((error) => error === undefined)).toHaveLength(50);
    expect(usual.at(-1)).toBe('ratelimited');
    expect(distributed).toEqual([undefined, 'ratelimited']);
    expect(off.ok).toBe(true);
  });
});
