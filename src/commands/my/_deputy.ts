// How it is said who stands in for whom: in what, from which day to which.

import type { HouseSay } from '#bot/house-words.ts';
import { comma } from '#bot/punctuation.ts';
import { day, joined, type Text, value } from '#bot/text.ts';
import type { Language } from '#exchange/languages.ts';
import { localDate } from '#exchange/local-time.ts';
import { mayBeDeputised } from '#exchange/people.ts';
import type { Deputy } from '#store/records/deputies.ts';
import type { Grant, Person } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';

/** Whole days of the principal's zone, the last included. */
export function daysOf({ from, until, zone }: Deputy) {
  return { from: day(localDate(from, zone)), until: day(localDate(until - 1, zone)) };
}

/** Roles of their own that somebody can have stood in for now. */
export function lendable(grants: readonly Grant[], person: string, now: number): readonly Grant[] {
  return grants.filter(
    (grant) =>
      grant.person === person &&
      mayBeDeputised(grant.role) &&
      (grant.until === undefined || grant.until > now),
  );
}

interface Sayer {
  readonly records: Records;
  readonly house: HouseSay;
  readonly now: number;
}

/** What the deputy can do for them, by the names of the roles; those of the principal as they are now. */
export async function lentIn(
  { records, house, now }: Sayer,
  named: Deputy,
  language: Language,
): Promise<Text> {
  const grants = lendable(await records.people.grantsOf(named.principal), named.principal, now);
  const lent = grants.filter((grant) => named.role === undefined || grant.role === named.role);
  const roles = [...new Set(lent.map((grant) => grant.role))];
  return roles.length === 0
    ? ['–']
    : joined(
        roles.map((role) => house(`role.${role}`)),
        comma(language),
      );
}

export function nameOf(person: Person | undefined) {
  return value(person?.name ?? '–');
}
