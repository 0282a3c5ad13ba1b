// Removing a member: who may, what it ends, and what stays for others to look after.
import type { Desk } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { type Text, value } from '#bot/text.ts';
import { type Block, route, type View } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import { isOpen } from '#exchange/nomination.ts';
import type { Role } from '#exchange/people.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Person } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';
import type { Key } from './words.ts';

/** Whom a liaison officer may remove holds no more than these. */
const ownPeople: readonly Role[] = ['trainee', 'manager', 'courseManager', 'instructor', 'expert'];
const mostListed = 10;

/** A coordinator anybody; a liaison officer the trainees and managers of their own organisation. */
export async function mayRemove({ asker, records }: Desk<Key>, person: Person): Promise<boolean> {
  if (hasRole(asker, 'coordinator')) return true;
  const { organisation } = person;
  if (organisation === undefined || !hasRole(asker, 'liaison', organisation)) return false;
  return (await records.people.grantsOf(person.id)).every((grant) => ownPeople.includes(grant.role));
}

export function removalView({ say }: Desk<Key>, person: Person): View {
  return [
    { heading: say('member-remove.ask', { name: value(person.name) }) },
    { paragraph: say('member-remove.note') },
    {
      buttons: [
        {
          label: say('member-remove.now'),
          route: route('exchange/member-remove/now', person.id),
          look: 'danger',
        },
      ],
    },
  ];
}

/** Membership, roles and what they stand in for end together. Throws Conflict when somebody else was first. */
export async function remove({ people, deputies }: Records, person: Person, now: number): Promise<void> {
  await people.change(person.id, { membership: 'removed' }, ['confirmed']);
  for (const grant of await people.grantsOf(person.id)) await people.revoke(grant);
  const named = [
    ...(await deputies.list({ principal: person.id, endsAfter: now })),
    ...(await deputies.list({ deputy: person.id, endsAfter: now })),
  ];
  for (const one of named) await deputies.end(one.id);
}

/** Nominations are the organisation's: they stay until somebody withdraws them. */
export async function leftBehind(
  { records, say }: { readonly records: Records; readonly say: Say<Key> },
  person: string,
): Promise<readonly Block[]> {
  const open = (await records.nominations.list({ nominee: person })).filter((one) => isOpen(one.state));
  if (open.length === 0) return [];
  const courses = await records.courses.byIds(open.slice(0, mostListed).map((one) => one.course));
  const lines: Text[] = courses.map((course) => [value(shortened(course.title, 75))]);
  return [{ paragraph: say('member-removed.nominations', { count: open.length }) }, { list: lines }];
}
