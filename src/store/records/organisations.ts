// Organisations of the exchange, the places they sit in, and their channels.
import { and, asc, eq, or, sql } from 'drizzle-orm';
import type { Language } from '#exchange/languages.ts';
import type { ChannelId, PlaceId } from '#exchange/people.ts';
import { given, prepared, preparedFor } from '../connection.ts';
import { Conflict } from '../store.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { begins, holdsLater, lettersOf, nameKey, typedKey } from './search.ts';

export interface Organisation {
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly language: Language;
  readonly zone: string;
  /** The hub itself: a national cooperation unit, an academy, a secretariat. Exactly one is. */
  readonly hub: boolean;
}

/** A channel that an organisation named for a purpose. */
export interface OrganisationChannel {
  readonly organisation: string;
  readonly purpose: 'announcements' | 'managers';
  readonly channel: ChannelId;
}

export interface TiedPlace {
  readonly place: PlaceId | ChannelId;
  readonly organisation: string;
  /** As the platform called it when it was tied. */
  readonly name: string | undefined;
}

export interface OrganisationRecords {
  /** Throws Conflict when the name (folded) is taken. */
  add(organisation: Omit<Organisation, 'id'>): Promise<Organisation>;
  byId(id: string): Promise<Organisation | undefined>;
  hub(): Promise<Organisation | undefined>;
  /** By name. */
  all(): Promise<readonly Organisation[]>;
  /** Best first: those whose folded name begins with, then holds, what was typed. */
  search(typed: string, most: number): Promise<readonly Organisation[]>;
  /** Ties a workspace, a server or one channel to an organisation. Throws Conflict when it is another's. */
  tie(place: PlaceId | ChannelId, organisation: string, placeName: string | undefined): Promise<void>;
  /**
   * Unties it, and forgets the channels that its organisation named in it; says whose it was, undefined when it was
   * nobody's.
   */
  untie(place: PlaceId | ChannelId): Promise<string | undefined>;
  /** The organisation that a channel belongs to, or else its workspace or server. */
  of(place: PlaceId | undefined, channel: ChannelId | undefined): Promise<Organisation | undefined>;
  /** Every place that is tied, and to whom. */
  places(): Promise<readonly TiedPlace[]>;
  setChannel(channel: OrganisationChannel): Promise<void>;
  channels(filter: {
    organisation?: string;
    purpose?: OrganisationChannel['purpose'];
  }): Promise<readonly OrganisationChannel[]>;
}

export function organisationRecords(context: RecordContext): OrganisationRecords {
  return {
    async add(organisation) {
      const { organisations } = context.tables;
      const id = context.newId('org');
      const [row] = await context.db
        .insert(organisations)
        .values({ ...organisation, id, nameKey: nameKey(organisation.name) })
        .onConflictDoNothing()
        .returning();
      if (row === undefined) throw new Conflict('An organisation has this name, or there is a hub already.');
      context.audit('organisation.add', id, {
        country: row.country,
        language: row.language,
        zone: row.zone,
        hub: row.hub,
      });
      return organisationFrom(row);
    },

    async byId(id) {
      const [row] = await organisationById(context.connection).execute({ id });
      return row && organisationFrom(row);
    },

    async hub() {
      const [row] = await theHub(context.connection).execute();
      return row && organisationFrom(row);
    },

    async all() {
      return (await allOrganisations(context.connection).execute()).map(organisationFrom);
    },

    async search(typed, most) {
      const letters = lettersOf(typedKey(typed));
      const first = await organisationsThatBegin(context.connection).execute({ ...letters, most });
      const others =
        first.length < most
          ? await organisationsThatHold(context.connection).execute({ ...letters, most: most - first.length })
          : [];
      return [...first, ...others].map(organisationFrom);
    },

    async tie(place, organisation, placeName) {
      const { places } = context.tables;
      const name = placeName ?? null;
      const tied = await context.db
        .insert(places)
        .values({ id: place, organisation, name })
        .onConflictDoUpdate({
          target: places.id,
          set: { name },
          setWhere: eq(places.organisation, organisation),
        })
        .returning({ id: places.id });
      if (tied.length === 0) throw new Conflict('This place belongs to another organisation.');
      context.audit('organisation.tie', organisation, { place });
    },

    async untie(place) {
      const { places, channels } = context.tables;
      const [row] = await context.db
        .delete(places)
        .where(eq(places.id, place))
        .returning({ organisation: places.organisation });
      if (row === undefined) return undefined;
      const within = `${place}:`;
      const isThere = sql`substr(${channels.channel}, 1, ${within.length}) = ${within}`;
      await context.db
        .delete(channels)
        .where(and(eq(channels.organisation, row.organisation), or(eq(channels.channel, place), isThere)));
      context.audit('organisation.untie', row.organisation, { place });
      return row.organisation;
    },

    async of(place, channel) {
      const [row] = await organisationOf(context.connection).execute({
        place: place ?? '',
        channel: channel ?? '',
      });
      return row && organisationFrom(row.organisation);
    },

    async places() {
      return (await allPlaces(context.connection).execute()).map((row) => ({
        ...row,
        name: row.name ?? undefined,
      }));
    },

    async setChannel({ organisation, purpose, channel }) {
      const { channels } = context.tables;
      await context.db
        .insert(channels)
        .values({ organisation, purpose, channel })
        .onConflictDoUpdate({ target: [channels.organisation, channels.purpose], set: { channel } });
      context.audit('organisation.channel', organisation, { purpose, channel });
    },

    async channels({ organisation, purpose }) {
      const narrowed = [organisation !== undefined, purpose !== undefined] as const;
      return await channelsOf(context.connection, ...narrowed).execute({ organisation, purpose });
    },
  };
}

