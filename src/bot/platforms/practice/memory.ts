// What the practice room remembers over a restart: messages, open forms, how far each person has read.
import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RawValues } from '#bot/field.ts';
import type { Form } from '#bot/form.ts';
import type { Text } from '#bot/text.ts';
import type { Drawing } from '#bot/view.ts';
import type { AccountId, ChannelId } from '#exchange/people.ts';

/** A channel, or the conversation of one person with Attaché. */
export type Conversation = { readonly channel: ChannelId } | { readonly direct: AccountId };

export interface RoomMessage {
  /** Unique for ever, also over a fresh start. */
  readonly id: string;
  /** The order of messages; grows, and begins again at 1 after a fresh start. */
  readonly number: number;
  readonly conversation: Conversation;
  /** The room's time, epoch milliseconds. */
  readonly at: number;
  /** Who said it: an account, or Attaché. */
  readonly from: AccountId | 'attache';
  readonly content: { readonly drawing: Drawing } | { readonly typed: string };
  /** Only this account sees it; everybody in the conversation where undefined. */
  readonly seenBy?: AccountId;
  readonly proof?: string;
  readonly addressees: readonly AccountId[];
  /** When it was last redrawn. */
  readonly revisedAt?: number;
  /** Grows with each redrawing. */
  readonly version: number;
}

/** A form that stands open before one person. */
export interface OpenForm {
  readonly key: string;
  readonly form: Form;
  /** The page that it was opened on. */
  readonly page: number;
  readonly conversation: Conversation;
  /** What was typed, when it came back with problems. */
  readonly typed?: RawValues;
  readonly problems?: Readonly<Record<string, Text>>;
  readonly version: number;
}

/** One line of the memory; a later line about the same thing replaces the earlier one. */
export type RoomEntry =
  | { readonly message: RoomMessage }
  /** The message of this id is taken back. */
  | { readonly taken: string }
  | { readonly read: AccountId; readonly conversation: Conversation; readonly upTo: number }
  | { readonly form: OpenForm | null; readonly before: AccountId };

export interface PracticeMemory {
  /** Everything kept, oldest first. */
  load(): Promise<readonly RoomEntry[]>;
  append(entry: RoomEntry): Promise<void>;
  /** Puts these entries in the place of all others. */
  replace(entries: readonly RoomEntry[]): Promise<void>;
}

/** A memory in one file of JSON lines. One process writes it. */
export function fileMemory(path: string): PracticeMemory {
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = last.then(act);
    last = done.catch(() => undefined);
    return done;
  }

  return {
    load: () => inTurn(() => loadLines(path)),
    append: (entry) =>
      inTurn(async () => {
        await mkdir(dirname(path), { recursive: true });
        await appendFile(path, `${toLine(entry)}\n`);
      }),
    replace: (entries) =>
      inTurn(async () => {
        await mkdir(dirname(path), { recursive: true });
        const written = `${path}.new`;
        await writeFile(written, entries.map((entry) => `${toLine(entry)}\n`).join(''));
        await rename(written, path);
      }),
  };
}

async function loadLines(path: string): Promise<RoomEntry[]> {
  const text = await readFile(path, 'utf8').catch((problem: NodeJS.ErrnoException) => {
    if (problem.code === 'ENOENT') return '';
    throw problem;
  });
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  // A line that was torn by a power cut is taken out, or else the next one would be written onto its end.
  if (whole !== text) await writeFile(path, whole);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => fromLine(line, `${path}:${index + 1}`));
}

/** Files in messages are bytes, which JSON has no form for. */
function toLine(entry: RoomEntry): string {
  return JSON.stringify(entry, (_, value: unknown) =>
    value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value,
  );
}

function fromLine(line: string, where: string): RoomEntry {
  try {
    // The file is written by `toLine` alone; functions of fields are not in it, and the room never calls them.
    return JSON.parse(line, (_, value: unknown) =>
      isBytes(value) ? Buffer.from(value.base64, 'base64') : value,
    ) as RoomEntry;
  } catch (cause) {
    throw new Error(
      `${where} is no line of a practice room; move the file away to begin with an empty room.`,
      { cause },
    );
  }
}

function isBytes(value: unknown): value is { base64: string } {
  return typeof value === 'object' && value !== null && Object.keys(value).join() === 'base64';
}
