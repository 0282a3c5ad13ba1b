// Health, readiness and metrics of one running Attaché, put together: what the process tells, and where it is asked.
import type { Log } from '#bot/log.ts';
import type { Meter } from '#bot/meter.ts';
import type { PlatformName } from '#bot/platform.ts';
import type { Store } from '#store/store.ts';
import { openHealthServer } from './health-server.ts';
import { whyNotAlive } from './liveness.ts';
import { meteredStore } from './metered-store.ts';
import { makeMetrics } from './metrics.ts';
import { makeReadiness } from './readiness.ts';
import { makeRecordFigures } from './record-figures.ts';
import { tellAll } from './tell-all.ts';
import { watchVitals } from './vitals.ts';

export interface HealthOptions {
  readonly host: string;
  readonly port: number;
  /** False: a port that another program has is noted in the log, and Attaché does without. */
  readonly mustOpen: boolean;
  /** Those that are to be connected before Attaché is ready. */
  readonly platforms: readonly PlatformName[];
  readonly version: string;
  readonly log: Log;
}

export interface Health {
  /** Undefined when the port could not be had. */
  readonly address: string | undefined;
  /** To be told of all work. */
  readonly meter: Meter;
  /** Hands in the record when it is open; what is returned is used in its place, and measured. */
  watch(store: Store): Store;
  /** From now on it is neither ready nor to be kept alive. */
  stopping(): void;
  close(): Promise<void>;
}

/** Opens before the record does, so that a long start can be watched. Throws a sentence where the port cannot be had. */
export async function openHealth(options: HealthOptions): Promise<Health> {
  const { platforms, log } = options;
  const vitals = watchVitals();
  const metrics = makeMetrics({
    version: options.version,
    requestsUnderWay: vitals.requestsUnderWay,
  });
  const meter = tellAll([vitals.meter, metrics.meter]);
  let record: { readonly store: Store; readonly figures: ReturnType<typeof makeRecordFigures> } | undefined;
  let isStopping = false;

  const missing = makeReadiness({
    vitals,
    store: () => record?.store,
    platforms,
    isStopping: () => isStopping,
  });
  const answers = {
    alive: () => whyNotAlive(vitals, isStopping),
    platforms,
    ready: async (platform?: PlatformName) => {
      const others = platforms.filter((one) => platform !== undefined && one !== platform);
      return (await missing()).filter(({ what }) => !others.some((other) => other === what));
    },
    metrics: async () => ({
      text: await metrics.text(isStopping ? undefined : await record?.figures()),
      contentType: metrics.contentType,
    }),
  };
  const server = await openHealthServer(options, answers).catch((error: unknown) => {
    if (options.mustOpen) {
      vitals.close();
      throw error;
    }
    log.warn({ error }, 'Health and metrics are not served');
    return undefined;
  });
  for (const platform of platforms) meter.connection(platform, 'connecting');
  if (server) log.info({ address: server.address }, 'Health and metrics are served');

  return {
    address: server?.address,
    meter,
    watch: (store) => {
      record = { store, figures: makeRecordFigures(store) };
      return meteredStore(store, meter);
    },
    stopping: () => {
      isStopping = true;
    },
    close: async () => {
      vitals.close();
      await server?.close();
    },
  };
}
