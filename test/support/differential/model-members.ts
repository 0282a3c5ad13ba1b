// The model of organisations, people and one-time codes.
import { createHash } from 'node:crypto';
import { readCode, triesCountFor } from '#exchange/codes.ts';
import { searchKey } from '#exchange/text-input.ts';
import type { CodeRecords } from '#store/records/codes.ts';
import type { Organisation, OrganisationRecords } from '#store/records/organisations.ts';
import type { PeopleRecords, Person } from '#store/records/people.ts';
import type { PlaceRecords } from '#store/records/places.ts';
import { Conflict } from '#store/store.ts';
import { by, kept, type ModelContext, type Row, Violation } from './model-state.ts';

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

function personFrom({ nameKey: _, ...row }: Row<'people'>): Person {
  return {
    ...row,
    organisation: row.organisation ?? undefined,
    language: row.language ?? undefined,
    zone: row.zone ?? undefined,
    tellOn: row.tellOn ?? undefined,
    rank: row.rank ?? undefined,
    unit: row.unit ?? undefined,
  };
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
] as const satisfies readonly (keyof Person)[];

export function peopleModel(context: ModelContext): PeopleRecords {
  const { people, accounts, grants, organisations } = context.state;
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
    byAccount: async (account) => {
      const row = people.get(accounts.get(account)?.person ?? '');
      if (row === undefined) return undefined;
      const organisation = organisations.get(row.organisation ?? '');
      return {
        person: personFrom(row),
        organisation: organisation && organisationFrom(organisation),
        grants: grantsOf(row.id),
      };
    },
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
      const linked = { id: account, person, directMessages: 'not-asked', lastSeen: context.now } as const;
      context.put('accounts', account, { ...linked, ...before, name });
      context.audit('person.link', person, { platform: account.slice(0, account.indexOf(':')) });
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
    grant: async ({ person, role, scope }) => {
      const key = `${person} ${role} ${scope}`;
      if (grants.has(key)) return;
      context.need('people', person);
      context.put('grants', key, { person, role, scope });
      context.audit('person.grant', person, { role, scope });
    },
    revoke: async ({ person, role, scope }) => {
      if (!grants.delete(`${person} ${role} ${scope}`)) return;
      context.audit('person.revoke', person, { role, scope });
    },
    grantsOf: async (person) => grantsOf(person),
    withRole: async (role, scope) => {
      const holds = (person: string) =>
        grantsOf(person).some(
          (one) => one.role === role && (scope === undefined || one.scope === kept(scope)),
        );
      return inOrder()
        .filter((row) => row.membership === 'confirmed' && holds(row.id))
        .map(personFrom);
    },
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
  const { leftPlaces } = context.state;
  return {
    leave: async (place) => {
      if (leftPlaces.has(place)) return false;
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

export function codeModel(context: ModelContext): CodeRecords {
  const { codes, guesses } = context.state;
  const hashOf = (code: string) =>
    createHash('sha256')
      .update(readCode(code) ?? code)
      .digest('hex');
  return {
    issue: async (code, purpose, subject, goodUntil) => {
      let wasGood = false;
      for (const [hash, row] of codes) {
        if (row.subject !== kept(subject) || row.purpose !== purpose || row.usedAt !== null) continue;
        wasGood ||= row.goodUntil >= context.now;
        codes.delete(hash);
      }
      const hash = hashOf(code);
      if (codes.has(hash)) throw new Violation('unique');
      context.put('codes', hash, { hash, purpose, subject, goodUntil, usedAt: null });
      context.audit('code.issue', subject, { purpose, goodUntil });
      return wasGood;
    },
    redeem: async (code, purposes) => {
      const row = codes.get(hashOf(code));
      const isGood =
        row && row.usedAt === null && purposes.includes(row.purpose) && row.goodUntil >= context.now;
      if (!isGood) return undefined;
      context.put('codes', row.hash, { ...row, usedAt: context.now });
      context.audit('code.redeem', row.subject, { purpose: row.purpose });
      return { purpose: row.purpose, subject: row.subject };
    },
    noteTry: async (who, most) => {
      for (const [key, row] of guesses) if (row.since <= context.now - triesCountFor) guesses.delete(key);
      const row = guesses.get(who);
      if (row && row.tries >= most) return row.since + triesCountFor;
      const tries = (row?.tries ?? 0) + 1;
      context.put('guesses', who, { by: who, tries, since: row?.since ?? context.now });
      if (tries === most)
        context.audit('code.tries', 'codes', { tries, platform: who.slice(0, who.indexOf(':')) });
      return undefined;
    },
    forgetTries: async (who) => {
      guesses.delete(who);
    },
  };
}
