// A bot that is let into Discord servers and put out of them: who is greeted, who is told, and what is still sent.
import { afterEach, describe, expect, it } from 'vitest';
import type { ChannelId } from '#exchange/people.ts';
import type { DiscordEmulator } from '../emulators/discord/discord-emulator.ts';
import { textOf } from '../emulators/discord/reading.ts';
import type { Channel, Guild } from '../emulators/discord/state.ts';
import { type DatabaseName, databaseNames } from '../support/databases.ts';
import { withoutMarks } from '../support/discord-markdown.ts';
import { hears } from './hearing.ts';
import { onDiscord } from './layouts.ts';
import { said } from './said.ts';
import { type Actor, openWorld, type World } from './world.ts';

describe.each(databaseNames)('a bot on Discord, its record on %s', (database: DatabaseName) => {
  let world: World;
  let emulator: DiscordEmulator;
  afterEach(() => world.close());

  async function open(): Promise<Actor> {
    const layout = onDiscord((shown) => {
      emulator = shown;
    });
    world = await openWorld(layout, database);
    const nadia = await world.actor('Nadia', 'hub', { administrator: true });
    await nadia.runs('exchange setup', { code: world.setupCode });
    await nadia.person.fills({
      name: 'Secretariat',
      country: 'Switzerland',
      language: 'English',
      zone: 'Europe/Zurich',
    });
    await nadia.person.waitsFor('Secretariat is the hub of the exchange');
    await nadia.runs('exchange channel-set', { purpose: 'announcements', channel: nadia.seat.announcements });
    return nadia;
  }

  /** A server that the bot is not in, where it may write in the second of its channels. */
  function outside(name: string, locale: string): { guild: Guild; lobby: Channel; closed: Channel } {
    const guild = emulator.addGuild({ name, locale, withBot: false });
    const closed = emulator.addChannel(guild, { name: 'rules', botLacks: ['send'] });
    const lobby = emulator.addChannel(guild, { name: 'lobby' });
    return { guild, lobby, closed };
  }

  const saidIn = (channel: Channel) =>
    emulator.acceptedIn(channel).map((message) => withoutMarks(textOf(message)));

  /** What the gateway has told has been dealt with, and what came of it has left. */
  async function dealtWith(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 150));
    await world.sweep();
  }

  it('greets a new server once, in its language, where it may write, and not those it was in', async () => {
    await open();
    const { guild, lobby, closed } = outside('Dakar', 'fr');

    emulator.addBot(guild);
    await emulator.until(() => emulator.acceptedIn(lobby).length > 0, 'a greeting');
    emulator.outage(guild);
    emulator.gateway.askToReconnect();
    await emulator.connected();
    await dealtWith();
    await world.restart();
    await dealtWith();

    const [greeting = '', ...more] = saidIn(lobby);
    expect(greeting).toContain(said('exchange', 'place-hello.title', 'fr'));
    expect(greeting).toContain('Secretariat');
    expect(more).toEqual([]);
    expect(saidIn(closed)).toEqual([]);
    expect(world.sent().filter(({ says }) => says.includes('Attaché runs international'))).toEqual([]);
    expect(emulator.violations).toEqual([]);
    expect(world.errors).toEqual([]);
  });

  it('greets in the channel in which the server itself does, and nobody where it may not write', async () => {
    await open();
    const one = outside('Lima', 'es-ES');
    const welcome = emulator.addChannel(one.guild, { name: 'welcome' });
    one.guild.systemChannel = welcome.id;
    const other = outside('Cairo', 'ar');
    emulator.setBotLacks(other.lobby, ['view']);

    for (const { guild } of [one, other]) emulator.addBot(guild);
    await emulator.until(() => emulator.acceptedIn(welcome).length > 0, 'a greeting');
    await dealtWith();

    expect(saidIn(welcome)[0]).toContain(said('exchange', 'place-hello.title', 'es'));
    expect([...saidIn(one.lobby), ...saidIn(other.lobby), ...saidIn(other.closed)]).toEqual([]);
    expect(emulator.violations).toEqual([]);
  });

  it('sends nothing to a server that has put it out, tells the coordinator once, and goes on when it is back', async () => {
    const nadia = await open();
    const { guild, lobby } = outside('Accra', 'en-GB');
    const channel: ChannelId = `discord:${guild.id}:${lobby.id}`;
    emulator.addBot(guild);
    const accra = await world.store.write(
      { viewer: { kind: 'process' }, actor: 'test', now: world.clock.now() },
      async ({ organisations }) => {
        const about = { country: 'GH', language: 'en', zone: 'Africa/Accra' } as const;
        const { id } = await organisations.add({ ...about, name: 'Accra Police', hub: false });
        await organisations.tie(`discord:${guild.id}`, id, 'Accra server');
        await organisations.setChannel({ organisation: id, purpose: 'announcements', channel });
        return id;
      },
    );
    const announce = (key: string) =>
      world.store.write(
        { viewer: { kind: 'process' }, actor: 'test', now: world.clock.now() },
        ({ deliveries }) =>
          deliveries.add([
            {
              key,
              message: 'exchange/place-hello',
              facts: { place: 'discord:1' },
              person: undefined,
              channel,
              organisation: accra,
              purpose: 'announcements',
              post: undefined,
              tooLateAt: undefined,
            },
          ]),
      );

    emulator.removeBot(guild);
    const left = await hears(nadia, 'Attaché has been removed from Accra server');
    await announce('one');
    await world.sweep();
    await nadia.runs('exchange undelivered');
    const undelivered = await nadia.person.waitsFor('Announcement channel of Accra Police');
    await world.restart();
    await dealtWith();
    const told = await world.store.read({ kind: 'process' }, ({ deliveries }) =>
      deliveries.list(['sent', 'pending'], 100),
    );
    emulator.addBot(guild);
    await dealtWith();
    await announce('two');
    await world.sweep();

    expect(left).toContain('/exchange invite');
    expect(undelivered).toContain(said('house', 'reason.left', 'en'));
    expect(undelivered).toContain(said('exchange', 'undelivered.helps.left', 'en'));
    expect(told.filter(({ message }) => message === 'exchange/place-left')).toHaveLength(1);
    expect(saidIn(lobby)).toHaveLength(1);
    expect(emulator.requests.filter(({ status }) => status === 403 || status === 404)).toEqual([]);
    expect(world.errors).toEqual([]);
  });
});
