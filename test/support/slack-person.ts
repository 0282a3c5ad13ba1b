// People in the fake Slack, in human words: Attaché's Slack on one side, a keyboard and a screen on the other.
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '#bot/log.ts';
import type { Listener, Platform } from '#bot/platform.ts';
import { type SlackOptions, slackPlatform } from '#bot/platforms/slack/slack.ts';
import type { ChannelId } from '#exchange/people.ts';
import { elementsOf } from '../emulators/slack/active-mentions.ts';
import { fieldsOf, stringOf } from '../emulators/slack/json.ts';
import type { Channel, Message, OpenView } from '../emulators/slack/model.ts';
import type { Person as SlackUser } from '../emulators/slack/person.ts';
import {
  type SlackEmulator,
  type SlackEmulatorOptions,
  startSlackEmulator,
} from '../emulators/slack/slack-emulator.ts';
import type { Workspace } from '../emulators/slack/workspace.ts';
import { withoutMarks } from './discord-markdown.ts';
import { freePort } from './free-port.ts';
import { type Chat, type Person, type Said, type SeenFile, says, type Traits } from './person.ts';
import {
  accountOf,
  asEntered,
  asTyped,
  elementOf,
  fetched,
  heard,
  isMenu,
  problemsIn,
  readMessage,
  type SlackRoom,
  seenForm,
} from './slack-screen.ts';

export interface SlackChat extends Chat {
  /** With other settings, such as a book that was opened anew. */
  platform(settings?: SlackChatOptions['settings']): Platform;
  /** Of its people, and of its channels with the direct ones. */
  ids(): readonly string[];
  readonly emulator: SlackEmulator;
  readonly workspace: Workspace;
  /** The emulator's own handle of somebody or of a channel, for what no human word says. */
  /** Where browsers and, over HTTP, Slack reach the platform that was started last. */
  door(): string;
  user(name: string): SlackUser;
  channelNamed(name: string): Channel;
}

export interface SlackChatOptions extends SlackEmulatorOptions {
  readonly over: 'http' | 'socket';
  readonly commandPrefix?: string;
  readonly log?: Log;
  /** A second workspace of one Slack, such as a partner's. */
  readonly emulator?: SlackEmulator;
  readonly name?: string;
  /** False leaves the app to be installed by OAuth. */
  readonly installed?: boolean;
  readonly settings?: Pick<SlackOptions, 'oauth'>;
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Opens a workspace with the app installed, and a channel `general` where commands are typed unless said otherwise. */
export async function slackChat(options: SlackChatOptions): Promise<SlackChat> {
  const emulator = options.emulator ?? (await startSlackEmulator(options));
  const workspace = emulator.addWorkspace({
    name: options.name ?? 'Hub',
    installed: options.installed ?? true,
  });
  const channels = new Map<string, Channel>();
  const users = new Map<string, SlackUser>();
  const people = new Map<string, Person>();
  const turns = turnsOf(emulator);
  const room: SlackRoom = {
    emulator,
    workspace,
    channels,
    users,
    commandPrefix: options.commandPrefix ?? '',
  };

  function opened(name: string): Channel {
    const channel = channels.get(name) ?? workspace.addChannel({ name });
    channels.set(name, channel);
    return channel;
  }
  opened('general');

  function known<T>(found: T | undefined, name: string): T {
    if (found === undefined) throw new Error(`There is no ${name} in this workspace.`);
    return found;
  }

  return {
    emulator,
    workspace,
    place: `slack:${workspace.id}`,
    door: () => `http://127.0.0.1:${turns.port}`,
    user: (name) => known(users.get(name), name),
    channelNamed: (name) => known(channels.get(name), name),
    platform: (settings = options.settings) =>
      platformOf({ ...options, ...(settings ? { settings } : {}) }, room, turns),
    ids: () => [
      ...[...users.values()].flatMap((user) => [user.id, emulator.dmOf(user).id]),
      ...[...channels.values()].map(({ id }) => id),
    ],
    async person(name, traits = {}) {
      const before = people.get(name);
      if (before) return before;
      const user = workspace.addUser(newUser(name, traits, users.size));
      if (traits.closed) user.deactivate();
      users.set(name, user);
      const person = personOf(name, user, room, turns);
      people.set(name, person);
      return person;
    },
    async channel(name) {
      return `slack:${workspace.id}:${opened(name).id}`;
    },
    async close() {
      if (!options.emulator) await emulator.stop();
    },
  };
}

function newUser(name: string, traits: Traits, number: number) {
  const latin = name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '.');
  return {
    name: latin.replaceAll(/^\.|\.$/g, '') || `person-${number}`,
    realName: name,
    ...(traits.locale === undefined ? {} : { locale: traits.locale }),
    ...(traits.administrator === undefined ? {} : { admin: traits.administrator }),
  };
}

