// Asks Discord whether the token is good and how many sessions are left, for the doctor: two calls that change nothing.

export interface Checked {
  readonly verdict: 'ok' | 'look' | 'wrong';
  readonly says: string;
  /** Discord's clock as it answered, in epoch milliseconds. */
  readonly at: number | undefined;
}

/** Milliseconds for one answer. */
const patience = 10_000;
const home = 'https://discord.com/api';
const fewSessions = 100;

/** Never throws. */
export async function checkDiscord(settings: {
  readonly token: string;
  readonly apiUrl: string | undefined;
}): Promise<readonly Checked[]> {
  const { token, apiUrl = home } = settings;
  const me = await ask(apiUrl, '/users/@me', token, ({ username }) => ({
    verdict: 'ok',
    says: `Discord knows the token: ${String(username)}.`,
  }));
  if (me.verdict === 'wrong') return [me];
  const gateway = await ask(apiUrl, '/gateway/bot', token, ({ session_start_limit: limit }) => {
    const left = Number(
      typeof limit === 'object' && limit !== null && 'remaining' in limit ? limit.remaining : Number.NaN,
    );
    return left < fewSessions
      ? {
          verdict: 'look',
          says: `Discord lets the bot begin only ${left} more sessions today: what restarts it so often?`,
        }
      : { verdict: 'ok', says: "Discord's gateway is open to the bot." };
  });
  return [me, gateway];
}

async function ask(
  apiUrl: string,
  path: string,
  token: string,
  read: (answer: Readonly<Record<string, unknown>>) => Pick<Checked, 'verdict' | 'says'>,
): Promise<Checked> {
  try {
    const response = await fetch(`${apiUrl.replace(/\/$/, '')}/v10${path}`, {
      headers: { authorization: `Bot ${token}`, 'user-agent': 'DiscordBot (https://attache.example, 1)' },
      signal: AbortSignal.timeout(patience),
    });
    const at = Date.parse(response.headers.get('date') ?? '') || undefined;
    if (response.status === 401) {
      return {
        verdict: 'wrong',
        says: 'Discord refuses DISCORD_TOKEN: reset it on the page of the bot, and set the new one.',
        at,
      };
    }
    if (response.status === 429)
      return { verdict: 'look', says: 'Discord answers, and asks to be asked less often.', at };
    if (!response.ok)
      return { verdict: 'look', says: `Discord answers ${response.status}: look at discordstatus.com.`, at };
    const answer: unknown = await response.json();
    if (typeof answer !== 'object' || answer === null) throw new Error('no object');
    return { ...read({ ...answer }), at };
  } catch (error) {
    const why =
      error instanceof Error && error.name === 'TimeoutError' ? 'does not answer' : 'cannot be reached';
    return {
      verdict: 'wrong',
      says: `Discord ${why} at ${apiUrl}: check network, proxy and DISCORD_API_URL.`,
      at: undefined,
    };
  }
}
