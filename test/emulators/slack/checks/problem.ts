// One thing wrong with a block, a view or a message, and the small rules that find it.
import { type Fields, stringOf } from '../json.ts';

export interface Problem {
  readonly rule: 'structure' | 'length' | 'count' | 'unique' | 'value' | 'surface' | 'file';
  /** JSON pointer into what was sent. */
  readonly at: string;
  readonly message: string;
}

export type Surface = 'message' | 'modal' | 'home';

/** What the checks must ask of the world, and what they gather over one payload. */
export interface CheckContext {
  readonly surface: Surface;
  /** Whether this id or URL names a finished upload that is a picture. */
  readonly isPicture: (idOrUrl: string) => boolean;
  readonly problems: Problem[];
  readonly blockIds: Set<string>;
  readonly actionIds: Set<string>;
  readonly totals: { markdown: number; text: number; tables: number; focused: number };
}

export function newContext(surface: Surface, isPicture: (idOrUrl: string) => boolean): CheckContext {
  return {
    surface,
    isPicture,
    problems: [],
    blockIds: new Set(),
    actionIds: new Set(),
    totals: { markdown: 0, text: 0, tables: 0, focused: 0 },
  };
}

export function report(context: CheckContext, rule: Problem['rule'], at: string, message: string): void {
  context.problems.push({ rule, at, message });
}

/** Lengths are counted in UTF-16 units of the text as sent, entities and all: the strictest reading. */
export function checkLength(
  context: CheckContext,
  at: string,
  value: unknown,
  most: number,
  least = 0,
): void {
  if (value === undefined) return;
  const length = stringOf(value).length;
  if (length > most) report(context, 'length', at, `must be less than ${most + 1} characters`);
  if (length < least) report(context, 'length', at, `must be more than ${least - 1} characters`);
}

export function checkCount(
  context: CheckContext,
  at: string,
  list: readonly unknown[],
  most: number,
  least = 1,
): void {
  if (list.length > most) report(context, 'count', at, `no more than ${most} items allowed`);
  if (list.length < least) report(context, 'count', at, `no less than ${least} items allowed`);
}

/** The `text` of a text object that may be absent. */
export function checkText(context: CheckContext, at: string, object: unknown, most: number, least = 1): void {
  if (typeof object !== 'object' || object === null || !('text' in object)) return;
  checkLength(context, `${at}/text`, object.text, most, least);
  context.totals.text += stringOf(object.text).length;
}

/** An identifier that must not come twice among those gathered. */
export function checkUnique(context: CheckContext, at: string, name: string, id: unknown, seen: Set<string>) {
  if (typeof id !== 'string') return;
  if (seen.has(id)) report(context, 'unique', at, `\`${name}\` ${id} already exists`);
  seen.add(id);
}

/** Two options are the same option when Slack would say so. */
export function sameOption(a: Fields, b: Fields): boolean {
  return JSON.stringify([a.value, a.text]) === JSON.stringify([b.value, b.text]);
}
