// The three steps of an upload: a URL, the bytes, the completion that may share the file.
import {
  ApiError,
  type BotCall,
  jsonArgument,
  knownChannel,
  type Methods,
  requiredArgument,
} from '../api-method.ts';
import { fileJson, readMessageContent } from '../content.ts';
import { type Fields, fieldsOf, listOf, stringOf } from '../json.ts';
import type { FileRecord } from '../model.ts';
import { nextId, nextTs, recordAccepted, recordViolation, type World } from '../world.ts';

function uploadUrl(call: BotCall): Fields {
  const name = requiredArgument(call, 'filename');
  const length = Number(requiredArgument(call, 'length'));
  if (!Number.isInteger(length) || length < 1)
    throw new ApiError('invalid_arguments', {
      response_metadata: { messages: ['[ERROR] must be greater than 0 [json-pointer:/length]'] },
    });
  const id = nextId(call.world, 'F');
  call.world.files.set(id, {
    id,
    workspaceId: call.workspace.id,
    name,
    length,
    altText: stringOf(call.args.alt_txt) || stringOf(call.args.alt_text) || undefined,
    createdAt: call.world.now(),
    userId: call.workspace.botUserId,
    title: name,
    content: undefined,
    completedAt: undefined,
    channels: [],
  });
  return { file_id: id, upload_url: `${call.world.origin}/upload/v1/${id}` };
}

/** Takes the bytes of an upload; answers the HTTP status. */
export function receiveUpload(world: World, id: string, content: Buffer): number {
  const file = world.files.get(id);
  if (!file || file.completedAt !== undefined) return 404;
  if (content.length !== file.length) {
    recordViolation(world, 'upload-length', 'upload', `said ${file.length} bytes, sent ${content.length}`);
    return 400;
  }
  file.content = content;
  recordAccepted(world, file.workspaceId, 'upload', { file: id, length: content.length });
  return 200;
}

function share(call: BotCall, files: readonly FileRecord[]): void {
  if (!call.args.channel_id) return;
  const channel = knownChannel(call, 'channel_id');
  if (!channel.members.has(call.workspace.botUserId)) throw new ApiError('not_in_channel');
  if (channel.archived) throw new ApiError('is_archived');
  const comment = stringOf(call.args.initial_comment);
  const given = { ...(comment ? { text: comment } : {}), blocks: call.args.blocks };
  const content =
    comment || call.args.blocks
      ? readMessageContent(call.world, call.structure, call.workspace.id, call.method, given)
      : undefined;
  for (const file of files) file.channels = [...file.channels, channel.id];
  call.world.messages.push({
    ts: nextTs(call.world),
    channelId: channel.id,
    workspaceId: call.workspace.id,
    from: call.workspace.botUserId,
    via: call.method,
    threadTs: stringOf(call.args.thread_ts) || undefined,
    ephemeralTo: undefined,
    unfurls: { links: false, media: false },
    parse: { mode: undefined, linkNames: false },
    text: content?.text ?? '',
    blocks: content?.blocks ?? [],
    attachments: [],
    metadata: undefined,
    fileIds: files.map((file) => file.id),
    edits: 0,
    deleted: false,
  });
}

function complete(call: BotCall): Fields {
  const given = listOf(jsonArgument(call.args.files)).map(fieldsOf);
  if (given.length === 0) throw new ApiError('invalid_arguments');
  const files = given.map((one) => {
    const file = call.world.files.get(stringOf(one.id));
    const ready = file?.workspaceId === call.workspace.id && file.content && file.completedAt === undefined;
    if (!file || !ready) throw new ApiError('file_not_found');
    return file;
  });
  share(call, files);
  files.forEach((file, index) => {
    file.completedAt = call.world.now();
    file.title = stringOf(given[index]?.title) || file.name;
  });
  const message = call.args.channel_id ? call.world.messages.at(-1) : undefined;
  recordAccepted(call.world, call.workspace.id, call.method, call.args, message);
  return { files: files.map((file) => fileJson(call.world, file.id)) };
}

function info(call: BotCall): Fields {
  const file = call.world.files.get(requiredArgument(call, 'file'));
  if (file?.workspaceId !== call.workspace.id || file.completedAt === undefined)
    throw new ApiError('file_not_found');
  return { file: fileJson(call.world, file.id), comments: [], response_metadata: { next_cursor: '' } };
}

const scopes = () => ['files:write'];

export const fileMethods = {
  'files.getUploadURLExternal': {
    token: 'bot',
    tier: 4,
    scopes,
    args: ['filename', 'length', 'alt_txt', 'alt_text', 'snippet_type'],
    run: uploadUrl,
  },
  'files.completeUploadExternal': {
    token: 'bot',
    tier: 4,
    scopes,
    args: ['files', 'channel_id', 'channels', 'initial_comment', 'thread_ts', 'blocks'],
    run: complete,
  },
  'files.info': {
    token: 'bot',
    tier: 4,
    scopes: () => ['files:read'],
    args: ['file', 'count', 'cursor', 'limit', 'page'],
    run: info,
  },
} satisfies Methods;
