// What became of what people meant to do after a course, in numbers of all of them: applied, hindered, and seen by others.
import { totalOf } from './statistics.ts';

/** What became of commitments. */
export interface Applied {
  readonly done: number;
  readonly partly: number;
  readonly notYet: number;
}

/** Done, and half of what is partly done, of all commitments of those who answered; undefined without one. */
export function applicationRate({ done, partly, notYet }: Applied): number | undefined {
  const all = done + partly + notYet;
  return all === 0 ? undefined : (done + partly / 2) / all;
}

/** How often two people said the same of one thing: `share` plainly, `kappa` beyond what chance would give (Cohen). */
export interface Agreement {
  readonly pairs: number;
  readonly share: number;
  /** Undefined where both always gave one and the same answer: chance alone agrees as well. */
  readonly kappa: number | undefined;
}

/** Of a square table: rows what the one said, columns what the other did. Undefined for an empty one. */
export function agreementOf(table: readonly (readonly number[])[]): Agreement | undefined {
  const pairs = totalOf(table.map(totalOf));
  if (pairs === 0) return undefined;
  const share = totalOf(table.map((row, at) => row[at] ?? 0)) / pairs;
  const chance =
    totalOf(table.map((row, at) => totalOf(row) * totalOf(table.map((other) => other[at] ?? 0)))) /
    pairs ** 2;
  return { pairs, share, kappa: chance === 1 ? undefined : (share - chance) / (1 - chance) };
}
