// Slack's Web API, as much of it as Attaché calls, with the limits that Slack documents.
import { Allowance, Allowances } from '../allowance.ts';
import { fieldsOf, isFields, parsed, type Request, type Response } from '../door.ts';
import type { Ledger } from '../ledger.ts';
import type { SlackSettings } from './slack.ts';

export interface WebApiParts {
  readonly settings: SlackSettings;
  readonly ledger: Ledger;
  readonly origin: () => string;
  /** An address for one Socket Mode connection. */
  readonly newSocketUrl: () => string;
  /** A form was opened with this trigger. */
  readonly opened: (trigger: string) => void;
}

export interface WebApi {
  call(method: string, request: Request): Response;
  latencyMs: number;
}

/** Calls a minute by tier (docs.slack.dev/apis/web-api/rate-limits); each method's page names its tier. */
const perMinute = { 2: 20, 3: 50, 4: 100 } as const;
const tierOf = new Map<string, keyof typeof perMinute>([
  ['conversations.open', 3],
  ['conversations.info', 3],
  ['conversations.history', 3],
  ['chat.update', 3],
  ['chat.postEphemeral', 4],
  ['users.info', 4],
  ['views.open', 4],
  ['views.push', 4],
  ['views.update', 4],
  ['views.publish', 4],
  ['files.getUploadURLExternal', 4],
  ['files.completeUploadExternal', 4],
  ['files.info', 4],
]);

interface Posted {
  readonly ts: string;
  readonly metadata: unknown;
}

export function makeWebApi({ settings, ledger, origin, newSocketUrl, opened }: WebApiParts): WebApi {
  const workspace = new Allowance({ perSecond: settings.postsPerMinute / 60, burst: settings.postBurst });
  const channels = new Allowances({ perSecond: 1, burst: settings.channelBurst });
  const methods = new Map<string, Allowance>();
  const history = new Map<string, Posted[]>();
  let messages = 0;
  let files = 0;

  function allowanceOf(method: string): Allowance | undefined {
    const tier = tierOf.get(method);
    if (!settings.tiers || tier === undefined) return undefined;
    const known = methods.get(method);
    if (known) return known;
    const fresh = new Allowance({ perSecond: perMinute[tier] / 60, burst: perMinute[tier] });
    methods.set(method, fresh);
    return fresh;
  }

  function nextTs(): string {
    messages += 1;
    return `${Math.floor(Date.now() / 1000)}.${String(messages % 1_000_000).padStart(6, '0')}`;
  }

  /** A person's id stands for the conversation with them. */
  function channelOf(given: unknown): string {
    const id = String(given ?? '');
    return id.startsWith('U') ? `D${id}` : id;
  }

  function post(fields: Fields): Fields | number {
    const channel = channelOf(fields.channel);
    const now = performance.now();
    const inChannel = channels.of(channel, now);
    // A refused post uses up nothing of either limit.
    if (inChannel.left(now) < 1) return inChannel.take(now);
    const wait = workspace.take(now);
    if (wait > 0) return wait;
    inChannel.take(now);
    const ts = nextTs();
    const metadata = typeof fields.metadata === 'string' ? parsed(fields.metadata) : fields.metadata;
    ledger.accept(proofOf(metadata));
    const before = history.get(channel);
    if (before) before.push({ ts, metadata });
    else history.set(channel, [{ ts, metadata }]);
    return { channel, ts, message: { ts, type: 'message' } };
  }

  const answers: Readonly<Record<string, (fields: Fields) => Fields | number>> = {
    'auth.test': () => ({
      url: 'https://bench.slack.com/',
      team: 'Bench',
      team_id: 'T1',
      user: 'attache',
      user_id: 'UB',
      bot_id: 'B1',
    }),
    'apps.connections.open': () => ({ url: newSocketUrl() }),
    'users.info': ({ user }) => ({
      user: {
        id: user,
        team_id: 'T1',
        name: `officer-${user}`,
        real_name: `Officer ${user}`,
        locale: 'en-GB',
        tz: 'Africa/Accra',
        profile: {},
      },
    }),
    'conversations.open': ({ users }) => ({ channel: { id: channelOf(users) } }),
    'conversations.info': ({ channel }) => ({ channel: { id: channel, name: 'bench', is_member: true } }),
    'conversations.history': ({ channel, oldest }) => ({
      messages: (history.get(channelOf(channel)) ?? [])
        .filter(({ ts }) => Number(ts) > Number(oldest ?? 0))
        .slice(-100)
        .reverse()
        .map((one) => ({ ...one, type: 'message', user: 'UB', bot_id: 'B1' })),
      has_more: false,
    }),
    'chat.postMessage': post,
    'chat.update': ({ channel, ts }) => ({ channel, ts }),
    'chat.postEphemeral': () => ({ message_ts: nextTs() }),
    'views.open': ({ trigger_id }) => {
      opened(String(trigger_id));
      return { view: { id: 'V1', hash: '1' } };
    },
    'files.getUploadURLExternal': () => {
      files += 1;
      return { file_id: `F${files}`, upload_url: `${origin()}/upload/F${files}` };
    },
    'files.info': ({ file }) => ({ file: { id: file, mimetype: 'image/png' } }),
  };

  return {
    latencyMs: settings.latencyMs,
    call(method, request) {
      const fields = fieldsOf(request);
      const wait = allowanceOf(method)?.take(performance.now()) ?? 0;
      const answer = wait > 0 ? wait : (answers[method]?.(fields) ?? {});
      if (typeof answer === 'number') {
        ledger.tooMany(method);
        const headers = { 'retry-after': String(Math.max(1, Math.ceil(answer / 1000))) };
        return {
          status: 429,
          headers,
          body: { ok: false, error: 'ratelimited' },
          afterMs: this.latencyMs,
        };
      }
      ledger.request(method);
      return { status: 200, body: { ok: true, ...answer }, afterMs: this.latencyMs };
    },
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** The proof of a delivery, and which part of its message it is. */
function proofOf(metadata: unknown): string | undefined {
  const payload = isFields(metadata) ? metadata.event_payload : undefined;
  return isFields(payload) && typeof payload.proof === 'string'
    ? `${payload.proof}#${payload.part ?? 0}`
    : undefined;
}
