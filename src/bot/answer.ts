// Answers: what a command or a job may want said, as values; the bot says it once the change is kept.
import type { ChannelId } from '#exchange/people.ts';
import type { RawValues } from './field.ts';
import type { Text } from './text.ts';
import type { View } from './view.ts';
import type { Facts } from './words.ts';

/** Small facts that a message is drawn from, again and again: ids, days, numbers. Never wording. */
export type MessageFacts = Readonly<Record<string, string | number | boolean | null>>;

export type Answer =
  /** Shown to whoever asked, privately unless the command answers publicly. */
  | { readonly reply: View }
  /** Redraws the message whose button was pressed; a plain reply where there was none. */
  | { readonly update: View }
  /** Opens the form of a command, with what is known filled in: `open: 'nominate add'`. */
  | { readonly open: string; readonly values: RawValues }
  | { readonly refuse: Refusal }
  /** Answers that cannot be taken, by field: the form comes back with these sentences and all that was typed. */
  | { readonly correct: Readonly<Record<string, Text>> }
  /** Tells one person, in their language, on their platform. `key` names the reason and is unique for ever. */
  | Tell
  /** Posts in a channel; with `post` it becomes a living card that `revise` redraws. */
  | Announce
  /** Redraws every message posted under this name, wherever it stands. */
  | { readonly revise: string };

export interface Tell {
  readonly tell: string;
  readonly message: string;
  readonly facts: MessageFacts;
  /** `kind · object · slot`; the person is added to it. */
  readonly key: string;
  /** After this instant (epoch milliseconds) it no longer helps, and is not sent. */
  readonly tooLateAt?: number;
  /** Not before this instant. */
  readonly notBefore?: number;
  /** It becomes a living card of this name, where it stands as a direct message. */
  readonly post?: string;
}

export interface Announce {
  readonly announce: ChannelId;
  /** Whose channel it is: decides language, zone, and what may be seen in it. */
  readonly organisation: string;
  readonly purpose: ChannelPurpose;
  readonly message: string;
  readonly facts: MessageFacts;
  readonly key: string;
  readonly post?: string;
  readonly tooLateAt?: number;
}

export type ChannelPurpose = 'announcements' | 'managers';

/** Why not: which rule, on what evidence, who can lift it; worded in the reader's language. */
export interface Refusal {
  readonly words: string;
  readonly facts: Facts;
}
