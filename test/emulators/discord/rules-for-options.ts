// What Discord refuses in one option of a command: kind, bounds, choices and their languages.
import { isGiven, type JsonObject, numberIn, objectIn, objectsIn, textIn } from './json.ts';
import type { Findings } from './rules-for-components.ts';

/** developers/reference#locales; `ar` and `he` stand in the published schema only. */
export const documentedLocales: ReadonlySet<string> = new Set(
  (
    'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th ' +
    'zh-CN ja zh-TW ko'
  ).split(' '),
);

export const optionTypes = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

export function checkOption(option: JsonObject, path: string, findings: Findings): void {
  const type = numberIn(option.type) ?? 0;
  if (type < 3 || type > 11) {
    findings.add(
      `${path}/type`,
      'BASE_TYPE_CHOICES',
      'Value must be one of {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}.',
    );
    return;
  }
  const isNumeric = type === optionTypes.integer || type === optionTypes.number;
  const choices = objectsIn(option.choices);
  const mayComplete = type === optionTypes.string || isNumeric;
  if (choices.length > 0 && !mayComplete) {
    findings.add(
      `${path}/choices`,
      'APPLICATION_COMMAND_CHOICES_NOT_ALLOWED',
      'Choices are for strings and numbers only',
    );
  }
  if (option.autocomplete === true && (!mayComplete || choices.length > 0)) {
    findings.add(
      `${path}/autocomplete`,
      'APPLICATION_COMMAND_AUTOCOMPLETE_NOT_ALLOWED',
      'Autocomplete cannot go with choices or this type',
    );
  }
  if (choices.length > 25)
    findings.add(`${path}/choices`, 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
  checkBounds(
    option,
    'min_length',
    'max_length',
    path,
    findings,
    type === optionTypes.string ? [0, 6000] : undefined,
  );
  checkBounds(
    option,
    'min_value',
    'max_value',
    path,
    findings,
    isNumeric ? [-(2 ** 53), 2 ** 53] : undefined,
  );
  const names = new Set<string>();
  for (const [index, choice] of choices.entries()) {
    const at = `${path}/choices/${index}`;
    findings.length(choice, 'name', at, 1, 100, true);
    const name = textIn(choice.name) ?? '';
    if (names.has(name))
      findings.add(
        `${at}/name`,
        'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_DUPLICATE',
        'Choice names must be unique',
      );
    names.add(name);
    for (const [locale, text] of Object.entries(objectIn(choice.name_localizations))) {
      if (!documentedLocales.has(locale)) {
        findings.add(
          `${at}/name_localizations`,
          'ENUM_TYPE_COERCE',
          `Value "${locale}" is not a valid enum value.`,
        );
      }
      if (isGiven(text))
        findings.length({ [locale]: text }, locale, `${at}/name_localizations`, 1, 100, true);
    }
    if (type === optionTypes.string) findings.length(choice, 'value', at, 1, 100, true);
    else if (
      typeof choice.value !== 'number' ||
      (type === optionTypes.integer && !Number.isInteger(choice.value))
    ) {
      findings.add(
        `${at}/value`,
        'NUMBER_TYPE_COERCE',
        `Value "${String(choice.value)}" is not ${type === optionTypes.integer ? 'int' : 'float'}.`,
      );
    }
  }
}

function checkBounds(
  option: JsonObject,
  low: string,
  high: string,
  path: string,
  findings: Findings,
  range: readonly [number, number] | undefined,
): void {
  const min = numberIn(option[low]);
  const max = numberIn(option[high]);
  if (min === undefined && max === undefined) return;
  if (range === undefined) {
    findings.add(
      path,
      'APPLICATION_COMMAND_BOUNDS_NOT_ALLOWED',
      `${low} and ${high} do not go with this type`,
    );
    return;
  }
  for (const [key, value] of [
    [low, min],
    [high, max],
  ] as const) {
    if (value !== undefined && (value < range[0] || value > range[1])) {
      findings.add(
        `${path}/${key}`,
        'NUMBER_TYPE_MAX',
        `value should be between ${range[0]} and ${range[1]}.`,
      );
    }
  }
  if (min !== undefined && max !== undefined && min > max) {
    findings.add(path, 'APPLICATION_COMMAND_MIN_GREATER_THAN_MAX', `${low} must not exceed ${high}`);
  }
}
