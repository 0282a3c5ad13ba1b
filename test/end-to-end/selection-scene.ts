// Where the story of a selection begins: three organisations, their people, and an approved course of the hub; arranged in the record.
import { approveCourse, standingPass } from '../support/gate-papers.ts';
import { names, speaksArabic } from './cast.ts';
import { type OrganisationName, organisationNames } from './layouts.ts';
import type { Actor, World } from './world.ts';

export const title = 'Evidence from telephones';
export const seats = 3;

const people = [
  ['nadia', 'Nadia', 'hub'],
  ['piet', 'Piet', 'hub'],
  ['aria', 'Aria', 'hub'],
  ['moses', 'Moses', 'hub'],
  ['rita', 'Rita', 'hub'],
  ['sami', 'Sami', 'hub'],
  ['ama', 'Ama', 'accra'],
  ['kojo', 'Kojo', 'accra'],
  ['efua', 'Efua', 'accra'],
  ['kwame', 'Kwame', 'accra'],
  ['kofi', 'Kofi', 'accra'],
  ['youssef', 'Youssef', 'rabat'],
  ['salma', 'Salma', 'rabat'],
  ['omar', 'Omar', 'rabat'],
  ['hind', 'Hind', 'rabat'],
  ['zineb', 'Zineb', 'rabat'],
] as const;

/**
 * Nadia and Piet coordinate, Aria approves, Moses manages the course, Rita and Sami review. Ama and Youssef nominate,
 * Kojo and Salma release; the others are nominees, those of Rabat in Arabic.
 */
export type SelectionCast = Readonly<Record<(typeof people)[number][0], Actor>>;

export async function beginsTheSelection(world: World): Promise<SelectionCast> {
  const entries = await Promise.all(
    people.map(async ([key, name, of]) => {
      const actor = await world.actor(name, of, { speaks: of === 'rabat' ? 'ar' : 'en' });
      return [key, actor] as const;
    }),
  );
  // One for each of the list.
  const cast = Object.fromEntries(entries) as unknown as SelectionCast;
  await arrange(world, cast);
  for (const actor of Object.values(cast)) if (actor.speaks === 'ar') await speaksArabic(actor);
  return cast;
}

/** As somebody is called in a field that finds people. */
export function inField({ person, seat }: Actor, world: World): string {
  const of = organisationNames.find((name) => world.layout.seats[name] === seat);
  return `${person.name} · ${names[of ?? 'hub']}`;
}

async function arrange({ store, clock, layout }: World, cast: SelectionCast): Promise<void> {
  const act = { viewer: { kind: 'process' }, actor: 'story', now: clock.now() } as const;
  await store.write(act, async (records) => {
    const ids: Record<string, string> = {};
    for (const [key, country, language, zone] of [
      ['hub', 'CH', 'en', 'Europe/Zurich'],
      ['accra', 'GH', 'en', 'Africa/Accra'],
      ['rabat', 'MA', 'ar', 'Africa/Casablanca'],
    ] as const) {
      const organisation = { name: names[key], country, language, zone, hub: key === 'hub' };
      const { id } = await records.organisations.add(organisation);
      ids[key] = id;
      const { announcements, managers } = layout.seats[key];
      const theirs = { organisation: id } as const;
      await records.organisations.setChannel({ ...theirs, purpose: 'announcements', channel: announcements });
      await records.organisations.setChannel({ ...theirs, purpose: 'managers', channel: managers });
    }
    const member = async (name: string, of: OrganisationName) => {
      const one = { name, organisation: ids[of] ?? '', membership: 'confirmed' } as const;
      return (await records.people.add(one)).id;
    };
    for (const [key, name, of] of people) {
      ids[key] = await member(name, of);
      const { account } = cast[key].person;
      await records.people.link(account, ids[key], name);
      await records.people.setDirectMessages(account, 'welcome');
    }
    const proposer = await member('Lena', 'hub');
    const course = {
      subject: 'digital-investigation',
      zone: 'Europe/Zurich',
      country: 'CH',
      place: 'Bern',
      online: false,
      language: 'en',
      aims: 'To read out telephones so that it stands in court.',
      proposedBy: proposer,
      organisation: ids.hub ?? '',
    } as const;
    const { id } = await records.courses.propose({
      ...course,
      title,
      startsOn: '2027-03-15',
      endsOn: '2027-03-17',
      seats,
      nominationDeadline: Date.parse('2027-01-15T22:59:00Z'),
    });
    for (const [who, role, scope] of [
      ['nadia', 'coordinator', 'hub'],
      ['piet', 'coordinator', 'hub'],
      ['aria', 'approver', 'head-of-department'],
      ['moses', 'courseManager', id],
      ['rita', 'expert', 'investigation'],
      ['sami', 'expert', 'investigation'],
      ['ama', 'liaison', ids.accra],
      ['kojo', 'manager', ids.accra],
      ['youssef', 'liaison', ids.rabat],
      ['salma', 'manager', ids.rabat],
    ] as const)
      await records.people.grant({ person: ids[who] ?? '', role, scope: scope ?? '' });
    const hands = { assessor: ids.nadia ?? '', approver: ids.aria ?? '' };
    await approveCourse(records, id, hands);

    // What Accra has had before: one seat, so that whose turn it is hangs on no lot.
    const earlier = await records.courses.propose({
      ...course,
      title: 'Command in a crisis',
      startsOn: '2027-01-11',
      endsOn: '2027-01-12',
      online: true,
      seats: 1,
      nominationDeadline: Date.parse('2027-01-05T22:59:00Z'),
    });
    await approveCourse(records, earlier.id, hands);
    const pass = await standingPass(records, earlier.id);
    await records.courses.move(earlier.id, ['approved'], 'call-open', undefined, pass);
    const nomination = await records.nominations.add({
      course: earlier.id,
      nominee: await member('Esi', 'accra'),
      organisation: ids.accra ?? '',
      nominatedBy: ids.ama ?? '',
      rank: 'Inspector',
      unit: 'CID',
      yearsOfService: 9,
      reason: 'Leads a station.',
      state: 'submitted',
      consent: 'given',
      release: 'given',
    });
    await records.nominations.grantSeat(nomination.id, pass);
    for (const [from, to] of [
      ['call-open', 'call-closed'],
      ['call-closed', 'selecting'],
      ['selecting', 'confirmed'],
    ] as const)
      await records.courses.move(earlier.id, [from], to, undefined, pass);
  });
}
