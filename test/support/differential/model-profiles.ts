// The model of profiles: what is known of a person, as it was said last.
import type { ProfileRecords } from '#store/records/profiles.ts';
import { isAmong } from './model-eligibility.ts';
import type { ModelContext } from './model-state.ts';

export function profileModel(context: ModelContext): ProfileRecords {
  const { profiles } = context.state;
  return {
    of: async (among) =>
      new Map(
        [...profiles.values()]
          .filter(({ person }) => isAmong(context.state, among, person))
          .map(({ person, sector, gender, languages }) => [
            person,
            { person, sector: sector ?? undefined, gender: gender ?? undefined, languages },
          ]),
      ),
    set: async ({ person, sector, gender, languages }, by) => {
      context.need('people', person);
      context.put('profiles', person, {
        person,
        sector: sector ?? null,
        gender: gender ?? null,
        languages,
        changedBy: by,
        changedAt: context.now,
      });
      context.audit('profile.set', person, { by });
    },
  };
}
