// Keeps one process running as an init system would, and kills it at a random moment of its life when it is told to.
import type { ChildProcess } from 'node:child_process';
import { freePort } from '../measure-program.ts';

export interface Supervised {
  /** Where it hears Slack; undefined while it is being started. */
  port(): number | undefined;
  /** Waits for a random moment, kills it, and starts it again. */
  killAtRandom(): Promise<void>;
  /** Ends it in order, or at once when that takes too long. */
  end(): Promise<void>;
}

const stopsWithin = 30_000;

export async function superviseProcess(spawn: (port: number) => ChildProcess): Promise<Supervised> {
  let child: ChildProcess;
  let port = 0;
  let isReady = false;
  let whenReady = Promise.withResolvers<void>();
  let ended: Promise<void>;
  let isOver = false;

  async function start(): Promise<void> {
    port = await freePort();
    isReady = false;
    whenReady = Promise.withResolvers<void>();
    const made = spawn(port);
    child = made;
    made.stdout?.on('data', (data: Buffer) => {
      if (made !== child || !data.toString().includes('is running on')) return;
      isReady = true;
      whenReady.resolve();
    });
    ended = new Promise((resolve) => made.once('exit', () => resolve()));
    // A start that fails, because the one before still holds the port or the file, is tried again.
    void ended.then(() => {
      if (made === child && !isOver) setTimeout(() => made === child && !isOver && void start(), 100);
    });
  }

  await start();
  return {
    port: () => (isReady ? port : undefined),
    async killAtRandom() {
      const fate = Math.random();
      if (fate < 0.2) await pause(Math.random() * 1500);
      else {
        await Promise.race([whenReady.promise, pause(15_000)]);
        await pause(fate < 0.93 ? Math.random() * 1500 : 5_000 + Math.random() * 12_000);
      }
      const killed = child;
      killed.kill('SIGKILL');
      await new Promise<void>((resolve) => {
        if (killed.exitCode !== null || killed.signalCode !== null) resolve();
        else killed.once('exit', () => resolve());
      });
      if (killed === child) await start();
    },
    async end() {
      isOver = true;
      const timer = setTimeout(() => child.kill('SIGKILL'), stopsWithin);
      child.kill('SIGTERM');
      await ended;
      clearTimeout(timer);
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
