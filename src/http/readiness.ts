// Whether this process can do its work now, and if not, what is missing: one sentence each, for whoever looks.
import { randomUUID } from 'node:crypto';
import type { PlatformName } from '#bot/platform.ts';
import { type Store, StoreUnavailable } from '#store/store.ts';
import type { Vitals } from './vitals.ts';

export interface Missing {
  readonly what: 'record' | 'schedule' | 'process' | PlatformName;
  readonly says: string;
}

export interface ReadinessParts {
  readonly vitals: Vitals;
  /** Undefined until the record is open. */
  readonly store: () => Store | undefined;
  /** Those that were configured. */
  readonly platforms: readonly PlatformName[];
  readonly isStopping: () => boolean;
  /** Milliseconds for the record to answer. */
  readonly patience?: number;
}

/** The schedule ticks every minute; a sweep may take its time. */
const longestWithoutTick = 180_000;
/** A flood of probes is one probe. */
const goodFor = 1_000;

const names = { slack: 'Slack', discord: 'Discord', practice: 'The practice room' } as const;

/** What is missing; empty when ready. */
export function makeReadiness(parts: ReadinessParts): () => Promise<readonly Missing[]> {
  const { vitals, patience = 2_000 } = parts;
  const holder = `readiness ${randomUUID()}`;
  const reads = makeProbe(patience, async (store: Store) => {
    await store.read({ kind: 'process' }, ({ deliveries }) => deliveries.nextDue());
  });
  // Comes and goes in one transaction: the disk is really written, and nothing is left behind.
  const writes = makeProbe(patience, (store: Store) =>
    store.write({ viewer: { kind: 'process' }, actor: 'readiness', now: Date.now() }, async ({ leases }) => {
      await leases.take(holder, holder);
      await leases.release(holder, holder, undefined);
    }),
  );
  let last: { readonly missing: Promise<readonly Missing[]>; readonly at: number } | undefined;

  async function ofRecord(): Promise<readonly Missing[]> {
    const store = parts.store();
    if (!store) return [{ what: 'record', says: 'The record is not open yet.' }];
    const [read, write] = await Promise.all([reads(store), writes(store)]);
    if (read !== undefined) return [{ what: 'record', says: `The record cannot be read. ${read}` }];
    if (write !== undefined) return [{ what: 'record', says: `Nothing can be kept in the record. ${write}` }];
    return [];
  }

  async function look(): Promise<readonly Missing[]> {
    return [
      ...(await ofRecord()),
      ...parts.platforms.flatMap((platform): Missing[] => {
        const says = whyNotConnected(platform, vitals);
        return says === undefined ? [] : [{ what: platform, says }];
      }),
      ...ofSchedule(vitals),
    ];
  }

  return async () => {
    // Known at once, and before everything else.
    if (parts.isStopping()) return [{ what: 'process', says: 'Attaché is stopping: it takes nothing new.' }];
    const at = performance.now();
    if (!last || at - last.at > goodFor) last = { missing: look(), at };
    return last.missing;
  };
}

function whyNotConnected(platform: PlatformName, vitals: Vitals): string | undefined {
  const state = vitals.connections().get(platform) ?? 'connecting';
  if (state === 'connecting') return `${names[platform]} is not connected yet.`;
  if (state === 'broken') return `The connection to ${names[platform]} is lost; it is tried again.`;
  return undefined;
}

function ofSchedule(vitals: Vitals): readonly Missing[] {
  const since = vitals.sinceTick();
  if (since === undefined) return [{ what: 'schedule', says: 'The schedule has not begun yet.' }];
  if (since <= longestWithoutTick) return [];
  return [{ what: 'schedule', says: `The schedule has not ticked for ${Math.round(since / 1000)} seconds.` }];
}

/** Asks once at a time: a record that hangs is not asked again and again. Says what is wrong, if anything is. */
function makeProbe(patience: number, ask: (store: Store) => Promise<void>) {
  let asking: Promise<string | undefined> | undefined;

  return async (store: Store): Promise<string | undefined> => {
    asking ??= ask(store)
      .then(() => undefined, why)
      .finally(() => {
        asking = undefined;
      });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(resolve, patience, `It has not answered within ${patience / 1000} seconds.`);
    });
    try {
      return await Promise.race([asking, late]);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** The store's own sentence; whatever else a driver may say stays in the log. */
function why(error: unknown): string {
  if (error instanceof StoreUnavailable) return error.message;
  return `It answers with an error (${error instanceof Error ? error.name : typeof error}).`;
}
