import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { standingPass } from '../../../test/support/gate-papers.ts';
import {
  arrangeExchange,
  type SampleExchange,
  type SampleName,
} from '../../../test/support/sample-exchange.ts';

describe('nominate list, edit and withdraw', () => {
  let bench: Bench;
  let exchange: SampleExchange;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
  });

  afterEach(() => bench.close());

  const nominated = (course: string, who: SampleName, by: SampleName) =>
    bench.arrange((records) =>
      records.nominations.add({
        course,
        nominee: exchange.people[who].id,
        organisation: exchange.people[who].organisation ?? '',
        nominatedBy: exchange.people[by].id,
        rank: 'Inspector',
        unit: 'CID',
        yearsOfService: 5,
        reason: 'Leads the first seizures.',
        state: 'submitted',
      }),
    );

  it('shows each reader what they may see, and only the buttons they may press', async () => {
    const course = await exchange.course();
    await nominated(course.id, 'ama', 'kofi');
    await nominated(course.id, 'salma', 'karim');
    const of = (who: SampleName) => bench.as(`practice:${who}`).runs('nominate list', { course: course.id });

    const [coordinator, liaison, manager, trainee, other] = [
      await of('nadia'),
      await of('kofi'),
      await of('abena'),
      await of('ama'),
      await of('yaw'),
    ];

    expect(coordinator).toContain('Salma Idrissi');
    expect(coordinator).toContain('[Accept Ama Boateng] [Send back Ama Boateng] [Details of Ama Boateng]');
    expect(liaison).toContain('[Change Ama Boateng] [Withdraw Ama Boateng] [Details of Ama Boateng]');
    for (const seen of [liaison, manager, trainee]) expect(seen).not.toContain('Salma');
    for (const seen of [manager, trainee]) expect(seen).not.toMatch(/\[(Accept|Change|Withdraw)/);
    expect(other).toBe('There is no nomination for “Digital evidence” that you may see.');
  });

  it('turns over after five, and tells a trainee of their own', async () => {
    const course = await exchange.course();
    await bench.arrange(async (records) => {
      for (const number of [1, 2, 3, 4, 5, 6, 7]) {
        const name = `Officer ${number}`;
        const person = await records.people.add({
          name,
          organisation: exchange.accra,
          membership: 'confirmed',
        });
        const { id: nominatedBy } = exchange.people.kofi;
        const about = { rank: 'Constable', unit: 'Patrol', yearsOfService: number, reason: 'x'.repeat(500) };
        const nomination = {
          course: course.id,
          nominee: person.id,
          organisation: exchange.accra,
          nominatedBy,
        };
        await records.nominations.add({ ...nomination, ...about, state: 'submitted' });
      }
    });
    await nominated(course.id, 'ama', 'kofi');
    const nadia = bench.as('practice:nadia');

    const first = await nadia.pressesRoute(`nominate/list/of|${course.id}`);
    const second = await nadia.presses('Next');
    const own = await bench.as('practice:ama').runs('nominate list');

    const named = (seen: string) => [...seen.matchAll(/^(.+) · Ghana Police/gm)].map((match) => match[1]);
    expect(first).toContain('1 to 5 of 8');
    expect(second).toContain('6 to 8 of 8');
    expect([named(first).length, named(second).length]).toEqual([5, 3]);
    expect(new Set([...named(first), ...named(second)]).size).toBe(8);
    expect(own).toContain('Digital evidence, 15 March 2027 to 19 March 2027 – Nominated');
  });

  it('changes what was written while nobody has answered, and nothing afterwards', async () => {
    const course = await exchange.course();
    const { id } = await nominated(course.id, 'ama', 'kofi');
    const kofi = bench.as('practice:kofi');

    await kofi.pressesRoute(`nominate/edit/start|${id}`);
    const filled = kofi
      .form()
      ?.pages.flatMap((page) => page.fields)
      .map((field) => field.filledLabel ?? field.filled);
    const seen = await kofi.fills({ nomination: filled?.[0] as string, rank: 'Chief Inspector' });
    await bench.arrange(async (records) =>
      records.nominations.grantSeat(id, await standingPass(records, course.id)),
    );
    const late = await kofi.runs('nominate edit', { nomination: id, rank: 'Superintendent' });

    expect(filled).toEqual([
      'Ama Boateng · Digital evidence',
      'Inspector',
      'CID',
      5,
      'Leads the first seizures.',
      false,
      false,
    ]);
    expect(seen).toContain('has been changed');
    expect(late).toContain('can no longer be changed. Its state: Seat confirmed.');
    expect((await bench.arrange((records) => records.nominations.byId(id)))?.rank).toBe('Chief Inspector');
  });

  it('gives a seat back when it is withdrawn, after asking once more, and tells nominee and coordinators', async () => {
    const course = await exchange.course();
    const { id } = await nominated(course.id, 'ama', 'kofi');
    await bench.arrange(async (records) =>
      records.nominations.grantSeat(id, await standingPass(records, course.id)),
    );
    const kofi = bench.as('practice:kofi');

    const sure = await kofi.pressesRoute(`nominate/withdraw/ask|${id}`);
    const done = await kofi.presses('Withdraw');
    const again = await kofi.pressesRoute(`nominate/withdraw/confirm|${id}`);
    await bench.sendDue();

    expect(sure).toContain('Withdrawing gives it back');
    expect(done).toContain('the seat is free again');
    expect(again).toContain('has been dealt with. Its state now: Withdrawn.');
    expect((await bench.arrange((records) => records.courses.byId(course.id)))?.granted).toBe(0);
    expect(bench.delivered.map((one) => one.to).toSorted()).toEqual([
      'practice:ama',
      'practice:nadia',
      'practice:paul',
    ]);
    expect(bench.delivered.find((one) => one.to === 'practice:ama')?.says).toContain(
      'your seat has been given back',
    );
    expect(bench.errors).toEqual([]);
  });

  it('lets only the own organisation withdraw', async () => {
    const course = await exchange.course();
    const { id } = await nominated(course.id, 'ama', 'kofi');

    const seen = await bench.as('practice:karim').pressesRoute(`nominate/withdraw/confirm|${id}`);

    expect(seen).toBe('This nomination is no longer there.');
    expect((await bench.arrange((records) => records.nominations.byId(id)))?.state).toBe('submitted');
  });
});
