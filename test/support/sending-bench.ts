// Senders on a bench: a real store, one message to say, far ends that remember, and a clock to set.
import { makeSender, type Sender } from '#bot/deliver.ts';
import { houseWords } from '#bot/house-words.ts';
import { makeLeases, type Presence } from '#bot/make-leases.ts';
import { defineMessage } from '#bot/message.ts';
import { silentMeter } from '#bot/meter.ts';
import { PlatformFailure } from '#bot/platform.ts';
import { value } from '#bot/text.ts';
import type { AccountId } from '#exchange/people.ts';
import type { Delivery, DeliveryState, NewDelivery } from '#store/records/deliveries.ts';
import type { Records, Store } from '#store/store.ts';
import { type DatabaseName, openTestStore } from './databases.ts';
import { farEnd } from './far-end.ts';

/** Says its text, and the setting `subject`, as they are when it leaves; nothing when the subject is `gone`. */
const note = defineMessage({
  name: 'test/note',
  words: houseWords,
  draw: async (facts, { records }) => {
    const subject = await records.settings.get('subject');
    if (facts.text === 'undrawable') throw new Error('There is a fault in this message.');
    return subject === 'gone' ? undefined : [{ paragraph: [value(`${facts.text}${subject ?? ''}`)] }];
  },
});

/** What the card of a circular is drawn from in the shipped program; here it says how far it is. */
const circular = defineMessage({
  name: 'exchange/circular',
  words: houseWords,
  draw: async (facts, { records }) => {
    const { sent, pending, sending } = await records.circulars.tally(`${facts.circular}`);
    return [{ paragraph: [value(`sent ${sent}, left ${pending + sending}`)] }];
  },
});

export interface SendingBench {
  readonly store: Store;
  /** Of PostgreSQL; empty on SQLite. */
  readonly databaseUrl: string;
  readonly clock: { now(): number; at: number };
  readonly practice: ReturnType<typeof farEnd>;
  readonly discord: ReturnType<typeof farEnd>;
  readonly slack: ReturnType<typeof farEnd>;
  readonly messages: ReadonlyMap<string, typeof note>;
  readonly presence: Presence;
  readonly sender: Sender;
  /** Ids of an organisation with a channel on Discord, and of Ama in it, who has no account yet. */
  readonly accra: string;
  readonly ama: string;
  /** What was logged as an error. */
  readonly errors: object[];
  /** Another sender, of the same process or of another one; on another view of the record. */
  newSender(more?: { presence?: Presence; store?: Store }): Sender;
  newPresence(store?: Store): Promise<Presence>;
  /** A new person with these accounts; gives the id. */
  somebody(...accounts: readonly AccountId[]): Promise<string>;
  told(key: string, more?: Partial<NewDelivery>): NewDelivery;
  add(...deliveries: readonly NewDelivery[]): Promise<number>;
  change<T>(work: (records: Records) => Promise<T>): Promise<T>;
  look<T>(work: (records: Records) => Promise<T>): Promise<T>;
  states(): Promise<Readonly<Record<DeliveryState, number>>>;
  list(...states: readonly DeliveryState[]): Promise<readonly Delivery[]>;
  /** Sends what is due, lets so much time pass, and so on. */
  rounds(number: number, ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function openSendingBench(database: DatabaseName = 'sqlite'): Promise<SendingBench> {
  const { store, place, close } = await openTestStore(database);
  const clock = { at: Date.UTC(2027, 0, 4), now: (): number => clock.at };
  const far = { practice: farEnd('practice'), discord: farEnd('discord'), slack: farEnd('slack') };
  const messages = new Map([note, circular].map((message) => [message.name, message]));
  const errors: object[] = [];
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (data: object) => void errors.push(data),
  };
  const presences: Presence[] = [];
  const change = <T>(work: (records: Records) => Promise<T>) =>
    store.write({ viewer: { kind: 'process' }, actor: 'test', now: clock.now() }, work);
  const look = <T>(work: (records: Records) => Promise<T>) => store.read({ kind: 'process' }, work);

  async function newPresence(record: Store = store): Promise<Presence> {
    const presence = makeLeases({ store: record, clock, log, meter: silentMeter });
    await presence.start();
    presences.push(presence);
    return presence;
  }

  const ownPresence = await newPresence();
  const newSender: SendingBench['newSender'] = (more = {}) =>
    makeSender({
      store: more.store ?? store,
      messages,
      platforms: new Map(Object.values(far).map(({ platform }) => [platform.name, platform])),
      presence: more.presence ?? ownPresence,
      clock,
      log,
      meter: silentMeter,
    });
  const accra = await change(async ({ organisations }) => {
    const zone = 'Africa/Accra';
    const added = await organisations.add({ name: 'Accra', country: 'GH', language: 'en', zone, hub: false });
    await organisations.setChannel({
      organisation: added.id,
      purpose: 'announcements',
      channel: 'discord:1:2',
    });
    return added.id;
  });
  const somebody = (...accounts: readonly AccountId[]) =>
    change(async ({ people }) => {
      const person = await people.add({ name: 'Ama', organisation: accra, membership: 'confirmed' });
      for (const account of accounts) await people.link(account, person.id, 'Ama');
      return person.id;
    });
  const ama = await somebody();
  const sender = newSender();

  return {
    databaseUrl: 'databaseUrl' in place ? place.databaseUrl : '',
    ...{ store, clock, ...far, messages, presence: ownPresence, sender, accra, ama, errors },
    ...{ newSender, newPresence, somebody, change, look },
    told: (key, more = {}) => ({
      key,
      message: note.name,
      facts: { text: key },
      person: ama,
      channel: undefined,
      organisation: undefined,
      purpose: undefined,
      post: undefined,
      tooLateAt: undefined,
      ...more,
    }),
    add: (...deliveries) => change((records) => records.deliveries.add(deliveries)),
    states: () => look(({ deliveries }) => deliveries.countByState()),
    list: (...states) => look(({ deliveries }) => deliveries.list(states, 10_000)),
    rounds: async (number, ms) => {
      for (let round = 0; round < number; round += 1) {
        await sender.sendDue();
        clock.at += ms;
      }
    },
    close: async () => {
      await Promise.all(presences.map((presence) => presence.stop()));
      await close();
    },
  };
}

/** The platform fails in this way, before or after it has accepted the message. */
export function fails(
  kind: PlatformFailure['kind'],
  { retryAfter, accepted = false }: { retryAfter?: number; accepted?: boolean } = {},
): (accept: () => void) => never {
  return (accept) => {
    if (accepted) accept();
    throw new PlatformFailure('practice', kind, 'as the test wants it', { retryAfter });
  };
}
