import { describe, expect, it } from 'vitest';
import listed from '../../test/fixtures/countries-assisted-since-2017.json' with { type: 'json' };
import { countryAliases, countryCodes, countryKind, countryNamed } from './countries.ts';

describe('countries', () => {
  it('are 44 in the list of 45 that the College of Policing gives: one stands there by two names', () => {
    const codes = listed.map(countryNamed);

    const doubled = listed.filter((name) => countryNamed(name) === 'MK');
    expect(listed).toHaveLength(45);
    expect(codes).not.toContain(undefined);
    expect(new Set(codes).size).toBe(44);
    expect(doubled).toEqual(['Republic of Macedonia', 'The Former Yugoslav Republic of Macedonia']);
  });

  it.each([
    ['Occupied Palestinian Territories', 'PS'],
    ['Republic of The Sudan', 'SD'],
    ['Kingdom of Saudi Arabia', 'SA'],
    ['hong kong', 'HK'],
    ['Macédoine du Nord', 'MK'],
    ['جمهورية مقدونيا', 'MK'],
    ['Estados Unidos', 'US'],
    ['مصر', 'EG'],
    ['Swaziland', 'SZ'],
    ['Niger', 'NE'],
    ['Nigeria', 'NG'],
  ])('named %s is %s', (name, code) => {
    expect(countryNamed(name)).toBe(code);
  });

  it('have no name that is another one’s, and no alias of a code that is not there', () => {
    const called = countryAliases.filter(({ name, code }) => countryNamed(name) !== code);

    expect(called).toEqual([]);
    expect(countryAliases.filter(({ code }) => !countryCodes.includes(code))).toEqual([]);
  });

  it('keep the time of a name that was official once', () => {
    const former = countryAliases.find(({ name }) => name === 'The Former Yugoslav Republic of Macedonia');

    expect(former).toMatchObject({ from: '1993-04-08', until: '2019-02-12' });
    for (const { from = '', until = '9999' } of countryAliases) expect(from < until).toBe(true);
  });

  it.each([
    ['GH', 'state'],
    ['PS', 'state'],
    ['FK', 'territory'],
    ['BM', 'territory'],
    ['HK', 'region'],
  ])('%s is a %s', (code, kind) => {
    expect(countryKind(code)).toBe(kind);
  });

  it('leave out groupings and codes that ISO has withdrawn', () => {
    for (const code of ['EU', 'UN', 'SU', 'YU', 'ZZ', 'UK']) expect(countryCodes).not.toContain(code);

    expect(countryCodes.length).toBeGreaterThan(245);
  });
});
