// Makes one copy in a thread of its own, so that nobody who is answered meanwhile waits for it.
import { parentPort, workerData } from 'node:worker_threads';
import { backUpIntoFolder } from './backup-folder.ts';
import type { BackupOrder, BackupOutcome } from './daily-backup.ts';

const { file, folder, keep, now }: BackupOrder = workerData;
let outcome: BackupOutcome;
try {
  const { bytes, file: copy, removed } = await backUpIntoFolder(file, folder, keep, { now });
  outcome = { copy, bytes, removed: removed.length };
} catch (error) {
  outcome = { failure: error instanceof Error ? error.message : String(error) };
}
parentPort?.postMessage(outcome);
