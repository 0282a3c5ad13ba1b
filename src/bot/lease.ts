// Leases: what exactly one of several processes does at a time, and another takes over when that one dies.

/** Held by this process until it is given back, lost or the process ends, however it ends. */
export interface Lease {
  /**
   * False as soon as a renewal is overdue by this process's own steady clock, before anybody else may take it over:
   * from then on nothing is done under it any more.
   */
  isHeld(): boolean;
  /** Aborted when it was lost or given back. */
  readonly ended: AbortSignal;
  /** What the holder before left for whoever takes over; undefined for the first. */
  readonly inherited: string | undefined;
  /** Leaves a note for whoever takes over; it is kept with the next renewal, three seconds later at most. */
  leaveNote(note: string): void;
  release(): Promise<void>;
}

export interface Leases {
  /**
   * Resolves when this process holds the name: soon where it is free, else when its holder has given it back or has
   * not renewed it for `leaseMs`. Rejects with the signal's reason when `giveUp` is aborted first.
   */
  acquire(name: string, giveUp: AbortSignal): Promise<Lease>;
}

/** A holder that has not renewed for so long is taken for dead; longer than any call to a platform may take. */
export const leaseMs = 12_000;
