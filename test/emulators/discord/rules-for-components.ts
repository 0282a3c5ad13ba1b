// What Discord refuses in one component, in messages and in modals: lengths, kinds, defaults, ids.
import { isGiven, type JsonObject, listIn, numberIn, objectsIn, textIn } from './json.ts';
import type { FormProblem } from './refusal.ts';

export const componentTypes = {
  actionRow: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  mediaGallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

export const isSelect = (type: unknown): boolean =>
  typeof type === 'number' && [3, 5, 6, 7, 8].includes(type);

/** Collects the problems of one body, and what has to be unique in it. */
export class Findings {
  readonly problems: FormProblem[] = [];
  readonly #customIds = new Set<string>();
  readonly #ids = new Set<number>();

  add(path: string, code: string, message: string): void {
    this.problems.push({ path, code, message });
  }

  required(path: string): void {
    this.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  }

  /** Length in Unicode code points, as Discord counts. */
  length(part: JsonObject, key: string, path: string, min: number, max: number, required: boolean): void {
    const value = part[key];
    const at = path === '' ? key : `${path}/${key}`;
    if (!isGiven(value)) {
      if (required) this.required(at);
      return;
    }
    if (typeof value !== 'string') {
      this.add(at, 'BASE_TYPE_BAD_TYPE', 'Could not interpret value as string.');
      return;
    }
    const length = [...value].length;
    if (length === 0 && min > 0 && required) this.required(at);
    else if (length < min || length > max) {
      const message =
        min > 0 ? `Must be between ${min} and ${max} in length.` : `Must be ${max} or fewer in length.`;
      this.add(at, min > 0 ? 'BASE_TYPE_BAD_LENGTH' : 'BASE_TYPE_MAX_LENGTH', message);
    }
  }

  customId(component: JsonObject, path: string): void {
    this.length(component, 'custom_id', path, 1, 100, true);
    const id = textIn(component.custom_id);
    if (id === undefined) return;
    if (this.#customIds.has(id)) {
      this.add(
        `${path}/custom_id`,
        'COMPONENT_CUSTOM_ID_DUPLICATED',
        'Component custom id cannot be duplicated',
      );
    }
    this.#customIds.add(id);
  }

  componentId(component: JsonObject, path: string): void {
    const id = numberIn(component.id);
    if (id === undefined || id === 0) return;
    if (this.#ids.has(id))
      this.add(`${path}/id`, 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated');
    this.#ids.add(id);
  }
}

export function checkButton(button: JsonObject, path: string, findings: Findings): void {
  const style = numberIn(button.style);
  findings.length(button, 'label', path, 0, 80, false);
  if (style === undefined || style < 1 || style > 6) {
    findings.add(`${path}/style`, 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2, 3, 4, 5, 6}.');
    return;
  }
  const has = (key: string) => isGiven(button[key]) && button[key] !== '';
  const excluded = (keys: readonly string[]) => {
    for (const key of keys) {
      if (has(key))
        findings.add(
          `${path}/${key}`,
          'BUTTON_COMPONENT_FIELD_NOT_ALLOWED',
          `A button of style ${style} cannot have ${key}`,
        );
    }
  };
  if (style === 6) {
    if (!has('sku_id')) findings.required(`${path}/sku_id`);
    excluded(['custom_id', 'label', 'url', 'emoji']);
    return;
  }
  if (!has('label') && !has('emoji')) {
    findings.add(path, 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A label or emoji is required');
  }
  if (style === 5) {
    excluded(['custom_id', 'sku_id']);
    checkUrl(button, 'url', path, findings, 512, ['http:', 'https:', 'discord:']);
  } else {
    excluded(['url', 'sku_id']);
    findings.customId(button, path);
  }
  checkEmoji(button, path, findings);
}

export function checkUrl(
  part: JsonObject,
  key: string,
  path: string,
  findings: Findings,
  max: number,
  schemes: readonly string[],
): void {
  findings.length(part, key, path, 1, max, true);
  const url = textIn(part[key]);
  if (url === undefined) return;
  const parsed = URL.parse(url);
  if (parsed === null || !schemes.includes(parsed.protocol)) {
    findings.add(
      `${path}/${key}`,
      'URL_TYPE_INVALID_SCHEME',
      `Scheme "${parsed?.protocol ?? ''}" is not supported. Scheme must be one of (${schemes.join(', ')}).`,
    );
  }
}

function checkEmoji(part: JsonObject, path: string, findings: Findings): void {
  const emoji = part.emoji;
  if (typeof emoji !== 'object' || emoji === null || Array.isArray(emoji)) return;
  const name = textIn(emoji.name) ?? '';
  // The emulator has no servers with emoji of their own, so an id is never a known one.
  if (isGiven(emoji.id) || !/^(?:\p{RGI_Emoji}|[\p{Emoji}--[0-9#*]])$/v.test(name)) {
    findings.add(`${path}/emoji/name`, 'COMPONENT_INVALID_EMOJI', 'Invalid emoji');
  }
}

export function checkSelect(select: JsonObject, path: string, findings: Findings, inModal: boolean): void {
  findings.customId(select, path);
  findings.length(select, 'placeholder', path, 0, 150, false);
  if (inModal && select.disabled === true) {
    findings.add(
      `${path}/disabled`,
      'MODAL_COMPONENT_DISABLED',
      'Modals can not have disabled components in them',
    );
  }
  const [min, max] = checkRange(select, path, findings, 25, inModal);
  if (select.type === componentTypes.stringSelect)
    checkOptions(select, path, findings, { min, max, fewest: 1, most: 25 });
  else {
    const defaults = listIn(select.default_values).length;
    if (defaults > 0 && (defaults < min || defaults > max)) {
      findings.add(
        `${path}/default_values`,
        'BASE_TYPE_BAD_LENGTH',
        `Must be between ${min} and ${max} in length.`,
      );
    }
  }
}

/** `min_values` and `max_values`, with the documented defaults of 1. */
export function checkRange(
  part: JsonObject,
  path: string,
  findings: Findings,
  most: number,
  inModal: boolean,
): [min: number, max: number] {
  const min = numberIn(part.min_values) ?? 1;
  const max = numberIn(part.max_values) ?? (part.type === componentTypes.checkboxGroup ? most : 1);
  if (min < 0 || min > most)
    findings.add(`${path}/min_values`, 'NUMBER_TYPE_MAX', `int value should be between 0 and ${most}.`);
  if (max < 1 || max > most)
    findings.add(`${path}/max_values`, 'NUMBER_TYPE_MAX', `int value should be between 1 and ${most}.`);
  if (min > max)
    findings.add(path, 'SELECT_COMPONENT_MIN_GREATER_THAN_MAX', 'min_values must not exceed max_values');
  if (inModal && part.required !== false && min === 0) {
    findings.add(
      `${path}/min_values`,
      'MODAL_COMPONENT_REQUIRED_MIN',
      'min_values must be at least 1 while required',
    );
  }
  return [min, max];
}

export function checkOptions(
  part: JsonObject,
  path: string,
  findings: Findings,
  bounds: { min: number; max: number; fewest: number; most: number },
): void {
  const options = objectsIn(part.options);
  // Discord measures the list against max_values too, unless that was left to its default.
  const fewest = Math.max(bounds.fewest, isGiven(part.max_values) ? bounds.max : 0, bounds.min);
  if (options.length < fewest || options.length > bounds.most) {
    findings.add(
      `${path}/options`,
      'BASE_TYPE_BAD_LENGTH',
      `Must be between ${fewest} and ${bounds.most} in length.`,
    );
  }
  const values = new Set<string>();
  for (const [index, option] of options.entries()) {
    const at = `${path}/options/${index}`;
    findings.length(option, 'label', at, 1, 100, true);
    findings.length(option, 'value', at, 1, 100, true);
    findings.length(option, 'description', at, 0, 100, false);
    checkEmoji(option, at, findings);
    const value = textIn(option.value) ?? '';
    if (values.has(value)) {
      findings.add(
        `${at}/value`,
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      );
    }
    values.add(value);
  }
  const chosen = options.filter((option) => option.default === true).length;
  if (chosen > bounds.max) {
    findings.add(
      `${path}/options`,
      'SELECT_COMPONENT_TOO_MANY_DEFAULTS',
      'More options are chosen by default than max_values allows',
    );
  }
}
