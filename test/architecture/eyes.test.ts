// Nobody reads without eyes: the few places that look with all of them are named here, each with its reason.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { root } from './source-files.ts';

/** What follows from somebody's change by itself, and is shown to them nowhere. */
const callers: Readonly<Record<string, string>> = {
  'src/bot/promote.ts': 'whom a seat goes to that somebody gave back',
  'src/store/records/context.ts': 'where it is made',
  'src/store/records/records.ts': 'where it is made',
  'src/store/store.ts': 'where it is promised',
};

describe('all eyes', () => {
  test('are opened in these places alone', () => {
    const files = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .map((path) => `src/${path}`);

    const opened = files.filter((path) => readFileSync(`${root}${path}`, 'utf8').includes('withAllEyes'));

    expect(opened.toSorted()).toEqual(Object.keys(callers).toSorted());
  });
});