/** How many requests the bot has begun to answer, and how many it is done with. */
interface Turns {
  begun: number;
  done: number;
  port: number;
}

/** One bot answers in all workspaces of a Slack. */
const turnsOfSlack = new WeakMap<SlackEmulator, Turns>();

function turnsOf(emulator: SlackEmulator): Turns {
  const turns = turnsOfSlack.get(emulator) ?? { begun: 0, done: 0, port: 0 };
  turnsOfSlack.set(emulator, turns);
  return turns;
}

function platformOf(options: SlackChatOptions, { emulator, workspace }: SlackRoom, turns: Turns): Platform {
  const over = options.over;
  const shared = {
    ...(options.installed === false ? {} : { botToken: workspace.botToken }),
    ...options.settings,
    apiUrl: emulator.apiUrl,
    log: options.log ?? silent,
    ...(options.commandPrefix === undefined ? {} : { commandPrefix: options.commandPrefix }),
  };
  // A port is only known to be free once the platform starts, so the platform is made then.
  let started: Platform | undefined;
  const platform = (): Platform => {
    if (!started) throw new Error('Slack is not started yet.');
    return started;
  };
  return {
    name: 'slack',
    fieldsAtOnce: Number.POSITIVE_INFINITY,
    async start(listener) {
      const port = await freePort();
      const ways = {
        http: { signingSecret: emulator.signingSecret, port },
        socket: { appToken: emulator.appToken, port },
      };
      turns.port = port;
      started = slackPlatform({ ...shared, ...ways[over] });
      await started.start(counted(listener, turns));
      emulator.sendRequestsTo(over === 'http' ? `http://127.0.0.1:${port}/slack/events` : undefined);
    },
    stop: async () => started?.stop(),
    post: (message) => platform().post(message),
    revise: (message, drawing) => platform().revise(message, drawing),
    takeBack: (message) => platform().takeBack(message),
    find: (message, since) => platform().find(message, since),
    resume: (payload) => platform().resume(payload),
    share: (part) => started?.share(part),
    invitation: () => started?.invitation(),
    examine: (channels) => platform().examine(channels),
  };
}

function counted(listener: Listener, turns: Turns): Listener {
  function counting<Incoming>(answer: (incoming: Incoming) => Promise<void>) {
    return async (incoming: Incoming) => {
      turns.begun += 1;
      try {
        await answer(incoming);
      } finally {
        turns.done += 1;
      }
    };
  }
  return {
    catalogue: listener.catalogue,
    asked: counting((asked) => listener.asked(asked)),
    pressed: counting((pressed) => listener.pressed(pressed)),
    submitted: counting((submitted) => listener.submitted(submitted)),
    suggesting: (suggesting) => listener.suggesting(suggesting),
    keep: (key, payload) => listener.keep(key, payload),
    forget: (key) => listener.forget(key),
    placeJoined: (joined) => listener.placeJoined(joined),
    placeLeft: (left) => listener.placeLeft(left),
    placesHeld: (platform, places) => listener.placesHeld(platform, places),
  };
}

