// Builds what Slack sends to an app, with the fields of its documented payloads.
import { randomUUID } from 'node:crypto';
import { messageJson } from './content.ts';
import type { OutboundRequest } from './delivery.ts';
import type { Fields } from './json.ts';
import type { Channel, Message, UserRecord, ViewRecord } from './model.ts';
import { issueResponseUrl } from './response-urls.ts';
import { viewJson } from './view-state.ts';
import { nextNumber, userOf, type World, workspaceOf } from './world.ts';

/** A trigger: one use, three seconds. */
function issueTrigger(world: World, user: UserRecord, viewId?: string): string {
  const id = `${nextNumber(world)}.${nextNumber(world)}.${randomUUID().replaceAll('-', '')}`;
  world.triggers.set(id, {
    id,
    userId: user.id,
    workspaceId: user.workspaceId,
    issuedAt: world.now(),
    viewId,
    used: false,
  });
  return id;
}

function request(kind: OutboundRequest['kind'], payload: Fields): OutboundRequest {
  return { envelopeId: randomUUID(), kind, payload, acceptsResponsePayload: kind !== 'events_api' };
}

/** Fields that every interaction brings. */
function interactionFields(world: World, user: UserRecord): Fields {
  const workspace = workspaceOf(world, user.workspaceId);
  return {
    team: { id: workspace.id, domain: workspace.domain },
    user: { id: user.id, username: user.name, name: user.name, team_id: workspace.id },
    api_app_id: world.app.appId,
    token: world.app.verificationToken,
    enterprise: null,
    is_enterprise_install: false,
  };
}

/**
 * Escapes what a person typed after a command, as Slack does for an app that asks for it: entities, and the
 * names of people, channels and addresses become `<@U…|name>`, `<#C…|name>`, `<https://…>`.
 */
function escapedCommandText(world: World, workspaceId: string, typed: string): string {
  const entities = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return entities
    .replaceAll(/(?<!\S)(https?:\/\/[^\s|]+)/g, '<$1>')
    .replaceAll(/(?<![\w@])@([\w.-]+)/g, (whole, name) => {
      const user = [...world.users.values()].find(
        (one) => one.workspaceId === workspaceId && one.name === name,
      );
      return user ? `<@${user.id}|${user.name}>` : whole;
    })
    .replaceAll(/(?<![\w#&])#([\p{L}\p{N}_-]+)/gu, (whole, name) => {
      const channel = [...world.channels.values()].find(
        (one) => one.workspaceId === workspaceId && one.name === name && one.kind !== 'im',
      );
      return channel ? `<#${channel.id}|${channel.name}>` : whole;
    });
}

function channelName(channel: Channel): string {
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}

export function slashCommand(
  world: World,
  user: UserRecord,
  channel: Channel,
  command: string,
  typed: string,
): OutboundRequest {
  const workspace = workspaceOf(world, user.workspaceId);
  return request('slash_commands', {
    token: world.app.verificationToken,
    team_id: workspace.id,
    team_domain: workspace.domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: user.id,
    user_name: user.name,
    command,
    text: escapedCommandText(world, workspace.id, typed),
    api_app_id: world.app.appId,
    is_enterprise_install: 'false',
    response_url: issueResponseUrl(world, {
      workspaceId: workspace.id,
      channelId: channel.id,
      userId: user.id,
    }),
    trigger_id: issueTrigger(world, user),
  });
}

/** Where an interactive element was used. */
export type Place =
  | { readonly kind: 'message'; readonly message: Message; readonly channel: Channel }
  | { readonly kind: 'view'; readonly view: ViewRecord };

function placeFields(world: World, place: Place, withAnswer: boolean, userId: string): Fields {
  if (place.kind === 'view')
    return { container: { type: 'view', view_id: place.view.id }, view: viewJson(world, place.view) };
  const { message, channel } = place;
  const ephemeral = message.ephemeralTo !== undefined;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
    },
    channel: { id: channel.id, name: channelName(channel) },
    ...(ephemeral ? {} : { message: messageJson(world, message, true) }),
    ...(withAnswer
      ? {
          response_url: issueResponseUrl(world, {
            workspaceId: message.workspaceId,
            channelId: channel.id,
            userId,
            original: message,
          }),
        }
      : {}),
  };
}

export function blockActions(
  world: World,
  user: UserRecord,
  place: Place,
  action: Fields,
  values: Fields,
): OutboundRequest {
  const viewId = place.kind === 'view' && place.view.type === 'modal' ? place.view.id : undefined;
  return request('interactive', {
    type: 'block_actions',
    ...interactionFields(world, user),
    ...placeFields(world, place, true, user.id),
    trigger_id: issueTrigger(world, user, viewId),
    ...(place.kind === 'message' ? { state: { values } } : {}),
    actions: [{ ...action, action_ts: (world.now() / 1000).toFixed(6) }],
  });
}

export function blockSuggestion(
  world: World,
  user: UserRecord,
  place: Place,
  element: { readonly actionId: string; readonly blockId: string },
  typed: string,
): OutboundRequest {
  return request('interactive', {
    type: 'block_suggestion',
    ...interactionFields(world, user),
    ...placeFields(world, place, false, user.id),
    action_id: element.actionId,
    block_id: element.blockId,
    value: typed,
  });
}

export function viewSubmission(world: World, view: ViewRecord): OutboundRequest {
  const user = userOf(world, view.userId);
  return request('interactive', {
    type: 'view_submission',
    ...interactionFields(world, user),
    trigger_id: issueTrigger(world, user, view.id),
    view: viewJson(world, view),
    response_urls: [],
  });
}

export function viewClosed(world: World, view: ViewRecord, isCleared: boolean): OutboundRequest {
  return request('interactive', {
    type: 'view_closed',
    ...interactionFields(world, userOf(world, view.userId)),
    view: viewJson(world, view),
    is_cleared: isCleared,
  });
}

/** An event of the Events API, wrapped as Slack wraps it. */
export function eventCallback(world: World, workspaceId: string, event: Fields): OutboundRequest {
  const workspace = workspaceOf(world, workspaceId);
  return request('events_api', {
    token: world.app.verificationToken,
    team_id: workspace.id,
    context_team_id: workspace.id,
    context_enterprise_id: null,
    api_app_id: world.app.appId,
    event,
    type: 'event_callback',
    event_id: `Ev0${nextNumber(world).toString(36).toUpperCase().padStart(8, '0')}`,
    event_time: Math.floor(world.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace.id,
        user_id: workspace.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  });
}
