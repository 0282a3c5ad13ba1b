// What a platform needs from the store about where Attaché is installed; main.ts hands it in.
import type { AccountId, PlaceId, PlatformName } from '#exchange/people.ts';

/** One workspace that has just let Attaché in. */
export interface Installed {
  readonly place: PlaceId;
  readonly platform: PlatformName;
  readonly name: string;
  readonly enterprise: string | undefined;
  readonly botUser: string;
  readonly scopes: string;
  readonly installedBy: AccountId | undefined;
  readonly token: string;
}

export interface InstallationBook {
  /**
   * The token and the name of a place; undefined where Attaché is not installed, or no longer. Throws PlatformFailure
   * (`again`) where the token is there and the secret to open it is not.
   */
  find(place: PlaceId): Promise<{ readonly token: string; readonly name: string } | undefined>;
  /** Keeps it, and says whether it is the first one there; a place that was left is there again. */
  keep(installed: Installed): Promise<'first' | 'again'>;
  /**
   * It has ended: its token is deleted, and the place is left (`Listener.placeLeft`), once. `until` (epoch milliseconds) leaves alone
   * what was installed later, `token` what has another token by now.
   */
  ended(
    place: PlaceId,
    how: 'uninstalled' | 'revoked',
    only: { readonly until?: number; readonly token?: string },
  ): Promise<void>;
  /** True for the first to claim this key, for a day. */
  claim(key: string): Promise<boolean>;
}
