// What the practice room is told about its world: who plays in it, which channels there are, what time it is.
import type { Text } from '#bot/text.ts';
import type { Language } from '#exchange/languages.ts';
import type { AccountId, ChannelId, Role } from '#exchange/people.ts';

/** Everybody who can be played, and every channel; read from the record each time, so that it is never stale. */
export interface PracticeCast {
  readonly people: readonly CastPerson[];
  readonly channels: readonly CastChannel[];
}

export interface CastPerson {
  /** `practice:kwame`: what follows the colon stands in the room's addresses. */
  readonly account: AccountId;
  readonly name: string;
  readonly roleTitle: Readonly<Record<Language, string>>;
  /** `country`: an ISO 3166 code such as `GH`, named in the room's language; or a name that stands as it is. */
  readonly organisation: { readonly id: string; readonly name: string; readonly country: string };
  /** The language that Attaché writes to them in. */
  readonly language: Language;
  /** IANA zone; left out where it is not known, and then each message's own zone is shown. */
  readonly zone?: string;
  /** Lets the guide name who does what; left out for people that it need not name. */
  readonly role?: Role;
  readonly administrator?: boolean;
  /** Refuses direct messages, as people on Discord may. */
  readonly closed?: boolean;
}

export interface CastChannel {
  /** `practice:announcements-ghana` */
  readonly id: ChannelId;
  readonly name: string;
  /** The name of the organisation that it belongs to, said under the channel's name. */
  readonly organisation?: string;
  readonly members: 'all' | readonly AccountId[];
}

export interface PracticeClock {
  /** Epoch milliseconds. */
  now(): number;
  /** The zone that the room's own date is shown in. */
  readonly zone: string;
}

export type ClockMove = { readonly days: number } | { readonly until: number } | 'next event';

/** How far a moving clock has come. */
export interface ClockProgress {
  readonly now: number;
  /** How many messages have been delivered on the way. */
  readonly delivered: number;
}

/** An instant worth jumping to, such as the end of a course; `label` in the language asked for. */
export interface ClockStop {
  readonly label: Text;
  readonly at: number;
}

export type MoveClock = (
  move: ClockMove,
  report: (progress: ClockProgress) => void,
) => Promise<ClockProgress>;

export function mayEnter(channel: CastChannel, person: CastPerson): boolean {
  return channel.members === 'all' || channel.members.includes(person.account);
}

/** What follows `practice:`, as it stands in addresses. */
export function shortId(id: AccountId | ChannelId): string {
  return id.slice(id.indexOf(':') + 1);
}
