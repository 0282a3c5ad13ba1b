// Names that may be one person's, and names that are not.
import { describe, expect, it } from 'vitest';
import { mayBeOne } from './alike-names.ts';

describe('two names', () => {
  it.each([
    ['Ama Boateng', 'ama  BOATENG'],
    ['Ama Boateng', 'Boateng, Ama'],
    ['José Núñez', 'Jose Nunez'],
    ['أحمد العلوي', 'احمد العلوى'],
    ['محمد العلوي', 'Mohammed Alaoui'],
    ['سلمى بناني', 'Salma Bennani'],
    ['يوسف العمراني', 'Youssef El Amrani'],
    ['خديجة شريف', 'Khadija Sharif'],
  ])('may be one person: %s and %s', (one, other) => {
    expect(mayBeOne(one, other)).toBe(true);
    expect(mayBeOne(other, one)).toBe(true);
  });

  it.each([
    ['Ama Boateng', 'Ama Mensah'],
    ['Ama Boateng', 'Ama'],
    ['Sara Ali', 'Sira Ela'],
    ['', ''],
    ['·', '–'],
    ['سلمى بناني', 'Karim Alaoui'],
    ['علي', 'Ola'],
  ])('are two people: %s and %s', (one, other) => {
    expect(mayBeOne(one, other)).toBe(false);
  });
});
