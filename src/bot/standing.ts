// Whether a confirmed member still serves: approval runs out at its date, at once, without any job having to look.
import type { Known, Person } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';

/**
 * The person as they stand at an instant: `lapsed` when nobody has said in time that they still serve. As long as no
 * other coordinator stands within their date, a coordinator goes on beyond it: an exchange must not shut itself out.
 */
export async function standing(
  { people }: Pick<Records, 'people'>,
  known: Known,
  now: number,
): Promise<Person> {
  const { person, grants } = known;
  if (!hasRunOut(person, now)) return person;
  const coordinates = grants.some(
    ({ person: holder, role, scope }) => holder === person.id && role === 'coordinator' && scope === 'hub',
  );
  if (coordinates) {
    const coordinators = await people.withRole('coordinator', 'hub', now);
    if (coordinators.every((one) => hasRunOut(one, now))) return person;
  }
  return { ...person, membership: 'lapsed' };
}

/** A confirmed member past their date. Without a date there is none yet: the first sweep gives one. */
export function hasRunOut({ membership, approvedUntil }: Person, now: number): boolean {
  return membership === 'confirmed' && approvedUntil !== undefined && approvedUntil <= now;
}
