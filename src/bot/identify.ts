// Who asks: finds the person behind an account, with their rights, language and time zone.
import type { Language } from '#exchange/languages.ts';
import { platformOf, type Role } from '#exchange/people.ts';
import type { Viewer } from '#exchange/viewer.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Grant, Person } from '#store/records/people.ts';
import type { Store } from '#store/store.ts';
import type { Asker, Who } from './command.ts';
import { languageOfLocale, type Source } from './platform.ts';

/** On the way to every first reply. */
export function identify(store: Store, source: Source): Promise<Asker> {
  return store.read({ kind: 'process' }, async (records) => {
    const found = await records.people.byAccount(source.account);
    // A member's own organisation; for a stranger the one whose place it is.
    const organisation =
      found?.person.organisation === undefined
        ? await records.organisations.of(source.place, source.channel)
        : found.organisation;
    const grants = found ? grantsThatHold(found.person, found.grants) : [];
    return {
      account: source.account,
      accountName: source.accountName,
      platform: platformOf(source.account),
      person: found?.person,
      grants,
      organisation,
      viewer: viewerOf(found?.person, grants),
      language: languageOf(found?.person, source, organisation),
      zone: found?.person.zone ?? source.zone ?? organisation?.zone ?? 'UTC',
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
  return {
    kind: 'person',
    person: person.id,
    organisation: person.organisation,
    roles: grantsThatHold(person, grants).map((grant) => grant.role),
  };
}

/** A liaison officer or manager of one organisation, who belongs to another now, is none there: eyes have no scope. */
function grantsThatHold(person: Person, grants: readonly Grant[]): readonly Grant[] {
  return grants.filter(({ role, scope }) => {
    if (role === 'liaison' || role === 'manager') return scope === (person.organisation ?? scope);
    return (role !== 'coordinator' && role !== 'oversight') || scope === 'hub';
  });
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
