// Reads what happened on Discord into what the bot understands: who, where, which command, which answers.
import type {
  APIApplicationCommandInteractionDataBasicOption,
  APIApplicationCommandInteractionDataOption,
  APIAttachment,
  APIInteraction,
  APIInteractionDataResolved,
  APIModalSubmission,
  ModalSubmitComponent,
} from 'discord-api-types/v10';
import type { Attachment } from '#bot/attachment.ts';
import type { Catalogue } from '#bot/catalogue.ts';
import type { RawValue, RawValues } from '#bot/field.ts';
import type { Source } from '#bot/platform.ts';
import { accountId, channelId, placeId } from './identifiers.ts';
import { requestMs } from './limits.ts';

/** developers/topics/permissions: ADMINISTRATOR. */
const administrator = 1n << 3n;

/** What an interaction lies in: its server, undefined in direct messages, and the files and people it names. */
export interface Setting {
  readonly guild: string | undefined;
  readonly resolved: APIInteractionDataResolved | undefined;
}

/** `guildName` is what the gateway told of the server; an interaction carries only its id. */
export function sourceOf(interaction: APIInteraction, guildName: string | undefined): Source {
  const { member, guild_id: guild } = interaction;
  const user = member?.user ?? interaction.user;
  if (!user) throw new Error(`The interaction ${interaction.id} names nobody.`);
  const channel = interaction.channel?.id;
  return {
    account: accountId(user.id),
    accountName: member?.nick ?? user.global_name ?? user.username,
    locale: 'locale' in interaction ? interaction.locale : undefined,
    zone: undefined,
    place: guild === undefined ? undefined : placeId(guild),
    placeName: guildName,
    channel: channel === undefined ? undefined : channelId(guild ?? null, channel),
    administrator: member !== undefined && (BigInt(member.permissions) & administrator) !== 0n,
  };
}

type Option = APIApplicationCommandInteractionDataOption;
type Leaf = APIApplicationCommandInteractionDataBasicOption;

/** `course propose`: the root and the subcommand that was used, where it has any. */
export function pathOf(root: string, options: readonly Option[]): string {
  const [used] = options;
  if (used?.type === 1) return `${root} ${used.name}`;
  return used?.type === 2 ? pathOf(`${root} ${used.name}`, used.options) : root;
}

/** Options stand inside the subcommand that was used. */
export function leaves(options: readonly Option[]): readonly Leaf[] {
  return options.flatMap((option): readonly Leaf[] =>
    option.type === 1 || option.type === 2 ? leaves(option.options ?? []) : [option],
  );
}

/** The options of a command, by their names in the catalogue; what the catalogue no longer has goes to `unread`. */
export function readOptions(
  path: string,
  options: readonly Leaf[],
  setting: Setting,
  catalogue: Catalogue,
): { given: RawValues; unread: readonly string[] } {
  const outline = catalogue.commands.find((command) => `${command.family} ${command.name}` === path);
  const given: Record<string, RawValue> = {};
  const unread: string[] = [];
  for (const option of options) {
    const known = outline?.options.find((one) => one.names.en === option.name);
    const file = option.type === 11 ? setting.resolved?.attachments?.[option.value] : undefined;
    if (known) given[known.name] = file ? attachmentOf(file) : rawOf(option, setting.guild);
    else unread.push(`${option.name}: ${file?.filename ?? String(option.value)}`);
  }
  return { given, unread };
}

function rawOf(option: Leaf, guild: string | undefined): RawValue {
  // developers/interactions/application-commands, Application Command Option Type: 6 is a user, 7 a channel.
  if (option.type === 6) return accountId(option.value);
  if (option.type === 7) return channelId(guild ?? null, option.value);
  return option.value;
}

/** The answers of a submitted modal; what was left empty is not among them. */
export function readAnswers(
  components: APIModalSubmission['components'],
  setting: Setting,
): { values: RawValues; shown: readonly string[] } {
  const values: Record<string, RawValue> = {};
  const shown: string[] = [];
  for (const component of components) {
    // A text above the fields answers nothing.
    const fields =
      'component' in component
        ? [component.component]
        : 'components' in component
          ? component.components
          : [];
    for (const field of fields) {
      shown.push(field.custom_id);
      const raw = answerOf(field, setting);
      if (raw !== undefined && raw !== '') values[field.custom_id] = raw;
    }
  }
  return { values, shown };
}

function answerOf(field: ModalSubmitComponent, { guild, resolved }: Setting): RawValue | undefined {
  if ('value' in field) return field.value ?? undefined;
  const [chosen] = field.values;
  if (chosen === undefined) return undefined;
  // developers/components/reference, Component Types: 5 chooses a user, 8 a channel, 19 uploads.
  if (field.type === 5) return accountId(chosen);
  if (field.type === 8) return channelId(guild ?? null, chosen);
  if (field.type !== 19) return chosen;
  const file = resolved?.attachments?.[chosen];
  return file && attachmentOf(file);
}

/** Discord's address of an attachment expires within a day: it is to be opened while its message is answered. */
function attachmentOf(file: APIAttachment): Attachment {
  return {
    name: file.title ?? file.filename,
    declaredType: file.content_type ?? 'application/octet-stream',
    bytes: file.size,
    open: async () => {
      const answer = await fetch(file.url, { signal: AbortSignal.timeout(requestMs), redirect: 'error' });
      if (!answer.ok) throw new Error(`Discord no longer has the file (${answer.status}).`);
      return new Uint8Array(await answer.arrayBuffer());
    },
  };
}
