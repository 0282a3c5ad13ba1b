// conversations.*: opening direct messages, looking conversations up, reading them back, joining and inviting.
import {
  ApiError,
  type BotCall,
  flag,
  isMember,
  knownChannel,
  knownUser,
  type Methods,
  pageOf,
  requiredArgument,
  scopeFor,
} from '../api-method.ts';
import { messageJson } from '../content.ts';
import { type Fields, stringOf } from '../json.ts';
import type { Channel, MessageRecord } from '../model.ts';
import { directChannel, recordAccepted } from '../world.ts';

function channelJson(call: BotCall, channel: Channel): Fields {
  const direct = channel.kind === 'im';
  return {
    id: channel.id,
    created: channel.created,
    is_archived: channel.archived,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: direct,
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'public',
    context_team_id: channel.workspaceId,
    ...(direct
      ? { user: [...channel.members].find((id) => id !== call.workspace.botUserId), is_open: true }
      : { name: channel.name, name_normalized: channel.name, is_member: isMember(call, channel) }),
    ...(flag(call, 'include_num_members') ? { num_members: channel.members.size } : {}),
  };
}

function listArgument(call: BotCall, name: string): string[] {
  return stringOf(call.args[name])
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}

function open(call: BotCall): Fields {
  const known = stringOf(call.args.channel);
  if (known) return { channel: channelJson(call, knownChannel(call)) };
  const ids = listArgument(call, 'users');
  if (ids.length === 0) throw new ApiError('users_list_not_supplied');
  if (ids.length > 8) throw new ApiError('too_many_users');
  for (const id of ids) {
    const user = knownUser(call, id);
    if (user.bot) throw new ApiError('cannot_dm_bot');
    if (user.deactivated) throw new ApiError('user_disabled');
  }
  const count = call.world.channels.size;
  const channel = directChannel(call.world, call.workspace, ids);
  recordAccepted(call.world, call.workspace.id, call.method, call.args);
  const already = count === call.world.channels.size ? { no_op: true, already_open: true } : {};
  return { ...already, channel: flag(call, 'return_im') ? channelJson(call, channel) : { id: channel.id } };
}

const kinds = { public_channel: 'public', private_channel: 'private', im: 'im', mpim: 'mpim' } as const;

function list(call: BotCall): Fields {
  const wanted = listArgument(call, 'types');
  const types = wanted.length > 0 ? wanted : ['public_channel'];
  const chosen = new Set(
    types.map((type) => {
      const kind = Object.entries(kinds).find(([name]) => name === type)?.[1];
      if (!kind) throw new ApiError('invalid_types');
      return kind;
    }),
  );
  const all = [...call.world.channels.values()].filter(
    (channel) =>
      channel.workspaceId === call.workspace.id &&
      chosen.has(channel.kind) &&
      (channel.kind === 'public' || isMember(call, channel)) &&
      !(channel.archived && flag(call, 'exclude_archived')),
  );
  const page = pageOf(call, all, 100, 1000);
  return {
    channels: page.items.map((channel) => channelJson(call, channel)),
    response_metadata: { next_cursor: page.nextCursor },
  };
}

function listScopes(call: BotCall): readonly string[] {
  const types = listArgument(call, 'types');
  const family = { public_channel: 'channels', private_channel: 'groups', im: 'im', mpim: 'mpim' } as const;
  const families = Object.entries(family).filter(([type]) => types.length === 0 || types.includes(type));
  return families.map(([, name]) => `${name}:read`);
}

function members(call: BotCall): Fields {
  const page = pageOf(call, [...knownChannel(call).members], 100, 1000);
  return { members: page.items, response_metadata: { next_cursor: page.nextCursor } };
}

/** A conversation that this bot may read: only one it is in. */
function readable(call: BotCall): Channel {
  const channel = knownChannel(call);
  if (!isMember(call, channel)) throw new ApiError('not_in_channel');
  return channel;
}

function within(call: BotCall, message: MessageRecord): boolean {
  const oldest = stringOf(call.args.oldest);
  const latest = stringOf(call.args.latest);
  const inclusive = flag(call, 'inclusive');
  const after = Number(message.ts) > Number(oldest) || (inclusive && message.ts === oldest);
  const before = !latest || Number(message.ts) < Number(latest) || (inclusive && message.ts === latest);
  return (!oldest || after) && before;
}

