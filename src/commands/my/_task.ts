// What a task is, and how many of them are looked for and shown.
import type { Text } from '#bot/text.ts';
import type { Route } from '#bot/view.ts';

export interface Task {
  /** Since when it waits, or when it is due (epoch ms): what waits longest stands first. */
  readonly since: number;
  readonly says: Text;
  readonly button: { readonly label: Text; readonly route: Route };
}

/** A longer list is not worked through in chat; the count says that there is more. */
export const mostShown = 10;

/** Of each kind the oldest are looked for: one more than is shown tells that there are more. */
export const mostOfAKind = mostShown + 1;

/** The oldest of several lists that are each in order. */
export function oldest<T>(lists: readonly (readonly T[])[], since: (one: T) => number): readonly T[] {
  return lists
    .flat()
    .toSorted((one, other) => since(one) - since(other))
    .slice(0, mostOfAKind);
}
