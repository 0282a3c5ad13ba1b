// A human on Discord: runs commands, types, presses, chooses, fills forms, and sees what only they may see.
import { randomBytes } from 'node:crypto';
import { channelPayload } from './channel-payloads.ts';
import { leafOf } from './commands.ts';
import { impossible, Resolved } from './fill-in.ts';
import { type FieldValue, type FieldValues, filledModal, listOf, pickedId } from './fill-modal.ts';
import { checkOffered, filledOptions, type OptionValues, typedOptions } from './fill-options.ts';
import { Interaction } from './interaction.ts';
import { copyOf, type Json, type JsonObject, textIn } from './json.ts';
import { interactionMemberPayload, messagePayload } from './payloads.ts';
import { botPermissionsIn, permissionsOf } from './permissions.ts';
import { allComponents, buttonsOf, type ShownModal, type ShownSelect, selectsOf } from './reading.ts';
import { componentTypes } from './rules-for-components.ts';
import {
  type Channel,
  channelTypes,
  type InteractionRecord,
  type Message,
  type RegisteredCommand,
  type UserRecord,
  type World,
} from './state.ts';
import { userPayload } from './user-payload.ts';

/** Where a person acts: a channel, or the direct messages with the bot. */
export type Place = Channel | 'dm';

export type Deliver = (payload: JsonObject) => void;

const interactionTypes = { command: 2, component: 3, autocomplete: 4, modal: 5 };

export class Person {
  readonly record: UserRecord;
  readonly #world: World;
  readonly #deliver: Deliver;

  constructor(world: World, record: UserRecord, deliver: Deliver) {
    this.#world = world;
    this.record = record;
    this.#deliver = deliver;
  }

  get id(): string {
    return this.record.id;
  }

  get name(): string {
    return this.record.displayName;
  }

  /** The channel of direct messages between this person and the bot. */
  get dm(): Channel {
    return this.#world.directChannelWith(this.record);
  }

