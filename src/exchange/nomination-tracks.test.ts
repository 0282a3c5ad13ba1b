// The two tracks of a nomination, who owns which field, and the order of nominees.
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Nomination } from '#store/records/nominations.ts';
import { isOpen, mayMove, nominationStates } from './nomination.ts';
import {
  assentStates,
  editableFields,
  type FieldOf,
  fieldOwners,
  hubAnswers,
  inOrder,
  movedOne,
  type NominationField,
  type Placed,
  returnableStates,
  senderStatuses,
  tracksOf,
} from './nomination-tracks.ts';

describe('the two tracks', () => {
  it('say of every state what the sender says and what the hub answers, and leave none of the words unused', () => {
    const said = nominationStates.map(tracksOf);

    expect(new Set(said.map((one) => one.sender))).toEqual(new Set(senderStatuses));
    expect(new Set(said.map((one) => one.hub))).toEqual(new Set(hubAnswers));
  });

  it('have no answer of the hub before anything is handed in, and a nomination of the sender while it is open', () => {
    const open = nominationStates.filter(isOpen).map(tracksOf);

    expect(open.every(({ sender }) => sender === 'draft' || sender === 'nominated')).toBe(true);
    expect(open.every(({ sender, hub }) => (sender === 'draft') === (hub === 'not-sent'))).toBe(true);
  });

  it('let the hub send back only what can go back', () => {
    expect(nominationStates.filter((state) => mayMove(state, 'returned'))).toEqual(returnableStates);
    expect(assentStates.every((state) => mayMove(state, 'withdrawn'))).toBe(true);
  });
});

describe('the fields of a nomination', () => {
  it('have one owner each, and no field is without', () => {
    expectTypeOf<keyof Nomination>().toEqualTypeOf<NominationField>();
    expect(editableFields.map((field) => fieldOwners[field])).toEqual(editableFields.map(() => 'sender'));
    expectTypeOf<FieldOf<'nominee'>>().toEqualTypeOf<'preference' | 'consent'>();
    expectTypeOf<FieldOf<'manager'>>().toEqualTypeOf<'release'>();
  });
});

describe('the order of nominees', () => {
  const rows = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 6 }),
      place: fc.option(fc.nat(5)),
      group: fc.nat(1),
      since: fc.nat(5),
    }),
    { selector: (row) => row.id, minLength: 1, maxLength: 12 },
  );

  it('does not depend on the order in which they are read, and loses nobody', () => {
    fc.assert(
      fc.property(rows, (some: Placed[]) => {
        const ids = inOrder(some).map((row) => row.id);
        expect(inOrder(some.toReversed()).map((row) => row.id)).toEqual(ids);
        expect(new Set(ids)).toEqual(new Set(some.map((row) => row.id)));
      }),
    );
  });

  it('changes two places and no others, and brings nobody from behind the reserves before them', () => {
    fc.assert(
      fc.property(rows, fc.nat(11), fc.constantFrom('up' as const, 'down' as const), (some, at, where) => {
        const before = inOrder(some).map((row) => row.id);
        const id = before[at % before.length] ?? '';
        const after = movedOne(some, id, where);
        const moved = after.filter((row, index) => row.id !== before[index]);
        expect([0, 2]).toContain(moved.length);
        expect(after.map((row) => row.group)).toEqual(after.map((row) => row.group).toSorted());
      }),
    );
  });
});
