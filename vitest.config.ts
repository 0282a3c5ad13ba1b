// How the tests run: the real Node, real databases, real clients; a file at a time per worker.
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** These change nothing that another file could meet: a worker keeps what it has loaded from one to the next. */
const alone = ['src/{exchange,commands}/**/*.test.ts', 'src/jobs/*/*.test.ts'];

export default defineConfig({
  test: {
    setupFiles: ['test/support/loopback-only.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'rules', include: alone, isolate: false } },
      {
        extends: true,
        test: {
          name: 'house',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: alone,
          globalSetup: ['test/support/postgres-keeper.ts'],
        },
      },
    ],
  },
});
