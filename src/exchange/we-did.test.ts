import { describe, expect, it } from 'vitest';
import { weDidDue } from './we-did.ts';

const hour = 3_600_000;
const open = (addedAt: number) => ({ state: 'open', addedAt, endedAt: undefined }) as const;
const ended = (state: 'done' | 'dropped', endedAt: number) => ({ state, addedAt: 0, endedAt }) as const;

describe('what participants are told of actions', () => {
  it('is nothing where none was agreed on', () => {
    expect(weDidDue([], 1e12)).toBeUndefined();
  });

  it('waits a day for what else is agreed on, and is not told when it is old', () => {
    const actions = [open(0), open(20 * hour)];

    expect([23, 24, 95, 96].map((at) => weDidDue(actions, at * hour))).toEqual([
      undefined,
      'agreed',
      'agreed',
      undefined,
    ]);
  });

  it('is told again once all have ended and one was done', () => {
    const at = (actions: Parameters<typeof weDidDue>[0]) => weDidDue(actions, 1000 * hour);

    expect(at([ended('done', 960 * hour), ended('dropped', 100 * hour)])).toBe('done');
    expect(at([ended('dropped', 960 * hour)])).toBeUndefined();
    expect(at([ended('done', 960 * hour), open(0)])).toBeUndefined();
    expect(at([ended('done', 990 * hour)])).toBeUndefined();
  });
});
