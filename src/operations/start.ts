// npx attache start: runs Attaché until it is told to stop.
import type { House } from './operation.ts';

/** One press of Ctrl-C may arrive twice: from the terminal, and from the process that started this one. */
const sameSignal = 500;
/** However a stop goes, it ends: supervisors give half a minute. */
const longestStop = 28_000;

export default async function start(_rest: readonly string[], house: House): Promise<void> {
  // Told to stop while it starts, it stops when it has started, since it may have acknowledged something already; unless
  // it only waits for its database.
  const waiting = new AbortController();
  const starting = house.start(waiting.signal);
  let toldAt: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      const now = performance.now();
      // A second signal does not wait for what was acknowledged.
      if (toldAt !== undefined && now - toldAt > sameSignal) process.exit(1);
      if (toldAt !== undefined) return;
      toldAt = now;
      waiting.abort();
      setTimeout(() => process.exit(1), longestStop).unref();
      starting
        .then((running) => running.stop())
        .then(
          () => process.exit(0),
          (error: unknown) => process.exit(error === waiting.signal.reason ? 0 : 1),
        );
    });
  }
  const running = await starting;
  for (const line of running.says) console.log(line);
}
