// Leases of several processes that share one record, in memory: who holds what, and what is left for whoever is next.
import type { Lease, Leases } from '#bot/lease.ts';

export interface SharedLeases {
  /** What one process sees of them. */
  process(): LeasesOfOne;
}

export interface LeasesOfOne extends Leases {
  /** Its renewals no longer reach the record: it is told at once, and another may acquire when `runOut` is called. */
  lose(): { runOut(): void };
  /** As after a long freeze: another has acquired meanwhile, and this process has not been told. */
  overtaken(): void;
  readonly holds: boolean;
}

interface Row {
  holder: object | undefined;
  note: string | undefined;
  readonly waiting: Set<() => void>;
}

interface Holding {
  readonly row: Row;
  readonly ended: AbortController;
  isHeld: boolean;
}

export function sharedLeases(): SharedLeases {
  const rows = new Map<string, Row>();

  function rowOf(name: string): Row {
    const row = rows.get(name) ?? { holder: undefined, note: undefined, waiting: new Set() };
    rows.set(name, row);
    return row;
  }

  function free(row: Row, holding: Holding): void {
    if (row.holder !== holding) return;
    row.holder = undefined;
    for (const look of row.waiting) look();
  }

  return {
    process: () => {
      const held = new Set<Holding>();

      function take(row: Row): Lease {
        const holding: Holding = { row, ended: new AbortController(), isHeld: true };
        row.holder = holding;
        held.add(holding);
        return {
          isHeld: () => holding.isHeld,
          ended: holding.ended.signal,
          inherited: row.note,
          leaveNote: (note) => {
            // Whoever no longer holds it cannot write either.
            if (row.holder === holding) row.note = note;
          },
          release: async () => {
            // Whoever has lost it has nothing to give back.
            if (!holding.isHeld) return;
            end(holding);
            holding.ended.abort();
            free(row, holding);
          },
        };
      }

      function end(holding: Holding): void {
        held.delete(holding);
        holding.isHeld = false;
      }

      return {
        acquire: (name, giveUp) =>
          new Promise<Lease>((resolve, reject) => {
            const row = rowOf(name);
            const stop = () => {
              row.waiting.delete(look);
              reject(giveUp.reason);
            };
            const look = () => {
              if (row.holder !== undefined) return;
              row.waiting.delete(look);
              giveUp.removeEventListener('abort', stop);
              resolve(take(row));
            };
            if (giveUp.aborted) return stop();
            giveUp.addEventListener('abort', stop, { once: true });
            row.waiting.add(look);
            look();
          }),
        lose: () => {
          const lost = [...held];
          for (const holding of lost) {
            end(holding);
            holding.ended.abort();
          }
          return {
            runOut: () => {
              for (const holding of lost) free(holding.row, holding);
            },
          };
        },
        overtaken: () => {
          for (const holding of [...held]) {
            end(holding);
            free(holding.row, holding);
          }
        },
        get holds() {
          return held.size > 0;
        },
      };
    },
  };
}
