import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { standingPass } from '../../../test/support/gate-papers.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

describe('nominate add', () => {
  let bench: Bench;
  let exchange: SampleExchange;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
  });

  afterEach(() => bench.close());

  const about = {
    rank: 'Inspector',
    unit: 'Cybercrime Unit',
    yearsOfService: 7,
    reason: 'Leads the unit’s first seizures.',
  };

  it('takes a colleague, and tells the nominee once in a message of their own', async () => {
    const course = await exchange.course();

    const seen = await bench
      .as('practice:kofi')
      .runs('nominate add', { course: course.id, person: 'Ama Boateng', ...about });
    await bench.sendDue();

    expect(seen).toContain('Ama Boateng is nominated');
    expect(seen).toContain('Ama Boateng has been told.');
    const told = bench.delivered.filter((one) => one.to === 'practice:ama');
    expect(told.map((one) => one.says)).toEqual([
      expect.stringContaining('Kofi Mensah of Ghana Police has nominated you for “Digital evidence”.'),
    ]);
    expect(bench.delivered.map((one) => one.to).toSorted()).toEqual(['practice:abena', 'practice:ama']);
    expect(bench.errors).toEqual([]);
  });

  it('opens from the card with the course filled in, over two pages, and keeps the course left as it was shown', async () => {
    const course = await exchange.course();
    const kofi = bench.as('practice:kofi');

    await kofi.pressesRoute(`nominate/add/start|${course.id}`);
    const shown = kofi.form()?.pages[0]?.fields[0]?.filledLabel ?? '';
    const form = kofi.form();
    const between = await kofi.fills(
      { course: shown, person: 'Yaw Darko', rank: 'Sergeant', unit: 'CID' },
      0,
    );
    await kofi.presses('Continue (2 of 2)');
    const done = await kofi.fills({ yearsOfService: 3, reason: 'Will train his station.' }, 1);

    expect(form?.pages.map((page) => page.fields.length)).toEqual([5, 5]);
    expect(shown).toContain('Digital evidence · 15 March 2027');
    expect(between).toContain('is kept');
    expect(done).toContain('Yaw Darko is nominated');
  });

  it('takes rank and unit of a member from the record, and asks both of somebody new', async () => {
    const course = await exchange.course();
    const kofi = bench.as('practice:kofi');
    const { yearsOfService, reason } = about;
    const { ama } = exchange.people;
    await bench.arrange((records) => records.people.change(ama.id, { rank: 'Sergeant', unit: 'CID' }));

    const known = await kofi.runs('nominate add', {
      course: course.id,
      person: 'Ama Boateng',
      yearsOfService,
      reason,
    });
    await kofi.runs('nominate add', { course: course.id, newName: 'Esi Tawiah', yearsOfService, reason });

    expect(known).toContain('Ama Boateng is nominated');
    const made = await bench.arrange((records) => records.nominations.list({ course: course.id }));
    expect(made).toMatchObject([{ nominee: ama.id, rank: 'Sergeant', unit: 'CID' }]);
    const asked = kofi.form()?.pages.flatMap((page) => page.fields.filter((field) => field.problem));
    expect(asked?.map((field) => field.name)).toEqual(['rank', 'unit']);
  });

  it('makes somebody new a member whose code the liaison officer passes on, and tells them once they have joined', async () => {
    const course = await exchange.course();

    const seen = await bench
      .as('practice:kofi')
      .runs('nominate add', { course: course.id, newName: 'Esi Tawiah', ...about });
    await bench.sendDue();
    const code = /code on to Esi Tawiah: ([0-9A-Z-]+)\./.exec(seen)?.[1] ?? '';
    await bench.as('practice:esi').runs('exchange join', { code });
    await bench.sendDue();

    expect(seen).toContain('will be told on joining');
    expect(bench.delivered.filter((one) => one.to === 'practice:esi')).toHaveLength(1);
  });

  it('says after the deadline when it was, who can extend it, and keeps nothing before that is confirmed', async () => {
    const course = await exchange.course();
    bench.clock.set('2027-03-02T08:00:00Z');

    const seen = await bench
      .as('practice:kofi')
      .runs('nominate add', { course: course.id, person: 'Ama Boateng', ...about });

    expect(seen).toContain('Nominations for “Digital evidence” closed on 1 March 2027');
    expect(seen).toContain('The coordinator can extend the deadline for everybody with /course edit.');
    expect(await bench.arrange((records) => records.nominations.list({ course: course.id }))).toEqual([]);
  });

  it('refuses a second nomination by showing the first, and an overlapping seat by naming it', async () => {
    const course = await exchange.course();
    const other = await exchange.course({
      title: 'Interviewing',
      startsOn: '2027-03-19',
      endsOn: '2027-03-26',
    });
    const kofi = bench.as('practice:kofi');
    await kofi.runs('nominate add', { course: course.id, person: 'Ama Boateng', ...about });

    const twice = await kofi.runs('nominate add', { course: course.id, person: 'Ama Boateng', ...about });
    await bench.arrange(async (records) => {
      const [first] = await records.nominations.list({ course: course.id });
      await records.nominations.grantSeat(first?.id ?? '', await standingPass(records, course.id));
    });
    const overlapping = await kofi.runs('nominate add', {
      course: other.id,
      person: 'Ama Boateng',
      ...about,
    });

    expect(twice).toContain(
      'is nominated for “Digital evidence” already, by Kofi Mensah on 4 January 2027. Its state: Nominated.',
    );
    expect(overlapping).toContain('has a seat in “Digital evidence” from 15 March 2027 to 19 March 2027');
  });

  it('lets nobody nominate themselves, nor people of another organisation', async () => {
    const course = await exchange.course();
    const kofi = bench.as('practice:kofi');
    const { people } = exchange;

    const self = await kofi.runs('nominate add', { course: course.id, person: people.kofi.id, ...about });
    await kofi.runs('nominate add', { course: course.id, person: people.salma.id, ...about });
    const problem = kofi.form()?.pages[0]?.fields.find((field) => field.name === 'person')?.problem;
    const trainee = await bench.as('practice:ama').runs('nominate add', { course: course.id });

    expect(self).toContain('nominator and nominee must be two people');
    expect(problem?.join('')).toContain('Nothing was found');
    expect(trainee).toContain('is for: Liaison officer');
    expect(await bench.arrange((records) => records.nominations.list({ course: course.id }))).toEqual([]);
  });
});
