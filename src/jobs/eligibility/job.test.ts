import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Criteria, noCriteria } from '#exchange/eligibility.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { standingPass } from '../../../test/support/gate-papers.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

describe('the sweep of eligibility', () => {
  let bench: Bench;
  let exchange: SampleExchange;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
  });

  afterEach(() => bench.close());

  async function arrange(criteria: Partial<Criteria>, vettedUntil?: string) {
    const { people, accra } = exchange;
    const course = await exchange.course({ startsOn: '2027-03-15', endsOn: '2027-03-19' });
    const nomination = await bench.arrange(async (records) => {
      await records.criteria.set(course.id, { ...noCriteria, ...criteria }, people.nadia.id);
      if (vettedUntil !== undefined)
        await records.vettings.record(
          { person: people.ama.id },
          { state: 'clear', validUntil: vettedUntil },
          people.nadia.id,
        );
      return records.nominations.add({
        course: course.id,
        nominee: people.ama.id,
        organisation: accra,
        nominatedBy: people.kofi.id,
        rank: 'Inspector',
        unit: 'CID',
        yearsOfService: 5,
        reason: 'Leads the first seizures.',
        state: 'submitted',
        consent: 'given',
        release: 'given',
      });
    });
    return { course, nomination };
  }
  const stateOf = async (id: string) =>
    (await bench.arrange((records) => records.nominations.byId(id)))?.state;
  const seat = (id: string, course: string) =>
    bench.arrange(async (records) => records.nominations.grantSeat(id, await standingPass(records, course)));
  const to = (who: string) =>
    bench.delivered.filter((one) => one.to === `practice:${who}`).map((one) => one.says);
  const sweepAt = async (instant: string) => {
    bench.clock.set(instant);
    await bench.sweep();
  };

  it('moves on whom the calendar has made so, tells the liaison officer once, and tells when it is over', async () => {
    const { people } = exchange;
    const { nomination } = await arrange({ vetting: 'person' }, '2027-03-31');
    await bench.sweep();
    const first = await stateOf(nomination.id);
    await bench.arrange((records) =>
      records.vettings.record(
        { person: people.ama.id },
        { state: 'refused', validUntil: undefined },
        people.nadia.id,
      ),
    );

    await sweepAt('2027-01-05T09:00:00Z');
    await sweepAt('2027-01-06T09:00:00Z');
    const barred = await stateOf(nomination.id);
    await bench.arrange((records) =>
      records.vettings.record(
        { person: people.ama.id },
        { state: 'clear', validUntil: undefined },
        people.nadia.id,
      ),
    );
    await sweepAt('2027-01-07T09:00:00Z');

    expect([first, barred, await stateOf(nomination.id)]).toEqual(['vetted', 'ineligible', 'vetted']);
    const told = to('kofi').filter((one) => one.includes('Ama Boateng'));
    expect(told).toHaveLength(2);
    expect(told[0]).toContain('The vetting of the person was refused. Nobody can lift this.');
    expect(told[0]).toContain('You get this as a liaison officer.');
    expect(told[1]).toContain('Nothing stands against Ama Boateng coming on “Digital evidence” any more.');
    expect(bench.errors).toEqual([]);
  });

  it('takes no seat from whoever has lost the ground for it, and tells coordinator and liaison officer once', async () => {
    const { people } = exchange;
    const { course, nomination } = await arrange({ vetting: 'person' }, '2027-03-31');
    await seat(nomination.id, course.id);
    await bench.arrange((records) =>
      records.vettings.record(
        { person: people.ama.id },
        { state: 'refused', validUntil: undefined },
        people.nadia.id,
      ),
    );

    await sweepAt('2027-01-05T09:00:00Z');
    await sweepAt('2027-01-06T09:00:00Z');

    expect(await stateOf(nomination.id)).toBe('accepted');
    const [told, ...more] = to('nadia').filter((one) => one.includes('something stands against it now'));
    expect(told).toContain('The seat stays until somebody acts');
    expect(told).toContain('[Record a vetting]');
    expect(more).toEqual([]);
    expect(to('kofi').join('\n')).toContain('[Withdraw]');
    expect(JSON.stringify(bench.delivered)).not.toContain('credible');
  });

  it('reminds coordinators, twice, of a vetting that ends before the course begins', async () => {
    await arrange({ vetting: 'person' }, '2027-02-20');

    for (const day of ['2027-01-20', '2027-01-22', '2027-02-13', '2027-02-21'])
      await sweepAt(`${day}T12:00:00Z`);

    expect(bench.errors).toEqual([]);
    const told = to('nadia').filter((one) => one.includes('The vetting of Ama Boateng ends on'));
    expect(told).toHaveLength(2);
    expect(told[0]).toContain(
      'ends on 20 February 2027. “Digital evidence”, for which it is needed, begins on',
    );
    expect(to('kofi').join('\n')).not.toContain('The vetting of Ama Boateng ends on');
  });

  it('chases a proof at two weeks, one week and three days, until it is there', async () => {
    const { people } = exchange;
    await arrange({ prerequisite: 'ICIP' });

    for (const day of ['2027-02-28', '2027-03-01', '2027-03-08']) await sweepAt(`${day}T12:00:00Z`);
    await bench.arrange((records) => records.evidence.prove(people.ama.id, 'ICIP', true, people.kofi.id));
    await sweepAt('2027-03-12T12:00:00Z');

    const told = to('ama').filter((one) => one.includes('ICIP'));
    expect(told).toHaveLength(2);
    expect(told[0]).toContain('you have to have done “ICIP”');
    const lists = to('kofi').filter((one) => one.includes('Without proof of “ICIP” so far: 1 person.'));
    expect(lists).toHaveLength(2);
  });
});
