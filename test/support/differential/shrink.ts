// Makes a failing trial small: leaves out steps, then operations, for as long as it still fails.
import type { Step } from './plan.ts';

/** `fails` runs the steps from nothing, and says false when there is no more time. */
export async function shrink(
  steps: readonly Step[],
  fails: (steps: readonly Step[]) => Promise<boolean>,
): Promise<readonly Step[]> {
  const fewer = await leaveOut(steps, fails);
  const small: Step[] = [...fewer];
  for (const [at, step] of fewer.entries()) {
    if (step.kind === 'reopen') continue;
    const operations = await leaveOut(step.operations, (some) =>
      fails(small.with(at, { ...step, operations: some })),
    );
    small[at] = { ...step, operations };
  }
  return small;
}

/** By halves, quarters and so on: few tries where most of it does not matter. */
async function leaveOut<T>(
  all: readonly T[],
  fails: (fewer: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let kept = all;
  for (
    let length = Math.ceil(kept.length / 2);
    length >= 1;
    length = length === 1 ? 0 : Math.ceil(length / 2)
  ) {
    for (let from = 0; from < kept.length; ) {
      const fewer = kept.toSpliced(from, length);
      if (await fails(fewer)) kept = fewer;
      else from += length;
    }
  }
  return kept;
}
