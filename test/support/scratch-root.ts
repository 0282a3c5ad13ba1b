// Where records that live as long as one test are kept: in memory where there is room, so that no disk is waited for.
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const memory = '/dev/shm';
const megabyte = 1024 ** 2;

/** `room`: how many megabytes must be free at least, so that what is kept there leaves some for others. */
export function scratchRoot(room = 512): string {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > room * megabyte ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}
