import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench, type Typist } from '../../../test/support/exchange-bench.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

const asked = {
  topic: 'leadership',
  language: 'en',
  otherLanguage: 'fr',
  from: '2027-03-01',
  until: '2027-03-19',
};

describe('exchanges between officers', () => {
  let bench: Bench;
  let sample: SampleExchange;
  let nadia: Typist;
  let kofi: Typist;
  let ama: Typist;
  let karim: Typist;
  let salma: Typist;

  beforeEach(async () => {
    bench = await openBench();
    sample = await arrangeExchange(bench);
    [nadia, kofi, ama, karim, salma] = [
      bench.as('practice:nadia'),
      bench.as('practice:kofi'),
      bench.as('practice:ama'),
      bench.as('practice:karim'),
      bench.as('practice:salma'),
    ];
  });
  afterEach(() => bench.close());

  const id = (name: keyof SampleExchange['people']) => sample.people[name].id;
  const heard = (name: string) =>
    bench.delivered
      .filter((one) => one.to === `practice:${name}`)
      .map((one) => one.says)
      .join('\n');

  const problem = (typist: Typist) =>
    (typist.form()?.pages ?? [])
      .flatMap((page) => page.fields.flatMap((field) => field.problem ?? []))
      .map((part) => (typeof part === 'string' ? part : ''))
      .join('');

  async function offerBoth(): Promise<void> {
    await kofi.runs('pair offer', { ...asked, officer: id('ama') });
    await salma.runs('pair offer', { ...asked, from: '2027-03-08', until: '2027-04-02' });
  }

  it('are offered by a liaison officer, and the officer hears of it and may say no', async () => {
    const said = await kofi.runs('pair offer', { ...asked, officer: id('ama') });
    await bench.sendDue();

    expect(said).toContain('Exchange offered: Ama Boateng');
    expect(heard('ama')).toContain('Kofi Mensah has offered you');
    expect(heard('ama')).toContain('English, French; 1 March 2027 to 19 March 2027');

    expect(await ama.presses('Withdraw the offer')).toContain('is withdrawn: Ama Boateng');
    expect(await ama.presses('Withdraw the offer')).toContain('withdrawn already');
    await bench.sendDue();
    expect(heard('kofi')).toContain('Ama Boateng has withdrawn the offer');
  });

  it('are offered by officers for themselves, and for nobody else', async () => {
    const own = await ama.runs('pair offer', asked);
    await ama.runs('pair offer', { ...asked, officer: id('yaw') });
    const abroad = await karim.runs('pair offer', { ...asked, officer: id('yaw') });
    const again = await kofi.runs('pair offer', { ...asked, officer: id('ama') });

    expect(own).toContain('Exchange offered: Ama Boateng');
    expect(problem(ama)).toContain('Only a liaison officer offers somebody else');
    expect(abroad).not.toContain('Exchange offered');
    expect(again).toContain('Ama Boateng has an offer that is open already');
  });

  it.each([
    [{ from: '2027-01-03' }, 'This day has passed'],
    [{ until: '2027-02-01' }, 'The last day is before the first'],
    [{ until: '2029-03-01' }, 'That is more than a year'],
    [{ from: '2027-03-02', until: '2027-03-11' }, 'takes a week, from Monday to Friday'],
  ])('take days in which a week lies: %j is told to be wrong', async (days, said) => {
    await ama.runs('pair offer', { ...asked, ...days });

    expect(problem(ama)).toContain(said);
  });

  it('find a counterpart abroad by nothing less than the whole name', async () => {
    const typed = (text: string) =>
      bench.listener.suggesting({
        account: 'practice:ama',
        accountName: 'ama',
        locale: undefined,
        zone: undefined,
        place: 'practice:room',
        placeName: 'Practice room',
        channel: 'practice:lobby',
        administrator: false,
        path: 'pair offer',
        option: 'counterpart',
        typed: text,
        given: {},
      });

    expect(await typed('')).toEqual([]);
    expect(await typed('Salma')).toEqual([]);
    expect(await typed('Kofi Mensah')).toEqual([]);
    expect((await typed('salma idrissi')).map(({ label }) => label)).toEqual([
      'Salma Idrissi · Sûreté nationale',
    ]);
    await ama.runs('pair offer', { ...asked, counterpart: id('kofi') });
    expect(problem(ama)).toContain('is of the same organisation');
  });

  it('come first for those who named each other, whatever else would fit', async () => {
    await ama.runs('pair offer', { ...asked, language: 'ar', counterpart: id('salma') });
    await bench.sendDue();
    await salma.presses('Offer it too');
    const filled = salma
      .form()
      ?.pages.flatMap((page) => page.fields.map((field) => [field.name, field.filled]));
    await salma.fills({ language: 'es' });
    await karim.runs('pair offer', asked);

    const shown = await nadia.runs('pair match');

    expect(filled).toEqual(
      expect.arrayContaining([
        ['topic', 'leadership'],
        ['from', '2027-03-01'],
      ]),
    );
    expect(shown).toContain('1 pair · 1 officer alone');
    expect(shown).toMatch(/Ama Boateng .*Salma Idrissi|Salma Idrissi .*Ama Boateng/);
    expect(shown).toContain('named each other');
    expect(shown).toContain(
      'Karim Alaoui (Sûreté nationale) stays alone: those who would fit go with others',
    );
  });

  it('are paired once the coordinator keeps it; four hear of it, once, and that nothing has begun', async () => {
    await offerBoth();

    const shown = await nadia.runs('pair match');
    const done = await nadia.presses('Keep this pair and tell them');
    const again = await nadia.pressesRoute('pair/match/confirm|an-old-mark');
    await bench.sendDue();

    expect(shown).toContain(
      'same topic (Leadership development), both speak English, French, 2 common weeks, the first from 8 March 2027',
    );
    expect(done).toContain('1 pair is kept');
    expect(again).toContain('Offers have changed');
    for (const name of ['ama', 'kofi', 'salma', 'karim']) {
      expect(heard(name).match(/are a pair for an exchange/g)).toHaveLength(1);
      expect(heard(name)).toContain('Nothing has begun by this');
    }
    expect(heard('ama')).toContain('Your liaison officer proposes it');
    expect(await ama.runs('pair list')).toContain('paired with Salma Idrissi');
    expect(bench.errors).toEqual([]);
  });

  it('are proposed from there as a course is: in the first week that suits both, and behind the same gate', async () => {
    await offerBoth();
    await nadia.runs('pair match');
    await nadia.presses('Keep this pair and tell them');
    await bench.sendDue();

    await kofi.presses('Propose the exchange');
    const fields = kofi.form()?.pages.flatMap((page) => page.fields) ?? [];
    const filled = Object.fromEntries(fields.map((field) => [field.name, field.filled]));

    expect(kofi.form()?.path).toBe('course propose');
    expect(filled).toMatchObject({
      title: 'Exchange of officers: Leadership development',
      subject: 'leadership',
      language: 'en',
      startsOn: '2027-03-08',
      endsOn: '2027-03-12',
      seats: 1,
    });
  });

  it('keep nothing when an offer has changed since the coordinator looked', async () => {
    await offerBoth();
    await nadia.runs('pair match');
    await salma.runs('pair list');
    await salma.chooses('Withdraw one of them', 'Salma Idrissi');

    const said = await nadia.presses('Keep this pair and tell them');
    await bench.sendDue();

    expect(said).toContain('Offers have changed since this was drawn');
    expect(said).toContain('stays alone: there is no other offer');
    expect(heard('ama')).not.toContain('are a pair');
  });

  it('are seen by the officer, their organisation and the hub, and by nobody else', async () => {
    await kofi.runs('pair offer', { ...asked, officer: id('ama') });

    expect(await ama.runs('pair list')).toContain('Ama Boateng');
    expect(await bench.as('practice:abena').runs('pair list')).toContain('Ama Boateng');
    expect(await nadia.runs('pair list')).toContain('Ama Boateng');
    for (const other of [salma, karim, bench.as('practice:yaw')])
      expect(await other.runs('pair list')).toContain('There is no offer of an exchange that you may see');
    expect(await karim.runs('pair match')).not.toContain('Ama Boateng');
  });
});
