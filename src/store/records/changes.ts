// What stands in a change that was asked for: undefined empties a column, a missing key leaves it alone.

/**
 * The named parts of a change and no others, so that nothing else can slip into a row. Drizzle leaves out what is
 * undefined; null empties. The type keeps quiet about null: only columns that may be empty are given undefined.
 */
export function changed<T extends object, Key extends keyof T & string>(
  changes: T,
  keys: readonly Key[],
): { [K in Key]?: NonNullable<T[K]> } {
  const given = keys.filter((key) => Object.hasOwn(changes, key)).map((key) => [key, changes[key] ?? null]);
  return Object.fromEntries(given);
}
