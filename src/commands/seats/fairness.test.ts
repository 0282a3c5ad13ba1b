import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { standingPass } from '../../../test/support/gate-papers.ts';
import {
  arrangeExchange,
  type SampleExchange,
  type SampleName,
} from '../../../test/support/sample-exchange.ts';

describe('/seats fairness', () => {
  let bench: Bench;
  let sample: SampleExchange;

  beforeEach(async () => {
    bench = await openBench();
    sample = await arrangeExchange(bench);
  });
  afterEach(() => bench.close());

  const asks = (name: SampleName) => bench.as(`practice:${name}`).runs('seats fairness');

  /** Seats in a course of their own, which can be withheld. */
  async function seat(names: readonly SampleName[], startsOn = '2027-03-01'): Promise<string> {
    const course = await sample.course({ state: 'call-open', startsOn, endsOn: startsOn, seats: 20 });
    await bench.arrange(async (records) => {
      const pass = await standingPass(records, course.id);
      for (const name of names) {
        const { id: nominee, organisation = '' } = sample.people[name];
        const { id } = await records.nominations.add({
          ...{ course: course.id, nominee, organisation, nominatedBy: sample.people.kofi.id },
          ...{ rank: 'r', unit: 'u', yearsOfService: 3, reason: 'x', state: 'submitted' },
          ...{ consent: 'given', release: 'given' },
        });
        await records.nominations.grantSeat(id, pass);
      }
    });
    return course.id;
  }

  async function addOrganisations(number: number): Promise<void> {
    await bench.arrange(async ({ organisations }) => {
      for (let at = 0; at < number; at += 1)
        await organisations.add({
          ...{ name: `Service ${at}`, country: 'PE', language: 'es', zone: 'America/Lima', hub: false },
        });
    });
  }

  it('shows the hub everything: indices, shares, and every organisation, those with the least first', async () => {
    await seat(['ama', 'yaw', 'abena']);

    const said = await asks('nadia');

    expect(said).toContain('3 seats, 3 nominations: 1.0 for each seat');
    expect(said).toContain('Jain’s index (1: all have the same part): 0.50');
    expect(said).toContain('Gini coefficient (0: all have the same part): 0.50');
    expect(said).toContain('Organisations without a seat: 1 (Sûreté nationale)');
    expect(said).toContain('Seats of women: known of fewer than 5 seats');
    expect(said).toContain('First seat ever: 3 of 3 (100%)');
    expect(said).toContain('[picture: 2 organisations by seats against entitlement');
    expect(said).toMatch(
      /Sûreté nationale – 0 seats of 1\.5.*\n.*Ghana Police – 3 seats of 1\.5 \(2\.0 of its part\)/,
    );
    expect(said).toMatch(/\[file: fairness-2027-01-04\.csv\]/);
  });

  it('shows the share of women with its interval, once enough have said', async () => {
    await seat(['ama', 'yaw', 'abena', 'kofi', 'salma']);
    await bench.arrange(async ({ profiles }) => {
      for (const name of ['ama', 'yaw', 'abena', 'kofi', 'salma'] as const) {
        const gender = name === 'yaw' || name === 'kofi' ? 'man' : 'woman';
        await profiles.set({ person: sample.people[name].id, sector: undefined, gender, languages: [] }, 'x');
      }
    });

    expect(await asks('nadia')).toContain('Seats of women: 3 of 5 (60%; 95% interval 23–88%)');
  });

  it('shows a manager their own row, and nothing of the others while they are few', async () => {
    await seat(['ama', 'yaw', 'salma']);

    for (const name of ['abena', 'kofi'] as const) {
      const said = await asks(name);
      expect(said).toContain('Seats of Ghana Police, since');
      expect(said).toContain('2 seats, 2 nominations.');
      expect(said).toContain('with fewer than 5 others you could work out whose figures they are');
      expect(said).not.toContain('Sûreté');
      expect(said).not.toContain('Jain');
    }
  });

  it('shows a manager how the others lie, without a name, from five others on', async () => {
    await addOrganisations(4);
    await seat(['ama', 'yaw', 'salma']);

    const said = await asks('abena');

    expect(said).toContain('2 seats of 0.5 to which it is entitled: 4.0 of its part');
    expect(said).toContain('Of the 5 others the least has 0.0 of its part and the most 2.0');
    expect(said).not.toMatch(/Service|Sûreté/);
  });

  it('says nothing of a withheld course to an organisation, and counts it in the sums of the hub', async () => {
    await addOrganisations(4);
    await seat(['ama', 'salma']);
    const before = await asks('abena');
    const secret = await seat(['ama', 'yaw', 'salma'], '2027-04-01');
    await bench.arrange(({ courses }) => courses.withhold(secret, ['counter-terrorism']));

    const after = await asks('abena');
    const whole = await asks('nadia');

    expect(after).toBe(before);
    expect(whole).toContain('5 seats, 5 nominations');
  });

  it('refuses trainees and approvers, and says what comes next where no seat has been given', async () => {
    expect(await asks('ama')).not.toContain('Seats of Ghana Police');
    expect(await asks('aria')).not.toContain('Jain');
    expect(await asks('nadia')).toContain('No seat has been given in a course since');
    expect(await asks('abena')).toContain('Nominate officers with /nominate add');
  });

  it('turns pages of many organisations, and has all of them in the file', async () => {
    await addOrganisations(40);
    await seat(['ama', 'yaw']);
    const nadia = bench.as('practice:nadia');

    const first = await nadia.runs('seats fairness');
    const second = await nadia.presses('Next');
    const last = await nadia.presses('Next');

    expect(first.match(/ seats? of 0\.0|seats of/g)?.length).toBeGreaterThan(10);
    expect(first).toContain('42 organisations by seats against entitlement');
    expect(second).toContain('[Previous] [Next]');
    expect(last).toContain('Ghana Police – 2 seats');
    expect(last).not.toContain('[picture');
  });
});