  /** Runs a slash command, e.g. `runs(channel, ['course', 'propose'], { title: 'Forensics' })`. */
  runs(place: Place, path: readonly string[], options: OptionValues = {}): Interaction {
    const channel = this.#standsIn(place);
    const [command, leaf] = this.#offered(channel, path);
    const resolved = new Resolved(this.#world, channel, this.record);
    const filled = filledOptions(leaf, options, resolved);
    const data = { ...commandData(command, path, leaf, filled), ...resolved.payload() };
    return this.#acts('command', channel, data, undefined);
  }

  /** Types into an option that completes; `others` are the options filled in before. */
  autocomplete(
    place: Place,
    path: readonly string[],
    focused: string,
    typed: string,
    others: OptionValues = {},
  ): Interaction {
    const channel = this.#standsIn(place);
    const [command, leaf] = this.#offered(channel, path);
    const resolved = new Resolved(this.#world, channel, this.record);
    const filled = typedOptions(leaf, focused, typed, others, resolved);
    return this.#acts(
      'autocomplete',
      channel,
      { ...commandData(command, path, leaf, filled), ...resolved.payload() },
      undefined,
    );
  }

  /** Presses a button by its custom_id, or by its label when only one button has it. */
  press(message: Message, button: string): Interaction {
    this.#mustSee(message);
    const buttons = buttonsOf(message);
    const byId = buttons.filter((candidate) => candidate.customId === button);
    const [only, second] = byId.length > 0 ? byId : buttons.filter((candidate) => candidate.label === button);
    const known = buttons.map((candidate) => `${candidate.customId} ("${candidate.label}")`).join(', ');
    if (only === undefined || second !== undefined)
      return impossible(`there is no one button "${button}" (there are: ${known}).`);
    if (only.disabled) impossible(`the button "${only.label}" is disabled.`);
    if (only.customId === undefined) impossible(`the button "${only.label}" is a link.`);
    return this.#acts('component', message.channel, this.#componentData(message, only.customId, {}), message);
  }

  /** Presses the way a button is pressed that is no longer there: with the message as it was. */
  pressStale(message: Message, customId: string): Interaction {
    const data = { component_type: componentTypes.button, custom_id: customId, id: 1 };
    return this.#acts('component', message.channel, data, message);
  }

  /** Chooses in a select menu: values of its options, or people, roles, channels. */
  select(message: Message, customId: string, values: FieldValue): Interaction {
    this.#mustSee(message);
    const menus = selectsOf(message);
    const menu = menus.find((candidate) => candidate.customId === customId);
    if (menu === undefined)
      return impossible(
        `there is no menu "${customId}" (there are: ${menus.map((one) => one.customId).join(', ')}).`,
      );
    if (menu.disabled) impossible(`the menu "${customId}" is disabled.`);
    const resolved = new Resolved(this.#world, message.channel, this.record);
    const chosen = listOf(values).map((value) =>
      menu.type === componentTypes.stringSelect
        ? optionValue(menu, value)
        : pickedId(menu.type, customId, value, resolved),
    );
    if (chosen.length < menu.min || chosen.length > menu.max) {
      impossible(`the menu "${customId}" takes ${menu.min} to ${menu.max} choices, not ${chosen.length}.`);
    }
    const data = this.#componentData(message, customId, { values: chosen, ...resolved.payload() });
    return this.#acts('component', message.channel, data, message);
  }

  /** Fills a modal and sends it; fields left out keep what was filled in already. */
  submit(modal: ShownModal, values: FieldValues = {}): Interaction {
    const opened = modal.openedBy;
    if (opened.user !== this.record)
      impossible(`the form "${modal.title}" is open for ${opened.user.displayName}.`);
    const resolved = new Resolved(this.#world, opened.channel, this.record);
    const components = filledModal(modal, values, resolved);
    const data = { custom_id: modal.customId, components, ...resolved.payload() };
    return this.#acts('modal', opened.channel, data, opened.source);
  }

  /** The messages that this person sees there, oldest first; ephemeral ones only if they are theirs. */
  sees(place: Place): Message[] {
    const channel = place === 'dm' ? this.dm : place;
    if (!this.#world.canSee(this.record, channel)) return [];
    return this.#world
      .messagesIn(channel)
      .filter((message) => message.onlyFor === undefined || message.onlyFor === this.record);
  }

  #standsIn(place: Place): Channel {
    const channel = place === 'dm' ? this.dm : place;
    if (!this.#world.canSee(this.record, channel)) impossible(`${this.name} does not see #${channel.name}.`);
    if (channel.guild !== undefined && !channel.guild.botIsMember)
      impossible(`the bot is not in ${channel.guild.name}.`);
    return channel;
  }

  #offered(channel: Channel, path: readonly string[]): [RegisteredCommand, JsonObject] {
    const [name, ...rest] = path;
    const scopes = ['global', ...(channel.guild === undefined ? [] : [channel.guild.id])];
    const commands = scopes.flatMap((scope) => this.#world.commands.get(scope) ?? []);
    const command = commands.find((candidate) => candidate.name === name && candidate.type === 1);
    if (command === undefined) {
      return impossible(
        `there is no command /${name} (registered: ${commands.map((one) => one.name).join(', ') || 'none'}).`,
      );
    }
    checkOffered(
      command,
      channel,
      channel.guild === undefined ? 0n : permissionsOf(channel.guild, this.record),
    );
    return [command, leafOf(command, rest)];
  }

  #mustSee(message: Message): void {
    const isTheirs = message.onlyFor === undefined || message.onlyFor === this.record;
    if (message.deleted || !isTheirs || !this.#world.canSee(this.record, message.channel)) {
      impossible(`${this.name} does not see that message.`);
    }
  }

  #componentData(message: Message, customId: string, more: JsonObject): JsonObject {
    const component =
      allComponents(message.components).find((candidate) => candidate.custom_id === customId) ?? {};
    return { component_type: component.type, custom_id: customId, id: component.id, ...more };
  }

  #acts(
    kind: InteractionRecord['kind'],
    channel: Channel,
    data: JsonObject,
    source: Message | undefined,
  ): Interaction {
    const world = this.#world;
    const id = world.nextId();
    const token = Buffer.from(`interaction:${id}:${randomBytes(96).toString('base64url')}`).toString(
      'base64url',
    );
    const record: InteractionRecord = {
      id,
      token,
      kind,
      user: this.record,
      channel,
      createdAt: world.now(),
      payload: this.#payload(kind, id, token, channel, data, source),
      source,
      callback: undefined,
      acknowledgedAt: undefined,
      original: undefined,
      followUps: [],
      modal: undefined,
      choices: undefined,
      changes: 0,
    };
    world.interactions.set(id, record);
    world.interactionsByToken.set(token, record);
    const deliver = () => this.#deliver(copyOf(record.payload));
    deliver();
    return new Interaction(world, record, deliver);
  }

  #payload(
    kind: InteractionRecord['kind'],
    id: string,
    token: string,
    channel: Channel,
    data: JsonObject,
    source: Message | undefined,
  ): JsonObject {
    const guild = channel.guild;
    const member = guild?.members.get(this.id);
    return {
      id,
      application_id: this.#world.applicationId,
      type: interactionTypes[kind],
      token,
      version: 1,
      data,
      channel_id: channel.id,
      channel: channelPayload(channel),
      ...(guild !== undefined && member !== undefined
        ? {
            guild_id: guild.id,
            guild: { id: guild.id, locale: guild.locale, features: [] },
            guild_locale: guild.locale,
            member: interactionMemberPayload(guild, member),
          }
        : { user: userPayload(this.record) }),
      locale: this.record.locale,
      app_permissions: botPermissionsIn(channel).toString(),
      entitlements: [],
      authorizing_integration_owners: { '0': guild?.id ?? '0' },
      context: channel.type === channelTypes.dm ? 1 : 0,
      attachment_size_limit: 10_485_760,
      ...(source === undefined ? {} : { message: messagePayload(this.#world, source) }),
    };
  }
}

function optionValue(menu: ShownSelect, value: unknown): string {
  const option =
    menu.options.find((candidate) => candidate.value === value) ??
    menu.options.find((candidate) => candidate.label === value);
  return (
    option?.value ??
    impossible(
      `the menu offers ${menu.options.map((each) => each.value).join(', ')}, not "${String(value)}".`,
    )
  );
}

/** Nests the options under the subcommand (and group) that was run. */
function commandData(
  command: RegisteredCommand,
  path: readonly string[],
  leaf: JsonObject,
  filled: JsonObject[],
): JsonObject {
  const [, ...rest] = path;
  let options: Json[] = filled;
  for (const [index, name] of [...rest.entries()].reverse()) {
    const isLeaf = index === rest.length - 1;
    options = [{ name, type: isLeaf ? (leaf.type ?? 1) : 2, options }];
  }
  const scope = textIn(command.guild_id);
  return {
    id: command.id,
    name: command.name,
    type: 1,
    ...(options.length > 0 ? { options } : {}),
    ...(scope === undefined ? {} : { guild_id: scope }),
  };
}
