// users.info, users.list and team.info.
import { type BotCall, flag, knownUser, type Methods, pageOf, requiredArgument } from '../api-method.ts';
import type { Fields } from '../json.ts';
import type { UserRecord } from '../model.ts';

function userJson(call: BotCall, user: UserRecord): Fields {
  return {
    id: user.id,
    team_id: user.workspaceId,
    name: user.name,
    real_name: user.realName,
    deleted: user.deactivated,
    is_bot: user.bot,
    is_app_user: false,
    is_admin: user.admin,
    is_owner: user.owner,
    is_primary_owner: user.owner,
    is_restricted: false,
    is_ultra_restricted: false,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset:
      Temporal.Instant.fromEpochMilliseconds(call.world.now()).toZonedDateTimeISO(user.tz).offsetNanoseconds /
      1e9,
    updated: Math.floor(call.world.now() / 1000),
    ...(flag(call, 'include_locale') ? { locale: user.locale } : {}),
    profile: {
      real_name: user.realName,
      display_name: user.name,
      team: user.workspaceId,
      ...(call.workspace.scopes.includes('users:read.email') ? { email: user.email } : {}),
    },
  };
}

function list(call: BotCall): Fields {
  const all = [...call.world.users.values()].filter((user) => user.workspaceId === call.workspace.id);
  const page = pageOf(call, all, 200, 1000);
  return {
    members: page.items.map((user) => userJson(call, user)),
    response_metadata: { next_cursor: page.nextCursor },
  };
}

function teamInfo(call: BotCall): Fields {
  const { id, name, domain } = call.workspace;
  return { team: { id, name, domain, url: `https://${domain}.slack.com/`, email_domain: '', icon: {} } };
}

const scopes = () => ['users:read'];

export const peopleMethods = {
  'users.info': {
    token: 'bot',
    tier: 4,
    scopes,
    args: ['user', 'include_locale'],
    run: (call) => ({ user: userJson(call, knownUser(call, requiredArgument(call, 'user'))) }),
  },
  'users.list': {
    token: 'bot',
    tier: 2,
    scopes,
    args: ['cursor', 'include_locale', 'limit', 'team_id'],
    run: list,
  },
  'team.info': {
    token: 'bot',
    tier: 3,
    scopes: () => ['team:read'],
    args: ['team', 'domain'],
    run: teamInfo,
  },
} satisfies Methods;
