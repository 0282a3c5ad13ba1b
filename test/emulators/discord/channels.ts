// Channels over HTTP: messages with their nonce, threads, direct messages, and who may do what where.

import { channelForBot } from './channel-payloads.ts';
import { isGiven, type JsonObject, objectIn, textIn } from './json.ts';
import { createMessage, deleteMessage, editMessage } from './messages.ts';
import { messagePayload } from './payloads.ts';
import { Refusal, refuseProblems } from './refusal.ts';
import { type Call, noContent, param, type Reply, type Route } from './route.ts';
import { type BotLack, type Channel, channelTypes, type Message } from './state.ts';

/** "checked for uniqueness in the past few minutes": taken as three. */
const nonceMs = 3 * 60 * 1000;

/** Gateway intents that let an event through (events/gateway, List of Intents). */
export const intents = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
};

function channelOf(call: Call, ...needs: BotLack[]): Channel {
  const { world } = call;
  const channel = world.channels.get(param(call, 'channel_id'));
  if (channel === undefined || channel.deleted) throw new Refusal('unknownChannel');
  if (channel.guild !== undefined) world.enforced.add('view');
  if (!world.canSee(world.bot, channel)) throw new Refusal('missingAccess');
  for (const need of needs) {
    if (channel.type !== channelTypes.dm && world.refuses(channel, need))
      throw new Refusal('missingPermissions');
  }
  return channel;
}

function post(call: Call): Reply {
  const { world, request } = call;
  const isThread = world.channels.get(param(call, 'channel_id'))?.parent !== undefined;
  const channel = channelOf(call, isThread ? 'sendInThreads' : 'send');
  const body = objectIn(request.body);
  if (channel.type === channelTypes.category) throw new Refusal('notATextChannel');
  if (channel.locked) throw new Refusal('lockedThread');
  if (request.files.length > 0 && world.refuses(channel, 'attach')) throw new Refusal('missingPermissions');
  if (Array.isArray(body.embeds) && body.embeds.length > 0 && world.refuses(channel, 'embed')) {
    throw new Refusal('missingPermissions');
  }
  const recipient = channel.recipient;
  if (recipient !== undefined && (recipient.closedDms || !world.sharesAGuildWithBot(recipient))) {
    throw new Refusal('closedToDirectMessages');
  }
  const first = sentBefore(call, body);
  if (first !== undefined) return { status: 200, body: withNonce(call, first) };
  const message = createMessage(
    world,
    channel,
    { body, files: request.files, defaults: 'regular' },
    { author: world.bot },
  );
  channel.archived = false;
  // Who is mentioned in a private thread is thereby added to it.
  if (channel.type === channelTypes.privateThread) {
    for (const id of message.activeMentions.users) channel.visibleTo?.add(id);
  }
  announceMessage(call.dispatch, 'MESSAGE_CREATE', channel, withNonce(call, message));
  return { status: 200, body: withNonce(call, message), created: message };
}

/** The nonce is in the answer to the request that carried it and in its event, and lost when fetched again. */
function withNonce(call: Call, message: Message): JsonObject {
  const payload = messagePayload(call.world, message);
  return message.nonce === undefined ? payload : { ...payload, nonce: message.nonce };
}

function sentBefore(call: Call, body: JsonObject): Message | undefined {
  if (body.enforce_nonce !== true || !isGiven(body.nonce)) return undefined;
  const { world } = call;
  const nonce = String(body.nonce);
  const first = world.messagesByNonce.get(nonce);
  return first !== undefined && world.now() - first.createdAt <= nonceMs ? first : undefined;
}

export function announceMessage(
  dispatch: Call['dispatch'],
  event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE' | 'MESSAGE_DELETE',
  channel: Channel,
  payload: JsonObject,
): void {
  const guild = channel.guild;
  const place = guild === undefined ? {} : { guild_id: guild.id };
  dispatch(
    event,
    { ...payload, ...place },
    guild === undefined ? intents.directMessages : intents.guildMessages,
  );
}

