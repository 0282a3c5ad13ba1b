// Keeps the room to the person at this machine: checks Host, Origin and token, and forbids scripts of others.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

export type Trespass = 'host' | 'origin' | 'token';

export interface Guard {
  /** New with every start; stands in each page's forms, and in a cookie that no other site's request carries. */
  readonly token: string;
  readonly check: MiddlewareHandler;
}

/** The page's scripts, styles and pictures come from the room itself; nothing inline, no frame around it. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * A page from elsewhere can make a browser send requests to 127.0.0.1. It cannot set Host to ours (a name that it
 * points here would show), nor Origin, nor read the token.
 */
export function guardRoom(
  port: () => number,
  refuse: (c: Context, why: Trespass) => Response | Promise<Response>,
): Guard {
  const token = randomBytes(32).toString('base64url');

  async function check(c: Context, next: () => Promise<void>): Promise<Response | undefined> {
    const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    const host = c.req.header('host') ?? '';
    if (!hosts.includes(host)) return refuse(c, 'host');
    c.header('Content-Security-Policy', policy);
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('X-Frame-Options', 'DENY');
    c.header('Cross-Origin-Resource-Policy', 'same-origin');
    c.header('Cross-Origin-Opener-Policy', 'same-origin');
    // Not `no-referrer`: that would make browsers send `Origin: null` with every form.
    c.header('Referrer-Policy', 'same-origin');
    c.header('Cache-Control', 'no-store');

    // The port in its name keeps apart the cookies of two rooms on one machine.
    const cookie = `attache-practice-${port()}`;
    if (c.req.method === 'GET' || c.req.method === 'HEAD') {
      if (getCookie(c, cookie) !== token) {
        setCookie(c, cookie, token, { httpOnly: true, sameSite: 'Strict', path: '/' });
      }
      await next();
      return undefined;
    }
    if (c.req.header('origin') !== `http://${host}`) return refuse(c, 'origin');
    if (!same(getCookie(c, cookie), token) || !same(await tokenSent(c), token)) return refuse(c, 'token');
    await next();
    return undefined;
  }

  return { token, check: check as MiddlewareHandler };
}

async function tokenSent(c: Context): Promise<string | undefined> {
  const header = c.req.header('x-room-token');
  if (header !== undefined) return header;
  const sent = (await c.req.formData()).get('token');
  return typeof sent === 'string' ? sent : undefined;
}

function same(sent: string | undefined, token: string): boolean {
  const given = Buffer.from(sent ?? '');
  const right = Buffer.from(token);
  return given.length === right.length && timingSafeEqual(given, right);
}
