// A message as a value: drawn from the record at the moment it leaves, and again whenever it changed.
import type { Language } from '#exchange/languages.ts';
import type { Viewer } from '#exchange/viewer.ts';
import type { Grant, Person } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';
import type { MessageFacts } from './answer.ts';
import type { HouseSay } from './house-words.ts';
import type { View } from './view.ts';
import type { Say, Words } from './words.ts';

/** Who will read it: a person, or the people of a channel. */
export interface Reader {
  readonly person: Person | undefined;
  readonly organisation: string | undefined;
  /** What they hold, themselves or for somebody; nothing for a channel. */
  readonly grants: readonly Grant[];
  readonly viewer: Viewer;
  readonly language: Language;
  readonly zone: string;
}

export interface MessageDesk<Key extends string = string> {
  readonly reader: Reader;
  readonly say: Say<Key>;
  readonly house: HouseSay;
  /** Seen with the reader's eyes. */
  readonly records: Records;
  readonly now: number;
}

/** Why a message comes to this reader: as what they get it. */
export type Because =
  | 'liaison'
  | 'manager'
  | 'registered'
  | 'attended'
  | 'runs'
  | 'coordinator'
  | 'approver'
  | 'proposed'
  | 'mitigates'
  | 'wrote'
  | 'takesPart'
  | 'reviews'
  | 'oversight';

export interface MessageDefinition<Key extends string> {
  /** `course/card`: the folder and the file, `commands/course/messages/card.ts` or `jobs/course/messages/card.ts`. */
  readonly name: string;
  readonly words: Words<Key>;
  /**
   * What a job sends ends with why it came and how to get fewer (a test holds every such message to it). Not for living
   * cards, and not for what answers something that somebody did.
   */
  because?(facts: MessageFacts, desk: MessageDesk<Key>): Promise<Because>;
  /** Draws it as of now; undefined when there is nothing (left) to say, and then it is not sent. */
  draw(facts: MessageFacts, desk: MessageDesk<Key>): Promise<View | undefined>;
}

export type Message = MessageDefinition<string>;

export function defineMessage<Key extends string>(definition: MessageDefinition<Key>): Message {
  // Keys are checked where the message is defined; the bot only passes the words through.
  return definition as unknown as Message;
}

/** The text of a fact; throws when a delivery was written without it, which is a bug of whoever wrote it. */
export function factText(facts: MessageFacts, name: string): string {
  const fact = facts[name];
  if (typeof fact !== 'string') throw new Error(`A message needs the fact "${name}".`);
  return fact;
}
