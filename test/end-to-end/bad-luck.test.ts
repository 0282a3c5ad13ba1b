// Bad luck that only one chat can have: forged and repeated requests, channels that are gone, a person on two chats.
import { afterEach, describe, expect, test } from 'vitest';
import { DiscordPerson } from '../support/discord-person.ts';
import { formBefore } from '../support/fill-pages.ts';
import type { SlackChat } from '../support/slack-person.ts';
import { names, opensTheExchange } from './cast.ts';
import { isApproved } from './course-chapter.ts';
import { codeIn, hears } from './hearing.ts';
import { onBoth, onDiscord, onSlack } from './layouts.ts';
import { type Actor, openWorld, type World } from './world.ts';

let world: World | undefined;

afterEach(async () => {
  expect(world?.errors).toEqual([]);
  await world?.close();
  world = undefined;
});

async function membersOf(one: World): Promise<readonly string[]> {
  const people = await one.store.read({ kind: 'process' }, (records) =>
    records.people.search('', { organisation: undefined, most: 100 }),
  );
  return people.map((person) => person.name);
}

/** A hub on Slack, and its coordinator. */
async function openedOnSlack(over: 'http' | 'socket') {
  let slack: SlackChat | undefined;
  world = await openWorld(
    onSlack(over, (chat) => {
      slack = chat;
    }),
    'sqlite',
  );
  const nadia = await world.actor('Nadia', 'hub', { administrator: true });
  await nadia.runs('exchange setup', { code: world.setupCode });
  await formBefore(nadia.person);
  await nadia.person.fills({ name: names.hub, country: 'Ghana', language: 'English', zone: 'Africa/Accra' });
  await nadia.person.waitsFor('is the hub of the exchange');
  if (!slack) throw new Error('There is no Slack.');
  return { world, slack, nadia };
}

const adds = 'member-add name:"Efua Owusu" role:trainee';

test.each(['http', 'socket'] as const)(
  'a request that Slack sends again over %s has one effect',
  async (over) => {
    const { world, slack, nadia } = await openedOnSlack(over);
    const general = slack.channelNamed('general');

    const delivery = await slack.user('Nadia').runs(general, '/exchange', adds);
    await nadia.person.waitsFor('Efua Owusu is a member of');
    await slack.emulator.replay(delivery);
    await slack.emulator.replay(delivery);
    await nadia.runs('exchange organisation-list');
    await nadia.person.waitsFor('1 organisation takes part');

    expect((await membersOf(world)).filter((name) => name === 'Efua Owusu')).toHaveLength(1);
    expect((await nadia.person.sees()).filter((text) => text.includes('their one-time code'))).toHaveLength(
      1,
    );
    expect(world.layout.violations()).toEqual([]);
  },
);

test('a request that Slack did not sign changes nothing', async () => {
  const { world, slack } = await openedOnSlack('http');
  const request = slack.user('Nadia').composes(slack.channelNamed('general'), '/exchange', adds);

  for (const signing of ['unsigned', 'tampered', 'stale', 'wrong-secret'] as const) {
    const { outcome, status } = await slack.emulator.send(request, { signing });
    expect({ signing, outcome, status }).toEqual({ signing, outcome: 'refused', status: 401 });
  }

  expect(await membersOf(world)).toEqual(['Nadia']);
});

describe('Discord', () => {
  test('a channel that is gone keeps nobody else waiting, and a coordinator sees what could not be told', async () => {
    world = await openWorld(onDiscord(), 'sqlite');
    const { ama, nadia, salma } = await opensTheExchange(world);
    const gone = `${ama.seat.chat.place}:1` as const;
    await world.store.write(
      { viewer: { kind: 'process' }, actor: 'test', now: world.clock.now() },
      async ({ organisations }) => {
        const accra = (await organisations.search(names.accra, 1))[0];
        if (!accra) throw new Error('Accra is not there.');
        await organisations.setChannel({ organisation: accra.id, purpose: 'announcements', channel: gone });
      },
    );

    await publishes(world, ama, nadia);
    await world.settles();

    await salma.person.waitsFor('Linked', salma.seat.announcements);
    await nadia.runs('my tasks');
    expect(await nadia.person.waitsFor('could not be delivered')).toContain(names.accra);
    expect(world.layout.violations()).toEqual([]);
  });

  test('an interaction that arrives again has one effect, and is answered once', async () => {
    world = await openWorld(onDiscord(), 'sqlite');
    const { ama } = await opensTheExchange(world);
    if (!(ama.person instanceof DiscordPerson)) throw new Error('Ama is not on Discord.');

    await ama.runs('exchange member-add', { name: 'Yaw', role: 'trainee' });
    await ama.person.waitsFor('Yaw is a member of');
    ama.person.last?.deliverAgain();
    ama.person.last?.deliverAgain();
    await ama.runs('exchange organisation-list');
    await ama.person.waitsFor('3 organisations take part');

    expect((await membersOf(world)).filter((name) => name === 'Yaw')).toHaveLength(1);
    expect((await ama.person.sees()).filter((text) => text.includes('Yaw is a member of'))).toHaveLength(1);
    expect(world.layout.violations()).toEqual([]);
  });
});

describe('Slack and Discord together', () => {
  test('one person on both has one set of tasks, and is told where they last wrote', async () => {
    world = await openWorld(onBoth, 'sqlite');
    const { ama, nadia, efua } = await opensTheExchange(world);
    const efuaOnSlack = await world.actor('Efua on Slack', 'hub');

    await efua.runs('my link');
    const code = codeIn(await efua.person.waitsFor('Type /my link with it from your other account'));
    await efuaOnSlack.runs('my link', { code });
    await efuaOnSlack.person.waitsFor('This account now belongs to Efua as well.');
    await efuaOnSlack.runs('my notifications', { reminders: 'all', platform: 'slack' });
    await efuaOnSlack.person.waitsFor('Messages for you arrive on Slack.');
    await nadia.runs('exchange channel-set', { purpose: 'announcements', channel: nadia.seat.announcements });
    await publishes(world, ama, nadia);
    await ama.runs('nominate add', {
      course: 'Linked',
      person: 'Efua',
      rank: 'Sergeant',
      unit: 'Lab',
      years: 4,
      reason: 'Leads',
    });
    await ama.person.waitsFor('Efua is nominated');

    await hears(efuaOnSlack, 'has nominated you for “Linked”');
    await world.settles();
    expect((await efua.person.sees()).filter((text) => text.includes('has nominated you'))).toEqual([]);
    expect(world.layout.violations()).toEqual([]);
  });
});

/** A course by Ama, published by Nadia. */
async function publishes(world: World, ama: Actor, nadia: Actor): Promise<void> {
  await ama.runs('course propose', {
    title: 'Linked',
    subject: 'Command',
    starts: '2027-03-01',
    ends: '2027-03-05',
    online: true,
    timezone: 'Africa/Accra',
    language: 'English',
    seats: 4,
    deadline: '2027-02-12',
    aims: 'To lead.',
  });
  await ama.person.waitsFor('“Linked” has been proposed.');
  await isApproved(world, 'Linked');
  await nadia.runs('course publish', { course: 'Linked' });
  await nadia.person.waitsFor('Preview: Linked');
  await nadia.person.presses('Publish', 'Preview: Linked');
  await nadia.person.waitsFor('“Linked” is published.');
}
