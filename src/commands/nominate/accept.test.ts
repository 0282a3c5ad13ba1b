import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { approve, standingPass } from '../../../test/support/gate-papers.ts';
import {
  arrangeExchange,
  type SampleExchange,
  type SampleName,
} from '../../../test/support/sample-exchange.ts';

describe('nominate accept', () => {
  let bench: Bench;
  let exchange: SampleExchange;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
  });

  afterEach(() => bench.close());

  function nominated(course: string, who: SampleName, by: SampleName = 'kofi') {
    const { people } = exchange;
    return bench.arrange((records) =>
      records.nominations.add({
        course,
        nominee: people[who].id,
        organisation: people[who].organisation ?? '',
        nominatedBy: people[by].id,
        rank: 'Inspector',
        unit: 'CID',
        yearsOfService: 5,
        reason: 'Leads the first seizures.',
        state: 'submitted',
        consent: 'given',
        release: 'given',
      }),
    );
  }
  const seatsOf = async (course: string) =>
    (await bench.arrange((records) => records.courses.byId(course)))?.granted;

  it('gives the seat from the list, tells nominee and liaison officer, and shows the list again', async () => {
    const course = await exchange.course();
    await nominated(course.id, 'ama');
    const nadia = bench.as('practice:nadia');

    const list = await nadia.runs('nominate list', { course: course.id });
    const seen = await nadia.presses('Accept Ama Boateng');
    await bench.sendDue();

    expect(list).toContain('Ama Boateng · Ghana Police – Nominated. Inspector, CID, 5 years of service.');
    expect(seen).toContain('Ama Boateng has a seat in “Digital evidence”: 1 of 2 are given.');
    expect(seen).toContain('Ama Boateng · Ghana Police – Seat confirmed.');
    const told = Object.fromEntries(bench.delivered.map((one) => [one.to, one.says]));
    expect(told['practice:ama']).toContain('Your seat in “Digital evidence” is confirmed.');
    expect(told['practice:ama']).toContain('[Put it in my calendar]');
    expect(told['practice:kofi']).toContain('Ama Boateng, nominated by Ghana Police, has a seat');
    expect(told['practice:kofi']).toContain('1 seat is left.');
    expect(Object.keys(told)).toHaveLength(2);
  });

  it('answers a second press with what is so, and gives one seat', async () => {
    const course = await exchange.course();
    const { id } = await nominated(course.id, 'ama');
    const nadia = bench.as('practice:nadia');

    await nadia.pressesRoute(`nominate/accept/now|${id}|0`);
    const again = await nadia.pressesRoute(`nominate/accept/now|${id}|0`);
    await bench.sendDue();

    expect(again).toContain('has been dealt with. Its state now: Seat confirmed.');
    expect(await seatsOf(course.id)).toBe(1);
    expect(bench.delivered).toHaveLength(2);
  });

  it('gives the last seat to one of two who are accepted at once', async () => {
    const course = await exchange.course({ seats: 1 });
    const ama = await nominated(course.id, 'ama');
    const salma = await nominated(course.id, 'salma', 'karim');

    const seen = await Promise.all([
      bench.as('practice:nadia').runs('nominate accept', { nomination: ama.id }),
      bench.as('practice:paul').runs('nominate accept', { nomination: salma.id }),
    ]);

    expect(seen.filter((one) => one.includes('has a seat in'))).toHaveLength(1);
    expect(seen.filter((one) => one.includes('The only seat of “Digital evidence” is given.'))).toHaveLength(
      1,
    );
    expect(await seatsOf(course.id)).toBe(1);
  });

  it('is refused while a document is not in force, naming it', async () => {
    const course = await exchange.course({ startsOn: '2028-01-10', endsOn: '2028-01-14' });
    const { id } = await nominated(course.id, 'ama');
    bench.clock.set('2028-01-03T09:00:00Z');

    const seen = await bench.as('practice:nadia').runs('nominate accept', { nomination: id });

    expect(seen).toContain('the human-rights assessment (OSJA) expired on 31 December 2027');
    expect(await seatsOf(course.id)).toBe(0);
  });

  it('is refused while what was approved has changed, and once the approval was not renewed', async () => {
    const course = await exchange.course();
    const { id } = await nominated(course.id, 'ama');
    const nadia = bench.as('practice:nadia');
    await bench.as('practice:kofi').runs('course edit', { course: course.id, title: 'Other evidence' });

    const held = await nadia.runs('nominate accept', { nomination: id });
    await bench.arrange(async (records) => {
      await approve(records, course.id, exchange.people.aria.id);
      const pass = await standingPass(records, course.id);
      await records.courses.move(course.id, ['on-hold'], 'call-open', undefined, pass);
      await approve(records, course.id, exchange.people.aria.id, 'Not any more.', 'decline');
    });
    const declined = await nadia.runs('nominate accept', { nomination: id });

    expect(held).toContain('No seat can be given in “Other evidence” now. Its state: On hold.');
    expect(declined).toContain('no approval of it stands');
    expect(await seatsOf(course.id)).toBe(0);
  });

  it('is refused to whoever nominated, and once the course has begun', async () => {
    const course = await exchange.course();
    const { id } = await nominated(course.id, 'ama', 'nadia');

    const own = await bench.as('practice:nadia').runs('nominate accept', { nomination: id });
    bench.clock.set('2027-03-15T08:00:00Z');
    const late = await bench.as('practice:paul').runs('nominate accept', { nomination: id });
    const trainee = await bench.as('practice:ama').pressesRoute(`nominate/accept/now|${id}|0`);

    expect(own).toContain('You nominated Ama Boateng yourself');
    expect(late).toContain('began on 15 March 2027');
    expect(trainee).toContain('is for: Coordinator');
    expect(await seatsOf(course.id)).toBe(0);
  });

  it('is refused when the nominee has a seat in a course on the same days', async () => {
    const course = await exchange.course();
    const other = await exchange.course({ title: 'Interviewing' });
    const first = await nominated(course.id, 'ama');
    const second = await nominated(other.id, 'ama');
    const nadia = bench.as('practice:nadia');
    await nadia.runs('nominate accept', { nomination: first.id });

    const seen = await nadia.runs('nominate accept', { nomination: second.id });

    expect(seen).toContain('There is a seat in “Digital evidence” from 15 March 2027 to 19 March 2027');
    expect(seen).toContain('Nobody can lift this.');
  });
});
