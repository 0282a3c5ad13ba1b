import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { standingPass } from '../../../test/support/gate-papers.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

describe('the monthly figures of fairness', () => {
  let bench: Bench;
  let sample: SampleExchange;

  beforeEach(async () => {
    bench = await openBench();
    sample = await arrangeExchange(bench);
    await bench.arrange(async ({ organisations }) => {
      for (const name of ['hub', 'accra', 'rabat'] as const)
        await organisations.setChannel({
          organisation: sample[name],
          purpose: 'managers',
          channel: `practice:${name}-managers`,
        });
    });
  });
  afterEach(() => bench.close());

  const heard = (room: string) =>
    bench.delivered
      .filter(({ to, says }) => to === `practice:${room}-managers` && !says.includes('/report digest'))
      .map(({ says }) => says);

  async function at(instant: string): Promise<void> {
    bench.clock.set(instant);
    await bench.sweep();
  }

  async function seatAma(): Promise<void> {
    const course = await sample.course({ state: 'call-open', startsOn: '2027-06-01', endsOn: '2027-06-02' });
    await bench.arrange(async (records) => {
      const { id } = await records.nominations.add({
        ...{ course: course.id, nominee: sample.people.ama.id, organisation: sample.accra },
        ...{ nominatedBy: sample.people.kofi.id, rank: 'r', unit: 'u', yearsOfService: 3, reason: 'x' },
        ...{ state: 'submitted', consent: 'given', release: 'given' },
      });
      await records.nominations.grantSeat(id, await standingPass(records, course.id));
    });
  }

  it('go on the first working day at eight where the hub is: whole to the hub, to each its own', async () => {
    await seatAma();

    await at('2027-02-01T06:59:00Z');
    const early = heard('hub');
    await at('2027-02-01T07:10:00Z');

    expect(early).toEqual([]);
    expect(heard('hub')).toHaveLength(1);
    expect(heard('hub')[0]).toContain('Organisations without a seat: 1 (Sûreté nationale)');
    expect(heard('accra')[0]).toContain('Seats of Ghana Police');
    expect(heard('rabat')).toEqual([]);
    expect(heard('accra')[0]).not.toContain('Jain');
    expect(heard('accra')[0]).toContain('This comes to this channel on the first working day of each month');
    expect(bench.errors).toEqual([]);
  });

  it('go once a month, however often it is looked, and again the next', async () => {
    await seatAma();

    await at('2027-02-01T07:10:00Z');
    await at('2027-02-01T09:10:00Z');
    await at('2027-02-05T09:10:00Z');
    const february = heard('hub').length;
    await at('2027-03-01T07:10:00Z');

    expect(february).toBe(1);
    expect(heard('hub')).toHaveLength(2);
  });

  it('do not go when they no longer help, nor while no seat has been given', async () => {
    await at('2027-02-01T07:10:00Z');
    const nothing = heard('hub');
    await seatAma();
    await at('2027-03-12T07:10:00Z');

    expect(nothing).toEqual([]);
    expect(heard('hub')).toEqual([]);
  });

  it('show everything to whoever presses, as far as they may see it', async () => {
    await seatAma();
    await at('2027-02-01T07:10:00Z');

    expect(await bench.as('practice:abena').pressesRoute('seats/fairness/show')).toContain(
      'Seats of Ghana Police',
    );
    expect(await bench.as('practice:nadia').pressesRoute('seats/fairness/show')).toContain('Jain’s index');
    expect(await bench.as('practice:abena').pressesRoute('seats/fairness/page|0')).not.toContain('Jain');
  });
});
