// Holds the note about a session to its promise: it comes back as it was left, and nothing else is taken for it.
import { describe, expect, test } from 'vitest';
import { readNote, writeNote } from './session-note.ts';

const session = { id: 'abc', resumeUrl: 'wss://gateway-us-east1-b.discord.gg', sequence: 17 };

describe('the note about a session', () => {
  test('is read as it was written', () => {
    const note = writeNote(session, '42', 1_000_000);

    expect(readNote(note, '42', 1_010_000)).toEqual(session);
  });

  test('is nothing when there is no session', () => {
    expect(readNote(writeNote(undefined, '42', 1_000_000), '42', 1_000_000)).toBeUndefined();
  });

  test.each([
    ['another application', writeNote(session, '43', 1_000_000)],
    ['a session that is long over', writeNote(session, '42', 1_000_000 - 10 * 60_000)],
    ['no note at all', undefined],
    ['something else', 'hello'],
    ['a note of another shape', '{"application":"42","at":1000000,"session":{"id":1}}'],
    ['an address that is none', writeNote({ ...session, resumeUrl: 'here' }, '42', 1_000_000)],
    ['an address of another kind', writeNote({ ...session, resumeUrl: 'file:///etc' }, '42', 1_000_000)],
  ])('is not taken from %s', (_, note) => {
    expect(readNote(note, '42', 1_000_000)).toBeUndefined();
  });
});
