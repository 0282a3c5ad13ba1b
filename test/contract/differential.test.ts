// Whatever is done to the record, in whatever order: SQLite, PostgreSQL and a simple model end in the same state.
import { describe, expect, test } from 'vitest';
import { newPostgresPlace, newSqlitePlace } from '../support/databases.ts';
import { countOf, fuzz } from '../support/differential/fuzz.ts';
import { makeSteps } from '../support/differential/make-steps.ts';
import { makeModel } from '../support/differential/model.ts';
import { callsOf, type Step } from '../support/differential/plan.ts';
import { reads } from '../support/differential/reads.ts';
import { shrink } from '../support/differential/shrink.ts';
import { makeIds, runTrial, type Sabotage } from '../support/differential/trial.ts';
import { writes } from '../support/differential/writes.ts';

const places = { sqlite: newSqlitePlace, postgres: newPostgresPlace };

/** Of each of the two runs, in milliseconds; the last trial that has begun is ended. */
const within = 12_000;

describe('random operations', () => {
  const anySeed = Math.floor(Math.random() * 2 ** 31);

  test.each([
    ['of a fixed seed', 3],
    [`of seed ${anySeed}, which is another each time,`, anySeed],
  ])(
    '%s leave both databases and the model in the same state',
    async (_, seed) => {
      const wish = { operations: 20_000, within, places, compareEvery: 50 };

      const { difference, operations } = await fuzz({ seed, ...wish });

      expect(difference, difference).toBeUndefined();
      expect(operations).toBeGreaterThanOrEqual(2000);
    },
    180_000,
  );

  test('call every function of the records', async () => {
    const calls = await makeModel(makeIds().newId).read({ kind: 'process' }, async (records) =>
      callsOf(records),
    );

    expect(Object.keys({ ...reads, ...writes }).sort()).toEqual(calls.toSorted());
  });

  test('are the same again for the same seed, and others for another', async () => {
    const steps = await makeSteps(5, 400);

    expect(await makeSteps(5, 400)).toEqual(steps);
    expect(await makeSteps(6, 400)).not.toEqual(steps);
  });
});

describe('the comparison', () => {
  const rollBack = new Error('Only to look.');

  test.each<[what: string, where: RegExp, sabotage: Sabotage]>([
    [
      'a delivery that one database says once more',
      /deliveries/,
      async ({ sqlite }, step) => {
        if (step !== 100) return;
        const act = { viewer: { kind: 'process' }, actor: 'nobody', now: Date.UTC(2027, 0, 5) } as const;
        await sqlite.write(act, ({ deliveries }) =>
          deliveries.add([{ ...nothing, key: 'planted', message: 'course/reminder', facts: {} }]),
        );
      },
    ],
    [
      'a row that is off by one',
      /courses/,
      async ({ model }, step) => {
        // Again and again, since what changes it may be undone before the next comparison; a course is never removed.
        const [id, row] = [...model.state.courses].at(-1) ?? [];
        if (step >= 100 && id && row) model.state.courses.set(id, { ...row, createdAt: row.createdAt + 1 });
      },
    ],
    [
      'an entry of the audit that is missing',
      /audit/,
      async ({ model }, step) => {
        if (step === 100) model.state.audit = model.state.audit.slice(1);
      },
    ],
  ])('finds %s', async (_, where, sabotage) => {
    const steps = await makeSteps(11, 900);

    const difference = await runTrial(steps, { places, compareEvery: 20, sabotage });

    expect(steps.length).toBeGreaterThan(100);
    expect(difference?.what).toMatch(where);
    expect(difference?.step).toBeGreaterThanOrEqual(100);
  });

  test('makes a way that fails as short as it can be', async () => {
    const steps = await makeSteps(12, 600);
    const fails = async (some: readonly Step[]) =>
      some.some(
        (step) => step.kind === 'write' && step.operations.some(({ call }) => call === 'leases.take'),
      );

    const small = await shrink(steps, fails);

    expect(small).toHaveLength(1);
    expect(countOf(small)).toBe(1);
  });

  test('knows what is undone in the model, too, from what is kept', async () => {
    const steps = await makeSteps(13, 300);
    const at = steps.findIndex((step) => step.kind === 'write' && step.ending === 'commit');
    let thrown = 0;
    const sabotage: Sabotage = async ({ model }, step) => {
      if (step !== at) return;
      const act = { viewer: { kind: 'process' }, actor: 'nobody', now: Date.UTC(2027, 0, 5) } as const;
      await model
        .write(act, async ({ claim }) => {
          await claim('planted');
          throw rollBack;
        })
        .catch(() => {
          thrown += 1;
        });
    };

    const difference = await runTrial(steps, { places, compareEvery: 20, sabotage });

    expect(thrown).toBe(1);
    expect(difference, difference?.what).toBeUndefined();
  });
});

const nothing = {
  person: undefined,
  channel: undefined,
  organisation: undefined,
  purpose: undefined,
  post: undefined,
  tooLateAt: undefined,
};
