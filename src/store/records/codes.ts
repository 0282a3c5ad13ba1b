// One-time codes: kept as hashes, good once and for a while.

/** `organisation`: ties a place · `person`: makes an account this person's · `link`: a second account of one human. */
export type CodePurpose = 'setup' | 'organisation' | 'person' | 'link';

export interface CodeRecords {
  /** Keeps the sha256 of a code for one subject; an earlier unused code for the same is void. */
  issue(code: string, purpose: CodePurpose, subject: string, goodUntil: number): Promise<void>;
  /** Uses a code up; undefined when it is unknown, used or too old. One of two at the same time gets it. */
  redeem(code: string, purposes: readonly CodePurpose[]): Promise<{ readonly purpose: CodePurpose; readonly subject: string } | undefined>;
}
