// An exchange on a bench: a real store, every command, message and job, and people who type; no platform between.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeListener } from '#bot/bot.ts';
import type { Command } from '#bot/command.ts';
import { makeSender } from '#bot/deliver.ts';
import type { RawValues } from '#bot/field.ts';
import type { Form } from '#bot/form.ts';
import { loadCommands, loadJobs } from '#bot/load-folders.ts';
import type { Log } from '#bot/log.ts';
import { makeLeases } from '#bot/make-leases.ts';
import type { Message } from '#bot/message.ts';
import { silentMeter } from '#bot/meter.ts';
import { plainText } from '#bot/plain-text.ts';
import type { Listener, Outgoing, Platform, Source } from '#bot/platform.ts';
import { noSurroundings, type Surroundings } from '#bot/surroundings.ts';
import type { Text } from '#bot/text.ts';
import type { Button, Drawing, Select } from '#bot/view.ts';
import type { AccountId, ChannelId } from '#exchange/people.ts';
import type { Job } from '#jobs/job.ts';
import { makeSchedule } from '#jobs/schedule.ts';
import { openStore } from '#store/open-store.ts';
import type { Records, Store } from '#store/store.ts';
import type { TestPlace } from './databases.ts';
import { scratchRoot } from './scratch-root.ts';

/** A message that reached somebody: to whom, what it says, and what can be pressed. */
export interface Delivered {
  readonly to: string;
  readonly says: string;
  readonly drawing: Drawing;
}

