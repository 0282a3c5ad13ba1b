// Fills a modal the way Discord's client does, refusing what the client refuses, into a MODAL_SUBMIT payload.
import { impossible, isChannel, isPerson, isRole, isUpload, type Picked, type Resolved } from './fill-in.ts';
import { type Json, type JsonObject, listIn, numberIn, objectIn, objectsIn, textIn } from './json.ts';
import type { ShownField, ShownModal } from './reading.ts';
import { componentTypes } from './rules-for-components.ts';

export type FieldValue = Picked | readonly Picked[];
/** By custom_id; a label that only one field has will do as well. */
export type FieldValues = Readonly<Record<string, FieldValue>>;

export function filledModal(modal: ShownModal, values: FieldValues, resolved: Resolved): JsonObject[] {
  const given = new Map<string, FieldValue>();
  for (const [key, value] of Object.entries(values)) given.set(fieldNamed(modal, key).customId, value);
  return objectsIn(modal.raw.components).map((part): JsonObject => {
    if (part.type === componentTypes.textDisplay) return { type: part.type, id: part.id };
    if (part.type === componentTypes.label) {
      const component = answered(modal, objectIn(part.component), given, resolved);
      return { type: part.type, id: part.id, component };
    }
    const components = objectsIn(part.components).map((field) => answered(modal, field, given, resolved));
    return { type: part.type, id: part.id, components };
  });
}

function fieldNamed(modal: ShownModal, key: string): ShownField {
  const byId = modal.fields.filter((field) => field.customId === key);
  const found = byId.length > 0 ? byId : modal.fields.filter((field) => field.label === key);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const known = modal.fields.map((field) => `${field.customId} ("${field.label}")`).join(', ');
  return impossible(`the form "${modal.title}" has no field "${key}" (it has: ${known}).`);
}

function answered(
  modal: ShownModal,
  raw: JsonObject,
  given: Map<string, FieldValue>,
  resolved: Resolved,
): JsonObject {
  const field = fieldNamed(modal, textIn(raw.custom_id) ?? '');
  const base = { type: field.type, id: raw.id, custom_id: field.customId };
  const value = given.get(field.customId);
  switch (field.type) {
    case componentTypes.textInput:
      return { ...base, value: typedText(field, value) };
    case componentTypes.checkbox:
      return { ...base, value: value === undefined ? raw.default === true : value === true };
    case componentTypes.radioGroup: {
      const [only] = chosenOf(field, value);
      if (only === undefined && field.required) impossible(`"${field.label}" must be answered.`);
      return { ...base, value: only ?? null };
    }
    default:
      return { ...base, values: pickedValues(field, value, resolved) };
  }
}

function typedText(field: ShownField, value: FieldValue | undefined): string {
  const text = value ?? field.value ?? '';
  if (typeof text !== 'string') return impossible(`"${field.label}" takes text.`);
  const length = [...text].length;
  const min = numberIn(field.raw.min_length) ?? 0;
  const max = numberIn(field.raw.max_length) ?? 4000;
  if (text === '' && !field.required) return text;
  if (text.trim() === '' && field.required) impossible(`"${field.label}" must be filled in.`);
  if (length < min || length > max)
    impossible(`"${field.label}" takes ${min} to ${max} characters, not ${length}.`);
  if (field.raw.style === 1 && text.includes('\n')) impossible(`"${field.label}" is a single line.`);
  return text;
}

function chosenOf(field: ShownField, value: FieldValue | undefined): string[] {
  const chosen =
    value === undefined
      ? field.options.filter((option) => option.chosen).map((option) => option.value)
      : listOf(value);
  return chosen.map((one) => {
    const option =
      field.options.find((candidate) => candidate.value === one) ??
      field.options.find((candidate) => candidate.label === one);
    return (
      option?.value ??
      impossible(
        `"${field.label}" offers ${field.options.map((each) => each.value).join(', ')}, not "${String(one)}".`,
      )
    );
  });
}

function pickedValues(field: ShownField, value: FieldValue | undefined, resolved: Resolved): Json[] {
  const picked = pickedOf(field, value, resolved);
  const isGroup = field.type === componentTypes.checkboxGroup;
  const min = numberIn(field.raw.min_values) ?? 1;
  const max = numberIn(field.raw.max_values) ?? (isGroup ? field.options.length : 1);
  if (picked.length === 0 && !field.required) return [];
  if (picked.length < min || picked.length > max)
    impossible(`"${field.label}" takes ${min} to ${max} choices, not ${picked.length}.`);
  return picked;
}

function pickedOf(field: ShownField, value: FieldValue | undefined, resolved: Resolved): string[] {
  if (field.type === componentTypes.stringSelect || field.type === componentTypes.checkboxGroup)
    return chosenOf(field, value);
  if (value === undefined) return objectsIn(field.raw.default_values).map((entry) => textIn(entry.id) ?? '');
  for (const one of listOf(value)) if (isUpload(one)) checkFileType(field, one.name, one.contentType);
  return listOf(value).map((one) => pickedId(field.type, field.label, one, resolved));
}

function checkFileType(field: ShownField, name: string, contentType: string): void {
  const types = listIn(field.raw.file_types).map((type) => String(type));
  const fits = types.some((type) =>
    type.startsWith('.') ? name.endsWith(type) : contentType.startsWith(`${type}/`),
  );
  if (types.length > 0 && !fits)
    impossible(`"${field.label}" takes files of type ${types.join(', ')}, not ${name}.`);
}

/** The id of what was picked in a select of people, roles or channels, or of a file that was uploaded. */
export function pickedId(type: number, label: string, one: Picked, resolved: Resolved): string {
  const takesUsers = type === componentTypes.userSelect || type === componentTypes.mentionableSelect;
  const takesRoles = type === componentTypes.roleSelect || type === componentTypes.mentionableSelect;
  if (takesUsers && isPerson(one)) return resolved.user(one);
  if (type === componentTypes.channelSelect && isChannel(one)) return resolved.channel(one);
  if (takesRoles && isRole(one)) return resolved.role(one);
  if (type === componentTypes.fileUpload && isUpload(one)) return resolved.upload(one);
  return impossible(`"${label}" does not take that.`);
}

export function listOf(value: FieldValue): readonly Picked[] {
  return isList(value) ? value : [value];
}

function isList(value: FieldValue): value is readonly Picked[] {
  return Array.isArray(value);
}
