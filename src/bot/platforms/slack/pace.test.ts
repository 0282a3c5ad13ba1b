// The pace of posts: a short burst, then one a second in a channel, and several hundred a minute in a workspace.
import { describe, expect, it } from 'vitest';
import { makePace } from './pace.ts';

describe('makePace', () => {
  it('lets a short burst through at once, and makes the next one wait', async () => {
    const pace = makePace(() => 1_000_000);
    const begun = performance.now();
    for (let index = 0; index < 4; index += 1) await pace.turn('T1', 'C1');
    const burst = performance.now() - begun;
    await pace.turn('T1', 'C1');

    expect(burst).toBeLessThan(500);
    expect(performance.now() - begun).toBeGreaterThan(900);
  });

  it('does not make one channel wait for another', async () => {
    const pace = makePace(() => 1_000_000);
    const begun = performance.now();
    for (let index = 0; index < 40; index += 1) await pace.turn('T1', `C${index}`);

    expect(performance.now() - begun).toBeLessThan(500);
  });
});
