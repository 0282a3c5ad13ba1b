// A Discord to post to: one person, one channel, a clock that can be moved on, and a lane of posts without a gateway.
import type { Departing, Platform } from '#bot/platform.ts';
import type { Drawing } from '#bot/view.ts';
import type { ChannelId } from '#exchange/people.ts';
import { type DiscordChat, type DiscordPerson, startDiscordChat } from './discord-person.ts';

export interface DiscordPosting {
  readonly chat: DiscordChat;
  /** Not started: posting needs no gateway, which another process may hold. */
  readonly platform: Platform;
  readonly amina: DiscordPerson;
  readonly courses: ChannelId;
  /** What departs for the channel, unless told otherwise. */
  announcement(what: Drawing, more?: Partial<Departing>): Departing;
  /** Moves Discord's clock on. */
  pass(ms: number): void;
  close(): Promise<void>;
}

export async function openDiscordPosting(): Promise<DiscordPosting> {
  let passed = 0;
  const chat = await startDiscordChat({ clock: { now: () => Date.now() + passed } });
  const amina = await chat.person('Amina');
  const courses = await chat.channel('courses');
  const platform = chat.platform();

  return {
    ...{ chat, platform, amina, courses },
    announcement: (what, more = {}) => ({
      to: { channel: courses },
      drawing: what,
      proof: 'reminder·c1·p1·d7',
      depart: async () => undefined,
      addressees: [],
      ...more,
    }),
    pass(ms) {
      passed += ms;
    },
    async close() {
      await platform.stop();
      await chat.close();
    },
  };
}
