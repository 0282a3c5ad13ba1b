// The audit chain: any change, gap or move in the past is found.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AuditEntry,
  type AuditFacts,
  chainEntry,
  firstPrevious,
  flawIn,
  hashEntry,
} from './audit-chain.ts';

function chainOf(facts: readonly AuditFacts[]): AuditEntry[] {
  const chain: AuditEntry[] = [];
  for (const [index, fact] of facts.entries()) {
    const about = { at: 1000 + index, actor: 'p1', action: 'course.edit', subject: 'course:17', facts: fact };
    chain.push(chainEntry(chain.at(-1), about));
  }
  return chain;
}

const three = chainOf([{ title: 'A' }, { seats: 24, online: false, place: null }, {}]);

describe('chainEntry', () => {
  it('links each entry to the one before', () => {
    expect(three.map((entry) => entry.sequence)).toEqual([1, 2, 3]);
    expect(three.map((entry) => entry.previous)).toEqual([firstPrevious, three[0]?.hash, three[1]?.hash]);
  });
});

describe('hashEntry', () => {
  const entry = {
    sequence: 1,
    at: 1,
    actor: 'p1',
    action: 'course.edit',
    subject: 'course:17',
    facts: { b: 'é', a: 1 },
    previous: firstPrevious,
  };

  it('is the SHA-256 of the JSON with sorted keys, as any other tool would compute it', () => {
    // printf '%s' '{"action":"course.edit",…}' | sha256sum
    expect(hashEntry(entry)).toBe('3aee213a8ac35b406155c764eb3a68f0bd7c8155e27c5d504462e260a53d7c25');
  });

  it('does not depend on the order in which facts were written or stored', () => {
    expect(hashEntry({ ...entry, facts: { a: 1, b: 'é' } })).toBe(hashEntry(entry));
  });

  it('tells a number from its text and null from nothing', () => {
    const hashes = [{ a: 1 }, { a: '1' }, { a: true }, { a: 'true' }, { a: null }, {}].map((facts) =>
      hashEntry({ ...entry, facts }),
    );

    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('leaves out columns that are not part of the entry', () => {
    const stored = { ...entry, id: 99 };

    expect(hashEntry(stored)).toBe(hashEntry(entry));
  });

  it('throws on a number that JSON cannot hold, instead of hashing null', () => {
    expect(() => hashEntry({ ...entry, facts: { a: Number.NaN } })).toThrow(TypeError);
  });
});

/** Goes along the chain; `at` is the number that the first bad entry should bear. */
function firstFlaw(entries: readonly AuditEntry[]): { at: number; why: string } | undefined {
  let last: AuditEntry | undefined;
  for (const entry of entries) {
    const why = flawIn(last, entry);
    if (why !== undefined) return { at: (last?.sequence ?? 0) + 1, why };
    last = entry;
  }
  return undefined;
}

describe('flawIn', () => {
  it('finds none in an untouched chain', () => {
    expect(firstFlaw(three)).toBeUndefined();
  });

  it('finds a changed fact, even when its own hash was made anew', () => {
    const [first, second, third] = three as [AuditEntry, AuditEntry, AuditEntry];
    const changed = { ...second, facts: { ...second.facts, seats: 25 } };
    const rehashed = { ...changed, hash: hashEntry(changed) };

    expect(firstFlaw([first, changed, third])).toEqual({ at: 2, why: 'hash' });
    expect(firstFlaw([first, rehashed, third])).toEqual({ at: 3, why: 'previous' });
  });

  it('finds a missing, a doubled and a moved entry', () => {
    const [first, second, third] = three as [AuditEntry, AuditEntry, AuditEntry];

    expect(firstFlaw([first, third])).toEqual({ at: 2, why: 'sequence' });
    expect(firstFlaw([first, first, second])).toEqual({ at: 2, why: 'sequence' });
    expect(firstFlaw([second, first, third])).toEqual({ at: 1, why: 'sequence' });
    expect(firstFlaw([second, third])).toEqual({ at: 1, why: 'sequence' });
  });

  it('finds any change of any field of any entry', () => {
    const fact = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const facts = fc.array(fc.dictionary(fc.string(), fact, { maxKeys: 4 }), { minLength: 1, maxLength: 8 });
    const fields = ['sequence', 'at', 'actor', 'action', 'subject', 'previous', 'hash'] as const;
    fc.assert(
      fc.property(facts, fc.nat(), fc.constantFrom(...fields), (all, where, field) => {
        const chain = chainOf(all);
        const index = where % chain.length;
        const changed = chain.map((entry, at) =>
          at !== index
            ? entry
            : {
                ...entry,
                [field]: typeof entry[field] === 'number' ? Number(entry[field]) + 1 : `${entry[field]}0`,
              },
        );

        expect(firstFlaw(chain)).toBeUndefined();
        expect(firstFlaw(changed)).toBeDefined();
      }),
    );
  });
});
