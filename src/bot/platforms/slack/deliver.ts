// Posts, redraws and finds messages again: everything that leaves on its own, in its own lane.
import type { Departing, FailureKind, MessageReference, Outgoing, Platform } from '#bot/platform.ts';
import { PlatformFailure } from '#bot/platform.ts';
import type { Drawing } from '#bot/view.ts';
import type { AccountId } from '#exchange/people.ts';
import type { Clients, SlackClient } from './clients.ts';
import type { DirectChannels } from './direct-channels.ts';
import { drawMessages } from './draw.ts';
import { errorWord, failureOf } from './failures.ts';
import { type Pictures, type UploadTurn, upload } from './files.ts';
import { messageReference, readId, readReference, type Standing } from './ids.ts';
import { limits } from './limits.ts';
import type { Pace } from './pace.ts';
import { notificationText, type Pen, plain } from './render-text.ts';
import { filesOf, type SlackMessage } from './render-view.ts';

export interface DeliverParts {
  readonly clients: Clients;
  readonly directs: DirectChannels;
  readonly pictures: Pictures;
  readonly pace: Pace;
  readonly apiUrl: string | undefined;
  readonly commandPrefix: string;
}

/** https://docs.slack.dev/messaging/message-metadata: found again by `find`. */
const eventType = 'attache_delivery';
/** Slack's clock and ours may differ, and a proof is never used twice, so looking further back does no harm. */
const lookFurtherBack = 5 * 60 * 1000;
const mostPages = 10;

