import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stopInOrder } from './stop-in-order.ts';

let heard: string[];

beforeEach(() => {
  heard = [];
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function parts(more: { bot?: () => Promise<void>; slack?: () => Promise<void> } = {}) {
  const note = (what: string) => async () => void heard.push(what);
  return {
    bot: { stop: more.bot ?? note('bot'), settled: async () => undefined },
    platforms: [{ name: 'slack', stop: more.slack ?? note('slack') }] as const,
    presence: { stop: note('leases') },
    store: { close: note('record') },
    health: { stopping: () => void heard.push('not ready'), close: note('health') },
    log: {
      info: () => undefined,
      warn: (data: object) => void heard.push(`left: ${JSON.stringify(data)}`),
      error: (data: object) => void heard.push(`failed: ${Object.keys(data)}`),
    },
  };
}

describe('stopping', () => {
  it('is not ready first, closes the record after the work, and goes dark last', async () => {
    await stopInOrder(parts());

    expect(heard).toEqual(['not ready', 'bot', 'slack', 'leases', 'record', 'health']);
  });

  it('lets the platforms stop taking while sends still end', async () => {
    let sent: () => void = () => undefined;
    const bot = () =>
      new Promise<void>((resolve) => {
        sent = resolve;
      });

    const stopped = stopInOrder(parts({ bot }));
    await vi.advanceTimersByTimeAsync(1_000);
    const meanwhile = [...heard];
    sent();
    await stopped;

    expect(meanwhile).toEqual(['not ready', 'slack']);
    expect(heard).toEqual(['not ready', 'slack', 'leases', 'record', 'health']);
  });

  it('leaves a platform that hangs after twenty seconds, and closes the record all the same', async () => {
    const stopped = stopInOrder(parts({ slack: () => new Promise(() => undefined) }));

    await vi.advanceTimersByTimeAsync(20_000);
    await stopped;

    expect(heard).toEqual([
      'not ready',
      'bot',
      'left: {"what":"slack","within":20000}',
      'leases',
      'record',
      'health',
    ]);
  });

  it('closes the record after a platform that could not stop in order', async () => {
    await stopInOrder(parts({ slack: () => Promise.reject(new Error('no')) }));

    expect(heard).toEqual(['not ready', 'bot', 'failed: error,what', 'leases', 'record', 'health']);
  });
});
