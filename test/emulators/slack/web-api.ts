// Answers one call of the Web API: token, scopes, rate limit, arguments, then the method.
import { ApiError, type Call, type Method } from './api-method.ts';
import type { StructureCheck } from './checks/schema.ts';
import type { RateLimits } from './faults.ts';
import { type Fields, fieldsOf, parsedJson, stringOf } from './json.ts';
import { appMethods } from './methods/apps.ts';
import { chatMethods } from './methods/chat.ts';
import { conversationMethods } from './methods/conversations.ts';
import { fileMethods } from './methods/files.ts';
import { peopleMethods } from './methods/people.ts';
import { viewMethods } from './methods/views.ts';
import type { WorkspaceRecord } from './model.ts';
import { recordViolation, type World } from './world.ts';

const methods: ReadonlyMap<string, Method> = new Map<string, Method>(
  Object.entries({
    ...appMethods,
    ...chatMethods,
    ...conversationMethods,
    ...fileMethods,
    ...peopleMethods,
    ...viewMethods,
  }),
);

/** Arguments that any method takes. */
const everywhere = new Set(['token', 'team_id', 'pretty']);

interface ApiRequest {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly authorization: string;
  readonly body: Buffer;
}

interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Fields;
  readonly workspaceId: string | undefined;
  readonly args: Fields;
}

/** Arguments from the query, a form or JSON; anything else is what Slack calls an invalid post type. */
function readArguments(request: Omit<ApiRequest, 'method' | 'authorization'>): Fields {
  const args: Fields = Object.fromEntries(request.query);
  const text = request.body.toString('utf8');
  if (text === '') return args;
  if (request.contentType.startsWith('application/json')) {
    const json = parsedJson(text);
    if (json === undefined) throw new ApiError('invalid_json');
    return { ...args, ...fieldsOf(json) };
  }
  if (!request.contentType.startsWith('application/x-www-form-urlencoded'))
    throw new ApiError('invalid_post_type');
  return { ...args, ...Object.fromEntries(new URLSearchParams(text)) };
}

function tokenOf(request: ApiRequest, args: Fields): string {
  return request.authorization.startsWith('Bearer ')
    ? request.authorization.slice('Bearer '.length)
    : stringOf(args.token);
}

function workspaceWithToken(world: World, token: string): WorkspaceRecord {
  if (!token) throw new ApiError('not_authed');
  for (const workspace of world.workspaces.values()) {
    const isCurrent = workspace.botToken === token;
    const state = isCurrent ? workspace.tokenState : workspace.endedTokens.get(token);
    if (state === 'revoked') throw new ApiError('token_revoked');
    if (state === 'inactive') throw new ApiError('account_inactive');
    if (state === 'valid') return workspace;
  }
  throw new ApiError(token === world.app.appToken ? 'not_allowed_token_type' : 'invalid_auth');
}

/** OAuth clients may name themselves by HTTP Basic. */
function basicCredentials(authorization: string): Fields {
  if (!authorization.startsWith('Basic ')) return {};
  const [id, secret] = Buffer.from(authorization.slice(6), 'base64').toString().split(':');
  return { client_id: id, client_secret: secret };
}

function checkArgumentNames(world: World, name: string, method: Method, args: Fields): void {
  for (const argument of Object.keys(args)) {
    if (!method.args.includes(argument) && !everywhere.has(argument))
      recordViolation(world, 'unknown-argument', name, argument);
  }
}

export interface WebApi {
  answer(request: ApiRequest): ApiAnswer;
}

export function createWebApi(world: World, structure: StructureCheck, limits: RateLimits): WebApi {
  return {
    answer(request) {
      let args: Fields = {};
      let workspace: WorkspaceRecord | undefined;
      const headers: Record<string, string> = {};
      const answered = (body: Fields, status = 200): ApiAnswer => ({
        status,
        headers,
        body,
        workspaceId: workspace?.id,
        args,
      });
      try {
        args = readArguments(request);
        const token = tokenOf(request, args);
        const method = methods.get(request.method);
        if (!method) {
          recordViolation(world, 'unknown-method', request.method, 'the emulator does not know this method');
          throw new ApiError('unknown_method');
        }
        if (method.token === 'bot') workspace = workspaceWithToken(world, token);
        else if (method.token === 'app' && token !== world.app.appToken)
          throw new ApiError(token ? 'invalid_auth' : 'not_authed');
        else args = { ...basicCredentials(request.authorization), ...args };
        checkArgumentNames(world, request.method, method, args);

        const wait = limits.check(workspace?.id ?? 'app', request.method, method, args);
        if (wait !== undefined) {
          headers['retry-after'] = String(wait);
          return answered({ ok: false, error: 'ratelimited' }, 429);
        }
        const call: Call = { world, structure, method: request.method, args };
        if (method.token !== 'bot') return answered({ ok: true, ...method.run(call) });
        if (!workspace) throw new ApiError('not_authed');

        const botCall = { ...call, workspace };
        const accepted = method.scopes?.(botCall) ?? [];
        headers['x-oauth-scopes'] = workspace.scopes.join(',');
        headers['x-accepted-oauth-scopes'] = accepted.join(',');
        const { scopes } = workspace;
        if (accepted.length > 0 && !accepted.some((scope) => scopes.includes(scope))) {
          recordViolation(world, 'missing-scope', request.method, accepted.join(','));
          throw new ApiError('missing_scope', { needed: accepted.join(','), provided: scopes.join(',') });
        }
        return answered({ ok: true, ...method.run(botCall) });
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return answered({ ok: false, error: error.code, ...error.extra });
      }
    },
  };
}
