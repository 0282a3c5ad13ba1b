// A command as a value: what it asks, who may use it, and a function from answers to an answer.

import type { Language } from '#exchange/languages.ts';
import type { AccountId, ChannelId, PlaceId, Role } from '#exchange/people.ts';
import type { Viewer } from '#exchange/viewer.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Grant, Person } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';
import type { Answer } from './answer.ts';
import type { Field, Fields, RawValues, SuggestedField, Values } from './field.ts';
import type { HouseSay } from './house-words.ts';
import type { PlatformName } from './platform.ts';
import type { Gathered } from './surroundings.ts';
import type { Text } from './text.ts';
import type { View } from './view.ts';
import type { Facts, Say, Words } from './words.ts';

/** Whoever asked, as the record knows them. `person` is undefined for a stranger. */
export interface Asker {
  readonly account: AccountId;
  readonly accountName: string;
  readonly platform: PlatformName;
  readonly person: Person | undefined;
  readonly grants: readonly Grant[];
  /** The asker's own organisation. */
  readonly organisation: Organisation | undefined;
  readonly viewer: Viewer;
  readonly language: Language;
  readonly zone: string;
  readonly place: PlaceId | undefined;
  readonly placeName: string | undefined;
  readonly channel: ChannelId | undefined;
  readonly administrator: boolean;
}

/** What a handler has before it, whatever its words: enough to search, look up and decide. */
export interface WordlessDesk {
  readonly asker: Asker;
  /** The words of the whole house: states, subjects, roles, common sentences. */
  readonly house: HouseSay;
  /** Seen with the asker's eyes; changes are kept only when the handler does not refuse. */
  readonly records: Records;
  /** Epoch milliseconds. */
  readonly now: number;
  /** What the command `gathers`; the rest is empty. */
  readonly gathered: Gathered;
  /** A fresh one-time code, readable aloud: `7KQ4-M2XA`. */
  newCode(): string;
  /** What the asker can do, by family. */
  help(family?: string): View;
}

/** What a handler has before it. It may read and change records; what it wants said it returns. */
export interface Desk<Key extends string = string> extends WordlessDesk {
  /** The words of the command's own family, in the asker's language. */
  readonly say: Say<Key>;
  /** Why not, in the family's words: nothing is changed, and what was typed is kept. */
  refuse(key: Key, facts?: Facts): Answer;
}

/** Who may use it: everybody, every confirmed member, or the holders of any of these roles, in any scope. */
export type Who = 'anyone' | 'member' | readonly Role[];

export type Outcome = Answer | readonly Answer[];

/** A button's or a select's handler; rights and state are looked at again at every press. */
export interface Press<Key extends string> {
  readonly who: Who;
  /** As for a command, and for this button alone. */
  readonly access: 'read' | 'write';
  press(ids: readonly string[], desk: Desk<Key>, chosen: string | undefined): Promise<Outcome>;
}

/** The form that a command has this time: its pages, in place of the command's own, and what they ask beside its fields. */
export interface Shape {
  /** In place of `<name>.title`; at most 24 characters. */
  readonly title?: Text;
  /** By names that are none of the command's own. Their answers are the third thing that `run` is given. */
  readonly asks: Readonly<Record<string, ShapedField>>;
  /** A field of the command that stands on none of them is carried this time. */
  readonly pages: readonly ShapedPage[];
}

export interface ShapedField {
  /** Nothing that is searched for: while a form is filled, only its command is known, not what it is about. */
  readonly field: Exclude<Field, SuggestedField<unknown>>;
  /** At most 45 characters. */
  readonly label: Text;
  /** What is asked in full, where 45 characters are too few for it: at most 96. It takes the place of a hint. */
  readonly question?: Text;
  /** At most 100 characters. */
  readonly hint?: Text | undefined;
}

export interface ShapedPage {
  readonly heading: Text;
  /** One to five. */
  readonly fields: readonly string[];
}

