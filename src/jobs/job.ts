// A job as a value: a sweep that looks at the record and the clock and says what is due.
import type { Answer } from '#bot/answer.ts';
import type { Records } from '#store/store.ts';

export interface Sweep {
  /** Everything, in order to decide; each message is drawn later with its reader's own eyes. */
  readonly records: Records;
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface Job {
  /** The folder's name, such as `nomination-reminders`. */
  readonly name: string;
  /** How often it looks, in minutes (UTC); what is due is decided by rules over wall clocks, never by this. */
  readonly everyMinutes: number;
  /**
   * Runs in one transaction with the deliveries that it returns. Keys make each said once, so a sweep may look
   * at everything again, after a crash, on another machine, or when an event has moved.
   */
  sweep(sweep: Sweep): Promise<readonly Answer[]>;
}

export function defineJob(job: Job): Job {
  if (!Number.isInteger(job.everyMinutes) || job.everyMinutes < 1) {
    throw new Error(`The job "${job.name}" must look every whole number of minutes.`);
  }
  return job;
}