function answerMessages(call: BotCall, messages: readonly MessageRecord[]): Fields {
  const page = pageOf(call, messages, 100, 999);
  const metadata = flag(call, 'include_all_metadata');
  return {
    messages: page.items.map((message) => messageJson(call.world, message, metadata)),
    has_more: page.nextCursor !== '',
    response_metadata: { next_cursor: page.nextCursor },
  };
}

function lasting(call: BotCall, channel: Channel): MessageRecord[] {
  return call.world.messages.filter(
    (message) => message.channelId === channel.id && !message.deleted && !message.ephemeralTo,
  );
}

function history(call: BotCall): Fields {
  const messages = lasting(call, readable(call))
    .filter((message) => (!message.threadTs || message.threadTs === message.ts) && within(call, message))
    .toReversed();
  return answerMessages(call, messages);
}

function replies(call: BotCall): Fields {
  const channel = readable(call);
  const ts = requiredArgument(call, 'ts');
  const all = lasting(call, channel);
  if (!all.some((message) => message.ts === ts)) throw new ApiError('thread_not_found');
  return answerMessages(
    call,
    all.filter((message) => message.ts === ts || (message.threadTs === ts && within(call, message))),
  );
}

function join(call: BotCall): Fields {
  const channel = knownChannel(call);
  if (channel.kind !== 'public') throw new ApiError('method_not_supported_for_channel_type');
  if (channel.archived) throw new ApiError('is_archived');
  const already = isMember(call, channel);
  channel.members.add(call.workspace.botUserId);
  recordAccepted(call.world, call.workspace.id, call.method, call.args);
  return {
    channel: channelJson(call, channel),
    ...(already
      ? { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } }
      : {}),
  };
}

function invite(call: BotCall): Fields {
  const channel = readable(call);
  if (channel.kind === 'im') throw new ApiError('method_not_supported_for_channel_type');
  if (channel.archived) throw new ApiError('is_archived');
  const ids = listArgument(call, 'users');
  if (ids.length === 0) throw new ApiError('no_user');
  for (const id of ids) {
    if (id === call.workspace.botUserId) throw new ApiError('cant_invite_self');
    knownUser(call, id);
    if (channel.members.has(id)) throw new ApiError('already_in_channel');
  }
  for (const id of ids) channel.members.add(id);
  recordAccepted(call.world, call.workspace.id, call.method, call.args);
  return { channel: channelJson(call, channel) };
}

const reading = ['channel', 'cursor', 'include_all_metadata', 'inclusive', 'latest', 'limit', 'oldest'];
const historyScopes = (call: BotCall) => scopeFor(call, 'history');

export const conversationMethods = {
  'conversations.open': {
    token: 'bot',
    tier: 3,
    args: ['channel', 'users', 'return_im', 'prevent_creation'],
    scopes: (call) => (stringOf(call.args.users).includes(',') ? ['mpim:write'] : ['im:write']),
    run: open,
  },
  'conversations.info': {
    token: 'bot',
    tier: 3,
    args: ['channel', 'include_locale', 'include_num_members'],
    scopes: (call) => scopeFor(call, 'read'),
    run: (call) => ({ channel: channelJson(call, knownChannel(call)) }),
  },
  'conversations.list': {
    token: 'bot',
    tier: 2,
    args: ['cursor', 'exclude_archived', 'limit', 'team_id', 'types'],
    scopes: listScopes,
    run: list,
  },
  'conversations.members': {
    token: 'bot',
    tier: 4,
    args: ['channel', 'cursor', 'limit'],
    scopes: (call) => scopeFor(call, 'read'),
    run: members,
  },
  'conversations.history': { token: 'bot', tier: 3, args: reading, scopes: historyScopes, run: history },
  'conversations.replies': {
    token: 'bot',
    tier: 3,
    args: [...reading, 'ts'],
    scopes: historyScopes,
    run: replies,
  },
  'conversations.join': {
    token: 'bot',
    tier: 3,
    args: ['channel'],
    scopes: () => ['channels:join'],
    run: join,
  },
  'conversations.invite': {
    token: 'bot',
    tier: 3,
    args: ['channel', 'users', 'force'],
    scopes: (call) => [...scopeFor(call, 'write.invites'), 'channels:manage', 'groups:write'],
    run: invite,
  },
} satisfies Methods;
