// views.open, push, update and publish: triggers are used once and for three seconds, hashes must match.
import {
  ApiError,
  type BotCall,
  knownUser,
  type Methods,
  objectArgument,
  requiredArgument,
} from '../api-method.ts';
import { problemsOfView, viewIsTooLarge, worded } from '../checks/check-payload.ts';
import type { StructureCheck } from '../checks/schema.ts';
import { pictureNamed } from '../content.ts';
import { type Fields, stringOf } from '../json.ts';
import { INTERACTIONS, VIEWS } from '../limits.ts';
import type { ViewRecord } from '../model.ts';
import { closeStack, createView, homeOf, replaceDefinition, stackOf, viewJson } from '../view-state.ts';
import { recordAccepted, recordViolation, type Trigger, type World } from '../world.ts';

/** Refuses a view that breaks Slack's rules, and records how. */
export function checkView(
  world: World,
  structure: StructureCheck,
  workspaceId: string,
  where: string,
  view: Fields,
  type: 'modal' | 'home',
): void {
  if (viewIsTooLarge(view)) {
    recordViolation(world, 'length', where, `view over ${VIEWS.bytes} bytes`);
    throw new ApiError('view_too_large');
  }
  const isPicture = (name: string) => pictureNamed(world, workspaceId, name) !== undefined;
  const messages = problemsOfView(structure, view, isPicture).map(worded);
  if (view.type !== type) messages.push(`must be of type ${type} [json-pointer:/type]`);
  for (const message of messages) recordViolation(world, 'invalid-view', where, message);
  if (messages.length > 0)
    throw new ApiError('invalid_arguments', {
      response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
    });
}

function checkExternalId(call: BotCall, view: Fields, own?: ViewRecord): void {
  const externalId = stringOf(view.external_id);
  if (!externalId) return;
  for (const other of call.world.views.values()) {
    const sameTeam = other.workspaceId === call.workspace.id && other.open;
    if (sameTeam && other !== own && other.definition.external_id === externalId)
      throw new ApiError('duplicate_external_id');
  }
}

function exchangeTrigger(call: BotCall): Trigger {
  const id = requiredArgument(call, 'trigger_id');
  const trigger = call.world.triggers.get(id);
  if (trigger?.workspaceId !== call.workspace.id) throw new ApiError('invalid_trigger_id');
  if (trigger.used) throw new ApiError('exchanged_trigger_id');
  if (call.world.now() - trigger.issuedAt > INTERACTIONS.triggerMs) throw new ApiError('expired_trigger_id');
  trigger.used = true;
  return trigger;
}

function check(call: BotCall, type: 'modal' | 'home', own?: ViewRecord): Fields {
  const view = objectArgument(call, 'view');
  checkView(call.world, call.structure, call.workspace.id, call.method, view, type);
  checkExternalId(call, view, own);
  return view;
}

function accepted(call: BotCall, view: ViewRecord): Fields {
  recordAccepted(call.world, call.workspace.id, call.method, call.args);
  return { view: viewJson(call.world, view) };
}

function openView(call: BotCall): Fields {
  const definition = check(call, 'modal');
  const trigger = exchangeTrigger(call);
  closeStack(call.world, trigger.userId);
  return accepted(call, createView(call.world, call.workspace.id, trigger.userId, definition));
}

function pushView(call: BotCall): Fields {
  const definition = check(call, 'modal');
  const trigger = exchangeTrigger(call);
  const stack = stackOf(call.world, trigger.userId);
  const top = stack.at(-1);
  if (!top || !trigger.viewId) throw new ApiError('not_found');
  if (stack.length >= VIEWS.stack) throw new ApiError('push_limit_reached');
  return accepted(call, createView(call.world, call.workspace.id, trigger.userId, definition, top));
}

function checkHash(call: BotCall, view: ViewRecord | undefined): void {
  const hash = stringOf(call.args.hash);
  if (hash && view && hash !== view.hash) throw new ApiError('hash_conflict');
}

function updateView(call: BotCall): Fields {
  const externalId = stringOf(call.args.external_id);
  const viewId = externalId ? '' : requiredArgument(call, 'view_id');
  const view = [...call.world.views.values()].find(
    (one) =>
      one.workspaceId === call.workspace.id &&
      one.open &&
      (externalId ? one.definition.external_id === externalId : one.id === viewId),
  );
  if (!view) throw new ApiError('not_found');
  const definition = check(call, view.type, view);
  checkHash(call, view);
  replaceDefinition(call.world, view, definition);
  return accepted(call, view);
}

function publishView(call: BotCall): Fields {
  const user = knownUser(call, requiredArgument(call, 'user_id'));
  const before = homeOf(call.world, user.id);
  const definition = check(call, 'home', before);
  checkHash(call, before);
  if (!before) return accepted(call, createView(call.world, call.workspace.id, user.id, definition));
  replaceDefinition(call.world, before, definition);
  return accepted(call, before);
}

export const viewMethods = {
  'views.open': {
    token: 'bot',
    tier: 4,
    args: ['view', 'trigger_id', 'interactivity_pointer'],
    run: openView,
  },
  'views.push': {
    token: 'bot',
    tier: 4,
    args: ['view', 'trigger_id', 'interactivity_pointer'],
    run: pushView,
  },
  'views.update': {
    token: 'bot',
    tier: 4,
    args: ['view', 'view_id', 'external_id', 'hash'],
    run: updateView,
  },
  'views.publish': { token: 'bot', tier: 4, args: ['view', 'user_id', 'hash'], run: publishView },
} satisfies Methods;
