// The model of organisations, their places, and people.
import { mayBeDeputised } from '#exchange/people.ts';
import { searchKey } from '#exchange/text-input.ts';
import type { Organisation, OrganisationRecords } from '#store/records/organisations.ts';
import type { Grant, Known, PeopleRecords, Person } from '#store/records/people.ts';
import type { PlaceRecords } from '#store/records/places.ts';
import { Conflict } from '#store/store.ts';
import { by, kept, type ModelContext, type Row } from './model-state.ts';

/** Those whose key begins with what was typed, then those that hold it further on. */
export function found<T>(rows: readonly T[], typed: string, keyOf: (row: T) => string, most: number): T[] {
  const key = kept(searchKey(typed.slice(0, 200)));
  const first = rows.filter((row) => keyOf(row).startsWith(key));
  const later = rows.filter((row) => !keyOf(row).startsWith(key) && keyOf(row).includes(key));
  return [...first, ...later].slice(0, most);
}

function organisationFrom({ nameKey: _, ...organisation }: Row<'organisations'>): Organisation {
  return organisation;
}

export function organisationModel(context: ModelContext): OrganisationRecords {
  const { organisations, places, channels } = context.state;
  const byName = () => [...organisations.values()].sort(by((row) => row.nameKey));
  return {
    add: async (organisation) => {
      const id = context.newId('org');
      const nameKey = kept(searchKey(organisation.name));
      const isTaken = [...organisations.values()].some(
        (one) => one.nameKey === nameKey || (one.hub && organisation.hub),
      );
      if (isTaken) throw new Conflict('An organisation has this name, or there is a hub already.');
      const row = context.put('organisations', id, { ...organisation, id, nameKey });
      const { country, language, zone, hub } = row;
      context.audit('organisation.add', id, { country, language, zone, hub });
      return organisationFrom(row);
    },
    byId: async (id) => {
      const row = organisations.get(id);
      return row && organisationFrom(row);
    },
    hub: async () => {
      const row = byName().find((one) => one.hub);
      return row && organisationFrom(row);
    },
    all: async () => byName().map(organisationFrom),
    search: async (typed, most) => found(byName(), typed, (row) => row.nameKey, most).map(organisationFrom),
    tie: async (place, organisation, placeName) => {
      const holder = places.get(place)?.organisation;
      if (holder !== undefined && holder !== kept(organisation))
        throw new Conflict('This place belongs to another organisation.');
      context.need('organisations', organisation);
      context.put('places', place, { id: place, organisation, name: placeName ?? null });
      context.audit('organisation.tie', organisation, { place });
    },
    untie: async (place) => {
      const organisation = places.get(place)?.organisation;
      if (organisation === undefined) return undefined;
      places.delete(place);
      for (const [key, row] of channels)
        if (
          row.organisation === organisation &&
          (row.channel === place || row.channel.startsWith(`${place}:`))
        )
          channels.delete(key);
      context.audit('organisation.untie', organisation, { place });
      return organisation;
    },
    of: async (place, channel) => {
      const tied = places.get(channel ?? '') ?? places.get(place ?? '');
      const row = tied && organisations.get(tied.organisation);
      return row && organisationFrom(row);
    },
    places: async () =>
      [...places.values()]
        .map(({ id, organisation, name }) => ({ place: id, organisation, name: name ?? undefined }))
        .sort(by((row) => row.place)),
    setChannel: async ({ organisation, purpose, channel }) => {
      context.need('organisations', organisation);
      context.put('channels', `${organisation} ${purpose}`, { organisation, purpose, channel });
      context.audit('organisation.channel', organisation, { purpose, channel });
    },
    channels: async ({ organisation, purpose }) =>
      [...channels.values()]
        .filter((row) => organisation === undefined || row.organisation === organisation)
        .filter((row) => purpose === undefined || row.purpose === purpose)
        .sort(
          by(
            (row) => row.organisation,
            (row) => row.purpose,
          ),
        ),
  };
}

export function personFrom({ nameKey: _, ...row }: Row<'people'>): Person {
  return {
    ...row,
    organisation: row.organisation ?? undefined,
    language: row.language ?? undefined,
    zone: row.zone ?? undefined,
    tellOn: row.tellOn ?? undefined,
    rank: row.rank ?? undefined,
    unit: row.unit ?? undefined,
    approvedBy: row.approvedBy ?? undefined,
    approvedUntil: row.approvedUntil ?? undefined,
  };
}

function grantFrom({ until, ...grant }: Row<'grants'>): Grant {
  return until === null ? grant : { ...grant, until };
}

