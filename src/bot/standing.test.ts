import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../test/support/exchange-bench.ts';
import { holdersOf } from './holders.ts';

const day = 86_400_000;

describe('somebody whose approval has run out', () => {
  let bench: Bench;
  let now: number;
  const ids: Record<string, string> = {};

  beforeEach(async () => {
    bench = await openBench();
    now = bench.clock.now();
    await bench.arrange(async ({ organisations, people }) => {
      const place = { country: 'CH', language: 'en', zone: 'UTC' } as const;
      const hub = await organisations.add({ name: 'Hub', ...place, hub: true });
      const accra = await organisations.add({ name: 'Accra', ...place, hub: false });
      for (const [name, organisation, role, scope] of [
        ['vera', hub.id, 'coordinator', 'hub'],
        ['otto', hub.id, 'coordinator', 'hub'],
        ['kofi', accra.id, 'liaison', accra.id],
        ['efua', accra.id, 'trainee', accra.id],
      ] as const) {
        const { id } = await people.add({ name, organisation, membership: 'confirmed' });
        await people.grant({ person: id, role, scope });
        await people.link(`practice:${name}`, id, name);
        ids[name] = id;
      }
    });
  });
  afterEach(() => bench.close());

  const approve = (name: string, until: number) =>
    bench.arrange(({ people }) => people.change(ids[name] ?? '', { approvedUntil: until }));

  it('is refused everything for members, with since when, why and who can renew it', async () => {
    await approve('kofi', now);
    await approve('efua', now + 1);

    const kofi = await bench.as('practice:kofi').runs('exchange organisation-list');
    const efua = await bench.as('practice:efua').runs('exchange organisation-list');
    bench.clock.set(now + 1);
    const later = await bench.as('practice:efua').runs('exchange organisation-list');

    expect(kofi).toContain('approval');
    expect(kofi).toContain('Coordinator');
    expect(efua).toContain('Accra');
    expect(later).toContain('Liaison officer');
    expect(await bench.as('practice:kofi').runs('my language', { language: 'en' })).toContain('English');
  });

  it('is told nothing as a holder of a role, whoever stands in for them neither', async () => {
    await bench.arrange(({ deputies }) =>
      deputies.name({
        principal: ids.kofi ?? '',
        deputy: ids.efua ?? '',
        role: undefined,
        scope: undefined,
        from: now,
        until: now + 9 * day,
        zone: 'UTC',
      }),
    );
    const holders = (at: number) =>
      bench.arrange((records) => holdersOf(records, 'liaison', { scope: undefined, now: at }));

    const before = await holders(now);
    await approve('efua', now + 2 * day);
    const withoutDeputy = await holders(now + 2 * day);
    await approve('kofi', now + 3 * day);

    expect(before).toEqual([ids.kofi, ids.efua]);
    expect(withoutDeputy).toEqual([ids.kofi]);
    expect(await holders(now + 3 * day)).toEqual([]);
  });

  it('goes on as coordinator as long as no other coordinator stands within their date', async () => {
    await approve('vera', now);
    const vera = bench.as('practice:vera');
    const coordinators = () => bench.arrange((records) => holdersOf(records, 'coordinator', { now }));

    const beside = await vera.runs('exchange undelivered');
    const others = await coordinators();
    await approve('otto', now);
    const alone = await vera.runs('exchange undelivered');

    expect(beside).toContain('approval');
    expect(others).toEqual([ids.otto]);
    expect(alone).not.toContain('approval');
    expect(await coordinators()).toEqual([ids.otto, ids.vera]);
  });
});
