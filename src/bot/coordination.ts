// Whether anybody coordinates the hub: what decides if the machine that runs Attaché may make somebody coordinator.
import type { Person } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';
import { holdersOf } from './holders.ts';

/** What the code is issued for that was wanted although somebody coordinates: the audit tells the two apart. */
export const coordinatorCodeFor = { without: 'hub', evenSo: 'hub · even so' } as const;

/** Long enough for leave; whoever has changed nothing for longer is not waited for. */
export const awayDays = 30;

/** Those who coordinate now, or stand in for one, with an account that has changed something within `awayDays`. */
export async function presentCoordinators(
  { people, deputies }: Pick<Records, 'people' | 'deputies'>,
  now: number,
): Promise<readonly Person[]> {
  const holders = await holdersOf({ people, deputies }, 'coordinator', { scope: 'hub', now });
  const since = now - awayDays * 86_400_000;
  const accounts = await people.accountsOfAll(holders);
  const present = holders.filter((id) => accounts.some((one) => one.person === id && one.lastSeen > since));
  return people.byIds(present);
}
