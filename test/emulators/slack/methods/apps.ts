// auth.test, apps.connections.open and the code exchange of an installation.
import { ApiError, type BotCall, type Call, type Methods, requiredArgument } from '../api-method.ts';
import { type Fields, stringOf } from '../json.ts';
import { nextNumber, recordAccepted, workspaceOf } from '../world.ts';

function authTest(call: BotCall): Fields {
  const { id, name, domain, botUserId, botId } = call.workspace;
  return {
    url: `https://${domain}.slack.com/`,
    team: name,
    user: call.world.users.get(botUserId)?.name,
    team_id: id,
    user_id: botUserId,
    bot_id: botId,
    is_enterprise_install: false,
  };
}

function openConnection(call: Call): Fields {
  const ticket = `ticket-${nextNumber(call.world).toString(36)}`;
  call.world.socketTickets.add(ticket);
  const origin = call.world.origin.replace('http:', 'ws:');
  return { url: `${origin}/link/?ticket=${ticket}&app_id=${call.world.app.appId}` };
}

function exchangeCode(call: Call): Fields {
  const { app } = call.world;
  if (call.args.client_id !== app.clientId) throw new ApiError('invalid_client_id');
  if (call.args.client_secret !== app.clientSecret) throw new ApiError('bad_client_secret');
  const code = call.world.oauthCodes.get(requiredArgument(call, 'code'));
  if (!code) throw new ApiError('invalid_code');
  if (code.used) throw new ApiError('code_already_used');
  if (code.redirectUri && stringOf(call.args.redirect_uri) !== code.redirectUri)
    throw new ApiError('bad_redirect_uri');
  code.used = true;
  const workspace = workspaceOf(call.world, code.workspaceId);
  if (code.scopes.length > 0) workspace.scopes = code.scopes;
  if (workspace.tokenState !== 'valid') {
    if (workspace.tokenState !== 'none') workspace.endedTokens.set(workspace.botToken, workspace.tokenState);
    workspace.botToken = `xoxb-${workspace.id}-${nextNumber(call.world).toString(36)}`;
    workspace.tokenState = 'valid';
  }
  recordAccepted(call.world, workspace.id, call.method, {});
  const installer = [...call.world.users.values()].find(
    (user) => user.workspaceId === workspace.id && !user.bot,
  );
  return {
    app_id: app.appId,
    authed_user: { id: installer?.id ?? workspace.botUserId },
    scope: workspace.scopes.join(','),
    token_type: 'bot',
    access_token: workspace.botToken,
    bot_user_id: workspace.botUserId,
    team: code.forOrganisation ? null : { id: workspace.id, name: workspace.name },
    enterprise: code.forOrganisation ? { id: 'E1', name: 'Police Group' } : null,
    is_enterprise_install: code.forOrganisation,
  };
}

function revoke(call: BotCall): Fields {
  call.workspace.tokenState = 'revoked';
  recordAccepted(call.world, call.workspace.id, call.method, {});
  return { revoked: true };
}

export const appMethods = {
  'auth.test': { token: 'bot', tier: 4, args: [], run: authTest },
  'auth.revoke': { token: 'bot', tier: 3, args: ['test'], run: revoke },
  // Documented as tier 1 ("1+ a minute"), yet ten connections are allowed: the plus is generous here.
  'apps.connections.open': { token: 'app', tier: 2, args: [], run: openConnection },
  'oauth.v2.access': {
    token: 'none',
    tier: 4,
    args: ['client_id', 'client_secret', 'code', 'redirect_uri', 'grant_type', 'refresh_token'],
    run: exchangeCode,
  },
} satisfies Methods;
