// The room's addresses: pages to look at, and what can be said, pressed, filled in and moved.
import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { streamSSE } from 'hono/streaming';
import { languageOfLocale, type Listener } from '#bot/platform.ts';
import { splitCommand, readTypedText } from '#bot/typed-text.ts';
import type { ChannelId } from '#exchange/people.ts';
import { newKey, replyTo, sourceOf } from './answers.ts';
import { readAssets } from './assets.ts';
import { type CastPerson, mayEnter, type PracticeCast, shortId } from './cast.ts';
import { complete, resolveNames } from './completion.ts';
import { noticeHtml, overHtml, pageHtml } from './draw-page.ts';
import { fileOf, pictureOf } from './enclosures.ts';
import { guardRoom, type Trespass } from './guard.ts';
import type { Conversation } from './memory.ts';
import { movingClock, readMove } from './move-clock.ts';
import type { PracticeOptions } from './practice.ts';
import { readForm } from './read-form.ts';
import type { Room } from './room.ts';
import { addressOf, directOf, type Here, isOneOf, placeFor } from './scene.ts';
import { roomLanguage, type RoomLanguage } from './words.ts';

export interface RoutesParts extends Omit<PracticeOptions, 'port' | 'memory'> {
  readonly room: Room;
  readonly port: () => number;
  readonly listener: () => Listener;
}

export interface RoomRoutes {
  fetch(request: Request): Response | Promise<Response>;
  /** Ends the live connections, and waits for what was begun. */
  finish(): Promise<void>;
}

const largestBody = 30_000_000;

export function roomRoutes(parts: RoutesParts): RoomRoutes {
  return new Hono() as never;
}
