// Reads a submitted dialog into raw answers; a field left empty is absent.
import type { Attachment } from '#bot/attachment.ts';
import type { RawValue, RawValues } from '#bot/field.ts';
import type { FormField } from '#bot/form.ts';
import type { OpenForm } from './memory.ts';

export interface ReadForm {
  readonly values: RawValues;
  readonly shown: readonly string[];
}

export function readForm(open: OpenForm, sent: FormData): ReadForm {
  const fields = open.form.pages.flatMap((page) => page.fields);
  const values: Record<string, RawValue> = {};
  for (const field of fields) {
    const read = readField(field, sent);
    if (read !== undefined) values[field.name] = read;
  }
  return { values, shown: fields.map((field) => field.name) };
}

function readField(field: FormField, sent: FormData): RawValue | undefined {
  const raw = sent.get(`f.${field.name}`);
  if (raw === null) return undefined;
  if (typeof raw !== 'string') return raw.size === 0 && raw.name === '' ? undefined : attachmentOf(raw);
  if (raw.trim() === '') return undefined;
  // A chosen offer counts only while its label still stands in the box; whoever typed over it means what they typed.
  const id = sent.get(`id.${field.name}`);
  if (typeof id === 'string' && id !== '' && sent.get(`label.${field.name}`) === raw) return id;
  return raw;
}

function attachmentOf(file: File): Attachment {
  return {
    name: file.name,
    declaredType: file.type || 'application/octet-stream',
    bytes: file.size,
    open: async () => new Uint8Array(await file.arrayBuffer()),
  };
}

/** The answers that can stand in a form again: everything but files. */
export function textsOf(values: RawValues): RawValues {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => typeof value !== 'object' || Array.isArray(value)),
  );
}
