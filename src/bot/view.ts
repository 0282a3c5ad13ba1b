// Views: the nine blocks that every platform can draw; nothing else exists.
import type { Language } from '#exchange/languages.ts';
import type { Chart } from './chart.ts';
import type { Text } from './text.ts';

export type Block =
  | { readonly heading: Text }
  | { readonly paragraph: Text }
  | { readonly facts: readonly (readonly [label: Text, fact: Text])[] }
  | { readonly list: readonly Text[] }
  | { readonly image: Chart; readonly alt: Text }
  | { readonly file: FileContent; readonly label: Text }
  | { readonly buttons: readonly Button[] }
  | { readonly select: Select }
  | { readonly divider: true };

export type View = readonly Block[];

/** A file that goes with a view, such as a calendar entry. */
export interface FileContent {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /**
   * Makes the bytes once everything is kept, outside of its transaction: it may take a while. Undefined when this machine
   * cannot.
   */
  readonly later?: () => Promise<Uint8Array | undefined>;
}

/** `route` is made with `route()`; at most 5 buttons to a block. */
export interface Button {
  readonly label: Text;
  readonly route: Route;
  readonly look?: 'primary' | 'danger';
}

/** A list to choose one from; the chosen value follows the route. At most 25 options (Discord's limit). */
export interface Select {
  readonly label: Text;
  readonly route: Route;
  readonly options: readonly { readonly value: string; readonly label: Text }[];
}

/** A view in the language and zone of whoever will read it. */
export interface Drawing {
  readonly view: View;
  readonly language: Language;
  readonly zone: string;
}

/**
 * Where a press leads: `family/subcommand/action|id|id`, at most 100 characters (Discord's custom_id).
 * Routes are data, so a button works after a restart and on any process.
 */
export type Route = string & { readonly route: unique symbol };

/** Longest route that every platform carries; Discord: resources/components, custom_id 1–100. */
export const longestRoute = 100;

/** Makes a route: `route('course/publish/confirm', course.id)`. Ids may not hold a bar. */
export function route(path: string, ...ids: readonly string[]): Route {
  const made = [path, ...ids].join('|');
  if (made.length > longestRoute || ids.some((id) => id.includes('|'))) {
    throw new Error(`Not a route that every platform can carry: ${made}`);
  }
  // The mark of a route is in its type alone; here it has been earned.
  return made as Route;
}

/** Takes a route apart again. */
export function readRoute(made: string): { readonly path: string; readonly ids: readonly string[] } {
  const [path = '', ...ids] = made.split('|');
  return { path, ids };
}