export function makeDelivery(parts: DeliverParts): Pick<Platform, 'post' | 'revise' | 'takeBack' | 'find'> {
  const { clients, directs, pictures, pace, apiUrl } = parts;

  function penFor(team: string, drawing: Drawing, mentions: readonly AccountId[]): Pen {
    return {
      language: drawing.language,
      zone: drawing.zone,
      team,
      commandPrefix: parts.commandPrefix,
      mentions,
    };
  }

  /** Where it goes. A person's id stands in a channel's place: opening 10,000 conversations first takes hours. */
  async function destination(to: Outgoing['to']): Promise<Destination> {
    const { team, inside } = readId('channel' in to ? to.channel : to.account);
    const user = 'account' in to ? inside : undefined;
    return { team, channel: inside, user, client: await clients.bulk(team) };
  }

  /**
   * Posts what is missing of a message's parts; `posted` are the timestamps of those that stand already. `depart` is
   * called before the first.
   */
  async function postRest(
    message: Outgoing,
    drawn: Drawn,
    posted: readonly string[],
    depart?: Departing['depart'],
  ): Promise<MessageReference> {
    const { team, client, messages } = drawn;
    const timestamps = [...posted];
    let { channel } = drawn;
    for (const [part, { text, blocks }] of messages.entries()) {
      if (part < posted.length) continue;
      try {
        const content = { text, blocks, unfurl_links: false, unfurl_media: false, parse: 'none' } as const;
        const metadata = { event_type: eventType, event_payload: { proof: message.proof, part } };
        const sent = await sendPart({ ...drawn, channel }, async (inside) => {
          if (timestamps.length === 0) await depart?.();
          return client.chat.postMessage({ channel: inside, ...content, metadata });
        });
        timestamps.push(sent.ts);
        channel = sent.channel;
      } catch (error) {
        const failure = failureOf(error, 'chat.postMessage');
        // A part that stands must not be posted a second time: whoever tries again has to look first.
        if (timestamps.length > 0) throw asKind('unknown', failure);
        throw failure;
      }
    }
    const standing = { team, channel, timestamps };
    if (timestamps.length > posted.length) await shareFiles(message, client, standing);
    return messageReference(standing);
  }

  /** Posts one part in its turn; answers where it stands. */
  async function sendPart(
    { team, channel, user, client }: Destination,
    call: (inside: string) => Promise<{ channel?: string; ts?: string }>,
  ): Promise<{ channel: string; ts: string }> {
    const post = (inside: string) => pace.post(team, user ?? channel, () => call(inside));
    try {
      const sent = await post(channel);
      const stands = sent.channel ?? channel;
      if (user !== undefined) directs.note(team, user, stands);
      return { channel: stands, ts: sent.ts ?? '' };
    } catch (error) {
      if (user === undefined || channel !== user || errorWord(error) !== 'channel_not_found') throw error;
      // Opening the conversation says why it cannot be had, or makes it.
      const opened = await directs.of(client, team, user);
      const sent = await post(opened);
      return { channel: opened, ts: sent.ts ?? '' };
    }
  }

  /** Files stand in the message's thread, so that a channel is not filled with them. */
  async function shareFiles(message: Outgoing, client: SlackClient, standing: Standing): Promise<void> {
    const pen = penFor(standing.team, message.drawing, message.addressees);
    for (const { file, label } of filesOf(message.drawing.view)) {
      const [thread = ''] = standing.timestamps;
      const comment = notificationText(plain(label, pen));
      const share = { channel: standing.channel, thread, comment };
      await upload(client, file, apiUrl, share, inTurn(standing.team)).catch((error: unknown) => {
        throw asKind('unknown', failureOf(error, 'sharing a file'));
      });
    }
  }

  async function partsPosted(
    { team, channel, client }: Pick<Destination, 'team' | 'channel' | 'client'>,
    proof: string,
    since: number,
  ): Promise<string[]> {
    const found = new Map<number, string>();
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const asked = {
        channel,
        oldest: (since / 1000).toFixed(6),
        include_all_metadata: true,
        limit: limits.historyPage.most,
        ...(cursor ? { cursor } : {}),
      };
      const history = await pace.call(team, 'conversations.history', () =>
        client.conversations.history(asked),
      );
      for (const { ts, metadata } of history.messages ?? []) {
        const payload: Record<string, unknown> = { ...metadata?.event_payload };
        if (metadata?.event_type === eventType && payload.proof === proof && ts)
          found.set(Number(payload.part), ts);
      }
      cursor = history.response_metadata?.next_cursor;
      if (!cursor) break;
    }
    return [...found].toSorted(([one], [other]) => one - other).map(([, ts]) => ts);
  }

  function inTurn(team: string): UploadTurn {
    return (method, call) => pace.call(team, method, call, Number.POSITIVE_INFINITY);
  }

  async function drawn(message: Outgoing): Promise<Drawn> {
    const to = await destination(message.to);
    const pen = penFor(to.team, message.drawing, message.addressees);
    return { ...to, messages: await drawMessages(message.drawing, pen, to.client, pictures) };
  }

  return {
    post: (message) =>
      failing('posting', async () => postRest(message, await drawn(message), [], message.depart)),

    revise: (reference, drawing) =>
      failing('revising', async () => {
        const { team, channel, timestamps } = readReference(reference);
        const client = await clients.bulk(team);
        const messages = await drawMessages(drawing, penFor(team, drawing, []), client, pictures);
        if (messages.length > timestamps.length) {
          throw new PlatformFailure(
            'slack',
            'refused',
            'the card has outgrown the messages that it stands in',
          );
        }
        for (const [part, ts] of timestamps.entries()) {
          const { text, blocks } = messages[part] ?? emptied;
          await pace.call(team, 'chat.update', () =>
            client.chat.update({ channel, ts, text, blocks, parse: 'none' }),
          );
        }
      }),

    takeBack: (reference) =>
      failing('taking back', async () => {
        const { team, channel, timestamps } = readReference(reference);
        const client = await clients.bulk(team);
        // From the end, so that what is left after a failure still begins with its heading.
        for (const ts of timestamps.toReversed()) {
          await pace
            .call(team, 'chat.delete', () => client.chat.delete({ channel, ts }))
            .catch((error: unknown) => {
              if (errorWord(error) !== 'message_not_found') throw error;
            });
        }
      }),

    find: (message, since) =>
      failing('looking back', async () => {
        const { team, user, client, ...to } = await destination(message.to);
        const channel = user === undefined ? to.channel : await directs.of(client, team, user);
        const timestamps = await partsPosted(
          { team, channel, client },
          message.proof,
          since - lookFurtherBack,
        );
        if (timestamps.length === 0) return undefined;
        // A long view may have stopped half-way; what stands is kept, and only the rest is sent.
        return postRest(message, { ...(await drawn(message)), channel }, timestamps);
      }),
  };
}

interface Destination {
  readonly team: string;
  /** Or the person's id, where it is a direct message. */
  readonly channel: string;
  /** Whose direct conversation it is. */
  readonly user: string | undefined;
  readonly client: SlackClient;
}

interface Drawn extends Destination {
  readonly messages: readonly SlackMessage[];
}

/** What is left of a card's further messages when it has become shorter. */
const emptied: SlackMessage = { text: '…', blocks: [{ type: 'divider' }] };

function asKind(kind: FailureKind, failure: PlatformFailure): PlatformFailure {
  return new PlatformFailure('slack', kind, failure.message, {
    retryAfter: failure.retryAfter,
    cause: failure,
  });
}

async function failing<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw failureOf(error, doing);
  }
}
