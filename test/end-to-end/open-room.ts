// The practice room as shipped: `main.ts` with an empty folder, on a port of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '#bot/log.ts';
import { addDays } from '#exchange/local-time.ts';
import { openStore } from '#store/open-store.ts';
import { readConfig } from '../../src/config.ts';
import { type Running, startAttache } from '../../src/main.ts';
import { approveCourse } from '../support/gate-papers.ts';
import { scratchRoot } from '../support/scratch-root.ts';

export interface OpenRoom {
  readonly address: string;
  /** Everything that Attaché has logged as an error. */
  readonly errors: readonly unknown[];
  stop(): Promise<void>;
  /** Brief, assessment and approval are arranged in the record, for stories that are not about them; a restart to pages. */
  approves(title: string): Promise<void>;
  /** Starts again at the same address, on the same folder; the way there may be waited for apart. */
  start(): Promise<void>;
  /** Stops, and takes its folder away. */
  close(): Promise<void>;
}

export async function openRoom(): Promise<OpenRoom> {
  const folder = await mkdtemp(join(scratchRoot(), 'attache-room-'));
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

  async function approves(title: string): Promise<void> {
    // A file is held by one Attaché at a time.
    await stop();
    const store = await openStore({ sqliteFile: join(folder, 'practice.db') });
    try {
      const act = { viewer: { kind: 'process' }, actor: 'story', now: Date.now() } as const;
      await store.write(act, async (records) => {
        const [course] = await records.courses.search(title, { most: 1 });
        const [assessor] = await records.people.withRole('coordinator', 'hub', Date.now());
        const [approver] = await records.people.withRole('approver', 'head-of-department', Date.now());
        if (!course || !assessor || !approver) throw new Error(`There is no course “${title}” to approve.`);
        const validity = {
          decidedOn: addDays(course.startsOn, -60),
          validUntil: addDays(course.startsOn, 300),
        };
        const hands = { assessor: assessor.id, approver: approver.id };
        await approveCourse(records, course.id, hands, { brief: validity, assessment: validity });
      });
    } finally {
      await store.close();
    }
    await start();
  }

  await start();
  return {
    get address() {
      return address;
    },
    errors,
    approves,
    start,
    stop,
    close: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
