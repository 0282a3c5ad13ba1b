// Makes the bodies of requests from drawn messages: components, files with their descriptions, and who may be notified.
import type { RawFile } from '@discordjs/rest';
import type {
  RESTPatchAPIChannelMessageJSONBody,
  RESTPostAPIChannelMessageJSONBody,
} from 'discord-api-types/v10';
import { type Mark, marked, markedContent } from './marks.ts';
import type { LaidOut, Plain, SentFile } from './render-view.ts';

/** developers/resources/message, Message Flags. */
export const messageFlags = { suppressEmbeds: 1 << 2, ephemeral: 1 << 6, componentsV2: 1 << 15 } as const;

/**
 * Only these users can be notified, whatever the text says; on edits too, which would else fall back to defaults.
 * Discord takes at most a hundred names, so those that are not mentioned anyway are not among them.
 */
function allowing(users: readonly string[], said: unknown) {
  const text = JSON.stringify(said);
  return { parse: [], users: [...new Set(users)].filter((user) => text.includes(`<@${user}>`)) };
}

function attached(files: readonly SentFile[]) {
  return {
    attachments: files.map((file, index) => ({
      id: index,
      filename: file.name,
      ...(file.alt === undefined ? {} : { description: file.alt }),
    })),
  };
}

function raw(files: readonly SentFile[]): RawFile[] {
  return files.map((file) => ({
    name: file.name,
    data: Buffer.from(file.bytes),
    contentType: file.mediaType,
  }));
}

/** A new message of components. */
export function newLaidOut(message: LaidOut, users: readonly string[], mark?: Mark) {
  const body = {
    flags: messageFlags.componentsV2,
    components: marked(message.components, mark),
    allowed_mentions: allowing(users, message.components),
    ...attached(message.files),
  } satisfies RESTPostAPIChannelMessageJSONBody;
  return { body, files: raw(message.files) };
}

/** A new message of content; the pages behind its links are not shown below it. */
export function newPlain(message: Plain, users: readonly string[], mark: Mark) {
  const isBare = message.rows.length === 0;
  const body = {
    flags: messageFlags.suppressEmbeds,
    content: isBare ? markedContent(message.content, mark) : message.content,
    components: marked(message.rows, mark),
    allowed_mentions: allowing(users, message.content),
    ...attached(message.files),
  } satisfies RESTPostAPIChannelMessageJSONBody;
  return { body, files: raw(message.files) };
}

/**
 * Takes the place of whatever the message was. Every edit makes it one of components: the flag can be set but
 * never taken back, and an edit notifies nobody, so content has no advantage there.
 */
export function edited(message: LaidOut, users: readonly string[], mark?: Mark) {
  const { body, files } = newLaidOut(message, users, mark);
  return { body: { ...body, content: null, embeds: [] } satisfies RESTPatchAPIChannelMessageJSONBody, files };
}
