// How one command, press or form is answered on Slack: privately, in the channel, by a form, or in place.

import { setTimeout as pause } from 'node:timers/promises';
import type * as types from '@slack/types';
import type { Form } from '#bot/form.ts';
import { languageOfLocale, type Reply } from '#bot/platform.ts';
import type { Text } from '#bot/text.ts';
import type { Drawing } from '#bot/view.ts';
import { readWords } from '#bot/words.ts';
import type { Clients } from './clients.ts';
import type { DirectChannels } from './direct-channels.ts';
import { drawMessages } from './draw.ts';
import { errorWord, failureOf } from './failures.ts';
import { type Pictures, upload } from './files.ts';
import { blockIdOf } from './form-blocks.ts';
import { asItIs, type HeldAcknowledgement } from './held-acknowledgement.ts';
import { accountId } from './ids.ts';
import { renderForm } from './render-form.ts';
import { notificationText, type Pen, plain } from './render-text.ts';
import { filesOf, type SlackMessage } from './render-view.ts';
import type { ResponseAddress } from './response-url.ts';
import en from './words/en.json' with { type: 'json' };

const words = readWords(import.meta.url, en);

export interface ReplyParts {
  readonly clients: Clients;
  readonly directs: DirectChannels;
  readonly pictures: Pictures;
  readonly apiUrl: string | undefined;
  readonly commandPrefix: string;
}

/** The answer that Slack still waits for after a form was submitted. */
export interface FormAnswer {
  /** False when Slack has been answered already, as the form is closed then. */
  settle(body: FormAnswerBody): Promise<boolean>;
  /** Names of the fields that stood in the form. */
  readonly shown: readonly string[];
}

export type FormAnswerBody =
  | { readonly response_action: 'clear' }
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update'; readonly view: types.ModalView };

/** Where an incoming came from, and what it can be answered by. */
export interface Origin {
  readonly team: string;
  readonly user: string;
  /** Where the command was typed, also when a form came in between. */
  readonly channel: string | undefined;
  readonly trigger: string | undefined;
  /** The acknowledgement that Slack waits for, in which a command's first private answer may travel. */
  readonly held: HeldAcknowledgement | undefined;
  readonly respond: ResponseAddress;
  /** The message that carried the pressed button. */
  readonly message: { readonly ts: string; readonly ephemeral: boolean } | undefined;
  readonly formAnswer: FormAnswer | undefined;
  /** Whether it comes from somebody's App Home, or from a form that was opened there. */
  readonly isHome: boolean;
}

/** What a form brings back beside its answers. */
export interface FormMetadata {
  readonly form: string;
  readonly path: string;
  readonly channel?: string;
  /** It was opened from the App Home. */
  readonly home?: true;
}

/** Errors of views.open that mean: no longer. https://docs.slack.dev/reference/methods/views.open#errors */
const tooLate = ['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id', 'trigger_exchanged'];
/** Errors that mean: not here, but the person can still be told directly. */
const notHere = [
  'channel_not_found',
  'not_in_channel',
  'user_not_in_channel',
  'is_archived',
  'restricted_action',
];

