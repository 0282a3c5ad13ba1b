// Roles of members: who may give and take which, where each holds, and how that is said.
import type { WordlessDesk } from '#bot/command.ts';
import type { HouseSay } from '#bot/house-words.ts';
import { hasRole } from '#bot/identify.ts';
import { askPerson } from '#bot/record-fields.ts';
import { type Text, value } from '#bot/text.ts';
import { offices } from '#exchange/hub-settings.ts';
import type { Role } from '#exchange/people.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Grant, Person } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';

const everywhere = askPerson('anywhere');
const ownOnly = askPerson('own organisation');

/** A member whom the asker may do something about: of any organisation for the hub, of their own for the others. */
export const askMember: ReturnType<typeof askPerson> = {
  ...everywhere,
  search: (typed, desk, given) => fieldFor(desk).search(typed, desk, given),
  find: (id, desk, given) => fieldFor(desk).find(id, desk, given),
};

function fieldFor({ asker }: WordlessDesk) {
  return hasRole(asker, 'coordinator') ? everywhere : ownOnly;
}

export type Scope = { readonly scope: string } | { readonly lacks: 'course' | 'office' | 'organisation' };

/** Where a role of this person holds: what has to be said besides, when it is a course's or an office's. */
export function scopeFor(
  role: Role,
  person: Pick<Person, 'organisation'>,
  given: { course?: string | undefined; office?: string | undefined },
): Scope {
  switch (role) {
    case 'coordinator':
    case 'oversight':
    case 'finance':
      return { scope: 'hub' };
    case 'approver':
      return given.office === undefined ? { lacks: 'office' } : { scope: given.office };
    case 'courseManager':
    case 'instructor':
      return given.course === undefined ? { lacks: 'course' } : { scope: given.course };
    default:
      return person.organisation === undefined ? { lacks: 'organisation' } : { scope: person.organisation };
  }
}

/**
 * Coordinators give and take every role; liaison officers trainee and manager in their own organisation, and for courses
 * that it has proposed course manager and instructor, to its own people.
 */
export async function mayDispose(
  { asker, records }: WordlessDesk,
  role: Role,
  scope: string,
  person: Pick<Person, 'organisation'>,
): Promise<boolean> {
  if (hasRole(asker, 'coordinator')) return true;
  const { organisation } = person;
  if (organisation === undefined || !hasRole(asker, 'liaison', organisation)) return false;
  if (role === 'trainee' || role === 'manager') return scope === organisation;
  if (role !== 'courseManager' && role !== 'instructor') return false;
  return (await records.courses.byId(scope))?.organisation === organisation;
}

/** Whether the hub would be without a coordinator if this one were none (any more); others are held until the end. */
export async function isLastCoordinator({ people }: Records, person: string): Promise<boolean> {
  const held = await people.holdCoordinators();
  const lasting = held.filter((grant) => grant.person !== person && grant.until === undefined);
  const others = await people.byIds(lasting.map((grant) => grant.person));
  return others.every((other) => other.membership !== 'confirmed');
}

interface Sayer {
  readonly records: Records;
  readonly house: HouseSay;
}

/** The place where a role holds, by its name. */
export async function scopeText({ records, house }: Sayer, scope: string): Promise<Text> {
  const office = offices.find((one) => one === scope);
  if (office !== undefined) return house(`office.${office}`);
  if (scope === 'hub') return [value((await records.organisations.hub())?.name ?? '–')];
  const organisation = await records.organisations.byId(scope);
  if (organisation) return [value(organisation.name)];
  const course = await records.courses.byId(scope);
  return [value(course ? shortened(course.title, 75) : '–')];
}

/** Those that still hold. */
export function holding(grants: readonly Grant[], now: number): readonly Grant[] {
  return grants.filter((grant) => grant.until === undefined || grant.until > now);
}
