import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { turn } from './turns.ts';

describe('bot/turns', () => {
  it('begins a crowd in the order of asking, with room in between for what arrives meanwhile', async () => {
    const begun: number[] = [];
    const seen: number[] = [];

    const crowd = Array.from({ length: 100 }, async (_, index) => {
      await turn();
      begun.push(index);
    });
    while (begun.length < 100) {
      await nextTurn();
      seen.push(begun.length);
    }
    await Promise.all(crowd);

    expect(begun).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(Math.max(...seen.map((count, at) => count - (seen[at - 1] ?? 0)))).toBeLessThan(50);
  });

  it('keeps nobody waiting when it is quiet', async () => {
    await turn();
    await turn();
  });
});
