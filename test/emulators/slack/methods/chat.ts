// chat.postMessage, update, delete and postEphemeral.
import {
  ApiError,
  type BotCall,
  flag,
  isMember,
  knownChannel,
  type Methods,
  requiredArgument,
} from '../api-method.ts';
import { type Content, messageJson, readMessageContent } from '../content.ts';
import { type Fields, stringOf } from '../json.ts';
import { MESSAGES } from '../limits.ts';
import type { Channel, MessageRecord } from '../model.ts';
import { directChannel, nextTs, recordAccepted, recordViolation } from '../world.ts';

const contentArgs = ['channel', 'text', 'blocks', 'attachments', 'markdown_text', 'metadata', 'parse'];
const postArgs = [
  ...contentArgs,
  'as_user',
  'icon_emoji',
  'icon_url',
  'link_names',
  'mrkdwn',
  'reply_broadcast',
  'thread_ts',
  'unfurl_links',
  'unfurl_media',
  'username',
];

function wasGiven(value: unknown): boolean {
  return value !== undefined && value !== '';
}

/** A channel by id or `#name`; a person's id stands for the direct conversation with them. */
function postingChannel(call: BotCall): Channel {
  const wanted = requiredArgument(call, 'channel');
  const user = call.world.users.get(wanted);
  if (user?.workspaceId === call.workspace.id) {
    if (user.bot) throw new ApiError('channel_not_found');
    if (user.deactivated) throw new ApiError('is_inactive');
    return directChannel(call.world, call.workspace, [user.id]);
  }
  const named = [...call.world.channels.values()].find(
    (channel) => channel.workspaceId === call.workspace.id && wanted === `#${channel.name}`,
  );
  const channel = named ?? knownChannel(call);
  const mayPost =
    isMember(call, channel) ||
    (channel.kind === 'public' && call.workspace.scopes.includes('chat:write.public'));
  if (!mayPost) throw new ApiError('not_in_channel');
  if (channel.archived) throw new ApiError('is_archived');
  const person = [...channel.members].find((id) => id !== call.workspace.botUserId);
  if (channel.kind === 'im' && call.world.users.get(person ?? '')?.deactivated)
    throw new ApiError('is_inactive');
  return channel;
}

function parseMode(call: BotCall): 'none' | 'full' | undefined {
  const { parse } = call.args;
  return parse === 'none' || parse === 'full' ? parse : undefined;
}

function record(call: BotCall, channel: Channel, content: Content, ephemeralTo?: string): MessageRecord {
  const threadTs = wasGiven(call.args.thread_ts) ? String(call.args.thread_ts) : undefined;
  return {
    ts: nextTs(call.world),
    channelId: channel.id,
    workspaceId: call.workspace.id,
    from: call.workspace.botUserId,
    via: call.method,
    threadTs,
    ephemeralTo,
    unfurls: {
      links: flag(call, 'unfurl_links'),
      media: call.args.unfurl_media === undefined || flag(call, 'unfurl_media'),
    },
    parse: { mode: parseMode(call), linkNames: flag(call, 'link_names') },
    text: content.text,
    blocks: content.blocks,
    attachments: content.attachments,
    metadata: content.metadata,
    fileIds: [],
    edits: 0,
    deleted: false,
  };
}

function accept(call: BotCall, message: MessageRecord): void {
  call.world.messages.push(message);
  recordAccepted(call.world, call.workspace.id, call.method, call.args, message);
}

function warningsOf(content: Content): Fields {
  if (content.warnings.length === 0) return {};
  return { warning: content.warnings.join(','), response_metadata: { warnings: content.warnings } };
}

function read(call: BotCall, before?: MessageRecord): Content {
  return readMessageContent(call.world, call.structure, call.workspace.id, call.method, call.args, before);
}

function postMessage(call: BotCall): Fields {
  const channel = postingChannel(call);
  const content = read(call);
  const threadTs = wasGiven(call.args.thread_ts) ? String(call.args.thread_ts) : undefined;
  const parent = call.world.messages.find((one) => one.ts === threadTs && one.channelId === channel.id);
  if (threadTs && !parent) throw new ApiError('thread_not_found');
  const message = record(call, channel, content);
  accept(call, message);
  return {
    channel: channel.id,
    ts: message.ts,
    message: messageJson(call.world, message, true),
    ...warningsOf(content),
  };
}

/** The bot's own lasting message in `channel` with `ts`. */
function ownMessage(call: BotCall, refusal: string): MessageRecord {
  const channel = knownChannel(call);
  const ts = requiredArgument(call, 'ts');
  const message = call.world.messages.find(
    (one) => one.channelId === channel.id && one.ts === ts && !one.deleted && !one.ephemeralTo,
  );
  if (!message) throw new ApiError('message_not_found');
  if (message.from !== call.workspace.botUserId) throw new ApiError(refusal);
  if (channel.archived) throw new ApiError('is_archived');
  return message;
}

function updateMessage(call: BotCall): Fields {
  const message = ownMessage(call, 'cant_update_message');
  if (stringOf(call.args.text).length > MESSAGES.updateText) {
    recordViolation(call.world, 'length', call.method, `text over ${MESSAGES.updateText} characters`);
    throw new ApiError('msg_too_long');
  }
  const content = read(call, message);
  Object.assign(message, {
    text: content.text,
    blocks: content.blocks,
    attachments: content.attachments,
    metadata: content.metadata,
    edits: message.edits + 1,
    // An edit is parsed anew with its own arguments.
    parse: { mode: parseMode(call), linkNames: flag(call, 'link_names') },
  });
  recordAccepted(call.world, call.workspace.id, call.method, call.args, message);
  return {
    channel: message.channelId,
    ts: message.ts,
    text: message.text,
    message: messageJson(call.world, message, true),
    ...warningsOf(content),
  };
}

function deleteMessage(call: BotCall): Fields {
  const message = ownMessage(call, 'cant_delete_message');
  message.deleted = true;
  recordAccepted(call.world, call.workspace.id, call.method, call.args, message);
  return { channel: message.channelId, ts: message.ts };
}

function postEphemeral(call: BotCall): Fields {
  const channel = postingChannel(call);
  const user = requiredArgument(call, 'user');
  if (!isMember(call, channel)) throw new ApiError('not_in_channel');
  if (!channel.members.has(user)) throw new ApiError('user_not_in_channel');
  const content = read(call);
  const message = record(call, channel, content, user);
  accept(call, message);
  return { message_ts: message.ts, ...warningsOf(content) };
}

const scopes = () => ['chat:write'];

export const chatMethods = {
  'chat.postMessage': { token: 'bot', tier: 'post', scopes, args: postArgs, run: postMessage },
  'chat.postEphemeral': {
    token: 'bot',
    tier: 4,
    scopes,
    args: [...postArgs.filter((name) => name !== 'reply_broadcast' && name !== 'metadata'), 'user'],
    run: postEphemeral,
  },
  'chat.update': {
    token: 'bot',
    tier: 3,
    scopes,
    args: [
      ...contentArgs,
      'ts',
      'as_user',
      'file_ids',
      'link_names',
      'reply_broadcast',
      'unfurl_links',
      'unfurl_media',
    ],
    run: updateMessage,
  },
  'chat.delete': { token: 'bot', tier: 3, scopes, args: ['channel', 'ts', 'as_user'], run: deleteMessage },
} satisfies Methods;
