// One-time codes: long, kept as hashes alone, good once, for one purpose, and for a while.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { coordinatorCodeFor } from '#bot/coordination.ts';
import { accountOf, type GuardedExchange, openGuardedExchange } from './guarded-exchange.ts';
import { dumpTables } from './table-dump.ts';

const day = 86_400_000;

describe('A one-time code', () => {
  let guarded: GuardedExchange;

  beforeEach(async () => {
    guarded = await openGuardedExchange();
  });
  afterEach(() => guarded.bench.close());

  const codeIn = (said: string) => /[0-9A-Z]{4}(?:-[0-9A-Z]{4})+/.exec(said)?.[0] ?? '';
  const personCode = async () =>
    codeIn(
      await guarded.bench
        .as(accountOf('kofi'))
        .runs('exchange member-add', { name: 'Kojo', role: 'trainee' }),
    );
  const linkCode = async (who: string) => codeIn(await guarded.bench.as(accountOf(who)).runs('my link'));
  const organisationCode = async () =>
    codeIn(
      await guarded.bench.as(accountOf('vera')).runs('exchange organisation-add', {
        name: 'Togo Police',
        country: 'TG',
        language: 'fr',
        zone: 'Africa/Lome',
      }),
    );
  const bytes = () =>
    ['', '-wal']
      .map((ending) => guarded.bench.file + ending)
      .map((file) => (existsSync(file) ? readFileSync(file).toString('latin1') : ''))
      .join('');
  const anywhere = (code: string) =>
    [code, code.replaceAll('-', ''), code.toLowerCase()].some((form) =>
      JSON.stringify(dumpTables(guarded.bench.file, [])).includes(form),
    );

  it('has eighty random bits and lies in the record as a hash alone', async () => {
    const codes = [await personCode(), await linkCode('ama'), await organisationCode()];

    for (const code of codes) {
      expect(code.replaceAll('-', '')).toHaveLength(16);
      expect(anywhere(code)).toBe(false);
      expect(bytes()).not.toContain(code);
      expect(dumpTables(guarded.bench.file).codes).toContain(createHash('sha256').update(code).digest('hex'));
    }
  });

  it('is not kept with a form either, whether the form is submitted, refused or left', async () => {
    const person = await personCode();
    const link = await linkCode('ama');
    const taken = guarded.bench.as(accountOf('youssef'));
    await taken.runs('exchange join', { code: person });
    await taken.runs('my link', { code: link });
    await taken.pressesRoute('form/open|none|0');
    const newcomer = guarded.bench.as(accountOf('newcomer'));
    await newcomer.runs('my link', { code: link, nothing: 'x' });
    const setup = guarded.bench.as(accountOf('admin'), { administrator: true });
    await setup.runs('exchange setup', { code: person });

    expect(anywhere(person)).toBe(false);
    expect(anywhere(link)).toBe(false);
  });

  it('submitted in a form whose first try was wrong, still works', async () => {
    const code = await linkCode('ama');
    const newcomer = guarded.bench.as(accountOf('newcomer'));
    await newcomer.runs('exchange join', { code: '0000-0000-0000-0000' });

    const joined = await newcomer.fills({ code });

    expect(joined).toContain('ama');
    expect(anywhere(code)).toBe(false);
  });

  it('is good once, also for many at the same moment', async () => {
    const code = await personCode();
    const many = Array.from({ length: 12 }, (_, number) => guarded.bench.as(accountOf(`racer-${number}`)));

    const said = await Promise.all(many.map((one) => one.runs('exchange join', { code })));

    expect(said.filter((one) => one.includes('Kojo'))).toHaveLength(1);
    const accounts = JSON.parse(dumpTables(guarded.bench.file).accounts ?? '[]') as { id: string }[];
    expect(accounts.filter((one) => one.id.includes('racer'))).toHaveLength(1);
  });

  it('is good for a while, and no longer', async () => {
    const [link, person, organisation] = [
      await linkCode('ama'),
      await personCode(),
      await organisationCode(),
    ];
    const start = guarded.bench.clock.now();
    const newcomer = () => guarded.bench.as(accountOf('newcomer'), { place: accountOf('lome') });

    guarded.bench.clock.set(start + 31 * 60_000);
    await newcomer().runs('my link', { code: link });
    guarded.bench.clock.set(start + 14 * day + 1);
    await newcomer().runs('exchange join', { code: organisation });
    guarded.bench.clock.set(start + 30 * day + 1);
    await newcomer().runs('exchange join', { code: person });

    expect(await guarded.bench.arrange((records) => records.people.byAccount(accountOf('newcomer'), 0))).toBe(
      undefined,
    );
    expect(
      await guarded.bench.arrange((records) => records.organisations.of(accountOf('lome'), undefined)),
    ).toBe(undefined);
  });

  it('of one purpose opens nothing else', async () => {
    const [link, person, organisation] = [
      await linkCode('ama'),
      await personCode(),
      await organisationCode(),
    ];
    await guarded.bench.arrange((records) =>
      records.codes.issue('SETP-SETP-SETP-SETP', 'setup', 'hub', guarded.bench.clock.now() + day),
    );
    await guarded.bench.arrange((records) =>
      records.codes.issue(
        'C00R-C00R-C00R-C00R',
        'coordinator',
        coordinatorCodeFor.evenSo,
        guarded.bench.clock.now() + day,
      ),
    );
    const before = dumpTables(guarded.bench.file);
    // Each try by somebody else somewhere else, so that none is refused for the tries before it.
    let tries = 0;
    const somebody = () => {
      tries += 1;
      const place = accountOf(`lome-${tries}`);
      return guarded.bench.as(accountOf(`admin-${tries}`), { administrator: true, place });
    };
    const hub = { name: 'Second hub', country: 'GB', language: 'en', zone: 'Europe/London' };

    const said: string[] = [];
    for (const code of [link, person, organisation, 'SETP-SETP-SETP-SETP', 'C00R-C00R-C00R-C00R'])
      said.push(await somebody().runs('exchange setup', { code, ...hub }));
    for (const code of [person, organisation, 'SETP-SETP-SETP-SETP', 'C00R-C00R-C00R-C00R'])
      said.push(await somebody().runs('my link', { code }));
    for (const code of ['SETP-SETP-SETP-SETP', 'C00R-C00R-C00R-C00R'])
      said.push(await somebody().runs('exchange join', { code }));

    expect(said.filter((one) => one.includes('Too many'))).toEqual([]);
    expect(dumpTables(guarded.bench.file)).toEqual(before);
  });

  it('makes nobody two people, and nobody of two organisations', async () => {
    const [link, person] = [await linkCode('ama'), await personCode()];
    const before = dumpTables(guarded.bench.file);
    const youssef = guarded.bench.as(accountOf('youssef'));

    await youssef.runs('my link', { code: link });
    await youssef.runs('exchange join', { code: person });
    await youssef.runs('exchange join', { code: link });

    expect(dumpTables(guarded.bench.file)).toEqual(before);
  });

  it('of an organisation takes neither the place nor a channel that is another’s', async () => {
    const code = await organisationCode();
    const inGhana = {
      place: accountOf('ghana-place'),
      channel: accountOf('kenya-channel'),
    };
    await guarded.bench.arrange((records) =>
      records.organisations.tie(accountOf('kenya-channel'), guarded.id('kenya'), 'Kenya'),
    );
    const newcomer = guarded.bench.as(accountOf('newcomer'), inGhana);

    const place = await newcomer.runs('exchange join', { code, here: 'place' });
    const channel = await newcomer.runs('exchange join', { code, here: 'channel' });

    expect(place).toContain('Ghana Police');
    expect(channel).toContain('Kenya Police');
    expect(dumpTables(guarded.bench.file).places).not.toContain('Togo');
  });
});
