// Whatever is done to the record, in whatever order: SQLite, PostgreSQL and a simple model end in the same state.
import { describe, expect, test } from 'vitest';
import { newPostgresPlace, newSqlitePlace } from '../support/databases.ts';
import { fuzz } from '../support/differential/fuzz.ts';

const places = { sqlite: newSqlitePlace, postgres: newPostgresPlace };

const within = 20_000;

describe('random operations', () => {
  const anySeed = Math.floor(Math.random() * 2 ** 31);

  test.each([
    ['of a fixed seed', 3],
    [`of seed ${anySeed}, which is another each time,`, anySeed],
  ])(
    '%s leave both databases and the model in the same state',
    async (_, seed) => {
      const { difference, operations } = await fuzz({
        seed,
        operations: 20_000,
        within,
        places,
        compareEvery: 50,
      });

      expect(difference, difference).toBeUndefined();
      expect(operations).toBeGreaterThan(0);
    },
    180_000,
  );
});
