// The audit chain: any change, gap or move in the past is found.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AuditEntry,
  type AuditFacts,
  chainEntry,
  firstPrevious,
  hashEntry,
  verifyChain,
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

describe('verifyChain', () => {
  it('calls an untouched chain whole, with its length and head', () => {
    expect(verifyChain(three)).toEqual({ whole: true, count: 3, head: three[2]?.hash });
    expect(verifyChain([])).toEqual({ whole: true, count: 0, head: firstPrevious });
  });

  it('finds a changed fact, even when its own hash was made anew', () => {
    const [first, second, third] = three as [AuditEntry, AuditEntry, AuditEntry];
    const changed = { ...second, facts: { ...second.facts, seats: 25 } };
    const rehashed = { ...changed, hash: hashEntry(changed) };

    expect(verifyChain([first, changed, third])).toEqual({ whole: false, brokenAt: 2, why: 'hash' });
    expect(verifyChain([first, rehashed, third])).toEqual({ whole: false, brokenAt: 3, why: 'previous' });
  });

  it('finds a missing, a doubled and a moved entry', () => {
    const [first, second, third] = three as [AuditEntry, AuditEntry, AuditEntry];

    expect(verifyChain([first, third])).toEqual({ whole: false, brokenAt: 2, why: 'sequence' });
    expect(verifyChain([first, first, second])).toEqual({ whole: false, brokenAt: 2, why: 'sequence' });
    expect(verifyChain([second, first, third])).toEqual({ whole: false, brokenAt: 1, why: 'sequence' });
    expect(verifyChain([second, third])).toEqual({ whole: false, brokenAt: 1, why: 'sequence' });
  });

  it('shows a cut tail in count and head', () => {
    expect(verifyChain(three.slice(0, 2))).toEqual({ whole: true, count: 2, head: three[1]?.hash });
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

        expect(verifyChain(chain).whole).toBe(true);
        expect(verifyChain(changed).whole).toBe(false);
      }),
    );
  });
});
