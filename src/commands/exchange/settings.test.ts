import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  accountOf,
  type GuardedExchange,
  openGuardedExchange,
} from '../../../test/attacks/guarded-exchange.ts';
import { dumpTables } from '../../../test/attacks/table-dump.ts';

describe('/exchange settings', () => {
  let guarded: GuardedExchange;

  beforeEach(async () => {
    guarded = await openGuardedExchange();
  });
  afterEach(() => guarded.bench.close());

  const as = (name: string) => guarded.bench.as(accountOf(name));
  const kept = (name: string) => guarded.bench.arrange(({ settings }) => settings.get(name));

  it('keeps what a coordinator sets, tells oversight, and notes the value in the audit', async () => {
    const said = await as('vera').runs('exchange settings', { setting: 'retention.codes', to: ' 45 ' });
    await guarded.bench.sendDue();

    const told = guarded.bench.delivered.filter((one) => one.to === accountOf('olga')).map((one) => one.says);
    const audit = JSON.parse(dumpTables(guarded.bench.file).audit ?? '[]') as {
      action: string;
      facts: string;
    }[];
    expect(said).toContain('45 days from now on; before: 30 days');
    expect(await kept('retention.codes')).toBe('45');
    expect(told.join()).toContain('One-time codes: 45 days from now on');
    expect(audit.filter((one) => one.action === 'setting.set').at(-1)?.facts).toBe('{"value":"45"}');
  });

  it('takes an office by its name in any language, and says what that affects', async () => {
    const said = await as('vera').runs('exchange settings', {
      setting: 'approver.low',
      to: 'Titular del ministerio',
    });

    expect(await kept('approver.low')).toBe('minister');
    expect(said).toContain('what has been approved stays approved');
  });

  it('says in words what may be, and keeps nothing that may not', async () => {
    const vera = as('vera');

    await vera.runs('exchange settings', { setting: 'retention.seats', to: '3' });

    expect(JSON.stringify(vera.form() ?? '')).toContain('180');
    expect(await kept('retention.seats')).toBeUndefined();
  });

  it('goes back to the default by one press', async () => {
    await as('vera').runs('exchange settings', { setting: 'retention.codes', to: '45' });

    const said = await as('vera').pressesRoute('exchange/settings/reset|retention.codes');

    expect(said).toContain('30 days from now on; before: 45 days');
    expect(await kept('retention.codes')).toBeUndefined();
  });

  it('is looked at by oversight, who change nothing', async () => {
    const shown = await as('olga').runs('exchange settings');
    const refused = await as('olga').runs('exchange settings', { setting: 'retention.codes', to: '45' });
    await as('olga').pressesRoute('exchange/settings/reset|retention.codes');

    expect(shown).toContain('Who decides at grade high: minister');
    expect(refused).toContain('a coordinator changes them');
    expect(await kept('retention.codes')).toBeUndefined();
  });
});
