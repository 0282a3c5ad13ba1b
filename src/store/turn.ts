// One turn at the store: work over the records of a context, then its audit, within a time.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { RecordContext } from './records/context.ts';
import { openRecords } from './records/records.ts';
import type { Records } from './store.ts';

export type Work<T> = (records: Records) => Promise<T>;

/** Work only reads and changes records: what takes longer waits for something else, and holds everybody up. */
const longestTurn = 10_000;

const turns = new AsyncLocalStorage<{ over: boolean }>();

/** A turn within a turn would wait for itself for ever; it is thrown out as the mistake that it is. */
export function refuseNestedTurn(): void {
  if (turns.getStore()?.over === false) {
    throw new Error('The store was called inside a call of the store: use the records that were handed in.');
  }
}

/** Does the work and writes its audit; whatever happens, the context can be used no longer. */
export async function takeTurn<T>(context: RecordContext, work: Work<T>): Promise<T> {
  const turn = { over: false };
  try {
    return await turns.run(turn, async () => {
      const value = await withinTime(work(openRecords(context)));
      await context.writeAudit();
      return value;
    });
  } finally {
    turn.over = true;
    context.end();
  }
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`A turn at the store took longer than ${longestTurn} ms and was undone.`)),
    longestTurn,
  );
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
