// Asks Slack whether all is well: tokens, scopes, clock, and whether Attaché is in each channel; it changes nothing.
import { askedInTurns, clockFinding, type Finding, found, foundIn, platformValue } from '#bot/finding.ts';
import { value } from '#bot/text.ts';
import type { ChannelId } from '#exchange/people.ts';
import { isRefusedForGood } from './installations.ts';
import { scopes } from './manifest.ts';

export interface Examined {
  readonly botToken: string | undefined;
  readonly appToken: string | undefined;
  readonly apiUrl: string | undefined;
  /** With it, workspaces install Attaché by themselves. */
  readonly oauth: { readonly clientId: string; readonly clientSecret: string } | undefined;
  /** Of Slack; in other workspaces they are asked about with `tokenFor`. */
  readonly channels: readonly ChannelId[];
  /** The bot token for a workspace (`T1`); undefined where Attaché is not installed. Rejects where it cannot be read. */
  tokenFor(team: string): Promise<string | undefined>;
}

/** Milliseconds for one answer. */
const patience = 8_000;
const home = 'https://slack.com/api/';
/** What a channel's own refusal is worth: the others are answers about the token. */
const ofChannels = ['not_in_channel', 'channel_not_found', 'is_archived'];

/** Never throws. */
export async function examineSlack(examined: Examined): Promise<readonly Finding[]> {
  const { botToken, appToken, oauth, channels, apiUrl = home } = examined;
  const findings: Finding[] = [];
  let own: string | undefined;
  let isRefused = false;
  if (botToken !== undefined) {
    const bot = await ask(apiUrl, 'auth.test', botToken);
    findings.push(...judgeBot(bot, apiUrl));
    // Whoever does not answer this answers nothing else.
    if (!('fields' in bot)) return findings;
    if (bot.fields.ok === true) own = String(bot.fields.team_id);
    else isRefused = true;
  }
  if (appToken !== undefined) {
    const app = await ask(apiUrl, 'apps.connections.open', appToken);
    findings.push(...judge(app, apiUrl, 'SLACK_APP_TOKEN', () => [found('ok', 'finding.slack.appToken')]));
  }
  if (oauth !== undefined) {
    const client = await askAsClient(apiUrl, oauth);
    findings.push(...judge(client, apiUrl, clientSettings, () => [found('ok', 'finding.slack.client')]));
  }
  // Whose channels they are, only the token that was refused could say.
  if (isRefused) return findings;
  const ofTheirs = await askedInTurns(channels, (channel) => examineChannel(channel, own, examined));
  return [...findings, ...ofTheirs];
}

type Answer =
  | {
      readonly fields: Readonly<Record<string, unknown>>;
      readonly at: number | undefined;
      readonly scopes: readonly string[] | undefined;
    }
  | { readonly tooFast: true }
  | { readonly silent: true };

async function ask(
  apiUrl: string,
  method: string,
  token: string | undefined,
  args: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  try {
    const response = await fetch(new URL(method, apiUrl), {
      method: 'POST',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(args),
      signal: AbortSignal.timeout(patience),
    });
    if (response.status === 429) return { tooFast: true };
    const answer: unknown = await response.json();
    if (typeof answer !== 'object' || answer === null) return { silent: true };
    return {
      fields: { ...answer },
      at: Date.parse(response.headers.get('date') ?? '') || undefined,
      scopes: response.headers
        .get('x-oauth-scopes')
        ?.split(',')
        .map((one) => one.trim()),
    };
  } catch {
    return { silent: true };
  }
}

const clientSettings = 'SLACK_CLIENT_ID, SLACK_CLIENT_SECRET';

/** Of a code that nobody was given Slack says that it does not know it; of a wrong client it says so first. */
async function askAsClient(
  apiUrl: string,
  { clientId, clientSecret }: NonNullable<Examined['oauth']>,
): Promise<Answer> {
  const args = { client_id: clientId, client_secret: clientSecret, code: 'nobody-was-given-it' };
  const answer = await ask(apiUrl, 'oauth.v2.access', undefined, args);
  if (!('fields' in answer) || answer.fields.error !== 'invalid_code') return answer;
  return { ...answer, fields: { ok: true } };
}

function judgeBot(answer: Answer, apiUrl: string): readonly Finding[] {
  return judge(answer, apiUrl, 'SLACK_BOT_TOKEN', ({ fields, at, scopes: given }) => {
    const missing = scopes.map(({ scope }) => scope).filter((scope) => given?.includes(scope) === false);
    const bot = { bot: value(String(fields.user)), team: value(String(fields.team)) };
    return [
      found('ok', 'finding.slack.token', bot),
      missing.length > 0
        ? found('wrong', 'finding.slack.scopesMissing', { scopes: value(missing.join(', ')) })
        : found('ok', 'finding.slack.scopes'),
      ...(at === undefined ? [] : [clockFinding('slack', at, Date.now())]),
    ];
  });
}

function judge(
  answer: Answer,
  apiUrl: string,
  setting: string,
  good: (answer: Extract<Answer, { fields: object }>) => readonly Finding[],
): readonly Finding[] {
  const platform = platformValue('slack');
  if ('tooFast' in answer) return [found('look', 'finding.platform.tooFast', { platform })];
  if ('silent' in answer) {
    const facts = { platform, address: value(apiUrl), setting: value('SLACK_API_URL') };
    return [found('wrong', 'finding.platform.unreachable', facts)];
  }
  if (answer.fields.ok === true) return good(answer);
  const error = value(String(answer.fields.error));
  return [found('wrong', 'finding.slack.refused', { setting: value(setting), error })];
}

/** One message is asked for and not looked at: the scopes for the look back are there, others are not asked for. */
async function examineChannel(
  channel: ChannelId,
  own: string | undefined,
  { botToken, tokenFor, apiUrl = home }: Examined,
): Promise<Finding> {
  const [, team = '', id = ''] = channel.split(':');
  const token = team === own ? botToken : await tokenFor(team).catch(() => null);
  // It is there, and no secret at hand opens it.
  if (token === null) return foundIn(channel, 'look', 'finding.channel.unasked');
  if (token === undefined) return foundIn(channel, 'wrong', 'finding.slack.notInstalled');
  const answer = await ask(apiUrl, 'conversations.history', token, { channel: id, limit: '1' });
  if (!('fields' in answer)) return foundIn(channel, 'look', 'finding.channel.unasked');
  if (answer.fields.ok === true) return foundIn(channel, 'ok', 'finding.channel.fine');
  const error = String(answer.fields.error);
  // The token of a workspace that removed Attaché while nobody listened.
  if (team !== own && isRefusedForGood(error)) return foundIn(channel, 'wrong', 'finding.slack.notInstalled');
  if (!ofChannels.includes(error)) return foundIn(channel, 'look', 'finding.channel.unasked');
  if (error === 'not_in_channel')
    return foundIn(channel, 'wrong', 'finding.channel.notMember', { invite: value('/invite @Attaché') });
  return foundIn(channel, 'wrong', 'finding.channel.gone');
}
