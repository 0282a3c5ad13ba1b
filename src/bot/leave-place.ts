// What follows when Attaché is in a workspace or server no more: nothing is sent there, and the coordinators are told once.
import { type ChannelId, type PlaceId, placeOf } from '#exchange/people.ts';
import type { Records } from '#store/store.ts';
import { holdersOf } from './holders.ts';
import { keepAnswers } from './keep-answers.ts';
import type { Message } from './message.ts';

export interface LeaveParts {
  readonly messages: ReadonlyMap<string, Message>;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The page on which its people let Attaché in again by themselves, where there is one. */
  readonly installAt?: string;
}

/** In the transaction that learns of it. A place where an installation stands is not left, whatever else ended there. */
export async function leavePlace(
  records: Records,
  place: PlaceId,
  { messages, now, installAt }: LeaveParts,
): Promise<void> {
  if (!(await records.places.leave(place))) return;
  const coordinators = await holdersOf(records, 'coordinator', { now });
  const organisations = await organisationsIn(records, place);
  const tells = organisations.flatMap((organisation) =>
    coordinators.map((tell) => ({
      tell,
      message: 'exchange/place-left',
      facts: { place, organisation, installAt: installAt ?? null },
      key: `place left · ${place} · ${organisation} · ${now}`,
    })),
  );
  await keepAnswers(records, tells, messages, { cause: 'exchange organisation-list' });
}

/** Those whose place it is, and those who have or named a channel in it. */
export async function organisationsIn(records: Records, place: PlaceId): Promise<readonly string[]> {
  const isHere = (id: PlaceId | ChannelId) => id === place || placeOf(id) === place;
  const tied = (await records.organisations.places()).filter((one) => isHere(one.place));
  const named = (await records.organisations.channels({})).filter((one) => isHere(one.channel));
  return [...new Set([...tied, ...named].map(({ organisation }) => organisation))];
}
