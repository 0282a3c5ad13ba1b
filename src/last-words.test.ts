import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface Ended {
  readonly code: number;
  readonly printed: string;
}

/** Runs a few lines in a process of their own, which ends as a program does that nobody catches. */
function runs(lines: string): Promise<Ended> {
  const script = `
    import { noteLastWords } from './src/last-words.ts';
    import { makeLog } from './src/make-log.ts';
    noteLastWords(makeLog({ logLevel: 'debug' }));
    ${lines}`;
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '-e', script], { cwd }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), printed: stdout + stderr });
    });
  });
}

const failure = `Object.assign(new Error('refused'), { requestBody: { content: 'Nightingale' } })`;

describe('last words', () => {
  it('end a process that cannot go on, without what the error carries', async () => {
    const { code, printed } = await runs(`setTimeout(() => { throw ${failure}; }, 1);`);

    expect(code).toBe(1);
    expect(printed).toContain('Attaché cannot go on and ends');
    expect(printed).toContain('"says":"refused"');
    expect(printed).not.toContain('Nightingale');
  });

  it('let a process live on after a promise that nobody waits for', async () => {
    const { code, printed } = await runs(
      `Promise.reject(${failure}); setTimeout(() => console.log('still here'), 50);`,
    );

    expect(code).toBe(0);
    expect(printed).toContain('Something failed where nobody was waiting for it');
    expect(printed).toContain('still here');
    expect(printed).not.toContain('Nightingale');
  });
});
