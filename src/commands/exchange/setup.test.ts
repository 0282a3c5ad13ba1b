import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';

describe('exchange setup', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await openBench();
    await bench.arrange((records) =>
      records.codes.issue('7KQ4-M2XA-9RTB-C5DE', 'setup', 'hub', bench.clock.now() + 1000),
    );
  });

  afterEach(() => bench.close());

  const answers = {
    code: '7kq4 m2xa 9rtb c5de',
    name: 'Secretariat',
    country: 'Switzerland',
    language: 'English',
    zone: 'Zurich',
  };

  it('opens the exchange for an administrator with the printed code, who becomes its coordinator', async () => {
    const nadia = bench.as('practice:nadia', { administrator: true });

    const seen = await nadia.runs('exchange setup', answers);

    expect(seen).toContain('Secretariat is the hub of the exchange, and you are its coordinator.');
    expect(await nadia.runs('exchange organisation-list')).toContain(
      'Secretariat · Switzerland · English · Europe/Zurich · hub of the exchange',
    );
    expect(bench.errors).toEqual([]);
  });

  it('is refused to somebody who does not administer the workspace, and changes nothing', async () => {
    const seen = await bench.as('practice:moussa').runs('exchange setup', answers);

    expect(seen).toContain('opened by an administrator');
    expect(await bench.arrange((records) => records.organisations.hub())).toBeUndefined();
  });

  it('keeps what was typed when the code is wrong, and takes the form once it is right', async () => {
    const nadia = bench.as('practice:nadia', { administrator: true });

    await nadia.runs('exchange setup', { ...answers, code: 'AAAA-BBBB-CCCC-DDDD' });
    const problem = nadia
      .form()
      ?.pages[0]?.fields.find((field) => field.name === 'code')
      ?.problem?.join('');
    const kept = nadia.form()?.pages[0]?.fields.find((field) => field.name === 'name')?.filled;
    const seen = await nadia.fills({ code: answers.code });

    expect(problem).toContain('This is not the setup code.');
    expect(kept).toBe('Secretariat');
    expect(seen).toContain('you are its coordinator');
  });

  it('lets one of two who press at once open it', async () => {
    const [one, other] = await Promise.all([
      bench.as('practice:nadia', { administrator: true }).runs('exchange setup', answers),
      bench
        .as('practice:karim', { administrator: true })
        .runs('exchange setup', { ...answers, name: 'Other' }),
    ]);

    expect([one, other].filter((seen) => seen.includes('you are its coordinator'))).toHaveLength(1);
  });
});
