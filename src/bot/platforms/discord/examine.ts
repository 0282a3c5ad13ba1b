// Asks Discord whether all is well: token, sessions, clock, and what the bot may do in each channel; it changes nothing.
import {
  askedInTurns,
  clockFinding,
  type Finding,
  found,
  foundIn,
  platformValue,
  type Verdict,
} from '#bot/finding.ts';
import { value } from '#bot/text.ts';
import type { ChannelId } from '#exchange/people.ts';
import { readChannel } from './identifiers.ts';
import { missingIn, type PermissionName, type Standing } from './permissions.ts';

export interface Examined {
  readonly token: string;
  readonly apiUrl: string | undefined;
  /** Of Discord; others are left out. */
  readonly channels: readonly ChannelId[];
}

/** Milliseconds for one answer. */
const patience = 8_000;
const home = 'https://discord.com/api';
const fewSessions = 100;

/** Never throws. */
export async function examineDiscord({
  token,
  apiUrl = home,
  channels,
}: Examined): Promise<readonly Finding[]> {
  const ask = asker(apiUrl, token);
  const me = await ask('/users/@me');
  if (!('body' in me)) return [trouble(me, apiUrl)];
  const findings = [
    found('ok', 'finding.discord.token', { bot: value(textIn(me.body, 'username')) }),
    await sessions(ask, apiUrl),
    ...(me.at === undefined ? [] : [clockFinding('discord', me.at, Date.now())]),
  ];
  const servers = new Map<string, Promise<Standing | undefined>>();
  const self = textIn(me.body, 'id');
  const standingIn = (guild: string) => {
    const known = servers.get(guild) ?? standing(ask, guild, self);
    servers.set(guild, known);
    return known;
  };
  const ofChannels = await askedInTurns(channels, (channel) => examineChannel(channel, ask, standingIn));
  return [...findings, ...ofChannels.flat()];
}

type Answer =
  | { readonly body: object; readonly at: number | undefined }
  | { readonly status: number }
  | { readonly silent: true };

type Ask = (path: string) => Promise<Answer>;

function asker(apiUrl: string, token: string): Ask {
  return async (path) => {
    try {
      const response = await fetch(`${apiUrl.replace(/\/$/, '')}/v10${path}`, {
        headers: { authorization: `Bot ${token}`, 'user-agent': 'DiscordBot (https://attache.example, 1)' },
        signal: AbortSignal.timeout(patience),
      });
      if (!response.ok) return { status: response.status };
      const body: unknown = await response.json();
      if (typeof body !== 'object' || body === null) return { status: response.status };
      return { body, at: Date.parse(response.headers.get('date') ?? '') || undefined };
    } catch {
      return { silent: true };
    }
  };
}

function trouble(answer: Exclude<Answer, { body: object }>, apiUrl: string): Finding {
  const platform = platformValue('discord');
  if ('silent' in answer) {
    const facts = { platform, address: value(apiUrl), setting: value('DISCORD_API_URL') };
    return found('wrong', 'finding.platform.unreachable', facts);
  }
  if (answer.status === 401) return found('wrong', 'finding.discord.refused');
  if (answer.status === 429) return found('look', 'finding.platform.tooFast', { platform });
  return found('look', 'finding.platform.trouble', { platform, status: value(String(answer.status)) });
}

async function sessions(ask: Ask, apiUrl: string): Promise<Finding> {
  const gateway = await ask('/gateway/bot');
  if (!('body' in gateway)) return trouble(gateway, apiUrl);
  const limit = objectIn(gateway.body, 'session_start_limit');
  const left = Number(Reflect.get(limit, 'remaining') ?? Number.NaN);
  return left < fewSessions
    ? found('look', 'finding.discord.sessions', { left })
    : found('ok', 'finding.discord.gateway');
}

async function examineChannel(
  channel: ChannelId,
  ask: Ask,
  standingIn: (guild: string) => Promise<Standing | undefined>,
): Promise<readonly Finding[]> {
  const read = readChannel(channel);
  if (!read) return [];
  const answer = await ask(`/channels/${read.channel}`);
  if ('status' in answer && answer.status === 404) return [foundIn(channel, 'wrong', 'finding.channel.gone')];
  if ('status' in answer && answer.status === 403) return [lacks(channel, ['view'], undefined)];
  if (!('body' in answer)) return [foundIn(channel, 'look', 'finding.channel.unasked')];
  const name = textIn(answer.body, 'name');
  if (read.guild === undefined) return [foundIn(channel, 'ok', 'finding.channel.fine', {}, name)];
  const own = await standingIn(read.guild);
  if (!own) return [foundIn(channel, 'look', 'finding.channel.unasked', {}, name)];
  const isThread = threads.has(Number(Reflect.get(answer.body, 'type')));
  // A thread has the rights of the channel that it hangs on.
  const holder = isThread ? await ask(`/channels/${textIn(answer.body, 'parent_id')}`) : answer;
  if (!('body' in holder)) return [foundIn(channel, 'look', 'finding.channel.unasked', {}, name)];
  const overwrites: unknown = Reflect.get(holder.body, 'permission_overwrites');
  const missing = missingIn(Array.isArray(overwrites) ? overwrites.filter(isOverwrite) : [], own).filter(
    (one) => one !== (isThread ? 'send' : 'sendInThreads'),
  );
  if (missing.length > 0) return [lacks(channel, missing, name)];
  return [foundIn(channel, 'ok', 'finding.channel.fine', {}, name)];
}

/** Without pictures and files, or the look back, most still arrives. */
const essential: readonly PermissionName[] = ['view', 'send', 'sendInThreads'];
/** Threads of announcements, public and private ones (resources/channel, Channel Types). */
const threads: ReadonlySet<number> = new Set([10, 11, 12]);

function lacks(channel: ChannelId, missing: readonly PermissionName[], name: string | undefined): Finding {
  const verdict: Verdict = missing.some((one) => essential.includes(one)) ? 'wrong' : 'look';
  const named = { permissions: missing.map((one) => `permission.${one}` as const) };
  return { ...foundIn(channel, verdict, 'finding.channel.lacks', {}, name), named };
}

/** The bot's own rights in a server; undefined when Discord does not say. */
async function standing(ask: Ask, guild: string, self: string): Promise<Standing | undefined> {
  const [server, member] = await Promise.all([
    ask(`/guilds/${guild}`),
    ask(`/guilds/${guild}/members/${self}`),
  ]);
  if (!('body' in server) || !('body' in member)) return undefined;
  const roles: unknown = Reflect.get(server.body, 'roles');
  const roleIds: unknown = Reflect.get(member.body, 'roles');
  if (!Array.isArray(roles) || !Array.isArray(roleIds)) return undefined;
  return {
    guild,
    user: self,
    isOwner: textIn(server.body, 'owner_id') === self,
    roleIds: roleIds.map(String),
    roles: roles.filter(isRole),
  };
}

function isRole(read: unknown): read is Standing['roles'][number] {
  return typeof read === 'object' && read !== null && 'id' in read && 'permissions' in read;
}

function isOverwrite(read: unknown): read is { id: string; allow: string; deny: string } {
  return typeof read === 'object' && read !== null && 'id' in read && 'allow' in read && 'deny' in read;
}

function textIn(body: object, name: string): string {
  return String(Reflect.get(body, name) ?? '');
}

function objectIn(body: object, name: string): object {
  const found: unknown = Reflect.get(body, name);
  return typeof found === 'object' && found !== null ? found : {};
}
