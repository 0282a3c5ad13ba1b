// Discord's REST API, as much of it as Attaché calls, with the limits over all routes and those of each channel.
import { createHash } from 'node:crypto';
import { Allowance } from '../allowance.ts';
import { fieldsOf, type Request, type Response } from '../door.ts';
import type { Ledger } from '../ledger.ts';
import { type DiscordSettings, ids } from './discord.ts';

export interface RestParts {
  readonly settings: DiscordSettings;
  readonly ledger: Ledger;
  readonly gatewayUrl: () => string;
  /** The first response to an interaction, by its token; with words unless it is a deferral. */
  readonly responded: (token: string, withWords: boolean) => void;
  /** A message through the webhook of an interaction. */
  readonly followed: (token: string) => void;
}

export interface Rest {
  handle(request: Request): Response;
  latencyMs: number;
  /** The id of a registered command, by its root. */
  commandId(root: string): string;
}

type Fields = Readonly<Record<string, unknown>>;

interface Message {
  readonly id: string;
  readonly channel: string;
  readonly nonce: string | undefined;
  readonly at: number;
  fields: Fields;
}

/** What message routes show: five in five seconds for each channel, from the first on. */
const perChannel = { limit: 5, windowMs: 5000 };
/** Interaction Callback Type: the first responses that say nothing yet. */
const deferrals: readonly unknown[] = [5, 6];
const discordEpoch = 1_420_070_400_000n;

