// Who and where, over HTTP: the application, the bot itself, people, servers, and the way to the gateway.
import { channelForBot } from './channel-payloads.ts';
import { guildPayload, memberPayload, rolePayload, selfPayload } from './payloads.ts';
import { Refusal } from './refusal.ts';
import { type Call, noContent, param, type Reply, type Route } from './route.ts';
import type { Guild, World } from './state.ts';
import { userPayload } from './user-payload.ts';

function applicationPayload(world: World): Reply['body'] {
  const owner = world.users.get(world.ownerId);
  return {
    id: world.applicationId,
    name: world.bot.displayName,
    icon: null,
    description: '',
    type: null,
    bot: userPayload(world.bot),
    summary: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    hook: true,
    integration_types_config: { '0': {} },
    team: null,
    ...(owner === undefined ? {} : { owner: userPayload(owner) }),
    approximate_guild_count: joinedGuilds(world).length,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    eligible_oauth2_scopes: ['bot', 'applications.commands'],
    flags_new: '0',
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
  };
}

export function joinedGuilds(world: World): Guild[] {
  return [...world.guilds.values()].filter((guild) => guild.botIsMember);
}

function guildOf(call: Call): Guild {
  const guild = call.world.guilds.get(param(call, 'guild_id'));
  if (guild?.botIsMember !== true) throw new Refusal('unknownGuild');
  return guild;
}

function gatewayUrl(call: Call): string {
  return `${call.world.origin.replace('http', 'ws')}/gateway/`;
}

function member(call: Call): Reply {
  const found = guildOf(call).members.get(param(call, 'user_id'));
  if (found === undefined) throw new Refusal('unknownMember');
  return { status: 200, body: memberPayload(found) };
}

function user(call: Call): Reply {
  const found = call.world.users.get(param(call, 'user_id'));
  if (found === undefined) throw new Refusal('unknownUser');
  return { status: 200, body: userPayload(found) };
}

/** Sessions that may be started in a day (events/gateway, Session Start Limit). */
const dailySessionStarts = 1000;

export const directoryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/gateway',
    open: true,
    run: (call) => ({ status: 200, body: { url: gatewayUrl(call) } }),
  },
  {
    method: 'GET',
    path: '/gateway/bot',
    run: (call) => ({
      status: 200,
      body: {
        url: gatewayUrl(call),
        shards: 1,
        session_start_limit: {
          total: dailySessionStarts,
          remaining: Math.max(0, dailySessionStarts - call.world.sessionStarts),
          reset_after: 86_400_000,
          max_concurrency: 1,
        },
      },
    }),
  },
  {
    method: 'GET',
    path: '/applications/@me',
    run: (call) => ({ status: 200, body: applicationPayload(call.world) ?? null }),
  },
  {
    method: 'GET',
    path: '/oauth2/applications/@me',
    run: (call) => ({ status: 200, body: applicationPayload(call.world) ?? null }),
  },
  { method: 'GET', path: '/users/@me', run: (call) => ({ status: 200, body: selfPayload(call.world) }) },
  {
    method: 'GET',
    path: '/users/@me/guilds',
    run: (call) => ({
      status: 200,
      body: joinedGuilds(call.world).map((guild) => ({
        id: guild.id,
        name: guild.name,
        icon: null,
        banner: null,
        owner: false,
        permissions: '0',
        features: [],
      })),
    }),
  },
  {
    method: 'DELETE',
    path: '/users/@me/guilds/{guild_id}',
    run: (call) => {
      const guild = guildOf(call);
      guild.botIsMember = false;
      guild.members.delete(call.world.bot.id);
      call.dispatch('GUILD_DELETE', { id: guild.id }, 1);
      return noContent();
    },
  },
  { method: 'GET', path: '/users/{user_id}', run: user },
  {
    method: 'GET',
    path: '/guilds/{guild_id}',
    run: (call) => ({ status: 200, body: guildPayload(guildOf(call)) }),
  },
  {
    method: 'GET',
    path: '/guilds/{guild_id}/channels',
    run: (call) => {
      const guild = guildOf(call);
      const channels = [...call.world.channels.values()].filter(
        (channel) => channel.guild === guild && channel.parent === undefined && !channel.deleted,
      );
      return { status: 200, body: channels.map((channel) => channelForBot(call.world, channel)) };
    },
  },
  {
    method: 'GET',
    path: '/guilds/{guild_id}/roles',
    run: (call) => {
      const guild = guildOf(call);
      return { status: 200, body: [...guild.roles.values()].map((role) => rolePayload(guild, role)) };
    },
  },
  { method: 'GET', path: '/guilds/{guild_id}/members/{user_id}', run: member },
  {
    method: 'GET',
    path: '/guilds/{guild_id}/members',
    // The list of members needs the privileged intent GUILD_MEMBERS, which the application does not have.
    run: (call) => {
      guildOf(call);
      throw new Refusal('missingAccess');
    },
  },
];
