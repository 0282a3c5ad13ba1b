// The small server for whoever watches over Attaché: alive, ready, and in figures. It tells nothing about people.
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { PlatformName } from '#bot/platform.ts';
import type { Missing } from './readiness.ts';

export interface HealthAnswers {
  /** Why the process should not live on. */
  readonly alive: () => readonly string[];
  /** With the name of a platform: what is missing for it alone. */
  readonly ready: (platform?: PlatformName) => Promise<readonly Missing[]>;
  readonly platforms: readonly PlatformName[];
  readonly metrics: () => Promise<{ readonly text: string; readonly contentType: string }>;
}

export interface HealthServer {
  /** `http://127.0.0.1:9464`. */
  readonly address: string;
  close(): Promise<void>;
}

/** Whoever asks has sent all of it by then. */
const arrivesWithin = 5_000;

/** Throws an error whose message is a sentence where the port cannot be had. */
export async function openHealthServer(
  { host, port }: { readonly host: string; readonly port: number },
  answers: HealthAnswers,
): Promise<HealthServer> {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
  });
  app.get('/healthz', (c) => {
    const reasons = answers.alive();
    return reasons.length === 0 ? c.json({ alive: true }) : c.json({ alive: false, reasons }, 503);
  });
  // A balancer asks for the platform that it leads to: an outage of one is none of the other.
  for (const platform of [undefined, ...answers.platforms]) {
    app.get(platform === undefined ? '/readyz' : `/readyz/${platform}`, async (c) => {
      const missing = await answers.ready(platform);
      return missing.length === 0 ? c.json({ ready: true }) : c.json({ ready: false, missing }, 503);
    });
  }
  app.get('/metrics', async (c) => {
    const { text, contentType } = await answers.metrics();
    return c.body(text, 200, { 'content-type': contentType });
  });
  app.notFound((c) => c.text('There are /healthz, /readyz and /metrics.\n', 404));

  const server = await listen(app, host, port);
  const bound = server.address();
  const boundPort = typeof bound === 'object' && bound ? bound.port : port;
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(app: Hono, hostname: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: app.fetch,
        hostname,
        port,
        serverOptions: { requestTimeout: arrivesWithin, headersTimeout: arrivesWithin },
      },
      () => resolve(server as Server),
    );
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const says = sentences[cause.code ?? '']?.(hostname, port);
      reject(says === undefined ? cause : new Error(says, { cause }));
    });
  });
}

const sentences: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (_, port) =>
    `Port ${port} is taken by another program: stop that, or set HEALTH_PORT to a free one, or to off.`,
  EACCES: (_, port) => `Port ${port} may not be opened by this account: set HEALTH_PORT to one above 1023.`,
  EADDRNOTAVAIL: (host) => `${host} is no address of this machine: mend HEALTH_HOST.`,
  ENOTFOUND: (host) => `${host} is no address of this machine: mend HEALTH_HOST.`,
};
