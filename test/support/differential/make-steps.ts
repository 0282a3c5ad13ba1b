// Makes the steps of a trial from a seed: each operation is chosen by looking at the model, which has done all before it.
import { Conflict, type Records } from '#store/store.ts';
import { type Chance, chanceOf } from './chance.ts';
import { makeModel } from './model.ts';
import { type Operation, perform, type Step } from './plan.ts';
import { reads } from './reads.ts';
import { makeIds } from './trial.ts';
import { day, hour, worldOf } from './world.ts';
import { writes } from './writes.ts';

const noon = Date.UTC(2027, 0, 4, 12);

const chosenWrites = Object.entries(writes).flatMap(([call, [weight]]) =>
  Array.from({ length: weight }, () => call),
);
const chosenReads = Object.keys(reads);

/** So many operations, with the transactions that hold them. */
export async function makeSteps(seed: number, operations: number): Promise<readonly Step[]> {
  const chance = chanceOf(seed);
  const ids = makeIds();
  const model = makeModel(ids.newId);
  const steps: Step[] = [];
  let now = noon;
  let made = 0;

  /** What needs others to be there is seldom tried before they are: it would only be undone. */
  function write(): string | undefined {
    const { organisations, people, courses } = model.state;
    if (courses.size > 2 || chance.often(0.3)) return chance.some(chosenWrites);
    if (organisations.size === 0) return 'organisations.add';
    return people.size === 0 ? 'people.add' : 'courses.propose';
  }

  function choose(isWrite: boolean): Operation {
    made += 1;
    const world = worldOf(chance, model.state, now, made);
    // What is written is also read in the same transaction, by who writes it.
    const call = (isWrite && chance.often(0.8) ? write() : chance.some(chosenReads)) ?? 'claim';
    const given = writes[call]?.[1] ?? reads[call];
    return { call, given: given?.(world) ?? [], number: made };
  }

  while (made < operations) {
    now = advance(chance, now);
    if (chance.often(0.002)) {
      steps.push({ kind: 'reopen' });
      continue;
    }
    const viewer = worldOf(chance, model.state, now, made).viewer();
    const wanted = chance.number(1, 12);
    if (chance.often(0.25)) {
      const chosen = Array.from({ length: wanted }, () => choose(false));
      steps.push({ kind: 'read', viewer, operations: chosen });
      continue;
    }
    const ending = chance.often(0.08) ? 'throw' : 'commit';
    const onConflict = chance.often(0.8) ? 'go on' : 'give up';
    const act = {
      viewer: chance.often(0.6) ? ({ kind: 'process' } as const) : viewer,
      actor: `actor ${chance.number(1, 3)}`,
      now,
    };
    const chosen: Operation[] = [];
    async function work(records: Records): Promise<void> {
      while (chosen.length < wanted) {
        const operation = choose(true);
        chosen.push(operation);
        ids.of(operation);
        try {
          await perform(records, operation);
        } catch (error) {
          if (onConflict === 'give up' || !(error instanceof Conflict)) throw error;
        }
      }
      if (ending === 'throw') throw new Error('Undone.');
    }
    await model.write(act, work).catch(() => undefined);
    steps.push({ kind: 'write', act, operations: chosen, ending, onConflict, withLast: chance.often(0.3) });
  }
  return steps;
}

/** Mostly a little; sometimes a day, and sometimes back by an hour. */
function advance(chance: Chance, now: number): number {
  if (chance.often(0.02)) return now + chance.number(1, 3) * day;
  if (chance.often(0.02)) return now - hour;
  return now + chance.pick([0, 1, 1000, 60_000, 600_000]);
}
