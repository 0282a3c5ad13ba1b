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
  readonly botToken: string | undefined;
  readonly appToken: string | undefined;
  readonly apiUrl: string | undefined;
  readonly oauth: { readonly clientId: string; readonly clientSecret: string } | undefined;
}): Promise<readonly Checked[]> {
  const { botToken, appToken, oauth, apiUrl = home } = settings;
  const checked: Checked[] = [];
  if (botToken !== undefined)
    checked.push(
      await ask(apiUrl, 'auth.test', {
        token: botToken,
        good: ({ team, user }) => `Slack knows the bot token: ${user} in ${team}.`,
        setting: 'SLACK_BOT_TOKEN',
      }),
    );
  if (appToken !== undefined)
    checked.push(
      await ask(apiUrl, 'apps.connections.open', {
        token: appToken,
        good: () => 'Slack knows the app token: Socket Mode is open.',
        setting: 'SLACK_APP_TOKEN',
      }),
    );
  if (oauth !== undefined)
    checked.push(
      // Of a code that nobody was given, Slack says that it does not know it; of a wrong client, that first.
      await ask(apiUrl, 'oauth.v2.access', {
        body: { client_id: oauth.clientId, client_secret: oauth.clientSecret, code: 'doctor' },
        goodError: 'invalid_code',
        good: () => 'Slack knows the client id and its secret: workspaces can install Attaché.',
        setting: 'SLACK_CLIENT_ID or SLACK_CLIENT_SECRET',
      }),
    );
  return checked;
}

interface Question {
  readonly token?: string;
  readonly body?: Readonly<Record<string, string>>;
  /** The refusal that is the answer hoped for. */
  readonly goodError?: string;
  readonly good: (answer: Readonly<Record<string, unknown>>) => string;
  readonly setting: string;
}

async function ask(
  apiUrl: string,
  method: string,
  { token, body = {}, goodError, good, setting }: Question,
): Promise<Checked> {
  try {
    const response = await fetch(new URL(method, apiUrl), {
      method: 'POST',
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      body: new URLSearchParams(body),
      signal: AbortSignal.timeout(patience),
    });
    const at = Date.parse(response.headers.get('date') ?? '') || undefined;
    if (response.status === 429)
      return { verdict: 'ok', says: 'Slack answers, and asks to be asked less often.', at };
    const answer: unknown = await response.json();
    if (typeof answer !== 'object' || answer === null) throw new Error('no object');
    const fields = { ...answer } as Readonly<Record<string, unknown>>;
    if (fields.ok === true || (goodError !== undefined && fields.error === goodError))
      return { verdict: 'ok', says: good(fields), at };
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
