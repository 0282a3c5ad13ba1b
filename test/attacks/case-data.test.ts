// Reports of crimes and data of cases, written into every field of free text: kept nowhere, and answered with who is there for them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RawValues } from '#bot/field.ts';
import corpus from '../fixtures/case-data.json' with { type: 'json' };
import { inquirer } from './every-way.ts';
import { accountOf, type GuardedExchange, openGuardedExchange } from './guarded-exchange.ts';
import { dumpTables } from './table-dump.ts';

const secret = 'Account number 0012 3456 7890 was used for the fraud.';
const mark = '0012 3456 7890';

describe('Data of a case', () => {
  let guarded: GuardedExchange;

  beforeEach(async () => {
    guarded = await openGuardedExchange();
  });
  afterEach(() => guarded.bench.close());

  const kept = () => JSON.stringify(dumpTables(guarded.bench.file, []));

  it('typed into any field of any command is kept nowhere and not shown again', async () => {
    const shown: string[] = [];
    for (const name of ['vera', 'kofi', 'ama', 'stranger']) {
      const who = inquirer(guarded.bench, accountOf(name), accountOf('ghana-place'));
      for (const command of guarded.bench.commands) {
        const texts = Object.entries(command.asks).filter(
          ([, field]) => field.kind === 'text' || field.kind === 'suggested',
        );
        for (const [field] of texts) {
          const { way, back } = await who.command(command.path, { [field]: secret });
          if (back.includes(mark)) shown.push(`${name}: ${way}`);
        }
      }
    }

    expect(shown).toEqual([]);
    expect(kept()).not.toContain(mark);
    expect(JSON.stringify(guarded.bench.errors)).not.toContain(mark);
  });

  const proposal: RawValues = {
    title: 'Fraud investigation',
    subject: 'professional-investigation',
    startsOn: '2027-05-03',
    endsOn: '2027-05-05',
    place: 'Accra',
    zone: 'Africa/Accra',
    language: 'en',
    seats: 5,
    deadline: '2027-04-01',
  };

  it('comes back with a form that has everything else, and says whom to turn to', async () => {
    const kofi = guarded.bench.as(accountOf('kofi'));

    await kofi.runs('course propose', { ...proposal, aims: secret });
    const fields = kofi.form()?.pages.flatMap((page) => page.fields) ?? [];
    const field = (name: string) => fields.find((one) => one.name === name);
    const said = JSON.stringify(field('aims')?.problem);
    const again = await kofi.fills({ aims: secret });
    const done = await kofi.pressesRoute(
      `form/open|${/form\/open\|(dft-[^|"]+)/u.exec(JSON.stringify(kofi.drawing()))?.[1]}|0`,
    );

    expect(field('aims')?.filled).toBeUndefined();
    expect(field('title')?.filled).toBe('Fraud investigation');
    expect(said).toContain('National Central Bureau (NCB) of INTERPOL in your country');
    expect(said).toContain('Ghana');
    expect(again).toContain('has not been kept');
    expect(done).not.toContain(mark);
    expect(
      kofi
        .form()
        ?.pages.flatMap((page) => page.fields)
        .find((one) => one.name === 'title')?.filled,
    ).toBe('Fraud investigation');
    expect(kept()).not.toContain(mark);
  });

  it('in a comment on a course is kept nowhere, either', async () => {
    const esi = guarded.bench.as(accountOf('esi'));
    await esi.pressesRoute(`feedback/answer/start|${guarded.courses.evaluating.id}`);
    const before = kept();

    await esi.pressesRoute(`feedback/answer/begin|${guarded.courses.evaluating.id}`);
    const said = await esi.fills({ obstacles: secret });

    expect(before).not.toContain(mark);
    expect(said).toContain('has not been kept');
    expect(kept()).not.toContain(mark);
  });

  it('is recognised in the four languages, and answered in the reader’s', async () => {
    const salma = guarded.bench.as(accountOf('salma'), { locale: 'fr' });
    await guarded.bench.arrange((records) => records.people.change(guarded.id('salma'), { language: 'fr' }));

    for (const text of [...corpus.reports.fr, ...corpus.reports.ar, ...corpus.cases.es]) {
      await salma.runs('course propose', { aims: text });
      expect(JSON.stringify(salma.form())).toContain('Bureau central national');
    }
  });
});