export interface CommandDefinition<F extends Fields, Key extends string> {
  /** Family and name: `course propose`. The file is `commands/course/propose.ts`. */
  readonly path: string;
  /**
   * The family's words. Needs `family.description`, `<name>.description` and, with fields, `<name>.title` and
   * `field.<field>.{name,label}`; `field.<field>.hint` where there is something to say.
   */
  readonly words: Words<Key>;
  readonly who: Who;
  /** `read` sees one state, changes nothing and tells nobody else; `write` runs in one transaction. */
  readonly access: 'read' | 'write';
  /** Who sees a `reply`: the asker alone where nothing is said. Everything else is always private. */
  readonly answers?: 'privately' | 'publicly';
  /** What it keeps must not lead back to anybody, so nothing is noted of who used it when. */
  readonly nameless?: true;
  /** Also for strangers, in a workspace or server that is not tied to an organisation yet. */
  readonly servesUntied?: true;
  /** The field that takes a one-time code: too many wrong ones in an hour, and none is taken for a while. */
  readonly guesses?: keyof F & string;
  /** What is gathered before the handler runs, outside of its transaction: it may take seconds (desk.gathered). */
  readonly gathers?: keyof Gathered;
  /** What it asks, in the order in which it may be typed. */
  readonly asks: F;
  /** The pages of its form, five fields each at most; every field stands on one or is carried. Words `<name>.page.1` head them when there are several. */
  readonly pages: readonly (readonly (keyof F & string)[])[];
  /**
   * Fields that only a button fills, such as which course a form is about: kept with the draft, neither typed nor
   * drawn. `admit` says what to do where one is missing, because no form can ask for it.
   */
  readonly carries?: readonly (keyof F & string)[];
  /**
   * The form that it has this time, where what is asked depends on what it is about: on what it carries, and on what
   * has been answered so far. Undefined leaves it as it is defined. Always the same for the same: it is made anew at
   * every page.
   */
  shape?(given: RawValues, desk: Desk<Key>): Promise<Shape | undefined>;
  /** `nothing` is typed after the command: it is answered in the form alone, after what `admit` shows first. */
  readonly typed?: 'nothing';
  /** Said above the first page, such as a promise. */
  introduction?(given: RawValues, desk: Desk<Key>): Promise<readonly Text[]>;
  /** What a form shows before anybody types, such as the asker's zone or what is to be edited. */
  prefill?(given: RawValues, desk: Desk<Key>): Promise<RawValues>;
  /** A reason to refuse before a form is opened, so that nobody fills it in vain. */
  admit?(given: RawValues, desk: Desk<Key>): Promise<Answer | undefined>;
  /** `shaped` are the answers to what its shape asks beside its own fields. */
  run(values: Values<F>, desk: Desk<Key>, shaped: Readonly<Record<string, unknown>>): Promise<Outcome>;
  readonly buttons?: Readonly<Record<string, Press<Key>>>;
}

/** A command whose particular types have done their work. */
export interface Command extends Omit<CommandDefinition<Fields, string>, 'run' | 'pages'> {
  readonly family: string;
  readonly name: string;
  readonly pages: readonly (readonly string[])[];
  run(
    values: Readonly<Record<string, unknown>>,
    desk: Desk,
    shaped?: Readonly<Record<string, unknown>>,
  ): Promise<Outcome>;
}

/**
 * Defines a command, and throws when its definition breaks the shape.
 * @example export default defineCommand({ path: 'course show', words, who: 'member', access: 'read', asks: { course }, pages: [['course']], run })
 */
export function defineCommand<const F extends Fields, Key extends string>(
  definition: CommandDefinition<F, Key>,
): Command {
  const [family, name, ...more] = definition.path.split(' ');
  if (!family || !name || more.length > 0)
    throw new Error(`"${definition.path}" must be a family and a name: "course propose".`);
  const placed: readonly string[] = [...definition.pages.flat(), ...(definition.carries ?? [])];
  const fields = Object.keys(definition.asks);
  if (fields.some((field) => !placed.includes(field)) || placed.length !== fields.length) {
    throw new Error(
      `/${definition.path}: every field stands on exactly one page of the form, or is carried.`,
    );
  }
  if (definition.pages.some((page) => page.length > 5)) {
    throw new Error(`/${definition.path}: a page asks five things at most.`);
  }
  // The one place where a command's own types are let go: the bot reads values by the same fields that typed them.
  return { ...definition, family, name } as unknown as Command;
}
