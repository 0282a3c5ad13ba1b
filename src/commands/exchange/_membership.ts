// Who may take whom into an organisation, and in which roles.
import type { WordlessDesk } from '#bot/command.ts';
import { holdersOf } from '#bot/holders.ts';
import { hasRole } from '#bot/identify.ts';
import type { Role } from '#exchange/people.ts';
import type { Person } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';

/** Roles that belong to an organisation; those of the hub are given with the hub as organisation. */
export const givenRoles = [
  'liaison',
  'manager',
  'trainee',
  'coordinator',
  'oversight',
] as const satisfies readonly Role[];
export type GivenRole = (typeof givenRoles)[number];

/** A liaison officer takes in trainees and managers of their own organisation; a coordinator anybody. */
export function mayGive(desk: WordlessDesk, role: Role, organisation: string): boolean {
  if (hasRole(desk.asker, 'coordinator')) return true;
  return hasRole(desk.asker, 'liaison', organisation) && (role === 'trainee' || role === 'manager');
}

/** Where a role holds: the hub's roles in the hub, the others in the organisation. */
export function scopeOf(role: GivenRole, organisation: string): string {
  return role === 'coordinator' || role === 'oversight' ? 'hub' : organisation;
}

/**
 * Makes somebody a confirmed member with this role alone: what they held before, elsewhere or until they were removed,
 * they hold no more. Throws Conflict when somebody else decided meanwhile.
 */
export async function takeIn(
  { people }: Records,
  { id, membership }: Person,
  organisation: string,
  role: GivenRole,
): Promise<void> {
  await people.change(id, { organisation, membership: 'confirmed' }, [
    membership === 'lapsed' ? 'confirmed' : membership,
  ]);
  for (const earlier of await people.grantsOf(id)) await people.revoke(earlier);
  await people.grant({ person: id, role, scope: scopeOf(role, organisation) });
}

/** Everybody who can confirm a member of this organisation. */
export async function confirmersOf(
  records: Records,
  organisation: string | undefined,
  now: number,
): Promise<readonly string[]> {
  const coordinators = await holdersOf(records, 'coordinator', { now });
  const liaisons =
    organisation === undefined ? [] : await holdersOf(records, 'liaison', { scope: organisation, now });
  return [...new Set([...coordinators, ...liaisons])];
}
