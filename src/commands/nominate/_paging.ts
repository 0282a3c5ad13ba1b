// Long lists of nominations, page by page: where a page begins, and the buttons that turn it.
import type { Desk } from '#bot/command.ts';
import type { Block, Button } from '#bot/view.ts';
import type { Key } from './words.ts';

export interface Page {
  /** Index of the first that is shown. */
  readonly first: number;
  /** How many a page takes. */
  readonly size: number;
  /** How many there are in all. */
  readonly count: number;
}

/** The page that an offset lies on, also when the list has become shorter since. */
export function pageAt(offset: number, size: number, count: number): Page {
  const wanted = Number.isInteger(offset) && offset > 0 ? Math.min(offset, Math.max(0, count - 1)) : 0;
  return { first: wanted - (wanted % size), size, count };
}

/** Back and forward, where there is something; `to` leads to the page that an offset lies on. */
export function turnButtons(
  { first, size, count }: Page,
  say: Desk<Key>['say'],
  to: (offset: number) => Button['route'],
): readonly Button[] {
  return [
    ...(first > 0 ? [{ label: say('list.earlier'), route: to(first - size) }] : []),
    ...(first + size < count ? [{ label: say('list.more'), route: to(first + size) }] : []),
  ];
}

/** Which are shown of how many, and the buttons; nothing where all fit. */
export function turning(
  page: Page,
  say: Desk<Key>['say'],
  to: (offset: number) => Button['route'],
): readonly Block[] {
  const { first, size, count } = page;
  if (count <= size) return [];
  const last = Math.min(first + size, count);
  return [
    { paragraph: say('list.shown', { first: first + 1, last, count }) },
    { buttons: turnButtons(page, say, to) },
  ];
}
