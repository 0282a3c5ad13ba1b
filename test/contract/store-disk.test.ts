// Disks that fill up, only let read, or fail, and a file that another program holds: told, nothing half-written, and over when it is over.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '#store/open-store.ts';
import { StoreUnavailable } from '#store/store.ts';
import { change, look } from './store-bench.ts';

const script = fileURLToPath(new URL('../support/write-when-told.ts', import.meta.url));

/** A disk of its own needs a mount, which some machines allow to nobody; store.sqlite.test.ts fills a file everywhere. */
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]).status === 0;
const canLimit = spawnSync('prlimit', ['--version']).status === 0;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attache-disk-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process with the store, run by a shell that prepares its disk. */
function begin(prepare: string, unshared: boolean) {
  const shell = [
    'sh',
    '-c',
    `${prepare} exec "$0" "$1" "$2"`,
    process.execPath,
    script,
    join(folder, 'attache.db'),
  ];
  const [command = '', ...rest] = unshared ? ['unshare', '-rm', ...shell] : shell;
  const child: ChildProcess = spawn(command, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
  const hears = async () => String((await lines.next()).value);
  return {
    hears,
    pid: child.pid ?? 0,
    tells: (line: string) => {
      child.stdin?.write(`${line}\n`);
      return hears();
    },
    ends: async () => {
      child.stdin?.end();
      const last = await hears();
      await once(child, 'exit');
      return last;
    },
  };
}

const disk = (megabytes: number) => `mount -t tmpfs -o size=${megabytes}m tmpfs "${'$'}(dirname "$2")" &&`;

describe.runIf(canMount)('a disk of three megabytes', () => {
  test('that is full is told at each write; reads go on; and it is over when there is room', async () => {
    const program = begin(disk(3), true);
    expect(await program.hears()).toBe('open');
    expect(await program.tells('write before 100')).toBe('kept');
    const ballast = `/proc/${program.pid}/root${folder}/ballast`;
    fill(ballast);

    const full = [];
    for (let at = 0; at < 5; at += 1) full.push(await program.tells(`write big${at} 200000`));
    const seen = await program.tells('read before');
    unlinkSync(ballast);
    const after = await program.tells('write after 200000');
    const half = await program.tells('read big0');

    for (const said of full) {
      expect(said).toMatch(
        /^StoreUnavailable: The disk that holds .*attache\.db is full: nothing was kept since; make room\.$/,
      );
    }
    expect(seen).toBe('read 100');
    expect(after).toBe('kept');
    expect(half).toBe('none');
    expect(JSON.parse(await program.ends())).toMatchObject({ whole: true, count: 2 });
  });

  test('that only lets read is told at the start in one sentence', async () => {
    const program = begin(
      `${disk(3)} "$0" "$1" "$2" < /dev/null > /dev/null && mount -o remount,ro "$(dirname "$2")" &&`,
      true,
    );

    expect(await program.hears()).toMatch(
      /^StoreUnavailable: .*attache\.db can be read but not written: put it on a disk that can be written to, and check who owns it\.$/,
    );
  });
});

describe.runIf(canLimit)('a disk that fails', () => {
  test('at a certain place in the file is told, nothing is half-written, and it is over when it works again', async () => {
    // The kernel refuses to write beyond the limit with EFBIG, which is to SQLite an error of the disk.
    const program = begin('ulimit -S -f 3000 &&', false);
    expect(await program.hears()).toBe('open');
    expect(await program.tells('write before 100')).toBe('kept');

    const failed = [await program.tells('write big1 4000000'), await program.tells('write big2 4000000')];
    const between = await program.tells('write small 100');
    execFileSync('prlimit', ['--pid', String(program.pid), '--fsize=unlimited']);
    const after = await program.tells('write after 4000000');

    for (const said of failed) {
      expect(said).toMatch(
        /^StoreUnavailable: The disk that holds .*attache\.db (reports errors: check the disk|is full)/,
      );
    }
    expect(between).toBe('kept');
    expect(after).toBe('kept');
    expect(await program.tells('read big1')).toBe('none');
    expect(JSON.parse(await program.ends())).toMatchObject({ whole: true, count: 3 });
  });
});

describe('a file that another program holds', () => {
  test('is waited for, while everything else goes on', async () => {
    const file = join(folder, 'attache.db');
    const store = await openStore({ sqliteFile: file });
    const other = new Sqlite(file);
    other.exec('begin immediate');
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 10);

    const write = change(store, ({ settings }) => settings.set('mine', 'kept'));
    await new Promise((resolve) => setTimeout(resolve, 700));
    const seen = await look(store, ({ settings }) => settings.get('mine'));
    other.exec('commit');
    await write;
    clearInterval(ticking);

    expect(ticks).toBeGreaterThan(20);
    expect(seen).toBeUndefined();
    expect(await look(store, ({ settings }) => settings.get('mine'))).toBe('kept');
    other.close();
    await store.close();
  });

  test('for too long is told, to all who waited, and nothing of theirs is kept', async () => {
    const file = join(folder, 'attache.db');
    const store = await openStore({ sqliteFile: file });
    const other = new Sqlite(file);
    other.exec('begin immediate');

    const writes = await Promise.allSettled(
      [1, 2, 3].map((at) => change(store, ({ settings }) => settings.set(`mine ${at}`, 'lost'))),
    );
    other.exec('rollback');
    await change(store, ({ settings }) => settings.set('after', 'kept'));

    for (const outcome of writes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) });
      expect(outcome).toMatchObject({
        reason: { message: expect.stringContaining('is held by another program') },
      });
    }
    expect(await look(store, ({ settings }) => settings.get('mine 1'))).toBeUndefined();
    expect(await store.verifyAudit()).toMatchObject({ whole: true, count: 1 });
    other.close();
    await store.close();
  });
});

/** Writes until the disk has no room left. */
function fill(path: string): void {
  for (let size = 64 * 1024 * 1024; size >= 1024; size /= 2) {
    try {
      writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // As much as had room was written.
    }
  }
}
