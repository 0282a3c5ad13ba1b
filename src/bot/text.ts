// Text as data: what is said, in parts, so that each platform escapes, mentions and dates in its own way.
import type { AccountId, ChannelId } from '#exchange/people.ts';

/**
 * One piece of a text. A bare string is our own wording (from a words file); whatever a person typed is
 * `{ value }`, which every platform shows as it is, isolated from the text around it, never as markup.
 */
export type Part =
  | string
  | { readonly value: string }
  | { readonly bold: Text }
  | { readonly link: string; readonly label: Text }
  | { readonly person: Mention }
  | { readonly channel: ChannelId; readonly name: string }
  | { readonly instant: number; readonly zone: string; readonly as: InstantForm }
  | { readonly day: string }
  | { readonly command: string };

/** How much of an instant is said: `day` 3 June 2027 · `time` 09:00 · `both` · `relative` "in 3 days". */
export type InstantForm = 'day' | 'time' | 'both' | 'relative';

export type Text = readonly Part[];

/** Somebody spoken of. Platforms mention the account that lives on them, and elsewhere print the name. */
export interface Mention {
  readonly name: string;
  readonly accounts: readonly AccountId[];
}

/** What a person typed, as one part: `value(course.title)`. */
export function value(typed: string): Part {
  return { value: typed };
}

/** A calendar day without a time, such as `2027-03-01`; it is the same day for every reader. */
export function day(isoDate: string): Part {
  return { day: isoDate };
}

/** An instant (epoch milliseconds) with the zone a human meant it in; each reader also sees their own. */
export function instant(at: number, zone: string, as: InstantForm = 'both'): Part {
  return { instant: at, zone, as };
}

/** A slash command to type, without its slash: `command('course propose')`. */
export function command(path: string): Part {
  return { command: path };
}

/** Joins texts with a separator of our own, such as `', '`. */
export function joined(texts: readonly Text[], separator: string): Text {
  return texts.flatMap((text, index) => (index === 0 ? text : [separator, ...text]));
}
