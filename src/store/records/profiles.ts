// Profiles: what eligibility and soft reserves know of a person, as it was said of them.
import type { Profile } from '#exchange/profile.ts';
import { preparedFor } from '../connection.ts';
import type { RecordContext } from './context.ts';
import { amongNominees, isNobody, type Nominees, nomineesIn, shapeOf } from './nominees.ts';

export interface ProfileRecords {
  /** Those of them of whom something is known, by their ids. */
  of(among: Nominees): Promise<ReadonlyMap<string, Profile>>;
  /** Keeps what is known now in place of what was. */
  set(profile: Profile, by: string): Promise<void>;
}

export function profileRecords(context: RecordContext): ProfileRecords {
  return {
    async of(among) {
      if (isNobody(among)) return new Map();
      const rows = await profilesOf(context.connection, shapeOf(among)).execute(nomineesIn(among));
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

const profilesOf = preparedFor('profiles_of', (connection, name, shape: number) => {
  const { db, tables } = connection;
  const { profiles } = tables;
  return db
    .select()
    .from(profiles)
    .where(amongNominees(connection, profiles.person, shape))
    .prepare(name);
});
