// The room itself: what stands in each conversation, who has read how far, which form is open before whom.
import { randomUUID } from 'node:crypto';
import type { Drawing } from '#bot/view.ts';
import type { AccountId } from '#exchange/people.ts';
import type { Conversation, OpenForm, PracticeMemory, RoomEntry, RoomMessage } from './memory.ts';

export type NewMessage = Omit<RoomMessage, 'id' | 'number' | 'version' | 'revisedAt'>;

export interface Room {
  add(message: NewMessage): Promise<RoomMessage>;
  /** Redraws a message; undefined when there is none of that id. */
  revise(id: string, drawing: Drawing, at: number): Promise<RoomMessage | undefined>;
  /** Takes a message away, if it is there. */
  takeBack(id: string): Promise<void>;
  message(id: string): RoomMessage | undefined;
  byProof(proof: string, conversation: Conversation): RoomMessage | undefined;
  /** What a person sees in a conversation, oldest first. */
  seen(conversation: Conversation, by: AccountId): readonly RoomMessage[];
  unread(conversation: Conversation, by: AccountId): Unread;
  markRead(conversation: Conversation, by: AccountId): Promise<void>;
  formBefore(account: AccountId): OpenForm | undefined;
  setForm(account: AccountId, form: OpenForm | undefined): Promise<void>;
  clear(): Promise<void>;
  /** Calls back after every change; returns how to stop that. */
  onChange(call: () => void): () => void;
  /** Says that something outside of the messages changed, such as the clock. */
  changed(): void;
}

/** What somebody has not read yet, and how much of it speaks to them by name. */
export interface Unread {
  readonly messages: number;
  readonly addressed: number;
  /** The number of the last message read. */
  readonly after: number;
}

type ReadEntry = Extract<RoomEntry, { readonly upTo: number }>;

export async function openRoom(memory: PracticeMemory): Promise<Room> {
  const messages = new Map<string, RoomMessage>();
  const conversations = new Map<string, string[]>();
  const readBy = new Map<string, ReadEntry>();
  const forms = new Map<AccountId, OpenForm>();
  const listening = new Set<() => void>();
  let newest = 0;

  function take(entry: RoomEntry): void {
    if ('taken' in entry) {
      messages.delete(entry.taken);
    } else if ('message' in entry) {
      const { message } = entry;
      if (!messages.has(message.id)) {
        const key = keyOf(message.conversation);
        const ids = conversations.get(key) ?? [];
        ids.push(message.id);
        conversations.set(key, ids);
      }
      messages.set(message.id, message);
      newest = Math.max(newest, message.number);
    } else if ('read' in entry) {
      readBy.set(readKey(entry.conversation, entry.read), entry);
    } else if (entry.form) {
      forms.set(entry.before, entry.form);
    } else {
      forms.delete(entry.before);
    }
  }

  function whatStands(): RoomEntry[] {
    const all = [...messages.values()].sort((one, other) => one.number - other.number);
    return [
      ...all.map((message) => ({ message })),
      ...[...readBy.values()],
      ...[...forms].map(([before, form]) => ({ form, before })),
    ];
  }

  function changed(): void {
    for (const call of listening) call();
  }

  async function keep(entry: RoomEntry): Promise<void> {
    take(entry);
    await memory.append(entry);
    changed();
  }

  function seen(conversation: Conversation, by: AccountId): RoomMessage[] {
    const ids = conversations.get(keyOf(conversation)) ?? [];
    return ids.flatMap((id) => {
      const message = messages.get(id);
      return message && (message.seenBy === undefined || message.seenBy === by) ? [message] : [];
    });
  }

  const entries = await memory.load();
  for (const entry of entries) take(entry);
  // Redrawn cards and reading leave old lines behind; a start is the moment to drop them.
  if (entries.length > 500 + 2 * messages.size) await memory.replace(whatStands());

  return {
    seen,
    changed,
    message: (id) => messages.get(id),
    byProof: (proof, conversation) =>
      [...messages.values()].find(
        (message) => message.proof === proof && keyOf(message.conversation) === keyOf(conversation),
      ),
    add: async (message) => {
      const made: RoomMessage = { ...message, id: randomUUID(), number: newest + 1, version: 1 };
      await keep({ message: made });
      return made;
    },
    revise: async (id, drawing, at) => {
      const message = messages.get(id);
      if (!message) return undefined;
      const revised = { ...message, content: { drawing }, revisedAt: at, version: message.version + 1 };
      await keep({ message: revised });
      return revised;
    },
    takeBack: async (id) => {
      if (messages.has(id)) await keep({ taken: id });
    },
    unread: (conversation, by) => {
      const after = readBy.get(readKey(conversation, by))?.upTo ?? 0;
      const fresh = seen(conversation, by).filter((one) => one.number > after && one.from !== by);
      return {
        messages: fresh.length,
        addressed: fresh.filter((one) => one.addressees.includes(by)).length,
        after,
      };
    },
    markRead: async (conversation, by) => {
      const upTo = seen(conversation, by).at(-1)?.number ?? 0;
      if (upTo <= (readBy.get(readKey(conversation, by))?.upTo ?? 0)) return;
      // Nobody else sees what somebody has read, so this is no change that would redraw their pages.
      const entry = { read: by, conversation, upTo };
      take(entry);
      await memory.append(entry);
    },
    formBefore: (account) => forms.get(account),
    setForm: async (account, form) => {
      if (form || forms.has(account)) await keep({ form: form ?? null, before: account });
    },
    clear: async () => {
      messages.clear();
      conversations.clear();
      readBy.clear();
      forms.clear();
      newest = 0;
      await memory.replace([]);
      changed();
    },
    onChange: (call) => {
      listening.add(call);
      return () => listening.delete(call);
    },
  };
}

export function keyOf(conversation: Conversation): string {
  return 'channel' in conversation ? `channel ${conversation.channel}` : `direct ${conversation.direct}`;
}

function readKey(conversation: Conversation, by: AccountId): string {
  return `${by} ${keyOf(conversation)}`;
}
