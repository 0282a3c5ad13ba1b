import { describe, expect, it } from 'vitest';
import { type AskedMeasure, silentMeter } from './meter.ts';
import type { Reply } from './platform.ts';
import { startCounting } from './tally.ts';

const reply: Reply = {
  show: async () => undefined,
  update: async () => undefined,
  openForm: async () => false,
  mark: async () => true,
};
const drawing = { view: [], language: 'en', zone: 'UTC' } as const;

function counting() {
  const measured: AskedMeasure[] = [];
  const meter = { ...silentMeter, begun: () => (ended: AskedMeasure) => void measured.push(ended) };
  return { ...startCounting(meter, 'command', { account: 'slack:T1:U1', reply }), measured };
}

describe('counting a request', () => {
  it('tells the command that it was first about, and how it ended', () => {
    const { tally, end, measured } = counting();

    tally.about('course list');
    tally.about('course propose');
    tally.came('refused');
    end();

    expect(measured).toEqual([
      {
        kind: 'command',
        path: 'course list',
        outcome: 'refused',
        platform: 'slack',
        firstReplyAfter: undefined,
      },
    ]);
  });

  it('names nothing that was typed: a path that nobody knows is unknown', () => {
    const { end, measured } = counting();

    end();

    expect(measured.map(({ path, outcome }) => [path, outcome])).toEqual([['unknown', 'answered']]);
  });

  it('takes the first thing that was really said for the first reply', async () => {
    const { reply: watched, end, measured } = counting();

    await watched.openForm({} as never, 0);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await watched.show(drawing, 'asker');
    await new Promise((resolve) => setTimeout(resolve, 60));
    await watched.update(drawing);
    end();

    const after = measured[0]?.firstReplyAfter ?? 0;
    expect(after).toBeGreaterThanOrEqual(25);
    expect(after).toBeLessThan(85);
  });
});
