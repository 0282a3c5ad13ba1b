// A small exchange on the bench: a hub, two organisations with their people, and courses in any state.
import type { CourseState } from '#exchange/course.ts';
import type { Office } from '#exchange/hub-settings.ts';
import { instantAt } from '#exchange/local-time.ts';
import type { Role } from '#exchange/people.ts';
import type { Course } from '#store/records/courses.ts';
import type { Person } from '#store/records/people.ts';
import type { Bench } from './exchange-bench.ts';
import { approve, type Hands, setDocument, standingPass } from './gate-papers.ts';

/** Everybody by their account's name: `practice:kofi` is `people.kofi`. */
export interface SampleExchange {
  readonly hub: string;
  readonly accra: string;
  readonly rabat: string;
  readonly people: Readonly<Record<SampleName, Person>>;
  /** A course proposed by Kofi of Accra, with both papers in force and approved, in a state reached step by step. */
  course(changes?: Partial<Course>): Promise<Course>;
}

/** Coordinators and approvers of the hub; liaison, manager, trainees in Accra; liaison and trainee in Rabat. */
const cast = {
  nadia: { name: 'Nadia Keller', at: 'hub', role: 'coordinator' },
  paul: { name: 'Paul Meier', at: 'hub', role: 'coordinator' },
  aria: { name: 'Aria Blanc', at: 'hub', role: 'approver', scope: 'head-of-department' },
  mina: { name: 'Mina Roth', at: 'hub', role: 'approver', scope: 'minister' },
  kofi: { name: 'Kofi Mensah', at: 'accra', role: 'liaison' },
  abena: { name: 'Abena Osei', at: 'accra', role: 'manager' },
  ama: { name: 'Ama Boateng', at: 'accra', role: 'trainee' },
  yaw: { name: 'Yaw Darko', at: 'accra', role: 'trainee' },
  karim: { name: 'Karim Alaoui', at: 'rabat', role: 'liaison' },
  salma: { name: 'Salma Idrissi', at: 'rabat', role: 'trainee' },
} as const satisfies Record<string, Part>;

interface Part {
  readonly name: string;
  readonly at: 'hub' | 'accra' | 'rabat';
  readonly role: Role;
  readonly scope?: Office;
}

export type SampleName = keyof typeof cast;

export async function arrangeExchange(bench: Bench): Promise<SampleExchange> {
  return bench.arrange(async (records) => {
    const at = {
      hub: await records.organisations.add({
        name: 'Secretariat',
        country: 'CH',
        language: 'en',
        zone: 'Europe/Zurich',
        hub: true,
      }),
      accra: await records.organisations.add({
        name: 'Ghana Police',
        country: 'GH',
        language: 'en',
        zone: 'Africa/Accra',
        hub: false,
      }),
      rabat: await records.organisations.add({
        name: 'Sûreté nationale',
        country: 'MA',
        language: 'en',
        zone: 'Africa/Casablanca',
        hub: false,
      }),
    };
    for (const [name, { id }] of Object.entries(at)) {
      await records.organisations.setChannel({
        organisation: id,
        purpose: 'announcements',
        channel: `practice:${name}-news`,
      });
      await records.organisations.setChannel({
        organisation: id,
        purpose: 'managers',
        channel: `practice:${name}-managers`,
      });
    }
    const people: Partial<Record<SampleName, Person>> = {};
    for (const [key, { name, at: place, role, scope }] of entries<SampleName, Part>(cast)) {
      const organisation = at[place].id;
      const person = await records.people.add({ name, organisation, membership: 'confirmed' });
      await records.people.link(`practice:${key}`, person.id, name);
      await records.people.grant({
        person: person.id,
        role,
        scope: scope ?? (role === 'coordinator' ? 'hub' : organisation),
      });
      people[key] = person;
    }
    const everybody = people as Record<SampleName, Person>;
    return {
      hub: at.hub.id,
      accra: at.accra.id,
      rabat: at.rabat.id,
      people: everybody,
      course: (changes = {}) => {
        const hands = { assessor: everybody.paul.id, approver: everybody.aria.id };
        return sampleCourse(bench, everybody.kofi, at.accra.id, hands, changes);
      },
    };
  });
}

function entries<Key extends string, Value>(record: Readonly<Record<Key, Value>>): readonly [Key, Value][] {
  return Object.entries(record) as [Key, Value][];
}

const onTheWay: readonly CourseState[] = [
  'proposed',
  'gated',
  'approved',
  'call-open',
  'call-closed',
  'selecting',
  'confirmed',
  'running',
  'delivered',
  'evaluating',
  'closed',
];

async function sampleCourse(
  bench: Bench,
  proposer: Person,
  organisation: string,
  { assessor, approver }: Hands,
  changes: Partial<Course>,
): Promise<Course> {
  return bench.arrange(async (records) => {
    const zone = changes.zone ?? 'Africa/Accra';
    const proposed = await records.courses.propose({
      title: 'Digital evidence',
      subject: 'digital-investigation',
      startsOn: '2027-03-15',
      endsOn: '2027-03-19',
      zone,
      country: 'GH',
      place: 'Accra',
      online: false,
      language: 'en',
      seats: 2,
      nominationDeadline: instantAt('2027-03-01', '23:59', zone),
      aims: 'Secure and read digital evidence.',
      proposedBy: proposer.id,
      organisation,
      ...changes,
    });
    const inForce = { reference: 'R-1', decidedOn: '2026-12-01', validUntil: '2027-12-31' };
    await setDocument(records, proposed.id, 'brief', inForce, assessor);
    await setDocument(records, proposed.id, 'assessment', inForce, assessor);
    await approve(records, proposed.id, approver);
    const pass = await standingPass(records, proposed.id);
    const wanted = changes.state ?? 'call-open';
    let course = proposed;
    for (const to of wanted === 'cancelled'
      ? ([...onTheWay.slice(0, 4), 'cancelled'] as const)
      : onTheWay.slice(0, onTheWay.indexOf(wanted) + 1)) {
      course = (await records.courses.move(course.id, [course.state], to, undefined, pass)) ?? course;
    }
    return course;
  });
}
