// Answers one interaction within Discord's rules: the first response within three seconds, once; then the webhook.
import type { REST } from 'discord.js';
import type { Log } from '#bot/log.ts';
import type { Reply } from '#bot/platform.ts';
import type { Drawing } from '#bot/view.ts';
import { draw } from './draw.ts';
import { failureOf } from './failures.ts';
import { deferAfterMs } from './limits.ts';
import { edited, messageFlags, newLaidOut } from './payload.ts';
import { renderForm } from './render-form.ts';
import type { TextReader } from './render-text.ts';
import type { LaidOut } from './render-view.ts';

/** developers/interactions/receiving-and-responding, Interaction Callback Type. */
const callback = { message: 4, thinking: 5, acknowledge: 6, update: 7, modal: 9 } as const;

/** What an answer needs to know of its interaction. */
export interface Answering {
  readonly id: string;
  readonly token: string;
  readonly applicationId: string;
  readonly user: string;
  readonly guild: string | undefined;
  /** Discord forbids a modal in answer to a modal. */
  readonly isModal: boolean;
  /** The message whose button was pressed, also when the press led to a form first. */
  readonly source: { readonly channel: string; readonly id: string; readonly isPrivate: boolean } | undefined;
}

export interface ReplyLanes {
  readonly replies: REST;
  readonly posts: REST;
  commands(): ReadonlyMap<string, string>;
  readonly log: Log;
}

/**
 * `fresh`: nothing said · `thinking`: a private "thinking…" stands · `acknowledged`: the pressed message may be
 * redrawn · `answered`: `@original` is a message of ours · `redrawn`: `@original` is the pressed message · `form`.
 */
type Stage = 'fresh' | 'thinking' | 'acknowledged' | 'answered' | 'redrawn' | 'form';

/** A reply, and `finish`, which is called when the bot has said all. */
export function replyTo(to: Answering, lanes: ReplyLanes): Reply & { finish(): Promise<void> } {
  let stage: Stage = 'fresh';
  let first: Promise<unknown> = Promise.resolve();
  const webhook = `/webhooks/${to.applicationId}/${to.token}` as const;
  const reader: Omit<TextReader, 'language'> = {
    mentioned: new Set([to.user]),
    guild: to.guild,
    commands: lanes.commands(),
  };
  const timer = setTimeout(defer, deferAfterMs);

  /** Sets the stage before anything is awaited, so that the timer and an answer never both come first. */
  function respond(
    type: number,
    next: Stage,
    data?: { body: object; files?: ReturnType<typeof newLaidOut>['files'] },
  ): Promise<unknown> {
    clearTimeout(timer);
    stage = next;
    first = lanes.replies.post(`/interactions/${to.id}/${to.token}/callback`, {
      body: data ? { type, data: data.body } : { type },
      ...(data?.files ? { files: data.files } : {}),
      auth: false,
    });
    return first;
  }

  function defer(): void {
    const acknowledged = to.source
      ? respond(callback.acknowledge, 'acknowledged')
      : respond(callback.thinking, 'thinking', { body: { flags: messageFlags.ephemeral } });
    acknowledged.catch((error: unknown) => {
      lanes.log.warn({ interaction: to.id, failure: failureOf(error).message }, 'Discord took no deferral.');
    });
  }

  async function say(message: LaidOut, isPrivate: boolean): Promise<void> {
    const made = newLaidOut(message, []);
    const body = isPrivate ? { ...made.body, flags: made.body.flags | messageFlags.ephemeral } : made.body;
    if (stage === 'fresh') {
      await respond(callback.message, 'answered', { body, files: made.files });
      return;
    }
    const wasThinking = stage === 'thinking';
    if (wasThinking) stage = 'answered';
    await first;
    if (wasThinking) await redrawOriginal(message);
    if (wasThinking && isPrivate) return;
    await lanes.replies.post(webhook, { body, files: made.files, auth: false });
    // A deferral was private, and cannot become public: what stood in its place has been said to everybody now.
    if (wasThinking) await lanes.replies.delete(`${webhook}/messages/@original`, { auth: false });
  }

  async function redrawOriginal(message: LaidOut): Promise<void> {
    const { body, files } = edited(message, []);
    await lanes.replies.patch(`${webhook}/messages/@original`, { body, files, auth: false });
  }

  /** Redraws the pressed message; `false` where Discord gives no way to it any more. */
  async function redraw(message: LaidOut): Promise<boolean> {
    if (!to.source) return false;
    if (stage === 'fresh') {
      await respond(callback.update, 'redrawn', edited(message, []));
      return true;
    }
    await first;
    if (stage === 'acknowledged' || stage === 'redrawn') {
      stage = 'redrawn';
      await redrawOriginal(message);
      return true;
    }
    if (to.source.isPrivate) return false;
    const { body, files } = edited(message, []);
    await lanes.posts.patch(`/channels/${to.source.channel}/messages/${to.source.id}`, { body, files });
    return true;
  }

  return {
    show: (drawing, seenBy) =>
      failing(async () => {
        for (const message of await messagesOf(drawing)) await say(message, seenBy === 'asker');
      }),

    update: (drawing) =>
      failing(async () => {
        const [head, ...more] = await messagesOf(drawing);
        const isPrivate = to.source?.isPrivate ?? true;
        const isRedrawn = await redraw(head);
        for (const message of isRedrawn ? more : [head, ...more])
          await say(message, isRedrawn ? isPrivate : true);
      }),

    openForm: async (form, page) => {
      if (stage !== 'fresh' || to.isModal) return false;
      const body = renderForm(form, page, { ...reader, language: form.language });
      try {
        await respond(callback.modal, 'form', { body });
        return true;
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind !== 'gone') throw failure;
        lanes.log.warn({ interaction: to.id, failure: failure.message }, 'A form came too late.');
        return false;
      }
    },

    // Discord closes a modal as it is submitted.
    mark: async () => false,

    finish: async () => {
      // Where nothing was said, this was a repeat that another process, or an earlier delivery, is answering:
      // an acknowledgement from here would take the answer out of its hands.
      clearTimeout(timer);
      try {
        await first;
        if (stage === 'thinking')
          await lanes.replies.delete(`${webhook}/messages/@original`, { auth: false });
      } catch (error) {
        lanes.log.warn(
          { interaction: to.id, failure: failureOf(error).message },
          'Discord took no end of a deferral.',
        );
      }
    },
  };

  async function messagesOf(drawing: Drawing): Promise<readonly [LaidOut, ...LaidOut[]]> {
    const { messages } = await draw(drawing, reader);
    return messages;
  }
}

async function failing(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw failureOf(error);
  }
}
