// The book of installations over the store: opens their tokens, remembers them for a moment, tells when one has ended.
import type { PlaceId } from '#exchange/people.ts';
import type { Records, Store } from '#store/store.ts';
import { boundedMap } from './bounded-map.ts';
import type { Clock } from './clock.ts';
import type { InstallationBook } from './installation-book.ts';
import { leavePlace } from './leave-place.ts';
import type { Message } from './message.ts';
import { PlatformFailure } from './platform.ts';
import type { TokenCipher } from './token-cipher.ts';

export interface BookParts {
  readonly store: Store;
  readonly cipher: TokenCipher;
  readonly messages: ReadonlyMap<string, Message>;
  readonly clock: Clock;
  /** The page on which a workspace installs Attaché again: said to the coordinators when one has gone. */
  readonly installAt: string;
}

/** Milliseconds after which another process may have learnt that a token is no longer good, or that there is one. */
const believedFor = 2_000;
const mostRemembered = 5_000;

interface Remembered {
  readonly found: ReturnType<InstallationBook['find']>;
  /** `performance.now()`. */
  readonly until: number;
}

export function makeInstallationBook(parts: BookParts): InstallationBook {
  const { store, cipher, clock } = parts;
  // The one process of an embedded record learns of every change by making it.
  const good = store.work.isShared ? believedFor : Number.POSITIVE_INFINITY;
  const remembered = boundedMap<PlaceId, Remembered>(mostRemembered);

  function write<T>(work: (records: Records) => Promise<T>): Promise<T> {
    return store.write({ viewer: { kind: 'process' }, actor: 'installations', now: clock.now() }, work);
  }

  async function look(place: PlaceId) {
    const row = await store.read({ kind: 'process' }, ({ installations }) => installations.byPlace(place));
    if (!row?.sealed) return undefined;
    const token = cipher.open(row.sealed, place);
    if (token === undefined)
      throw new PlatformFailure(
        row.platform,
        'again',
        `the token of ${place} is sealed under another ATTACHE_SECRET`,
      );
    return { token, name: row.name };
  }

  return {
    find(place) {
      const known = remembered.get(place);
      if (known && known.until > performance.now()) return known.found;
      const entry = { found: look(place), until: performance.now() + good };
      remembered.set(place, entry);
      // What failed is asked again; whoever waits for it hears of the failure.
      entry.found.catch(() => {
        if (remembered.get(place) === entry) remembered.delete(place);
      });
      return entry.found;
    },

    async keep({ token, ...installed }) {
      const { place } = installed;
      const sealed = cipher.seal(token, place);
      try {
        return await write(async ({ installations, places }) => {
          const before = await installations.byPlace(place);
          await installations.keep({ ...installed, sealed });
          await places.takeUp(place);
          return before === undefined ? 'first' : 'again';
        });
      } finally {
        remembered.delete(place);
      }
    },

    async ended(place, how, { until, token }) {
      try {
        await write(async (records) => {
          const row = await records.installations.byPlace(place);
          if (!row?.sealed) return;
          if (token !== undefined && cipher.open(row.sealed, place) !== token) return;
          await endInstallation(records, { ...parts, now: clock.now() }, row, how, until);
        });
      } finally {
        remembered.delete(place);
      }
    },

    claim: (key) => write((records) => records.claim(key)),
  };
}

/** Ends it as it was seen, and with it the place is left; false when it has changed meanwhile. */
export async function endInstallation(
  records: Records,
  { messages, installAt, now }: Pick<BookParts, 'messages' | 'installAt'> & { readonly now: number },
  row: {
    readonly place: PlaceId;
    readonly installedAt: number;
    readonly sealed: { readonly token: string } | undefined;
  },
  how: 'uninstalled' | 'revoked',
  until?: number,
): Promise<boolean> {
  const only = {
    ...(until === undefined ? {} : { until }),
    ...(row.sealed ? { token: row.sealed.token } : {}),
  };
  if (!(await records.installations.end(row.place, how, only))) return false;
  await leavePlace(records, row.place, { messages, now, installAt });
  return true;
}
