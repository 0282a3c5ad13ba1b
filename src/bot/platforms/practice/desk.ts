// What every address of the room works with: who asks for it, in which language, and the page that they see.
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { type Listener, languageOfLocale } from '#bot/platform.ts';
import type { ChannelId } from '#exchange/people.ts';
import { type CastPerson, mayEnter, type PracticeCast, shortId } from './cast.ts';
import { noticeHtml, pageHtml } from './draw-page.ts';
import type { Conversation } from './memory.ts';
import type { MovingClock } from './move-clock.ts';
import type { PracticeOptions } from './options.ts';
import type { Room } from './room.ts';
import { directOf, type Here, isOneOf } from './scene.ts';
import { type RoomKey, type RoomLanguage, roomLanguage } from './words.ts';

export interface RoomParts extends Omit<PracticeOptions, 'port' | 'memory'> {
  readonly room: Room;
  readonly port: () => number;
  readonly listener: () => Listener;
  readonly moving: MovingClock;
  readonly token: string;
}

/** The person whose address this is, and the world around them. */
export interface Visit {
  readonly cast: PracticeCast;
  readonly me: CastPerson;
}

export const languageCookie = 'attache-practice-language';

export async function visit(c: Context, parts: RoomParts): Promise<Visit | undefined> {
  const cast = await parts.cast();
  const me = cast.people.find((person) => shortId(person.account) === c.req.param('person'));
  return me && { cast, me };
}

/** `direct`, or the id of a channel that the person may enter; undefined for any other. */
export function placeIn({ cast, me }: Visit, where: string): Conversation | undefined {
  if (where === 'direct') return directOf(me.account);
  const channel = cast.channels.find((one) => one.id === where);
  return channel && mayEnter(channel, me) ? { channel: channel.id } : undefined;
}

/** A message that the person may see. */
export function messageFor({ cast, me }: Visit, room: Room, id: string) {
  const message = room.message(id);
  if (!message || (message.seenBy !== undefined && message.seenBy !== me.account)) return undefined;
  const where = message.conversation;
  if ('direct' in where) return where.direct === me.account ? message : undefined;
  return placeIn({ cast, me }, where.channel) && message;
}

/** The room's language: chosen, or the person's own; for a page without a person, the browser's. */
export function ownLanguage(c: Context, me?: CastPerson): RoomLanguage {
  const chosen = isOneOf(getCookie(c, languageCookie));
  return roomLanguage(chosen ?? me?.language ?? languageOfLocale(c.req.header('accept-language')) ?? 'en');
}

export async function page(c: Context, parts: RoomParts, { cast, me }: Visit, here: Here): Promise<Response> {
  const { room, clock, moving } = parts;
  const own = ownLanguage(c, me);
  const drawn = await pageHtml({
    room,
    me,
    here,
    own,
    people: cast.people,
    channels: cast.channels,
    clock: {
      now: clock.now(),
      zone: me.zone ?? clock.zone,
      stops: await parts.clockStops(own.language),
      ...moving.state(),
    },
    chosen: isOneOf(getCookie(c, languageCookie)),
    token: parts.token,
    draft: c.req.query('draft') ?? '',
    all: c.req.query('all') !== undefined,
  });
  if (here !== 'guide') await room.markRead(here, me.account);
  return c.html(drawn);
}

/** A page with a heading, a sentence, and the way back. */
export function notice(
  c: Context,
  status: 400 | 403 | 404 | 409 | 413 | 500,
  title: RoomKey,
  text: RoomKey,
  facts?: Record<string, string>,
): Response | Promise<Response> {
  const own = ownLanguage(c);
  const values = Object.fromEntries(
    Object.entries(facts ?? {}).map(([name, fact]) => [name, { value: fact }]),
  );
  const content = html`<h1>${own.says(title)}</h1><p>${own.says(text, values)}</p><p><a class="button primary" href="/">${own.says('missing.back')}</a></p>`;
  c.status(status);
  return c.html(noticeHtml(own, title, content));
}

export function missing(c: Context): Response | Promise<Response> {
  return notice(c, 404, 'missing.title', 'missing.text');
}

export function channelId(short: string): ChannelId {
  return `practice:${short}`;
}
