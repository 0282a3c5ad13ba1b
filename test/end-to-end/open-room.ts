// The practice room as shipped: `main.ts` with an empty folder, on a port of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '#bot/log.ts';
import { readConfig } from '../../src/config.ts';
import { type Running, startAttache } from '../../src/main.ts';

export interface OpenRoom {
  readonly address: string;
  /** Everything that Attaché has logged as an error. */
  readonly errors: readonly unknown[];
  stop(): Promise<void>;
  /** Starts again at the same address, on the same folder; the way there may be waited for apart. */
  start(): Promise<void>;
  /** Stops, and takes its folder away. */
  close(): Promise<void>;
}

export async function openRoom(): Promise<OpenRoom> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-room-'));
  const errors: unknown[] = [];
  const log: Log = {
    info: () => undefined,
    warn: () => undefined,
    error: (...said) => errors.push(said),
  };
  let running: Running | undefined;
  let address = '';

  async function start(): Promise<void> {
    const port = address === '' ? '0' : new URL(address).port;
    const config = readConfig({ PRACTICE_PORT: port, DATA_FOLDER: folder });
    running = await startAttache(config, log);
    address = running.practiceRoom ?? '';
  }
  async function stop(): Promise<void> {
    await running?.stop();
    running = undefined;
  }

  await start();
  return {
    get address() {
      return address;
    },
    errors,
    start,
    stop,
    close: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
