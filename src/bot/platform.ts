// The boundary to a chat platform: a renderer and a listener; small, and with no optional members.

import type { Language } from '#exchange/languages.ts';
import type { AccountId, ChannelId, PlaceId } from '#exchange/people.ts';
import type { Catalogue } from './catalogue.ts';
import type { RawValues, Suggestion } from './field.ts';
import type { Finding } from './finding.ts';
import type { Form } from './form.ts';
import type { Text } from './text.ts';
import type { Drawing } from './view.ts';

export type PlatformName = 'slack' | 'discord' | 'practice';

export interface Platform {
  readonly name: PlatformName;
  /** How many fields of a form are asked at once: 5 on Discord, all on Slack and in the practice room. */
  readonly fieldsAtOnce: number;
  /** Begins to listen; resolves when people can be answered. */
  start(listener: Listener): Promise<void>;
  /** Stops listening at once, and finishes what was acknowledged; what is posted after it still leaves. */
  stop(): Promise<void>;
  /** Posts in a channel or to one account. Throws PlatformFailure. */
  post(message: Departing): Promise<MessageReference>;
  /** Redraws a message. Throws PlatformFailure. */
  revise(message: MessageReference, drawing: Drawing): Promise<void>;
  /**
   * Takes a message away, with everything in it; one that is not there any more counts as taken away. Throws
   * PlatformFailure, `refused` where the platform will never allow it.
   */
  takeBack(message: MessageReference): Promise<void>;
  /** Looks for a message whose sending had no known end, by its proof. Throws PlatformFailure. */
  find(message: Outgoing, since: number): Promise<MessageReference | undefined>;
  /**
   * Deals with what was kept (`Listener.keep`) and not finished by a process that has died since: as when it arrived,
   * but that it has been acknowledged already, and that a form can no longer be opened. Never throws.
   */
  resume(payload: string): Promise<void>;
  /**
   * How much of the platform's limits this process may use for posts, above 0 up to 1: the processes that share the
   * record share its limits too. 1 until something else is said.
   */
  share(part: number): void;
  /** The address by which it is let into a workspace or server; undefined where there is none. After the start. */
  invitation(): string | undefined;
  /**
   * Looks over what may be wrong on its side: tokens, rights, its clock, and each of these channels of its own. Changes
   * nothing, takes some seconds, and never rejects.
   */
  examine(channels: readonly ChannelId[]): Promise<readonly Finding[]>;
}

/** Where a message stands: the platform's own reference, kept as text (`slack:T1:C2:1700000000.000100`). */
export type MessageReference = string;

export interface Outgoing {
  readonly to: { readonly channel: ChannelId } | { readonly account: AccountId };
  readonly drawing: Drawing;
  /** Names the delivery for ever; becomes Discord's nonce and Slack's metadata. */
  readonly proof: string;
  /** The only accounts that may be notified by a mention in it. */
  readonly addressees: readonly AccountId[];
}

/** A message that is about to leave. */
export interface Departing extends Outgoing {
  /**
   * Called once, when its turn has come within the platform's limits and before the first request that may make it
   * stand: what waits for its turn has surely not left. Rejects when it must not leave any more.
   */
  depart(): Promise<void>;
}

/**
 * What a platform could not do. `again`: try later (after `retryAfter` milliseconds when it said so) ·
 * `unknown`: it may have been accepted, look before repeating · `closed`: this person takes no direct messages ·
 * `gone`: the channel, message or person is not there, or the bot may not reach it · `refused`: never will be.
 */
export type FailureKind = 'again' | 'unknown' | 'closed' | 'gone' | 'refused';

export class PlatformFailure extends Error {
  override readonly name = 'PlatformFailure';
  readonly platform: PlatformName;
  readonly kind: FailureKind;
  readonly retryAfter: number | undefined;

  constructor(
    platform: PlatformName,
    kind: FailureKind,
    says: string,
    more?: { retryAfter?: number | undefined; cause?: unknown },
  ) {
    super(`${platform}: ${says}`, more?.cause === undefined ? undefined : { cause: more.cause });
    this.platform = platform;
    this.kind = kind;
    this.retryAfter = more?.retryAfter;
  }
}

