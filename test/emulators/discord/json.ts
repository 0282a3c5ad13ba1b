// Reads untrusted JSON without casts: what the emulator gets from the wire is looked at through these.
export type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json | undefined };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectIn(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function listIn(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

export function objectsIn(value: Json | undefined): JsonObject[] {
  return listIn(value).map(objectIn);
}

export function textIn(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function numberIn(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Neither absent nor null: Discord treats the two alike in most bodies. */
export function isGiven<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}

export function parseJson(source: string): Json {
  const parsed: Json = JSON.parse(source);
  return parsed;
}

/** A deep copy as it would look after a trip over the wire. */
export function copyOf<T>(value: T): T {
  return structuredClone(value);
}
