// How one person's command, press or form is answered: messages in the conversation, or a dialog before them.
import { randomUUID } from 'node:crypto';
import type { Reply, Source } from '#bot/platform.ts';
import type { CastPerson, PracticeClock } from './cast.ts';
import type { Conversation, OpenForm } from './memory.ts';
import { type readForm, textsOf } from './read-form.ts';
import type { Room } from './room.ts';

/** Who does something where, and what of it the answer may change. */
export interface Doing {
  readonly person: CastPerson;
  readonly conversation: Conversation;
  /** The message whose button was pressed. */
  readonly message?: string;
  /** The form that was submitted. */
  readonly submitted?: OpenForm;
  readonly typed?: ReturnType<typeof readForm>['values'];
}

export function sourceOf({ person, conversation }: Pick<Doing, 'person' | 'conversation'>): Source {
  return {
    account: person.account,
    accountName: person.name,
    locale: person.language,
    zone: person.zone,
    place: `practice:${person.organisation.id}`,
    placeName: person.organisation.name,
    channel: 'channel' in conversation ? conversation.channel : undefined,
    administrator: person.administrator ?? false,
  };
}

/** Each thing done has an id of its own, so that the bot acts on it once. */
export function newKey(): string {
  return `practice:${randomUUID()}`;
}

export function replyTo(doing: Doing, room: Room, clock: PracticeClock): Reply {
  const { person, conversation, submitted } = doing;

  async function show(drawing: Parameters<Reply['show']>[0], seenBy: 'asker' | 'everybody'): Promise<void> {
    await room.add({
      conversation,
      at: clock.now(),
      from: 'attache',
      content: { drawing },
      addressees: [person.account],
      ...(seenBy === 'asker' && 'channel' in conversation ? { seenBy: person.account } : {}),
    });
  }

  return {
    show,
    update: async (drawing) => {
      const revised =
        doing.message === undefined ? undefined : await room.revise(doing.message, drawing, clock.now());
      if (!revised) await show(drawing, 'asker');
    },
    openForm: async (form, page) => {
      await room.setForm(person.account, { key: randomUUID(), form, page, conversation, version: 1 });
      return true;
    },
    mark: async (problems, form) => {
      const open = room.formBefore(person.account);
      // The dialog may have been closed, or another opened, while the answers were being read.
      if (!submitted || open?.key !== submitted.key) return false;
      const typed = textsOf(doing.typed ?? {});
      await room.setForm(person.account, { ...open, form, problems, typed, version: open.version + 1 });
      return true;
    },
  };
}
