import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

describe('the nightly purge', () => {
  let bench: Bench;
  let exchange: SampleExchange;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    await bench.arrange(async ({ people, organisations }) => {
      const hub = await organisations.hub();
      const olga = await people.add({ name: 'Olga', organisation: hub?.id, membership: 'confirmed' });
      await people.link('practice:olga', olga.id, 'Olga');
      await people.grant({ person: olga.id, role: 'oversight', scope: 'hub' });
    });
  });
  afterEach(() => bench.close());

  const pending = () =>
    bench.arrange(({ people }) =>
      people.add({ name: 'Never Confirmed', organisation: exchange.accra, membership: 'pending' }),
    );
  const heard = () =>
    bench.delivered.filter((one) => one.to === 'practice:olga' && one.says.includes('The nightly purge'));
  const nameOf = (id: string) => bench.arrange(async ({ people }) => (await people.byId(id))?.name);

  it('forgets whoever was never confirmed, and tells oversight once what went by which rule', async () => {
    const { id } = await pending();
    bench.clock.set('2027-04-03T09:00Z');
    await bench.sweep();
    const early = [await nameOf(id), heard().length];

    bench.clock.set('2027-04-06T09:00Z');
    await bench.sweep();
    await bench.sweep();
    bench.clock.set('2027-04-07T09:00Z');
    await bench.sweep();

    expect(early).toEqual(['Never Confirmed', 0]);
    expect(await nameOf(id)).toBe('\uE000');
    expect(heard()).toHaveLength(1);
    expect(heard()[0]?.says).toContain('People never confirmed, forgotten: 1 record, kept for 90 days');
    expect(heard()[0]?.says).toContain('You get this because you oversee the exchange.');
    expect(bench.errors).toEqual([]);
  });

  it('goes by the period that the hub has set', async () => {
    const { id } = await pending();
    await bench.arrange(({ settings }) => settings.set('retention.pending', '200'));

    bench.clock.set('2027-05-01T09:00Z');
    await bench.sweep();

    expect(await nameOf(id)).toBe('Never Confirmed');
    expect(heard()).toEqual([]);
  });
});
