// What came of an operation or a transaction, in one form for all three stores, so that it can be compared as text.
import { errorCode } from '#store/error-code.ts';
import { Conflict } from '#store/store.ts';
import { Violation } from './model-state.ts';

/** No order is promised: it depends on the database, or on random keys. */
const unordered: ReadonlySet<string> = new Set(['deliveries.takenBy', 'posts.take']);

const rules: Readonly<Record<string, string>> = {
  SQLITE_CONSTRAINT_FOREIGNKEY: 'foreign key',
  '23503': 'foreign key',
  SQLITE_CONSTRAINT_UNIQUE: 'unique',
  SQLITE_CONSTRAINT_PRIMARYKEY: 'unique',
  '23505': 'unique',
};

export const planned = 'A planned roll-back.';

export function outcomeOf(call: string, value: unknown): string {
  const form = formOf(value);
  return JSON.stringify(unordered.has(call) && Array.isArray(form) ? form.map(asText).sort() : form);
}

export function failureOf(error: unknown): string {
  if (error instanceof Conflict) return `Conflict: ${error.message}`;
  if (error instanceof Violation) return `broken: ${error.rule}`;
  const rule = rules[errorCode(error) ?? ''];
  if (rule !== undefined) return `broken: ${rule}`;
  const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return `${errorCode(error) ?? 'Error'}: ${message}`;
}

function asText(value: unknown): string {
  return JSON.stringify(value);
}

/** Maps, sets and keys in a neutral order; what is undefined is not there. */
function formOf(value: unknown): unknown {
  if (value === undefined) return 'nothing';
  if (value instanceof Map) return ['map', ...[...value].map(formOf).map(asText).sort()];
  if (value instanceof Set) return ['set', ...[...value].map(asText).sort()];
  if (Array.isArray(value)) return value.map(formOf);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(
    entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, one]) => [key, formOf(one)]),
  );
}
