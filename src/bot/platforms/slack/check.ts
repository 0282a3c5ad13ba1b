// Asks Slack whether the tokens are good, for the doctor: two calls that change nothing.

export interface Checked {
  readonly verdict: 'ok' | 'wrong';
  readonly says: string;
  /** Slack's clock as it answered, in epoch milliseconds. */
  readonly at: number | undefined;
}

/** Milliseconds for one answer. */
const patience = 10_000;
const home = 'https://slack.com/api/';

/** Never throws. */
export async function checkSlack(settings: {
  readonly botToken: string;
  readonly appToken: string | undefined;
  readonly apiUrl: string | undefined;
}): Promise<readonly Checked[]> {
  const { botToken, appToken, apiUrl = home } = settings;
  const bot = await ask(
    apiUrl,
    'auth.test',
    botToken,
    ({ team, user }) => `Slack knows the bot token: ${user} in ${team}.`,
    'SLACK_BOT_TOKEN',
  );
  if (appToken === undefined) return [bot];
  const app = await ask(
    apiUrl,
    'apps.connections.open',
    appToken,
    () => 'Slack knows the app token: Socket Mode is open.',
    'SLACK_APP_TOKEN',
  );
  return [bot, app];
}

async function ask(
  apiUrl: string,
  method: string,
  token: string,
  good: (answer: Readonly<Record<string, unknown>>) => string,
  setting: string,
): Promise<Checked> {
  try {
    const response = await fetch(new URL(method, apiUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
      signal: AbortSignal.timeout(patience),
    });
    const at = Date.parse(response.headers.get('date') ?? '') || undefined;
    if (response.status === 429)
      return { verdict: 'ok', says: 'Slack answers, and asks to be asked less often.', at };
    const answer: unknown = await response.json();
    if (typeof answer !== 'object' || answer === null) throw new Error('no object');
    const fields = { ...answer } as Readonly<Record<string, unknown>>;
    if (fields.ok === true) return { verdict: 'ok', says: good(fields), at };
    return {
      verdict: 'wrong',
      says: `Slack refuses ${setting} (${String(fields.error)}): copy it anew from the app's page.`,
      at,
    };
  } catch (error) {
    const why =
      error instanceof Error && error.name === 'TimeoutError' ? 'does not answer' : 'cannot be reached';
    return {
      verdict: 'wrong',
      says: `Slack ${why} at ${apiUrl}: check network, proxy and SLACK_API_URL.`,
      at: undefined,
    };
  }
}
