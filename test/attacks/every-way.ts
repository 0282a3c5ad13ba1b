// Every way to ask: each command, search field, button and message there is, with all that leaves for any platform.
import type { Command } from '#bot/command.ts';
import { drawMessage } from '#bot/draw-message.ts';
import type { Field, RawValue, RawValues } from '#bot/field.ts';
import type { Reader } from '#bot/message.ts';
import type { Reply } from '#bot/platform.ts';
import type { Drawing } from '#bot/view.ts';
import type { AccountId } from '#exchange/people.ts';
import type { Bench } from '../support/exchange-bench.ts';
import { writtenInPractice } from '../support/tour/in-practice.ts';
import type { Seen } from '../support/tour/notes.ts';
import { writtenOnDiscord } from '../support/tour/on-discord.ts';
import { slackMessages } from '../support/tour/on-slack.ts';

/** One way to ask, by what was typed or pressed, and everything that came back. */
export interface Asked {
  readonly way: string;
  readonly back: string;
}

/** Ids that answer the suggested fields, by their names. */
export type Known = Readonly<Record<string, string>>;

let keys = 0;

/** Everything that a drawing says, as it would leave for each platform, with its files. */
export function written(drawing: Drawing): string {
  const seen: Seen = {
    after: '',
    as: 'answer',
    to: 'practice:somebody',
    addressees: [],
    drawing,
    proof: undefined,
  };
  const files = drawing.view.flatMap((block) =>
    'file' in block ? [block.file.name, Buffer.from(block.file.bytes).toString('utf8')] : [],
  );
  return [
    JSON.stringify(slackMessages(seen)),
    writtenOnDiscord(seen),
    writtenInPractice(drawing),
    ...files,
  ].join('\n');
}

export function inquirer(bench: Bench, account: AccountId, place: AccountId) {
  const source = {
    account,
    accountName: account,
    locale: undefined,
    zone: undefined,
    place,
    placeName: undefined,
    channel: place,
    administrator: false,
  } as const;

  async function during(work: (reply: Reply, key: string) => Promise<void>): Promise<string> {
    const back: string[] = [];
    const show = async (drawing: Drawing) => void back.push(written(drawing));
    keys += 1;
    // Nobody does two things at one instant, so that what is kept has one order.
    bench.clock.set(bench.clock.now() + 1_000);
    await work(
      {
        show,
        update: show,
        openForm: async ({ id: _, ...form }) => back.push(JSON.stringify(form)) > 0,
        mark: async (problems) => back.push(JSON.stringify(problems)) > 0,
      },
      `every-way:${keys}`,
    );
    return back.join('\n');
  }

  return {
    command: async (path: string, given: RawValues): Promise<Asked> => ({
      way: `/${path} ${JSON.stringify(given)}`,
      back: await during((reply, key) =>
        bench.listener.asked({ ...source, key, reply, path, given, unread: [] }),
      ),
    }),
    press: async (route: string): Promise<Asked> => ({
      way: route,
      back: await during((reply, key) =>
        bench.listener.pressed({ ...source, key, reply, route, chosen: route.split('|')[1] }),
      ),
    }),
    search: async (path: string, option: string, typed: string): Promise<Asked> => ({
      way: `/${path} ${option}: ${typed}`,
      back: JSON.stringify(await bench.listener.suggesting({ ...source, path, option, typed, given: {} })),
    }),
  };
}

export type Inquirer = ReturnType<typeof inquirer>;

/** Each command, empty and complete, and each search field, with nothing in it that is a secret. */
export async function askGenerally(who: Inquirer, commands: readonly Command[], known: Known) {
  const asked: Asked[] = [];
  for (const command of commands) {
    asked.push(
      await who.command(command.path, {}),
      await who.command(command.path, complete(command, known)),
    );
    for (const option of suggestedOf(command)) asked.push(await who.search(command.path, option, ''));
  }
  return asked;
}

/** The same about one record: its id, and words that stand in it, wherever a record can be named. */
export async function askAbout(
  who: Inquirer,
  commands: readonly Command[],
  known: Known,
  about: { readonly ids: readonly string[]; readonly words: readonly string[] },
) {
  const asked: Asked[] = [];
  for (const command of commands) {
    const options = suggestedOf(command);
    for (const option of options)
      for (const typed of [...about.ids, ...about.words]) {
        asked.push(await who.search(command.path, option, typed));
      }
    for (const named of [...about.ids, ...about.words.slice(0, 1)])
      if (options.length > 0)
        asked.push(
          await who.command(command.path, {
            ...complete(command, known),
            ...Object.fromEntries(options.slice(0, 1).map((option) => [option, named])),
          }),
        );
    for (const action of Object.keys(command.buttons ?? {}))
      for (const id of about.ids)
        asked.push(await who.press(`${command.family}/${command.name}/${action}|${id}|0`));
  }
  return asked;
}

/** Every message about these facts, as of now, for one reader; a fact that a message needs is asked of `known`. */
export async function readEvery(bench: Bench, reader: Reader, known: Known): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  for (const name of bench.messages.keys()) {
    const back = await drawnFrom(bench, name, known, reader);
    asked.push({ way: `message ${name}`, back });
  }
  return asked;
}

async function drawnFrom(bench: Bench, name: string, known: Known, reader: Reader): Promise<string> {
  const facts: Record<string, string> = { ...known };
  for (;;) {
    try {
      const drawer = { store: bench.store, messages: bench.messages };
      const drawing = await drawMessage(drawer, name, facts, reader, bench.clock.now());
      return drawing ? written(drawing) : '';
    } catch (error) {
      const needed = /needs the fact "([^"]+)"/u.exec(error instanceof Error ? error.message : '')?.[1];
      if (needed === undefined || needed in facts) throw error;
      facts[needed] = known.course ?? '';
    }
  }
}

function suggestedOf(command: Command): readonly string[] {
  return Object.entries(command.asks).flatMap(([name, field]) => (field.kind === 'suggested' ? [name] : []));
}

function complete(command: Command, known: Known): RawValues {
  return Object.fromEntries(
    Object.entries(command.asks).map(
      ([name, field]) => [name, answerTo(name, field, (suggested) => known[suggested] ?? '')] as const,
    ),
  );
}

/** An answer that a field takes; `find` gives the id for one that suggests. */
export function answerTo(name: string, field: Field, find: (name: string) => string): RawValue {
  switch (field.kind) {
    case 'text':
      return 'Something';
    case 'number':
      return field.min;
    case 'rating':
      return field.from;
    case 'choice':
      return field.options[0] ?? '';
    case 'yesNo':
      return true;
    case 'date':
      return name === 'deadline' ? '2027-02-15' : '2027-05-03';
    case 'account':
      return 'practice:somebody-new';
    case 'channel':
      return 'practice:somewhere-else';
    case 'file':
      return '';
    case 'suggested':
      return find(name);
  }
}
