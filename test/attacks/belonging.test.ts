// Who belongs where: rights hold in their own organisation alone, and two of one name are never taken for each other.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountOf, canaries, type GuardedExchange, openGuardedExchange } from './guarded-exchange.ts';
import { dumpTables } from './table-dump.ts';

describe('Belonging', () => {
  let guarded: GuardedExchange;

  beforeEach(async () => {
    guarded = await openGuardedExchange();
  });
  afterEach(() => guarded.bench.close());

  it('a right in one organisation opens nothing in another that its holder has come to', async () => {
    const { bench, id, nominations } = guarded;
    // Wanjiku was Kenya's liaison officer, and is a trainee of Egypt now.
    await bench.arrange(async (records) => {
      await records.people.change(id('wanjiku'), { organisation: id('egypt') });
      await records.people.grant({ person: id('wanjiku'), role: 'trainee', scope: id('egypt') });
      await records.people.change(id('juma'), { organisation: id('egypt') });
      await records.people.add({ name: 'WAITING', organisation: id('egypt'), membership: 'pending' });
    });
    const before = dumpTables(bench.file);

    const said: string[] = [];
    for (const who of ['wanjiku', 'juma']) {
      const typist = bench.as(accountOf(who));
      said.push(await typist.pressesRoute(`nominate/list/one|${nominations.youssef.id}`));
      said.push(await typist.pressesRoute(`nominate/list/of|${guarded.courses.open.id}`));
      said.push(await typist.pressesRoute(`nominate/withdraw/confirm|${nominations.youssef.id}`));
      said.push(await typist.runs('nominate list'));
      said.push(await typist.runs('my tasks'));
      said.push(await typist.runs('exchange member-confirm'));
    }

    const shown = said.join('\n');
    expect(shown).not.toContain(canaries.nominationReason);
    expect(shown).not.toContain(canaries.nominee);
    expect(shown).not.toContain('WAITING');
    expect(dumpTables(bench.file)).toEqual(before);
  });

  it('somebody who was removed and is taken in elsewhere brings no old right along', async () => {
    const { bench, courses, nominations, id } = guarded;
    const rex = bench.as(accountOf('rex'), { place: accountOf('kenya-place') });
    await bench.arrange((records) => records.people.change(id('rex'), { organisation: undefined }));

    await rex.runs('exchange join');
    await bench.as(accountOf('vera')).pressesRoute(`exchange/member-confirm/as|${id('rex')}|trainee`);
    const said = [
      await rex.pressesRoute(`course/publish/preview|${courses.proposed.id}|en`),
      await rex.pressesRoute(`nominate/list/one|${nominations.youssef.id}`),
      await rex.pressesRoute(`nominate/accept/now|${nominations.youssef.id}|0`),
    ];

    expect(said.join('\n')).not.toContain(canaries.proposed);
    expect(said.join('\n')).not.toContain(canaries.nominationReason);
    expect(
      (await bench.arrange((records) => records.people.grantsOf(id('rex')))).map((one) => one.role),
    ).toEqual(['trainee']);
  });

  it('a liaison officer does not take in somebody who waits for another organisation, nor learns their name', async () => {
    const { bench, id } = guarded;
    const wanjiku = bench.as(accountOf('wanjiku'));
    const before = dumpTables(bench.file);

    const said = [
      await wanjiku.runs('exchange member-add', { name: 'Mine', role: 'trainee', account: accountOf('pen') }),
      await wanjiku.runs('exchange member-add', {
        name: 'Mine',
        role: 'trainee',
        account: accountOf('youssef'),
      }),
      await wanjiku.pressesRoute(`exchange/member-confirm/as|${id('youssef')}|trainee`),
      await wanjiku.pressesRoute(`exchange/member-confirm/turn-away|${id('pen')}`),
    ];

    expect(said.join('\n')).not.toContain(canaries.pending);
    expect(said.join('\n')).not.toContain(canaries.nominee);
    expect(dumpTables(bench.file)).toEqual(before);
  });

  it('asking again and again to be taken in wakes nobody more than once a day', async () => {
    const { bench } = guarded;
    const newcomer = bench.as(accountOf('newcomer'), { place: accountOf('kenya-place') });

    for (let often = 0; often < 10; often += 1) {
      bench.clock.set(bench.clock.now() + 60_000);
      await newcomer.runs('exchange join');
    }
    await bench.sendDue();

    const heard = bench.delivered.filter((one) => one.to === accountOf('wanjiku'));
    expect(heard).toHaveLength(1);
    expect(heard[0]?.says).toContain('newcomer');
  });

  it('of two people with one name neither is taken for the other', async () => {
    const { bench, courses, id } = guarded;
    await bench.arrange(async (records) => {
      for (let twice = 0; twice < 2; twice += 1)
        await records.people.add({ name: 'Joy Achieng', organisation: id('kenya'), membership: 'confirmed' });
    });
    const wanjiku = bench.as(accountOf('wanjiku'));

    await wanjiku.runs('nominate add', {
      course: courses.open.id,
      person: 'Joy Achieng',
      rank: 'Sergeant',
      unit: 'Unit',
      yearsOfService: 4,
      reason: 'Reason.',
    });

    const problem = wanjiku
      .form()
      ?.pages.flatMap((page) => page.fields)
      .find((field) => field.name === 'person')?.problem;
    expect(JSON.stringify(problem)).toContain('could mean several');
    expect(await bench.arrange((records) => records.nominations.list({ organisation: id('kenya') }))).toEqual(
      [],
    );
  });

  it('two organisations of one name, however it is written, are refused', async () => {
    const { bench } = guarded;
    const vera = bench.as(accountOf('vera'));
    const before = dumpTables(bench.file).organisations;

    for (const name of ['kenya police', 'KENYA  POLICE', 'Kényá Pólice', 'Kenya\u200b Police'])
      await vera.runs('exchange organisation-add', { name, country: 'KE', language: 'en', zone: 'UTC' });
    await Promise.all(
      ['Togo Police', 'togo police', 'TOGO POLICE'].map((name) =>
        bench.as(accountOf('vera')).runs('exchange organisation-add', {
          name,
          country: 'TG',
          language: 'fr',
          zone: 'Africa/Lome',
        }),
      ),
    );

    const after = JSON.parse(dumpTables(bench.file).organisations ?? '[]') as object[];
    expect(after).toHaveLength((JSON.parse(before ?? '[]') as object[]).length + 1);
    expect(bench.errors).toEqual([]);
  });

  it('a liaison officer without an organisation is offered nobody', async () => {
    const { bench, id } = guarded;
    await bench.arrange((records) => records.people.change(id('wanjiku'), { organisation: undefined }));
    const source = {
      account: accountOf('wanjiku'),
      accountName: 'wanjiku',
      locale: undefined,
      zone: undefined,
      place: undefined,
      placeName: undefined,
      channel: undefined,
      administrator: false,
    };

    const offers = await bench.listener.suggesting({
      ...source,
      path: 'nominate add',
      option: 'person',
      typed: '',
      given: {},
    });
    const said = await bench
      .as(accountOf('wanjiku'), { place: undefined, channel: undefined })
      .runs('nominate add', {
        course: guarded.courses.open.id,
        person: id('youssef'),
      });

    expect(offers).toEqual([]);
    expect(said).not.toContain(canaries.nominee);
  });
});
