// The lane of posts: sends, redraws and finds messages outside any conversation, at the pace that Discord allows bots.
import type { RawFile } from '@discordjs/rest';
import type { APIMessage } from 'discord-api-types/v10';
import { type Departing, type MessageReference, type Outgoing, PlatformFailure } from '#bot/platform.ts';
import type { Drawing } from '#bot/view.ts';
import { type Drawn, draw } from './draw.ts';
import { failureOf, isUnknownMessage } from './failures.ts';
import { messageReference, nonceOf, readChannel, readMessage, snowflakeAt, userOf } from './identifiers.ts';
import { contentCharacters, messagesInPage } from './limits.ts';
import { type Mark, markCharacters, markIn, markOf, unmarked } from './marks.ts';
import { edited, newLaidOut, newPlain } from './payload.ts';
import { type Call, hasId, type PostLane } from './post-lane.ts';
import { parted } from './render-prose.ts';
import type { LaidOut } from './render-view.ts';

interface Place {
  readonly channel: string;
  readonly guild: string | undefined;
}

/** One message of a post: what is created, and what it then becomes, where that is something else. */
interface Step {
  readonly mark: Mark;
  readonly create: { readonly body: object; readonly files: RawFile[] };
  readonly becomes: { readonly body: object; readonly files: RawFile[] } | undefined;
}

export function postMessage(message: Departing, lane: PostLane): Promise<MessageReference> {
  return failing(async () => {
    const place = await placeOf(message.to, lane);
    const steps = stepsOf(await drawn(message, place, lane), message);
    return send(message.proof, steps, [], place, lane, message.depart);
  });
}

/**
 * Looks back for a message whose sending had no known end, and makes it whole if it stands only in part.
 * Discord keeps no nonce on a message that is read later (resources/message promises it only in the answer and the
 * event of its creation), so a message is known by its mark (marks.ts), whatever its words have become since. Only
 * one that bears no mark at all is known by its words and routes. Where none is found, posting again is safe: for
 * some minutes the nonce gives back the first message instead of a second.
 */
export function findMessage(
  message: Outgoing,
  since: number,
  lane: PostLane,
): Promise<MessageReference | undefined> {
  return failing(async () => {
    const place = await placeOf(message.to, lane);
    const steps = stepsOf(await drawn(message, place, lane), message);
    const own = await ownMessagesSince(since, place.channel, lane);
    const found = steps.map((step, index) => {
      const nonce = nonceOf(message.proof, index);
      const at = own.findIndex((one) => one.nonce === nonce || isOf(step, one));
      return at === -1 ? undefined : own.splice(at, 1)[0];
    });
    if (found[0] === undefined) return undefined;
    return send(message.proof, steps, found, place, lane);
  });
}

function isOf(step: Step, message: APIMessage): boolean {
  const mark = markIn(message);
  if (mark !== undefined) return mark === step.mark;
  const sign = signOf(message);
  const signs = [signOf(step.create.body), step.becomes && signOf(step.becomes.body)];
  return sign !== undefined && signs.includes(sign);
}

/** Redraws a message, or the messages that one post became. */
export function reviseMessage(reference: MessageReference, drawing: Drawing, lane: PostLane): Promise<void> {
  return failing(async () => {
    const stands = readMessage(reference);
    if (!stands)
      throw new PlatformFailure('discord', 'refused', `"${reference}" is not a message of Discord`);
    // Nobody is notified by an edit, so everybody is spoken of by name.
    const { messages } = await draw(drawing, {
      mentioned: new Set(),
      guild: stands.guild,
      commands: lane.commands(),
    });
    if (messages.length > stands.messages.length) {
      const grown = `the view needs ${messages.length} messages by now, but was posted as ${stands.messages.length}`;
      throw new PlatformFailure('discord', 'refused', `${grown}: post it anew`);
    }
    for (const [index, id] of stands.messages.entries()) {
      await change(stands.channel, id, edited(messages[index] ?? leftOver, []), lane);
    }
  });
}

/** Takes away a message, or the messages that one post became. */
export function takeMessageBack(reference: MessageReference, lane: PostLane): Promise<void> {
  return failing(async () => {
    const stands = readMessage(reference);
    if (!stands)
      throw new PlatformFailure('discord', 'refused', `"${reference}" is not a message of Discord`);
    const path = `/channels/${stands.channel}/messages` as const;
    // From the end, so that what is left after a failure still begins with its heading.
    for (const id of stands.messages.toReversed()) {
      await lane
        .call({ method: 'DELETE', path: `${path}/${id}`, counted: `${path}/:message`, ahead: true })
        .catch((error: unknown) => {
          if (!isUnknownMessage(error)) throw error;
        });
    }
  });
}

/** Stands in a message that a shrunken view no longer needs, but may need again. */
const leftOver: LaidOut = { components: [{ type: 10, content: '·' }], files: [] };

async function failing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw failureOf(error);
  }
}

async function placeOf(to: Outgoing['to'], lane: PostLane): Promise<Place> {
  if ('channel' in to) {
    const read = readChannel(to.channel);
    if (read) return read;
    throw new PlatformFailure('discord', 'refused', `"${to.channel}" is not a channel of Discord`);
  }
  const user = userOf(to.account);
  if (user === undefined)
    throw new PlatformFailure('discord', 'refused', `"${to.account}" is not an account of Discord`);
  return { channel: await lane.directChannel(user), guild: undefined };
}

function usersOf(message: Outgoing): readonly string[] {
  return message.addressees.map(userOf).filter((user) => user !== undefined);
}

function drawn(message: Outgoing, place: Place, lane: PostLane): Promise<Drawn> {
  const mentioned = new Set(usersOf(message));
  return draw(message.drawing, { mentioned, guild: place.guild, commands: lane.commands() });
}

