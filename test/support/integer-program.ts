// The best value of an integer program, found by HiGHS: an independent judge of what was allocated or matched.
import { createRequire } from 'node:module';
import type loadSolver from 'highs';

// Its types describe what is required, not what is imported.
const { default: load }: typeof loadSolver = createRequire(import.meta.url)('highs');
const solver = load();

/** `program` is in the LP format of CPLEX, with whole coefficients; throws where no best value exists. */
export async function bestValue(program: string): Promise<number> {
  const { ObjectiveValue, Status } = (await solver).solve(program, { mip_rel_gap: 0, mip_abs_gap: 0.5 });
  if (Status !== 'Optimal') throw new Error(`The integer program is ${Status}.`);
  return Math.round(ObjectiveValue);
}
