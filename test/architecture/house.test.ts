// The habits of the house (design §8) that a machine can look after.
import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

const files = sourceFiles('src', 'test', 'bench');

describe('house', () => {
  it('has no file over 400 lines: a bigger one is two things', () => {
    const long = files.filter(({ text }) => text.split('\n').length > 401).map(({ path }) => path);

    expect(long).toEqual([]);
  });

  it('gives no file a name that says little', () => {
    const vague = files.filter(({ path }) =>
      /(^|\/)(utils?|helpers?|common|misc|manager|service)(\.|\/|-)/.test(path),
    );

    expect(vague.map(({ path }) => path)).toEqual([]);
  });

  it('opens every source file with a sentence that says what it is for', () => {
    const mute = files.filter(
      ({ path, text }) =>
        path.startsWith('src/') && !path.endsWith('.test.ts') && !/[.:;)]$/.test(opening(text)),
    );

    expect(mute.map(({ path }) => path)).toEqual([]);
  });

  it('exports by default only what a loader reads', () => {
    const loaded =
      /^src\/(commands\/[a-z-]+\/(messages\/)?[a-z-]+|jobs\/[a-z-]+\/(job|messages\/[a-z-]+)|operations\/[a-z-]+)\.ts$/;
    const offenders = files.filter(
      ({ path, text }) => path.startsWith('src/') && /^export default/m.test(text) && !loaded.test(path),
    );

    expect(offenders.map(({ path }) => path)).toEqual([]);
  });

  it('leaves no test switched off without a reason', () => {
    const off = files.filter(
      ({ path, text }) =>
        path.endsWith('.test.ts') &&
        /\b(it|describe|test)\.(only|todo)\(|\b(it|describe|test)\.skip\(/.test(text),
    );

    expect(off.map(({ path }) => path)).toEqual([]);
  });
});

/** The comment that a file begins with, its lines joined. */
function opening(text: string): string {
  return /^(?:#!.*\n)?((?:\/\/ .*\n)+)/.exec(text)?.[1]?.trim() ?? '';
}