const organisationById = prepared(({ db, tables: { organisations } }) =>
  db
    .select()
    .from(organisations)
    .where(eq(organisations.id, given(organisations.id, 'id')))
    .prepare('organisation_by_id'),
);

const theHub = prepared(({ db, tables: { organisations } }) =>
  db.select().from(organisations).where(eq(organisations.hub, true)).prepare('organisation_hub'),
);

// On the way to every first reply. A channel tied by itself speaks louder than its workspace or server.
const organisationOf = prepared(({ db, tables: { organisations, places } }) =>
  db
    .select({ organisation: organisations })
    .from(places)
    .innerJoin(organisations, eq(organisations.id, places.organisation))
    .where(or(eq(places.id, given(places.id, 'channel')), eq(places.id, given(places.id, 'place'))))
    .orderBy(sql`case when ${places.id} = ${given(places.id, 'channel')} then 0 else 1 end`)
    .limit(1)
    .prepare('organisation_of_place'),
);

const allOrganisations = prepared(({ db, tables: { organisations } }) =>
  db.select().from(organisations).orderBy(asc(organisations.nameKey)).prepare('organisations_all'),
);

const organisationsThatBegin = prepared(({ db, tables: { organisations } }) =>
  db
    .select()
    .from(organisations)
    .where(begins(organisations.nameKey))
    .orderBy(asc(organisations.nameKey))
    .limit(sql.placeholder('most'))
    .prepare('organisations_begin'),
);

const organisationsThatHold = prepared(({ db, tables: { organisations } }) =>
  db
    .select()
    .from(organisations)
    .where(holdsLater(organisations.nameKey))
    .orderBy(asc(organisations.nameKey))
    .limit(sql.placeholder('most'))
    .prepare('organisations_hold'),
);

const allPlaces = prepared(({ db, tables: { places } }) =>
  db
    .select({ place: places.id, organisation: places.organisation, name: places.name })
    .from(places)
    .orderBy(asc(places.id))
    .prepare('places_all'),
);

const channelsOf = preparedFor(
  'channels_of',
  ({ db, tables: { channels } }, name, ofOne: boolean, forPurpose: boolean) =>
    db
      .select()
      .from(channels)
      .where(
        and(
          ofOne ? eq(channels.organisation, given(channels.organisation, 'organisation')) : undefined,
          forPurpose ? eq(channels.purpose, given(channels.purpose, 'purpose')) : undefined,
        ),
      )
      .orderBy(asc(channels.organisation), asc(channels.purpose))
      .prepare(name),
);

export function organisationFrom(row: Tables['organisations']['$inferSelect']): Organisation {
  const { nameKey: _, ...organisation } = row;
  return organisation;
}
