// Workspaces, servers and channels that are tied to organisations: what they are called, and who is told of a change.

import type { Answer } from '#bot/answer.ts';
import type { Desk } from '#bot/command.ts';
import { holdersOf } from '#bot/holders.ts';
import type { MessageDesk } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import type { Facts } from '#bot/words.ts';
import type { Key } from './words.ts';

/** A code travels by mail and may wait on a desk for a while. */
export const codeGoodFor = 14 * 86_400_000;

export type PlaceNews = 'exchange/place-tied' | 'exchange/place-untied';

/** To every coordinator but the one who did it, and to these others. */
export async function tellOfPlace(
  { records, asker, now }: Pick<Desk<Key>, 'records' | 'asker' | 'now'>,
  message: PlaceNews,
  place: {
    readonly id: string;
    readonly name: string | undefined;
    readonly organisation: string;
    /** Who waits there to be taken in. */
    readonly person?: string;
  },
  others: readonly string[] = [],
): Promise<readonly Answer[]> {
  const coordinators = await holdersOf(records, 'coordinator', { now });
  const readers = new Set([...coordinators, ...others].filter((id) => id !== asker.person?.id));
  return [...readers].map((tell) => ({
    tell,
    message,
    facts: {
      place: place.name ?? place.id,
      organisation: place.organisation,
      ...(place.person === undefined ? {} : { person: place.person }),
    },
    key: `${message} · ${place.id} · ${place.organisation} · ${now}`,
  }));
}

/** The words' facts of such a message; undefined when the organisation is no more. */
export async function placeFacts(
  { records }: Pick<MessageDesk, 'records'>,
  place: string,
  id: string,
): Promise<Facts | undefined> {
  const organisation = await records.organisations.byId(id);
  return organisation && { place: value(place), organisation: value(organisation.name) };
}
