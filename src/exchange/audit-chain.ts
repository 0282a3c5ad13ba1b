// The chain of audit entries: each carries the hash of the one before, so that no past entry can be changed unseen.

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

export function hashEntry(_entry: Omit<AuditEntry, 'hash'>): string {
  throw new Error('not yet written');
}

/** The next entry of a chain that ends in `last` (undefined: the chain begins). */
export function chainEntry(
  _last: Pick<AuditEntry, 'sequence' | 'hash'> | undefined,
  _entry: Pick<AuditEntry, 'at' | 'actor' | 'action' | 'subject' | 'facts'>,
): AuditEntry {
  throw new Error('not yet written');
}

export type ChainVerdict =
  | { whole: true; count: number; head: string }
  | { whole: false; brokenAt: number; why: 'sequence' | 'previous' | 'hash' };

/** Walks the chain from its first entry; `brokenAt` is the sequence where it first fails. Cut tails show in count and head. */
export function verifyChain(_entries: Iterable<AuditEntry>): ChainVerdict {
  throw new Error('not yet written');
}
