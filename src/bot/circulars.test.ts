import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSendingBench, type SendingBench } from '../../test/support/sending-bench.ts';
import { circularCard, circularPost, noteProgress } from './circulars.ts';

describe('the progress of circulars', () => {
  let bench: SendingBench;

  beforeEach(async () => {
    bench = await openSendingBench();
  });
  afterEach(() => bench.close());

  const begin = () =>
    bench.change(async ({ circulars, posts }) => {
      const id = await circulars.begin({
        cause: 'c',
        startedBy: bench.ama,
        message: 'm',
        facts: {},
        total: 1,
      });
      await posts.add({
        name: circularPost(id),
        message: circularCard.message,
        facts: circularCard.facts(id),
        person: bench.ama,
        channel: undefined,
        organisation: undefined,
        purpose: undefined,
        reference: `practice:m-${id}`,
      });
      return id;
    });
  const wanted = (id: string) =>
    bench.look(async ({ posts }) => (await posts.named(circularPost(id)))[0]?.wanted);

  it('has the cards of those that run redrawn, and notes which are over', async () => {
    const [over, running] = [await begin(), await begin()];
    await bench.add(bench.told('a', { circular: running }));

    await noteProgress(bench);
    await noteProgress(bench);

    expect([await wanted(over), await wanted(running)]).toEqual([1, 2]);
    expect(await bench.look(({ circulars }) => circulars.running())).toMatchObject([{ id: running }]);
  });

  it('writes nothing when none runs', async () => {
    let writes = 0;
    const store = {
      ...bench.store,
      read: bench.store.read.bind(bench.store),
      write: () => {
        writes += 1;
        return Promise.reject(new Error('Nothing is to be written.'));
      },
      verifyAudit: () => bench.store.verifyAudit(),
      close: () => bench.store.close(),
      work: bench.store.work,
    };

    await noteProgress({ store, clock: bench.clock });

    expect(writes).toBe(0);
  });
});
