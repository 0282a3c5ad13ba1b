// Drafts: half-filled forms, kept so that a restart, a lost signal or a bad answer loses nothing typed.
import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import type { AccountId, ChannelId } from '#exchange/people.ts';
import { Conflict } from '../store.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';

/** Values as they were typed (attachments are asked for again). */
export type DraftValues = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface Draft {
  readonly id: string;
  /** The command that the form belongs to: `course propose`. */
  readonly path: string;
  readonly account: AccountId;
  readonly channel: ChannelId | undefined;
  readonly values: DraftValues;
  /** Pages that have been submitted, 0 first. */
  readonly pagesDone: readonly number[];
  readonly changedAt: number;
}

export interface DraftRecords {
  /** Throws Conflict when the id is a draft of another account. */
  keep(draft: Omit<Draft, 'id' | 'changedAt'> & { readonly id?: string }): Promise<Draft>;
  /** Only the drafts of this account; another's id finds nothing. */
  byId(id: string, account: AccountId): Promise<Draft | undefined>;
  /** The newest unfinished ones of these accounts. */
  of(accounts: readonly AccountId[]): Promise<readonly Draft[]>;
  finish(id: string): Promise<void>;
  /** Removes those not touched since. */
  forgetBefore(changedAt: number): Promise<number>;
}

export function draftRecords(context: RecordContext): DraftRecords {
  return {
    async keep({ id = context.newId('dft'), path, account, channel, values, pagesDone }) {
      const { drafts } = context.tables;
      const kept = { path, channel: channel ?? null, values, pagesDone, changedAt: context.now };
      const [row] = await context.db
        .insert(drafts)
        .values({ id, account, ...kept })
        .onConflictDoUpdate({ target: drafts.id, set: kept, setWhere: eq(drafts.account, account) })
        .returning();
      if (row === undefined) throw new Conflict('This draft is of another account.');
      return draftFrom(row);
    },

    async byId(id, account) {
      const { drafts } = context.tables;
      const [row] = await context.db
        .select()
        .from(drafts)
        .where(and(eq(drafts.id, id), eq(drafts.account, account)));
      return row && draftFrom(row);
    },

    async of(accounts) {
      if (accounts.length === 0) return [];
      const { drafts } = context.tables;
      const rows = await context.db
        .select()
        .from(drafts)
        .where(inArray(drafts.account, [...accounts]))
        .orderBy(desc(drafts.changedAt), desc(drafts.id))
        .limit(mostShown);
      return rows.map(draftFrom);
    },

    async finish(id) {
      const { drafts } = context.tables;
      await context.db.delete(drafts).where(eq(drafts.id, id));
    },

    async forgetBefore(changedAt) {
      const { drafts } = context.tables;
      const gone = await context.db
        .delete(drafts)
        .where(lt(drafts.changedAt, changedAt))
        .returning({ id: drafts.id });
      return gone.length;
    },
  };
}

/** As many as one select on Discord can offer. */
const mostShown = 25;

function draftFrom(row: Tables['drafts']['$inferSelect']): Draft {
  return { ...row, channel: row.channel ?? undefined };
}
