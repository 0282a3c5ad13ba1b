// Seats to give, of any shape: a few organisations and nominees, made so that ties, caps and reserves meet often.
import fc from 'fast-check';
import type { Contender, SeatsToGive } from '#exchange/allocation.ts';
import { lotOf } from '#exchange/lottery.ts';
import type { ReserveGroup } from '#exchange/seat-rules.ts';

export const someGroups = ['women', 'under-served', 'judiciary'] as const satisfies readonly ReserveGroup[];

interface Size {
  readonly organisations: number;
  readonly contenders: number;
  readonly seats: number;
}

export function seatsToGive(size: Size): fc.Arbitrary<SeatsToGive> {
  return fc
    .tuple(
      fc.array(claimantFacts, { minLength: 1, maxLength: size.organisations }),
      fc.array(contenderFacts, { maxLength: size.contenders }),
      fc.record({
        cap: fc.constantFrom(undefined, 1, 1, 2, 4),
        floor: fc.boolean(),
        reserves: fc
          .tuple(
            fc.subarray([...someGroups]),
            fc.array(fc.constantFrom(0, 1, 1, 2, 3), { minLength: 3, maxLength: 3 }),
          )
          .map(([groups, seats]) => groups.map((group, at) => ({ group, seats: seats[at] ?? 0 }))),
      }),
      fc.integer({ min: 0, max: size.seats }),
      fc.array(fc.subarray([...someGroups]), { maxLength: 2 }),
    )
    .map(([claimants, contenders, rules, seats, seated]) => ({
      seats,
      rules,
      seated,
      claimants: claimants.map((facts, at) => ({
        ...facts,
        organisation: `org${at}`,
        received: facts.received + facts.here,
      })),
      contenders: contenders.map(({ of, ...facts }, at) => ({
        ...facts,
        id: `nom${at}`,
        organisation: `org${of % claimants.length}`,
        lot: lotOf('crs', 'seed', `per${at}`),
      })),
    }));
}

const claimantFacts = fc.record({
  weight: fc.constantFrom(1, 2, 3, 6, 1_000_000),
  received: fc.integer({ min: 0, max: 4 }),
  here: fc.integer({ min: 0, max: 1 }),
  lastOn: fc.constantFrom(undefined, '2026-01-01', '2026-06-01'),
});

const contenderFacts = fc.record({
  of: fc.nat(20),
  groups: fc.subarray([...someGroups]),
  score: fc.constantFrom(undefined, 1, 2),
  asReserve: fc.boolean(),
  priority: fc.constantFrom(null, 1, 2),
  sentAt: fc.constantFrom(null, 1, 2),
  sentOn: fc.constantFrom(undefined, '2027-01-01', '2027-01-02'),
}) satisfies fc.Arbitrary<Omit<Contender, 'id' | 'organisation' | 'lot'> & { of: number }>;
