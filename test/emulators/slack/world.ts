// The state of the fake Slack, its identifiers and its clock.
import type { Fields } from './json.ts';
import type {
  Accepted,
  ApiCall,
  AppFacts,
  Channel,
  ChannelKind,
  FileRecord,
  MessageRecord,
  UserRecord,
  ViewRecord,
  Violation,
  WorkspaceRecord,
} from './model.ts';

export interface Trigger {
  readonly id: string;
  readonly userId: string;
  readonly workspaceId: string;
  readonly issuedAt: number;
  /** The modal the interaction happened in, if any: `views.push` wants one. */
  readonly viewId: string | undefined;
  used: boolean;
}

export interface ResponseUrl {
  readonly path: string;
  readonly workspaceId: string;
  readonly channelId: string;
  readonly userId: string;
  readonly issuedAt: number;
  /** The message whose button was pressed; none for a slash command. */
  readonly originalTs: string | undefined;
  readonly originalIsEphemeral: boolean;
  uses: number;
}

export interface World {
  /** Epoch milliseconds; decides the age of triggers, response URLs and rate limits. */
  readonly now: () => number;
  readonly app: AppFacts;
  readonly settings: WorldSettings;
  /** `http://127.0.0.1:port`, known once the server listens. */
  origin: string;
  /** Where the consent page goes back to when the app does not say. */
  redirectUrl: string;
  readonly workspaces: Map<string, WorkspaceRecord>;
  readonly channels: Map<string, Channel>;
  readonly users: Map<string, UserRecord>;
  readonly messages: MessageRecord[];
  readonly views: Map<string, ViewRecord>;
  readonly files: Map<string, FileRecord>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** Tickets of `apps.connections.open` that no WebSocket has used yet. */
  readonly socketTickets: Set<string>;
  readonly oauthCodes: Map<
    string,
    {
      workspaceId: string;
      redirectUri: string;
      scopes: readonly string[];
      forOrganisation: boolean;
      used: boolean;
    }
  >;
  readonly calls: ApiCall[];
  readonly accepted: Accepted[];
  readonly violations: Violation[];
  counter: number;
  lastTs: number;
}

export interface WorldSettings {
  /** Bot scopes an installation gets. */
  readonly scopes: readonly string[];
  /** How long a request may stay unacknowledged, real milliseconds. */
  readonly acknowledgeWithinMs: number;
  /** How long a completed file cannot be used in a block yet, by the emulator's clock. */
  readonly fileProcessingMs: number;
}

export function createWorld(now: () => number, app: AppFacts, settings: WorldSettings): World {
  return {
    now,
    app,
    settings,
    origin: '',
    redirectUrl: '',
    workspaces: new Map(),
    channels: new Map(),
    users: new Map(),
    messages: [],
    views: new Map(),
    files: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    socketTickets: new Set(),
    oauthCodes: new Map(),
    calls: [],
    accepted: [],
    violations: [],
    counter: 0,
    lastTs: 0,
  };
}

/** Identifiers as Slack makes them: a letter for the kind, then capitals and digits. */
export function nextId(world: World, prefix: string): string {
  world.counter += 1;
  return `${prefix}0${world.counter.toString(36).toUpperCase().padStart(8, '0')}`;
}

/** A number nobody else gets, for parts of tokens and URLs. */
export function nextNumber(world: World): number {
  world.counter += 1;
  return world.counter;
}

/** A message timestamp: seconds, a point, six digits; always later than the one before. */
export function nextTs(world: World): string {
  world.lastTs = Math.max(world.now() * 1000, world.lastTs + 1);
  const seconds = Math.floor(world.lastTs / 1_000_000);
  return `${seconds}.${String(world.lastTs % 1_000_000).padStart(6, '0')}`;
}

export function recordViolation(world: World, rule: string, where: string, message: string): void {
  world.violations.push({ rule, where, message, at: world.now() });
}

export function recordAccepted(
  world: World,
  workspaceId: string,
  method: string,
  args: Fields,
  message?: MessageRecord,
): void {
  world.accepted.push({ method, workspaceId, args, at: world.now(), message });
}

export function addChannel(
  world: World,
  workspaceId: string,
  name: string,
  kind: ChannelKind,
  members: readonly string[],
): Channel {
  const id = nextId(world, kind === 'im' ? 'D' : kind === 'public' ? 'C' : 'G');
  const created = Math.floor(world.now() / 1000);
  const channel: Channel = {
    id,
    workspaceId,
    name,
    kind,
    created,
    members: new Set(members),
    archived: false,
  };
  world.channels.set(id, channel);
  return channel;
}

/** The direct conversation of these people with the bot, opened when there is none yet. */
export function directChannel(world: World, workspace: WorkspaceRecord, userIds: readonly string[]): Channel {
  const wanted = [...new Set([workspace.botUserId, ...userIds])];
  for (const channel of world.channels.values()) {
    if (channel.workspaceId !== workspace.id || (channel.kind !== 'im' && channel.kind !== 'mpim')) continue;
    if (channel.members.size === wanted.length && wanted.every((id) => channel.members.has(id)))
      return channel;
  }
  const kind = userIds.length === 1 ? 'im' : 'mpim';
  return addChannel(world, workspace.id, kind === 'im' ? 'directmessage' : 'mpdm', kind, wanted);
}

export function workspaceOf(world: World, id: string): WorkspaceRecord {
  const found = world.workspaces.get(id);
  if (!found) throw new Error(`No workspace ${id} in this Slack.`);
  return found;
}

export function userOf(world: World, id: string): UserRecord {
  const found = world.users.get(id);
  if (!found) throw new Error(`No user ${id} in this Slack.`);
  return found;
}

export function channelOf(world: World, id: string): Channel {
  const found = world.channels.get(id);
  if (!found) throw new Error(`No channel ${id} in this Slack.`);
  return found;
}