function personOf(name: string, user: SlackUser, room: SlackRoom, turns: Turns): Person {
  const { emulator, workspace } = room;
  let formErrors: readonly string[] = [];

  function channelOf(id: ChannelId): Channel {
    const found = [...room.channels.values()].find((channel) => id === `slack:${workspace.id}:${channel.id}`);
    if (!found) throw new Error(`${name} knows no channel ${id}.`);
    return found;
  }

  function messages(where?: ChannelId | 'direct'): Message[] {
    const direct = emulator.dmOf(user);
    if (where === 'direct') return user.sees(direct);
    if (where !== undefined) return user.sees(channelOf(where));
    return [...room.channels.values(), direct]
      .flatMap((channel) => user.sees(channel))
      .toSorted((one, other) => Number(one.ts) - Number(other.ts));
  }

  function screen(where?: ChannelId | 'direct'): string[] {
    const texts = messages(where).map((message) => readMessage(message, room));
    return where === undefined ? [...texts, ...problemsIn(user.viewOpen()), ...formErrors] : texts;
  }

  /** Does something, and looks up again when the bot has answered it, as a person does; at most three seconds. */
  async function answered<T>(act: () => Promise<T>, wasSent = (_: T) => true): Promise<T> {
    const { begun } = turns;
    const acted = await act();
    if (!wasSent(acted)) return acted;
    const until = performance.now() + 3000;
    while ((turns.begun === begun || turns.done < turns.begun) && performance.now() < until) await pause(5);
    return acted;
  }

  async function openForm(): Promise<OpenView> {
    return emulator
      .eventually(() => user.viewOpen())
      .catch((cause: unknown) => {
        throw new Error(`No form is open before ${name}, who sees:\n${screen().slice(-5).join('\n---\n')}`, {
          cause,
        });
      });
  }

  async function runs(path: string, options: Readonly<Record<string, Said>> = {}, where?: { in: ChannelId }) {
    const [family = '', ...subcommand] = path.split(' ');
    const typed = Object.entries(options).map(([option, said]) => `${option}:${asTyped(said, room)}`);
    const text = [...subcommand, ...typed].join(' ');
    formErrors = [];
    const channel = where ? channelOf(where.in) : room.channels.get('general');
    if (!channel) throw new Error('There is no channel to type in.');
    heard(await answered(() => user.runs(channel, `/${room.commandPrefix}${family}`, text)));
  }

  /** Types into a menu until the app offers what is looked for: the whole of it, its first word, nothing at all. */
  async function search(view: OpenView, key: string, wanted: string): Promise<void> {
    let offered: readonly string[] = [];
    for (const typed of [wanted, wanted.split(/[\s–·(]/u)[0] ?? '', '']) {
      const { texts, delivery } = await user.types(view, key, typed);
      heard(delivery);
      if (texts.includes(wanted)) return;
      offered = [...offered, ...texts];
    }
    throw new Error(
      `${name} is not offered "${wanted}", but: ${[...new Set(offered)].join(', ') || 'nothing'}.`,
    );
  }

  return {
    account: accountOf(user, room),
    name,
    runs,
    async isOffered(path, option, typed, given = {}) {
      const before = user.viewOpen();
      // Slack has no completion in the line itself: a menu of the command's form is asked.
      if (!before) await runs(path, given);
      const view = before ?? (await openForm());
      const { texts, delivery } = await user.types(view, elementOf(view, option).key, typed);
      heard(delivery);
      if (!before) await user.closes(view);
      return texts;
    },
    async fills(answers) {
      const view = await openForm();
      const entered: Record<string, Parameters<SlackUser['fills']>[1][string]> = {};
      for (const [wanted, said] of Object.entries(answers)) {
        const { key, element } = elementOf(view, wanted);
        if (element.type === 'external_select') await search(view, key, String(said));
        entered[key] = await asEntered(said, element, user, room);
      }
      const sent = await answered(
        () => user.submits(view, entered),
        ({ kind }) => kind !== 'prevented',
      );
      formErrors = sent.kind === 'errors' ? Object.values(sent.errors) : [];
      if (sent.kind === 'failed')
        throw new Error(`Slack says: "We had some trouble connecting." (${sent.reason})`);
      if (sent.kind === 'prevented') {
        throw new Error(`Slack keeps the form back: ${JSON.stringify(sent.errors)}`);
      }
    },
    async presses(label, on = '') {
      const found = messages().findLast(
        (message) =>
          message.buttons.some((button) => withoutMarks(button.label) === label) &&
          says(readMessage(message, room), on),
      );
      if (!found)
        throw new Error(`${name} sees no button "${label}", but:\n${screen().slice(-5).join('\n---\n')}`);
      const button = found.buttons.findLast((one) => withoutMarks(one.label) === label);
      heard(await answered(() => user.presses(found, button?.actionId ?? label)));
    },
    async chooses(select, option) {
      for (const message of messages().toReversed()) {
        const menu = elementsOf(message.blocks).find(({ block, element }) => isMenu(block, element, select));
        if (menu)
          return heard(await answered(() => user.selects(message, stringOf(menu.element.action_id), option)));
      }
      throw new Error(`${name} sees no menu "${select}".`);
    },
    sees: async (where) => screen(where),
    async waitsFor(words, where) {
      const until = performance.now() + 5000;
      for (;;) {
        const found = screen(where).findLast((text) =>
          typeof words === 'string' ? text.includes(words) : words.test(text),
        );
        if (found !== undefined) return found;
        if (performance.now() > until) {
          const seen = screen(where).slice(-8).join('\n---\n') || 'nothing';
          const broken = emulator.violations
            .map((one) => `${one.rule} in ${one.where}: ${one.message}`)
            .join('\n');
          throw new Error(`${name} waited for ${words}, but sees:\n${seen}\n${broken}`);
        }
        await pause(10);
      }
    },
    async buttons() {
      const newest = messages().findLast((message) => message.buttons.length > 0);
      return newest?.buttons.map((button) => withoutMarks(button.label)) ?? [];
    },
    async files() {
      const seen: SeenFile[] = [];
      for (const message of messages()) {
        for (const block of message.blocks.filter((one) => one.type === 'image')) {
          seen.push(await fetched(stringOf(fieldsOf(block.slack_file).id), stringOf(block.alt_text), room));
        }
        for (const id of message.fileIds) seen.push(await fetched(id, undefined, room));
      }
      return seen;
    },
    async modal() {
      const view = user.viewOpen();
      return view && seenForm(view, room);
    },
  };
}
