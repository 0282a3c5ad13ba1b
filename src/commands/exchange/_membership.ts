// Who may take whom into an organisation, in which roles, and for how long they are approved.
import { approvalGivenNow } from '#bot/approvals.ts';
import type { WordlessDesk } from '#bot/command.ts';
import { holdersOf } from '#bot/holders.ts';
import { hasRole } from '#bot/identify.ts';
import type { Role } from '#exchange/people.ts';
import type { Person } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';

/** Roles that need no more than an organisation; those for a course or an office are given with /exchange role-give. */
export const givenRoles = [
  'liaison',
  'manager',
  'trainee',
  'expert',
  'coordinator',
  'oversight',
  'finance',
] as const satisfies readonly Role[];
export type GivenRole = (typeof givenRoles)[number];

/** A liaison officer takes in trainees and managers of their own organisation; a coordinator anybody. */
export function mayGive(desk: WordlessDesk, role: Role, organisation: string): boolean {
  if (hasRole(desk.asker, 'coordinator')) return true;
  return hasRole(desk.asker, 'liaison', organisation) && (role === 'trainee' || role === 'manager');
}

/** Where a role holds: the hub's roles in the hub, the others in the organisation. */
export function scopeOf(role: GivenRole, organisation: string): string {
  return role === 'coordinator' || role === 'oversight' || role === 'finance' ? 'hub' : organisation;
}

/** What a member is noted with whom the asker answers for. */
export async function approvalBy({ asker, records, now }: WordlessDesk) {
  return { approvedBy: asker.person?.id, approvedUntil: await approvalGivenNow(records, now) };
}

/**
 * Makes somebody a confirmed member with this role alone: what they held before, elsewhere or until they were removed,
 * they hold no more. Throws Conflict when somebody else decided meanwhile.
 */
export async function takeIn(
  desk: WordlessDesk,
  { id, membership }: Person,
  organisation: string,
  role: GivenRole,
): Promise<void> {
  const { people } = desk.records;
  const from = membership === 'lapsed' ? 'confirmed' : membership;
  await people.change(id, { organisation, membership: 'confirmed', ...(await approvalBy(desk)) }, [from]);
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