function messageOf(call: Call, channel: Channel): Message {
  const message = call.world.messagesById.get(param(call, 'message_id'));
  // An ephemeral message is no part of the channel; only its interaction's token reaches it.
  if (
    message === undefined ||
    message.deleted ||
    message.channel !== channel ||
    message.onlyFor !== undefined
  ) {
    throw new Refusal('unknownMessage');
  }
  return message;
}

function patch(call: Call): Reply {
  const channel = channelOf(call);
  const message = messageOf(call, channel);
  if (message.author !== call.world.bot) throw new Refusal('editOfAnothersMessage');
  if (channel.archived) throw new Refusal('archivedThread');
  editMessage(call.world, message, {
    body: objectIn(call.request.body),
    files: call.request.files,
    // An edit without allowed_mentions is parsed with the defaults of a regular message, whatever made it.
    defaults: 'regular',
  });
  announceMessage(call.dispatch, 'MESSAGE_UPDATE', channel, messagePayload(call.world, message));
  return { status: 200, body: messagePayload(call.world, message) };
}

function remove(call: Call): Reply {
  const channel = channelOf(call);
  const message = messageOf(call, channel);
  if (message.author !== call.world.bot)
    throw new Refusal(channel.guild ? 'missingPermissions' : 'notOnDirectMessages');
  deleteMessage(message);
  announceMessage(call.dispatch, 'MESSAGE_DELETE', channel, { id: message.id, channel_id: channel.id });
  return noContent();
}

function list(call: Call): Reply {
  const { world, request } = call;
  const channel = channelOf(call);
  const limit = Number(request.query.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    refuseProblems([
      { path: 'limit', code: 'NUMBER_TYPE_MAX', message: 'int value should be between 1 and 100.' },
    ]);
  }
  // Without READ_MESSAGE_HISTORY no messages are returned (resources/message, Get Channel Messages).
  if (world.refuses(channel, 'readHistory')) return { status: 200, body: [] };
  const newestFirst = world
    .messagesIn(channel)
    .filter((message) => message.onlyFor === undefined)
    .reverse();
  return {
    status: 200,
    body: pageOf(newestFirst, request.query, limit).map((message) => messagePayload(world, message)),
  };
}

function pageOf(newestFirst: readonly Message[], query: URLSearchParams, limit: number): Message[] {
  const before = query.get('before');
  const after = query.get('after');
  const around = query.get('around');
  if (around !== null) {
    const middle = newestFirst.findIndex((message) => BigInt(message.id) <= BigInt(around));
    const start = Math.max(0, middle - Math.floor(limit / 2));
    return newestFirst.slice(start, start + limit);
  }
  if (after !== null)
    return newestFirst.filter((message) => BigInt(message.id) > BigInt(after)).slice(-limit);
  if (before !== null)
    return newestFirst.filter((message) => BigInt(message.id) < BigInt(before)).slice(0, limit);
  return newestFirst.slice(0, limit);
}

function openDirect(call: Call): Reply {
  const { world, request } = call;
  const recipient = world.users.get(textIn(objectIn(request.body).recipient_id) ?? '');
  if (recipient === undefined || recipient.bot) throw new Refusal('invalidRecipient');
  return { status: 200, body: channelForBot(world, world.directChannelWith(recipient)) };
}