export function makeRest(parts: RestParts): Rest {
  const { settings, ledger } = parts;
  const all = new Allowance({ perSecond: settings.requestsPerSecond, burst: settings.requestBurst });
  const windows = new Map<string, { until: number; used: number }>();
  const commands = new Map<string, Fields>();
  const messages = new Map<string, Message>();
  const byChannel = new Map<string, Message[]>();
  const byNonce = new Map<string, Message>();
  let last = 0n;

  function nextId(): string {
    const now = (BigInt(Date.now()) - discordEpoch) << 22n;
    last = now > last ? now : last + 1n;
    return last.toString();
  }

  function shown({ id, channel, nonce, at, fields }: Message): object {
    return {
      id,
      channel_id: channel,
      type: 0,
      author: { id: ids.application, username: 'attache', discriminator: '0', bot: true },
      timestamp: new Date(at).toISOString(),
      edited_timestamp: null,
      content: fields.content ?? '',
      components: fields.components ?? [],
      flags: fields.flags ?? 0,
      attachments: [],
      embeds: [],
      mentions: [],
      ...(nonce === undefined ? {} : { nonce }),
    };
  }

  function post(channel: string, fields: Fields): object {
    const nonce = fields.nonce === undefined ? undefined : String(fields.nonce);
    const before = nonce !== undefined && fields.enforce_nonce === true ? byNonce.get(nonce) : undefined;
    if (before && Date.now() - before.at < settings.nonceMs) {
      ledger.recognise();
      return shown(before);
    }
    const message: Message = { id: nextId(), channel, nonce, at: Date.now(), fields };
    messages.set(message.id, message);
    if (nonce !== undefined) byNonce.set(nonce, message);
    const others = byChannel.get(channel);
    if (others) others.push(message);
    else byChannel.set(channel, [message]);
    ledger.accept(nonce);
    return shown(message);
  }

  function read(channel: string, query: URLSearchParams): object {
    const after = BigInt(query.get('after') ?? '0');
    const limit = Number(query.get('limit') ?? '50');
    return (byChannel.get(channel) ?? [])
      .filter(({ id }) => BigInt(id) > after)
      .slice(0, limit)
      .reverse()
      .map(({ nonce: _, ...message }) => shown({ ...message, nonce: undefined }));
  }

  function edit(id: string, fields: Fields): object | undefined {
    const message = messages.get(id);
    if (!message) return undefined;
    message.fields = { ...message.fields, ...fields };
    return shown(message);
  }

  function register(fields: Fields): object {
    const name = String(fields.name);
    const kept = {
      ...fields,
      id: commands.get(name)?.id ?? nextId(),
      application_id: ids.application,
      version: '1',
    };
    commands.set(name, kept);
    return kept;
  }

  /** Seconds to wait, and the headers of the bucket, as message routes have them. */
  function inWindow(route: string, major: string): { wait: number; headers: Record<string, string> } {
    const now = Date.now();
    const known = windows.get(major);
    const window = known && known.until > now ? known : { until: now + perChannel.windowMs, used: 0 };
    windows.set(major, window);
    if (windows.size > 50_000) for (const [key, { until }] of windows) if (until <= now) windows.delete(key);
    const isOver = window.used >= perChannel.limit;
    if (!isOver) window.used += 1;
    const wait = (window.until - now) / 1000;
    const headers = {
      'x-ratelimit-limit': String(perChannel.limit),
      'x-ratelimit-remaining': String(perChannel.limit - window.used),
      'x-ratelimit-reset': (window.until / 1000).toFixed(3),
      'x-ratelimit-reset-after': wait.toFixed(3),
      'x-ratelimit-bucket': bucketOf(route),
    };
    return { wait: isOver ? wait : 0, headers };
  }

  function tooMany(
    route: string,
    seconds: number,
    headers: Record<string, string>,
    global: boolean,
  ): Response {
    ledger.tooMany(route);
    return {
      status: 429,
      headers: {
        ...headers,
        'retry-after': String(Math.ceil(seconds)),
        'x-ratelimit-scope': global ? 'global' : 'user',
        ...(global ? { 'x-ratelimit-global': 'true' } : {}),
      },
      body: { message: 'You are being rate limited.', retry_after: seconds, global },
      afterMs: rest.latencyMs,
    };
  }

  /** What interactions are answered by: not counted against the limit over all routes. */
  function answerInteraction(
    method: string,
    path: readonly string[],
    request: Request,
  ): Response | undefined {
    const [kind, , token = '', what] = path;
    if (kind === 'interactions') {
      const { type } = fieldsOf(request);
      parts.responded(token, !deferrals.includes(type));
      ledger.request('interaction callback');
      return { status: 204, afterMs: rest.latencyMs };
    }
    if (kind !== 'webhooks') return undefined;
    ledger.request(`interaction webhook ${method}`);
    if (method === 'DELETE') return { status: 204, afterMs: rest.latencyMs };
    if (method !== 'GET') parts.followed(token);
    const fields = method === 'GET' ? {} : fieldsOf(request);
    const message: Message = { id: nextId(), channel: ids.channel, nonce: undefined, at: Date.now(), fields };
    return { status: 200, body: { ...shown(message), what }, afterMs: rest.latencyMs };
  }

  function carryOut(method: string, path: readonly string[], request: Request): object | undefined {
    const [kind, id = '', what, last = ''] = path;
    const fields = method === 'GET' || method === 'DELETE' ? {} : fieldsOf(request);
    if (kind === 'gateway') {
      const limit = { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 };
      return { url: parts.gatewayUrl(), shards: 1, session_start_limit: limit };
    }
    if (kind === 'users' && what === 'channels') {
      const recipient = String(fields.recipient_id);
      return { id: `7${recipient.slice(1)}`, type: 1, recipients: [{ id: recipient, username: 'officer' }] };
    }
    if (kind === 'users') return { id: ids.application, username: 'attache', bot: true };
    if (kind === 'channels' && what === 'messages') {
      if (method === 'POST') return post(id, fields);
      if (method === 'PATCH') return edit(last, fields);
      if (last === '') return read(id, request.query);
      const found = messages.get(last);
      return found && shown(found);
    }
    if (kind === 'channels') return { id, type: 0, guild_id: ids.guild, name: 'bench' };
    if (kind === 'applications' && what === 'commands') {
      if (method === 'POST') return register(fields);
      return [...commands.values()];
    }
    if (kind === 'applications' || kind === 'oauth2')
      return { id: ids.application, name: 'Attaché', flags: 0 };
    return undefined;
  }

  const rest: Rest = {
    latencyMs: settings.latencyMs,
    commandId: (root) => String(commands.get(root)?.id ?? '0'),
    handle(request) {
      const { method } = request;
      const path = request.path.replace(/^\/api(\/v10)?\//, '').split('/');
      const interaction = answerInteraction(method, path, request);
      if (interaction) return interaction;
      const route = routeOf(method, path);
      const wait = all.take(performance.now());
      if (wait > 0) return tooMany(`over all: ${route}`, wait / 1000, {}, true);
      const isMessage = path[0] === 'channels' && path[2] === 'messages';
      const window = isMessage ? inWindow(route, `${method} ${path[1]}`) : { wait: 0, headers: {} };
      if (window.wait > 0) return tooMany(route, window.wait, window.headers, false);
      ledger.request(route);
      const body = carryOut(method, path, request);
      const { headers } = window;
      const afterMs = rest.latencyMs;
      return body
        ? { status: 200, body, headers, afterMs }
        : { status: 404, body: { code: 10008, message: 'Unknown' }, headers, afterMs };
    },
  };
  return rest;
}

function routeOf(method: string, path: readonly string[]): string {
  return `${method} /${path.map((part) => (/^\d{10,}$/.test(part) ? '…' : part)).join('/')}`;
}

const buckets = new Map<string, string>();

function bucketOf(route: string): string {
  const known = buckets.get(route);
  if (known !== undefined) return known;
  const name = createHash('md5').update(route).digest('hex');
  buckets.set(route, name);
  return name;
}
