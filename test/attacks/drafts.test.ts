// Drafts: nobody else's, never for ever, never without a bound.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountOf, canaries, type GuardedExchange, openGuardedExchange } from './guarded-exchange.ts';
import { dumpTables } from './table-dump.ts';

const day = 86_400_000;

describe('A draft', () => {
  let guarded: GuardedExchange;

  beforeEach(async () => {
    guarded = await openGuardedExchange();
  });
  afterEach(() => guarded.bench.close());

  it('of another account is neither opened, submitted, finished nor used, not even of the same role', async () => {
    const { bench, courses, draft } = guarded;
    const otto = bench.as(accountOf('otto'));
    const before = dumpTables(bench.file, ['claims']);

    const said = [
      await otto.pressesRoute(`form/open|${draft}|0`),
      await otto.pressesRoute(`course/cancel/confirm|${courses.open.id}|${draft}`),
      await otto.pressesRoute(`course/cancel/keep|${courses.open.id}|${draft}`),
    ];

    expect(said.join('\n')).not.toContain(canaries.draft);
    expect(otto.form()).toBeUndefined();
    expect(dumpTables(bench.file, ['claims'])).toEqual(before);
  });

  it('of one course cancels no other, nor does the draft of another command', async () => {
    const { bench, courses, draft } = guarded;
    const vera = bench.as(accountOf('vera'));
    const other = await bench.arrange((records) =>
      records.drafts.keep({
        path: 'course postpone',
        account: accountOf('vera'),
        channel: undefined,
        values: { course: courses.held.id, reason: 'Another reason.' },
        pagesDone: [],
      }),
    );

    await vera.pressesRoute(`course/cancel/confirm|${courses.held.id}|${draft}`);
    await vera.pressesRoute(`course/cancel/confirm|${courses.held.id}|${other.id}`);

    const held = await bench.arrange((records) => records.courses.byId(courses.held.id));
    expect(held?.state).toBe('on-hold');
  });

  it('on a person’s second account is not that account’s to open', async () => {
    const { bench, draft, id } = guarded;
    await bench.arrange((records) => records.people.link('discord:42', id('vera'), 'Vera'));
    const second = bench.as('discord:42');

    const said = await second.pressesRoute(`form/open|${draft}|0`);

    expect(said).toContain('This form has been finished');
    expect(second.form()).toBeUndefined();
  });

  it('is forgotten when nobody has touched it for a month', async () => {
    const { bench } = guarded;
    const kofi = bench.as(accountOf('kofi'));
    await kofi.runs('course propose', { title: 'Left lying' });
    bench.clock.set(bench.clock.now() + 29 * day);
    await bench.sweep();
    const kept = dumpTables(bench.file, []).drafts;
    bench.clock.set(bench.clock.now() + 2 * day);

    await bench.sweep();
    const said = await kofi.fills({ aims: 'Aims.' });

    expect(kept).toContain('Left lying');
    expect(dumpTables(bench.file, []).drafts).not.toContain('Left lying');
    expect(said).toContain('This form has been finished');
  });

  it('holds no more than a form can: what is longer comes back with a sentence, and is not kept whole', async () => {
    const { bench } = guarded;
    const kofi = bench.as(accountOf('kofi'));

    await kofi.runs('course propose', { title: 'T'.repeat(1_000_000), aims: 'A'.repeat(1_000_000) });

    expect(kofi.form()).toBeDefined();
    expect((dumpTables(bench.file, []).drafts ?? '').length).toBeLessThan(50_000);
    expect(bench.errors).toEqual([]);
  });

  it('of a form that only asks to be shown something is finished when it is shown', async () => {
    const { bench, courses } = guarded;
    const kofi = bench.as(accountOf('kofi'));
    await kofi.runs('course show');

    const shown = await kofi.fills({ course: courses.open.id });

    expect(shown).toContain('Digital traces');
    expect(await bench.arrange((records) => records.drafts.of([accountOf('kofi')]))).toEqual([]);
    expect(await kofi.runs('my tasks')).not.toContain('/course show');
  });
});
