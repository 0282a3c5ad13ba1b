// Approved personnel as the record has it: until when an approval given now holds, and whose has to be renewed by whom.
import { approvedFrom, renewedBy } from '#exchange/verification.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Person } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';
import { holdersOf } from './holders.ts';
import { hubSetting } from './hub-setting.ts';

/** People whose approval the same others renew: an organisation's by its id, or the `hub`'s and all liaison officers. */
export type Circle = string;

export const hubCircle = 'hub';

/** When an approval that is given now ends. */
export async function approvalGivenNow(records: Records, now: number): Promise<number> {
  const hub = await records.organisations.hub();
  return approvedFrom(now, await hubSetting(records, 'verification.period'), hub?.zone ?? 'UTC');
}

/** Of each of these people, whose circle they are in. Those of no organisation are the hub's. */
export async function circlesOf(
  records: Records,
  people: readonly Person[],
  hub: Organisation | undefined,
): Promise<ReadonlyMap<string, Circle>> {
  const grants = await records.people.grantsOfAll(people.map((person) => person.id));
  return new Map(
    people.map(({ id, organisation }) => {
      const roles = grants.filter((grant) => grant.person === id).map((grant) => grant.role);
      const ofHub = organisation === undefined || organisation === hub?.id;
      const circle = renewedBy({ ofHub, roles }) === 'coordinator' ? hubCircle : (organisation ?? hubCircle);
      return [id, circle];
    }),
  );
}

/** Everybody in a circle whose approval was not given as late as now, by name. */
export async function toBeRenewed(records: Records, circle: Circle, now: number): Promise<readonly Person[]> {
  const [until, hub] = [await approvalGivenNow(records, now), await records.organisations.hub()];
  const people = await records.people.approvedUntil(until - 1);
  const circles = await circlesOf(records, people, hub);
  return people.filter((person) => circles.get(person.id) === circle);
}

/** Whom to ask about a circle: where an organisation has no liaison officer (any more), the coordinators. */
export async function renewersOf(records: Records, circle: Circle, now: number): Promise<readonly string[]> {
  const liaisons = circle === hubCircle ? [] : await holdersOf(records, 'liaison', { scope: circle, now });
  if (liaisons.length > 0) return liaisons;
  const coordinators = await holdersOf(records, 'coordinator', { now });
  // Nobody renews their own: about a coordinator who is alone, oversight is asked.
  if (circle !== hubCircle || coordinators.length > 1) return coordinators;
  return [...new Set([...coordinators, ...(await holdersOf(records, 'oversight', { now }))])];
}
