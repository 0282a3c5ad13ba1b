// The registry of application commands over HTTP: global ones and those of one server.
import {
  copyOf,
  isGiven,
  isObject,
  type JsonObject,
  listIn,
  numberIn,
  objectIn,
  objectsIn,
  textIn,
} from './json.ts';
import { commandPayload } from './payloads.ts';
import { Refusal, refuseProblems } from './refusal.ts';
import { type Call, noContent, param, type Reply, type Route } from './route.ts';
import { problemsOfCommand, problemsOfCommandList } from './rules-for-commands.ts';
import type { RegisteredCommand } from './state.ts';

const mostCommands = 100;

function scopeOf(call: Call): string {
  if (param(call, 'application_id') !== call.world.applicationId)
    throw new Refusal('notAuthorizedForApplication');
  const guildId = call.params.guild_id;
  if (guildId === undefined) return 'global';
  if (call.world.guilds.get(guildId)?.botIsMember !== true) throw new Refusal('missingAccess');
  return guildId;
}

function listOf(call: Call): RegisteredCommand[] {
  return call.world.commands.get(scopeOf(call)) ?? [];
}

function isSame(a: JsonObject, b: JsonObject): boolean {
  return a.name === b.name && (numberIn(a.type) ?? 1) === (numberIn(b.type) ?? 1);
}

function checkNumber(commands: readonly JsonObject[]): void {
  if (commands.filter((command) => (numberIn(command.type) ?? 1) === 1).length > mostCommands) {
    throw new Refusal('tooManyCommands');
  }
}

/** What Discord keeps of a body: its defaults filled in, what says nothing left out. */
function registered(
  call: Call,
  body: JsonObject,
  existing: RegisteredCommand | undefined,
): RegisteredCommand {
  const { world } = call;
  const guildId = call.params.guild_id;
  return {
    id: existing?.id ?? world.nextId(),
    application_id: world.applicationId,
    version: world.nextId(),
    default_member_permissions: isGiven(body.default_member_permissions)
      ? String(body.default_member_permissions)
      : null,
    type: numberIn(body.type) ?? 1,
    name: textIn(body.name) ?? '',
    name_localizations: isGiven(body.name_localizations) ? copyOf(body.name_localizations) : null,
    description: textIn(body.description) ?? '',
    description_localizations: isGiven(body.description_localizations)
      ? copyOf(body.description_localizations)
      : null,
    dm_permission:
      body.dm_permission !== false && (!Array.isArray(body.contexts) || body.contexts.includes(1)),
    contexts: Array.isArray(body.contexts) ? [...body.contexts] : null,
    integration_types: Array.isArray(body.integration_types) ? [...body.integration_types] : [0],
    nsfw: body.nsfw === true,
    ...(guildId === undefined ? {} : { guild_id: guildId }),
    ...(objectsIn(body.options).length === 0 ? {} : { options: objectsIn(body.options).map(storedOption) }),
  };
}

function storedOption(option: JsonObject): JsonObject {
  const stored = copyOf(option);
  for (const key of Object.keys(stored)) {
    const value = stored[key];
    const saysNothing = !isGiven(value) || value === false || (Array.isArray(value) && value.length === 0);
    if (saysNothing && !key.endsWith('_localizations')) delete stored[key];
  }
  stored.name_localizations = isGiven(option.name_localizations) ? copyOf(option.name_localizations) : null;
  stored.description_localizations = isGiven(option.description_localizations)
    ? copyOf(option.description_localizations)
    : null;
  if (Array.isArray(stored.options))
    stored.options = stored.options.map((child) => storedOption(objectIn(child)));
  if (Array.isArray(stored.choices)) {
    stored.choices = stored.choices.map((child) => ({ name_localizations: null, ...objectIn(child) }));
  }
  return stored;
}

