import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainText } from '#bot/plain-text.ts';
import { type Bench, openBench, type Typist } from '../../../test/support/exchange-bench.ts';

describe('symposium', () => {
  let bench: Bench;
  let nadia: Typist;
  let lucia: Typist;

  beforeEach(async () => {
    bench = await openBench();
    await bench.arrange(async (records) => {
      const hub = await records.organisations.add({
        name: 'Hub',
        country: 'SG',
        language: 'en',
        zone: 'Asia/Singapore',
        hub: true,
      });
      const lima = await records.organisations.add({
        name: 'Lima',
        country: 'PE',
        language: 'en',
        zone: 'America/Lima',
        hub: false,
      });
      await records.organisations.setChannel({
        organisation: lima.id,
        purpose: 'announcements',
        channel: 'practice:lima',
      });
      for (const [account, role, of] of [
        ['practice:nadia', 'coordinator', hub],
        ['practice:lucia', 'liaison', lima],
      ] as const) {
        const person = await records.people.add({
          name: account,
          organisation: of.id,
          membership: 'confirmed',
        });
        await records.people.link(account, person.id, account);
        await records.people.grant({ person: person.id, role, scope: of.hub ? 'hub' : of.id });
      }
    });
    nadia = bench.as('practice:nadia');
    lucia = bench.as('practice:lucia');
    await nadia.runs('symposium plan', {
      series: 'Police Training Symposium',
      number: 20,
      title: '20th Symposium',
      zone: 'Asia/Singapore',
      every: 2,
    });
  });

  afterEach(() => bench.close());

  const dates = {
    edition: '20th Symposium',
    startsOn: '2027-06-21',
    endsOn: '2027-06-23',
    place: 'Singapore',
  };
  const to = (account: string) => bench.delivered.filter((one) => one.to === account).map((one) => one.says);

  it('is announced when a human sets its dates, as a card that counts who registers', async () => {
    await nadia.runs('symposium set-dates', dates);
    await bench.sendDue();

    await lucia.runs('symposium register', { edition: '20th Symposium', track: 'Academic institutions' });
    await bench.sendDue();

    expect(to('practice:lima')).toHaveLength(1);
    expect(to('practice:lima')[0]).toContain('Dates: 21 June 2027 – 23 June 2027');
    expect(to('practice:lima')[0]).toContain('Registered: 1 person');
  });

  it('reminds by the reader’s own day and clock: 09:00 in Lima, not in Singapore', async () => {
    await nadia.runs('symposium set-dates', dates);
    bench.clock.set('2027-06-20T13:59:00Z');
    await bench.sweep();
    const early = to('practice:lucia').filter((says) => says.includes('tomorrow'));

    bench.clock.set('2027-06-20T14:00:00Z');
    await bench.sweep();
    await bench.sweep();

    expect(early).toEqual([]);
    expect(
      to('practice:lucia').filter((says) => says.includes('The symposium begins tomorrow.')),
    ).toHaveLength(1);
  });

  it('moves its reminders with the dates, and sends none once cancelled', async () => {
    await nadia.runs('symposium set-dates', dates);
    await nadia.runs('symposium set-dates', { ...dates, startsOn: '2027-09-21', endsOn: '2027-09-23' });
    bench.clock.set('2027-06-20T15:00:00Z');
    await bench.sweep();
    const onOldDate = to('practice:lucia').filter((says) => says.includes('tomorrow'));

    await nadia.runs('symposium show', { edition: '20th Symposium' });
    await nadia.presses('Cancel it');
    await nadia.presses('Yes, cancel the symposium');
    const before = to('practice:lucia').length;
    bench.clock.set('2027-09-20T15:00:00Z');
    await bench.sweep();

    expect(onOldDate).toEqual([]);
    expect(to('practice:lucia')).toHaveLength(before);
  });

  it('sends after an outage only the reminder that still helps', async () => {
    await nadia.runs('symposium set-dates', dates);
    bench.clock.set('2027-06-21T15:00:00Z');

    await bench.sweep();

    expect(
      to('practice:lucia').map((says) => /The symposium begins (today|tomorrow|in)/.exec(says)?.[1]),
    ).toEqual(['today']);
  });

  it('opens the next edition’s planning card two years after the last, and waits for a human', async () => {
    await nadia.runs('symposium set-dates', dates);
    bench.clock.set('2027-06-24T00:00:00Z');
    await bench.sweep();
    bench.clock.set('2029-06-20T12:00:00Z');
    await bench.sweep();
    const early = to('practice:nadia').filter((says) => says.includes('time to plan'));

    bench.clock.set('2029-06-21T12:00:00Z');
    await bench.sweep();
    await bench.sweep();

    expect(early).toEqual([]);
    expect(to('practice:nadia').filter((says) => says.includes('time to plan edition 21'))).toHaveLength(1);
  });

  it.each([
    [{ endsOn: '2027-06-20' }, 'endsOn', 'The last day, 20 June 2027, comes before the first, 21 June 2027.'],
    [{ startsOn: '2026-06-21' }, 'startsOn', 'The first day lies in the past; today is 4 January 2027.'],
    [{ startsOn: '2027-02-30' }, 'startsOn', 'is not a day that exists'],
    [{ startsOn: 'next June' }, 'startsOn', 'could not be read as a date'],
  ])('keeps what was typed when a date is wrong: %o', async (wrong, field, sentence) => {
    await nadia.runs('symposium set-dates', { ...dates, ...wrong });

    const fields = nadia.form()?.pages.flatMap((page) => page.fields) ?? [];
    const problem = fields.find((one) => one.name === field)?.problem ?? [];

    expect(plainText(problem, { language: 'en', zone: 'UTC' })).toContain(sentence);
    expect(fields.find((one) => one.name === 'place')?.filled).toBe('Singapore');
  });
});
