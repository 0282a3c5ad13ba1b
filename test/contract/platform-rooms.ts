// The chats that the platform contract is held in, each with what only its own emulator can tell.
import type { Platform } from '#bot/platform.ts';
import type { AccountId, ChannelId } from '#exchange/people.ts';
import { textOf } from '../emulators/discord/reading.ts';
import { withoutMarks } from '../support/discord-markdown.ts';
import { startDiscordChat } from '../support/discord-person.ts';
import type { Chat, Person, Said, Traits } from '../support/person.ts';
import { fillIn } from '../support/practice-form.ts';
import { startPracticeChat } from '../support/practice-person.ts';
import { byClass, byId, wordsOf } from '../support/read-html.ts';
import { slackChat } from '../support/slack-person.ts';

/** What a message does beyond being read. */
export interface Live {
  /** Whom it notifies by a mention. */
  readonly notifies: readonly AccountId[];
  /** `@everyone` and the like that would really ring. */
  readonly broadcasts: readonly string[];
  /** Addresses that it would really lead to. */
  readonly links: readonly string[];
  /** True when a direction override of what somebody typed reaches the words around it. */
  readonly reorders: boolean;
}

const overrides = /[\u202a-\u202e]/u;

export interface ContractRoom extends Chat {
  /** A channel that is not there. */
  readonly lostChannel: ChannelId;
  /** What the newest message with these words in the channel does. */
  liveIn(channel: ChannelId, words: string): Promise<Live>;
  /** Submits the open form, and lets the very same request arrive once more. */
  submitsTwice(person: Person, answers: Readonly<Record<string, Said>>): Promise<void>;
  /** What the platform was asked to do against its own rules. */
  violations(): readonly unknown[];
}

export async function slackRoom(over: 'http' | 'socket'): Promise<ContractRoom> {
  const chat = await slackChat({ over });
  const { emulator } = chat;
  const users = new Map<string, AccountId>();
  return {
    ...chat,
    async person(name: string, traits?: Traits) {
      const person = await chat.person(name, traits);
      users.set(chat.user(name).id, person.account);
      return person;
    },
    lostChannel: `${chat.place}:C0NOWHERE`,
    async liveIn(id, words) {
      const channel = chat.channelNamed(await nameOf(chat, id));
      const found = emulator
        .messagesIn(channel)
        .findLast((message) => withoutMarks(message.visibleText).includes(words));
      if (!found) throw new Error(`Nothing in #${channel.name} says ${words}.`);
      const { mentions } = found;
      return {
        notifies: mentions.users.map((user): AccountId => users.get(user) ?? `slack:${user}`),
        broadcasts: [...mentions.broadcasts, ...mentions.groups],
        links: mentions.links,
        reorders: overrides.test(`${found.text}${found.visibleText}`),
      };
    },
    async submitsTwice(person, answers) {
      const user = chat.user(person.name);
      const view = await emulator.eventually(() => user.viewOpen());
      const entered = Object.entries(answers).map(([label, said]) => [label, String(said)] as const);
      const sent = await user.submits(view, Object.fromEntries(entered));
      if (!('delivery' in sent) || !sent.delivery) throw new Error(`The form was not sent: ${sent.kind}.`);
      await emulator.replay(sent.delivery);
    },
    violations: () => emulator.violations,
  };

  async function nameOf({ channel }: Chat, id: ChannelId): Promise<string> {
    for (const name of ['general', 'board']) if ((await channel(name)) === id) return name;
    throw new Error(`The contract knows no channel ${id}.`);
  }
}

export async function discordRoom(): Promise<ContractRoom> {
  const chat = await startDiscordChat();
  const { emulator } = chat;
  return {
    ...chat,
    lostChannel: `${chat.place}:1`,
    async liveIn(id, words) {
      const reader = await chat.person('Reader of all');
      const texts = await reader.sees(id);
      const channel = emulator.world.channels.get(id.split(':')[2] ?? '');
      const messages = emulator.world.messages.filter(
        (one) => one.channel === channel && !one.deleted && !one.onlyFor,
      );
      const found = messages[texts.findLastIndex((text) => text.includes(words))];
      if (!found) throw new Error(`Nothing in #${channel?.name} says ${words}.`);
      const { users, roles, everyone } = found.activeMentions;
      return {
        notifies: users.map((user): AccountId => `discord:${user}`),
        broadcasts: [...roles, ...(everyone ? ['everyone'] : [])],
        // Text that would be a link reads as `label (address)` here; who compares the text sees it.
        links: [],
        reorders: overrides.test(textOf(found)),
      };
    },
    async submitsTwice(person, answers) {
      await person.fills(answers);
      const driver = await chat.person(person.name);
      driver.last?.deliverAgain();
    },
    violations: () => emulator.violations,
  };
}

export async function practiceRoom(): Promise<ContractRoom> {
  const chat = await startPracticeChat();
  const names = new Set<string>();
  return {
    ...chat,
    platform: (): Platform => chat.platform(),
    async person(name: string, traits?: Traits) {
      names.add(name);
      return chat.person(name, traits);
    },
    lostChannel: 'practice:nowhere',
    async liveIn(id, words) {
      const notifies: AccountId[] = [];
      const links: string[] = [];
      let isThere = false;
      let reorders = false;
      for (const name of names) {
        const person = await chat.person(name);
        const page = await person.looksAt(`/channel/${id.slice('practice:'.length)}?all`);
        const found = byClass(page, 'message').findLast((one) => wordsOf(one).includes(words));
        if (!found) continue;
        isThere = true;
        // A bdi element keeps its direction to itself.
        reorders ||= overrides.test(wordsOf(found, ({ tag }) => tag === 'bdi'));
        if ((found.attributes.class ?? '').split(' ').includes('message-addressed'))
          notifies.push(person.account);
        links.push(...byClass(found, 'link').map((link) => link.attributes.href ?? ''));
      }
      if (!isThere) throw new Error(`Nothing in ${id} says ${words}.`);
      return { notifies, broadcasts: [], links, reorders };
    },
    async submitsTwice(person, answers) {
      const driver = await chat.person(person.name);
      const form = byId(await driver.looksAt(), 'form');
      if (!form) throw new Error(`${person.name} has no form open.`);
      const sent = fillIn(form, answers);
      await driver.sends('/form', sent);
      await driver.sends('/form', sent);
    },
    // The room has no rules of another's to break.
    violations: () => [],
  };
}
