// What a Web API method is, how it refuses, and how its arguments are read.
import type { StructureCheck } from './checks/schema.ts';
import { type Fields, fieldsOf, parsedJson, stringOf, truthOf } from './json.ts';
import type { Channel, UserRecord, WorkspaceRecord } from './model.ts';
import type { World } from './world.ts';

/** `{"ok": false, "error": …}` with what else Slack puts beside it. */
export class ApiError extends Error {
  readonly code: string;
  readonly extra: Fields;

  constructor(code: string, extra: Fields = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

export interface Call {
  readonly world: World;
  readonly structure: StructureCheck;
  readonly method: string;
  readonly args: Fields;
}

/** A call with a bot token that has been checked. */
export interface BotCall extends Call {
  readonly workspace: WorkspaceRecord;
}

interface MethodFacts {
  /** The documented arguments; another one is recorded as a violation. */
  readonly args: readonly string[];
  /** Rate limit tier; `post` is one a second and channel. */
  readonly tier: 1 | 2 | 3 | 4 | 'post';
}

interface BotMethod extends MethodFacts {
  readonly token: 'bot';
  /** Any one of these is enough; none when left out. May depend on the conversation named. */
  readonly scopes?: (call: BotCall) => readonly string[];
  readonly run: (call: BotCall) => Fields;
}

interface OpenMethod extends MethodFacts {
  readonly token: 'app' | 'none';
  readonly run: (call: Call) => Fields;
}

export type Method = BotMethod | OpenMethod;
export type Methods = Readonly<Record<string, Method>>;

/** An argument that is a JSON value, given as such or as a string. */
export function jsonArgument(value: unknown): unknown {
  return typeof value === 'string' ? parsedJson(value) : value;
}

export function requiredArgument(call: Call, name: string): string {
  const value = call.args[name];
  const text = typeof value === 'number' ? String(value) : stringOf(value);
  if (text === '')
    throw new ApiError('invalid_arguments', {
      response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
    });
  return text;
}

export function isMember(call: BotCall, channel: Channel): boolean {
  return channel.members.has(call.workspace.botUserId);
}

/** The conversation in `channel`, when this bot may know of it. */
export function knownChannel(call: BotCall, name = 'channel'): Channel {
  const wanted = requiredArgument(call, name);
  const channel = call.world.channels.get(wanted);
  const visible = channel && (channel.kind === 'public' || isMember(call, channel));
  if (!channel || channel.workspaceId !== call.workspace.id || !visible)
    throw new ApiError('channel_not_found');
  return channel;
}

export function knownUser(call: BotCall, id: string): UserRecord {
  const user = call.world.users.get(id);
  if (user?.workspaceId !== call.workspace.id) throw new ApiError('user_not_found');
  return user;
}

/** The scope family of a conversation: `channels:…`, `groups:…`, `im:…` or `mpim:…`. */
export function scopeFor(call: BotCall, right: string, name = 'channel'): readonly string[] {
  const channel = call.world.channels.get(stringOf(call.args[name]));
  const family = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' } as const;
  if (channel) return [`${family[channel.kind]}:${right}`];
  return Object.values(family).map((one) => `${one}:${right}`);
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string;
}

/** One page of a list by `limit` and an opaque `cursor`. */
export function pageOf<T>(call: Call, all: readonly T[], usual: number, most: number): Page<T> {
  const asked = Number(call.args.limit ?? usual);
  if (!Number.isInteger(asked) || asked < 1 || asked > most) throw new ApiError('invalid_limit');
  const cursor = stringOf(call.args.cursor);
  const start = cursor ? Number(Buffer.from(cursor, 'base64url').toString().replace('from:', '')) : 0;
  if (!Number.isInteger(start) || start > all.length) throw new ApiError('invalid_cursor');
  const end = start + asked;
  const nextCursor = end < all.length ? Buffer.from(`from:${end}`).toString('base64url') : '';
  return { items: all.slice(start, end), nextCursor };
}

export function flag(call: Call, name: string): boolean {
  return truthOf(call.args[name]);
}

export function objectArgument(call: Call, name: string): Fields {
  return fieldsOf(jsonArgument(call.args[name]));
}
