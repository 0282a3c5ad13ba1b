// The response URLs that come with commands and presses: five uses in thirty minutes.
import { ApiError } from './api-method.ts';
import type { StructureCheck } from './checks/schema.ts';
import { readMessageContent } from './content.ts';
import { type Fields, isFields, truthOf } from './json.ts';
import { INTERACTIONS } from './limits.ts';
import type { MessageRecord } from './model.ts';
import {
  nextNumber,
  nextTs,
  type ResponseUrl,
  recordAccepted,
  recordViolation,
  type World,
} from './world.ts';

export function issueResponseUrl(
  world: World,
  facts: { workspaceId: string; channelId: string; userId: string; original?: MessageRecord | undefined },
): string {
  const path = `/commands/${facts.workspaceId}/${nextNumber(world)}/${nextNumber(world).toString(36)}`;
  world.responseUrls.set(path, {
    path,
    workspaceId: facts.workspaceId,
    channelId: facts.channelId,
    userId: facts.userId,
    issuedAt: world.now(),
    originalTs: facts.original?.ts,
    originalIsEphemeral: facts.original?.ephemeralTo !== undefined,
    uses: 0,
  });
  return world.origin + path;
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

function refused(status: number, error: string): Reply {
  return { status, body: JSON.stringify({ ok: false, error }) };
}

/** A message by a response URL or inside an acknowledgement. */
export function postAnswer(
  world: World,
  structure: StructureCheck,
  place: Pick<ResponseUrl, 'workspaceId' | 'channelId' | 'userId'>,
  via: 'response_url' | 'ack',
  body: Fields,
): MessageRecord {
  const content = readMessageContent(world, structure, place.workspaceId, via, body);
  const open = body.response_type === 'in_channel';
  const message: MessageRecord = {
    ts: nextTs(world),
    channelId: place.channelId,
    workspaceId: place.workspaceId,
    from: world.workspaces.get(place.workspaceId)?.botUserId ?? '',
    via,
    threadTs: typeof body.thread_ts === 'string' ? body.thread_ts : undefined,
    ephemeralTo: open ? undefined : place.userId,
    unfurls: { links: truthOf(body.unfurl_links), media: truthOf(body.unfurl_media ?? true) },
    parse: { mode: undefined, linkNames: truthOf(body.link_names) },
    text: content.text,
    blocks: content.blocks,
    attachments: content.attachments,
    metadata: content.metadata,
    fileIds: [],
    edits: 0,
    deleted: false,
  };
  world.messages.push(message);
  recordAccepted(world, place.workspaceId, via, body, message);
  return message;
}

/** Takes what was posted to a response URL. What Slack answers to misuse is not documented beyond the name. */
export function useResponseUrl(world: World, structure: StructureCheck, path: string, body: unknown): Reply {
  const url = world.responseUrls.get(path);
  if (!url) return refused(404, 'invalid_url');
  if (world.now() - url.issuedAt > INTERACTIONS.responseUrlMs) {
    recordViolation(world, 'response-url-expired', path, 'used after 30 minutes');
    return refused(404, 'expired_url');
  }
  url.uses += 1;
  if (url.uses > INTERACTIONS.responseUrlUses) {
    recordViolation(
      world,
      'response-url-overused',
      path,
      `use ${url.uses} of ${INTERACTIONS.responseUrlUses}`,
    );
    return refused(404, 'used_url');
  }
  if (!isFields(body)) return refused(400, 'invalid_payload');

  const original = world.messages.find(
    (message) => message.ts === url.originalTs && message.channelId === url.channelId && !message.deleted,
  );
  try {
    if (truthOf(body.delete_original)) {
      if (original) original.deleted = true;
      recordAccepted(world, url.workspaceId, 'response_url', body, original);
    } else if (truthOf(body.replace_original) && original) {
      const content = readMessageContent(world, structure, url.workspaceId, 'response_url', body, {
        text: '',
        blocks: [],
        attachments: [],
        metadata: original.metadata,
      });
      Object.assign(original, {
        text: content.text,
        blocks: content.blocks,
        attachments: content.attachments,
        edits: original.edits + 1,
      });
      recordAccepted(world, url.workspaceId, 'response_url', body, original);
    } else postAnswer(world, structure, url, 'response_url', body);
  } catch (error) {
    if (error instanceof ApiError) return refused(400, error.code);
    throw error;
  }
  return { status: 200, body: 'ok' };
}
