// The two tracks of a nomination: what its sender says of it and what the hub answers, and to whom each field belongs.
import { isOpen, type NominationState, nominationStates } from './nomination.ts';

/** Product §2.3, after Erasmus Without Paper: the sending side masters the nomination, the receiving side answers it. */
export const senderStatuses = [
  'draft',
  'nominated',
  'confirmed',
  'completed',
  'missed',
  'declined',
  'lapsed',
  'withdrawn',
] as const;
export type SenderStatus = (typeof senderStatuses)[number];

export const hubAnswers = [
  'not-sent',
  'pending',
  'returned',
  'verified',
  'rejected',
  'selected',
  'reserve',
  'offered',
  'seated',
  'closed',
] as const;
export type HubAnswer = (typeof hubAnswers)[number];

export interface Tracks {
  readonly sender: SenderStatus;
  readonly hub: HubAnswer;
}

const tracks: Readonly<Record<NominationState, Tracks>> = {
  draft: { sender: 'draft', hub: 'not-sent' },
  endorsed: { sender: 'draft', hub: 'not-sent' },
  submitted: { sender: 'nominated', hub: 'pending' },
  returned: { sender: 'nominated', hub: 'returned' },
  eligible: { sender: 'nominated', hub: 'verified' },
  ineligible: { sender: 'nominated', hub: 'rejected' },
  vetted: { sender: 'nominated', hub: 'verified' },
  scored: { sender: 'nominated', hub: 'verified' },
  selected: { sender: 'nominated', hub: 'selected' },
  reserve: { sender: 'nominated', hub: 'reserve' },
  'not-selected': { sender: 'nominated', hub: 'rejected' },
  offered: { sender: 'nominated', hub: 'offered' },
  accepted: { sender: 'confirmed', hub: 'seated' },
  declined: { sender: 'declined', hub: 'closed' },
  expired: { sender: 'lapsed', hub: 'closed' },
  attended: { sender: 'completed', hub: 'seated' },
  partial: { sender: 'completed', hub: 'seated' },
  'no-show': { sender: 'missed', hub: 'seated' },
  certified: { sender: 'completed', hub: 'seated' },
  'followed-up': { sender: 'completed', hub: 'seated' },
  withdrawn: { sender: 'withdrawn', hub: 'closed' },
};

export function tracksOf(state: NominationState): Tracks {
  return tracks[state];
}

/** `exchange`: written by the record alone, whoever acts. */
export type FieldOwner = 'sender' | 'hub' | 'nominee' | 'manager' | 'exchange';

/** Every field of a nomination and the one side that writes it; steps of its state belong to the sides by `stepOwners`. */
export const fieldOwners = {
  id: 'exchange',
  createdAt: 'exchange',
  state: 'exchange',
  sentAt: 'exchange',
  isLate: 'exchange',
  course: 'sender',
  nominee: 'sender',
  organisation: 'sender',
  nominatedBy: 'sender',
  rank: 'sender',
  unit: 'sender',
  yearsOfService: 'sender',
  reason: 'sender',
  priority: 'sender',
  asReserve: 'sender',
  needsVisa: 'sender',
  preference: 'nominee',
  consent: 'nominee',
  release: 'manager',
  hubNote: 'hub',
  reservePlace: 'hub',
  placedIn: 'hub',
} as const satisfies Readonly<Record<string, FieldOwner>>;

export type NominationField = keyof typeof fieldOwners;

/** The fields of one side: what its functions of the record may be handed. */
export type FieldOf<Owner extends FieldOwner> = {
  [Field in NominationField]: (typeof fieldOwners)[Field] extends Owner ? Field : never;
}[NominationField];

/** What the sender may still change of a nomination that stands. */
export const editableFields = [
  'rank',
  'unit',
  'yearsOfService',
  'reason',
  'asReserve',
  'needsVisa',
] as const satisfies readonly FieldOf<'sender'>[];

/** In these a nominee may agree or not, and a manager release or not: until attendance is marked. */
export const assentStates: readonly NominationState[] = [
  ...nominationStates.filter(isOpen),
  'ineligible',
  'offered',
  'accepted',
];

/** From these the hub may send it back for correction. */
export const returnableStates = [
  'submitted',
  'eligible',
  'ineligible',
  'vetted',
] as const satisfies readonly NominationState[];

/** What decides the order of one organisation's nominees for a course, or of one nominee's courses. */
export interface Placed {
  readonly id: string;
  readonly place: number | null;
  /** Before it stands nobody of a later group. */
  readonly group: number;
  readonly since: number;
}

/** An organisation's nominees for one course: reserves behind the others, then as they were put, then as they came. */
export function placedBySender(one: {
  readonly id: string;
  readonly asReserve: boolean;
  readonly priority: number | null;
  readonly sentAt: number | null;
  readonly createdAt: number;
}): Placed {
  const { id, asReserve, priority: place, sentAt, createdAt } = one;
  return { id, place, group: asReserve ? 1 : 0, since: sentAt ?? createdAt };
}

/** One nominee's courses: as they were put, then as they came. */
export function placedByNominee(one: {
  readonly id: string;
  readonly preference: number | null;
  readonly createdAt: number;
}): Placed {
  return { id: one.id, place: one.preference, group: 0, since: one.createdAt };
}

/** Those without a place stand last in their group, the oldest first. */
export function inOrder<Row extends Placed>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted(
    (one, other) =>
      one.group - other.group ||
      (one.place ?? Number.POSITIVE_INFINITY) - (other.place ?? Number.POSITIVE_INFINITY) ||
      one.since - other.since ||
      (one.id < other.id ? -1 : 1),
  );
}

/** One place up or down among those of its group; as it was where there is nobody to change places with. */
export function movedOne<Row extends Placed>(
  rows: readonly Row[],
  id: string,
  where: 'up' | 'down',
): readonly Row[] {
  const ordered = [...inOrder(rows)];
  const at = ordered.findIndex((row) => row.id === id);
  const to = where === 'up' ? at - 1 : at + 1;
  const [moved, other] = [ordered[at], ordered[to]];
  if (!moved || !other || moved.group !== other.group) return ordered;
  ordered[at] = other;
  ordered[to] = moved;
  return ordered;
}
