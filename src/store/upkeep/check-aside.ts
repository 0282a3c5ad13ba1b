// Whether the file of a record is sound, found out beside whoever works on it and without making anybody wait.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** SQLite's quick check of the whole file; false also when it cannot be read. */
export async function isSound(file: string): Promise<boolean> {
  const worker = new Worker(new URL('./check-worker.ts', import.meta.url), { workerData: file });
  try {
    const [answer]: unknown[] = await Promise.race([once(worker, 'message'), once(worker, 'exit')]);
    return answer === true;
  } catch {
    return false;
  } finally {
    await worker.terminate();
  }
}
