// Fills the options of a registered command the way Discord's client does, refusing what the client refuses.

import { impossible, isChannel, isPerson, isRole, isUpload, type Picked, type Resolved } from './fill-in.ts';
import { isGiven, type Json, type JsonObject, listIn, numberIn, objectsIn, textIn } from './json.ts';
import { optionTypes } from './rules-for-options.ts';
import { type Channel, channelTypes, type RegisteredCommand } from './state.ts';

export type OptionValues = Readonly<Record<string, Picked>>;

/** The options of an interaction, in the order in which the person gave them. */
export function filledOptions(leaf: JsonObject, values: OptionValues, resolved: Resolved): JsonObject[] {
  const known = objectsIn(leaf.options);
  for (const option of known) {
    if (option.required === true && values[String(option.name)] === undefined) {
      impossible(`the required option "${option.name}" is missing.`);
    }
  }
  return Object.entries(values).map(([name, value]) =>
    filledOption(optionNamed(known, name), value, resolved),
  );
}

function optionNamed(known: readonly JsonObject[], name: string): JsonObject {
  const option = known.find((candidate) => candidate.name === name);
  if (option !== undefined) return option;
  return impossible(
    `there is no option "${name}" (registered: ${known.map((one) => one.name).join(', ') || 'none'}).`,
  );
}

function filledOption(option: JsonObject, value: Picked, resolved: Resolved): JsonObject {
  return { name: option.name, type: option.type, value: optionValueOf(option, value, resolved) };
}

function optionValueOf(option: JsonObject, value: Picked, resolved: Resolved): Json {
  const name = String(option.name);
  switch (option.type) {
    case optionTypes.string:
      return typeof value === 'string' ? checkedText(option, value) : wrong(name, 'text');
    case optionTypes.integer:
      return typeof value === 'number' && Number.isInteger(value)
        ? checkedNumber(option, value)
        : wrong(name, 'a whole number');
    case optionTypes.number:
      return typeof value === 'number' ? checkedNumber(option, value) : wrong(name, 'a number');
    case optionTypes.boolean:
      return typeof value === 'boolean' ? value : wrong(name, 'true or false');
    case optionTypes.user:
      return isPerson(value) ? resolved.user(value) : wrong(name, 'a person');
    case optionTypes.channel:
      return isChannel(value) ? resolved.channel(checkedChannel(option, value)) : wrong(name, 'a channel');
    case optionTypes.role:
      return isRole(value) ? resolved.role(value) : wrong(name, 'a role');
    case optionTypes.mentionable:
      if (isPerson(value)) return resolved.user(value);
      return isRole(value) ? resolved.role(value) : wrong(name, 'a person or a role');
    case optionTypes.attachment:
      return isUpload(value) ? resolved.upload(value) : wrong(name, 'a file');
    default:
      return wrong(name, `something of type ${option.type}`);
  }
}

function wrong(name: string, wanted: string): never {
  return impossible(`the option "${name}" takes ${wanted}.`);
}

function checkedText(option: JsonObject, value: string): string {
  const length = [...value].length;
  const min = Math.max(1, numberIn(option.min_length) ?? 1);
  const max = numberIn(option.max_length) ?? 6000;
  if (length < min || length > max)
    impossible(`"${option.name}" takes ${min} to ${max} characters, not ${length}.`);
  const choices = objectsIn(option.choices);
  if (choices.length > 0 && !choices.some((choice) => choice.value === value)) {
    impossible(
      `"${option.name}" has the choices ${choices.map((choice) => textIn(choice.value)).join(', ')}, not "${value}".`,
    );
  }
  return value;
}

function checkedNumber(option: JsonObject, value: number): number {
  const min = numberIn(option.min_value) ?? -(2 ** 53);
  const max = numberIn(option.max_value) ?? 2 ** 53;
  if (value < min || value > max) impossible(`"${option.name}" takes ${min} to ${max}, not ${value}.`);
  const choices = objectsIn(option.choices);
  if (choices.length > 0 && !choices.some((choice) => choice.value === value))
    impossible(`"${option.name}" has no choice ${value}.`);
  return value;
}

function checkedChannel(option: JsonObject, channel: Channel): Channel {
  const types = listIn(option.channel_types);
  if (types.length > 0 && !types.includes(channel.type))
    impossible(`"${option.name}" does not take channels of type ${channel.type}.`);
  return channel;
}

/** Autocomplete sends what has been typed so far: nothing is required yet, numbers are still text. */
export function typedOptions(
  leaf: JsonObject,
  focused: string,
  typed: string,
  others: OptionValues,
  resolved: Resolved,
): JsonObject[] {
  const known = objectsIn(leaf.options);
  const option = optionNamed(known, focused);
  if (option.autocomplete !== true) impossible(`the option "${focused}" has no autocomplete.`);
  const filled = Object.entries(others).map(([name, value]) =>
    filledOption(optionNamed(known, name), value, resolved),
  );
  return [...filled, { name: focused, type: option.type, value: typed, focused: true }];
}

/** Whether the client offers the command there at all. */
export function checkOffered(command: RegisteredCommand, channel: Channel, permissions: bigint): void {
  const isDirect = channel.type === channelTypes.dm;
  const contexts = listIn(command.contexts);
  const context = isDirect ? 1 : 0;
  if (Array.isArray(command.contexts) && !contexts.includes(context))
    impossible(`/${command.name} is not offered there.`);
  if (isDirect && command.dm_permission === false)
    impossible(`/${command.name} is not offered in direct messages.`);
  if (isDirect || !isGiven(command.default_member_permissions)) return;
  const needed = BigInt(String(command.default_member_permissions));
  const isAdministrator = (permissions & 8n) !== 0n;
  const hasAll = needed !== 0n && (permissions & needed) === needed;
  if (!isAdministrator && !hasAll)
    impossible(`/${command.name} is offered only to members with more permissions.`);
}
