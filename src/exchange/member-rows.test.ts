// Rows of a file of members are understood by the names of their columns, and refused one by one.
import { describe, expect, it } from 'vitest';
import { cellsOf, columnsOf, type MemberColumn, problemOf } from './member-rows.ts';
import { searchKey } from './text-input.ts';

const known = new Map<string, MemberColumn>(
  (
    [
      ['Name', 'name'],
      ['Nom', 'name'],
      ['الاسم', 'name'],
      ['Rôle', 'role'],
    ] as const
  ).map(([name, column]) => [searchKey(name), column]),
);
const empty = {
  name: 'Ama',
  role: '',
  organisation: '',
  account: '',
  language: '',
  zone: '',
  rank: '',
  unit: '',
};

describe('the rows of a file of members', () => {
  it.each([
    [['role', 'NOM:'], 1],
    [['الاسم', 'x'], 0],
  ])('are read by the names of columns in any language: %j', (header, at) => {
    expect(columnsOf(header, known)?.get('name')).toBe(at);
  });

  it('need a column of names', () => {
    expect(columnsOf(['rôle', 'grade'], known)).toBeUndefined();
  });

  it('may be shorter than their header', () => {
    const columns = columnsOf(['name', 'rôle'], known) ?? new Map();

    expect(cellsOf(['  Ama   Mensah '], columns)).toEqual({ ...empty, name: 'Ama Mensah' });
  });

  it.each([
    [{}, undefined],
    [{ name: '' }, 'name-missing'],
    [{ name: '=HYPERLINK("x")' }, 'formula'],
    [{ unit: '@SUM(A1)' }, 'formula'],
    [{ rank: '＝1+1' }, 'formula'],
    [{ name: 'x'.repeat(81) }, 'too-long'],
    [{ language: 'klingon' }, 'language-unknown'],
    [{ zone: 'Mars/Olympus' }, 'zone-unknown'],
    [{ account: 'somebody' }, 'account-unreadable'],
  ])('are refused for what is wrong with them: %j', (changes, problem) => {
    expect(problemOf({ ...empty, ...changes })).toBe(problem);
  });
});
