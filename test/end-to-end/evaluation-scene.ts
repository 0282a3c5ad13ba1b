// Where the story of an evaluation begins: a course of the hub with eleven seats of three organisations; arranged in the record.
import { type Answers, type QuestionSet, roundIdOf } from '#exchange/questionnaire.ts';
import type { Records } from '#store/store.ts';
import { approveCourse, standingPass } from '../support/gate-papers.ts';
import type { OrganisationName } from './layouts.ts';
import type { Actor, World } from './world.ts';

export const title = 'Digital evidence for investigators';
export const calledOff = 'Command in a crisis';

/** Cairo has no channels of its own: its people sit where the hub does. */
const organisations = [
  { key: 'hub', name: 'Police Training Secretariat', country: 'CH', language: 'en', zone: 'Europe/Zurich' },
  { key: 'accra', name: 'Escuela de Policía, Lima', country: 'PE', language: 'es', zone: 'America/Lima' },
  { key: 'rabat', name: 'معهد الشرطة، الرباط', country: 'MA', language: 'ar', zone: 'Africa/Casablanca' },
  { key: 'cairo', name: 'أكاديمية الشرطة، القاهرة', country: 'EG', language: 'ar', zone: 'Africa/Cairo' },
] as const;

type Key = (typeof organisations)[number]['key'];

const people = [
  ['nadia', 'Nadia', 'hub'],
  ['moses', 'Moses', 'hub'],
  ['olga', 'Olga', 'hub'],
  ['lucia', 'Lucía', 'accra'],
  ['diego', 'Diego', 'accra'],
  ['rosa', 'Rosa', 'accra'],
  ['ines', 'Inés', 'accra'],
  ['omar', 'Omar', 'rabat'],
  ['hind', 'Hind', 'rabat'],
  ['zineb', 'Zineb', 'rabat'],
  ['mona', 'Mona', 'cairo'],
  ['tarek', 'Tarek', 'cairo'],
  ['laila', 'Laila', 'cairo'],
  ['karim', 'Karim', 'cairo'],
  ['samir', 'Samir', 'cairo'],
] as const;

/** Nadia coordinates, Olga oversees, Moses manages the course, Lucía manages in Lima; the others take part. */
export type EvaluationCast = Readonly<Record<(typeof people)[number][0], Actor>>;

export const ofCairo = ['mona', 'tarek', 'laila', 'karim', 'samir'] as const;
const taking = ['diego', 'rosa', 'ines', 'omar', 'hind', 'zineb', ...ofCairo] as const;

export async function beginsTheEvaluation(world: World): Promise<EvaluationCast> {
  const entries = await Promise.all(
    people.map(async ([key, name, of]) => {
      const { language } = organisations.find((one) => one.key === of) ?? organisations[0];
      return [key, await world.actor(name, seatOf(of), { speaks: language })] as const;
    }),
  );
  // One for each of the list.
  const cast = Object.fromEntries(entries) as unknown as EvaluationCast;
  await arranged(world, (records) => arrange(world, records, cast));
  return cast;
}

function seatOf(key: Key): OrganisationName {
  return key === 'cairo' ? 'hub' : key;
}

/** What is none of the story's business happens in the record. */
export function arranged<T>({ store, clock }: World, work: (records: Records) => Promise<T>): Promise<T> {
  return store.write({ viewer: { kind: 'process' }, actor: 'story', now: clock.now() }, work);
}

/** What others answer, without their chats. */
export function answered(
  world: World,
  set: QuestionSet,
  those: readonly (readonly [Actor, Answers])[],
): Promise<void> {
  return arranged(world, async (records) => {
    const [course] = await records.courses.search(title, { most: 1 });
    for (const [{ person }, answers] of those) {
      const known = await records.people.byAccount(person.account, world.clock.now());
      const kept = await records.feedback.answer(
        roundIdOf(course?.id ?? '', set),
        known?.person.id ?? '',
        answers,
      );
      if (!kept) throw new Error(`${person.name} could not answer the ${set} questionnaire.`);
    }
  });
}

async function arrange(world: World, records: Records, cast: EvaluationCast): Promise<void> {
  const ids: Record<string, string> = {};
  for (const { key, ...organisation } of organisations) {
    const { id } = await records.organisations.add({ ...organisation, hub: key === 'hub' });
    ids[key] = id;
    if (key === 'cairo') continue;
    const { announcements, managers } = world.layout.seats[key];
    await records.organisations.setChannel({
      organisation: id,
      purpose: 'announcements',
      channel: announcements,
    });
    await records.organisations.setChannel({ organisation: id, purpose: 'managers', channel: managers });
  }
  const member = (name: string, of: Key) =>
    records.people.add({ name, organisation: ids[of] ?? '', membership: 'confirmed' });
  for (const [key, name, of] of people) {
    const { id } = await member(name, of);
    ids[key] = id;
    const { person, speaks } = cast[key];
    await records.people.link(person.account, id, name);
    await records.people.setDirectMessages(person.account, 'welcome');
    await records.people.change(id, { language: speaks, approvedUntil: Date.UTC(2028, 0) });
  }
  const [proposer, approver] = [await member('Lena', 'hub'), await member('Aria', 'hub')];
  const courses: string[] = [];
  for (const named of [title, calledOff]) {
    const { id } = await records.courses.propose({
      title: named,
      subject: 'digital-investigation',
      zone: 'Europe/Zurich',
      country: 'CH',
      place: 'Bern',
      online: false,
      language: 'en',
      aims: 'To read out telephones so that it stands in court.',
      proposedBy: proposer.id,
      organisation: ids.hub ?? '',
      startsOn: '2027-01-18',
      endsOn: '2027-01-21',
      seats: taking.length,
      nominationDeadline: Date.parse('2027-01-03T22:59:00Z'),
    });
    await approveCourse(records, id, { assessor: proposer.id, approver: approver.id });
    courses.push(id);
    await seat(
      records,
      id,
      taking.map((key) => ids[key] ?? ''),
      ids.nadia ?? '',
    );
  }
  for (const [who, role, scope] of [
    ['nadia', 'coordinator', 'hub'],
    ['olga', 'oversight', 'hub'],
    ['moses', 'courseManager', courses[0]],
    ['lucia', 'manager', ids.accra],
  ] as const)
    await records.people.grant({ person: ids[who] ?? '', role, scope: scope ?? '' });
}

/** Everybody has a seat, and has said that they come. */
async function seat(records: Records, course: string, those: readonly string[], by: string): Promise<void> {
  const pass = await standingPass(records, course);
  await records.courses.move(course, ['approved'], 'call-open', undefined, pass);
  for (const nominee of those) {
    const person = await records.people.byId(nominee);
    const nomination = await records.nominations.add({
      course,
      nominee,
      organisation: person?.organisation ?? '',
      nominatedBy: by,
      rank: 'Inspector',
      unit: 'CID',
      yearsOfService: 9,
      reason: 'Reads out telephones.',
      state: 'submitted',
      consent: 'given',
      release: 'given',
    });
    await records.nominations.grantSeat(nomination.id, pass);
  }
  for (const [from, to] of [
    ['call-open', 'call-closed'],
    ['call-closed', 'selecting'],
    ['selecting', 'confirmed'],
  ] as const)
    await records.courses.move(course, [from], to, undefined, pass);
}
