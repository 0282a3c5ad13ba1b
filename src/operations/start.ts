// npx attache start: runs Attaché until it is told to stop.
import type { House } from './operation.ts';

export default async function start(_rest: readonly string[], house: House): Promise<void> {
  const running = await house.start();
  for (const line of running.says) console.log(line);
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second signal does not wait for what was acknowledged.
      if (stopping) process.exit(1);
      stopping = true;
      running.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}
