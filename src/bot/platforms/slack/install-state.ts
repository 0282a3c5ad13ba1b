// The state of an installation under way: signed, of one browser, for ten minutes; that it is used once the record sees to.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Milliseconds to read what Slack asks and to agree. */
export const stateGoodFor = 10 * 60_000;

export interface NewState {
  /** Travels through Slack and comes back. */
  readonly state: string;
  /** Stays in the browser, as a cookie: who has only seen the state cannot use it. */
  readonly browser: string;
}

export type Judged = { readonly nonce: string } | 'wrong' | 'old';

export function newState(secret: string, now: number): NewState {
  const browser = randomBytes(16).toString('base64url');
  const said = [(now + stateGoodFor).toString(36), randomBytes(12).toString('base64url'), hashed(browser)];
  const text = said.join('.');
  return { state: `${text}.${signature(text, secret)}`, browser };
}

/** `wrong` where it was not made here, or not for this browser. */
export function judgeState(state: string, browser: string | undefined, secret: string, now: number): Judged {
  const cut = state.lastIndexOf('.');
  const text = state.slice(0, Math.max(0, cut));
  if (!isSame(state.slice(cut + 1), signature(text, secret))) return 'wrong';
  const [until = '', nonce = '', ofBrowser = ''] = text.split('.');
  if (browser === undefined || !isSame(hashed(browser), ofBrowser)) return 'wrong';
  return Number.parseInt(until, 36) < now ? 'old' : { nonce };
}

function signature(text: string, secret: string): string {
  return createHmac('sha256', secret).update(`installation ${text}`).digest('base64url');
}

function hashed(browser: string): string {
  return createHash('sha256').update(browser).digest('base64url');
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
