// Hands one interaction over to the bot, and answers what only a suggestion is wanted for.
import type { REST } from '@discordjs/rest';
import type {
  APIApplicationCommandAutocompleteInteraction,
  APIChatInputApplicationCommandInteraction,
  APIInteraction,
  APIMessageComponentInteraction,
  APIModalSubmitInteraction,
} from 'discord-api-types/v10';
import { type Incoming, type Listener, PlatformFailure } from '#bot/platform.ts';
import type { Arrival } from './gateway.ts';
import { instantOf } from './identifiers.ts';
import { autocompleteChoices, commandDescriptionCharacters, freshMs, suggestWithinMs } from './limits.ts';
import { markIn } from './marks.ts';
import { messageFlags } from './payload.ts';
import { leaves, pathOf, readAnswers, readOptions, type Setting, sourceOf } from './read-interaction.ts';
import { readFormRoute } from './render-form.ts';
import { type Answering, callback, type ReplyLanes, replyTo } from './reply.ts';

export interface Ear {
  readonly listener: Listener;
  readonly lanes: ReplyLanes;
  nameOf(guild: string): string | undefined;
}

type Answerable =
  | APIChatInputApplicationCommandInteraction
  | APIMessageComponentInteraction
  | APIModalSubmitInteraction;

/** Beside how it arrived, `resumed`: a process that has died since acknowledged and kept it. */
export type Heard = Arrival | 'resumed';

export async function hear(interaction: APIInteraction, how: Heard, ear: Ear): Promise<void> {
  // developers/interactions/receiving-and-responding, Interaction Type.
  switch (interaction.type) {
    case 4:
      if (how === 'live') await suggest(interaction, ear);
      return;
    case 2:
      if (interaction.data.type === 1) await answer({ ...interaction, data: interaction.data }, how, ear);
      return;
    case 3:
    case 5:
      await answer(interaction, how, ear);
      return;
  }
}

async function answer(interaction: Answerable, how: Heard, ear: Ear): Promise<void> {
  const key = `discord:${interaction.id}`;
  const keep = () => ear.listener.keep(key, JSON.stringify(interaction));
  const reply = replyTo({ ...answering(interaction), isResumed: how === 'resumed', keep }, ear.lanes);
  try {
    if (isDoubtful(interaction, how) && !(await reply.acknowledge())) {
      ear.lanes.log.info(
        { interaction: interaction.id },
        'An interaction was answered before, or came too late.',
      );
      return;
    }
    await handOver(interaction, { ...sourceIn(interaction, ear), key, reply }, ear);
  } finally {
    await reply.finish();
    ear.listener.forget(key);
  }
}

/** What `Listener.keep` was given; undefined for anything else. */
export function readKept(payload: string): APIInteraction | undefined {
  try {
    const read: unknown = JSON.parse(payload);
    return isInteraction(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** It was written by this file, so its shape is known by its beginning. */
function isInteraction(read: unknown): read is APIInteraction {
  return typeof read === 'object' && read !== null && 'token' in read && 'application_id' in read;
}

/** Whether it may take no answer any more. A wrong clock costs one acknowledgement more, or a late answer. */
function isDoubtful({ id }: Answerable, how: Heard): boolean {
  if (how === 'inherited') return true;
  const age = Date.now() - instantOf(id);
  return how === 'late' && (age < 0 || age > freshMs);
}

async function handOver(interaction: Answerable, incoming: Incoming, { listener }: Ear): Promise<void> {
  const setting = settingOf(interaction);
  switch (interaction.type) {
    case 2: {
      const options = interaction.data.options ?? [];
      const path = pathOf(interaction.data.name, options);
      const read = readOptions(path, leaves(options), setting, listener.catalogue);
      return listener.asked({ ...incoming, path, ...read });
    }
    case 3: {
      const { data } = interaction;
      const chosen = 'values' in data ? data.values[0] : undefined;
      return listener.pressed({ ...incoming, route: data.custom_id, chosen });
    }
    case 5: {
      const route = readFormRoute(interaction.data.custom_id);
      if (!route)
        throw new PlatformFailure(
          'discord',
          'refused',
          `"${interaction.data.custom_id}" is not a form of ours`,
        );
      const read = readAnswers(interaction.data.components, setting);
      return listener.submitted({ ...incoming, form: route.form, ...read });
    }
  }
}

function sourceIn(interaction: APIInteraction, ear: Ear) {
  const guild = interaction.guild_id;
  return sourceOf(interaction, guild === undefined ? undefined : ear.nameOf(guild));
}

function settingOf(interaction: Answerable | APIApplicationCommandAutocompleteInteraction): Setting {
  const { data, guild_id: guild } = interaction;
  return { guild, resolved: 'resolved' in data ? data.resolved : undefined };
}

function answering(interaction: Answerable): Omit<Answering, 'isResumed' | 'keep'> {
  const { message } = interaction;
  const user = interaction.member?.user ?? interaction.user;
  return {
    id: interaction.id,
    token: interaction.token,
    applicationId: interaction.application_id,
    user: user?.id ?? '',
    guild: interaction.guild_id,
    isModal: interaction.type === 5,
    source: message && {
      channel: message.channel_id,
      id: message.id,
      isPrivate: ((message.flags ?? 0) & messageFlags.ephemeral) !== 0,
      mark: markIn(message),
    },
  };
}

/** Suggestions that come too late for Discord are none: the person goes on typing, or the form will ask. */
async function suggest(interaction: APIApplicationCommandAutocompleteInteraction, ear: Ear): Promise<void> {
  const { listener, lanes } = ear;
  const all = interaction.data.options;
  const path = pathOf(interaction.data.name, all);
  const focused = leaves(all).find((option) => 'focused' in option && option.focused === true);
  const others = leaves(all).filter((option) => option !== focused);
  const outline = listener.catalogue.commands.find((command) => `${command.family} ${command.name}` === path);
  const option = outline?.options.find((one) => one.names.en === focused?.name)?.name ?? focused?.name ?? '';
  const { given } = readOptions(path, others, settingOf(interaction), listener.catalogue);
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<readonly never[]>((resolve) => {
    timer = setTimeout(resolve, suggestWithinMs, []);
  });
  const typed = String(focused?.value ?? '');
  const offers = await Promise.race([
    listener.suggesting({ ...sourceIn(interaction, ear), path, option, typed, given }),
    tooLate,
  ]);
  clearTimeout(timer);
  const choices = offers
    .filter(({ id, label }) => isShort(id) && isShort(label))
    .slice(0, autocompleteChoices)
    .map(({ id, label }) => ({ name: label, value: id }));
  await offer(interaction, choices, lanes.replies);
}

async function offer(
  { id, token }: APIInteraction,
  choices: readonly { name: string; value: string }[],
  rest: REST,
): Promise<void> {
  const body = { type: callback.choices, data: { choices } };
  await rest.post(`/interactions/${id}/${token}/callback`, { body, auth: false });
}

function isShort(text: string): boolean {
  return text.length >= 1 && text.length <= commandDescriptionCharacters;
}