export function makeReply(parts: ReplyParts, origin: Origin): Reply {
  const { team, user, channel, held, respond, formAnswer } = origin;
  /** `performance.now()` when the acknowledgement had carried an answer. */
  let carriedAt: number | undefined;

  function penFor(
    drawn: { language: Drawing['language']; zone: string },
    mentions: Pen['mentions'] = 'everyone',
  ): Pen {
    return { language: drawn.language, zone: drawn.zone, team, commandPrefix: parts.commandPrefix, mentions };
  }

  async function direct(message: SlackMessage): Promise<void> {
    const client = await parts.clients.replies(team);
    await client.chat.postMessage({ channel: user, ...message, ...asItIs });
  }

  /** In the acknowledgement, where it still waits and the message is all that is shown. */
  async function carried(messages: readonly SlackMessage[], seenBy: 'asker' | 'everybody'): Promise<boolean> {
    const [only] = messages;
    // Slack would show everybody the typed command too, if the acknowledgement were public.
    if (!held || !only || messages.length > 1 || seenBy === 'everybody') return false;
    if (!(await held.carry(only))) return false;
    carriedAt = performance.now();
    return true;
  }

  /** By the address that came with it; then in the channel; then directly. */
  async function send(message: SlackMessage, seenBy: 'asker' | 'everybody'): Promise<void> {
    if (carriedAt !== undefined) await pause(Math.max(0, carriedAt + headStart - performance.now()));
    if (await respond.send(message, seenBy === 'asker' ? 'ask' : 'everybody')) return;
    if (channel === undefined) return direct(message);
    const client = await parts.clients.replies(team);
    try {
      if (seenBy === 'everybody') await client.chat.postMessage({ channel, ...message, ...asItIs });
      else await client.chat.postEphemeral({ channel, user, ...message, ...asItIs });
    } catch (error) {
      if (!notHere.includes(errorWord(error) ?? '')) throw error;
      await direct(message);
    }
  }

  async function shareFiles(drawing: Drawing, seenBy: 'asker' | 'everybody'): Promise<void> {
    const files = filesOf(drawing.view);
    if (files.length === 0) return;
    const pen = penFor(drawing);
    const client = await parts.clients.replies(team);
    for (const { file, label } of files) {
      const comment = notificationText(plain(label, pen));
      const place =
        seenBy === 'everybody' && channel !== undefined
          ? channel
          : await parts.directs.of(client, team, user);
      await upload(client, file, parts.apiUrl, { channel: place, comment });
    }
    // There are no private files in a channel, so the asker is told where it went.
    if (seenBy === 'asker') await send(notice(words.in(drawing.language)('file.sent'), pen), 'asker');
  }

  async function draw(drawing: Drawing, mentions?: Pen['mentions']): Promise<readonly SlackMessage[]> {
    return drawMessages(
      drawing,
      penFor(drawing, mentions),
      await parts.clients.replies(team),
      parts.pictures,
    );
  }

  async function show(drawing: Drawing, seenBy: 'asker' | 'everybody'): Promise<void> {
    const mentions = seenBy === 'asker' ? 'everyone' : [accountId(team, user)];
    const messages = await draw(drawing, mentions);
    if (!(await carried(messages, seenBy))) for (const message of messages) await send(message, seenBy);
    await shareFiles(drawing, seenBy);
  }

  async function update(drawing: Drawing): Promise<void> {
    const { message } = origin;
    if (!message) return show(drawing, 'asker');
    const [first, ...more] = await draw(drawing, message.ephemeral ? 'everyone' : []);
    if (!first) return;
    if (!(await respond.send(first, 'replace'))) {
      // A private message can only be changed by its own address.
      if (message.ephemeral || channel === undefined) return show(drawing, 'asker');
      const client = await parts.clients.replies(team);
      await client.chat.update({ channel, ts: message.ts, ...first, parse: 'none' });
    }
    for (const next of more) await send(next, message.ephemeral ? 'asker' : 'everybody');
  }

  function modalOf(form: Form): types.ModalView {
    const metadata: FormMetadata = {
      form: form.id,
      path: form.path,
      ...(channel === undefined ? {} : { channel }),
      ...(origin.isHome ? { home: true as const } : {}),
    };
    return renderForm(form, penFor(form), JSON.stringify(metadata));
  }

  async function openForm(form: Form): Promise<boolean> {
    const view = modalOf(form);
    if (formAnswer) return formAnswer.settle({ response_action: 'update', view });
    if (origin.trigger === undefined) return false;
    const client = await parts.clients.replies(team);
    try {
      await client.views.open({ trigger_id: origin.trigger, view });
      return true;
    } catch (error) {
      if (tooLate.includes(errorWord(error) ?? '')) return false;
      throw error;
    }
  }

  async function mark(problems: Readonly<Record<string, Text>>, form: Form): Promise<boolean> {
    if (!formAnswer) return false;
    const named = Object.entries(problems);
    if (named.length === 0 || named.some(([name]) => !formAnswer.shown.includes(name))) {
      return formAnswer.settle({ response_action: 'update', view: modalOf(form) });
    }
    const pen = penFor(form);
    const errors = Object.fromEntries(
      named.map(([name, text]) => [blockIdOf(name, form.id), plain(text, pen)]),
    );
    return formAnswer.settle({ response_action: 'errors', errors });
  }

  return {
    show: (drawing, seenBy) => failing('answering', () => show(drawing, seenBy)),
    update: (drawing) => failing('redrawing', () => update(drawing)),
    openForm: (form) => failing('opening a form', () => openForm(form)),
    mark: (problems, form) => failing('marking a form', () => mark(problems, form)),
  };
}

/** Milliseconds for Slack to show what an acknowledgement carried, before the next message overtakes it. */
const headStart = 250;

/** Says something of the platform's own to whoever asked; in a form that is open, at its first field. */
export async function tellInHouse(
  parts: ReplyParts,
  origin: Origin,
  key: keyof typeof en,
  locale: string | undefined,
  firstBlock?: string,
): Promise<void> {
  const language = languageOfLocale(locale) ?? 'en';
  const text = words.in(language)(key);
  if (origin.formAnswer && firstBlock !== undefined) {
    const pen = { language, zone: 'UTC', team: origin.team, commandPrefix: parts.commandPrefix } as const;
    const errors = { [firstBlock]: plain(text, { ...pen, mentions: 'everyone' }) };
    if (await origin.formAnswer.settle({ response_action: 'errors', errors })) return;
  }
  await makeReply(parts, origin).show({ view: [{ paragraph: text }], language, zone: 'UTC' }, 'asker');
}

function notice(text: Text, pen: Pen): SlackMessage {
  const said = plain(text, pen);
  return {
    text: notificationText(said),
    blocks: [{ type: 'context', elements: [{ type: 'plain_text', text: said, emoji: false }] }],
  };
}

async function failing<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw failureOf(error, doing);
  }
}
