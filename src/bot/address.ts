// Where a delivery may go, best way first: a direct message where it is welcome, else a mention without content.
import { type Language, languages } from '#exchange/languages.ts';
import { type AccountId, type ChannelId, type PlaceId, placeOf, platformOf } from '#exchange/people.ts';
import type { Delivery } from '#store/records/deliveries.ts';
import type { Account, Person } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';
import { channelReader, type Drawer, drawMessage, personReader } from './draw-message.ts';
import { houseWords } from './house-words.ts';
import type { Reader } from './message.ts';
import { standing } from './standing.ts';
import { type Drawing, route } from './view.ts';

export interface Addressed {
  readonly kind: 'account' | 'channel';
  readonly target: AccountId | ChannelId;
  readonly drawing: Drawing;
  /** The only accounts that it may notify. */
  readonly addressees: readonly AccountId[];
  /** It leads into a workspace or server which Attaché was put out of. */
  readonly isLeft: boolean;
}

/** Every way to the reader, in order; empty when there is none yet. */
export async function addressesOf(
  drawer: Drawer,
  delivery: Delivery,
  now: number,
): Promise<readonly Addressed[] | 'nothing to say'> {
  if (delivery.person !== undefined) return toPerson(drawer, delivery, delivery.person, now);
  if (delivery.channel === undefined) return [];
  const { organisation, left } = await drawer.store.read({ kind: 'process' }, async (records) => ({
    organisation:
      delivery.organisation === undefined
        ? undefined
        : await records.organisations.byId(delivery.organisation),
    left: await leftPlaces(records),
  }));
  const spoken = { language: languageIn(delivery.facts.language) };
  const reader = {
    ...channelReader(organisation, delivery.purpose ?? 'announcements'),
    ...(organisation ? {} : spoken),
  };
  const drawing = await drawMessage(drawer, delivery.message, delivery.facts, reader, now);
  return drawing
    ? [
        {
          kind: 'channel',
          target: delivery.channel,
          drawing,
          addressees: [],
          isLeft: left.has(placeOf(delivery.channel)),
        },
      ]
    : 'nothing to say';
}

/** What a place that belongs to nobody speaks is among the facts. */
function languageIn(fact: unknown): Language {
  return languages.find((one) => one === fact) ?? 'en';
}

type LeftPlaces = ReadonlySet<PlaceId | undefined>;

async function leftPlaces(records: Records): Promise<LeftPlaces> {
  return new Set((await records.places.left()).map(({ place }) => place));
}

interface Reachable {
  readonly reader: Reader;
  readonly person: Person;
  readonly accounts: readonly Account[];
  /** Channels of the person's organisation, where a mention may stand. */
  readonly channels: readonly ChannelId[];
  readonly left: LeftPlaces;
}

async function toPerson(
  drawer: Drawer,
  delivery: Delivery,
  id: string,
  now: number,
): Promise<readonly Addressed[] | 'nothing to say'> {
  const reachable = await reach(drawer, id, now);
  if (!reachable) return 'nothing to say';
  const drawing = await drawMessage(drawer, delivery.message, delivery.facts, reachable.reader, now);
  if (!drawing) return 'nothing to say';
  const ways: Addressed[] = [];
  const mentions: Addressed[] = [];
  for (const account of preferred(reachable)) {
    if (takesDirectMessages(account))
      ways.push({
        kind: 'account',
        target: account.id,
        drawing,
        addressees: [account.id],
        isLeft: reachable.left.has(placeOf(account.id)),
      });
    const channel = reachable.channels.find((one) => platformOf(one) === platformOf(account.id));
    if (channel !== undefined) mentions.push(mention(delivery, account, reachable, channel));
  }
  return [...ways, ...mentions];
}

/** Discord asks bots to write directly only to people who asked for it (limits.md §0.9); elsewhere it is usual. */
function takesDirectMessages(account: Account): boolean {
  if (account.directMessages === 'closed') return false;
  return account.directMessages === 'welcome' || platformOf(account.id) !== 'discord';
}

/** The platform that the person chose, then wherever they were seen last. */
function preferred({ person, accounts }: Reachable): readonly Account[] {
  const chosen = (account: Account) => (platformOf(account.id) === person.tellOn ? 1 : 0);
  return accounts.toSorted((one, other) => chosen(other) - chosen(one) || other.lastSeen - one.lastSeen);
}

/** Says that something waits, and nothing of what: the channel is read by others. */
function mention(
  delivery: Delivery,
  account: Account,
  { reader, person, left }: Reachable,
  channel: ChannelId,
): Addressed {
  const say = houseWords.in(reader.language);
  const drawing: Drawing = {
    language: reader.language,
    zone: reader.zone,
    view: [
      {
        paragraph: say('inbox.waiting', {
          person: { person: { name: person.name, accounts: [account.id] } },
        }),
      },
      {
        buttons: [
          { label: say('inbox.read'), route: route('inbox/read', delivery.id), look: 'primary' },
          { label: say('inbox.direct'), route: route('inbox/direct', delivery.id) },
        ],
      },
    ],
  };
  return {
    kind: 'channel',
    target: channel,
    drawing,
    addressees: [account.id],
    isLeft: left.has(placeOf(channel)),
  };
}

function reach(drawer: Drawer, id: string, now: number): Promise<Reachable | undefined> {
  return drawer.store.read({ kind: 'process' }, async (records) => {
    const known = await records.people.known(id, now);
    if (!known || known.person.membership === 'removed') return undefined;
    const person = await standing(records, known, now);
    const [accounts, channels, left] = await Promise.all([
      records.people.accountsOf(id),
      person.organisation === undefined
        ? []
        : records.organisations.channels({ organisation: person.organisation, purpose: 'announcements' }),
      leftPlaces(records),
    ]);
    return {
      person,
      accounts,
      reader: personReader(person, known.grants, known.organisation),
      channels: channels.map((one) => one.channel),
      left,
    };
  });
}
