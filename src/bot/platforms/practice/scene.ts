// What a page is drawn from: who looks, where they stand, and what the room knows at that moment.
import { type Language, languages } from '#exchange/languages.ts';
import type { AccountId } from '#exchange/people.ts';
import {
  type CastChannel,
  type CastPerson,
  type ClockProgress,
  type ClockStop,
  mayEnter,
  shortId,
} from './cast.ts';
import type { Conversation } from './memory.ts';
import type { Reader } from './render-text.ts';
import type { Room } from './room.ts';
import type { RoomLanguage } from './words.ts';

/** Where on the page somebody stands; the guide is a place of its own. */
export type Here = Conversation | 'guide';

/** What the clock is doing: standing, moving, or just arrived. */
export interface ClockState {
  readonly now: number;
  /** The person's own, as in any chat; the room's where they have none. */
  readonly zone: string;
  readonly stops: readonly ClockStop[];
  readonly moving: ClockProgress | undefined;
  readonly arrived: ClockProgress | { readonly reference: string } | undefined;
}

export interface Scene {
  readonly room: Room;
  readonly people: readonly CastPerson[];
  readonly me: CastPerson;
  /** Every channel of the room; those that `me` may enter are `mine`. */
  readonly channels: readonly CastChannel[];
  readonly here: Here;
  readonly clock: ClockState;
  readonly own: RoomLanguage;
  /** The language chosen for the room itself, where one is. */
  readonly chosen: Language | undefined;
  readonly token: string;
  /** What the command box holds when the page opens. */
  readonly draft: string;
  /** Whether all messages are wanted, and not only the newest. */
  readonly all: boolean;
}

export function mine(scene: Pick<Scene, 'channels' | 'me'>): readonly CastChannel[] {
  return scene.channels.filter((channel) => mayEnter(channel, scene.me));
}

/** `/as/kwame` */
export function baseOf(person: CastPerson): string {
  return `/as/${encodeURIComponent(shortId(person.account))}`;
}

/** `/as/kwame/channel/announcements` */
export function addressOf(person: CastPerson, here: Here): string {
  if (here === 'guide') return `${baseOf(person)}/guide`;
  if ('direct' in here) return `${baseOf(person)}/direct`;
  return `${baseOf(person)}/channel/${encodeURIComponent(shortId(here.channel))}`;
}

/** The same place for another person, or their direct messages where they may not enter it. */
export function placeFor(person: CastPerson, scene: Scene): string {
  const { here } = scene;
  if (here === 'guide') return addressOf(person, here);
  const channel = 'channel' in here ? scene.channels.find((one) => one.id === here.channel) : undefined;
  return addressOf(person, channel && mayEnter(channel, person) ? here : directOf(person.account));
}

export function directOf(account: AccountId): Conversation {
  return { direct: account };
}

export function readerOf(scene: Scene, language: Language, zone: string): Reader {
  return { account: scene.me.account, language, zone: scene.me.zone ?? zone, now: scene.clock.now };
}

export function isOneOf(language: string | undefined): Language | undefined {
  return languages.find((one) => one === language);
}
