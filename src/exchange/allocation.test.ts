import { describe, expect, it } from 'vitest';
import { type Allocation, allocate, type Claimant, type Contender, type SeatsToGive } from './allocation.ts';
import { lotOf } from './lottery.ts';
import { noRules } from './seat-rules.ts';

/** Nobody is short of nominees. */
function plenty(organisations: readonly string[], each: number): Contender[] {
  return organisations.flatMap((organisation) =>
    Array.from({ length: each }, (_, number) => nominee(organisation, number + 1)),
  );
}

function nominee(organisation: string, number: number, facts: Partial<Contender> = {}): Contender {
  const id = `${organisation}${number}`;
  return {
    id,
    organisation,
    groups: [],
    score: undefined,
    asReserve: false,
    priority: number,
    sentAt: 0,
    sentOn: '2027-01-01',
    lot: lotOf('crs', 'seed', id),
    ...facts,
  };
}

function claimant(organisation: string, weight: number, received = 0): Claimant {
  return { organisation, weight, received, here: 0, lastOn: undefined };
}

function byOrganisation({ given }: Allocation, organisations: readonly string[]): number[] {
  return organisations.map((one) => given.filter(({ organisation }) => organisation === one).length);
}

/** So many seats among these weights, in one course. */
function shared(weights: readonly number[], seats: number, received: readonly number[] = []): number[] {
  const names = weights.map((_, at) => `org${at}`);
  const claimants = weights.map((weight, at) => claimant(`org${at}`, weight, received[at]));
  return byOrganisation(
    allocate({ seats, rules: noRules, claimants, contenders: plenty(names, seats), seated: [] }),
    names,
  );
}

const forces = [220, 130, 115, 40, 12, 10, 9, 8];

describe('seats by Sainte-Laguë', () => {
  it('gives 4, 2 and 1 of seven to 50, 30 and 20', () => {
    expect(shared([50, 30, 20], 7)).toEqual([4, 2, 1]);
  });

  it('starves the small in one large course, as Hamilton does', () => {
    expect(shared(forces, 24)).toEqual([10, 6, 5, 2, 1, 0, 0, 0]);
  });

  it('gives everybody their turn over six courses of eight', () => {
    const received = forces.map(() => 0);

    for (let course = 0; course < 6; course += 1) {
      shared(forces, 8, received).forEach((number, at) => {
        received[at] = (received[at] ?? 0) + number;
      });
    }

    expect(received).toEqual([19, 11, 10, 4, 1, 1, 1, 1]);
  });

  it('takes no seat away when there is one more, where Hamilton does', () => {
    expect(shared([6, 6, 2], 10)).toEqual([4, 4, 2]);
    expect(shared([6, 6, 2], 11).toSorted()).toEqual([2, 4, 5]);
  });

  it('gives the tenth seat of 6, 6 and 2 to whoever has received least for its weight, wherever it stands', () => {
    const turned = [shared([6, 6, 2], 10), shared([6, 2, 6], 10), shared([2, 6, 6], 10)];

    expect(turned).toEqual([
      [4, 4, 2],
      [4, 2, 4],
      [2, 4, 4],
    ]);
  });
});

describe('ties', () => {
  const two = (facts: { one?: Partial<Claimant>; other?: Partial<Claimant> }, contenders: Contender[]) =>
    allocate({
      seats: 1,
      rules: noRules,
      claimants: [
        { ...claimant('a', 1), ...facts.one },
        { ...claimant('b', 1), ...facts.other },
      ],
      contenders,
      seated: [],
    });

  it('go to whoever has waited longer', () => {
    const contenders = plenty(['a', 'b'], 1);

    const served = two({ one: { lastOn: '2026-05-01' }, other: { lastOn: '2026-04-30' } }, contenders);
    const never = two({ one: { lastOn: '2026-05-01' } }, contenders);

    expect([served, never].map(({ given }) => given[0]?.id)).toEqual(['b1', 'b1']);
    expect(served.lots).toEqual([]);
  });

  it('then to whose nomination was complete on an earlier day, and an hour says nothing', () => {
    const late = nominee('a', 1, { sentOn: '2027-01-02', lot: '0' });
    const sameDay = nominee('a', 1, { sentAt: -1, lot: 'f' });
    const other = nominee('b', 1, { lot: '8' });

    expect(two({}, [late, other]).given[0]?.id).toBe('b1');
    expect(two({}, [sameDay, other]).given[0]?.id).toBe('b1');
  });

  it('then to the lower lot, which is said', () => {
    const contenders = [nominee('a', 1, { lot: 'b' }), nominee('b', 1, { lot: 'a' })];

    const { given, lots } = two({}, contenders);

    expect(given[0]?.id).toBe('b1');
    expect(lots).toEqual(['b1']);
  });

  it('say nothing of a lot where nobody is left without a seat by it', () => {
    const { lots } = allocate({
      seats: 2,
      rules: noRules,
      claimants: [claimant('a', 1), claimant('b', 1)],
      contenders: plenty(['a', 'b'], 1),
      seated: [],
    });

    expect(lots).toEqual([]);
  });

  it('within one organisation go by score, its own ranking, its reserves last, and what was sent first', () => {
    const contenders = [
      nominee('a', 1, { priority: null, sentAt: 2 }),
      nominee('a', 2, { priority: null, sentAt: 1 }),
      nominee('a', 3, { priority: 7 }),
      nominee('a', 4, { priority: 1, asReserve: true }),
      nominee('a', 5, { priority: 9, score: 3 }),
    ];

    const { given, waiting } = allocate({
      seats: 2,
      rules: noRules,
      claimants: [claimant('a', 1)],
      contenders,
      seated: [],
    });

    expect(given.map(({ id }) => id)).toEqual(['a5', 'a3']);
    expect(waiting).toEqual(['a2', 'a1', 'a4']);
  });
});

