// A store that tells how long each reading and writing took and how it ended, and is otherwise the store it was.
import type { Meter } from '#bot/meter.ts';
import { Conflict, type Records, type Store, StoreUnavailable } from '#store/store.ts';

export function meteredStore(store: Store, meter: Meter): Store {
  return {
    read: (viewer, work) => measured(meter, 'read', work, (asked) => store.read(viewer, asked)),
    write: (act, work) => measured(meter, 'write', work, (asked) => store.write(act, asked)),
    verifyAudit: () => store.verifyAudit(),
    get work() {
      return store.work;
    },
    close: () => store.close(),
  };
}

type Work<T> = (records: Records) => Promise<T>;

async function measured<T>(
  meter: Meter,
  verb: 'read' | 'write',
  work: Work<T>,
  ask: (work: Work<T>) => Promise<T>,
): Promise<T> {
  const began = performance.now();
  let thrown: unknown;
  try {
    const value = await ask(async (records) => {
      try {
        return await work(records);
      } catch (error) {
        thrown = error;
        throw error;
      }
    });
    meter.stored(verb, 'done', performance.now() - began);
    return value;
  } catch (error) {
    // What the work itself threw, to leave without a trace, is no failure of the record; a driver's error is.
    const refused = error instanceof Conflict || (error === thrown && !isOfTheRecord(error));
    meter.stored(verb, refused ? 'refused' : 'failed', performance.now() - began);
    throw error;
  }
}

function isOfTheRecord(error: unknown): boolean {
  return (
    error instanceof StoreUnavailable || (error instanceof Error && ('code' in error || 'query' in error))
  );
}
