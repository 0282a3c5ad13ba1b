// Who an account is, as the workspace tells it: asked once a day for each person, and never before an acknowledgement.
import { boundedMap } from '#bot/bounded-map.ts';
import type { SlackClient } from './clients.ts';

interface Profile {
  readonly name: string;
  /** Such as `fr-FR`. */
  readonly locale: string | undefined;
  readonly zone: string | undefined;
}

export interface Profiles {
  /** What is known already. */
  known(team: string, user: string): Profile | undefined;
  /** What is known within `patience`; a slower answer is there for the next time. */
  of(team: string, user: string): Promise<Profile | undefined>;
  /** Asked anew every time: yesterday's administrator may not be one today. Undefined where Slack does not say. */
  isAdministrator(team: string, user: string): Promise<boolean | undefined>;
}

const day = 24 * 60 * 60 * 1000;
/** A form must be open within three seconds of its command, so nobody's name may take longer than this. */
const patience = 800;
/** After a failure, so that a struggling Slack is not asked with every press. */
const pauseAfterFailure = 60_000;
const mostRemembered = 10_000;

interface Remembered {
  readonly asked: Promise<void>;
  profile: Profile | undefined;
  until: number;
}

export function makeProfiles(clientOf: (team: string) => Promise<SlackClient>, now: () => number): Profiles {
  const remembered = boundedMap<string, Remembered>(mostRemembered);

  async function ask(team: string, user: string) {
    const client = await clientOf(team);
    return (await client.users.info({ user, include_locale: true })).user;
  }

  function remember(key: string, team: string, user: string): Remembered {
    const entry: Remembered = {
      until: now() + day,
      profile: undefined,
      asked: ask(team, user).then(
        (found) => {
          const name = found?.real_name || found?.profile?.display_name || found?.name || user;
          entry.profile = { name, locale: found?.locale, zone: found?.tz };
        },
        () => {
          entry.until = now() + pauseAfterFailure;
        },
      ),
    };
    remembered.set(key, entry);
    return entry;
  }

  function current(key: string): Remembered | undefined {
    const entry = remembered.get(key);
    return entry && entry.until > now() ? entry : undefined;
  }

  return {
    known: (team, user) => current(`${team} ${user}`)?.profile,
    async of(team, user) {
      const key = `${team} ${user}`;
      const entry = current(key) ?? remember(key, team, user);
      await withinPatience(entry.asked);
      return entry.profile;
    },
    async isAdministrator(team, user) {
      try {
        const found = await ask(team, user);
        return found?.is_admin === true || found?.is_owner === true;
      } catch {
        return undefined;
      }
    },
  };
}

async function withinPatience(asked: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  try {
    await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
