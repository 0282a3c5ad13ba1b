// Offered seats with real clients: fifty presses over two processes and both chats, and everything that a chat can do wrong.
import { afterEach, describe, expect, test } from 'vitest';
import type { AccountId } from '#exchange/people.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Records } from '#store/store.ts';
import type { DatabaseName } from '../support/databases.ts';
import { approveCourse, standingPass } from '../support/gate-papers.ts';
import { hears } from './hearing.ts';
import { type OrganisationName, onBoth } from './layouts.ts';
import { type Actor, openWorld, type World } from './world.ts';

const title = 'Digital evidence';
let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

function write<T>({ store, clock }: World, work: (records: Records) => Promise<T>): Promise<T> {
  return store.write({ viewer: { kind: 'process' }, actor: 'test', now: clock.now() }, work);
}

interface Scene {
  readonly world: World;
  readonly nadia: Actor;
  readonly course: string;
  readonly nominations: readonly Nomination[];
}

/** A confirmed course of Accra; of each nominee the accounts on whichever chats. */
async function arrange(
  opened: World,
  seats: number,
  nominees: readonly { readonly name: string; readonly accounts: readonly AccountId[]; readonly at: Home }[],
): Promise<Scene> {
  const nadia = await opened.actor('Nadia', 'hub');
  const ama = await opened.actor('Ama', 'accra');
  const made = await write(opened, async (records) => {
    const ids: Record<string, string> = {};
    for (const [key, name, country, zone] of [
      ['hub', 'Secretariat', 'CH', 'Europe/Zurich'],
      ['accra', 'Police Academy', 'GH', 'Africa/Accra'],
      ['rabat', 'Police Institute', 'MA', 'Africa/Casablanca'],
    ] as const) {
      const one = { name, country, language: 'en' as const, zone, hub: key === 'hub' };
      ids[key] = (await records.organisations.add(one)).id;
      const channel = opened.layout.seats[key].announcements;
      await records.organisations.setChannel({ organisation: ids[key], purpose: 'announcements', channel });
    }
    const member = async (name: string, home: Home, accounts: readonly AccountId[]) => {
      const { id } = await records.people.add({
        name,
        organisation: ids[home] ?? '',
        membership: 'confirmed',
      });
      for (const account of accounts) await records.people.link(account, id, name);
      return id;
    };
    const coordinator = await member('Nadia', 'hub', [nadia.person.account]);
    const liaison = await member('Ama', 'accra', [ama.person.account]);
    const assessor = await member('Otto', 'hub', []);
    const approver = await member('Aria', 'hub', []);
    await records.people.grant({ person: coordinator, role: 'coordinator', scope: 'hub' });
    await records.people.grant({ person: liaison, role: 'liaison', scope: ids.accra ?? '' });
    const { id: course } = await records.courses.propose({
      title,
      subject: 'digital-investigation',
      startsOn: '2027-03-15',
      endsOn: '2027-03-19',
      zone: 'Africa/Accra',
      country: 'GH',
      place: 'Accra',
      online: true,
      language: 'en',
      seats,
      nominationDeadline: Date.UTC(2027, 1, 1),
      aims: 'To keep evidence whole.',
      proposedBy: liaison,
      organisation: ids.accra ?? '',
    });
    await approveCourse(records, course, { assessor, approver });
    const pass = await standingPass(records, course);
    for (const [from, to] of [
      ['approved', 'call-open'],
      ['call-open', 'call-closed'],
      ['call-closed', 'selecting'],
      ['selecting', 'confirmed'],
    ] as const)
      await records.courses.move(course, [from], to, undefined, pass);
    const nominations: Nomination[] = [];
    for (const { name, at, accounts } of nominees) {
      const { id } = await records.nominations.add({
        course,
        nominee: await member(name, at, accounts),
        organisation: ids[at] ?? '',
        nominatedBy: liaison,
        rank: 'Inspector',
        unit: 'CID',
        yearsOfService: 6,
        reason: 'Leads.',
        consent: 'given',
        release: 'given',
        state: 'submitted',
      });
      const moved = await records.nominations.move(id, ['submitted'], 'selected');
      if (moved) nominations.push(moved);
    }
    return { course, nominations };
  });
  return { world: opened, nadia, ...made };
}

type Home = OrganisationName;

async function offers({ nadia }: Scene, count: string): Promise<void> {
  await nadia.runs('seats offer', { course: title });
  await nadia.person.presses(count);
  await nadia.person.waitsFor('of “Digital evidence”');
}

