// Blocks and views of a chosen size, for tests at the edge of a limit.
import type { Fields } from '../json.ts';

export const chars = (count: number) => 'x'.repeat(count);
export const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));
export const plain = (count: number): Fields => ({ type: 'plain_text', text: chars(count) });
export const mrkdwn = (count: number): Fields => ({ type: 'mrkdwn', text: chars(count) });
export const button = (change: Fields): Fields => ({ type: 'button', text: plain(1), ...change });
export const actions = (...elements: Fields[]): Fields => ({ type: 'actions', elements });
export const option = (change: Fields, index = 0): Fields => ({
  text: plain(1),
  value: `v${index}`,
  ...change,
});
export const menu = (change: Fields): Fields => ({
  type: 'static_select',
  placeholder: plain(1),
  options: [option({})],
  ...change,
});
export const input = (element: Fields, change: Fields = {}): Fields => ({
  type: 'input',
  label: plain(1),
  element: { action_id: 'a', ...element },
  ...change,
});
export const modal = (change: Fields): Fields => ({
  type: 'modal',
  title: plain(1),
  submit: plain(1),
  blocks: [],
  ...change,
});
export const cells = (count: number, length = 1) =>
  times(count, () => ({ type: 'raw_text', text: chars(length) }));
