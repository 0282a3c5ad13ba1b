import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench, type Typist } from '../../../test/support/exchange-bench.ts';
import {
  arrangeExchange,
  type SampleExchange,
  type SampleName,
} from '../../../test/support/sample-exchange.ts';

describe('/seats place', () => {
  let bench: Bench;
  let sample: SampleExchange;
  let nadia: Typist;

  beforeEach(async () => {
    bench = await openBench();
    sample = await arrangeExchange(bench);
    nadia = bench.as('practice:nadia');
  });
  afterEach(() => bench.close());

  async function course(title: string, seats: number, startsOn = '2027-03-01'): Promise<string> {
    const { id } = await sample.course({
      title,
      seats,
      startsOn,
      endsOn: '2027-03-05',
      state: 'call-closed',
    });
    return id;
  }

  /** In the order in which they are wanted. */
  async function nominate(name: SampleName, ...courses: readonly string[]): Promise<void> {
    const { id: nominee, organisation = '' } = sample.people[name];
    await bench.arrange(async ({ nominations }) => {
      for (const [at, wanted] of courses.entries())
        await nominations.add({
          ...{ course: wanted, nominee, organisation, nominatedBy: sample.people.kofi.id },
          ...{ rank: 'r', unit: 'u', yearsOfService: 5, reason: 'x', state: 'submitted' },
          ...{ preference: at + 1, consent: 'given', release: 'given' },
        });
    });
  }

  const statesOf = (name: SampleName) =>
    bench.store.read({ kind: 'process' }, async ({ nominations, courses }) => {
      const own = await nominations.list({ nominee: sample.people[name].id });
      const titles = await courses.byIds(own.map((one) => one.course));
      return Object.fromEntries(
        own.map(({ course: id, state }) => [titles.find((one) => one.id === id)?.title, state]),
      );
    });
  const heard = (name: string) =>
    bench.delivered
      .filter(({ to }) => to === `practice:${name}`)
      .map(({ says }) => says)
      .join('\n');

  /** Ama and Salma both want forensics, which has one seat; Yaw wants it alone. */
  async function twoCourses() {
    const forensics = await course('Forensics', 1);
    const command = await course('Command', 5);
    await nominate('salma', forensics, command);
    // A day later: so it is not the lot that decides.
    bench.clock.set('2027-01-05T09:00:00Z');
    await nominate('ama', forensics, command);
    bench.clock.set('2027-01-06T09:00:00Z');
    await nominate('yaw', forensics);
    return { forensics, command };
  }

  it('shows whom each course would get and at which choice, and who stays without', async () => {
    const { forensics } = await twoCourses();

    const said = await nadia.runs('seats place', { course: forensics });

    expect(said).toContain('2 courses side by side · 3 people who may have a seat');
    expect(said).toContain('Forensics: 1 of 1 free seats, 1 as first choice');
    expect(said).toContain('Command: 1 of 5 free seats, 0 as first choice');
    expect(said).toContain('Salma Idrissi (Sûreté nationale): Forensics, the first of 2 choices');
    expect(said).toContain(
      'Ama Boateng (Ghana Police): Command, choice 2 of 2; the seats of “Forensics” go to others with a better claim',
    );
    expect(said).toMatch(/Yaw Darko \(Ghana Police\): no seat in any of 1 choice; stays nominated/);
    expect(await statesOf('ama')).toEqual({ Forensics: 'submitted', Command: 'submitted' });
  });

  it('leaves each with one course once it is kept, tells them and whoever nominated them, and gives no seat', async () => {
    const { forensics } = await twoCourses();
    await nadia.runs('seats place', { course: forensics });

    const done = await nadia.presses('Keep it: each on one course');
    await bench.sendDue();

    const all = { ...(await statesOf('ama')), ...(await statesOf('yaw')) };
    expect(done).toContain('2 people now wait for one course alone');
    expect(Object.values(await statesOf('ama')).toSorted()).toEqual(['not-selected', 'submitted']);
    expect(Object.values(await statesOf('salma')).toSorted()).toEqual(['not-selected', 'submitted']);
    expect(await statesOf('yaw')).toEqual({ Forensics: 'submitted' });
    expect(Object.values(all)).not.toContain('selected');
    expect(heard('ama')).toContain('You are now considered for');
    expect(heard('ama')).toContain('No seat is given yet');
    expect(heard('kofi')).toContain('Ama Boateng is nominated for several courses');
    expect(heard('yaw')).toBe('');
    expect(bench.errors).toEqual([]);
  });

  it('is what the plan of each course says afterwards', async () => {
    const { forensics, command } = await twoCourses();
    const shown = await nadia.runs('seats place', { course: forensics });
    const first = /(\w+ \w+) \([^)]*\): Forensics, the first/.exec(shown)?.[1] ?? '';
    await nadia.presses('Keep it: each on one course');

    await nadia.presses('Seats of Forensics');
    const { selected, others } = await bench.arrange(async ({ seatPlans }) => {
      const [one, other] = [await seatPlans.latest(forensics), await seatPlans.latest(command)];
      return { selected: one?.rows.filter(({ by }) => by !== null) ?? [], others: other };
    });
    const nominee = await bench.store.read({ kind: 'process' }, async ({ nominations, people }) => {
      const found = await nominations.byId(selected[0]?.nomination ?? '');
      return (await people.byId(found?.nominee ?? ''))?.name;
    });

    expect(selected).toHaveLength(1);
    expect(nominee).toBe(first);
    expect(others).toBeUndefined();
  });

  it('keeps nothing when something has changed since, and nothing twice', async () => {
    const { forensics } = await twoCourses();
    await nadia.runs('seats place', { course: forensics });
    const route =
      nadia.drawing()?.view.flatMap((block) => ('buttons' in block ? block.buttons : []))[0]?.route ?? '';
    const withdrawn = await bench.arrange(async ({ nominations }) => {
      const own = await nominations.list({ nominee: sample.people.salma.id });
      for (const { id } of own) await nominations.move(id, ['submitted'], 'withdrawn');
      return own.length;
    });

    const late = await nadia.pressesRoute(route);
    await nadia.presses('Keep it: each on one course');
    const again = await nadia.pressesRoute(route);

    expect(withdrawn).toBe(2);
    expect(late).toContain('Something has changed since this was drawn');
    expect(again).toContain('nothing was done now');
  });

  it('marks whom a tie may give the seat to somebody else, once all are narrowed', async () => {
    const [tied, other] = [await course('Tied', 1), await course('Tied too', 3)];
    const come = (name: SampleName, day: string, priority: number, ...courses: readonly string[]) => {
      bench.clock.set(`2027-01-${day}T09:00:00Z`);
      const { id: nominee, organisation = '' } = sample.people[name];
      return bench.arrange(async ({ nominations }) => {
        for (const [at, wanted] of courses.entries())
          await nominations.add({
            ...{ course: wanted, nominee, organisation, nominatedBy: sample.people.kofi.id, priority },
            ...{ rank: 'r', unit: 'u', yearsOfService: 5, reason: 'x', state: 'submitted' },
            ...{ preference: at + 1, consent: 'given', release: 'given' },
          });
      });
    };
    await come('yaw', '05', 2, tied);
    await come('salma', '06', 1, tied);
    await come('ama', '07', 1, tied, other);

    const said = await nadia.runs('seats place', { course: tied });

    expect(said).toContain('Salma Idrissi (Sûreté nationale): Tied, the first of 1 choice (not certain)');
    expect(said).toContain('1 person is marked as not certain');
  });

  it('takes courses that are named, and refuses one that does not run beside, or a course alone', async () => {
    const forensics = await course('Forensics', 2);
    const later = await sample.course({
      ...{ title: 'Later', startsOn: '2027-05-01', endsOn: '2027-05-02', state: 'call-closed' },
    });
    const open = await sample.course({
      title: 'Open',
      startsOn: '2027-03-01',
      endsOn: '2027-03-05',
      state: 'call-open',
    });

    expect(await nadia.runs('seats place', { course: forensics })).toContain('runs at the same time');
    await nadia.runs('seats place', { course: forensics, second: later.id });
    const problem = nadia.form()?.pages[0]?.fields.find(({ name }) => name === 'second')?.problem;
    expect(JSON.stringify(problem)).toContain('shares no day with');
    expect(await nadia.runs('seats place', { course: open.id })).not.toContain('side by side');
    expect(await bench.as('practice:kofi').runs('seats place', { course: forensics })).not.toContain(
      'side by side',
    );
  });
});
