// Puts rows into an order by what they say, which tells nothing of when they came.

export function inOrder<T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] {
  const keyed = all.map((one) => ({ one, key: keyOf(one) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ one }) => one);
}
