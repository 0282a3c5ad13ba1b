// The chain of audit entries: each carries the hash of the one before, so that no past entry can be changed unseen.
import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

export type AuditFacts = Readonly<Record<string, string | number | boolean | null>>;

export interface AuditEntry {
  /** 1, 2, 3 … without a gap. */
  sequence: number;
  /** Epoch ms. */
  at: number;
  /** A person's id, or `system:<job>`. */
  actor: string;
  /** What was done: `course.publish`. */
  action: string;
  /** What it was done to: `course:17`. */
  subject: string;
  facts: AuditFacts;
  /** The hash of the entry before; 64 zeros for the first. */
  previous: string;
  /** SHA-256 in hexadecimal over the canonical JSON of all the other fields. */
  hash: string;
}

export const firstPrevious = '0'.repeat(64);

export function hashEntry(entry: Omit<AuditEntry, 'hash'>): string {
  const { sequence, at, actor, action, subject, facts, previous } = entry;
  // Picked one by one, so that a column that a store adds does not change what was hashed.
  const hashed = canonicalJson({ sequence, at, actor, action, subject, previous, facts });
  return createHash('sha256').update(hashed, 'utf8').digest('hex');
}

/** The next entry of a chain that ends in `last` (undefined: the chain begins). */
export function chainEntry(
  last: Pick<AuditEntry, 'sequence' | 'hash'> | undefined,
  entry: Pick<AuditEntry, 'at' | 'actor' | 'action' | 'subject' | 'facts'>,
): AuditEntry {
  const linked = {
    ...entry,
    sequence: (last?.sequence ?? 0) + 1,
    previous: last?.hash ?? firstPrevious,
  };
  return { ...linked, hash: hashEntry(linked) };
}

/**
 * What is wrong with an entry as the one after `last` (undefined: as the first): `sequence` is a missing, doubled or
 * moved entry, `previous` one that does not follow from the last, `hash` one that was changed.
 */
export function flawIn(
  last: Pick<AuditEntry, 'sequence' | 'hash'> | undefined,
  entry: AuditEntry,
): 'sequence' | 'previous' | 'hash' | undefined {
  const expected = chainEntry(last, entry);
  return (['sequence', 'previous', 'hash'] as const).find((part) => entry[part] !== expected[part]);
}
