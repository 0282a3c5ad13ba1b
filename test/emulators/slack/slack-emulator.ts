// A strict fake of Slack that Attaché and the real @slack/bolt connect to, over HTTP and over Socket Mode.
import { setTimeout as wait } from 'node:timers/promises';
import type { Driver } from './acknowledgements.ts';
import { loadStructureCheck } from './checks/schema.ts';
import { seenMessage } from './content.ts';
import type { Delivery, OutboundRequest, SendOptions } from './delivery.ts';
import { createFaultPlan, createRateLimits, type Faults, type RateLimitOptions } from './faults.ts';
import {
  createHttpTransport,
  type HttpTransport,
  type RawAnswer,
  type RawRequest,
} from './http-transport.ts';
import type { Fields } from './json.ts';
import { INTERACTIONS } from './limits.ts';
import type { Accepted, ApiCall, AppFacts, Channel, Message, OpenView, Violation } from './model.ts';
import type { Person } from './person.ts';
import { eventCallback } from './requests.ts';
import { startServer } from './server.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';
import { createWebApi } from './web-api.ts';
import { createWorkspace, type NewWorkspace, type Workspace } from './workspace.ts';
import { createWorld, directChannel, workspaceOf } from './world.ts';

export interface SlackEmulatorOptions {
  /** Epoch milliseconds; ages triggers, response URLs and rate limits. The machine's clock when left out. */
  readonly clock?: () => number;
  /** What signatures are dated with. The machine's clock when left out, as bolt compares with that. */
  readonly signedAt?: () => number;
  /** Bot scopes of each installation; {@link usualScopes} when left out. */
  readonly scopes?: readonly string[];
  /** Three seconds when left out; real time. */
  readonly acknowledgeWithinMs?: number;
  /** How long a finished upload cannot be shown in a block yet, by `clock`. None when left out. */
  readonly fileProcessingMs?: number;
}

/** Commands, posts, direct messages, looking people up, the look-back before a doubtful repeat, files. */
export const usualScopes: readonly string[] = [
  'commands',
  'chat:write',
  'im:write',
  'users:read',
  'channels:history',
  'groups:history',
  'im:history',
  'files:write',
  'files:read',
];

export interface SlackEmulator {
  /** For `clientOptions.slackApiUrl`; ends with `/api/`. */
  readonly apiUrl: string;
  /** For `installerOptions.authorizationUrl`. */
  readonly authorizeUrl: string;
  readonly appId: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Everything a client did against the documentation. */
  readonly violations: readonly Violation[];
  /** Everything the platform took, in order. */
  readonly accepted: readonly Accepted[];
  /** Every call of the Web API, also those refused. */
  readonly calls: readonly ApiCall[];
  readonly faults: Faults;
  readonly sockets: Omit<SocketMode, 'deliver' | 'stop'>;
  addWorkspace(workspace: NewWorkspace): Workspace;
  /** Sends requests to this URL from now on; undefined goes back to Socket Mode. */
  sendRequestsTo(requestUrl: string | undefined): void;
  /** The redirect URL in the app's settings, used when an installation names none. */
  redirectInstallationsTo(url: string): void;
  send(request: OutboundRequest, options?: SendOptions): Promise<Delivery>;
  /** The identical request once more: same trigger, same response URL, same envelope or event id. */
  replay(delivery: Delivery, options?: SendOptions): Promise<Delivery>;
  /** Only over HTTP: a body of the test's own, signed or not. */
  sendRaw(request: RawRequest): Promise<RawAnswer>;
  sendEvent(workspace: Workspace, event: Fields): Promise<Delivery>;
  /** The same event again, as Slack does at once, after a minute, after five. `num` counts from 1. */
  retryEvent(delivery: Delivery, num: number, reason?: string): Promise<Delivery>;
  /** Undefined switches them off again; they are off at first. */
  enforceRateLimits(options: RateLimitOptions | undefined): void;
  messagesIn(channel: Channel): Message[];
  messagesVisibleTo(person: Person, channel: Channel): Message[];
  viewOpenFor(person: Person): OpenView | undefined;
  /** The direct conversation of a person with the bot; opened when there is none. */
  dmOf(person: Person): Channel;
  home(person: Person): OpenView | undefined;
  archive(channel: Channel): void;
  /** Waits until `read` gives something; throws with what was violated and refused when it never does. */
  eventually<T>(read: () => T | undefined | false, withinMs?: number): Promise<T>;
  stop(): Promise<void>;
}

