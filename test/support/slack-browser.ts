// A browser in which somebody lets Attaché into a workspace: follows to Slack and back, and keeps its cookies.
import type { SlackEmulator } from '../emulators/slack/slack-emulator.ts';
import type { Workspace } from '../emulators/slack/workspace.ts';
import { readHtml, wordsOf } from './read-html.ts';

export interface SeenPage {
  readonly status: number;
  readonly html: string;
  /** What is read on it. */
  readonly words: string;
  readonly headers: Headers;
}

export interface Browser {
  /** Begins at the link, agrees in Slack for this workspace, and comes back. */
  installs(workspace: Workspace): Promise<SeenPage>;
  /** Opens the link; the address at Slack that it leads to. */
  begins(): Promise<URL>;
  /** Agrees there, or cancels; the address that it leads back to. */
  agrees(atSlack: URL, workspace: Workspace, answer?: 'agree' | 'deny' | 'organisation'): Promise<URL>;
  /** Opens an address of Attaché's. */
  opens(address: URL | string): Promise<SeenPage>;
  /** As they are kept: name and value. */
  readonly cookies: Map<string, string>;
}

/** Where the world believes that Attaché is; a proxy leads it to the door. */
export const publicUrl = 'https://attache.example';

export function openBrowser(
  emulator: SlackEmulator,
  door: () => string,
  language = 'en-GB,en;q=0.9',
): Browser {
  const cookies = new Map<string, string>();

  async function get(address: URL | string): Promise<Response> {
    const { pathname, search } = new URL(address, publicUrl);
    const response = await fetch(`${door()}${pathname}${search}`, {
      redirect: 'manual',
      headers: {
        'accept-language': language,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const set of response.headers.getSetCookie()) keep(set);
    return response;
  }

  function keep(set: string): void {
    const [pair = '', ...ways] = set.split(';').map((one) => one.trim());
    const [name = '', value = ''] = pair.split('=');
    if (ways.includes('Max-Age=0')) cookies.delete(name);
    else cookies.set(name, value);
  }

  const browser: Browser = {
    cookies,
    async installs(workspace) {
      return browser.opens(await browser.agrees(await browser.begins(), workspace));
    },
    async begins() {
      const response = await get('/slack/install');
      return new URL(response.headers.get('location') ?? '');
    },
    async agrees(atSlack, workspace, answer = 'agree') {
      // slack.com is played by the emulator.
      const address = new URL(`${emulator.authorizeUrl}${atSlack.search}`);
      address.searchParams.set('team', workspace.id);
      address.searchParams.set('answer', answer);
      const response = await fetch(address, { redirect: 'manual' });
      return new URL(response.headers.get('location') ?? '');
    },
    async opens(address) {
      const response = await get(address);
      const html = await response.text();
      const words = html === '' ? '' : wordsOf(readHtml(html));
      return { status: response.status, html, words, headers: response.headers };
    },
  };
  return browser;
}
