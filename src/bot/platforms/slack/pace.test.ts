// The pace of calls in bulk: never over what Slack takes, and never much under it.
import { describe, expect, it } from 'vitest';
import { PlatformFailure } from '#bot/platform.ts';
import { makePace, type Pace } from './pace.ts';

/** When each of `count` calls began, in milliseconds from the first. */
async function begins(count: number, turn: (call: () => Promise<void>) => Promise<void>): Promise<number[]> {
  const begun: number[] = [];
  const call = async () => {
    begun.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  await Promise.all(Array.from({ length: count }, () => turn(call)));
  return begun.map((at) => at - (begun[0] ?? 0));
}

function inChannel(pace: Pace, channel: string) {
  return (call: () => Promise<void>) => pace.post('T1', channel, call);
}

describe('makePace', () => {
  it('posts once a second in a channel, whatever waits, and in the order of asking', async () => {
    const order: number[] = [];
    const pace = makePace();
    let next = 0;

    const begun = await begins(3, async (call) => {
      const mine = next;
      next += 1;
      await pace.post('T1', 'C1', async () => {
        order.push(mine);
        await call();
      });
    });

    expect(order).toEqual([0, 1, 2]);
    expect(begun[1]).toBeGreaterThanOrEqual(999);
    expect(begun[2]).toBeGreaterThanOrEqual(1999);
    expect(begun[2]).toBeLessThan(2500);
  });

  it('does not make one channel wait for another, nor one workspace', async () => {
    const pace = makePace();
    const busy = begins(2, inChannel(pace, 'C1'));

    const quiet = await begins(5, (call) => pace.post('T1', `C${Math.random()}`, call));
    const elsewhere = await begins(1, (call) => pace.post('T2', 'C1', call));

    expect(quiet.at(-1)).toBeLessThan(900);
    expect(elsewhere).toEqual([0]);
    await busy;
  });

  it('spreads the posts of a workspace over its minute, at the speed that it may have', async () => {
    const pace = makePace(600);

    const begun = await begins(20, (call) => pace.post('T1', `C${Math.random()}`, call));

    // A twentieth of a minute and a half: what a timer was late is caught up with.
    expect(begun.at(-1)).toBeGreaterThan(1600);
    expect(begun.at(-1)).toBeLessThan(2100);
  });

  it('uses its part of the limits where others share them', async () => {
    const pace = makePace(600);
    pace.share(0.5);

    const begun = await begins(10, (call) => pace.post('T1', `C${Math.random()}`, call));

    expect(begun.at(-1)).toBeGreaterThan(1500);
    expect(begun.at(-1)).toBeLessThan(2200);
  });

  it('says when to come again where a method has had its calls for this minute', async () => {
    const pace = makePace();
    const made = await begins(50, (call) => pace.call('T1', 'chat.update', call));

    const failure = await pace.call('T1', 'chat.update', async () => undefined).catch((error) => error);
    const other = await pace.call('T1', 'conversations.history', async () => 'read');

    expect(made).toHaveLength(50);
    expect(failure).toBeInstanceOf(PlatformFailure);
    expect(failure).toMatchObject({ kind: 'again' });
    expect(failure.retryAfter).toBeGreaterThan(50_000);
    expect(other).toBe('read');
  });

  it('takes nothing up again that it has slept over: somebody else may have', async () => {
    let jump = 0;
    const pace = makePace(600, () => performance.now() + jump);
    const first = pace.post('T1', 'C1', async () => 'sent');
    const second = pace.post('T1', 'C1', async () => 'sent').catch((error) => error);

    await first;
    jump = 60_000;

    expect(await second).toMatchObject({ kind: 'again' });
  });

  it('goes on after a call that failed', async () => {
    const pace = makePace();
    const failed = pace.post('T1', 'C1', () => Promise.reject(new Error('refused'))).catch(() => 'failed');

    const next = await pace.post('T1', 'C2', async () => 'sent');

    expect([await failed, next]).toEqual(['failed', 'sent']);
  });
});
