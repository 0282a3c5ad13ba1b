// Who holds a role now, to be told or asked: its holders who still serve, and whoever stands in for them.
import { mayBeDeputised, type Role } from '#exchange/people.ts';
import type { Records } from '#store/store.ts';
import { hasRunOut } from './standing.ts';

/** Ids of people, each once, by name; `scope` narrows, such as to one organisation. */
export async function holdersOf(
  records: Pick<Records, 'people' | 'deputies'>,
  role: Role,
  { scope, now }: { scope?: string | undefined; now: number },
): Promise<readonly string[]> {
  const granted = await records.people.withRole(role, scope, now);
  const serving = granted.filter((person) => !hasRunOut(person, now));
  // A hub never loses its last coordinator to a date: see `standing`.
  const goesOn = role === 'coordinator' && serving.length === 0;
  const holders = goesOn ? granted : serving;
  if (!mayBeDeputised(role) || holders.length === 0) return holders.map((person) => person.id);

  const organisations = new Map(serving.map((person) => [person.id, person.organisation]));
  const named = (await records.deputies.standingIn([...organisations.keys()], now)).filter(
    (one) => one.role === undefined || (one.role === role && (scope === undefined || one.scope === scope)),
  );
  const deputies = await records.people.byIds(named.map((one) => one.deputy));
  const standingIn = deputies.filter(
    (person) =>
      person.membership === 'confirmed' &&
      !hasRunOut(person, now) &&
      named.some(
        (one) =>
          one.deputy === person.id &&
          person.organisation !== undefined &&
          organisations.get(one.principal) === person.organisation,
      ),
  );
  return [...new Set([...holders, ...standingIn].map((person) => person.id))];
}
