import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  accountOf,
  type GuardedExchange,
  openGuardedExchange,
} from '../../../test/attacks/guarded-exchange.ts';
import { dumpTables } from '../../../test/attacks/table-dump.ts';
import type { Typist } from '../../../test/support/exchange-bench.ts';

describe('/exchange import', () => {
  let guarded: GuardedExchange;

  beforeEach(async () => {
    guarded = await openGuardedExchange();
  });
  afterEach(() => guarded.bench.close());

  const as = (name: string) => guarded.bench.as(accountOf(name));
  const table = (...rows: readonly string[]) => {
    const bytes = new TextEncoder().encode(rows.join('\n'));
    return { name: 'm.csv', declaredType: 'text/csv', bytes: bytes.byteLength, open: async () => bytes };
  };
  const hands = (typist: Typist, ...rows: readonly string[]) =>
    typist.runs('exchange import', { file: table(...rows) });
  const filesOf = (typist: Typist) =>
    (typist.drawing()?.view ?? []).flatMap((block) =>
      'file' in block ? [new TextDecoder().decode(block.file.bytes)] : [],
    );
  const named = (name: string) =>
    (JSON.parse(dumpTables(guarded.bench.file).people ?? '[]') as { name: string }[]).filter(
      (one) => one.name === name,
    );

  it('keeps nothing before it is pressed, and once however often that is', async () => {
    const kofi = as('kofi');

    const said = await hands(kofi, 'name;role', 'Adwoa;trainee', 'Yaw;manager');
    const before = named('Adwoa').length;
    const draft = JSON.parse(dumpTables(guarded.bench.file, []).drafts ?? '[]').at(-1).id;
    const route = `exchange/import/keep|${draft}`;
    await Promise.all([kofi.pressesRoute(route), as('kofi').pressesRoute(route), kofi.pressesRoute(route)]);

    expect(said).toContain('can be taken in: 2');
    expect(before).toBe(0);
    expect([named('Adwoa').length, named('Yaw').length]).toEqual([1, 1]);
    expect(dumpTables(guarded.bench.file, []).drafts).not.toContain('Adwoa');
  });

  it('gives codes to the importer alone, and keeps none of them', async () => {
    const kofi = as('kofi');
    await hands(kofi, 'name', 'Adwoa');

    await kofi.presses('Take in 1');
    const [codes = ''] = filesOf(kofi);
    const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(codes)?.[0] ?? '';
    const joined = await as('newcomer').runs('exchange join', { code });

    expect(code).not.toBe('');
    expect(joined).toContain('Welcome, Adwoa');
    expect(JSON.stringify(dumpTables(guarded.bench.file, []))).not.toContain(code);
  });

  it('says of each row what is wrong, and gives those back as a file without formulas', async () => {
    const kofi = as('kofi');

    const said = await hands(
      kofi,
      'name;role;organisation',
      '=cmd;;',
      'Boss;coordinator;',
      'Far;;Kenya Police',
    );
    const [wrong = ''] = filesOf(kofi);

    expect(said).toContain('A cell begins like a formula');
    expect(said).toContain('You cannot give this role there');
    expect(said).not.toContain('[Take in');
    expect(wrong).toContain("'=cmd");
    expect(wrong.split('\r\n').filter((line) => line !== '')).toHaveLength(4);
  });

  it('asks about a name that is there already, and makes no second of a known account', async () => {
    const said = await hands(as('kofi'), 'name;account', 'AMA;', 'Else;practice:esi');

    expect(said).toContain('somebody there has this name already');
    expect(said).toContain('this account is known already');
  });

  it('is understood and kept for nobody else', async () => {
    await hands(as('kofi'), 'name', 'Adwoa');
    const draft = JSON.parse(dumpTables(guarded.bench.file, []).drafts ?? '[]').at(-1).id;

    for (const thief of ['salma', 'vera', 'ama', 'stranger'])
      for (const action of ['page', 'keep', 'keep-namesakes', 'discard'])
        expect(await as(thief).pressesRoute(`exchange/import/${action}|${draft}|0`)).not.toContain('Adwoa');

    expect(named('Adwoa')).toEqual([]);
    expect(dumpTables(guarded.bench.file, []).drafts).toContain('Adwoa');
  });

  it('takes nobody in with a right that has been taken back since', async () => {
    const kofi = as('kofi');
    await hands(kofi, 'name', 'Adwoa');
    await guarded.bench.arrange((records) =>
      records.people.revoke({ person: guarded.id('kofi'), role: 'liaison', scope: guarded.id('ghana') }),
    );

    await kofi.presses('Take in 1');

    expect(named('Adwoa')).toEqual([]);
  });
});
