// Who an account is, as the workspace tells it: asked once a day for each person, and never before an acknowledgement.
import type { SlackClient } from './clients.ts';

interface Profile {
  readonly name: string;
  /** Such as `fr-FR`. */
  readonly locale: string | undefined;
  readonly zone: string | undefined;
}

export interface Profiles {
  /** What is known within `patience`; a slower answer is there for the next time. */
  of(team: string, user: string): Promise<Profile | undefined>;
  /** Asked anew every time: yesterday's administrator may not be one today. */
  isAdministrator(team: string, user: string): Promise<boolean>;
}

const day = 24 * 60 * 60 * 1000;
/** A form must be open within three seconds of its command, so nobody's name may take longer than this. */
const patience = 800;
/** After a failure, so that a struggling Slack is not asked with every press. */
const pauseAfterFailure = 60_000;
const mostRemembered = 10_000;

interface Remembered {
  readonly profile: Promise<Profile | undefined>;
  until: number;
}

export function makeProfiles(clientOf: (team: string) => Promise<SlackClient>, now: () => number): Profiles {
  const remembered = new Map<string, Remembered>();

  async function ask(team: string, user: string) {
    const client = await clientOf(team);
    return (await client.users.info({ user, include_locale: true })).user;
  }

  function remember(key: string, team: string, user: string): Remembered {
    const entry: Remembered = {
      until: now() + day,
      profile: ask(team, user).then(
        (found) => ({
          name: found?.real_name || found?.profile?.display_name || found?.name || user,
          locale: found?.locale,
          zone: found?.tz,
        }),
        () => {
          entry.until = now() + pauseAfterFailure;
          return undefined;
        },
      ),
    };
    const oldest = remembered.size >= mostRemembered ? remembered.keys().next().value : undefined;
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(key, entry);
    return entry;
  }

  return {
    async of(team, user) {
      const key = `${team} ${user}`;
      const known = remembered.get(key);
      const { profile } = known && known.until > now() ? known : remember(key, team, user);
      return withinPatience(profile);
    },
    async isAdministrator(team, user) {
      const found = await ask(team, user).catch(() => undefined);
      return found?.is_admin === true || found?.is_owner === true;
    },
  };
}

async function withinPatience(profile: Promise<Profile | undefined>): Promise<Profile | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  try {
    return await Promise.race([profile, late]);
  } finally {
    clearTimeout(timer);
  }
}
