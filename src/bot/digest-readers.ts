// Who reads which digest where: as usual, or as they have chosen.
import { type Digest, type DigestPlan, usualPlans } from '#exchange/digests.ts';
import { officeHoursIn } from '#exchange/office-hours.ts';
import type { ChannelId } from '#exchange/people.ts';
import type { DigestChoice } from '#store/records/digests.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Records } from '#store/store.ts';
import { holdersOf } from './holders.ts';

export interface DigestReader {
  readonly digest: Digest;
  /** A person, or the organisation in whose managers' channel it is read. */
  readonly reader: string;
  readonly organisation: string | undefined;
  /** Undefined: it is read by a person. */
  readonly channel: ChannelId | undefined;
  readonly zone: string;
  readonly isWorkingDay: (day: string) => boolean;
  readonly plan: DigestPlan & { readonly changedAt?: number };
  readonly isChosen: boolean;
}

interface House {
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly hub: Organisation | undefined;
  /** The managers' channel of each organisation that has one. */
  readonly channels: ReadonlyMap<string, ChannelId>;
  readonly choices: ReadonlyMap<string, DigestChoice>;
}

export async function digestHouse(
  { organisations, digests }: Pick<Records, 'organisations' | 'digests'>,
  readers: readonly string[] | undefined,
): Promise<House> {
  const all = await organisations.all();
  const channels = await organisations.channels({ purpose: 'managers' });
  const choices = await digests.choices(readers);
  return {
    organisations: new Map(all.map((one) => [one.id, one])),
    hub: all.find(({ hub }) => hub),
    channels: new Map(channels.map(({ organisation, channel }) => [organisation, channel])),
    choices: new Map(choices.map((one) => [`${one.digest} ${one.reader}`, one])),
  };
}

/** Undefined where an organisation has no channel of its managers. */
export function channelReader(house: House, id: string): DigestReader | undefined {
  const organisation = house.organisations.get(id);
  const channel = house.channels.get(id);
  if (!organisation || channel === undefined) return undefined;
  const digest = organisation.hub ? 'hub' : 'people';
  return made(
    house,
    { digest, reader: id, organisation, channel, zone: organisation.zone },
    usualPlans[digest],
  );
}

/** Whoever reads it in a channel of their organisation does not get it twice, unless they wish to. */
export function personReader(
  house: House,
  digest: Digest,
  person: {
    readonly id: string;
    readonly organisation: string | undefined;
    readonly zone: string | undefined;
  },
): DigestReader {
  const organisation = house.organisations.get(person.organisation ?? '') ?? house.hub;
  const inChannel = digest === 'hub' ? house.hub?.id : organisation?.hub ? undefined : organisation?.id;
  const isReadThere = digest !== 'oversight' && house.channels.has(inChannel ?? '');
  const usual = usualPlans[digest];
  const zone = person.zone ?? organisation?.zone ?? 'UTC';
  const about = { digest, reader: person.id, organisation, channel: undefined, zone };
  return made(house, about, isReadThere ? { ...usual, rhythm: 'never' } : usual);
}

function made(
  { choices }: House,
  about: Pick<DigestReader, 'digest' | 'reader' | 'channel' | 'zone'> & {
    organisation: Organisation | undefined;
  },
  usual: DigestPlan,
): DigestReader {
  const chosen = choices.get(`${about.digest} ${about.reader}`);
  return {
    ...about,
    organisation: about.organisation?.id,
    isWorkingDay: officeHoursIn(about.organisation?.country).isWorkingDay,
    plan: chosen ?? usual,
    isChosen: chosen !== undefined,
  };
}

const readers = [
  ['manager', 'people'],
  ['coordinator', 'hub'],
  ['oversight', 'oversight'],
] as const;

/** The digests of a role that somebody holds. */
export function digestsOfRoles(roles: readonly string[]): readonly Digest[] {
  return readers.flatMap(([role, digest]) => (roles.includes(role) ? [digest] : []));
}

/** Every channel, and everybody by their role. */
export async function digestReaders(records: Records, now: number): Promise<readonly DigestReader[]> {
  const house = await digestHouse(records, undefined);
  const found: DigestReader[] = [];
  for (const id of house.channels.keys()) {
    const reader = channelReader(house, id);
    if (reader) found.push(reader);
  }
  for (const [role, digest] of readers) {
    const people = await records.people.byIds(await holdersOf(records, role, { now }));
    found.push(...people.map((person) => personReader(house, digest, person)));
  }
  return found;
}