const app: AppFacts = {
  appId: 'A0EMULATED',
  clientId: '1000000000.2000000000',
  clientSecret: 'emulated-client-secret',
  signingSecret: 'emulated-signing-secret-0123456789',
  appToken: 'xapp-1-A0EMULATED-0123456789-emulated',
  verificationToken: 'emulated-verification-token',
};

export async function startSlackEmulator(options: SlackEmulatorOptions = {}): Promise<SlackEmulator> {
  const world = createWorld(options.clock ?? Date.now, app, {
    scopes: options.scopes ?? usualScopes,
    acknowledgeWithinMs: options.acknowledgeWithinMs ?? INTERACTIONS.acknowledgeMs,
    fileProcessingMs: options.fileProcessingMs ?? 0,
  });
  const structure = await loadStructureCheck();
  const faults = createFaultPlan();
  const limits = createRateLimits(world);
  const http = await startServer(world, structure, createWebApi(world, structure, limits), faults);
  const sockets = createSocketMode(world, http.server);
  let requests: HttpTransport | undefined;

  const driver: Driver = {
    world,
    structure,
    send: (request, sendOptions) => (requests ?? sockets).deliver(request, sendOptions),
  };

  async function eventually<T>(read: () => T | undefined | false, withinMs = 5000): Promise<T> {
    const until = performance.now() + withinMs;
    for (;;) {
      const value = read();
      if (value !== undefined && value !== false) return value;
      if (performance.now() > until) {
        const refused = world.calls
          .filter((call) => call.error)
          .map((call) => `${call.method}: ${call.error}`);
        const broken = world.violations.map((one) => `${one.rule} in ${one.where}: ${one.message}`);
        const what = [...broken, ...refused].slice(-8).join('; ') || 'nothing was refused';
        throw new Error(`It did not happen within ${withinMs} ms (${what}).`);
      }
      await wait(5);
    }
  }

  return {
    apiUrl: `${world.origin}/api/`,
    authorizeUrl: `${world.origin}/oauth/v2/authorize`,
    appId: app.appId,
    appToken: app.appToken,
    signingSecret: app.signingSecret,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    violations: world.violations,
    accepted: world.accepted,
    calls: world.calls,
    faults,
    sockets,
    addWorkspace: (workspace) => createWorkspace(driver, workspace),
    sendRequestsTo(requestUrl) {
      requests = requestUrl
        ? createHttpTransport(world, requestUrl, options.signedAt ?? Date.now)
        : undefined;
    },
    redirectInstallationsTo(url) {
      world.redirectUrl = url;
    },
    send: driver.send,
    replay: (delivery, sendOptions) => driver.send(delivery.request, sendOptions),
    sendRaw(request) {
      if (!requests) throw new Error('A raw request needs a request URL: call sendRequestsTo first.');
      return requests.post(request);
    },
    sendEvent: (workspace, event) => driver.send(eventCallback(world, workspace.id, event)),
    retryEvent: (delivery, num, reason = 'http_timeout') =>
      driver.send({ ...delivery.request, retry: { num, reason } }),
    enforceRateLimits: (rateOptions) => limits.enforce(rateOptions),
    messagesIn: (channel) =>
      world.messages
        .filter((message) => message.channelId === channel.id && !message.deleted)
        .map(seenMessage),
    messagesVisibleTo: (person, channel) => person.sees(channel),
    viewOpenFor: (person) => person.viewOpen(),
    dmOf: (person) => directChannel(world, workspaceOf(world, person.workspaceId), [person.id]),
    home: (person) => person.home(),
    archive(channel) {
      channel.archived = true;
    },
    eventually,
    async stop() {
      await sockets.stop();
      await http.stop();
    },
  };
}