const offersIn = (texts: readonly string[]) =>
  texts.filter((text) => text.includes('A seat is offered to you'));

describe('fifty presses on one seat, from both chats at the same instant', () => {
  test.each<[DatabaseName, number]>([
    ['sqlite', 1],
    ['postgres', 2],
  ])('on %s, over %i of its processes, accept it once', async (database, processes) => {
    world = await openWorld(onBoth, database, { processes });
    const onSlack = await world.actor('Efua', 'rabat');
    const onDiscord = await world.actor('Efua there', 'accra');
    const accounts = [onSlack.person.account, onDiscord.person.account];
    const scene = await arrange(world, 1, [{ name: 'Efua', accounts, at: 'accra' }]);
    await offers(scene, 'Offer the seat');
    await hears(onSlack, 'A seat is offered to you');
    await onDiscord.runs('nominate answer');
    await onDiscord.person.waitsFor('Seats offered to you');

    // Whoever is late sees no button any more: the message says by then how it stands.
    await Promise.allSettled(
      Array.from({ length: 50 }, (_, number) =>
        (number % 2 === 0 ? onSlack : onDiscord).person.presses('Accept the seat'),
      ),
    );
    await world.settles();

    const seen = [...(await onSlack.person.sees()), ...(await onDiscord.person.sees())];
    expect(
      seen.filter((text) => text.includes('Your seat in “Digital evidence” is confirmed.')),
    ).toHaveLength(1);
    expect(seen.filter((text) => text.includes('has been dealt with')).length).toBeGreaterThan(20);
    const [told] = await world.store.read({ kind: 'process' }, async (records) => {
      const course = await records.courses.byId(scene.course);
      expect(course?.granted).toBe(1);
      return records.offers.of(scene.course, 9, 0);
    });
    expect(told).toMatchObject({ state: 'accepted' });
    const heard = world
      .sent()
      .filter(({ says }) => says.includes('Efua, nominated by Police Academy, has a seat'));
    expect(heard.length).toBeLessThanOrEqual(1);
    expect(world.layout.violations()).toEqual([]);
    expect(world.errors).toEqual([]);
  });
});

test('offers arrive once each, although Attaché is started anew among them and the chats refuse, break and lose answers', async () => {
  const opened = await openWorld(onBoth, 'sqlite');
  world = opened;
  const people = await Promise.all([
    ...['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map((name) => opened.actor(name, 'rabat')),
    ...['Seven', 'Eight', 'Nine', 'Ten'].map((name) => opened.actor(name, 'accra')),
    opened.actor('Closed', 'accra', { closed: true }),
  ]);
  const scene = await arrange(
    opened,
    11,
    people.map(({ person }, at) => ({
      name: person.name,
      accounts: [person.account],
      at: at < 6 ? 'rabat' : 'accra',
    })),
  );
  await write(opened, async (records) => {
    for (const { person } of people.slice(6))
      await records.people.setDirectMessages(person.account, 'welcome');
  });
  opened.layout.failNextPosts('too many', 'broken', 'taken, but the answer is lost');

  await offers(scene, 'Offer 11 seats');
  await opened.restart();
  await opened.settles();
  await opened.settles();

  for (const actor of people.slice(0, -1)) {
    await hears(actor, 'A seat is offered to you');
    expect(offersIn(await actor.person.sees('direct'))).toHaveLength(1);
  }
  // Whose direct messages are closed is called where others read along: of what, they are not told.
  const [closed] = people.slice(-1);
  if (!closed) throw new Error('Nobody is closed.');
  const inChannel = await closed.person.sees(closed.seat.announcements);
  const called = inChannel.filter((text) => text.includes('@Closed'));
  expect(called).toHaveLength(1);
  expect(called.join('')).not.toContain(title);
  await closed.person.presses('Read it', '@Closed');
  await closed.person.waitsFor('You are offered a seat in “Digital evidence”.');
  await closed.person.presses('Accept the seat');
  await closed.person.waitsFor('Your seat in “Digital evidence” is confirmed.');
  const states = await opened.store.read({ kind: 'process' }, async (records) =>
    (await records.offers.of(scene.course, 20, 0)).map(({ state }) => state).toSorted(),
  );
  expect(states).toEqual(['accepted', ...Array.from({ length: 10 }, () => 'open')]);
  expect(opened.layout.violations()).toEqual([]);
});
