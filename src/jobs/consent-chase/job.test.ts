import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

/** The course closes on 1 March 2027 at 23:59 in Accra; people are nominated on 4 January at nine. */
describe('the chase of consents and releases', () => {
  let bench: Bench;
  let exchange: SampleExchange;
  let course: string;
  let nomination: string;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    course = (await exchange.course()).id;
    const about = { rank: 'Inspector', unit: 'CID', yearsOfService: 5, reason: 'Leads.' };
    await bench.as('practice:kofi').runs('nominate add', { course, person: 'Ama Boateng', ...about });
    const [first] = await bench.arrange((records) => records.nominations.list({ course }));
    nomination = first?.id ?? '';
    await bench.sendDue();
    bench.delivered.splice(0);
  });
  afterEach(() => bench.close());

  /** Whom the chase has reached since the last look. */
  async function reachedAt(instant: string): Promise<readonly string[]> {
    bench.clock.set(instant);
    await bench.sweep();
    await bench.sweep();
    const chased = bench.delivered
      .splice(0)
      .filter(({ says }) => /have not said yet|waits to be released|cannot get a seat yet/.test(says));
    return chased.map((one) => one.to.replace('practice:', '')).toSorted();
  }

  it('reminds nominee and manager on the third morning and on the eve of the deadline, and names them to the liaison officer', async () => {
    const reached = [
      await reachedAt('2027-01-07T08:50:00Z'),
      await reachedAt('2027-01-07T09:00:00Z'),
      await reachedAt('2027-01-09T09:00:00Z'),
      await reachedAt('2027-02-28T08:50:00Z'),
      await reachedAt('2027-02-28T09:00:00Z'),
      await reachedAt('2027-03-02T09:00:00Z'),
    ];

    expect(reached).toEqual([[], ['abena', 'ama', 'kofi'], [], [], ['abena', 'ama', 'kofi'], []]);
    expect(bench.errors).toEqual([]);
  });

  it('stops with the answers', async () => {
    await bench.as('practice:ama').pressesRoute(`nominate/consent/agree|${nomination}`);
    const one = await reachedAt('2027-01-07T09:00:00Z');
    await bench.as('practice:abena').pressesRoute(`nominate/release/give|${nomination}`);
    const none = await reachedAt('2027-02-28T09:00:00Z');

    expect(one).toEqual(['abena', 'kofi']);
    expect(none).toEqual([]);
  });

  it('says why it came and is answered where it stands', async () => {
    bench.clock.set('2027-01-07T09:00:00Z');
    await bench.sweep();

    const says = (who: string) => bench.delivered.findLast((one) => one.to === `practice:${who}`)?.says;
    const agreed = await bench.as('practice:ama').presses('I agree');

    expect(says('abena')).toContain('You get this as a manager of your organisation.');
    expect(says('kofi')).toContain('Ama Boateng: has neither agreed nor been released yet');
    expect(agreed).toContain('You have agreed.');
  });

  it('comes once after an outage, and never for a course that is called off or a nomination that ended', async () => {
    const late = await reachedAt('2027-01-10T15:00:00Z');
    await bench.arrange((records) => records.nominations.move(nomination, ['submitted'], 'withdrawn'));
    const gone = await reachedAt('2027-02-28T09:00:00Z');

    expect(late).toEqual(['abena', 'ama', 'kofi']);
    expect(gone).toEqual([]);
  });
});
