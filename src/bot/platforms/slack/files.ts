// Files in both directions: pictures and documents that are sent, and what somebody handed over in a form.
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Attachment } from '#bot/attachment.ts';
import { boundedMap } from '#bot/bounded-map.ts';
import { PlatformFailure } from '#bot/platform.ts';
import { checkedAddress } from './allowed-hosts.ts';
import { bulkTimeout, replyTimeout, type SlackClient } from './clients.ts';
import type { SlackFile } from './form-blocks.ts';

export interface FileToSend {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Where an uploaded file is shown; without it the file is only there to be used in a block. */
export interface Share {
  readonly channel: string;
  readonly thread?: string;
  /** Already escaped; Slack reads markup in it. */
  readonly comment?: string;
}

/** Lets a call of an upload wait for its turn. */
export type UploadTurn = <T>(
  method: 'files.getUploadURLExternal' | 'files.completeUploadExternal',
  call: () => Promise<T>,
) => Promise<T>;

/** Uploads a file and answers its Slack id. https://docs.slack.dev/messaging/working-with-files#upload */
export async function upload(
  client: SlackClient,
  file: FileToSend,
  apiUrl: string | undefined,
  share?: Share,
  inTurn: UploadTurn = (_, call) => call(),
): Promise<string> {
  const asked = { filename: file.name, length: file.bytes.byteLength };
  const { upload_url, file_id } = await inTurn('files.getUploadURLExternal', () =>
    client.files.getUploadURLExternal(asked),
  );
  if (!upload_url || !file_id) throw new PlatformFailure('slack', 'again', 'no address for an upload');
  const sent = await fetch(checkedAddress(upload_url, apiUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(file.bytes),
    redirect: 'error',
    signal: AbortSignal.timeout(bulkTimeout),
  });
  if (!sent.ok) throw new PlatformFailure('slack', 'again', `an upload answered HTTP ${sent.status}`);
  const files = [{ id: file_id, title: file.name }] as const;
  await inTurn('files.completeUploadExternal', () =>
    client.files.completeUploadExternal({ files: [...files], ...shared(share) }),
  );
  return file_id;
}

function shared(share: Share | undefined) {
  if (!share) return {};
  return {
    channel_id: share.channel,
    ...(share.thread === undefined ? {} : { thread_ts: share.thread }),
    ...(share.comment === undefined ? {} : { initial_comment: share.comment }),
  };
}

export interface Pictures {
  /** The Slack id of a picture that a block can show; the same picture is uploaded once. */
  idOf(team: string, client: SlackClient, picture: FileToSend): Promise<string>;
}

const mostPictures = 200;
/** A fresh upload cannot be used in a block before Slack knows its type, commonly within a second or two. */
const lookEvery = 250;
const looks = 20;

export function makePictures(apiUrl: string | undefined): Pictures {
  const known = boundedMap<string, string>(mostPictures);
  return {
    async idOf(team, client, picture) {
      const digest = createHash('sha256').update(picture.bytes).digest('base64url');
      const key = `${team} ${digest}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const id = await upload(client, picture, apiUrl);
      await processed(client, id);
      known.set(key, id);
      return id;
    },
  };
}

/** An empty type means that Slack is still at it. https://docs.slack.dev/messaging/working-with-files */
async function processed(client: SlackClient, id: string): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    const { file } = await client.files.info({ file: id });
    if (file?.mimetype !== '') return;
    await pause(lookEvery);
  }
}

/** The file with its name, size and address: a submission may name it by its id alone (`file_access`). */
export async function described(file: SlackFile, client: SlackClient): Promise<SlackFile> {
  if (file.name !== undefined && file.size !== undefined && file.url_private !== undefined) return file;
  return { ...file, ...(await client.files.info({ file: file.id })).file, id: file.id };
}

/** A file of a form's answer; its bytes are fetched only when somebody opens it. */
export function attachmentOf(
  file: SlackFile,
  token: () => Promise<string>,
  apiUrl: string | undefined,
): Attachment {
  const bytes = file.size ?? 0;
  return {
    name: file.name ?? file.id,
    declaredType: file.mimetype ?? 'application/octet-stream',
    bytes,
    async open() {
      const address = checkedAddress(file.url_private_download ?? file.url_private ?? '', apiUrl);
      const answer = await fetch(address, {
        headers: { authorization: `Bearer ${await token()}` },
        redirect: 'error',
        signal: AbortSignal.timeout(replyTimeout),
      });
      if (!answer.ok || !answer.body)
        throw new PlatformFailure('slack', 'gone', `a file answered HTTP ${answer.status}`);
      return atMost(answer.body, bytes);
    },
  };
}

/** The bytes of a body, no more than were declared: the size is what the bot has judged the file by. */
async function atMost(body: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of body) {
    total += part.byteLength;
    if (total > most)
      throw new PlatformFailure('slack', 'refused', 'a file is larger than it was said to be');
    parts.push(part);
  }
  return Buffer.concat(parts, total);
}
