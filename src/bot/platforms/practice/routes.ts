// The room's addresses: the guarded door, the live signal, the clock, the language, starting over.
import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, setCookie } from 'hono/cookie';
import { streamSSE } from 'hono/streaming';
import { readAssets } from './assets.ts';
import { languageCookie, missing, notice, ownLanguage, type RoomParts } from './desk.ts';
import { noticeHtml, overHtml } from './draw-page.ts';
import { guardRoom, type Trespass } from './guard.ts';
import { movingClock, readMove } from './move-clock.ts';
import { personRoutes, textOf } from './person-routes.ts';
import { addressOf, isOneOf } from './scene.ts';

export interface RoomRoutes {
  fetch(request: Request): Response | Promise<Response>;
  /** Ends the live connections, and waits for what was begun. */
  finish(): Promise<void>;
}

/** Enough for any file that a form asks for. */
const largestBody = 30_000_000;
/** A live connection is used at least this often, so that the clock on the page keeps up. */
const heartbeat = 30_000;

export function roomRoutes(given: Omit<RoomParts, 'moving' | 'token'>): RoomRoutes {
  const guard = guardRoom(given.port, trespass);
  const parts: RoomParts = { ...given, moving: movingClock(given), token: guard.token };
  const { room, moving, log } = parts;
  const assets = readAssets();
  const begun = new Set<Promise<unknown>>();
  const ended = new AbortController();
  const app = new Hono();

  app.use(
    bodyLimit({ maxSize: largestBody, onError: (c) => notice(c, 413, 'fault.title', 'trespass.large') }),
  );
  app.use(guard.check);
  app.notFound(missing);
  app.onError((error, c) => {
    const reference = randomBytes(4).toString('hex');
    log.error({ reference, error, path: c.req.path }, 'A page of the practice room failed');
    return notice(c, 500, 'fault.title', 'fault.text', { reference });
  });

  app.get('/', async (c) => {
    const { people } = await parts.cast();
    const first = people.find((person) => person.role === 'liaison') ?? people[0];
    return first ? c.redirect(addressOf(first, 'guide')) : missing(c);
  });
  app.get('/assets/:name', (c) => {
    const asset = assets.get(c.req.param('name'));
    if (!asset) return missing(c);
    return c.body(asset.bytes, 200, { 'Content-Type': asset.type, 'Cache-Control': 'private, max-age=60' });
  });
  app.get('/events', (c) => liveSignal(c));
  app.route('/as/:person', personRoutes(parts));

  app.post('/language', async (c) => {
    const sent = await c.req.formData();
    const language = isOneOf(textOf(sent, 'language'));
    if (language)
      setCookie(c, languageCookie, language, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        maxAge: 31_536_000,
      });
    else deleteCookie(c, languageCookie, { path: '/' });
    return c.redirect(backTo(textOf(sent, 'back')), 303);
  });
  app.post('/clock', async (c) => {
    const sent = await c.req.formData();
    const move = readMove(textOf(sent, 'to'), parts.clock.now());
    if (!move) return notice(c, 400, 'clock.title', 'clock.bad');
    if (!moving.move(move)) return notice(c, 409, 'clock.title', 'clock.busy');
    return c.redirect(backTo(textOf(sent, 'back')), 303);
  });
  app.get('/start-over', (c) => {
    const own = ownLanguage(c);
    return c.html(noticeHtml(own, 'over.action', overHtml(own, parts.token, '/')));
  });
  app.post('/start-over', async (c) => {
    if (moving.state().moving) return notice(c, 409, 'clock.title', 'clock.busy');
    // The record first: what is still on its way from the old one is cleared away with the rest.
    await parts.startOver();
    moving.forget();
    await room.clear();
    return c.redirect('/', 303);
  });

  function trespass(c: Context, why: Trespass): Response | Promise<Response> {
    given.log.warn(
      { why, path: c.req.path, method: c.req.method },
      'A request to the practice room was refused',
    );
    return notice(c, 403, 'trespass.title', `trespass.${why}`);
  }

  /** Tells the page that something changed; it then fetches itself again. */
  function liveSignal(c: Context): Response {
    return streamSSE(c, async (stream) => {
      let wake: () => void = () => undefined;
      // A change while the last one is being told must not be lost.
      let pending = false;
      const forget = room.onChange(() => {
        pending = true;
        wake();
      });
      const end = () => {
        stream.abort();
        wake();
      };
      ended.signal.addEventListener('abort', end);
      stream.onAbort(() => wake());
      try {
        await stream.writeSSE({ event: 'open', data: '' });
        while (!stream.aborted && !ended.signal.aborted) {
          await new Promise<void>((resolve) => {
            if (pending) return resolve();
            const timer = setTimeout(resolve, heartbeat);
            wake = () => {
              clearTimeout(timer);
              resolve();
            };
          });
          if (stream.aborted || ended.signal.aborted) break;
          pending = false;
          await stream.writeSSE({ event: 'changed', data: '' });
        }
      } finally {
        forget();
        ended.signal.removeEventListener('abort', end);
      }
    });
  }

  return {
    fetch: (request) => {
      const answering = Promise.resolve(app.fetch(request));
      begun.add(answering);
      return answering.finally(() => begun.delete(answering));
    },
    finish: async () => {
      ended.abort();
      await Promise.allSettled(begun);
    },
  };
}

/** Only a path of this room: `//elsewhere` would leave it. */
function backTo(path: string): string {
  return /^\/(?!\/)[^\\\s]*$/u.test(path) ? path : '/';
}
