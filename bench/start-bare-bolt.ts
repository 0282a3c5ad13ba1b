// Starts the opponent as a process of its own, and reads its CPU time from outside, as that of the measured program.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { cpuMsOf } from './measure-program.ts';

export interface BareBolt {
  cpuMs(): number;
  kill(): void;
}

const script = fileURLToPath(new URL('./bare-bolt.ts', import.meta.url));

export function startBareBolt(apiUrl: string, port: number): Promise<BareBolt> {
  const child = spawn(process.execPath, [script, apiUrl, String(port)], {
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`Bare bolt ended with ${code} before it was ready.`)));
    child.stdout.on('data', (data: Buffer) => {
      if (!data.toString().includes('ready')) return;
      resolve({ cpuMs: () => cpuMsOf(child.pid ?? 0), kill: () => child.kill('SIGKILL') });
    });
  });
}
