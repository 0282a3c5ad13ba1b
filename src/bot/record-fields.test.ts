import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Language, languages } from '#exchange/languages.ts';
import { type Bench, openBench } from '../../test/support/exchange-bench.ts';

describe('the search for a country', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
    await bench.arrange(async ({ people }) => {
      for (const language of languages) {
        const member = {
          name: language,
          organisation: undefined,
          membership: 'confirmed',
          language,
        } as const;
        const { id } = await people.add(member);
        await people.link(`practice:${language}`, id, language);
        await people.grant({ person: id, role: 'coordinator', scope: 'hub' });
      }
    });
  });
  afterAll(() => bench.close());

  const offered = async (typed: string, language: Language = 'en') => {
    const offers = await bench.listener.suggesting({
      account: `practice:${language}`,
      accountName: language,
      locale: undefined,
      zone: undefined,
      place: undefined,
      placeName: undefined,
      channel: undefined,
      administrator: false,
      path: 'exchange organisation-add',
      option: 'country',
      typed,
      given: {},
    });
    return offers.map(({ id, label }) => `${id} ${label}`);
  };

  it('finds by the names of another time, and offers the name of today', async () => {
    const macedonia = await offered('The Former Yugoslav Republic of Macedonia');

    expect(macedonia).toEqual(['MK North Macedonia']);
    expect(await offered('republic of macedonia')).toEqual(['MK North Macedonia']);
    expect((await offered('swaziland'))[0]).toBe('SZ Eswatini');
  });

  it('finds by the names of other languages, whatever the asker’s', async () => {
    expect(await offered('Égypte')).toContain('EG Egypt');
    expect(await offered('مصر', 'fr')).toEqual(['EG Égypte']);
    expect(await offered('Occupied Palestinian Territories', 'es')).toHaveLength(1);
  });

  it('offers names in the asker’s language first, and nothing by aliases for one or two letters', async () => {
    expect((await offered('ni')).slice(0, 3).map((one) => one.slice(0, 2))).toEqual(['NI', 'NE', 'NG']);
    expect((await offered('us')).length).toBeLessThan(25);
  });
});
