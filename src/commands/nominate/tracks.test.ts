// What each side says of a nomination: consent, release, sending back and again, order, wish, and coming late.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instantAt } from '#exchange/local-time.ts';
import type { NewNomination } from '#store/records/nominations.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { standingPass } from '../../../test/support/gate-papers.ts';
import {
  arrangeExchange,
  type SampleExchange,
  type SampleName,
} from '../../../test/support/sample-exchange.ts';

describe('the tracks of a nomination', () => {
  let bench: Bench;
  let exchange: SampleExchange;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
  });
  afterEach(() => bench.close());

  const about = { rank: 'Inspector', unit: 'CID', yearsOfService: 5, reason: 'Leads.' };
  const as = (who: string) => bench.as(`practice:${who}`);
  const stands = (id: string) => bench.arrange((records) => records.nominations.byId(id));
  const heard = async (who: string) => {
    await bench.sendDue();
    return bench.delivered.filter((one) => one.to === `practice:${who}`).map((one) => one.says);
  };

  async function nominated(course: string, who: SampleName, changes: Partial<NewNomination> = {}) {
    const person = exchange.people[who];
    const by = person.organisation === exchange.accra ? exchange.people.kofi : exchange.people.karim;
    const said = { organisation: person.organisation ?? '', nominatedBy: by.id, ...about };
    const asked = { state: 'submitted', consent: 'asked', release: 'asked' } as const;
    const made = { course, nominee: person.id, ...said, ...asked, ...changes };
    return (await bench.arrange((records) => records.nominations.add(made))).id;
  }

  async function nominatesAma(course: string): Promise<string> {
    await as('kofi').runs('nominate add', { course, person: 'Ama Boateng', ...about });
    const [first] = await bench.arrange((records) => records.nominations.list({ course }));
    return first?.id ?? '';
  }

  describe('consent', () => {
    it('is asked of the nominee with two buttons, given once, and how it stands is the answer to a second press', async () => {
      const id = await nominatesAma((await exchange.course()).id);
      const [told] = await heard('ama');

      const agreed = await as('ama').presses('I agree');
      const again = await as('ama').pressesRoute(`nominate/consent/agree|${id}`);

      expect(told).toContain('[I agree] [I do not agree]');
      expect(agreed).toContain('You have agreed.');
      expect(again).toContain('You have agreed.');
      expect(await stands(id)).toMatchObject({ consent: 'given', state: 'submitted' });
    });

    it('is refused after asking once more: the liaison officer is told, and the nominee may still come to', async () => {
      const id = await nominatesAma((await exchange.course()).id);
      const ama = as('ama');

      const sure = await ama.pressesRoute(`nominate/consent/ask|${id}`);
      const refused = await ama.presses('I do not agree');
      const told = await heard('kofi');
      await ama.presses('I agree after all');

      expect(sure).toContain('You do not want to be nominated');
      expect(refused).toContain('You do not agree');
      expect(told.join()).toContain('Ama Boateng does not agree to be nominated');
      expect(await stands(id)).toMatchObject({ consent: 'given', state: 'submitted' });
    });

    it('is taken back with the seat, and nominee, hub and managers hear of it', async () => {
      const { id: course } = await exchange.course();
      const id = await nominated(course, 'ama', { consent: 'given', release: 'given' });
      await bench.arrange(async (records) =>
        records.nominations.grantSeat(id, await standingPass(records, course)),
      );

      const sure = await as('ama').pressesRoute(`nominate/consent/ask|${id}`);
      const left = await as('ama').pressesRoute(`nominate/consent/refuse|${id}`);
      const again = await as('ama').pressesRoute(`nominate/consent/refuse|${id}`);

      expect(sure).toContain('You have a seat');
      expect(left).toContain('You have given back your seat');
      expect(again).toContain('There is nothing left to agree to');
      expect(await stands(id)).toMatchObject({ consent: 'refused', state: 'withdrawn' });
      expect((await bench.arrange((records) => records.courses.byId(course)))?.granted).toBe(0);
      for (const who of ['kofi', 'nadia', 'paul', 'abena'])
        expect((await heard(who)).join()).toContain('Ama Boateng of Ghana Police has given back the seat');
      expect(bench.errors).toEqual([]);
    });

    it('is nobody else’s to give', async () => {
      const id = await nominated((await exchange.course()).id, 'ama');

      const pressed = [];
      for (const who of ['yaw', 'kofi', 'abena', 'nadia'])
        pressed.push(await as(who).pressesRoute(`nominate/consent/agree|${id}`));

      expect(new Set(pressed)).toEqual(new Set(['This nomination is no longer there.']));
      expect(await stands(id)).toMatchObject({ consent: 'asked' });
    });

    it('for a withheld course is asked without a word about it', async () => {
      const { id: course } = await exchange.course();
      await bench.arrange((records) => records.courses.withhold(course, ['counter-terrorism']));
      const id = await nominated(course, 'yaw');

      const seen = await as('yaw').runs('nominate consent');
      const agreed = await as('yaw').pressesRoute(`nominate/consent/agree|${id}`);

      expect(seen).toContain('A course about which your liaison officer tells you');
      expect(seen + agreed).not.toContain('Digital evidence');
      expect(await stands(id)).toMatchObject({ consent: 'given' });
    });
  });

  describe('release', () => {
    it('is any one manager’s: the second learns how it stands', async () => {
      const id = await nominatesAma((await exchange.course()).id);
      const [told] = await heard('abena');

      await as('abena').presses('Release Ama Boateng');
      const again = await as('abena').pressesRoute(`nominate/release/give|${id}`);

      expect(told).toContain('[Release Ama Boateng] [Do not release Ama Boateng]');
      expect(again).toContain('Ama Boateng is released.');
      expect(await stands(id)).toMatchObject({ release: 'given' });
    });

    it('is refused after asking once more, and the liaison officer is told', async () => {
      const id = await nominatesAma((await exchange.course()).id);

      const abena = as('abena');
      await abena.pressesRoute(`nominate/release/ask|${id}`);
      const kept = await abena.presses('Do not release');

      expect(kept).toContain('Ama Boateng is not released');
      expect((await heard('kofi')).join()).toContain('Abena Osei does not release Ama Boateng');
      expect(await stands(id)).toMatchObject({ release: 'refused' });
    });

    it('is the liaison officer’s word where there is no manager, and theirs alone where there is one', async () => {
      const { id: course } = await exchange.course();
      const mine = await nominatesAma(course);

      const karims = await as('karim').runs('nominate add', {
        course,
        person: 'Salma Idrissi',
        ...about,
      });
      const kofis = await as('kofi').pressesRoute(`nominate/release/give|${mine}`);
      const foreign = await as('karim').pressesRoute(`nominate/release/give|${mine}`);

      expect(karims).toContain('has no manager here who could be asked');
      const { salma } = exchange.people;
      const [one] = await bench.arrange(({ nominations }) => nominations.list({ nominee: salma.id }));
      expect(one).toMatchObject({ release: 'given', consent: 'asked' });
      expect(kofis).toContain('is released by a manager of your organisation');
      expect(foreign).toBe('This nomination is no longer there.');
    });
  });

  describe('sending back', () => {
    it('tells the liaison officer what to correct, opens the form, and hands it in anew', async () => {
      const { id: course } = await exchange.course();
      const id = await nominated(course, 'ama');
      bench.clock.set('2027-01-05T10:00:00Z');

      const done = await as('nadia').runs('nominate return', { nomination: id, note: 'Which unit?' });
      const [told] = await heard('kofi');
      const listed = await as('kofi').runs('nominate list', { course });
      await as('kofi').presses('Correct and send again');
      const form = as('kofi');
      await form.pressesRoute(`nominate/edit/start|${id}`);
      const again = await form.fills({ unit: 'Cyber' });

      expect(done).toContain('has gone back to Ghana Police');
      expect(told).toContain('The hub asks for a correction: Which unit?');
      expect(listed).toContain('Ghana Police: nominated · Hub: sent back for correction');
      expect(again).toContain('is handed in again');
      expect(await stands(id)).toMatchObject({
        state: 'submitted',
        unit: 'Cyber',
        hubNote: null,
        sentAt: Date.parse('2027-01-05T10:00:00Z'),
      });
    });

    it('is not possible once somebody has a seat', async () => {
      const { id: course } = await exchange.course();
      const id = await nominated(course, 'ama');
      await bench.arrange(async (records) =>
        records.nominations.grantSeat(id, await standingPass(records, course)),
      );

      const seen = await as('nadia').runs('nominate return', { nomination: id, note: 'Too late.' });

      expect(seen).toContain('cannot be sent back. Its state: Seat confirmed.');
      expect(await stands(id)).toMatchObject({ state: 'accepted', hubNote: null });
    });
  });

  it('is put in order by its liaison officer, reserves behind the others', async () => {
    const { id: course } = await exchange.course();
    const ama = await nominated(course, 'ama');
    const yaw = await nominated(course, 'yaw');
    const kofi = as('kofi');

    const before = await kofi.runs('nominate order', { course });
    const first = before.indexOf('Ama') < before.indexOf('Yaw') ? 'Yaw Darko' : 'Ama Boateng';
    const moved = await kofi.presses(`Up: ${first}`);
    const reserve = await kofi.presses('As reserve: Yaw Darko');
    const foreign = await as('karim').pressesRoute(`nominate/order/move|${ama}|up|0`);

    expect(moved).toContain(`1. ${first}`);
    expect(reserve).toContain('2. Yaw Darko, reserve');
    expect(foreign).toBe('This nomination is no longer there.');
    expect(await stands(yaw)).toMatchObject({ asReserve: true });
  });

  it('is weighed against others by its nominee', async () => {
    const one = await nominated((await exchange.course()).id, 'ama');
    const single = await as('ama').runs('nominate prefer');
    bench.clock.set('2027-01-05T10:00:00Z');
    const other = await nominated((await exchange.course({ title: 'Interviewing' })).id, 'ama');

    const before = await as('ama').runs('nominate prefer');
    const after = await as('ama').pressesRoute(`nominate/prefer/move|${other}|up`);

    expect(single).toContain('There is nothing to choose between');
    expect(before).toContain('1. Digital evidence');
    expect(after).toContain('1. Interviewing');
    expect([(await stands(one))?.preference, (await stands(other))?.preference]).toEqual([2, 1]);
  });

  describe('after the deadline', () => {
    it('comes late once that has been said, is listed apart, and in time when everybody gets more', async () => {
      const { id: course } = await exchange.course();
      await nominated(course, 'ama');
      bench.clock.set('2027-03-02T08:00:00Z');
      const kofi = as('kofi');

      const warned = await kofi.runs('nominate add', { course, person: 'Yaw Darko', ...about });
      const kept = await kofi.presses('Nominate all the same');
      const twice = await kofi.presses('Nominate another');
      const listed = await as('nadia').runs('nominate list', { course });
      await as('nadia').runs('course edit', { course, deadline: '2027-03-05' });
      const [, late] = await bench.arrange((records) => records.nominations.list({ course }));

      expect(warned).toContain('You can still nominate, as late');
      expect(kept).toContain('It stands in the list as late');
      expect(twice).toBe('');
      expect(listed.indexOf('Late')).toBeGreaterThan(listed.indexOf('Ama Boateng'));
      expect(listed.indexOf('Yaw Darko')).toBeGreaterThan(listed.indexOf('Late'));
      expect(late).toMatchObject({ isLate: false });
      for (const who of ['kofi', 'karim']) expect((await heard(who)).join()).toContain('5 March 2027');
    });

    it('is seen by the hub and its sender alone, and counted nowhere else', async () => {
      const { id: course } = await exchange.course();
      bench.clock.set(instantAt('2027-03-02', '09:00', 'Africa/Accra'));
      await nominated(course, 'salma', { isLate: true });

      const counted = await bench.arrange((records) => records.nominations.counts(course));
      const kofis = await as('kofi').runs('nominate list', { course });
      const karims = await as('karim').runs('nominate list', { course });

      expect(counted).toEqual([{ organisation: exchange.rabat, open: 0, accepted: 0 }].slice(1));
      expect(kofis).not.toContain('Salma');
      expect(karims).toContain('Salma Idrissi');
    });

    it('is over when the course begins', async () => {
      const { id: course } = await exchange.course();
      bench.clock.set('2027-03-15T09:00:00Z');

      const seen = await as('kofi').runs('nominate add', { course, person: 'Yaw Darko', ...about });

      expect(seen).toContain('does not take nominations now');
    });
  });

  describe('of somebody who may be there already', () => {
    it('is asked about before it is kept, keeps what was typed, and is pointed out to the coordinator', async () => {
      const { id: course } = await exchange.course();
      await nominated(course, 'ama');
      const kofi = as('kofi');

      const asked = await kofi.runs('nominate add', { course, newName: 'BOATENG Ama', ...about });
      const between = await bench.arrange((records) => records.nominations.list({ course }));
      const kept = await kofi.presses('Nominate all the same');
      const listed = await as('nadia').runs('nominate list', { course });

      expect(asked).toContain('BOATENG Ama looks like Ama Boateng');
      expect(between).toHaveLength(1);
      expect(kept).toContain('BOATENG Ama is nominated');
      expect(listed).toContain('May be the same person as Ama Boateng');
    });

    it('is kept once, however often that is pressed', async () => {
      const { id: course } = await exchange.course();
      const kofi = as('kofi');
      await kofi.runs('nominate add', { course, newName: 'Darko Yaw', ...about });
      const pressed = kofi.drawing()?.view.flatMap((block) => ('buttons' in block ? block.buttons : []));
      const anyway = pressed?.[0]?.route ?? '';

      const first = await kofi.pressesRoute(anyway);
      const second = await kofi.pressesRoute(anyway);

      expect(first).toContain('Darko Yaw is nominated');
      expect(second).toContain('This was dealt with already');
      expect(await bench.arrange((records) => records.nominations.list({ course }))).toHaveLength(1);
    });
  });
});
