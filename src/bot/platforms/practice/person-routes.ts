// What one person looks at and does: `/as/kwame/…`.
import { type Context, Hono } from 'hono';
import type { RawValues } from '#bot/field.ts';
import { readTypedText, splitCommand } from '#bot/typed-text.ts';
import { longestRoute } from '#bot/view.ts';
import { newKey, replyTo, sourceOf } from './answers.ts';
import { complete, resolveNames } from './completion.ts';
import {
  channelId,
  messageFor,
  missing,
  ownLanguage,
  page,
  placeIn,
  type RoomParts,
  type Visit,
  visit,
} from './desk.ts';
import { fileOf, pictureOf } from './enclosures.ts';
import type { Conversation } from './memory.ts';
import { readForm } from './read-form.ts';
import { addressOf, mine } from './scene.ts';

type Handler = (c: Context, visit: Visit) => Promise<Response> | Response;

export function personRoutes(parts: RoomParts): Hono {
  const { room, clock } = parts;
  const app = new Hono();
  const submitting = new Set<string>();

  function asPerson(handle: Handler) {
    return async (c: Context) => {
      const known = await visit(c, parts);
      return known ? handle(c, known) : missing(c);
    };
  }

  function incoming(doing: Parameters<typeof replyTo>[0]) {
    // Whoever goes on has read how the last move of the clock ended.
    parts.moving.forget();
    return { ...sourceOf(doing), key: newKey(), reply: replyTo(doing, room, clock) };
  }

  async function runCommand(text: string, conversation: Conversation, { cast, me }: Visit): Promise<void> {
    const { path, outline, rest } = splitCommand(text, parts.listener().catalogue);
    const read = outline ? readTypedText(rest, outline) : { given: {}, unread: rest === '' ? [] : [rest] };
    const given = outline ? resolveNames(outline, read.given, cast.people, cast.channels) : read.given;
    await parts
      .listener()
      .asked({ ...incoming({ person: me, conversation }), path, given, unread: read.unread });
  }

  function suggest(me: Visit['me'], conversation: Conversation) {
    return (path: string, option: string, typed: string, given: RawValues) =>
      parts.listener().suggesting({ ...sourceOf({ person: me, conversation }), path, option, typed, given });
  }

  app.get(
    '/guide',
    asPerson((c, known) => page(c, parts, known, 'guide')),
  );
  app.get(
    '/direct',
    asPerson((c, known) => page(c, parts, known, { direct: known.me.account })),
  );
  app.get(
    '/channel/:channel',
    asPerson((c, known) => {
      const conversation = placeIn(known, channelId(c.req.param('channel') ?? ''));
      return conversation ? page(c, parts, known, conversation) : missing(c);
    }),
  );

  app.post(
    '/say',
    asPerson(async (c, known) => {
      const sent = await c.req.formData();
      const conversation = placeIn(known, textOf(sent, 'where'));
      if (!conversation) return missing(c);
      const text = textOf(sent, 'text').trim();
      const isCommand = text.startsWith('/');
      if (text !== '') {
        await room.add({
          conversation,
          at: clock.now(),
          from: known.me.account,
          content: { typed: text },
          addressees: [],
          // As in other chats, a command is between the asker and the bot.
          ...(isCommand ? { seenBy: known.me.account } : {}),
        });
      }
      if (isCommand) await runCommand(text, conversation, known);
      return c.redirect(addressOf(known.me, conversation), 303);
    }),
  );

  app.post(
    '/press',
    asPerson(async (c, known) => {
      const sent = await c.req.formData();
      const message = messageFor(known, room, textOf(sent, 'message'));
      const route = textOf(sent, 'route');
      if (!message || route === '' || route.length > longestRoute) return missing(c);
      const { conversation } = message;
      const chosen = sent.get('chosen');
      await parts.listener().pressed({
        ...incoming({ person: known.me, conversation, message: message.id }),
        route,
        chosen: typeof chosen === 'string' ? chosen : undefined,
      });
      return c.redirect(addressOf(known.me, conversation), 303);
    }),
  );

  app.post(
    '/form',
    asPerson(async (c, known) => {
      const sent = await c.req.formData();
      const { account } = known.me;
      const open = room.formBefore(account);
      const key = textOf(sent, 'key');
      // Sent twice, or from a page that is no longer true: what stands open now is shown instead.
      if (!open || open.key !== key || submitting.has(key)) {
        return c.redirect(addressOf(known.me, open?.conversation ?? { direct: account }), 303);
      }
      submitting.add(key);
      try {
        const { values, shown } = readForm(open, sent);
        const doing = { person: known.me, conversation: open.conversation, submitted: open, typed: values };
        await parts.listener().submitted({ ...incoming(doing), form: open.form.id, values, shown });
        const after = room.formBefore(account);
        if (after?.key === key && after.version === open.version) await room.setForm(account, undefined);
      } finally {
        submitting.delete(key);
      }
      return c.redirect(addressOf(known.me, open.conversation), 303);
    }),
  );

  app.post(
    '/form/close',
    asPerson(async (c, known) => {
      const open = room.formBefore(known.me.account);
      const key = textOf(await c.req.formData(), 'key');
      if (open?.key === key) await room.setForm(known.me.account, undefined);
      return c.redirect(addressOf(known.me, open?.conversation ?? { direct: known.me.account }), 303);
    }),
  );

  app.post(
    '/form/suggest',
    asPerson(async (c, known) => {
      const open = room.formBefore(known.me.account);
      if (!open) return c.json({ offers: [], said: '' });
      const sent = await c.req.formData();
      const option = textOf(sent, 'option');
      const { [option]: _, ...given } = readForm(open, sent).values;
      const offers = await suggest(known.me, open.conversation)(
        open.form.path,
        option,
        textOf(sent, 'typed'),
        given,
      );
      return c.json({
        offers,
        said: ownLanguage(c, known.me).says('completion.found', { count: offers.length }),
      });
    }),
  );

  app.get(
    '/complete',
    asPerson(async (c, known) => {
      const conversation = placeIn(known, c.req.query('where') ?? 'direct');
      if (!conversation) return missing(c);
      const { says, language } = ownLanguage(c, known.me);
      const found = await complete({
        text: c.req.query('text') ?? '',
        language,
        catalogue: parts.listener().catalogue,
        people: known.cast.people,
        channels: mine({ channels: known.cast.channels, me: known.me }),
        suggest: suggest(known.me, conversation),
      });
      return c.json({ ...found, said: says('completion.found', { count: found.offers.length }) });
    }),
  );

  app.get(
    '/picture/:message/:block',
    asPerson(async (c, known) => {
      const message = messageFor(known, room, c.req.param('message') ?? '');
      const png = message && (await pictureOf(message, Number(c.req.param('block'))));
      return png ? c.body(new Uint8Array(png), 200, { 'Content-Type': 'image/png' }) : missing(c);
    }),
  );

  app.get(
    '/file/:message/:block',
    asPerson((c, known) => {
      const message = messageFor(known, room, c.req.param('message') ?? '');
      const file = message && fileOf(message, Number(c.req.param('block')));
      if (!file) return missing(c);
      return c.body(new Uint8Array(file.bytes), 200, {
        'Content-Type': /^[\w.+-]+\/[\w.+-]+(; ?[\w-]+=[\w-]+)*$/u.test(file.mediaType)
          ? file.mediaType
          : 'application/octet-stream',
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      });
    }),
  );

  return app;
}

export function textOf(sent: FormData, name: string): string {
  const value = sent.get(name);
  return typeof value === 'string' ? value : '';
}
