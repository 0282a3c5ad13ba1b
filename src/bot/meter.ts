// What the bot tells about its own work so that it can be counted; it knows neither who counts nor how.
import type { FailureKind, PlatformName } from './platform.ts';

/**
 * Told from everywhere that work is done. No method throws or waits, and none is given what people typed. Durations
 * are milliseconds by a steady clock (`performance.now()`).
 */
export interface Meter {
  /** Somebody asked, pressed or submitted something; what is returned is called once, when it has been dealt with. */
  begun(): (ended: AskedMeasure) => void;
  /** How a platform is joined to this process now; told at each change. */
  connection(platform: PlatformName, now: Connection): void;
  /** A platform was told in time that an incoming had arrived; `after` from its arrival in this process. */
  acknowledged(platform: PlatformName, after: number): void;
  /** One attempt to post a delivery ended: `sent`, or as the platform failed. */
  posted(platform: PlatformName, outcome: 'sent' | FailureKind, took: number): void;
  /** A doubtful delivery was looked for on its platform: it stood there, or it did not, or could not be asked. */
  lookedFor(platform: PlatformName, outcome: 'found' | 'missing' | 'failed'): void;
  /** The schedule woke: it ticks, whether or not a sweep was due. */
  ticked(): void;
  /** One sweep ended; `late` from the beginning of its slot, undefined for one out of turn. */
  swept(sweep: { job: string; late: number | undefined; took: number; failed: boolean }): void;
  /** This process holds a lease of that name, or no longer does. */
  holds(lease: string, held: boolean): void;
  /** A reading or writing of the record ended. `refused`: rolled back by what it found (Conflict among it). */
  stored(verb: 'read' | 'write', outcome: 'done' | 'refused' | 'failed', took: number): void;
}

export type Connection =
  | 'connecting'
  /** People who ask there are heard by this process. */
  | 'connected'
  /** Another process hears them; this one takes over when that dies. */
  | 'standing by'
  /** Lost, and being tried again. */
  | 'broken';

export type AskedOutcome =
  /** Said what was asked for, or opened the form that asks for the rest. */
  | 'answered'
  /** A right, a rule or the state of things was against it. */
  | 'refused'
  /** Something was wrong in what was typed: it was kept, and shown again with what is wrong. */
  | 'corrected'
  /** It had its effect already: a platform said it twice. */
  | 'repeated'
  /** Failed, and answered with a reference. */
  | 'bug';

export interface AskedMeasure {
  readonly kind: 'command' | 'press' | 'form';
  /** Path of a command in the catalogue (`course propose`), or `unknown`: never what was typed. */
  readonly path: string;
  readonly outcome: AskedOutcome;
  readonly platform: PlatformName;
  /** From its arrival to the end of the first reply; undefined when nothing was said, as to a repetition. */
  readonly firstReplyAfter: number | undefined;
}

/** For where nobody counts. */
export const silentMeter: Meter = {
  begun: () => () => undefined,
  connection: () => undefined,
  acknowledged: () => undefined,
  posted: () => undefined,
  lookedFor: () => undefined,
  ticked: () => undefined,
  swept: () => undefined,
  holds: () => undefined,
  stored: () => undefined,
};