function startThread(call: Call): Reply {
  const { world, request } = call;
  const body = objectIn(request.body);
  const type =
    body.type === channelTypes.publicThread ? channelTypes.publicThread : channelTypes.privateThread;
  const parent = channelOf(
    call,
    ...(type === channelTypes.privateThread ? (['createPrivateThreads'] as const) : []),
  );
  const name = textIn(body.name) ?? '';
  const guild = parent.guild;
  if (guild === undefined) throw new Refusal('notOnDirectMessages');
  if (name === '' || [...name].length > 100) {
    refuseProblems([
      { path: 'name', code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 100 in length.' },
    ]);
  }
  const thread: Channel = {
    id: world.nextId(),
    name,
    type,
    guild,
    parent,
    ownerId: world.bot.id,
    botLacks: new Set(),
    archived: false,
    locked: false,
    deleted: false,
    ...(type === channelTypes.privateThread ? { visibleTo: new Set([world.bot.id]) } : {}),
  };
  world.channels.set(thread.id, thread);
  call.dispatch('THREAD_CREATE', { ...channelForBot(world, thread), newly_created: true }, intents.guilds);
  return { status: 201, body: channelForBot(world, thread) };
}

function changeChannel(call: Call): Reply {
  const channel = channelOf(call);
  const body = objectIn(call.request.body);
  if (channel.parent === undefined) throw new Refusal('missingPermissions');
  if (typeof body.archived === 'boolean') channel.archived = body.archived;
  if (typeof body.locked === 'boolean') channel.locked = body.locked;
  if (typeof body.name === 'string') channel.name = body.name;
  call.dispatch('THREAD_UPDATE', channelForBot(call.world, channel), intents.guilds);
  return { status: 200, body: channelForBot(call.world, channel) };
}

function removeChannel(call: Call): Reply {
  const channel = channelOf(call);
  if (channel.parent === undefined && channel.guild !== undefined) throw new Refusal('missingPermissions');
  const payload = channelForBot(call.world, channel);
  if (channel.parent !== undefined) {
    channel.deleted = true;
    call.dispatch('THREAD_DELETE', payload, intents.guilds);
  }
  return { status: 200, body: payload };
}

function addToThread(call: Call): Reply {
  const thread = channelOf(call, 'sendInThreads');
  const id = param(call, 'user_id');
  if (thread.parent === undefined) throw new Refusal('unknownChannel');
  if (thread.archived) throw new Refusal('archivedThread');
  if (!thread.guild?.members.has(id)) throw new Refusal('unknownMember');
  thread.visibleTo?.add(id);
  return noContent();
}

function removeFromThread(call: Call): Reply {
  const thread = channelOf(call);
  thread.visibleTo?.delete(param(call, 'user_id'));
  return noContent();
}

function threadMembers(call: Call): Reply {
  const thread = channelOf(call);
  const ids = [...(thread.visibleTo ?? [])];
  const joined = new Date(call.world.now()).toISOString();
  return {
    status: 200,
    body: ids.map((id) => ({ id: thread.id, user_id: id, join_timestamp: joined, flags: 0 })),
  };
}

const channel = '/channels/{channel_id}';

export const channelRoutes: readonly Route[] = [
  { method: 'POST', path: `${channel}/messages`, run: post },
  { method: 'GET', path: `${channel}/messages`, run: list },
  {
    method: 'GET',
    path: `${channel}/messages/{message_id}`,
    run: (call) => ({
      status: 200,
      body: messagePayload(call.world, messageOf(call, channelOf(call, 'readHistory'))),
    }),
  },
  { method: 'PATCH', path: `${channel}/messages/{message_id}`, run: patch },
  { method: 'DELETE', path: `${channel}/messages/{message_id}`, run: remove },
  {
    method: 'POST',
    path: `${channel}/typing`,
    run: (call) => {
      channelOf(call, 'send');
      return noContent();
    },
  },
  {
    method: 'GET',
    path: channel,
    run: (call) => ({ status: 200, body: channelForBot(call.world, channelOf(call)) }),
  },
  { method: 'PATCH', path: channel, run: changeChannel },
  { method: 'DELETE', path: channel, run: removeChannel },
  { method: 'POST', path: `${channel}/threads`, run: startThread },
  { method: 'GET', path: `${channel}/thread-members`, run: threadMembers },
  { method: 'PUT', path: `${channel}/thread-members/@me`, run: noContent },
  { method: 'PUT', path: `${channel}/thread-members/{user_id}`, run: addToThread },
  { method: 'DELETE', path: `${channel}/thread-members/{user_id}`, run: removeFromThread },
  { method: 'POST', path: '/users/@me/channels', run: openDirect },
];
