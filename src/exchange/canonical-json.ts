// JSON with one spelling for each value, so that equal facts have equal bytes and equal hashes.

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** JSON with sorted keys and no blanks (RFC 8785 for the values that occur here): equal facts, equal bytes. */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`${value} cannot be held by JSON`);
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** TypeScript does not take a readonly array out of a union by `isArray`. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
