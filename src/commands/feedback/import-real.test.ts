// Real evaluations, where they are at hand: EVALUATION_DATA names a folder with lme4-InstEval.csv and openintro-evals.csv.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { reactionOf } from '../../../test/support/reaction-round.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

const folder = process.env.EVALUATION_DATA;
const leftOut = folder === undefined ? ' (left out: EVALUATION_DATA names no folder)' : '';

describe.skipIf(folder === undefined)(`/feedback import of real evaluations${leftOut}`, () => {
  let bench: Bench;
  let exchange: SampleExchange;

  beforeAll(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
  });
  afterAll(() => bench.close());

  async function fileOf(name: string) {
    const bytes = new Uint8Array(await readFile(join(folder ?? '', name)));
    return { name, declaredType: 'text/csv', bytes: bytes.byteLength, open: async () => bytes };
  }

  it('keeps 73,421 ratings and comes to their known counts and mean, while others are answered', async () => {
    const { id: course } = await exchange.course({ state: 'closed' });
    const nadia = bench.as('practice:nadia');
    const file = await fileOf('lme4-InstEval.csv');
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const begun = performance.now();

    const seen = await nadia.runs('feedback import', { course, file });
    const understood = performance.now();
    const keeping = nadia.presses('Keep 73,421 answers');
    let [reads, slowest] = [0, 0];
    const reading = (async () => {
      let over = false;
      void keeping.finally(() => {
        over = true;
      });
      while (!over) {
        const from = performance.now();
        await bench.store.read({ kind: 'process' }, ({ courses }) => courses.byId(course));
        slowest = Math.max(slowest, performance.now() - from);
        reads += 1;
        await new Promise((go) => setTimeout(go, 20));
      }
    })();
    const done = await keeping;
    await reading;
    const ended = performance.now();
    delay.disable();
    const summary = await nadia.presses('Read the summary');
    const tally = await bench.arrange(({ feedback }) => feedback.tally(reactionOf(course)));
    const counts = tally?.tallies['file-1'] ?? [];
    const n = counts.reduce((sum, number) => sum + number, 0);
    const mean = counts.reduce((sum, number, at) => sum + number * (at + 1), 0) / n;

    console.info(
      `read in ${Math.round(understood - begun)} ms, kept in ${Math.round(ended - understood)} ms;`,
      `${reads} reads meanwhile, the slowest ${Math.round(slowest)} ms; longest turn ${Math.round(delay.max / 1e6)} ms;`,
      `${Math.round(process.memoryUsage().rss / 1e6)} MB resident; counts ${counts.join('/')}, mean ${mean}`,
    );
    expect(seen).toContain('73,421 answers understood');
    expect(seen).toContain('y (1 to 5), a question of its own: 73,421 read');
    expect(done).toContain('were kept as a closed questionnaire');
    expect(counts).toEqual([10_186, 12_951, 17_609, 16_921, 15_754]);
    expect([n, mean]).toEqual([73_421, 3.205744950354803]);
    expect(reads).toBeGreaterThan(3);
    expect(summary).toMatch(/73,?421/);
    expect(bench.errors).toEqual([]);
  }, 120_000);

  it('takes the mean scores of 463 courses for what they are: nobody’s answers', async () => {
    const { id: course } = await exchange.course({ state: 'closed', title: 'Means' });
    const nadia = bench.as('practice:nadia');

    const seen = await nadia.runs('feedback import', { course, file: await fileOf('openintro-evals.csv') });

    expect(JSON.stringify(nadia.form()) + seen).toContain('nobody’s answer');
    expect(await bench.arrange(({ feedback }) => feedback.round(reactionOf(course)))).toBeUndefined();
  });
});