export interface Bench {
  readonly store: Store;
  /** The SQLite file of the store, to look at from outside. */
  readonly file: string;
  readonly listener: Listener;
  readonly commands: readonly Command[];
  readonly messages: ReadonlyMap<string, Message>;
  /** Settable; starts on Monday 4 January 2027, 09:00 UTC. */
  readonly clock: { now(): number; set(at: number | string): void };
  /** Everything that left, in order; `sendDue` adds to it. */
  readonly delivered: Delivered[];
  /** What the bot logged as errors; a test that expects none may assert it empty. */
  readonly errors: object[];
  as(account: AccountId, traits?: Partial<Source>): Typist;
  /** Lets every sweep look, then sends what is due. */
  sweep(): Promise<void>;
  sendDue(): Promise<void>;
  /** Changes the record directly, to arrange. */
  arrange<T>(work: (records: Records) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Somebody who types at the bench. Each verb gives back what they see in answer, as plain text. */
export interface Typist {
  runs(path: string, given?: RawValues): Promise<string>;
  /** Presses the button with this label on the newest thing seen, whether an answer or a delivery. */
  presses(label: string): Promise<string>;
  pressesRoute(route: string, chosen?: string): Promise<string>;
  chooses(label: string, option: string): Promise<string>;
  /** Fills the form that is open (all of its pages unless `page` is given) and submits it. */
  fills(answers: RawValues, page?: number): Promise<string>;
  form(): Form | undefined;
  /** The newest answer's drawing. */
  drawing(): Drawing | undefined;
}

export interface BenchOptions {
  readonly log?: Log;
  readonly fieldsAtOnce?: number;
  readonly surroundings?: Surroundings;
  /** A database of its own, when it is not to be an embedded record. */
  readonly place?: TestPlace;
  /** Beside those of the house. */
  readonly commands?: readonly Command[];
  /** In the place of the command of the same path. */
  readonly planted?: Command;
}

let benches = 0;

export async function openBench(options?: BenchOptions): Promise<Bench> {
  const folder = await mkdtemp(join(scratchRoot(), 'attache-bench-'));
  const file = join(folder, 'bench.db');
  const store = await openStore(options?.place?.place ?? { sqliteFile: file });
  const { commands: ofHouse, messages: ofCommands } = await loadCommands(
    new URL('../../src/commands/', import.meta.url),
  );
  const planted = options?.planted;
  const replaced = ofHouse.map((one) => (one.path === planted?.path ? planted : one));
  const commands = [...replaced, ...(options?.commands ?? [])];
  const { jobs, messages: ofJobs } = await loadJobs<Job>(new URL('../../src/jobs/', import.meta.url));
  const messages = [...ofCommands, ...ofJobs];
  const byName = new Map(messages.map((message) => [message.name, message]));
  let now = Date.UTC(2027, 0, 4, 9);
  const clock = {
    now: () => now,
    set: (at: number | string) => {
      now = typeof at === 'number' ? at : Date.parse(at);
    },
  };
  const errors: object[] = [];
  const log = options?.log ?? {
    info: () => undefined,
    warn: () => undefined,
    error: (data: object) => void errors.push(data),
  };
  const delivered: Delivered[] = [];
  const platform = recordingPlatform(delivered);
  const meter = silentMeter;
  const presence = makeLeases({ store, clock, log, meter });
  await presence.start();
  const sender = makeSender({
    store,
    messages: byName,
    platforms: new Map([['practice', platform]]),
    presence,
    clock,
    log,
    meter,
  });
  const surroundings = options?.surroundings ?? noSurroundings;
  const listener = makeListener({ store, commands, messages, clock, log, surroundings });
  const schedule = makeSchedule({ store, jobs, messages: byName, clock, log, meter });
  // Two benches on one record are two processes: what one was asked is no repetition of the other's.
  benches += 1;
  const name = `bench ${benches}`;
  let keys = 0;

  return {
    store,
    file,
    listener,
    commands,
    messages: byName,
    clock,
    delivered,
    errors,
    as: (account, traits) =>
      typist({ listener, delivered, account, traits: traits ?? {}, nextKey: () => `${name}:${++keys}` }),
    sweep: async () => {
      await schedule.sweepAll();
      await sender.sendDue();
    },
    sendDue: async () => void (await sender.sendDue()),
    arrange: (work) => store.write({ viewer: { kind: 'process' }, actor: 'bench', now }, work),
    close: async () => {
      await presence.stop();
      await store.close();
      await options?.place?.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a drawing says, a block a line, in the words a screen reader would say. */
export function inPlain(drawing: Drawing): string {
  const say = (text: Text) => plainText(text, drawing).replaceAll(/[\u2068\u2069]/g, '');
  return drawing.view
    .map((block) => {
      if ('heading' in block) return say(block.heading);
      if ('paragraph' in block) return say(block.paragraph);
      if ('facts' in block)
        return block.facts.map(([label, fact]) => `${say(label)}: ${say(fact)}`).join('\n');
      if ('list' in block) return block.list.map((line) => `• ${say(line)}`).join('\n');
      if ('image' in block) return `[picture: ${say(block.alt)}]`;
      if ('file' in block) return `[file: ${block.file.name}]`;
      if ('buttons' in block) return block.buttons.map((button) => `[${say(button.label)}]`).join(' ');
      if ('select' in block)
        return `(${say(block.select.label)}: ${block.select.options.map((one) => say(one.label)).join(' / ')})`;
      return '—';
    })
    .join('\n');
}

interface TypistParts {
  readonly listener: Listener;
  readonly delivered: Delivered[];
  readonly account: AccountId;
  readonly traits: Partial<Source>;
  readonly nextKey: () => string;
}

function typist({ listener, delivered, account, traits, nextKey }: TypistParts): Typist {
  const source: Source = {
    account,
    accountName: account.split(':')[1] ?? account,
    locale: undefined,
    zone: undefined,
    place: 'practice:room',
    placeName: 'Practice room',
    channel: 'practice:lobby',
    administrator: false,
    ...traits,
  };
  let form: Form | undefined;
  let answers: Drawing[] = [];
  let last: Drawing | undefined;

  function reply() {
    answers = [];
    return {
      show: async (drawing: Drawing) => void answers.push(drawing),
      update: async (drawing: Drawing) => void answers.push(drawing),
      openForm: async (opened: Form) => {
        form = opened;
        return true;
      },
      mark: async (problems: Readonly<Record<string, Text>>, marked: Form) => {
        form = marked;
        const lines = Object.entries(problems).map(([name, problem]): Text => [`${name}: `, ...problem]);
        answers.push({ view: [{ list: lines }], language: marked.language, zone: marked.zone });
        return true;
      },
    };
  }

  async function during(work: () => Promise<void>): Promise<string> {
    await work();
    last = answers.at(-1) ?? last;
    return answers.map(inPlain).join('\n\n');
  }

  const seen = () => [
    ...delivered
      .filter((one) => one.to === account || one.to.startsWith('practice:'))
      .map((one) => one.drawing),
    ...(last ? [last] : []),
  ];

  const self: Typist = {
    runs: (path, given) =>
      during(() =>
        listener.asked({ ...source, key: nextKey(), reply: reply(), path, given: given ?? {}, unread: [] }),
      ),
    pressesRoute: (route, chosen) =>
      during(() => listener.pressed({ ...source, key: nextKey(), reply: reply(), route, chosen })),
    presses: (label) => {
      const drawing = seen().findLast((one) =>
        buttonsOf(one).some((button) => plainText(button.label, one) === label),
      );
      const button = drawing && buttonsOf(drawing).find((one) => plainText(one.label, drawing) === label);
      if (!button)
        throw new Error(
          `No button "${label}" among: ${seen()
            .flatMap(buttonsOf)
            .map((one) => plainText(one.label, { language: 'en', zone: 'UTC' }))
            .join(', ')}`,
        );
      return self.pressesRoute(button.route);
    },
    chooses: (label, option) => {
      for (const drawing of seen().toReversed()) {
        const select = selectsOf(drawing).find((one) => plainText(one.label, drawing) === label);
        const chosen = select?.options.find((one) => plainText(one.label, drawing) === option);
        if (select && chosen) return self.pressesRoute(select.route, chosen.value);
      }
      throw new Error(`No select "${label}" with the option "${option}"`);
    },
    fills: (values, page) => {
      const open = form;
      if (!open) throw new Error('No form is open.');
      const shown = (page === undefined ? open.pages : open.pages.slice(page, page + 1)).flatMap(
        (one) => one.fields,
      );
      const filled = Object.fromEntries(
        shown.flatMap((field) => (field.filled === undefined ? [] : [[field.name, field.filled]])),
      );
      form = undefined;
      return during(() =>
        listener.submitted({
          ...source,
          key: nextKey(),
          reply: reply(),
          form: open.id,
          values: { ...filled, ...values },
          shown: shown.map((field) => field.name),
        }),
      );
    },
    form: () => form,
    drawing: () => last,
  };
  return self;
}

function buttonsOf(drawing: Drawing): readonly Button[] {
  return drawing.view.flatMap((block) => ('buttons' in block ? block.buttons : []));
}

function selectsOf(drawing: Drawing): readonly Select[] {
  return drawing.view.flatMap((block) => ('select' in block ? [block.select] : []));
}

/** The far end of the sender at the bench: keeps what arrives. */
function recordingPlatform(delivered: Delivered[]): Platform {
  const target = (message: Outgoing): AccountId | ChannelId =>
    'account' in message.to ? message.to.account : message.to.channel;
  return {
    name: 'practice',
    fieldsAtOnce: Number.POSITIVE_INFINITY,
    start: async () => undefined,
    stop: async () => undefined,
    post: async (message) => {
      await message.depart();
      delivered.push({ to: target(message), says: inPlain(message.drawing), drawing: message.drawing });
      return `practice:message-${delivered.length}`;
    },
    revise: async (reference, drawing) => {
      const at = Number(reference.split('-').at(-1)) - 1;
      const before = delivered[at];
      if (before) delivered[at] = { to: before.to, says: inPlain(drawing), drawing };
    },
    takeBack: async (reference) => {
      const at = Number(reference.split('-').at(-1)) - 1;
      const before = delivered[at];
      if (before) delivered[at] = { to: before.to, says: '', drawing: { ...before.drawing, view: [] } };
    },
    find: async () => undefined,
    resume: async () => undefined,
    share: () => undefined,
    invitation: () => undefined,
    examine: async () => [],
  };
}