/**
 * A message of components says nothing in a push notification (discord-api-docs issue 7854), and a reminder that
 * says nothing helps nobody. So what fits goes out as plain content; anything else is opened with its first words
 * as content, which is what the notification shows, and becomes components at once.
 */
function stepsOf({ messages, plain }: Drawn, message: Outgoing): readonly Step[] {
  const users = usersOf(message);
  if (plain && (plain.rows.length > 0 || plain.content.length <= contentCharacters - markCharacters)) {
    const mark = markOf(message.proof, 0);
    return [{ mark, create: newPlain(plain, users, mark), becomes: undefined }];
  }
  return messages.map((laidOut, index): Step => {
    const mark = markOf(message.proof, index);
    const opening = index === 0 ? openingOf(laidOut) : undefined;
    if (opening === undefined) return { mark, create: newLaidOut(laidOut, users, mark), becomes: undefined };
    return {
      mark,
      create: newPlain({ content: opening, rows: [], files: [] }, users, mark),
      becomes: edited(laidOut, users, mark),
    };
  });
}

function openingOf(message: LaidOut): string | undefined {
  const [text] = textsOf(message);
  return text === undefined ? undefined : parted(text, contentCharacters - markCharacters)[0];
}

/** Sends what does not stand yet. Once something was sent, no failure is certain any more: it must be looked for. */
async function send(
  proof: string,
  steps: readonly Step[],
  standing: readonly (APIMessage | undefined)[],
  { guild, channel }: Place,
  lane: PostLane,
  depart?: Departing['depart'],
): Promise<MessageReference> {
  const ids: string[] = [];
  try {
    for (const [index, { create, becomes }] of steps.entries()) {
      const found = standing[index];
      // What has begun to stand is finished before anything new, rather than left half drawn.
      const before = ids.length === 0 ? depart : undefined;
      const ahead = ids.length > 0;
      const id =
        found?.id ?? (await sendOne({ channel, create, nonce: nonceOf(proof, index), ahead, before }, lane));
      ids.push(id);
      const isWhole = becomes === undefined || (found && signOf(found) === signOf(becomes.body));
      if (!isWhole) await change(channel, id, becomes, lane);
    }
  } catch (error) {
    const { kind, message, retryAfter } = failureOf(error);
    if (ids.length === 0 || kind === 'unknown') throw error;
    throw new PlatformFailure('discord', 'unknown', `only in part: ${message}`, { retryAfter, cause: error });
  }
  return messageReference(guild, channel, ids);
}

interface OneMessage extends Pick<Step, 'create'> {
  readonly channel: string;
  readonly nonce: string;
  readonly ahead: boolean;
  /** Called when it is about to leave. */
  readonly before: Departing['depart'] | undefined;
}

async function sendOne(
  { channel, create: { body, files }, nonce, ahead, before }: OneMessage,
  lane: PostLane,
): Promise<string> {
  const sent = await lane.call({
    method: 'POST',
    path: `/channels/${channel}/messages`,
    body: { ...body, nonce, enforce_nonce: true },
    files,
    ahead,
    ...(before && { before }),
  });
  if (!hasId(sent)) throw new PlatformFailure('discord', 'unknown', 'a message without an id');
  return sent.id;
}

async function change(channel: string, id: string, to: Step['create'], lane: PostLane): Promise<void> {
  await lane.call(changing(channel, id, to));
}

/** A redrawing of a message; nobody should wait for it behind a crowd of posts. */
export function changing(channel: string, id: string, { body, files }: Step['create']): Call {
  const counted = `/channels/${channel}/messages/:message`;
  return { method: 'PATCH', path: `/channels/${channel}/messages/${id}`, counted, body, files, ahead: true };
}

/** Clocks of two machines may differ by this much. */
const clockToleranceMs = 60_000;
/** No look back reads more than this many pages of a hundred. */
const mostPages = 20;

async function ownMessagesSince(since: number, channel: string, lane: PostLane): Promise<APIMessage[]> {
  const own: APIMessage[] = [];
  let after = snowflakeAt(since - clockToleranceMs);
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ after, limit: String(messagesInPage) });
    const read = await lane.call({ method: 'GET', path: `/channels/${channel}/messages`, query });
    if (!isMessageList(read)) throw new PlatformFailure('discord', 'unknown', 'something else than messages');
    own.push(...read.filter((message) => message.author.id === lane.self));
    if (read.length < messagesInPage) break;
    after = read.map((message) => message.id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
  }
  return own;
}

function isMessageList(answer: unknown): answer is APIMessage[] {
  return Array.isArray(answer) && answer.every((one) => hasId(one) && 'author' in one);
}

/** What a message is recognised by: its words and the routes of its buttons; undefined where it has neither. */
function signOf(message: object): string | undefined {
  const sign = [...textsOf(message), ...customIdsOf(message)].join('\n').trim();
  return sign === '' ? undefined : sign;
}

function textsOf(part: object): readonly string[] {
  const own =
    'content' in part && typeof part.content === 'string' && part.content !== ''
      ? [unmarked(part.content.trim())]
      : [];
  return [...own, ...childrenOf(part).flatMap(textsOf)];
}

function customIdsOf(part: object): readonly string[] {
  const own = 'custom_id' in part && typeof part.custom_id === 'string' ? [part.custom_id] : [];
  return [...own, ...childrenOf(part).flatMap(customIdsOf)];
}

function childrenOf(part: object): readonly object[] {
  const children: unknown = 'components' in part ? part.components : [];
  return Array.isArray(children)
    ? children.filter((child) => typeof child === 'object' && child !== null)
    : [];
}
