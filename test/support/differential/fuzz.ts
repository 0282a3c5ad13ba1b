// Trial after trial from one seed, until so many operations are done; what differs is made small and told with its seed.
import { inspect } from 'node:util';
import { makeSteps } from './make-steps.ts';
import type { Step } from './plan.ts';
import { shrink } from './shrink.ts';
import { runTrial, type TrialOptions } from './trial.ts';

export interface FuzzOptions extends TrialOptions {
  readonly seed: number;
  readonly operations: number;
  /** Ends sooner after so many milliseconds. */
  readonly within?: number;
}

export interface Fuzzed {
  readonly operations: number;
  readonly steps: number;
  readonly trials: number;
  /** The first difference: what, in which trial, and the shortest way there that was found. */
  readonly difference: string | undefined;
}

/** Tables stay small enough to be compared often, and a failing trial short enough to be repeated. */
export const operationsOfTrial = 2000;

export async function fuzz({ seed, operations, within, ...options }: FuzzOptions): Promise<Fuzzed> {
  const until = performance.now() + (within ?? Number.POSITIVE_INFINITY);
  const done = { operations: 0, steps: 0, trials: 0 };
  while (done.operations < operations && performance.now() < until) {
    const own = seed + done.trials;
    const steps = await makeSteps(own, Math.min(operationsOfTrial, operations - done.operations));
    const difference = await runTrial(steps, options);
    if (difference)
      return { ...done, difference: await told(own, steps.slice(0, difference.step + 1), options) };
    done.trials += 1;
    done.steps += steps.length;
    done.operations += countOf(steps);
  }
  return { ...done, difference: undefined };
}

export function countOf(steps: readonly Step[]): number {
  return steps.reduce((sum, step) => sum + (step.kind === 'reopen' ? 0 : step.operations.length), 0);
}

/** How long a difference is made smaller, in milliseconds. */
const shrinkFor = 60_000;

/** The rows are compared at the end alone: few steps are left to look at. */
async function told(seed: number, steps: readonly Step[], options: TrialOptions): Promise<string> {
  const once = { ...options, compareEvery: Number.POSITIVE_INFINITY };
  const first = await runTrial(steps, once);
  const until = performance.now() + shrinkFor;
  const fails = async (some: readonly Step[]) =>
    performance.now() < until && (await runTrial(some, once)) !== undefined;
  const small = first === undefined ? steps : await shrink(steps, fails);
  const difference = (await runTrial(small, once)) ?? first;
  const script = inspect(small, { depth: null, breakLength: 160, maxStringLength: 400 });
  const length = `made small from ${steps.length} steps to ${small.length}`;
  return `Seed ${seed}, ${length}.\n${difference?.what ?? 'Seen once and not again.'}\n${script}`;
}
