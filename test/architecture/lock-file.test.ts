// What the lock file must say so that an installation needs npm alone: no compiler, no Python, no other server.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { root } from './source-files.ts';

interface Locked {
  readonly version?: string;
  readonly gypfile?: boolean;
  readonly resolved?: string;
}

const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
  readFileSync(`${root}package-lock.json`, 'utf8'),
);

describe('package-lock.json', () => {
  it('keeps npm from compiling better-sqlite3, which brings its binaries', () => {
    // npm forgets `gypfile: false` when it writes a lock file, and would then run node-gyp on every installation;
    // `save=false` in .npmrc keeps it from writing one, and after `npm install NAME --save` the line is put back.
    expect(lock.packages['node_modules/better-sqlite3']?.gypfile).toBe(false);
  });

  it('keeps npm from compiling it also where npm has written a lock file of its own', () => {
    // Every `npm install` writes the lock file anew, so the next one would run node-gyp and need a compiler.
    const { allowScripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

    expect(allowScripts).toMatchObject({ node: true, 'better-sqlite3': false });
  });

  it('names no server that packages are fetched from', () => {
    const named = Object.entries(lock.packages).filter(([, locked]) => locked.resolved !== undefined);

    expect(named.map(([path]) => path)).toEqual([]);
  });

  it('pins every direct dependency exactly', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)),
    );

    expect(loose).toEqual([]);
  });
});
