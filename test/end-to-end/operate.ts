// An operation of the program as an operator types it, heard to its end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Ended } from './program.ts';

const door = fileURLToPath(new URL('../../bin/attache.mjs', import.meta.url));

/** `settings` are its whole environment, as for `startProgram`. */
export async function operate(
  folder: string,
  settings: Readonly<Record<string, string>>,
  ...typed: readonly string[]
): Promise<Ended> {
  const child = spawn(process.execPath, [door, ...typed], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let complained = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complained += chunk.toString();
  });
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : null, printed, complained };
}
