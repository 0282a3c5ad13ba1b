// How far sums with known totals leave a quantity open: the least and the greatest value, by the simplex method.

/** `of` are the unknowns, each not negative, that add up to `total`. */
export interface KnownTotal {
  readonly of: readonly number[];
  readonly total: number;
}

/** The least and greatest sum of some unknowns that all known totals allow; there must be a solution. */
export function boundsOf(
  unknowns: number,
  known: readonly KnownTotal[],
  wanted: readonly number[],
): { readonly least: number; readonly greatest: number } {
  const inKnown = new Set(known.flatMap(({ of }) => of));
  const isOpen = wanted.some((one) => !inKnown.has(one));
  const weigh = (sign: number) =>
    Array.from({ length: unknowns }, (_, at) => (wanted.includes(at) && inKnown.has(at) ? sign : 0));
  const greatest = isOpen ? Number.POSITIVE_INFINITY : maximum(unknowns, known, weigh(1));
  return { least: 0 - maximum(unknowns, known, weigh(-1)), greatest };
}

const tiny = 1e-7;

/** Maximises over a tableau; artificial unknowns are driven out first, by a weight that nothing outweighs. */
function maximum(unknowns: number, known: readonly KnownTotal[], weights: readonly number[]): number {
  const width = unknowns + known.length;
  const rows = known.map(({ of, total }, row) => {
    const line = Array.from({ length: width + 1 }, (_, at) => {
      if (at === width) return total;
      return of.includes(at) || at === unknowns + row ? 1 : 0;
    });
    return line;
  });
  const basis = known.map((_, row) => unknowns + row);
  solve(
    rows,
    basis,
    Array.from({ length: width }, (_, at) => (at < unknowns ? 0 : -1)),
    width,
  );
  // One that is left at nothing could grow again, and open what is closed.
  for (const [row, line] of rows.entries()) {
    const other = line.findIndex((part, at) => at < unknowns && Math.abs(part) > tiny && !basis.includes(at));
    if ((basis[row] ?? 0) < unknowns || other < 0) continue;
    turn(rows, row, other);
    basis[row] = other;
  }
  solve(
    rows,
    basis,
    Array.from({ length: width }, (_, at) => weights[at] ?? Number.NEGATIVE_INFINITY),
    unknowns,
  );
  return basis.reduce((sum, at, row) => sum + (weights[at] ?? 0) * (rows[row]?.[width] ?? 0), 0);
}

/** Bland's rule: the first column that helps enters, so that it never goes round in circles. */
function solve(rows: number[][], basis: number[], weights: readonly number[], columns: number): void {
  for (;;) {
    const weightOf = (row: number) => {
      const weight = weights[basis[row] ?? 0] ?? 0;
      return Number.isFinite(weight) ? weight : 0;
    };
    let entering = -1;
    for (let at = 0; at < columns && entering < 0; at += 1) {
      if (basis.includes(at)) continue;
      const cost = rows.reduce((sum, line, row) => sum + weightOf(row) * (line[at] ?? 0), 0);
      if ((weights[at] ?? 0) - cost > tiny) entering = at;
    }
    if (entering < 0) return;
    let leaving = -1;
    let best = Number.POSITIVE_INFINITY;
    for (const [row, line] of rows.entries()) {
      const pivot = line[entering] ?? 0;
      if (pivot <= tiny) continue;
      const ratio = (line.at(-1) ?? 0) / pivot;
      if (ratio < best - tiny || (ratio < best + tiny && (basis[row] ?? 0) < (basis[leaving] ?? 0))) {
        best = Math.min(best, ratio);
        leaving = row;
      }
    }
    if (leaving < 0) throw new Error('There is no greatest value.');
    turn(rows, leaving, entering);
    basis[leaving] = entering;
  }
}

function turn(rows: number[][], leaving: number, entering: number): void {
  const line = rows[leaving] ?? [];
  const pivot = line[entering] ?? 1;
  for (let at = 0; at < line.length; at += 1) line[at] = (line[at] ?? 0) / pivot;
  for (const [row, other] of rows.entries()) {
    const factor = other[entering] ?? 0;
    if (row === leaving || factor === 0) continue;
    for (let at = 0; at < other.length; at += 1) other[at] = (other[at] ?? 0) - factor * (line[at] ?? 0);
  }
}
