// Approved personnel (item 78): who says of whom that they still serve, until when that holds, and when it is asked.
import { addDays, instantAt, localDate } from './local-time.ts';
import type { Role } from './people.ts';

/** A day that people can plan with, and one that is still time enough. */
const noticeDays = [
  { slot: 'first', days: 21 },
  { slot: 'last', days: 7 },
] as const;

export type VerificationSlot = (typeof noticeDays)[number]['slot'];

const day = 86_400_000;

/** The first notice leaves so many days before. */
export const firstNoticeDays = noticeDays[0].days;

/** Approved on the day of `now`, for so many whole days: ends with the last of them, by the calendar of the hub's zone. */
export function approvedFrom(now: number, periodDays: number, zone: string): number {
  return instantAt(addDays(localDate(now, zone), periodDays + 1), '00:00', zone);
}

/** Which notice is due for an approval that ends at `until`; undefined before the first, and when it has run out. */
export function verificationNotice(until: number, now: number): VerificationSlot | undefined {
  if (until <= now) return undefined;
  return noticeDays.findLast(({ days }) => now >= until - days * day)?.slot;
}

/**
 * Who renews somebody's approval: the liaison officers of their organisation; for liaison officers themselves, people of
 * the hub and holders of a role of the hub, the coordinators, for each other too.
 */
export function renewedBy(member: { ofHub: boolean; roles: readonly Role[] }): 'liaison' | 'coordinator' {
  const forCoordinators: readonly Role[] = ['liaison', 'coordinator', 'oversight', 'finance', 'approver'];
  return member.ofHub || member.roles.some((role) => forCoordinators.includes(role))
    ? 'coordinator'
    : 'liaison';
}
