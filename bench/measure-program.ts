// The program under measurement: Attaché as shipped, started by its settings, with its CPU time and memory read from outside.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export { freePort } from '../test/support/free-port.ts';

export interface Program {
  readonly pid: number;
  /** CPU time so far, in milliseconds, of all its threads. */
  cpuMs(): number;
  /** Resident memory, in MiB. */
  memoryMiB(): number;
  /** What it said as warnings and errors, a line each. */
  readonly complaints: readonly string[];
  /** Stops it as an operator would; resolves when it has ended. */
  stop(): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

const attache = fileURLToPath(new URL('../bin/attache.mjs', import.meta.url));
const startWithinMs = 60_000;

/**
 * Starts Attaché and resolves when it says that it runs. Settings that are not given are not set at all. `script` is the
 * door of another copy of it.
 */
export async function startAttache(
  settings: Readonly<Record<string, string>>,
  script: string = attache,
): Promise<Program> {
  const child = spawn(process.execPath, [script, 'start'], {
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'warn', HEALTH_PORT: 'off', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaints: string[] = [];
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Attaché did not start in time.')), startWithinMs);
    const heard = (data: Buffer) => {
      for (const line of data.toString().split('\n')) {
        if (line.includes('is running on')) resolve();
        if (line.startsWith('{') && complaints.length < 1000) complaints.push(line.slice(0, 500));
      }
    };
    child.stdout.on('data', heard);
    child.stderr.on('data', (data: Buffer) => complaints.push(data.toString().slice(0, 500)));
    void ended.then(() => reject(new Error(`Attaché ended at its start. ${complaints.join('\n')}`)));
    void ended.then(() => clearTimeout(timer));
  });
  const pid = child.pid ?? 0;
  return {
    pid,
    cpuMs: () => cpuMsOf(pid),
    memoryMiB: () => memoryMiBOf(pid),
    complaints,
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
      await ended;
      clearTimeout(timer);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Linux counts a process's time in hundredths of a second. */
const tickMs = 10;

export function cpuMsOf(pid: number): number {
  try {
    // The name in brackets may hold anything; the fields are counted after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return 0;
  }
}

export function memoryMiBOf(pid: number): number {
  try {
    const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kib ?? 0) / 102.4) / 10;
  } catch {
    return 0;
  }
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export function rounded(number: number, digits = 3): number {
  return Math.round(number * 10 ** digits) / 10 ** digits;
}

/** One line of a benchmark's result. */
export function say(line: { readonly figure: string; readonly [key: string]: unknown }): void {
  console.log(JSON.stringify(line));
}

export async function until(
  isTrue: () => boolean | Promise<boolean>,
  withinMs: number,
  everyMs = 50,
): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (performance.now() < end) {
    if (await isTrue()) return true;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return false;
}
