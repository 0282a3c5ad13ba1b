// Draws the emulator's state as the objects of Discord's API: users, members, servers, messages, commands.
import { channelForBot, channelPayload } from './channel-payloads.ts';
import { copyOf, type JsonObject } from './json.ts';
import { botPermissions, everyonePermissions, permissionsOf } from './permissions.ts';
import {
  flags,
  type Guild,
  type MemberRecord,
  type Message,
  type RegisteredCommand,
  type StoredFile,
  type World,
} from './state.ts';
import { userPayload } from './user-payload.ts';

/** `/users/@me` tells a little more about the bot itself. */
export function selfPayload(world: World): JsonObject {
  return {
    ...userPayload(world.bot),
    verified: true,
    mfa_enabled: true,
    locale: 'en-US',
    premium_type: 0,
    email: null,
  };
}

export function memberPayload(member: MemberRecord): JsonObject {
  return {
    nick: null,
    avatar: null,
    banner: null,
    roles: [],
    joined_at: new Date(member.joinedAt).toISOString(),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
    user: userPayload(member.user),
  };
}

/** The member of an interaction carries its permissions in that channel. */
export function interactionMemberPayload(guild: Guild, member: MemberRecord): JsonObject {
  return { ...memberPayload(member), permissions: permissionsOf(guild, member.user).toString() };
}

export function rolePayload(guild: Guild, role: { id: string; name: string }): JsonObject {
  const isEveryone = role.id === guild.id;
  return {
    id: role.id,
    name: role.name,
    description: null,
    permissions: isEveryone
      ? everyonePermissions.toString()
      : role.name === 'Attaché'
        ? botPermissions.toString()
        : '0',
    position: isEveryone ? 0 : 1,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: true,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  };
}

export function guildPayload(guild: Guild): JsonObject {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    owner_id: guild.ownerId,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: guild.systemChannel ?? null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    application_id: null,
    roles: [...guild.roles.values()].map((role) => rolePayload(guild, role)),
    emojis: [],
    stickers: [],
    features: [],
    home_header: null,
    hub_type: null,
    max_members: 500_000,
    max_presences: null,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: guild.locale,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    nsfw: false,
    nsfw_level: 0,
    latest_onboarding_question_id: null,
    incidents_data: null,
  };
}

/** The complete GUILD_CREATE; discord.js waits fifteen seconds at start when a part is missing. */
export function guildCreatePayload(world: World, guild: Guild): JsonObject {
  const channels = [...world.channels.values()].filter(
    (channel) => channel.guild === guild && !channel.deleted,
  );
  const bot = guild.members.get(world.bot.id);
  const visible = channels.filter((channel) => world.canSee(world.bot, channel));
  return {
    ...guildPayload(guild),
    joined_at: new Date(bot?.joinedAt ?? world.now()).toISOString(),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: bot === undefined ? [] : [memberPayload(bot)],
    channels: visible
      .filter((channel) => channel.parent === undefined)
      .map((one) => channelForBot(world, one)),
    threads: visible
      .filter((channel) => channel.parent !== undefined && !channel.archived)
      .map(channelPayload),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

export function attachmentPayload(file: StoredFile): JsonObject {
  return {
    id: file.id,
    filename: file.name,
    size: file.bytes.byteLength,
    url: file.url,
    proxy_url: file.url,
    content_type: file.contentType,
    ...(file.description === undefined ? {} : { description: file.description }),
  };
}

export function messagePayload(world: World, message: Message): JsonObject {
  const interaction = message.interaction;
  const shownFlags = message.flags | (message.loading ? flags.loading : 0);
  return {
    id: message.id,
    channel_id: message.channel.id,
    author: userPayload(message.author),
    content: message.content,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.editedAt === undefined ? null : new Date(message.editedAt).toISOString(),
    tts: false,
    mention_everyone: message.activeMentions.everyone,
    mentions: message.activeMentions.users.flatMap((id) => {
      const user = world.users.get(id);
      return user === undefined ? [] : [userPayload(user)];
    }),
    mention_roles: [...message.activeMentions.roles],
    attachments: message.attachments.map(attachmentPayload),
    embeds: copyOf(message.embeds),
    components: copyOf(message.components),
    pinned: false,
    type:
      interaction?.kind === 'command' && interaction.original === message ? 20 : message.interaction ? 19 : 0,
    flags: shownFlags,
    ...(interaction === undefined ? {} : interactionFields(world, message)),
  };
}

function interactionFields(world: World, message: Message): JsonObject {
  const interaction = message.interaction;
  if (interaction === undefined) return {};
  const types = { command: 2, component: 3, autocomplete: 4, modal: 5 };
  return {
    webhook_id: world.applicationId,
    application_id: world.applicationId,
    interaction_metadata: {
      id: interaction.id,
      type: types[interaction.kind],
      user: userPayload(interaction.user),
      authorizing_integration_owners: interaction.payload.authorizing_integration_owners,
    },
  };
}

/** A registered command as GET shows it: without localizations unless they were asked for. */
export function commandPayload(command: RegisteredCommand, withLocalizations: boolean): JsonObject {
  const copy: JsonObject = copyOf(command);
  if (!withLocalizations) dropLocalizations(copy);
  return copy;
}

function dropLocalizations(part: JsonObject): void {
  delete part.name_localizations;
  delete part.description_localizations;
  for (const key of ['options', 'choices']) {
    const children = part[key];
    if (!Array.isArray(children)) continue;
    for (const child of children) {
      if (typeof child === 'object' && child !== null && !Array.isArray(child)) dropLocalizations(child);
    }
  }
}