/** What the bot offers to each platform. None of these throws: the bot answers a failure itself. */
export interface Listener {
  /** What there is to ask, for registration, completion and the reading of typed text. */
  readonly catalogue: Catalogue;
  asked(asked: Asked): Promise<void>;
  pressed(pressed: Pressed): Promise<void>;
  submitted(submitted: Submitted): Promise<void>;
  suggesting(suggesting: Suggesting): Promise<readonly Suggestion[]>;
  /**
   * Keeps what has arrived, on disk, before it is acknowledged without having been answered: if this process dies over
   * it, another one or the next is given it by `Platform.resume`. Throws when it cannot be kept: then it must not be
   * acknowledged either.
   */
  keep(key: string, payload: string): Promise<void>;
  /** What arrived under this key has been dealt with, whatever came of it and whether or not it was kept. */
  forget(key: string): void;
  /** A workspace or server has let Attaché in, for the first time or again. */
  placeJoined(joined: PlaceJoined): Promise<void>;
  /** Attaché was put out of a workspace or server: nothing is sent there any more, and the coordinator is told. */
  placeLeft(left: PlaceChange): Promise<void>;
  /**
   * Everywhere that Attaché is on a platform now, where the platform tells it when it connects: what it was put out of,
   * or let in again, while nobody listened.
   */
  placesHeld(platform: PlatformName, places: readonly PlaceId[]): Promise<void>;
}

/** Something that happened to a place. */
export interface PlaceChange {
  /** The platform's own id of what happened, beginning with the platform's name: one effect each, for ever. */
  readonly key: string;
  readonly place: PlaceId;
}

export interface PlaceJoined extends PlaceChange {
  /** Where to say how the place is tied, in whose words; undefined where nothing is to be said. */
  readonly greeting: Greeting | undefined;
}

export interface Greeting {
  /** Names this joining for ever: it is greeted once, however often it is told. */
  readonly key: string;
  readonly channel: ChannelId;
  /** The platform's word for the place's language, such as `fr` or `es-ES`. */
  readonly locale: string | undefined;
}

/** Who did something, where. */
export interface Source {
  readonly account: AccountId;
  readonly accountName: string;
  /** The platform's word for the person's language, such as `fr` or `es-ES`; undefined where it has none. */
  readonly locale: string | undefined;
  readonly zone: string | undefined;
  readonly place: PlaceId | undefined;
  readonly placeName: string | undefined;
  readonly channel: ChannelId | undefined;
  /** Whether the platform says that this account administers the workspace or server. */
  readonly administrator: boolean;
}

export interface Incoming extends Source {
  /** The platform's own id of what happened (trigger, envelope or interaction id): one effect each, for ever. */
  readonly key: string;
  readonly reply: Reply;
}

export interface Asked extends Incoming {
  /** `course propose`, as typed; may name nothing that exists. */
  readonly path: string;
  /** Options by their name in the catalogue. */
  readonly given: RawValues;
  /** What could not be matched to an option, as typed; shown back to the asker, never dropped. */
  readonly unread: readonly string[];
}

export interface Pressed extends Incoming {
  readonly route: string;
  /** The value chosen, when it was a select. */
  readonly chosen: string | undefined;
}

export interface Submitted extends Incoming {
  /** The `id` of the form. */
  readonly form: string;
  /** Answers of the fields that were shown; a field left empty is absent. */
  readonly values: RawValues;
  /** Names of the fields that were shown. */
  readonly shown: readonly string[];
}

export interface Suggesting extends Source {
  readonly path: string;
  readonly option: string;
  readonly typed: string;
  readonly given: RawValues;
}

/** How one incoming is answered. Acknowledging in time is the platform's business. */
export interface Reply {
  /** May be called more than once; each is a message of its own. */
  show(drawing: Drawing, seenBy: 'asker' | 'everybody'): Promise<void>;
  /** Redraws the message that carried the pressed button; shows privately where there is none. */
  update(drawing: Drawing): Promise<void>;
  /** Opens the form on the page given; `false` when the platform no longer can (too late, or after a form). */
  openForm(form: Form, page: number): Promise<boolean>;
  /** Says what is wrong with a submitted form in place; `false` where the platform has closed it. */
  mark(problems: Readonly<Record<string, Text>>, form: Form): Promise<boolean>;
}

/** How a platform's locale maps to a language of ours; undefined for any other. */
export function languageOfLocale(locale: string | undefined): Language | undefined {
  const base = locale?.slice(0, 2).toLowerCase();
  return base === 'en' || base === 'fr' || base === 'es' || base === 'ar' ? base : undefined;
}