const changeable = [
  'name',
  'organisation',
  'membership',
  'language',
  'zone',
  'notifications',
  'tellOn',
  'rank',
  'unit',
  'approvedBy',
  'approvedUntil',
] as const satisfies readonly (keyof Person)[];

export function peopleModel(context: ModelContext): PeopleRecords {
  const { people, accounts, grants, organisations, deputies } = context.state;
  const byName = by<Row<'people'>>(
    (row) => row.nameKey,
    (row) => row.id,
  );
  const inOrder = () => [...people.values()].sort(byName);
  const grantsOf = (person: string) =>
    [...grants.values()]
      .filter((one) => one.person === person)
      .sort(
        by(
          (row) => row.role,
          (row) => row.scope,
        ),
      );
  const holdsAt = (grant: Row<'grants'>, at: number) => grant.until === null || grant.until > at;
  /** Of each principal whom this person stands in for, what the deputy may hold. */
  const deputisedTo = (deputy: Row<'people'>, at: number) =>
    [...deputies.values()].flatMap((named) => {
      const principal = people.get(named.principal);
      const stands =
        named.deputy === deputy.id &&
        named.from <= at &&
        named.until > at &&
        principal?.membership === 'confirmed' &&
        (principal.approvedUntil === null || principal.approvedUntil > at) &&
        principal.organisation !== null &&
        principal.organisation === deputy.organisation;
      if (!stands) return [];
      return grantsOf(principal.id).filter(
        (grant) =>
          (named.role === null || named.role === grant.role) &&
          (named.scope === null || named.scope === grant.scope) &&
          mayBeDeputised(grant.role),
      );
    });
  const known = (row: Row<'people'> | undefined, at: number): Known | undefined => {
    if (row === undefined) return undefined;
    const organisation = organisations.get(row.organisation ?? '');
    const held = [...new Set([...grantsOf(row.id), ...deputisedTo(row, at)])].filter((one) =>
      holdsAt(one, at),
    );
    return {
      person: personFrom(row),
      organisation: organisation && organisationFrom(organisation),
      grants: held
        .sort(
          by(
            (grant) => grant.role,
            (grant) => grant.scope,
            (grant) => grant.person,
          ),
        )
        .map(grantFrom),
    };
  };
  const accountsOfAll = (of: readonly string[]) =>
    [...accounts.values()].filter((one) => of.includes(one.person)).sort(by((row) => row.id));
  return {
    add: async (person) => {
      const id = person.id ?? context.newId('per');
      if (people.has(id)) throw new Conflict(`There is a person ${id} already.`);
      if (person.organisation !== undefined) context.need('organisations', person.organisation);
      const row = context.put('people', id, {
        id,
        name: person.name,
        nameKey: searchKey(person.name),
        organisation: person.organisation ?? null,
        membership: person.membership,
        language: person.language ?? null,
        zone: person.zone ?? null,
        notifications: person.notifications ?? 'all',
        tellOn: person.tellOn ?? null,
        rank: person.rank ?? null,
        unit: person.unit ?? null,
        approvedBy: person.approvedBy ?? null,
        approvedUntil: person.approvedUntil ?? null,
      });
      context.audit('person.add', id, { organisation: row.organisation, membership: row.membership });
      return personFrom(row);
    },
    byId: async (id) => {
      const row = people.get(id);
      return row && personFrom(row);
    },
    byIds: async (ids) =>
      inOrder()
        .filter((row) => ids.includes(row.id))
        .map(personFrom),
    byAccount: async (account, at) => known(people.get(accounts.get(account)?.person ?? ''), at),
    known: async (person, at) => known(people.get(person), at),
    change: async (id, changes, whileIn) => {
      const row = people.get(id);
      const isMeant = row !== undefined && (whileIn === undefined || whileIn.includes(row.membership));
      if (!isMeant && whileIn) throw new Conflict(`The membership of ${id} was decided meanwhile.`);
      if (!isMeant) throw new Error(`There is no person ${id}.`);
      const asked = changeable.filter((key) => Object.hasOwn(changes, key));
      if (changes.organisation !== undefined) context.need('organisations', changes.organisation);
      const set = Object.fromEntries(asked.map((key) => [key, changes[key] ?? null]));
      const nameKey = changes.name === undefined ? row.nameKey : searchKey(changes.name);
      const after = context.put('people', id, { ...row, ...set, nameKey });
      context.audit('person.change', id, {
        changed: [...asked].sort().join(' '),
        organisation: after.organisation,
        membership: after.membership,
      });
      return personFrom(after);
    },
    accountsOf: async (person) => accountsOfAll([person]),
    accountsOfAll: async (of) => accountsOfAll(of),
    link: async (account, person, name) => {
      const before = accounts.get(account);
      if (before && before.person !== person) throw new Conflict('This account is linked to somebody else.');
      context.need('people', person);
      const isSecond = accountsOfAll([kept(person)]).length > 0;
      const lastSeen = isSecond ? 0 : context.now;
      const linked = { id: account, person, directMessages: 'not-asked', lastSeen } as const;
      context.put('accounts', account, { ...linked, ...before, name });
      context.audit('person.link', person, { platform: account.slice(0, account.indexOf(':')) });
    },
    unlink: async (account, person) => {
      const theirs = accountsOfAll([kept(person)]);
      if (theirs.length < 2 || !theirs.some(({ id }) => id === account)) return false;
      accounts.delete(account);
      context.audit('person.unlink', person, { platform: account.slice(0, account.indexOf(':')) });
      return true;
    },
    noteSeen: async (account, at) => {
      const row = accounts.get(account);
      if (row) context.put('accounts', account, { ...row, lastSeen: at });
    },
    setDirectMessages: async (account, state) => {
      const row = accounts.get(account);
      if (!row) return;
      context.put('accounts', account, { ...row, directMessages: state });
      context.audit('person.direct-messages', row.person, { state });
    },
    grant: async ({ person, role, scope, until }) => {
      const key = `${person} ${role} ${scope}`;
      const before = grants.get(key);
      if (before && before.until === (until ?? null)) return;
      context.need('people', person);
      context.put('grants', key, { person, role, scope, until: until ?? null });
      context.audit('person.grant', person, { role, scope, ...(until === undefined ? {} : { until }) });
    },
    revoke: async ({ person, role, scope }) => {
      if (!grants.delete(`${person} ${role} ${scope}`)) return false;
      context.audit('person.revoke', person, { role, scope });
      return true;
    },
    holdCoordinators: async () =>
      [...grants.values()].filter((one) => one.role === 'coordinator' && one.scope === 'hub').map(grantFrom),
    grantsOf: async (person) => grantsOf(person).map(grantFrom),
    grantsOfAll: async (of) =>
      [...grants.values()]
        .filter((one) => of.map(kept).includes(one.person))
        .sort(
          by(
            (row) => row.person,
            (row) => row.role,
            (row) => row.scope,
          ),
        )
        .map(grantFrom),
    withRole: async (role, scope, at) => {
      const holds = (person: string) =>
        grantsOf(person).some(
          (one) =>
            one.role === role && (scope === undefined || one.scope === kept(scope)) && holdsAt(one, at),
        );
      return inOrder()
        .filter((row) => row.membership === 'confirmed' && holds(row.id))
        .map(personFrom);
    },
    members: async ({ organisation, most, skip }) =>
      [...people.values()]
        .sort(
          by(
            (row) => organisations.get(row.organisation ?? '')?.nameKey ?? '',
            (row) => row.nameKey,
            (row) => row.id,
          ),
        )
        .filter((row) => row.membership === 'confirmed')
        .filter((row) => organisation === undefined || row.organisation === organisation)
        .slice(skip, skip + most)
        .map(personFrom),
    approvedUntil: async (until) =>
      inOrder()
        .filter((row) => row.membership === 'confirmed')
        .filter((row) => row.approvedUntil === null || row.approvedUntil <= until)
        .map(personFrom),
    pending: async (organisation, most) =>
      inOrder()
        .filter((row) => row.membership === 'pending')
        .filter((row) => organisation === undefined || row.organisation === organisation)
        .slice(0, most)
        .map(personFrom),
    search: async (typed, { organisation, most }) => {
      const members = inOrder().filter(
        (row) =>
          row.membership === 'confirmed' && (organisation === undefined || row.organisation === organisation),
      );
      return found(members, typed, (row) => row.nameKey, most).map(personFrom);
    },
  };
}

export function placeModel(context: ModelContext): PlaceRecords {
  const { installations, leftPlaces } = context.state;
  return {
    leave: async (place) => {
      if (leftPlaces.has(place) || installations.get(place)?.state === 'installed') return false;
      context.put('leftPlaces', place, { place, leftAt: context.now });
      context.audit('place.leave', place);
      return true;
    },
    takeUp: async (place) => {
      if (!leftPlaces.delete(place)) return false;
      context.audit('place.return', place);
      return true;
    },
    left: async () => [...leftPlaces.values()].sort(by((row) => row.place)),
  };
}