function put(call: Call): Reply {
  const scope = scopeOf(call);
  const bodies = listIn(call.request.body).map(objectIn);
  checkNumber(bodies);
  refuseProblems(problemsOfCommandList(bodies));
  const before = listOf(call);
  const after = bodies.map((body) => {
    const existing = before.find((command) => isSame(command, body));
    const next = registered(call, body, existing);
    return existing !== undefined && isUnchanged(existing, next) ? existing : next;
  });
  call.world.commands.set(scope, after);
  return { status: 200, body: after.map((command) => commandPayload(command, true)) };
}

function isUnchanged(existing: RegisteredCommand, next: RegisteredCommand): boolean {
  return JSON.stringify({ ...existing, version: '' }) === JSON.stringify({ ...next, version: '' });
}

function post(call: Call): Reply {
  const scope = scopeOf(call);
  const body = objectIn(call.request.body);
  refuseProblems(problemsOfCommand(body));
  const list = listOf(call);
  const existing = list.find((command) => isSame(command, body));
  const command = registered(call, body, existing);
  const after =
    existing === undefined ? [...list, command] : list.map((one) => (one === existing ? command : one));
  checkNumber(after);
  call.world.commands.set(scope, after);
  return { status: existing === undefined ? 201 : 200, body: commandPayload(command, true) };
}

function one(call: Call): RegisteredCommand {
  const command = listOf(call).find((candidate) => candidate.id === param(call, 'command_id'));
  if (command === undefined) throw new Refusal('unknownCommand');
  return command;
}

function patch(call: Call): Reply {
  const scope = scopeOf(call);
  const existing = one(call);
  const merged: JsonObject = { ...existing, ...objectIn(call.request.body), type: existing.type };
  refuseProblems(problemsOfCommand(merged));
  const list = listOf(call);
  if (list.some((command) => command !== existing && isSame(command, merged))) {
    refuseProblems([
      {
        path: 'name',
        code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
        message: 'Application command names must be unique',
      },
    ]);
  }
  const command = registered(call, merged, existing);
  call.world.commands.set(
    scope,
    list.map((candidate) => (candidate === existing ? command : candidate)),
  );
  return { status: 200, body: commandPayload(command, true) };
}

function remove(call: Call): Reply {
  const scope = scopeOf(call);
  const existing = one(call);
  call.world.commands.set(
    scope,
    listOf(call).filter((command) => command !== existing),
  );
  return noContent();
}

function list(call: Call): Reply {
  const withLocalizations = call.request.query.get('with_localizations') === 'true';
  return { status: 200, body: listOf(call).map((command) => commandPayload(command, withLocalizations)) };
}

export const commandRoutes: readonly Route[] = ['', '/guilds/{guild_id}'].flatMap((scope): Route[] => {
  const path = `/applications/{application_id}${scope}/commands`;
  return [
    { method: 'GET', path, run: list },
    { method: 'PUT', path, run: put },
    { method: 'POST', path, run: post },
    {
      method: 'GET',
      path: `${path}/{command_id}`,
      run: (call) => ({ status: 200, body: commandPayload(one(call), true) }),
    },
    { method: 'PATCH', path: `${path}/{command_id}`, run: patch },
    { method: 'DELETE', path: `${path}/{command_id}`, run: remove },
  ];
});

/** Where an option list branches: the subcommand at the end of `path`, from a registered command. */
export function leafOf(command: RegisteredCommand, path: readonly string[]): JsonObject {
  let place: JsonObject = command;
  for (const step of path) {
    const next = objectsIn(place.options).find(
      (option) => option.name === step && (option.type === 1 || option.type === 2),
    );
    if (next === undefined || !isObject(next)) {
      const known = objectsIn(place.options).map((option) => option.name);
      throw new Error(`/${command.name} has no subcommand "${step}" (registered: ${known.join(', ')}).`);
    }
    place = next;
  }
  if (objectsIn(place.options).some((option) => option.type === 1 || option.type === 2)) {
    throw new Error(`/${command.name} ${path.join(' ')} cannot be run: it has subcommands.`);
  }
  return place;
}
