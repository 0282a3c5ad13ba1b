// The stand-ins' limits and counts, as the benchmarks rely on them.
import { describe, expect, it } from 'vitest';
import { Allowance } from './allowance.ts';
import { Crowd } from './crowd.ts';
import { Ledger } from './ledger.ts';

describe('an allowance', () => {
  it('lets a burst through, then one at a time at its rate', () => {
    const allowance = new Allowance({ perSecond: 10, burst: 3 });

    const taken = [0, 0, 0, 0, 50, 100, 100].map((now) => allowance.take(now));

    expect(taken).toEqual([0, 0, 0, 100, 50, 0, 100]);
  });

  it('takes nothing from whoever is refused, however often they ask', () => {
    const allowance = new Allowance({ perSecond: 1, burst: 1 });
    allowance.take(0);

    for (let now = 1; now < 1000; now += 1) allowance.take(now);

    expect(allowance.take(1000)).toBe(0);
  });

  it('never owes more than its burst to whoever was silent', () => {
    const allowance = new Allowance({ perSecond: 100, burst: 5 });

    const allowed = Array.from({ length: 50 }, () => allowance.take(3_600_000)).filter((wait) => wait === 0);

    expect(allowed).toHaveLength(5);
  });
});

describe('the ledger', () => {
  it('counts what came twice by its proof, and what had none', () => {
    const ledger = new Ledger();

    for (const proof of ['a', 'b', 'a', 'a', undefined]) ledger.accept(proof);

    expect(ledger.tally()).toMatchObject({ accepted: 5, proofs: 2, doubled: 2, unproved: 1 });
  });
});

describe('a crowd', () => {
  it('measures from the planned instant, and counts what was never answered', async () => {
    const crowd = new Crowd();

    const result = await crowd.run({ count: 3, perSecond: 100, patienceMs: 50 }, (number) => {
      if (number < 2) setTimeout(() => crowd.acknowledged(number, number === 0), 20);
    });

    expect(result).toMatchObject({ sent: 3, together: 1, neverAcknowledged: 1, neverAnswered: 2, late: 1 });
    expect(result.acknowledged.p50).toBeGreaterThanOrEqual(19);
  });
});
