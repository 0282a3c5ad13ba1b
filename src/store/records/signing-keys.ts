// The keys under which certificates are signed: made once, and kept sealed.
import { and, asc, eq } from 'drizzle-orm';
import type { RecordContext } from './context.ts';
import type { Sealed } from './installations.ts';

export interface SigningKey {
  readonly id: string;
  /** Base64url of the 32 bytes of an Ed25519 key. */
  readonly publicKey: string;
  readonly sealed: Sealed;
  readonly madeAt: number;
}

export interface SigningKeyRecords {
  /** Oldest first: the first signs. */
  all(): Promise<readonly SigningKey[]>;
  /** Keeps a key while there is none of this id; says which is kept. */
  keep(key: Omit<SigningKey, 'madeAt'>): Promise<SigningKey>;
  /** Puts what is sealed anew in the place of what was; false when that has changed meanwhile. */
  reseal(id: string, before: string, sealed: Sealed): Promise<boolean>;
}

export function signingKeyRecords(context: RecordContext): SigningKeyRecords {
  async function all(): Promise<readonly SigningKey[]> {
    const { signingKeys } = context.tables;
    const rows = await context.db
      .select()
      .from(signingKeys)
      .orderBy(asc(signingKeys.madeAt), asc(signingKeys.id));
    return rows.map(({ id, publicKey, sealed, sealedBy, madeAt }) => ({
      id,
      publicKey,
      sealed: { key: sealedBy, token: sealed },
      madeAt,
    }));
  }

  return {
    all,

    async keep({ id, publicKey, sealed }) {
      const { signingKeys } = context.tables;
      const row = { id, publicKey, sealed: sealed.token, sealedBy: sealed.key, madeAt: context.now };
      const made = await context.db.insert(signingKeys).values(row).onConflictDoNothing().returning();
      if (made.length > 0) context.audit('signingKey.keep', id, { publicKey });
      const kept = (await all()).find((key) => key.id === id);
      if (kept === undefined) throw new Error(`The signing key ${id} was not kept.`);
      return kept;
    },

    async reseal(id, before, sealed) {
      const { signingKeys } = context.tables;
      const changed = await context.db
        .update(signingKeys)
        .set({ sealed: sealed.token, sealedBy: sealed.key })
        .where(and(eq(signingKeys.id, id), eq(signingKeys.sealed, before)))
        .returning({ id: signingKeys.id });
      if (changed.length > 0) context.audit('signingKey.reseal', id, { by: sealed.key });
      return changed.length > 0;
    },
  };
}
