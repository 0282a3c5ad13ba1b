// What Discord refuses in an application command: names, order, doubles, languages, and 8,000 characters in all.
import { isGiven, type JsonObject, numberIn, objectIn, objectsIn, textIn } from './json.ts';
import type { FormProblem } from './refusal.ts';
import { Findings } from './rules-for-components.ts';
import { checkOption, documentedLocales, optionTypes } from './rules-for-options.ts';

const chatInput = 1;
const mostOptions = 25;
const mostCharacters = 8000;
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

export function problemsOfCommand(command: JsonObject): FormProblem[] {
  const findings = new Findings();
  const type = numberIn(command.type) ?? chatInput;
  if (type === chatInput) {
    checkNamed(command, '', findings);
    checkOptionList(command, '', findings, 0);
  } else {
    findings.length(command, 'name', '', 1, 32, true);
    if (textIn(command.description)) {
      findings.add(
        'description',
        'APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED',
        'Context menu commands cannot have description',
      );
    }
    if (objectsIn(command.options).length > 0) {
      findings.add(
        'options',
        'APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED',
        'Context menu commands cannot have options',
      );
    }
  }
  const size = charactersOf(command);
  if (size > mostCharacters) {
    findings.add(
      '',
      'APPLICATION_COMMAND_TOO_LARGE',
      `Command exceeds maximum size (${mostCharacters}); it has ${size}`,
    );
  }
  return findings.problems;
}

export function problemsOfCommandList(commands: readonly JsonObject[]): FormProblem[] {
  const problems: FormProblem[] = [];
  const names = new Set<string>();
  for (const [index, command] of commands.entries()) {
    for (const problem of problemsOfCommand(command))
      problems.push({ ...problem, path: `${index}/${problem.path}` });
    const key = `${numberIn(command.type) ?? chatInput}:${textIn(command.name)}`;
    if (names.has(key)) {
      problems.push({
        path: `${index}/name`,
        code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
        message: 'Application command names must be unique',
      });
    }
    names.add(key);
  }
  return problems;
}

/**
 * Name, description and values of the command and of everything in it; where a text has translations, its
 * longest form counts.
 */
function charactersOf(part: JsonObject): number {
  let total = 0;
  for (const key of ['name', 'description']) {
    const translations = Object.values(objectIn(part[`${key}_localizations`])).map(
      (text) => textIn(text) ?? '',
    );
    total += Math.max(0, ...[textIn(part[key]) ?? '', ...translations].map((text) => [...text].length));
  }
  if (typeof part.value === 'string') total += [...part.value].length;
  for (const key of ['options', 'choices']) {
    for (const child of objectsIn(part[key])) total += charactersOf(child);
  }
  return total;
}

function at(path: string, key: string): string {
  return path === '' ? key : `${path}/${key}`;
}

function checkNamed(part: JsonObject, path: string, findings: Findings): void {
  const name = textIn(part.name);
  if (name === undefined) findings.required(at(path, 'name'));
  else checkName(name, at(path, 'name'), findings);
  findings.length(part, 'description', path, 1, 100, true);
  for (const key of ['name_localizations', 'description_localizations']) {
    for (const [locale, text] of Object.entries(objectIn(part[key]))) {
      const place = at(path, `${key}/${locale}`);
      if (!documentedLocales.has(locale)) {
        findings.add(at(path, key), 'ENUM_TYPE_COERCE', `Value "${locale}" is not a valid enum value.`);
      }
      if (!isGiven(text)) continue;
      if (key === 'name_localizations') checkName(textIn(text) ?? '', place, findings);
      else findings.length({ [locale]: text }, locale, at(path, key), 1, 100, true);
    }
  }
}

function checkName(name: string, path: string, findings: Findings): void {
  if (!namePattern.test(name) || name !== name.toLowerCase()) {
    findings.add(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
}

function checkOptionList(parent: JsonObject, path: string, findings: Findings, depth: number): void {
  const options = objectsIn(parent.options);
  const place = at(path, 'options');
  if (options.length > mostOptions)
    findings.add(place, 'BASE_TYPE_MAX_LENGTH', `Must be ${mostOptions} or fewer in length.`);
  const isBranch = (option: JsonObject) =>
    option.type === optionTypes.subcommand || option.type === optionTypes.group;
  if (options.some(isBranch) && !options.every(isBranch)) {
    findings.add(
      place,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Sub-command and sub-command group option types are mutually exclusive to all other types',
    );
  }
  const names = new Set<string>();
  let optionalSeen = false;
  for (const [index, option] of options.entries()) {
    const spot = `${place}/${index}`;
    const name = textIn(option.name) ?? '';
    if (names.has(name)) {
      findings.add(
        `${spot}/name`,
        'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE',
        'Option names must be unique',
      );
    }
    names.add(name);
    checkNamed(option, spot, findings);
    if (isBranch(option)) {
      if (depth > 1 || (depth === 1 && option.type === optionTypes.group)) {
        findings.add(
          `${spot}/type`,
          'APPLICATION_COMMAND_INVALID_NESTING',
          'Sub-commands cannot be nested that deep',
        );
      }
      checkOptionList(option, spot, findings, option.type === optionTypes.group ? 1 : 2);
      if (
        option.type === optionTypes.group &&
        objectsIn(option.options).some((one) => one.type !== optionTypes.subcommand)
      ) {
        findings.add(
          `${spot}/options`,
          'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
          'A group holds sub-commands only',
        );
      }
      continue;
    }
    if (option.required === true && optionalSeen) {
      findings.add(
        spot,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    }
    if (option.required !== true) optionalSeen = true;
    checkOption(option, spot, findings);
  }
}

export function problemsOfChoices(data: JsonObject, type: number | undefined): FormProblem[] {
  const findings = new Findings();
  const choices = objectsIn(data.choices);
  if (!Array.isArray(data.choices)) findings.required('choices');
  if (choices.length > 25) findings.add('choices', 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
  for (const [index, choice] of choices.entries()) {
    findings.length(choice, 'name', `choices/${index}`, 1, 100, true);
    if (type === optionTypes.string) findings.length(choice, 'value', `choices/${index}`, 1, 100, true);
    else if (typeof choice.value !== 'number') {
      findings.add(
        `choices/${index}/value`,
        'NUMBER_TYPE_COERCE',
        `Value "${String(choice.value)}" is not a number.`,
      );
    }
  }
  return findings.problems;
}
