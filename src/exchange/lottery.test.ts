import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commitmentOf, lotOf } from './lottery.ts';

describe('a lot', () => {
  it('can be checked by everybody, with what is on every computer', () => {
    const seed = 'f00d'.repeat(16);

    expect(commitmentOf('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(checked(seed)).toBe(commitmentOf(seed));
    expect(checked('crs-1', seed, 'per-1')).toBe(lotOf('crs-1', seed, 'per-1'));
  });

  it('is another for another course, seed or nominee', () => {
    const lots = [lotOf('c', 's', 'n'), lotOf('d', 's', 'n'), lotOf('c', 't', 'n'), lotOf('c', 's', 'o')];

    expect(new Set(lots).size).toBe(4);
  });
});

function checked(...parts: string[]): string {
  return execFileSync('sh', ['-c', 'printf %s "$@" | sha256sum', 'sh', ...parts], { encoding: 'utf8' }).slice(
    0,
    64,
  );
}
