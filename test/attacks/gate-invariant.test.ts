// The gate under everything that anybody can do in any order: people, jobs, the clock, two at once, on both databases.
import { describe, expect, it } from 'vitest';
import { defineCommand } from '#bot/command.ts';
import type { GatePass } from '#exchange/approval.ts';
import { words } from '../../src/commands/course/words.ts';
import { databaseNames, newPlace } from '../support/databases.ts';
import { walkTheGate } from '../support/gate-walk/walk.ts';

/** Fixed, so that a failure repeats; `npm run bench -- gate` walks further, from seeds of its own. */
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
/** So many walks at least; more, until everything that the gate guards has been tried. */
const walks = { sqlite: 2, postgres: 1 } as const;
const steps = 250;

const guarded = ['publication', 'invitation', 'seat', 'start', 'hold', 'published at rest'] as const;

/** Opens a call with the approval that stands, and forgets that papers run out. */
const leaky = defineCommand({
  path: 'course leak',
  words,
  who: 'anyone',
  access: 'write',
  asks: {},
  pages: [],
  async run(_values, { records }) {
    for (const course of await records.courses.list({})) {
      const { approval } = await records.clearances.of(course.id);
      if (approval?.standing !== 'approved') continue;
      const pass = { course: course.id, decision: approval.decision } as GatePass;
      await records.courses.move(
        course.id,
        ['approved', 'on-hold', 'call-closed', 'call-open'],
        'call-open',
        undefined,
        pass,
      );
    }
    return { reply: [] };
  },
});

describe('the gate', () => {
  it.each(databaseNames)(
    'is passed by nothing without brief, assessment and approval in force at that moment, on %s',
    { timeout: 240_000 },
    async (database) => {
      const reached: Record<string, number> = {};
      const states = new Set<string>();
      let walked = 0;
      for (const seed of seeds) {
        if (walked >= walks[database] && guarded.every((what) => reached[what])) break;
        const walk = await walkTheGate({ place: await newPlace(database), seed, steps });
        walked += 1;

        expect(walk.leaks).toEqual([]);
        expect(walk.errors).toEqual([]);
        for (const [what, count] of Object.entries(walk.reached))
          reached[what] = (reached[what] ?? 0) + count;
        for (const state of walk.states) states.add(state);
      }

      const found = Object.entries(reached).map(([what, count]) => `${what} ${count}`);
      console.info(`${database}: ${walked} × ${steps} steps; ${found.join(', ')}; ${[...states].join(' ')}`);
      // Otherwise nothing has been tried.
      expect(guarded.filter((what) => !reached[what])).toEqual([]);
      expect(states.size).toBeGreaterThan(6);
    },
  );

  it('is watched closely enough to find a command that leaks', { timeout: 120_000 }, async () => {
    const leaks: string[] = [];

    for (const seed of seeds) {
      if (leaks.length > 0) break;
      const leak = { commands: [leaky], often: leaky.path };
      const walk = await walkTheGate({ place: await newPlace('sqlite'), seed, steps: 200, ...leak });
      leaks.push(...walk.leaks);
    }

    expect(leaks.some((leak) => leak.startsWith('publication'))).toBe(true);
  });
});
