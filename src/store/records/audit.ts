// The audit: one hash-chained entry for every change, written in the transaction that made it.

export type AuditVerdict =
  | { readonly whole: true; readonly count: number; readonly head: string }
  | { readonly whole: false; readonly brokenAt: number; readonly why: string };
