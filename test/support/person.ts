// A human at a chat, in human words: what tests say and see, the same on Slack, Discord and in the practice room.

import type { Platform } from '#bot/platform.ts';
import type { AccountId, ChannelId, PlaceId } from '#exchange/people.ts';

/** One workspace, server or practice room as a test sees it: people, channels, and the platform under test. */
export interface Chat {
  readonly place: PlaceId;
  /** A new instance of the platform against this chat; a second one, after the first has stopped, is a restart. */
  platform(): Platform;
  /** Lets somebody join. Names are unique in a chat; asking again gives the same person. */
  person(name: string, traits?: Traits): Promise<Person>;
  /** Opens a channel that everybody (and the bot) can read and write; asking again gives the same one. */
  channel(name: string): Promise<ChannelId>;
  close(): Promise<void>;
}

export interface Traits {
  /** The platform's word for their language, such as `fr` or `es-ES`. */
  readonly locale?: string;
  /** Administers the workspace or server. */
  readonly administrator?: boolean;
  /** Takes no direct messages. */
  readonly closed?: boolean;
}

/** What a person puts into an option or a field. */
export type Said = string | number | boolean | SaidFile;
export interface SaidFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/**
 * Every verb resolves when the platform has acknowledged it, and throws where a human would be stuck: no such
 * button, no form open, an option that cannot be chosen, "the application did not respond".
 * What follows later is awaited with `waitsFor`.
 */
export interface Person {
  readonly account: AccountId;
  readonly name: string;
  /** Types a slash command: `runs('course propose', { title: 'Digital evidence' }, { in: channel })`. */
  runs(
    path: string,
    options?: Readonly<Record<string, Said>>,
    where?: { readonly in: ChannelId },
  ): Promise<void>;
  /** Types part of an option or field, and reads the labels that are offered. */
  isOffered(
    path: string,
    option: string,
    typed: string,
    given?: Readonly<Record<string, Said>>,
  ): Promise<readonly string[]>;
  /** Fills the open form, by label or field name, and submits it; suggested fields by the offer's label. */
  fills(answers: Readonly<Record<string, Said>>): Promise<void>;
  /** Presses the button with this label on the newest visible message that has one; `on` says with which words. */
  presses(label: string, on?: string | RegExp): Promise<void>;
  /** Chooses an option, by its label, in the newest visible select with this label. */
  chooses(select: string, option: string): Promise<void>;
  /** Plain texts of what is on their screen, newest last: everywhere, in one channel, or in direct messages. */
  sees(where?: ChannelId | 'direct'): Promise<readonly string[]>;
  /** The newest visible text with these words; waits up to five seconds, then says what was seen instead. */
  waitsFor(words: string | RegExp, where?: ChannelId | 'direct'): Promise<string>;
  /** Labels of the buttons on the newest visible message that has any. */
  buttons(): Promise<readonly string[]>;
  /** Files and pictures that they can see, newest last. */
  files(): Promise<readonly SeenFile[]>;
  /** The form that is open before them. */
  modal(): Promise<SeenForm | undefined>;
}

export interface SeenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Alternative text of a picture. */
  readonly alt: string | undefined;
}

export interface SeenForm {
  readonly title: string;
  /** Text that stands above the fields. */
  readonly introduction: string;
  readonly fields: readonly SeenField[];
}

export interface SeenField {
  /** What the bot calls it, in every language. */
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  /** What stands in it before anybody types: text, or the label that is chosen. */
  readonly filled: string | undefined;
  /** Labels to choose from; empty for fields to type in. */
  readonly options: readonly string[];
  readonly required: boolean;
}

/** Whether a text has these words. */
export function says(text: string, words: string | RegExp): boolean {
  return typeof words === 'string' ? text.includes(words) : words.test(text);
}
