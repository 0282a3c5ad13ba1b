// What the fake Slack remembers and hands out: workspaces, channels, people, messages, views, files.
import type { Fields } from './json.ts';

/** Who and what a text or a block would really ping or link, as Slack would parse it. */
export interface ActiveMentions {
  readonly users: readonly string[];
  readonly channels: readonly string[];
  readonly groups: readonly string[];
  /** `channel`, `here` or `everyone`. */
  readonly broadcasts: readonly string[];
  readonly links: readonly string[];
}

/** Something a client did that Slack's documentation forbids. Tests expect this list to be empty. */
export interface Violation {
  readonly rule: string;
  /** The method, the kind of request or the response URL it happened in. */
  readonly where: string;
  readonly message: string;
  readonly at: number;
}

/** A call of the Web API, whatever became of it. */
export interface ApiCall {
  readonly method: string;
  readonly workspaceId: string | undefined;
  readonly args: Fields;
  readonly at: number;
  readonly status: number | 'hung' | 'closed';
  readonly error: string | undefined;
}

/** Something the platform took and did: the truth when messages are counted. */
export interface Accepted {
  /** A Web API method, `response_url`, `ack` or `upload`. */
  readonly method: string;
  readonly workspaceId: string;
  readonly args: Fields;
  readonly at: number;
  readonly message: MessageRecord | undefined;
}

export interface AppFacts {
  readonly appId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly signingSecret: string;
  /** App-level token with `connections:write`, for Socket Mode. */
  readonly appToken: string;
  /** The deprecated token in each payload. */
  readonly verificationToken: string;
}

export interface WorkspaceRecord {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly botUserId: string;
  readonly botId: string;
  botToken: string;
  tokenState: 'valid' | 'revoked' | 'inactive' | 'none';
  /** Tokens of earlier installations, and how each ended. */
  readonly endedTokens: Map<string, 'revoked' | 'inactive'>;
  scopes: readonly string[];
}

export type ChannelKind = 'public' | 'private' | 'im' | 'mpim';

/** A conversation of any kind; `members` holds user ids, the bot's too. */
export interface Channel {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly created: number;
  readonly members: Set<string>;
  archived: boolean;
}

export interface UserRecord {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly realName: string;
  readonly locale: string;
  readonly tz: string;
  readonly admin: boolean;
  readonly owner: boolean;
  readonly bot: boolean;
  readonly email: string;
  deactivated: boolean;
}

export interface MessageRecord {
  readonly ts: string;
  readonly channelId: string;
  readonly workspaceId: string;
  readonly from: string;
  /** `chat.postMessage`, `response_url`, `ack`, `person` … */
  readonly via: string;
  readonly threadTs: string | undefined;
  /** Set when only this person sees it. */
  readonly ephemeralTo: string | undefined;
  readonly unfurls: { readonly links: boolean; readonly media: boolean };
  readonly parse: { readonly mode: 'none' | 'full' | undefined; readonly linkNames: boolean };
  text: string;
  blocks: readonly Fields[];
  attachments: readonly Fields[];
  metadata: Fields | undefined;
  fileIds: readonly string[];
  edits: number;
  deleted: boolean;
}

/** A button somebody can press. */
export interface ButtonSeen {
  readonly label: string;
  readonly actionId: string;
  readonly blockId: string;
  readonly value: string | undefined;
  readonly url: string | undefined;
  readonly style: string | undefined;
}

/** A message as somebody sees it: a copy that later edits leave alone, so that stale ones can be pressed. */
export interface Message extends Readonly<MessageRecord> {
  readonly kind: 'message';
  readonly mentions: ActiveMentions;
  /** What a reader sees, block by block, without markup. */
  readonly visibleText: string;
  readonly buttons: readonly ButtonSeen[];
}

export interface ViewRecord {
  readonly id: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly type: 'modal' | 'home';
  readonly rootId: string;
  readonly previousId: string | undefined;
  /** As given by the app, with generated block and action ids filled in. */
  definition: Fields;
  hash: string;
  /** block id → action id → what stands there. */
  values: Map<string, Map<string, Fields>>;
  open: boolean;
}

/** A view as somebody sees it. */
export interface OpenView {
  readonly kind: 'view';
  readonly id: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly type: 'modal' | 'home';
  readonly title: string;
  readonly submitLabel: string | undefined;
  readonly callbackId: string;
  readonly privateMetadata: string;
  readonly blocks: readonly Fields[];
  readonly hash: string;
  readonly values: Readonly<Record<string, Readonly<Record<string, Fields>>>>;
  readonly mentions: ActiveMentions;
  readonly visibleText: string;
  readonly buttons: readonly ButtonSeen[];
}

export interface FileRecord {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly length: number;
  readonly altText: string | undefined;
  readonly createdAt: number;
  readonly userId: string;
  title: string;
  content: Buffer | undefined;
  completedAt: number | undefined;
  channels: string[];
}
