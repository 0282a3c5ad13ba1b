// Drafts: half-filled forms, kept so that a restart, a lost signal or a bad answer loses nothing typed.
import type { AccountId, ChannelId } from '#exchange/people.ts';

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
  keep(draft: Omit<Draft, 'id' | 'changedAt'> & { readonly id?: string }): Promise<Draft>;
  /** Only the drafts of this account; another's id finds nothing. */
  byId(id: string, account: AccountId): Promise<Draft | undefined>;
  /** The newest unfinished ones of these accounts. */
  of(accounts: readonly AccountId[]): Promise<readonly Draft[]>;
  finish(id: string): Promise<void>;
  /** Removes those not touched since. */
  forgetBefore(changedAt: number): Promise<number>;
}
