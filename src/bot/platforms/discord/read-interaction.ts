// Reads what happened on Discord into what the bot understands: who, where, which command, which answers.
import type {
  BaseInteraction,
  CommandInteractionOption,
  Attachment as DiscordAttachment,
  ModalData,
} from 'discord.js';
import type { Attachment } from '#bot/attachment.ts';
import type { Catalogue } from '#bot/catalogue.ts';
import type { RawValue, RawValues } from '#bot/field.ts';
import type { Source } from '#bot/platform.ts';
import { accountId, channelId, placeId } from './identifiers.ts';
import { requestMs } from './limits.ts';

/** developers/topics/permissions: ADMINISTRATOR. */
const administrator = 1n << 3n;

export function sourceOf(interaction: BaseInteraction): Source {
  const { user, member, guildId } = interaction;
  const nick =
    member === null ? undefined : 'displayName' in member ? member.displayName : (member.nick ?? undefined);
  return {
    account: accountId(user.id),
    accountName: nick ?? user.displayName,
    locale: interaction.locale,
    zone: undefined,
    place: guildId === null ? undefined : placeId(guildId),
    placeName: interaction.guild?.name,
    channel: interaction.channelId === null ? undefined : channelId(guildId, interaction.channelId),
    administrator: guildId !== null && interaction.memberPermissions?.has(administrator) === true,
  };
}

/** The options of a command, by their names in the catalogue; what the catalogue no longer has goes to `unread`. */
export function readOptions(
  path: string,
  options: readonly CommandInteractionOption[],
  guildId: string | null,
  catalogue: Catalogue,
): { given: RawValues; unread: readonly string[] } {
  const outline = catalogue.commands.find((command) => `${command.family} ${command.name}` === path);
  const given: Record<string, RawValue> = {};
  const unread: string[] = [];
  for (const option of leaves(options)) {
    const known = outline?.options.find((one) => one.names.en === option.name);
    const raw = rawOf(option, guildId);
    if (raw === undefined) continue;
    if (known) given[known.name] = raw;
    else unread.push(`${option.name}: ${option.attachment?.name ?? String(option.value)}`);
  }
  return { given, unread };
}

/** Options stand inside the subcommand that was used. */
export function leaves(options: readonly CommandInteractionOption[]): readonly CommandInteractionOption[] {
  return options.flatMap((option) =>
    option.type === 1 || option.type === 2 ? leaves(option.options ?? []) : [option],
  );
}

function rawOf(option: CommandInteractionOption, guildId: string | null): RawValue | undefined {
  if (option.attachment) return attachmentOf(option.attachment);
  if (option.value === undefined) return undefined;
  // developers/interactions/application-commands, Application Command Option Type: 6 is a user, 7 a channel.
  if (option.type === 6) return accountId(String(option.value));
  if (option.type === 7) return channelId(guildId, String(option.value));
  return option.value;
}

/** The answers of a submitted modal; what was left empty is not among them. */
export function readAnswers(
  fields: Iterable<ModalData>,
  guildId: string | null,
): { values: RawValues; shown: readonly string[] } {
  const values: Record<string, RawValue> = {};
  const shown: string[] = [];
  for (const field of fields) {
    shown.push(field.customId);
    const raw = answerOf(field, guildId);
    if (raw !== undefined && raw !== '') values[field.customId] = raw;
  }
  return { values, shown };
}

function answerOf(field: ModalData, guildId: string | null): RawValue | undefined {
  // Component Types: 19 uploads. The library gives every answer of a form with a file a list of attachments.
  if (field.type === 19 && 'attachments' in field) {
    const [file] = field.attachments.values();
    return file && attachmentOf(file);
  }
  if ('value' in field) return field.value ?? undefined;
  const [chosen] = field.values;
  if (chosen === undefined) return undefined;
  // developers/components/reference, Component Types: 5 chooses a user, 8 a channel.
  if (field.type === 5) return accountId(chosen);
  if (field.type === 8) return channelId(guildId, chosen);
  return chosen;
}

/** Discord's address of an attachment expires within a day: it is to be opened while its message is answered. */
function attachmentOf(file: DiscordAttachment): Attachment {
  return {
    name: file.title ?? file.name,
    declaredType: file.contentType ?? 'application/octet-stream',
    bytes: file.size,
    open: async () => {
      const answer = await fetch(file.url, { signal: AbortSignal.timeout(requestMs), redirect: 'error' });
      if (!answer.ok) throw new Error(`Discord no longer has the file (${answer.status}).`);
      return new Uint8Array(await answer.arrayBuffer());
    },
  };
}
