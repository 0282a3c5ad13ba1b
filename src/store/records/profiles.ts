// Profiles: what eligibility and soft reserves know of a person, as it was said of them.
import type { Profile } from '#exchange/profile.ts';
import { amongIds, idsIn, placesFor, preparedFor } from '../connection.ts';
import type { RecordContext } from './context.ts';

export interface ProfileRecords {
  /** Those of these people of whom something is known, by their ids. */
  of(people: readonly string[]): Promise<ReadonlyMap<string, Profile>>;
  /** Keeps what is known now in place of what was. */
  set(profile: Profile, by: string): Promise<void>;
}

export function profileRecords(context: RecordContext): ProfileRecords {
  return {
    async of(people) {
      if (people.length === 0) return new Map();
      const places = placesFor(people);
      const rows = await profilesOf(context.connection, places).execute(idsIn(people, places));
      return new Map(
        rows.map(({ person, sector, gender, languages }) => [
          person,
          { person, sector: sector ?? undefined, gender: gender ?? undefined, languages },
        ]),
      );
    },

    async set({ person, sector, gender, languages }, by) {
      const { profiles } = context.tables;
      const kept = {
        sector: sector ?? null,
        gender: gender ?? null,
        languages,
        changedBy: by,
        changedAt: context.now,
      };
      await context.db
        .insert(profiles)
        .values({ person, ...kept })
        .onConflictDoUpdate({ target: profiles.person, set: kept });
      context.audit('profile.set', person, { by });
    },
  };
}

const profilesOf = preparedFor('profiles_of', ({ db, tables: { profiles } }, name, places: number) =>
  db.select().from(profiles).where(amongIds(profiles.person, places)).prepare(name),
);
