import { beforeEach, describe, expect, it } from 'vitest';
import { type Lanes, laneOf, makeLanes } from './lanes.ts';

describe('a lane', () => {
  let now: number;
  let lanes: Lanes;

  beforeEach(() => {
    now = 1_000_000;
    lanes = makeLanes(() => now);
  });

  /** Takes as many places as it gives. */
  function fill(lane: string): number {
    let taken = 0;
    while (lanes.enter(lane)) taken += 1;
    return taken;
  }

  function refuse(lane: string, times: number, retryAfter?: number): void {
    for (let at = 0; at < times; at += 1) lanes.refused(lane, retryAfter);
  }

  it.each([
    ['slack:T1:U7', 'slack:T1'],
    ['slack:T1:C2', 'slack:T1'],
    ['slack:T2:U7', 'slack:T2'],
    ['discord:42', 'discord'],
    ['discord:1:2', 'discord'],
    ['practice:ama', 'practice'],
  ])('of %s is %s', (target, lane) => {
    expect(laneOf(target)).toBe(lane);
  });

  it('that is full lets nobody in until it is emptier by a batch, and holds up no other', () => {
    const places = fill('slack:T1');
    const elsewhere = lanes.enter('slack:T2');
    lanes.leave('slack:T1');
    const afterOne = lanes.enter('slack:T1');
    for (let left = 1; left < 20; left += 1) lanes.leave('slack:T1');

    expect(places).toBe(64);
    expect([elsewhere, afterOne]).toEqual([true, false]);
    expect(lanes.busy()).toEqual([]);
    expect(fill('slack:T1')).toBe(20);
    expect(lanes.busy()).toEqual(['slack:T1']);
  });

  it('rests after three refusals in a row, and not when something was accepted in between', () => {
    refuse('a', 2);
    lanes.accepted('a');
    refuse('a', 2);
    const before = lanes.busy();
    refuse('a', 1);

    expect(before).toEqual([]);
    expect(lanes.busy()).toEqual(['a']);
    expect(lanes.enter('a')).toBe(false);
    now += 1_000;
    expect(lanes.enter('a')).toBe(true);
  });

  it('lets one go ahead after a rest, and the others when that was accepted', () => {
    refuse('a', 3);
    now += 1_000;
    const ahead = [lanes.enter('a'), lanes.enter('a')];

    lanes.accepted('a');
    lanes.leave('a');

    expect(ahead).toEqual([true, false]);
    expect(fill('a')).toBe(64);
  });

  it('rests twice as long each time it is refused again, and a minute at most', () => {
    refuse('a', 2);
    const rests: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      refuse('a', 1);
      const begun = now;
      while (lanes.busy().includes('a')) now += 100;
      rests.push(now - begun);
    }

    expect(rests).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('rests no longer because what was under way failed with it', () => {
    refuse('a', 64);

    now += 1_000;

    expect(lanes.enter('a')).toBe(true);
  });

  it('rests as long as the platform says, and a minute at most', () => {
    refuse('a', 3, 30_000);
    refuse('b', 3);
    refuse('b', 5, 20_000);
    refuse('c', 3, 3_600_000);
    now += 19_999;
    const early = lanes.busy();
    now += 1;
    const later = lanes.busy();
    now += 10_000;
    const atHalf = lanes.busy();
    now += 30_000;

    expect(early).toEqual(['a', 'b', 'c']);
    expect(later).toEqual(['a', 'c']);
    expect(atHalf).toEqual(['c']);
    expect(lanes.busy()).toEqual([]);
  });

  it('does not rest for an hour because the clock was set back', () => {
    refuse('a', 3);
    now -= 3_600_000;

    expect(lanes.enter('a')).toBe(true);
  });

  it('is well while it has accepted something in the last hour, and nothing was refused since', () => {
    const unknown = lanes.isWell('a');
    lanes.accepted('a');
    const accepting = lanes.isWell('a');
    lanes.refused('a', undefined);
    const refusing = lanes.isWell('a');
    lanes.accepted('a');
    now += 3_600_000;

    expect([unknown, accepting, refusing, lanes.isWell('a')]).toEqual([false, true, false, false]);
  });
});
