// Work within one process: whoever listens hears of it as soon as the write that left it is kept.
import type { WorkKind, WorkQueue } from './store.ts';

type DoIt = (what: string) => Promise<void>;

export interface EmbeddedWork extends WorkQueue {
  /** Tells those who listen of what a write has left; returns at once. */
  tell(offers: ReadonlyMap<WorkKind, number>): void;
}

export function embeddedWork(): EmbeddedWork {
  const listening = new Map<WorkKind, DoIt>();
  const underWay = new Set<Promise<void>>();
  const called = new Set<string>();

  function begin(kind: WorkKind, what: string): void {
    const name = `${kind} ${what}`;
    // What has been called for and not begun yet is called for once.
    if (called.has(name)) return;
    called.add(name);
    setImmediate(() => {
      called.delete(name);
      // Who does the work tells of its failures itself; it looks again without being asked.
      const done = listening
        .get(kind)?.(what)
        .catch(() => undefined);
      if (!done) return;
      underWay.add(done);
      void done.finally(() => underWay.delete(done));
    });
  }

  return {
    isShared: false,
    tell: (offers) => {
      for (const kind of offers.keys()) if (listening.has(kind)) begin(kind, '');
    },
    listen: async (kind, doIt) => void listening.set(kind, doIt),
    offer: async (kind, what) => begin(kind, what),
    stop: async () => {
      listening.clear();
      await Promise.all(underWay);
    },
  };
}
