// How a workspace lets Attaché in by itself: sends the browser to Slack, and keeps what it brings back.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebClient } from '@slack/web-api';
import type { InstallationBook } from '#bot/installation-book.ts';
import type { Log } from '#bot/log.ts';
import { command, type Text, value } from '#bot/text.ts';
import { readWords, type Say } from '#bot/words.ts';
import type { Language } from '#exchange/languages.ts';
import { errorWord } from './failures.ts';
import { accountId, placeId } from './ids.ts';
import { drawPage, languageOfHeader, type Page, pageHeaders } from './install-page.ts';
import { judgeState, newState, stateGoodFor } from './install-state.ts';
import { installAddress, installPath, redirectPath, scopes } from './manifest.ts';
import en from './words/en.json' with { type: 'json' };

const words = readWords(import.meta.url, en);

export interface OAuthSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
  /** Where people's browsers reach Attaché, without a slash at the end. */
  readonly publicUrl: string;
}

export interface InstallParts {
  readonly oauth: OAuthSettings;
  readonly book: InstallationBook;
  /** Without a token, for the exchange of the code. */
  readonly client: WebClient;
  readonly commandPrefix: string;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface Install {
  /** Answers what is one of its own paths; false for any other. */
  takes(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

/** Of the browser, so never through SLACK_API_URL. https://docs.slack.dev/authentication/installing-with-oauth */
const authorizeAddress = 'https://slack.com/oauth/v2/authorize';

/** Why nothing was installed, and the status of the page that says so. */
const troubles = {
  denied: 400,
  wrong: 400,
  old: 400,
  used: 400,
  enterprise: 400,
  refused: 502,
  unreachable: 502,
  unkept: 503,
} as const;

type Trouble = keyof typeof troubles;
type Outcome =
  | { readonly trouble: Trouble; readonly says?: string }
  | { readonly installed: 'first' | 'again'; readonly name: string };

export function makeInstall(parts: InstallParts): Install {
  const { oauth, book, client, log, now } = parts;
  const redirectUri = `${oauth.publicUrl}${redirectPath}`;
  const cookie = cookieFor(oauth.publicUrl);

  function begin(response: ServerResponse): void {
    const { state, browser } = newState(oauth.stateSecret, now());
    const to = new URL(authorizeAddress);
    to.searchParams.set('client_id', oauth.clientId);
    to.searchParams.set('scope', scopes.map(({ scope }) => scope).join(','));
    to.searchParams.set('redirect_uri', redirectUri);
    to.searchParams.set('state', state);
    response
      .writeHead(302, {
        location: to.href,
        'set-cookie': cookie.kept(browser),
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'content-length': 0,
      })
      .end();
  }

  async function end(query: URLSearchParams, browser: string | undefined): Promise<Outcome> {
    if (query.has('error')) return { trouble: 'denied' };
    const judged = judgeState(query.get('state') ?? '', browser, oauth.stateSecret, now());
    if (typeof judged === 'string') return { trouble: judged };
    // Before anything is done with it, so that of two who bring the same one goes on.
    if (!(await book.claim(`slack installation ${judged.nonce}`))) return { trouble: 'used' };
    return exchange(query.get('code') ?? '');
  }

  async function exchange(code: string): Promise<Outcome> {
    let granted: Awaited<ReturnType<WebClient['oauth']['v2']['access']>>;
    try {
      granted = await client.oauth.v2.access({
        client_id: oauth.clientId,
        client_secret: oauth.clientSecret,
        code,
        redirect_uri: redirectUri,
      });
    } catch (error) {
      const word = errorWord(error);
      log.warn({ says: word ?? 'no answer' }, 'Slack did not take the code of an installation');
      return word === undefined ? { trouble: 'unreachable' } : { trouble: 'refused', says: word };
    }
    const { team, access_token: token, bot_user_id: botUser } = granted;
    if (granted.is_enterprise_install === true || !team?.id) return { trouble: 'enterprise' };
    if (!token || !botUser) return { trouble: 'refused', says: 'no_bot_token' };
    const installer = granted.authed_user?.id;
    const installed = await book.keep({
      place: placeId(team.id),
      platform: 'slack',
      name: team.name ?? team.id,
      enterprise: granted.enterprise?.name,
      botUser,
      scopes: granted.scope ?? '',
      installedBy: installer === undefined ? undefined : accountId(team.id, installer),
      token,
    });
    log.info({ team: team.id, installed }, 'Attaché was installed in a Slack workspace');
    return { installed, name: team.name ?? team.id };
  }

  async function outcomeOf(query: URLSearchParams, browser: string | undefined): Promise<Outcome> {
    try {
      return await end(query, browser);
    } catch (error) {
      log.error({ error }, 'An installation could not be kept');
      return { trouble: 'unkept' };
    }
  }

  function pageOf(outcome: Outcome, language: Language): Page {
    const say = words.in(language);
    if ('installed' in outcome) return { language, ...pageInstalled(outcome, say) };
    return {
      language,
      heading: say('install.not'),
      paragraphs: [
        say(`install.${outcome.trouble}`, { word: value(outcome.says ?? '') }),
        // Slack may have let Attaché in without an answer that could be kept.
        ...(troubles[outcome.trouble] === 400 ? [say('install.unchanged')] : []),
      ],
      link: { address: installAddress(oauth.publicUrl), label: say('install.begin') },
    };
  }

  return {
    async takes(request, response) {
      const [path, query = ''] = (request.url ?? '/').split('?', 2);
      if (path !== installPath && path !== redirectPath) return false;
      if (request.method !== 'GET') {
        response.writeHead(405, { allow: 'GET', connection: 'close' }).end();
        return true;
      }
      if (path === installPath) begin(response);
      else {
        const outcome = await outcomeOf(new URLSearchParams(query), cookie.in(request.headers.cookie));
        const page = pageOf(outcome, languageOfHeader(request.headers['accept-language']));
        const body = drawPage(page, parts.commandPrefix);
        const status = 'trouble' in outcome ? troubles[outcome.trouble] : 200;
        // A link to begin again makes another; this one has been used, or was none.
        response.writeHead(status, { ...pageHeaders, 'set-cookie': cookie.gone }).end(body);
      }
      return true;
    },
  };
}

function pageInstalled(
  { installed, name }: { readonly installed: 'first' | 'again'; readonly name: string },
  say: Say<keyof typeof en>,
): { readonly heading: Text; readonly paragraphs: readonly Text[] } {
  const heading = say(`install.${installed}`, { workspace: value(name) });
  if (installed === 'again') return { heading, paragraphs: [say('install.again.text')] };
  return {
    heading,
    paragraphs: [
      say('install.join', { join: command('exchange join') }),
      say('install.setup', { setup: command('exchange setup') }),
      say('install.invite'),
    ],
  };
}

/** Bound to the host by its name where there is a certificate: no other page of the domain can plant one. */
function cookieFor(publicUrl: string) {
  const isEncrypted = publicUrl.startsWith('https:');
  const name = isEncrypted ? '__Host-attache-install' : 'attache-install';
  const ways = `Path=/; HttpOnly; SameSite=Lax${isEncrypted ? '; Secure' : ''}`;
  return {
    kept: (browser: string) => `${name}=${browser}; Max-Age=${stateGoodFor / 1000}; ${ways}`,
    gone: `${name}=; Max-Age=0; ${ways}`,
    in: (header: string | undefined) =>
      header
        ?.split(';')
        .map((one) => one.trim())
        .find((one) => one.startsWith(`${name}=`))
        ?.slice(name.length + 1),
  };
}
