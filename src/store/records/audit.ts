// The audit: one hash-chained entry for every change, written in the transaction that made it.
import { asc, eq, gt, sql } from 'drizzle-orm';
import { type AuditEntry, chainEntry, firstPrevious, flawIn } from '#exchange/audit-chain.ts';
import { type Connection, prepared } from '../connection.ts';

export type AuditVerdict =
  | { readonly whole: true; readonly count: number; readonly head: string }
  | { readonly whole: false; readonly brokenAt: number; readonly why: string };

export type AuditNote = Pick<AuditEntry, 'at' | 'actor' | 'action' | 'subject' | 'facts'>;

/** The id of the one row of `audit_head`. */
const theHead = 1;

/** How many entries are held in memory at once while the chain is checked. */
const pageLength = 2000;

// Raises the count and answers with the hash that stood there; it also holds the row against other processes.
const reserve = prepared(({ db, tables: { auditHead } }) =>
  db
    .update(auditHead)
    .set({ sequence: sql`${auditHead.sequence} + ${sql.placeholder('more')}` })
    .where(eq(auditHead.id, theHead))
    .returning({ sequence: auditHead.sequence, hash: auditHead.hash })
    .prepare('audit_reserve'),
);

const insertEntry = prepared(({ db, tables: { audit } }) =>
  db
    .insert(audit)
    .values({
      sequence: sql.placeholder('sequence'),
      at: sql.placeholder('at'),
      actor: sql.placeholder('actor'),
      action: sql.placeholder('action'),
      subject: sql.placeholder('subject'),
      facts: sql.placeholder('facts'),
      previous: sql.placeholder('previous'),
      hash: sql.placeholder('hash'),
    })
    .prepare('audit_insert'),
);

const setHead = prepared(({ db, tables: { auditHead } }) =>
  db
    .update(auditHead)
    .set({ hash: sql`${sql.placeholder('hash')}` })
    .where(eq(auditHead.id, theHead))
    .prepare('audit_set_head'),
);

/** Lengthens the chain by these notes. */
export async function appendAudit(connection: Connection, notes: readonly AuditNote[]): Promise<void> {
  const [head] = await reserve(connection).execute({ more: notes.length });
  if (head === undefined) throw new Error('The head of the audit chain is missing.');
  const sequence = head.sequence - notes.length;
  let last = sequence === 0 ? undefined : { sequence, hash: head.hash };
  for (const note of notes) {
    const entry = chainEntry(last, note);
    await insertEntry(connection).execute({ ...entry });
    last = entry;
  }
  await setHead(connection).execute({ hash: last?.hash ?? firstPrevious });
}

/** Begins the chain, unless it has begun. */
export async function beginAudit({ db, tables: { auditHead } }: Connection): Promise<void> {
  await db.insert(auditHead).values({ id: theHead, sequence: 0, hash: firstPrevious }).onConflictDoNothing();
}

/** Walks the chain a page at a time, and compares its end with the head, which shows a tail that was cut off. */
export async function checkAudit({ db, tables: { audit, auditHead } }: Connection): Promise<AuditVerdict> {
  let last: AuditEntry | undefined;
  for (;;) {
    const page = await db
      .select()
      .from(audit)
      .where(gt(audit.sequence, last?.sequence ?? Number.MIN_SAFE_INTEGER))
      .orderBy(asc(audit.sequence))
      .limit(pageLength);
    for (const entry of page) {
      const why = flawIn(last, entry);
      if (why !== undefined) return { whole: false, brokenAt: (last?.sequence ?? 0) + 1, why };
      last = entry;
    }
    if (page.length < pageLength) break;
  }
  const [head] = await db.select().from(auditHead).where(eq(auditHead.id, theHead));
  const found = { count: last?.sequence ?? 0, head: last?.hash ?? firstPrevious };
  if (head?.sequence !== found.count || head.hash !== found.head) {
    return { whole: false, brokenAt: found.count + 1, why: 'head' };
  }
  return { whole: true, ...found };
}
