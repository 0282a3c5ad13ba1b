// What the platform contract works with: the real bot with a few drills on a store of its own, and one chat.
import { makeListener } from '#bot/bot.ts';
import { loadCommands } from '#bot/load-folders.ts';
import type { Departing, Listener, Platform } from '#bot/platform.ts';
import type { Drawing, View } from '#bot/view.ts';
import type { ChannelId } from '#exchange/people.ts';
import type { Records, Store } from '#store/store.ts';
import { openTestStore } from '../support/databases.ts';
import type { Person } from '../support/person.ts';
import type { ContractRoom } from './platform-rooms.ts';

export interface PlatformBench {
  readonly room: ContractRoom;
  readonly store: Store;
  /** The platform that runs now. */
  platform(): Platform;
  /** Keys of everything that reached the bot, in order. */
  readonly keys: string[];
  /** Errors that the bot logged. */
  readonly errors: object[];
  /** Stops the platform and starts another instance of it against the same chat and store. */
  restart(): Promise<void>;
  arrange<T>(work: (records: Records) => Promise<T>): Promise<T>;
  /** Titles of the plans and notes that were kept. */
  kept(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openPlatformBench(openRoom: () => Promise<ContractRoom>): Promise<PlatformBench> {
  const [room, { store, close }] = await Promise.all([openRoom(), openTestStore('sqlite')]);
  const { commands, messages } = await loadCommands(new URL('./drills/', import.meta.url));
  const keys: string[] = [];
  const errors: object[] = [];
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (data: object, words: string) => void errors.push({ words, ...data }),
  };
  const clock = { now: () => Date.now() };
  const bot = makeListener({ store, commands, messages, clock, log });
  const listener = noting(bot, keys);
  let running = room.platform();
  await running.start(listener);
  return {
    room,
    store,
    platform: () => running,
    keys,
    errors,
    restart: async () => {
      await running.stop();
      running = room.platform();
      await running.start(listener);
    },
    arrange: (work) =>
      store.write({ viewer: { kind: 'process' }, actor: 'contract', now: clock.now() }, work),
    kept: () =>
      store.read({ kind: 'process' }, async ({ organisations }) =>
        (await organisations.all()).map((one) => one.name),
      ),
    close: async () => {
      await running.stop();
      await room.close();
      await close();
    },
  };
}

function noting(listener: Listener, keys: string[]): Listener {
  return {
    catalogue: listener.catalogue,
    suggesting: (suggesting) => listener.suggesting(suggesting),
    keep: (key, payload) => listener.keep(key, payload),
    forget: (key) => listener.forget(key),
    placeJoined: (joined) => listener.placeJoined(joined),
    placeLeft: (left) => listener.placeLeft(left),
    placesHeld: (platform, places) => listener.placesHeld(platform, places),
    asked: (asked) => {
      keys.push(asked.key);
      return listener.asked(asked);
    },
    pressed: (pressed) => {
      keys.push(pressed.key);
      return listener.pressed(pressed);
    },
    submitted: (submitted) => {
      keys.push(submitted.key);
      return listener.submitted(submitted);
    },
  };
}

/** What every test of the contract has before it. */
export interface Here {
  readonly bench: PlatformBench;
  readonly room: ContractRoom;
  readonly ama: Person;
  readonly karim: Person;
  /** A channel that both are in. */
  readonly board: ChannelId;
}

/** Gives what the running test has before it. */
export type HereNow = () => Here;

/** What a platform cannot be asked for, each with its reason. */
export interface Skips {
  readonly unknownSubcommands?: string;
}

export function drawn(view: View): Drawing {
  return { view, language: 'en', zone: 'Europe/London' };
}

let proofs = 0;

/** A post to a channel, with a proof of its own. */
export function outgoing(channel: ChannelId, view: View, more: Partial<Departing> = {}): Departing {
  proofs += 1;
  return {
    to: { channel },
    drawing: drawn(view),
    proof: `contract · ${proofs}`,
    depart: async () => undefined,
    addressees: [],
    ...more,
  };
}

export const plan = {
  Title: 'Digital evidence',
  Kind: 'In the field',
  'First day': '2027-03-01',
  'Last day': '2027-03-05',
  Seats: 20,
};
