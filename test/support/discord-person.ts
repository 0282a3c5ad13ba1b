// Humans on the Discord emulator, in the words of person.ts: what they type, press and fill in, and what they see.

import type { Leases } from '#bot/lease.ts';
import type { Log } from '#bot/log.ts';
import type { Platform } from '#bot/platform.ts';
import { discordPlatform } from '#bot/platforms/discord/discord.ts';
import type { AccountId, ChannelId, PlaceId } from '#exchange/people.ts';
import { type DiscordEmulator, startDiscordEmulator } from '../emulators/discord/discord-emulator.ts';
import type { Picked } from '../emulators/discord/fill-in.ts';
import type { Interaction } from '../emulators/discord/interaction.ts';
import { type JsonObject, objectsIn, textIn } from '../emulators/discord/json.ts';
import type { Person as EmulatedPerson } from '../emulators/discord/person.ts';
import {
  buttonsOf,
  type ShownField,
  type ShownModal,
  selectsOf,
  textOf,
} from '../emulators/discord/reading.ts';
import { componentTypes } from '../emulators/discord/rules-for-components.ts';
import { optionTypes } from '../emulators/discord/rules-for-options.ts';
import type { Channel, Guild, Message } from '../emulators/discord/state.ts';
import { galleryText } from './discord-gallery.ts';
import { type SharedLeases, sharedLeases } from './discord-leases.ts';
import { readDiscordMarkdown, withoutMarks } from './discord-markdown.ts';
import {
  type Chat,
  type Person,
  type Said,
  type SaidFile,
  type SeenFile,
  type SeenForm,
  says,
  type Traits,
} from './person.ts';

export interface DiscordChat extends Chat {
  readonly emulator: DiscordEmulator;
  readonly guild: Guild;
  /** `#general`. */
  readonly home: Channel;
  /** What the processes of this chat share. */
  readonly leases: SharedLeases;
  /** One more process, with what it sees of the leases. */
  platform(leases?: Leases): Platform;
  person(name: string, traits?: Traits): Promise<DiscordPerson>;
}

export interface DiscordChatOptions {
  /** An emulator that other chats stand in too: another organisation's server with the same bot. */
  readonly emulator?: DiscordEmulator;
  readonly clock?: { now(): number };
  readonly name?: string;
  readonly log?: Log;
}

/** One server of the emulator, with a first channel, `#general`, where people act unless told otherwise. */
export async function startDiscordChat(options: DiscordChatOptions = {}): Promise<DiscordChat> {
  const emulator =
    options.emulator ?? (await startDiscordEmulator(options.clock ? { clock: options.clock } : {}));
  const guild = emulator.addGuild({ name: options.name ?? 'Accra Police Academy' });
  const channels = new Map<string, Channel>();
  const people = new Map<string, DiscordPerson>();

  function open(name: string): Channel {
    const channel = channels.get(name) ?? emulator.addChannel(guild, { name });
    channels.set(name, channel);
    return channel;
  }
  const general = open('general');
  const shared = sharedLeases();

  return {
    emulator,
    guild,
    home: general,
    place: `discord:${guild.id}`,
    leases: shared,
    platform: (leases: Leases = shared.process()): Platform =>
      discordPlatform({
        token: emulator.token,
        apiUrl: emulator.apiUrl,
        leases,
        ...(options.log ? { log: options.log } : {}),
      }),
    person: async (name, traits = {}) => {
      const known = people.get(name);
      if (known) return known;
      const user = emulator.addUser({
        name,
        locale: traits.locale ?? 'en-GB',
        closedDms: traits.closed ?? false,
      });
      emulator.join(user, guild, { administrator: traits.administrator ?? false });
      const person = new DiscordPerson(emulator, user, general);
      people.set(name, person);
      return person;
    },
    channel: async (name) => channelIdOf(open(name)),
    close: async () => {
      if (options.emulator === undefined) await emulator.stop();
    },
  } satisfies DiscordChat & { place: PlaceId };
}

function channelIdOf(channel: Channel): ChannelId {
  return `discord:${channel.guild?.id ?? '@me'}:${channel.id}`;
}

export class DiscordPerson implements Person {
  readonly account: AccountId;
  readonly name: string;
  /** The emulator's own driver, for what has no word here. */
  readonly user: EmulatedPerson;
  /** What came of the last thing that they did. */
  last: Interaction | undefined;
  readonly #emulator: DiscordEmulator;
  readonly #home: Channel;
  #form: ShownModal | undefined;

  constructor(emulator: DiscordEmulator, user: EmulatedPerson, home: Channel) {
    this.#emulator = emulator;
    this.#home = home;
    this.user = user;
    this.account = `discord:${user.id}`;
    this.name = user.name;
  }

  async runs(
    path: string,
    options: Readonly<Record<string, Said>> = {},
    where?: { in: ChannelId },
  ): Promise<void> {
    const place = this.#placeOf(where?.in);
    const picked: Record<string, Picked> = {};
    for (const [name, said] of Object.entries(options)) {
      const option = this.#optionOf(path, name);
      const offered =
        option.autocomplete === true
          ? await this.#picksOffered(place, path, option, String(said), picked)
          : undefined;
      picked[String(option.name)] = offered ?? this.#pickedFor(option, said);
    }
    await this.#sees(this.user.runs(place, path.split(' '), picked));
  }

