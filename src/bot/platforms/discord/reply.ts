// Answers one interaction within Discord's rules: the first response within three seconds, once; then the webhook.
import type { REST } from '@discordjs/rest';
import type { Log } from '#bot/log.ts';
import type { Meter } from '#bot/meter.ts';
import type { Reply } from '#bot/platform.ts';
import type { Drawing } from '#bot/view.ts';
import { draw } from './draw.ts';
import { failureOf, isSpent } from './failures.ts';
import { deferAfterMs } from './limits.ts';
import type { Mark } from './marks.ts';
import { edited, messageFlags, newLaidOut } from './payload.ts';
import type { PostLane } from './post-lane.ts';
import { changing } from './post-messages.ts';
import { renderForm, saysAllThatIsWrong } from './render-form.ts';
import type { TextReader } from './render-text.ts';
import type { LaidOut } from './render-view.ts';

/** developers/interactions/receiving-and-responding, Interaction Callback Type. */
export const callback = {
  message: 4,
  thinking: 5,
  acknowledge: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;

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
  readonly source: Pressed | undefined;
  /** A process that has died since acknowledged it, and said no more. */
  readonly isResumed: boolean;
  /** Keeps it on disk, before it is acknowledged without an answer (`Listener.keep`). */
  keep(): Promise<void>;
}

export interface Pressed {
  readonly channel: string;
  readonly id: string;
  readonly isPrivate: boolean;
  /** Of a delivery: it stays with the message, so that redrawing does not hide it from whoever looks for it. */
  readonly mark: Mark | undefined;
}

export interface ReplyLanes {
  readonly replies: REST;
  readonly posts: PostLane;
  commands(): ReadonlyMap<string, string>;
  readonly log: Log;
  readonly meter: Meter;
}

/**
 * `fresh`: nothing said · `thinking`: a private "thinking…" stands · `acknowledged`: the pressed message may be
 * redrawn · `answered`: `@original` is a message of ours · `redrawn`: `@original` is the pressed message · `form`.
 */
type Stage = 'fresh' | 'thinking' | 'acknowledged' | 'answered' | 'redrawn' | 'form';

export interface AnsweringReply extends Reply {
  /**
   * Says that the answer is coming, before anything is done: for what Discord sends once more after a connection was
   * lost. `false` where nobody would see an answer any more, or where it was acknowledged before: whoever did has
   * answered it, or has kept it for whoever comes after. Then nothing is to be done here.
   */
  acknowledge(): Promise<boolean>;
  /** Called when the bot has said all. */
  finish(): Promise<void>;
}

export function replyTo(to: Answering, lanes: ReplyLanes): AnsweringReply {
  const arrived = performance.now();
  const begun: Stage = to.source ? 'acknowledged' : 'thinking';
  let stage: Stage = to.isResumed ? begun : 'fresh';
  let first: Promise<unknown> = Promise.resolve();
  const webhook = `/webhooks/${to.applicationId}/${to.token}` as const;
  const reader: Omit<TextReader, 'language'> = {
    mentioned: new Set([to.user]),
    guild: to.guild,
    commands: lanes.commands(),
  };
  const timer = to.isResumed ? undefined : setTimeout(defer, deferAfterMs);

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
    void first.then(
      () => lanes.meter.acknowledged('discord', performance.now() - arrived),
      () => undefined,
    );
    return first;
  }

  function begin(): Promise<unknown> {
    return to.source
      ? respond(callback.acknowledge, begun)
      : respond(callback.thinking, begun, { body: { flags: messageFlags.ephemeral } });
  }

  async function defer(): Promise<void> {
    try {
      await to.keep();
      if (stage === 'fresh') await begin();
    } catch (error) {
      lanes.log.warn(
        { interaction: to.id, failure: failureOf(error).message },
        'A deferral did not succeed.',
      );
    }
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

  async function redrawOriginal(message: LaidOut, mark?: Mark): Promise<void> {
    const { body, files } = edited(message, [], mark);
    await lanes.replies.patch(`${webhook}/messages/@original`, { body, files, auth: false });
  }

  /** Redraws the pressed message; `false` where Discord gives no way to it any more. */
  async function redraw(message: LaidOut): Promise<boolean> {
    if (!to.source) return false;
    if (stage === 'fresh') {
      await respond(callback.update, 'redrawn', edited(message, [], to.source.mark));
      return true;
    }
    await first;
    if (stage === 'acknowledged' || stage === 'redrawn') {
      stage = 'redrawn';
      await redrawOriginal(message, to.source.mark);
      return true;
    }
    if (to.source.isPrivate) return false;
    await lanes.posts.call(changing(to.source.channel, to.source.id, edited(message, [], to.source.mark)));
    return true;
  }

  return {
    acknowledge: async () => {
      await to.keep();
      try {
        await begin();
      } catch (error) {
        if (isSpent(error)) {
          // Nothing of ours stands, so there is nothing to take away.
          stage = 'answered';
          first = Promise.resolve();
          return false;
        }
        // It may stand all the same: Discord's word on it was lost.
        first = Promise.resolve();
      }
      return true;
    },

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
      // Whoever typed a command has read nothing yet: a message says it whole, and leads to the form.
      if (to.source === undefined && !saysAllThatIsWrong(form, page)) return false;
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
