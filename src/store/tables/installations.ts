// The table of installations: where Attaché is installed, and the sealed token with which it speaks there.
import type { AccountId, PlaceId, PlatformName } from '#exchange/people.ts';
import type { Columns } from '../columns.ts';
import type { InstallationState } from '../records/installations.ts';

export function installationTables({ table, text, oneOf, instant }: Columns) {
  const installations = table('installations', {
    place: oneOf<PlaceId>().primaryKey(),
    platform: oneOf<PlatformName>().notNull(),
    name: text().notNull(),
    enterprise: text(),
    botUser: text('bot_user').notNull(),
    scopes: text().notNull(),
    state: oneOf<InstallationState>().notNull(),
    /** Sealed; null once the installation has ended. */
    token: text(),
    key: text(),
    installedAt: instant('installed_at').notNull(),
    installedBy: oneOf<AccountId>('installed_by'),
    endedAt: instant('ended_at'),
  });

  return { installations };
}
