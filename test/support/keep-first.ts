// A course that keeps the first of its own strict order: the plain statement that placings are held against.
import type { Keeper } from '#exchange/placing.ts';

/**
 * Keeps the first of a strict order, as many as there are seats; who is not in the order is not taken at all. However often
 * it is asked, it takes no more steps than there are names and newcomers.
 */
export function keepFirst(order: readonly string[], seats: number): Keeper {
  const rankOf = new Map<string, number>();
  for (const id of order) if (!rankOf.has(id)) rankOf.set(id, rankOf.size);
  const kept = new Map<number, string>();
  // The last that may still be kept: once all seats are taken it only ever moves forward.
  let last = rankOf.size - 1;

  return {
    consider(newcomers) {
      const letGo: string[] = [];
      for (const id of newcomers) {
        const rank = rankOf.get(id);
        if (rank === undefined || rank > last || seats < 1) {
          letGo.push(id);
          continue;
        }
        kept.set(rank, id);
        if (kept.size < seats) continue;
        while (!kept.has(last) || kept.size > seats) {
          const out = kept.get(last);
          if (out !== undefined) letGo.push(out);
          kept.delete(last);
          last -= 1;
        }
      }
      return letGo;
    },
  };
}
