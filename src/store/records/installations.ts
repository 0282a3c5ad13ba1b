// Installations: in which workspaces Attaché is installed, each with its token as it was sealed by whoever may open it.
import { and, asc, eq, lte } from 'drizzle-orm';
import type { AccountId, PlaceId, PlatformName } from '#exchange/people.ts';
import { given, prepared } from '../connection.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';

/** `uninstalled`: the workspace has removed Attaché · `revoked`: its token is no longer good. */
export type InstallationState = 'installed' | 'uninstalled' | 'revoked';

/** A token that only the holder of a secret can open; `key` says under which one it was sealed. */
export interface Sealed {
  readonly token: string;
  readonly key: string;
}

export interface Installation {
  readonly place: PlaceId;
  readonly platform: PlatformName;
  /** As the workspace calls itself. */
  readonly name: string;
  /** The organisation that the workspace is part of on its platform, where it is. */
  readonly enterprise: string | undefined;
  readonly botUser: string;
  readonly scopes: string;
  readonly state: InstallationState;
  /** Nothing stays of the token once the installation has ended. */
  readonly sealed: Sealed | undefined;
  readonly installedAt: number;
  readonly installedBy: AccountId | undefined;
  readonly endedAt: number | undefined;
}

export type NewInstallation = Omit<Installation, 'state' | 'sealed' | 'installedAt' | 'endedAt'> & {
  readonly sealed: Sealed;
};

export interface InstallationRecords {
  /** Installed, or installed anew: then with the new token, and nothing stays of the old one. */
  keep(installation: NewInstallation): Promise<Installation>;
  byPlace(place: PlaceId): Promise<Installation | undefined>;
  /** All of them by place, also those that have ended. */
  all(): Promise<readonly Installation[]>;
  /**
   * Ends one that is installed, and deletes its token; false when there is none any more. `until` leaves alone
   * what was installed later (epoch milliseconds); `token` what has another sealed token by now.
   */
  end(
    place: PlaceId,
    how: Exclude<InstallationState, 'installed'>,
    only: { readonly until?: number; readonly token?: string },
  ): Promise<boolean>;
  /** Puts the same token, sealed under another key, in the place of the one that was seen; false when that changed. */
  reseal(place: PlaceId, seen: string, sealed: Sealed): Promise<boolean>;
}

export function installationRecords(context: RecordContext): InstallationRecords {
  return {
    async keep({ place, sealed, enterprise, installedBy, ...facts }) {
      const { installations } = context.tables;
      const kept = {
        ...facts,
        enterprise: enterprise ?? null,
        installedBy: installedBy ?? null,
        token: sealed.token,
        key: sealed.key,
        state: 'installed' as const,
        installedAt: context.now,
        endedAt: null,
      };
      const [row] = await context.db
        .insert(installations)
        .values({ place, ...kept })
        .onConflictDoUpdate({ target: installations.place, set: kept })
        .returning();
      if (row === undefined) throw new Error('An installation was not kept.');
      context.noteErased();
      context.audit('installation.keep', place, { key: sealed.key });
      return installationFrom(row);
    },

    async byPlace(place) {
      const [row] = await installationByPlace(context.connection).execute({ place });
      return row && installationFrom(row);
    },

    async all() {
      const { installations } = context.tables;
      const rows = await context.db.select().from(installations).orderBy(asc(installations.place));
      return rows.map(installationFrom);
    },

    async end(place, how, { until, token }) {
      const { installations } = context.tables;
      const ended = await context.db
        .update(installations)
        .set({ state: how, token: null, key: null, endedAt: context.now })
        .where(
          and(
            eq(installations.place, place),
            eq(installations.state, 'installed'),
            until === undefined ? undefined : lte(installations.installedAt, until),
            token === undefined ? undefined : eq(installations.token, token),
          ),
        )
        .returning({ place: installations.place });
      if (ended.length === 0) return false;
      context.noteErased();
      context.audit('installation.end', place, { state: how });
      return true;
    },

    async reseal(place, seen, { token, key }) {
      const { installations } = context.tables;
      const changed = await context.db
        .update(installations)
        .set({ token, key })
        .where(and(eq(installations.place, place), eq(installations.token, seen)))
        .returning({ place: installations.place });
      if (changed.length === 0) return false;
      context.noteErased();
      context.audit('installation.reseal', place, { key });
      return true;
    },
  };
}

// On the way to a first reply, whenever it has not been asked for a few seconds.
const installationByPlace = prepared(({ db, tables: { installations } }) =>
  db
    .select()
    .from(installations)
    .where(eq(installations.place, given(installations.place, 'place')))
    .prepare('installation_by_place'),
);

export function installationFrom(row: Tables['installations']['$inferSelect']): Installation {
  const { token, key, ...installation } = row;
  return {
    ...installation,
    enterprise: row.enterprise ?? undefined,
    installedBy: row.installedBy ?? undefined,
    endedAt: row.endedAt ?? undefined,
    sealed: token === null || key === null ? undefined : { token, key },
  };
}