  async isOffered(
    path: string,
    option: string,
    typed: string,
    given: Readonly<Record<string, Said>> = {},
  ): Promise<readonly string[]> {
    const others = Object.entries(given).map(([name, said]): [string, Picked] => {
      const known = this.#optionOf(path, name);
      return [String(known.name), this.#pickedFor(known, said)];
    });
    const focused = String(this.#optionOf(path, option).name);
    const asked = this.user.autocomplete(
      this.#home,
      path.split(' '),
      focused,
      typed,
      Object.fromEntries(others),
    );
    await asked.settled();
    return (asked.choices ?? []).map((choice) => withoutMarks(choice.name));
  }

  async fills(answers: Readonly<Record<string, Said>>): Promise<void> {
    const form = this.#form;
    if (!form) throw new Error(`${this.name} has no form open.`);
    const values = Object.entries(answers).map(([key, said]): [string, Picked] => {
      const field =
        form.fields.find((one) => one.customId === key) ??
        form.fields.find((one) => withoutMarks(one.label) === key);
      if (!field)
        throw new Error(
          `The form "${form.title}" has no field "${key}": ${form.fields.map((one) => one.label).join(', ')}.`,
        );
      return [field.customId, this.#answerFor(field, said)];
    });
    const submitted = this.user.submit(form, Object.fromEntries(values));
    this.#form = undefined;
    await this.#sees(submitted);
  }

  async presses(label: string, on: string | RegExp = ''): Promise<void> {
    const find = () => {
      const message = this.#messages().findLast(
        (one) =>
          buttonsOf(one).some((button) => withoutMarks(button.label) === label) && says(this.#read(one), on),
      );
      const button = message && buttonsOf(message).find((one) => withoutMarks(one.label) === label);
      return message && button?.customId !== undefined && { message, button: button.customId };
    };
    // A post stands as its first words before its buttons are there.
    const found = await this.#emulator.until(find, 'a button', 2000).catch(() => undefined);
    if (!found) throw new Error(`${this.name} sees no button "${label}", but:\n${this.#screen()}`);
    await this.#sees(this.user.press(found.message, found.button));
  }

  async chooses(select: string, option: string): Promise<void> {
    const isMeant = (placeholder: string | undefined) =>
      placeholder !== undefined && withoutMarks(placeholder) === select;
    const message = this.#messages().findLast((one) =>
      selectsOf(one).some((menu) => isMeant(menu.placeholder)),
    );
    const menu = message && selectsOf(message).find((one) => isMeant(one.placeholder));
    const chosen = menu?.options.find((one) => withoutMarks(one.label) === option);
    if (!message || !menu) throw new Error(`${this.name} sees no list "${select}", but:\n${this.#screen()}`);
    if (!chosen)
      throw new Error(
        `The list "${select}" has no "${option}": ${menu.options.map((one) => one.label).join(', ')}.`,
      );
    await this.#sees(this.user.select(message, menu.customId, chosen.value));
  }

  async sees(where?: ChannelId | 'direct'): Promise<readonly string[]> {
    return this.#messages(where).map((message) => this.#read(message));
  }

  async waitsFor(words: string | RegExp, where?: ChannelId | 'direct'): Promise<string> {
    const find = () =>
      this.#messages(where)
        .map((message) => this.#read(message))
        .findLast((text) => (typeof words === 'string' ? text.includes(words) : words.test(text)));
    try {
      return await this.#emulator.until(find, 'what was waited for');
    } catch {
      throw new Error(`${this.name} waited for ${words} in vain, and sees:\n${this.#screen(where)}`);
    }
  }

  async buttons(): Promise<readonly string[]> {
    const message = this.#messages().findLast((one) => buttonsOf(one).length > 0);
    return message ? buttonsOf(message).map((button) => withoutMarks(button.label)) : [];
  }

  async files(): Promise<readonly SeenFile[]> {
    return this.#messages().flatMap((message) =>
      message.attachments.map((file) => ({
        name: file.name,
        bytes: file.bytes,
        alt: file.description ?? galleryText(message, file.name),
      })),
    );
  }

  async modal(): Promise<SeenForm | undefined> {
    const form = this.#form;
    return (
      form && {
        title: withoutMarks(form.title),
        introduction: form.texts.map((text) => this.#plain(text)).join('\n'),
        fields: form.fields.map((field) => ({
          name: field.customId,
          label: withoutMarks(field.label),
          hint: field.description === undefined ? undefined : withoutMarks(field.description),
          filled: this.#filledIn(field),
          options: field.options.map((option) => withoutMarks(option.label)),
          required: field.required,
        })),
      }
    );
  }

  async #sees(interaction: Interaction): Promise<void> {
    this.last = interaction;
    this.#form = undefined;
    await interaction.acknowledged();
    // A press that only was taken note of changes nothing on the screen.
    if (interaction.callback !== 6) await interaction.settled({ within: 10_000 });
    this.#form = interaction.modal;
  }

  /** Everything on this person's screen, oldest first; what still says "thinking…" says nothing yet. */
  #messages(where?: ChannelId | 'direct'): readonly Message[] {
    const only = where === undefined ? undefined : where === 'direct' ? this.user.dm : this.#placeOf(where);
    const { world } = this.#emulator;
    return world.messages.filter((message) => {
      const isTheirs = message.onlyFor === undefined || message.onlyFor === this.user.record;
      const isThere = only === undefined || message.channel === only;
      return (
        isTheirs &&
        isThere &&
        !message.deleted &&
        !message.loading &&
        world.canSee(this.user.record, message.channel)
      );
    });
  }

  #read(message: Message): string {
    return this.#plain(textOf(message));
  }

