// The state of this process as its probes need it: what is under way, who is connected, when the schedule last ticked.
import { type Connection, type Meter, silentMeter } from '#bot/meter.ts';
import type { PlatformName } from '#bot/platform.ts';

export interface Vitals {
  readonly meter: Meter;
  /** Milliseconds since the oldest request under way had begun; 0 when there is none. */
  oldestRequest(): number;
  requestsUnderWay(): number;
  connections(): ReadonlyMap<PlatformName, Connection>;
  /** Milliseconds since the schedule ticked; undefined before the first time. */
  sinceTick(): number | undefined;
  /** The last time that the event loop stood still: for how long, and how long ago; undefined when it never did. */
  stall(): { readonly took: number; readonly ago: number } | undefined;
  /** Ends the watch over the event loop. */
  close(): void;
}

const beatEvery = 500;
/** The loop has stood still, not merely been busy. */
const stallMs = 5_000;

/** `now`: milliseconds of a steady clock, so that a machine clock that jumps makes nobody ill. */
export function watchVitals(now: () => number = () => performance.now()): Vitals {
  const begun = new Set<number>();
  const connections = new Map<PlatformName, Connection>();
  let tickedAt: number | undefined;
  let beatAt = now();
  let stalled: { took: number; endedAt: number } | undefined;

  /** Two requests may begin in the same instant; each has its own mark. */
  function mark(): number {
    let at = now();
    while (begun.has(at)) at += 0.001;
    begun.add(at);
    return at;
  }

  function beat(): void {
    const at = now();
    const took = at - beatAt - beatEvery;
    if (took >= stallMs) stalled = { took, endedAt: at };
    beatAt = at;
  }

  const heart = setInterval(beat, beatEvery).unref();

  return {
    meter: {
      ...silentMeter,
      begun: () => {
        const at = mark();
        return () => begun.delete(at);
      },
      connection: (platform, state) => connections.set(platform, state),
      ticked: () => {
        tickedAt = now();
      },
    },
    // They stand in the order of their beginning.
    oldestRequest: () => now() - (begun.values().next().value ?? now()),
    requestsUnderWay: () => begun.size,
    connections: () => connections,
    sinceTick: () => (tickedAt === undefined ? undefined : now() - tickedAt),
    stall: () => {
      // After a stall the question may come before the next beat.
      beat();
      return stalled && { took: stalled.took, ago: now() - stalled.endedAt };
    },
    close: () => clearInterval(heart),
  };
}
