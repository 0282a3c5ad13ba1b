// Reads fields out of JSON that came from outside, without trusting its shape.

/** A JSON object whose members are not known yet. */
export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value when it is an object, else an empty one. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The value when it is a list, else an empty one. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value when it is a string, else the empty one. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Form arguments say `true`, `1`; JSON arguments say true. */
export function truthOf(value: unknown): boolean {
  return value === true || value === 1 || value === 'true' || value === '1';
}

/** The parsed text, or undefined when it is not JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
