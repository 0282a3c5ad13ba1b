// The public pages: whoever holds a certificate's code sees whether it stands. No script, nothing kept, nothing listed.
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { badgeFactsOf } from '#bot/certificate.ts';
import type { Clock } from '#bot/clock.ts';
import type { Log } from '#bot/log.ts';
import type { Signing } from '#bot/signing-key.ts';
import { readCertificateCode } from '#exchange/certificate.ts';
import { isLanguage, type Language } from '#exchange/languages.ts';
import type { Store } from '#store/store.ts';
import { type Checked, checkedPage, languageAsked, pageHeaders } from './check-page.ts';
import { makeSlowing } from './slowing.ts';

export interface PublicPagesParts {
  readonly url: string;
  readonly port: number;
  readonly store: Store;
  readonly signing: Signing;
  readonly clock: Clock;
  readonly log: Log;
}

export interface PublicPages {
  readonly port: number;
  close(): Promise<void>;
}

/** Whoever asks has sent all of it by then. */
const arrivesWithin = 5_000;

/** Throws an error whose message is a sentence where the port cannot be had. */
export async function openPublicPages(parts: PublicPagesParts): Promise<PublicPages> {
  const { signing, clock, log } = parts;
  const mayTry = makeSlowing(clock);
  const app = new Hono();

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(pageHeaders))
      if (!c.res.headers.has(name)) c.header(name, value);
  });
  app.get('/verify', async (c) => {
    const code = c.req.query('code');
    return page(c, code === undefined ? { ask: true } : await check(c, code));
  });
  app.get('/verify/:code', async (c) => page(c, await check(c, c.req.param('code'))));
  app.get('/verify/:code/credential.jwt', async (c) => {
    const signed = await signedBadge(c, c.req.param('code'));
    if (signed === undefined) return c.text('', 404);
    return c.body(signed, 200, { 'content-type': 'application/vc+jwt' });
  });
  // https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-credentials
  app.get('/verify/:code/credential.json', async (c) => {
    const signed = await signedBadge(c, c.req.param('code'));
    if (signed === undefined) return c.json({}, 404);
    return c.json({
      '@context': 'https://www.w3.org/ns/credentials/v2',
      id: `data:application/vc+jwt,${signed}`,
      type: 'EnvelopedVerifiableCredential',
    });
  });
  // The second is where `did:web` looks for it under an address with a path.
  app.on('GET', ['/.well-known/did.json', '/did.json'], (c) =>
    signing.document === undefined
      ? c.json({}, 404)
      : c.json(signing.document, 200, { 'content-type': 'application/did+json' }),
  );
  app.notFound((c) => page(c, { gone: true }));
  app.onError((error, c) => {
    log.error({ error }, 'A public page could not be drawn');
    return c.text('', 500);
  });

  /** Each try is counted, right or wrong, so that nobody learns from the counting. */
  async function check(c: Context, typed: string): Promise<Checked> {
    return mayTry(addressOf(c)) ? { typed, found: await look(typed) } : { tooMany: true };
  }

  /** With a stranger's eyes: of a course that is not disclosed nothing is said. An unknown code costs the same look. */
  function look(typed: string) {
    const code = readCertificateCode(typed);
    return parts.store.read({ kind: 'stranger' }, async (records) => {
      const certificate = await records.certificates.byCode(code ?? '');
      const course = await records.courses.byId(certificate?.course ?? '');
      const hub = await records.organisations.hub();
      return certificate && { certificate, course, issuer: hub?.name ?? '' };
    });
  }

  async function signedBadge(c: Context, typed: string): Promise<string | undefined> {
    if (signing.sign === undefined || !mayTry(addressOf(c))) return undefined;
    const found = await look(typed);
    if (found?.course === undefined || found.certificate.revokedAt !== null) return undefined;
    const { certificate, course, issuer } = found;
    return signing.sign(badgeFactsOf({ certificate, course, issuer, organisation: undefined }), issuer);
  }

  function page(c: Context, checked: Checked): Response | Promise<Response> {
    const language = languageOf(c);
    const canSign = signing.sign !== undefined;
    const { html, status } = checkedPage(checked, { language, url: parts.url, canSign });
    return c.html(html, status, { 'content-language': language, vary: 'accept-language' });
  }

  const server = await listen(app, parts.port);
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound ? bound.port : parts.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function languageOf(c: Context): Language {
  const chosen = c.req.query('lang') ?? '';
  return isLanguage(chosen) ? chosen : languageAsked(c.req.header('accept-language'));
}

/** The proxy in front says whom it asks for; without one, whoever is connected. */
function addressOf(c: Context): string {
  const { incoming } = c.env as { incoming?: { socket: { remoteAddress?: string } } };
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  return forwarded ?? incoming?.socket.remoteAddress ?? '';
}

function listen(app: Hono, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: app.fetch,
        port,
        serverOptions: { requestTimeout: arrivesWithin, headersTimeout: arrivesWithin },
      },
      () => resolve(server as Server),
    );
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is taken by another program: stop that, or set PUBLIC_PORT to a free one.`;
      reject(cause.code === 'EADDRINUSE' ? new Error(taken, { cause }) : cause);
    });
  });
}
