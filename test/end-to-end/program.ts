// The program as an operator runs it: started with settings in a folder of its own, heard by what it prints.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const door = fileURLToPath(new URL('../../bin/attache.mjs', import.meta.url));

export interface Program {
  /** Waits until it has printed a line that fits; throws with all that it said when it ends without. */
  says(words: RegExp): Promise<string>;
  /** Waits until it has ended. */
  ended(): Promise<Ended>;
  /** Asks it to stop, as a service manager does, and waits until it has. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly printed: string;
  readonly complained: string;
}

/** `settings` are its whole environment; whatever this machine has set stays outside. */
export function startProgram(folder: string, settings: Readonly<Record<string, string>>): Program {
  const child = spawn(process.execPath, [door, 'start'], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, LOG_LEVEL: 'error', HEALTH_PORT: 'off', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = { printed: '', complained: '' };
  const listening = new Set<() => void>();
  const collect = (into: keyof typeof heard) => (chunk: Buffer) => {
    heard[into] += chunk.toString();
    for (const listen of listening) listen();
  };
  child.stdout.on('data', collect('printed'));
  child.stderr.on('data', collect('complained'));
  const end = endOf(child).then((code) => ({ code, ...heard }));

  return {
    says: (words) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const line = heard.printed.split('\n').find((one) => words.test(one));
          if (line === undefined) return;
          listening.delete(look);
          resolve(line);
        };
        listening.add(look);
        look();
        end.then(({ code, printed, complained }) =>
          reject(new Error(`It ended with ${code}, and never said ${words}:\n${printed}\n${complained}`)),
        );
      }),
    ended: () => end,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return end;
    },
  };
}

async function endOf(child: ChildProcess): Promise<number | null> {
  // `close` comes after everything that was printed has been read.
  const [code] = await once(child, 'close');
  return typeof code === 'number' ? code : null;
}
