// Who asks: finds the person behind an account, with their rights, language and time zone.
import { offices } from '#exchange/hub-settings.ts';
import type { Language } from '#exchange/languages.ts';
import { actsFor, platformOf, type Role } from '#exchange/people.ts';
import type { Viewer } from '#exchange/viewer.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Grant, Person } from '#store/records/people.ts';
import type { Store } from '#store/store.ts';
import type { Asker, Who } from './command.ts';
import { languageOfLocale, type Source } from './platform.ts';
import { standing } from './standing.ts';

/** On the way to every first reply. `now` decides which grants hold, for whom somebody stands in, and who has lapsed. */
export function identify(store: Store, source: Source, now: number): Promise<Asker> {
  return store.read({ kind: 'process' }, async (records) => {
    const found = await records.people.byAccount(source.account, now);
    const person = found && (await standing(records, found, now));
    // A member's own organisation; for a stranger the one whose place it is.
    const organisation =
      found?.person.organisation === undefined
        ? await records.organisations.of(source.place, source.channel)
        : found.organisation;
    const grants = found && person?.membership === 'confirmed' ? grantsThatHold(person, found.grants) : [];
    return {
      account: source.account,
      accountName: source.accountName,
      platform: platformOf(source.account),
      person,
      grants,
      organisation,
      viewer: viewerOf(person, grants),
      language: languageOf(person, source, organisation),
      zone: person?.zone ?? source.zone ?? organisation?.zone ?? 'UTC',
      place: source.place,
      placeName: source.placeName,
      channel: source.channel,
      administrator: source.administrator,
    };
  });
}

function languageOf(
  person: Person | undefined,
  source: Source,
  organisation: Organisation | undefined,
): Language {
  return person?.language ?? languageOfLocale(source.locale) ?? organisation?.language ?? 'en';
}

/** The eyes of a confirmed member; anybody else sees with a stranger's. */
export function viewerOf(person: Person | undefined, grants: readonly Grant[]): Viewer {
  if (person?.membership !== 'confirmed') return { kind: 'stranger' };
  const held = grantsThatHold(person, grants);
  const manages = held.filter(({ role }) => role === 'courseManager').map(({ scope }) => scope);
  return {
    kind: 'person',
    person: person.id,
    organisation: person.organisation,
    roles: held.map((grant) => grant.role),
    ...(manages.length > 0 ? { manages } : {}),
  };
}

/**
 * A liaison officer or manager of one organisation, who belongs to another now, is none there: eyes have no scope.
 * Coordinators, oversight and finance are the hub's; an approver is one by office.
 */
function grantsThatHold(person: Person, grants: readonly Grant[]): readonly Grant[] {
  return grants.filter(({ role, scope }) => {
    switch (role) {
      case 'liaison':
      case 'manager':
        return scope === (person.organisation ?? scope);
      case 'coordinator':
      case 'oversight':
      case 'finance':
        return scope === 'hub';
      case 'approver':
        return offices.some((office) => office === scope);
      default:
        return true;
    }
  });
}

/** For whom the asker acts, by id: themselves and everybody they stand in for now. Four eyes look at all of them. */
export function actingFor({ person, grants }: Pick<Asker, 'person' | 'grants'>): readonly string[] {
  return person === undefined ? [] : actsFor(person.id, grants);
}

/** Whether somebody may use what `who` guards. */
export function mayUse(who: Who, asker: Pick<Asker, 'person' | 'grants'>): boolean {
  if (who === 'anyone') return true;
  if (asker.person?.membership !== 'confirmed') return false;
  return who === 'member' || asker.grants.some((grant) => who.includes(grant.role));
}

/** A stranger, where no organisation is yet: who is known from elsewhere goes on being served. */
export function isUntied({
  person,
  place,
  organisation,
}: Pick<Asker, 'person' | 'place' | 'organisation'>): boolean {
  return person === undefined && place !== undefined && organisation === undefined;
}

export function hasRole(asker: Pick<Asker, 'grants'>, role: Role, scope?: string): boolean {
  return asker.grants.some((grant) => grant.role === role && (scope === undefined || grant.scope === scope));
}
