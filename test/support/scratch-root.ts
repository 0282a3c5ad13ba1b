// Where records that live as long as one test are kept: in memory where there is room, so that no disk is waited for.
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const memory = '/dev/shm';
const enough = 512 * 1024 ** 2;

export function scratchRoot(): string {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > enough ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}
