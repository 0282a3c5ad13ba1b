import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainText } from '#bot/plain-text.ts';
import { type Bench, openBench, type Typist } from '../../../test/support/exchange-bench.ts';
import {
  arrangeExchange,
  type SampleExchange,
  type SampleName,
} from '../../../test/support/sample-exchange.ts';

describe('the plan of seats', () => {
  let bench: Bench;
  let exchange: SampleExchange;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
  });

  afterEach(() => bench.close());

  async function nominated(course: string, who: SampleName, by: SampleName, facts: object = {}) {
    const { people } = exchange;
    return await bench.arrange((records) =>
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
        ...facts,
      }),
    );
  }

  /** Two of Ghana and one of Morocco, for one seat or more, after the call has closed. */
  async function closedCall(seats = 1) {
    const course = await exchange.course({ seats, state: 'call-closed' });
    const yaw = await nominated(course.id, 'yaw', 'kofi', { priority: 2 });
    const ama = await nominated(course.id, 'ama', 'kofi', { priority: 1 });
    const salma = await nominated(course.id, 'salma', 'karim');
    return { course, yaw, ama, salma };
  }
  const as = (name: SampleName) => bench.as(`practice:${name}`);
  const states = (course: string) =>
    bench.arrange(async (records) =>
      Object.fromEntries(
        await Promise.all(
          (await records.nominations.list({ course })).map(async (one) => [
            (await records.people.byId(one.nominee))?.name,
            one.reservePlace === null ? one.state : `${one.state} ${one.reservePlace}`,
          ]),
        ),
      ),
    );

  it('says for each organisation how many of the seats it has, and why, with who gets them', async () => {
    const { course } = await closedCall(2);
    const nadia = as('nadia');
    await nadia.runs('seats weight', { organisation: exchange.accra, weight: 10 });

    const seen = await nadia.runs('seats propose', { course: course.id });

    expect(seen).toContain('Seats of “Digital evidence”: plan 1');
    expect(seen).toContain('2 seats for 3 people of 2 organisations.');
    expect(seen).toContain(
      'Ghana Police – 2 of 2: entitled to 1.8 in the window, has had 0; each seat in its turn. Ama Boateng, Yaw Darko',
    );
    expect(seen).toContain(
      'Sûreté nationale – 0 of 2: entitled to 0.2 in the window, has had 0; others had the better claim.',
    );
    expect(await nadia.presses('Reserve')).toContain('1. Salma Idrissi · Sûreté nationale');
    expect(await nadia.presses('Who gets a seat')).toContain('Ama Boateng · Ghana Police – by turn');
    expect(await nadia.presses('Not considered')).toContain(
      'Everybody nominated for “Digital evidence” meets',
    );
  });

  it('gives whoever has received less the next seat, also when they received it in another course', async () => {
    const before = await exchange.course({
      title: 'Earlier course',
      startsOn: '2027-03-01',
      endsOn: '2027-03-02',
    });
    const seat = await nominated(before.id, 'yaw', 'kofi');
    await as('nadia').runs('nominate accept', { nomination: seat.id });
    const { course } = await closedCall();

    const seen = await as('nadia').runs('seats propose', { course: course.id });

    expect(seen).toContain('Sûreté nationale – 1 of 1');
    expect(seen).toContain('Ghana Police – 0 of 1: entitled to 1.0 in the window, has had 1;');
  });

  it('fills a reserve first, says that only it brought the seat, and counts who could have been chosen', async () => {
    const course = await exchange.course({ seats: 1 });
    await as('nadia').runs('seats rules', { course: course.id, women: 1 });
    await nominated(course.id, 'yaw', 'kofi');
    await nominated(course.id, 'salma', 'karim');
    await bench.arrange(async (records) => {
      await records.profiles.set(
        { person: exchange.people.salma.id, sector: 'police', gender: 'woman', languages: ['en'] },
        exchange.people.karim.id,
      );
      await records.ledger.weigh(exchange.accra, 9);
    });
    bench.clock.set('2027-03-02T09:00:00Z');
    await bench.sweep();

    const seen = await as('nadia').runs('seats propose', { course: course.id });

    expect(seen).toContain('Reserved for women: 1 of 1 filled; 1 person of the group could be chosen');
    expect(seen).toContain(
      'Sûreté nationale – 1 of 1: entitled to 0.1 in the window, has had 0; last seat by the reserve for women.',
    );
  });

  it('keeps the lot secret until the call has closed, and then shows what decided with the means to check it', async () => {
    const course = await exchange.course({ seats: 1, state: 'approved' });
    const paul = as('paul');
    await paul.runs('course publish', { course: course.id });
    await paul.presses('Publish');
    const open = await as('kofi').runs('course show', { course: course.id });
    await nominated(course.id, 'yaw', 'kofi');
    await nominated(course.id, 'salma', 'karim');
    bench.clock.set('2027-03-02T09:00:00Z');
    await bench.sweep();
    const told = bench.delivered.find(({ to }) => to === 'practice:nadia')?.says ?? '';

    const plan = await as('nadia').runs('seats propose', { course: course.id });

    const [, commitment = '-'] = /SHA-256 ([0-9a-f]{64})\. Its seed is shown/u.exec(open) ?? [];
    expect(told).toContain(commitment);
    expect(told).toContain('[See the plan of the seats]');
    expect(plan).toContain('last seat by lot');
    expect(plan).toContain(commitment);
    expect(plan).toMatch(/Its seed is “[0-9a-z-]{38}”/u);
  });

  it('is refused while the call is open, and when nobody could be chosen, saying what to do', async () => {
    const open = await exchange.course();
    const empty = await exchange.course({ title: 'Empty', state: 'call-closed' });
    const refused = await exchange.course({ title: 'Refused', state: 'call-closed' });
    await nominated(refused.id, 'yaw', 'kofi', { consent: 'refused' });
    const propose = (course: { id: string }) => as('nadia').runs('seats propose', { course: course.id });

    expect(await propose(open)).toContain('is open until');
    expect(await propose(empty)).toContain('Nobody is nominated for “Empty”');
    expect(await propose(refused)).toContain(
      'The only person nominated for “Refused” does not meet its conditions. /nominate check',
    );
  });

  it('is confirmed once, sorts everybody, and tells nominees and liaison officers with reason and code', async () => {
    const { course } = await closedCall(2);
    const nadia = as('nadia');
    await nadia.runs('seats propose', { course: course.id });

    const done = await nadia.presses('Confirm the plan');
    const again = await as('paul').runs('seats confirm', { course: course.id });
    await bench.sendDue();

    expect(done).toContain('2 people are selected, 1 is in the reserve');
    expect(done).toContain('[Offer the seats]');
    expect(again).toContain('was confirmed on');
    expect(await states(course.id)).toEqual({
      'Ama Boateng': 'selected',
      'Salma Idrissi': 'selected',
      'Yaw Darko': 'reserve 1',
    });
    expect((await bench.arrange((records) => records.courses.byId(course.id)))?.state).toBe('confirmed');
    const told = Object.fromEntries(bench.delivered.map((one) => [one.to, one.says]));
    expect(Object.keys(told).toSorted()).toEqual(
      ['ama', 'karim', 'kofi', 'salma', 'yaw'].map((one) => `practice:${one}`),
    );
    expect(told['practice:ama']).toContain('You have been selected for “Digital evidence”');
    expect(told['practice:yaw']).toContain('in place 1');
    expect(told['practice:yaw']).toContain('(code: reserve)');
    expect(told['practice:kofi']).toContain(
      'Ghana Police has 1 of 2 seats in “Digital evidence”: entitled to 1.0',
    );
    expect(told['practice:kofi']).toContain('Ama Boateng – selected, by turn (code: seat-by-turn)');
  });

  it('is confirmed by one of two who press at once', async () => {
    const { course } = await closedCall();
    await as('nadia').runs('seats propose', { course: course.id });

    const seen = await Promise.all(
      (['nadia', 'paul'] as const).map((name) => as(name).runs('seats confirm', { course: course.id })),
    );
    await bench.sendDue();

    expect(seen.filter((one) => one.includes('is confirmed:'))).toHaveLength(1);
    expect(seen.filter((one) => one.includes('was confirmed on'))).toHaveLength(1);
    expect(bench.delivered).toHaveLength(5);
  });

  it('is not confirmed when somebody has withdrawn since it was made', async () => {
    const { course, ama } = await closedCall();
    await as('nadia').runs('seats propose', { course: course.id });
    await as('kofi').runs('nominate withdraw', { nomination: ama.id });

    const seen = await as('nadia').runs('seats confirm', { course: course.id });

    expect(seen).toContain(
      'have changed since this plan for “Digital evidence” was made, so it was not confirmed.',
    );
    expect(await states(course.id)).toMatchObject({ 'Yaw Darko': 'submitted' });
  });

  it('is not confirmed when a weight or a seat elsewhere has changed since', async () => {
    const { course } = await closedCall();
    await as('nadia').runs('seats propose', { course: course.id });
    await as('nadia').runs('seats weight', { organisation: exchange.rabat, weight: 3 });

    const seen = await as('nadia').runs('seats confirm', { course: course.id });

    expect(seen).toContain('so it was not confirmed');
  });

  it('moves a seat with a reason that is kept, and then wants another pair of eyes', async () => {
    const { course, yaw, ama, salma } = await closedCall();
    const nadia = as('nadia');
    const plan = await nadia.runs('seats propose', { course: course.id });
    const [loses, gains] = plan.includes('Ghana Police – 1') ? [ama, salma] : [salma, ama];

    const moved = await nadia.runs('seats depart', {
      course: course.id,
      loses: loses.id,
      gains: gains.id,
      why: 'The host asked for the laboratory.',
    });
    await nadia.runs('seats depart', {
      course: course.id,
      loses: yaw.id,
      gains: ama.id,
      why: 'So.',
    });
    const wrong = problemsOf(nadia);
    const own = await nadia.runs('seats confirm', { course: course.id });
    const other = await as('paul').runs('seats confirm', { course: course.id });

    expect(moved).toContain('One seat was moved against the rule:');
    expect(moved).toContain('by Nadia Keller: The host asked for the laboratory.');
    expect(moved).toContain('last seat moved here by a coordinator');
    expect(wrong).toContain('Yaw Darko has no seat in this plan.');
    expect(own).toContain('You moved a seat in this plan: another coordinator has to confirm it.');
    expect(other).toContain('is confirmed');
    expect(await nadia.runs('seats ledger')).toContain('One seat was moved against the rule in this time.');
  });

  it('is not confirmed by whoever nominated or is nominated in it', async () => {
    const course = await exchange.course({ seats: 1, state: 'call-closed' });
    await nominated(course.id, 'yaw', 'nadia');
    await as('paul').runs('seats propose', { course: course.id });

    const seen = await as('nadia').runs('seats confirm', { course: course.id });

    expect(seen).toContain(
      'You nominated Yaw Darko, who is in this plan: another coordinator has to confirm it.',
    );
  });

  it('follows rules that are set until the call closes, and not after', async () => {
    const course = await exchange.course();
    const nadia = as('nadia');

    const set = await nadia.runs('seats rules', {
      course: course.id,
      cap: 1,
      floor: true,
      sector: 'judiciary',
      sectorSeats: 1,
    });
    await nadia.runs('seats rules', { course: course.id, women: 2 });
    const tooMany = problemsOf(nadia);
    const card = await as('kofi').runs('course show', { course: course.id });
    bench.clock.set('2027-03-02T09:00:00Z');
    await bench.sweep();
    const late = await nadia.runs('seats rules', { course: course.id, cap: 2 });

    expect(set).toContain('• At most 1 seat for one organisation');
    expect(set).toContain('• Reserved for the judiciary: 1 seat; what they do not fill goes to all');
    expect(tooMany).toContain('3 seats would be reserved, and the course has only 2.');
    expect(card).toContain(
      'Sharing of seats: at most 1 seat for one organisation, organisations without a seat in the window first, 1 seat reserved for a sector',
    );
    expect(late).toContain('the rules do not change once it is known who was nominated');
  });

  it('shows the ledger to the hub, and to an organisation its own row alone', async () => {
    const hub = await as('nadia').runs('seats ledger');
    const own = await as('abena').runs('seats ledger');

    expect(hub).toContain('Ghana Police (weight 1) – no seat, entitled to 0.0');
    expect(hub).toContain('Sûreté nationale');
    expect(own).toContain('Ghana Police (weight 1)');
    expect(own).not.toContain('Sûreté nationale');
    expect(own).not.toContain('moved against the rule');
  });
});

/** What the form that is open finds wrong with the answers. */
function problemsOf(typist: Typist): string {
  const fields = (typist.form()?.pages ?? []).flatMap((page) => page.fields);
  return plainText(
    fields.flatMap(({ problem = [] }) => problem),
    { language: 'en', zone: 'UTC' },
  ).replaceAll(/[\u2068\u2069]/g, '');
}