  #plain(markdown: string): string {
    const { world } = this.#emulator;
    return readDiscordMarkdown(markdown, {
      user: (id) => world.users.get(id)?.displayName,
      channel: (id) => world.channels.get(id)?.name,
    });
  }

  #screen(where?: ChannelId | 'direct'): string {
    const screen = this.#messages(where).map((message) => {
      const buttons = buttonsOf(message).map((button) => `[${button.label}]`);
      return [this.#read(message), ...buttons].join(' ');
    });
    return screen.length === 0 ? '(nothing)' : screen.join('\n---\n');
  }

  #placeOf(id: ChannelId | undefined): Channel {
    if (id === undefined) return this.#home;
    const channel = this.#emulator.world.channels.get(id.split(':')[2] ?? '');
    if (!channel) throw new Error(`There is no channel ${id}.`);
    return channel;
  }

  /** An option as it is registered, by its name; `startsOn` is also `starts-on`. */
  #optionOf(path: string, name: string): JsonObject {
    const [root, sub] = path.split(' ');
    const command = this.#emulator.commands.find((one) => one.name === root);
    const leaf = objectsIn(command?.options).find((one) => one.name === sub);
    const options = objectsIn(leaf?.options);
    const folded = (text: unknown) => String(text).replaceAll(/[-_]/g, '').toLowerCase();
    const found =
      options.find((one) => one.name === name) ?? options.find((one) => folded(one.name) === folded(name));
    if (!found)
      throw new Error(`/${path} has no option "${name}": ${options.map((one) => one.name).join(', ')}.`);
    return found;
  }

  /** Types what stands in the offer's label, and picks the offer as the client does. */
  async #picksOffered(
    place: Channel,
    path: string,
    option: JsonObject,
    typed: string,
    others: Record<string, Picked>,
  ): Promise<string> {
    const asked = this.user.autocomplete(place, path.split(' '), String(option.name), typed, others);
    await asked.settled();
    const offers = asked.choices ?? [];
    const meant =
      offers.find((offer) => withoutMarks(offer.name) === typed) ??
      (offers.length === 1 ? offers[0] : undefined);
    return String(meant?.value ?? typed);
  }

  #pickedFor(option: JsonObject, said: Said): Picked {
    if (isFile(said)) return { name: said.name, contentType: said.type, bytes: said.bytes };
    if (option.type === optionTypes.user) return this.#personCalled(String(said));
    if (option.type === optionTypes.channel) return this.#channelCalled(String(said));
    const choice = objectsIn(option.choices).find(
      (one) => one.name === said || String(one.value) === String(said),
    );
    if (choice) return typeof choice.value === 'number' ? choice.value : String(choice.value);
    if (option.type === optionTypes.integer) return Number(said);
    return typeof said === 'number' ? String(said) : said;
  }

  #answerFor(field: ShownField, said: Said): Picked {
    if (isFile(said)) return { name: said.name, contentType: said.type, bytes: said.bytes };
    if (field.type === componentTypes.userSelect) return this.#personCalled(String(said));
    if (field.type === componentTypes.channelSelect) return this.#channelCalled(String(said));
    if (typeof said === 'boolean') return said ? 'yes' : 'no';
    return field.options.find((option) => withoutMarks(option.label) === said)?.value ?? String(said);
  }

  #personCalled(name: string): { readonly record: EmulatedPerson['record'] } {
    const record = [...this.#emulator.world.users.values()].find(
      (user) => `discord:${user.id}` === name || user.displayName === name,
    );
    if (!record) throw new Error(`There is nobody called ${name}.`);
    return { record };
  }

  #channelCalled(name: string): Channel {
    const channel = [...this.#emulator.world.channels.values()].find(
      (one) => channelIdOf(one) === name || `#${one.name}` === name,
    );
    if (!channel) throw new Error(`There is no channel called ${name}.`);
    return channel;
  }

  #filledIn(field: ShownField): string | undefined {
    const chosen = field.options.find((option) => option.chosen);
    if (chosen) return withoutMarks(chosen.label);
    const [picked] = objectsIn(field.raw.default_values).map((one) => textIn(one.id) ?? '');
    if (picked === undefined) return field.value;
    const { world } = this.#emulator;
    return world.users.get(picked)?.displayName ?? `#${world.channels.get(picked)?.name}`;
  }
}

function isFile(said: Said): said is SaidFile {
  return typeof said === 'object';
}
