// Whether this process should live on: its loop turns, and what it has begun comes to an end.
import type { Vitals } from './vitals.ts';

/** Longer than every time-out of a platform and of the record together. */
const longestRequest = 120_000;
/** A loop that stood still is told to whoever asks soon after; then it has recovered. */
const toldFor = 15_000;

/** Why not, one sentence each; empty when it should. */
export function whyNotAlive(vitals: Vitals, isStopping: boolean): readonly string[] {
  const stall = vitals.stall();
  const oldest = vitals.oldestRequest();
  return [
    ...(isStopping ? ['Attaché is stopping.'] : []),
    ...(stall && stall.ago < toldFor
      ? [`The event loop stood still for ${seconds(stall.took)}, ${seconds(stall.ago)} ago.`]
      : []),
    ...(oldest > longestRequest ? [`A request has been under way for ${seconds(oldest)}.`] : []),
  ];
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} seconds`;
}
