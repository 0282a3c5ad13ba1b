// When participants are told what came of what they said: once something is agreed on, and once all of it has been done.
import type { ActionState } from './improvement.ts';

interface Agreed {
  readonly state: ActionState;
  /** Epoch milliseconds, as is `endedAt`. */
  readonly addedAt: number;
  readonly endedAt: number | undefined;
}

const hour = 3_600_000;
/** So that what is agreed on in one sitting is told in one message. */
const settles = 24 * hour;
/** An outage of a weekend loses none; after that it no longer helps. */
const tellable = 96 * hour;

/** How long after a round closed its actions are looked at. */
export const toldOfActionsForDays = 365;

/** `agreed`: a day after the first was added. `done`: a day after the last ended, where one of them was done. */
export function weDidDue(actions: readonly Agreed[], now: number): 'agreed' | 'done' | undefined {
  if (actions.length === 0) return undefined;
  const isDue = (since: number) => now >= since + settles && now < since + tellable;
  const areOver = actions.every(({ state }) => state !== 'open');
  if (areOver) {
    const last = Math.max(...actions.map(({ endedAt = 0 }) => endedAt));
    return actions.some(({ state }) => state === 'done') && isDue(last) ? 'done' : undefined;
  }
  return isDue(Math.min(...actions.map(({ addedAt }) => addedAt))) ? 'agreed' : undefined;
}
