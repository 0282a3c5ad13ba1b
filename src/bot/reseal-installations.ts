// At a start: seals what an earlier secret has sealed under the present one, and says what no secret at hand opens.
import type { PlaceId } from '#exchange/people.ts';
import type { Installation } from '#store/records/installations.ts';
import type { Store } from '#store/store.ts';
import { type BookParts, endInstallation } from './make-installation-book.ts';
import type { TokenCipher } from './token-cipher.ts';

export interface Resealed {
  /** How many tokens are open to the present secret now. */
  readonly readable: number;
  /** How many of them were under an earlier one. */
  readonly resealed: number;
  /** Places whose token no secret at hand opens. */
  readonly unreadable: readonly PlaceId[];
}

/** What a record of installations is worth to the secrets at hand. */
export function sortedByKey(
  rows: readonly Pick<Installation, 'place' | 'sealed'>[],
  cipher: TokenCipher,
): {
  readonly current: readonly PlaceId[];
  readonly old: readonly PlaceId[];
  readonly unreadable: readonly PlaceId[];
} {
  const sorted = { current: [] as PlaceId[], old: [] as PlaceId[], unreadable: [] as PlaceId[] };
  for (const { place, sealed } of rows) {
    if (!sealed) continue;
    if (cipher.open(sealed, place) === undefined) sorted.unreadable.push(place);
    else if (sealed.key === cipher.key) sorted.current.push(place);
    else sorted.old.push(place);
  }
  return sorted;
}

/** In one transaction: all of them, or none. `giveUpUnreadable` ends those that nothing opens, so that they can be installed anew. */
export function resealInstallations(
  store: Store,
  parts: Pick<BookParts, 'cipher' | 'messages' | 'installAt'> & {
    readonly giveUpUnreadable: boolean;
    readonly now: number;
  },
): Promise<Resealed> {
  const { cipher, giveUpUnreadable, now } = parts;
  return store.write({ viewer: { kind: 'process' }, actor: 'start', now }, async (records) => {
    const rows = await records.installations.all();
    const { current, old, unreadable } = sortedByKey(rows, cipher);
    for (const { place, sealed } of rows.filter((row) => old.includes(row.place))) {
      const token = sealed && cipher.open(sealed, place);
      if (sealed && token !== undefined)
        await records.installations.reseal(place, sealed.token, cipher.seal(token, place));
    }
    if (giveUpUnreadable)
      for (const row of rows.filter(({ place }) => unreadable.includes(place)))
        await endInstallation(records, parts, row, 'revoked');
    return { readable: current.length + old.length, resealed: old.length, unreadable };
  });
}
