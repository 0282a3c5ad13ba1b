// Takes in the content of a message (text, blocks, attachments, metadata), checks it, and draws what people see.
import { buttonsOf, readContent } from './active-mentions.ts';
import { ApiError, jsonArgument } from './api-method.ts';
import { problemsOfMessage, worded } from './checks/check-payload.ts';
import type { StructureCheck } from './checks/schema.ts';
import { type Fields, fieldsOf, isFields, listOf, stringOf } from './json.ts';
import { MESSAGES } from './limits.ts';
import type { FileRecord, Message, MessageRecord } from './model.ts';
import { nextNumber, recordViolation, type World } from './world.ts';

export interface Content {
  readonly text: string;
  readonly blocks: readonly Fields[];
  readonly attachments: readonly Fields[];
  readonly metadata: Fields | undefined;
  /** Warnings for `response_metadata`. */
  readonly warnings: readonly string[];
}

const pictures = /\.(png|jpe?g|gif)$/i;

/** The finished upload with this id or URL, when it is a picture that Slack has had time to process. */
export function pictureNamed(world: World, workspaceId: string, idOrUrl: string): FileRecord | undefined {
  for (const file of world.files.values()) {
    if (file.workspaceId !== workspaceId || file.completedAt === undefined || !pictures.test(file.name))
      continue;
    if (file.completedAt + world.settings.fileProcessingMs > world.now()) continue;
    if (file.id === idOrUrl || fileUrl(world, file) === idOrUrl) return file;
  }
  return undefined;
}

function fileUrl(world: World, file: FileRecord): string {
  return `${world.origin}/files-pri/${file.workspaceId}-${file.id}/${encodeURIComponent(file.name)}`;
}

function listArgument(value: unknown, error: string): readonly Fields[] | undefined {
  if (value === undefined || value === '') return undefined;
  const list = jsonArgument(value);
  if (!Array.isArray(list) || !list.every(isFields)) throw new ApiError(error);
  return list;
}

function metadataArgument(structure: StructureCheck, value: unknown): Fields | undefined {
  if (value === undefined || value === '') return undefined;
  const metadata = jsonArgument(value);
  if (!isFields(metadata)) throw new ApiError('invalid_metadata_format');
  const problems = structure.metadata(metadata);
  if (problems.length > 0)
    throw new ApiError('invalid_metadata_schema', { response_metadata: { messages: problems.map(worded) } });
  return metadata;
}

/** Slack makes up the ids that a block or an interactive element does not bring. */
export function withGeneratedIds(world: World, blocks: readonly Fields[]): readonly Fields[] {
  const plain = new Set(['plain_text', 'mrkdwn', 'image']);
  const identified = (value: unknown): unknown => {
    if (!isFields(value) || plain.has(stringOf(value.type)) || value.action_id !== undefined) return value;
    return { ...value, action_id: `gen${nextNumber(world).toString(36)}` };
  };
  return blocks.map((block) => {
    const done: Fields = { ...block };
    done.block_id ??= `gen${nextNumber(world).toString(36)}`;
    if ((block.type === 'actions' || block.type === 'context') && Array.isArray(block.elements))
      done.elements = block.elements.map(identified);
    if (block.accessory) done.accessory = identified(block.accessory);
    if (block.element) done.element = identified(block.element);
    return done;
  });
}

/**
 * Reads and checks the content arguments of any way to post. Parts that were not given come from `before`.
 * Throws {@link ApiError}; what breaks a documented limit is recorded as a violation too.
 */
export function readMessageContent(
  world: World,
  structure: StructureCheck,
  workspaceId: string,
  where: string,
  args: Fields,
  before?: Pick<MessageRecord, 'text' | 'blocks' | 'attachments' | 'metadata'>,
): Content {
  const givenBlocks = listArgument(args.blocks, 'invalid_blocks_format');
  const givenAttachments = listArgument(args.attachments, 'invalid_attachments');
  const markdown = stringOf(args.markdown_text);
  if (markdown && (args.text !== undefined || givenBlocks)) throw new ApiError('markdown_text_conflict');
  if ((givenAttachments?.length ?? 0) > MESSAGES.attachments) throw new ApiError('too_many_attachments');

  const isPicture = (name: string) => pictureNamed(world, workspaceId, name) !== undefined;
  const sent = { blocks: givenBlocks ?? [], attachments: givenAttachments ?? [] };
  const { problems, tooLong } = problemsOfMessage(structure, sent, isPicture);
  for (const problem of problems) recordViolation(world, problem.rule, where, worded(problem));
  if (problems.length > 0) {
    const messages = problems.map(worded);
    throw new ApiError('invalid_blocks', {
      errors: messages,
      response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
    });
  }
  if (tooLong) {
    recordViolation(world, 'length', where, `blocks together over ${MESSAGES.blocksTogether} characters`);
    throw new ApiError('msg_blocks_too_long');
  }

  const metadata = metadataArgument(structure, args.metadata) ?? before?.metadata;
  const warnings: string[] = [];
  let text = args.text === undefined ? markdown || (before?.text ?? '') : stringOf(args.text);
  if (text.length > MESSAGES.truncatedAt) {
    recordViolation(world, 'length', where, `text over ${MESSAGES.truncatedAt} characters was cut`);
    warnings.push('message_truncated');
    text = text.slice(0, MESSAGES.truncatedAt);
  }
  const blocks = givenBlocks ? withGeneratedIds(world, givenBlocks) : (before?.blocks ?? []);
  const attachments = givenAttachments ?? before?.attachments ?? [];
  if (text === '' && blocks.length === 0 && attachments.length === 0) throw new ApiError('no_text');
  if (text === '')
    recordViolation(world, 'no-fallback-text', where, 'blocks without text: nothing for notifications');
  return { text, blocks, attachments, metadata, warnings };
}

/** The message as the Web API and the payloads show it. */
export function messageJson(world: World, message: MessageRecord, withMetadata: boolean): Fields {
  const workspace = world.workspaces.get(message.workspaceId);
  const byBot = message.from === workspace?.botUserId;
  return {
    type: 'message',
    user: message.from,
    ts: message.ts,
    text: message.text,
    team: message.workspaceId,
    ...(byBot ? { bot_id: workspace.botId, app_id: world.app.appId } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.edits > 0 ? { edited: { user: message.from, ts: message.ts } } : {}),
    ...(message.fileIds.length > 0 ? { files: message.fileIds.map((id) => fileJson(world, id)) } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}

export function fileJson(world: World, id: string): Fields {
  const file = world.files.get(id);
  if (!file) return { id, mode: 'tombstone' };
  return {
    id,
    name: file.name,
    title: file.title,
    size: file.length,
    user: file.userId,
    created: Math.floor(file.createdAt / 1000),
    timestamp: Math.floor(file.createdAt / 1000),
    filetype: file.name.split('.').at(-1)?.toLowerCase() ?? '',
    mode: 'hosted',
    is_external: false,
    alt_txt: file.altText,
    channels: file.channels,
    url_private: fileUrl(world, file),
    url_private_download: fileUrl(world, file),
  };
}

/** A copy of the message for somebody who looks at it now. */
export function seenMessage(message: MessageRecord): Message {
  const copy = structuredClone(message);
  const { mentions, visibleText } = readContent(copy);
  const inside = copy.attachments.flatMap((attachment) => listOf(fieldsOf(attachment).blocks));
  return {
    ...copy,
    kind: 'message',
    mentions,
    visibleText,
    buttons: buttonsOf([...copy.blocks, ...inside]),
  };
}
