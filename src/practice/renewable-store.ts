// A store that another record can be put behind: starting over in the practice room, while its pages are being read.
import type { Store, WorkKind } from '#store/store.ts';

export interface RenewableStore extends Store {
  /**
   * Lets what has begun finish, closes the record, and opens the next; whoever asks in the meantime waits for it.
   * Throws what `next` throws, and so does every question until it is renewed again.
   */
  renew(next: () => Promise<Store>): Promise<void>;
}

export function renewableStore(first: Store): RenewableStore {
  let current = Promise.resolve(first);
  const begun = new Set<Promise<unknown>>();
  const listening = new Map<WorkKind, (what: string) => Promise<void>>();

  async function ask<T>(question: (store: Store) => Promise<T>): Promise<T> {
    const asked = current.then(question);
    begun.add(asked);
    try {
      return await asked;
    } finally {
      begun.delete(asked);
    }
  }

  return {
    read: (viewer, work) => ask((store) => store.read(viewer, work)),
    write: (act, work) => ask((store) => store.write(act, work)),
    verifyAudit: () => ask((store) => store.verifyAudit()),
    work: {
      isShared: false,
      listen: async (kind, doIt) => {
        listening.set(kind, doIt);
        await (await current).work.listen(kind, doIt);
      },
      offer: async (kind, what) => (await current).work.offer(kind, what),
      stop: async () => (await current).work.stop(),
    },
    close: async () => (await current).close(),
    renew: async (next) => {
      const [before, unfinished] = [current, [...begun]];
      current = (async () => {
        await Promise.allSettled(unfinished);
        await (await before.catch(() => undefined))?.close();
        const store = await next();
        for (const [kind, doIt] of listening) await store.work.listen(kind, doIt);
        return store;
      })();
      await current;
    },
  };
}
