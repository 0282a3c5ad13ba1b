// Figures that only the record knows, read when somebody scrapes, and not again while they are fresh enough.
import type { DeliveryState } from '#store/records/deliveries.ts';
import type { Store } from '#store/store.ts';

export interface RecordFigures {
  readonly deliveries: Readonly<Record<DeliveryState, number>>;
  /** Milliseconds for which the oldest delivery that is due has been waiting; 0 when none is. */
  readonly queueAge: number;
}

const freshFor = 5_000;
/** Counting takes at most this part of the time, however long the record has grown. */
const atMost = 1 / 50;

/** Undefined while the record does not answer within `patience`; nobody asks twice at once. */
export function makeRecordFigures(store: Pick<Store, 'read'>, patience = 2_000) {
  let asking: Promise<RecordFigures | undefined> | undefined;
  let known: RecordFigures | undefined;
  let freshUntil = Number.NEGATIVE_INFINITY;

  async function ask(): Promise<RecordFigures | undefined> {
    const began = performance.now();
    try {
      known = await store.read({ kind: 'process' }, async ({ deliveries }) => {
        const due = await deliveries.nextDue();
        return {
          deliveries: await deliveries.countByState(),
          queueAge: due === undefined ? 0 : Math.max(0, Date.now() - due),
        };
      });
    } catch {
      known = undefined;
    } finally {
      asking = undefined;
    }
    const took = performance.now() - began;
    freshUntil = performance.now() + Math.max(freshFor, took / atMost);
    return known;
  }

  return async (): Promise<RecordFigures | undefined> => {
    if (performance.now() < freshUntil) return known;
    asking ??= ask();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, patience, undefined);
    });
    try {
      return await Promise.race([asking, late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
