import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instantAt } from '#exchange/local-time.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

describe('nomination reminders', () => {
  let bench: Bench;
  let exchange: SampleExchange;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
  });

  afterEach(() => bench.close());

  const reached = () =>
    bench.delivered
      .splice(0)
      .filter((one) => one.says.includes('Nominations close soon'))
      .map((one) => one.to);
  const sweepAt = async (date: string, time = '23:59') => {
    bench.clock.set(instantAt(date, time, 'Africa/Accra'));
    await bench.sweep();
    return reached();
  };
  const amaIsNominatedFor = (course: string) =>
    bench.arrange((records) =>
      records.nominations.add({
        course,
        nominee: exchange.people.ama.id,
        organisation: exchange.accra,
        nominatedBy: exchange.people.kofi.id,
        rank: 'Inspector',
        unit: 'CID',
        yearsOfService: 5,
        reason: 'Leads.',
        state: 'submitted',
      }),
    );

  it('remind whoever has nominated nobody at every slot, and whoever has only two days before', async () => {
    const course = await exchange.course();
    await amaIsNominatedFor(course.id);

    const slots = [
      await sweepAt('2027-02-09', '00:05'),
      await sweepAt('2027-02-23', '00:05'),
      await sweepAt('2027-02-28', '00:05'),
      await sweepAt('2027-03-01', '18:05'),
      await sweepAt('2027-03-02', '00:00'),
    ];

    expect(slots).toEqual([
      ['practice:karim'],
      ['practice:karim'],
      ['practice:karim', 'practice:kofi'],
      ['practice:karim'],
      [],
    ]);
    expect(bench.errors).toEqual([]);
  });

  it('say until when, for whom and how to get fewer, and open the form', async () => {
    const course = await exchange.course();
    bench.clock.set(instantAt('2027-02-27', '23:59', 'Africa/Accra'));

    await bench.sweep();
    const karim = bench.as('practice:karim');
    const says = bench.delivered.find((one) => one.to === 'practice:karim')?.says;
    await karim.pressesRoute(`nominate/add/start|${course.id}`);

    expect(says).toContain('Nominations for “Digital evidence” close on 1 March 2027');
    expect(says).toContain('Sûreté nationale has nominated nobody yet.');
    expect(says).toContain('To get fewer reminders, use /my notifications.');
    expect(karim.form()?.path).toBe('nominate add');
  });

  it('come once however often is looked, and follow a deadline that is moved', async () => {
    const course = await exchange.course();
    await sweepAt('2027-02-22');

    const again = await sweepAt('2027-02-22');
    const moved = instantAt('2027-03-08', '23:59', 'Africa/Accra');
    await bench.arrange((records) =>
      records.courses.edit(course.id, { nominationDeadline: moved }, ['call-open']),
    );
    const beforeNewSlot = await sweepAt('2027-02-27');
    const atNewSlot = await sweepAt('2027-03-01');

    expect(again).toEqual([]);
    expect(beforeNewSlot).toEqual([]);
    expect(atNewSlot.toSorted()).toEqual(['practice:karim', 'practice:kofi']);
  });

  it('never leave for a cancelled course, nor once somebody has been nominated after all', async () => {
    const course = await exchange.course();
    const cancelled = await exchange.course({ title: 'Cancelled' });
    const at = instantAt('2027-02-22', '23:59', 'Africa/Accra');
    bench.clock.set(at);
    // Written by a sweep, and not sent yet when things change.
    await bench.arrange(async (records) => {
      for (const { id } of [course, cancelled]) {
        const facts = { course: id, deadline: course.nominationDeadline, slot: '-7d' };
        const nowhere = { channel: undefined, organisation: undefined, purpose: undefined, post: undefined };
        const rest = { ...nowhere, message: 'nomination-reminders/reminder', tooLateAt: undefined };
        await records.deliveries.add([
          { key: `waiting ${id}`, person: exchange.people.kofi.id, facts, ...rest },
        ]);
      }
      await records.courses.move(cancelled.id, ['call-open'], 'cancelled');
    });
    await amaIsNominatedFor(course.id);

    await bench.sendDue();

    expect(reached()).toEqual([]);
    expect((await bench.arrange((records) => records.deliveries.countByState())).dropped).toBe(2);
  });

  it('stay away from those who want only the essential, once they have nominated', async () => {
    const course = await exchange.course();
    await amaIsNominatedFor(course.id);
    await bench.arrange((records) =>
      records.people.change(exchange.people.kofi.id, { notifications: 'essential' }),
    );
    await bench.arrange((records) =>
      records.people.change(exchange.people.karim.id, { notifications: 'essential' }),
    );

    expect(await sweepAt('2027-02-27')).toEqual(['practice:karim']);
  });
});