describe('rules of a course', () => {
  const claimants = [claimant('big', 90), claimant('mid', 9), claimant('small', 1)];
  const question: SeatsToGive = {
    seats: 6,
    rules: noRules,
    claimants,
    contenders: plenty(['big', 'mid', 'small'], 6),
    seated: [],
  };
  const names = ['big', 'mid', 'small'];

  it('cap what one organisation may hold, with what it holds already, and let others take the rest', () => {
    const capped = { ...question, rules: { ...noRules, cap: 3 } };
    const holding = { ...capped, claimants: [{ ...claimant('big', 90, 2), here: 2 }, ...claimants.slice(1)] };

    expect(byOrganisation(allocate(capped), names)).toEqual([3, 3, 0]);
    expect(byOrganisation(allocate(holding), names)).toEqual([1, 3, 2]);
  });

  it('put those over the cap at the end of the reserve', () => {
    const { waiting } = allocate({ ...question, seats: 3, rules: { ...noRules, cap: 1 } });

    expect(waiting).toHaveLength(15);
    expect(waiting[0]).toBe('big2');
  });

  it('bring whoever has had nothing in the window first, and say where only that did', () => {
    const { given } = allocate({ ...question, rules: { ...noRules, floor: true } });

    expect(given.slice(0, 3).map(({ organisation, by }) => [organisation, by])).toEqual([
      ['big', 'turn'],
      ['mid', 'floor'],
      ['small', 'floor'],
    ]);
  });

  it('fill a reserve first with the best of the group, and give what is left of it to all', () => {
    const contenders = question.contenders.map((one) =>
      one.id === 'small2' || one.id === 'mid6' ? { ...one, groups: ['women' as const] } : one,
    );
    const rules = { ...noRules, reserves: [{ group: 'women' as const, seats: 3 }] };

    const { given, filled } = allocate({ ...question, contenders, rules });

    expect(given.slice(0, 2).map(({ id, by }) => [id, by])).toEqual([
      ['mid6', 'women'],
      ['small2', 'women'],
    ]);
    expect(given).toHaveLength(6);
    expect(filled.get('women')).toBe(2);
  });

  it('lose no reserved seat to somebody who could have filled another', () => {
    const groups = new Map([
      ['big1', ['women' as const, 'judiciary' as const]],
      ['mid1', ['women' as const]],
    ]);
    const contenders = question.contenders.map((one) => ({ ...one, groups: groups.get(one.id) ?? [] }));
    const reserves = [
      { group: 'women' as const, seats: 1 },
      { group: 'judiciary' as const, seats: 1 },
    ];

    const { filled } = allocate({ ...question, seats: 2, contenders, rules: { ...noRules, reserves } });

    expect([...filled]).toEqual([
      ['women', 1],
      ['judiciary', 1],
    ]);
  });

  it('lose no reserved seat to the cap, when the best of one group stands before the only one of another', () => {
    const groups = new Map([
      ['big1', ['women' as const]],
      ['big2', ['judiciary' as const]],
      ['mid1', ['women' as const]],
    ]);
    const contenders = question.contenders.map((one) => ({ ...one, groups: groups.get(one.id) ?? [] }));
    const reserves = [
      { group: 'women' as const, seats: 1 },
      { group: 'judiciary' as const, seats: 1 },
    ];

    const { given } = allocate({
      ...question,
      seats: 2,
      contenders,
      rules: { ...noRules, cap: 1, reserves },
    });

    expect(given.map(({ id }) => id)).toEqual(['big2', 'mid1']);
  });

  it('count those who hold a seat already for the reserves', () => {
    const contenders = question.contenders.map((one) =>
      one.organisation === 'small' ? { ...one, groups: ['women' as const] } : one,
    );
    const rules = { ...noRules, reserves: [{ group: 'women' as const, seats: 1 }] };

    const { given, filled } = allocate({ ...question, contenders, rules, seated: [['women']] });

    expect(given.every(({ organisation }) => organisation !== 'small')).toBe(true);
    expect(filled.get('women')).toBe(1);
  });
});
