// Three organisations with their people and channels on the bench, and a course in whichever state a test needs it.
import type { RawValues } from '#bot/field.ts';
import type { Validity } from '#exchange/approved-content.ts';
import type { Office } from '#exchange/hub-settings.ts';
import type { Language } from '#exchange/languages.ts';
import type { AccountId, Role } from '#exchange/people.ts';
import type { Nomination } from '#store/records/nominations.ts';
import { type Bench, type BenchOptions, openBench } from './exchange-bench.ts';
import { approveCourse, standingPass } from './gate-papers.ts';

type PapersValidity = Partial<Record<'brief' | 'assessment', Validity & { readonly reference?: string }>>;

export interface Scene {
  readonly bench: Bench;
  /** Ids of organisations and people by their short names: `ghana`, `kofi`. */
  readonly ids: Readonly<Record<string, string>>;
  id(name: string): string;
  /** Proposes as Kofi of Ghana and gives the course's id. */
  propose(changes?: RawValues): Promise<string>;
  /** Papers by Otto and an approval by Aria, in the record; the course waits to be published if it was proposed. */
  approve(course: string, validity?: PapersValidity): Promise<void>;
  /** Proposes, has it approved, and publishes; everything is delivered. */
  publish(changes?: RawValues, validity?: PapersValidity): Promise<string>;
  /** Nominates somebody directly in the record, and gives a seat when asked. */
  nominate(course: string, nominee: string, seat: 'seat' | 'open'): Promise<Nomination>;
  /** As once a quarter: the coordinators answer for each other and the liaison officers, these for their people. */
  stillServe(): Promise<void>;
  /** Forgets what was delivered so far. */
  hush(): void;
  /** What has reached this person or channel since. */
  heard(name: string): string;
}

const organisations = [
  { key: 'hub', name: 'Hub', country: 'GB', language: 'en', zone: 'Europe/London', hub: true },
  {
    key: 'ghana',
    name: 'Ghana Police Service',
    country: 'GH',
    language: 'en',
    zone: 'Africa/Accra',
    hub: false,
  },
  {
    key: 'egypt',
    name: 'Egypt Police Academy',
    country: 'EG',
    language: 'en',
    zone: 'Africa/Cairo',
    hub: false,
  },
] as const;

const people: readonly {
  name: string;
  organisation: string;
  role: Role;
  scope?: Office | 'hub';
  language?: Language;
}[] = [
  { name: 'vera', organisation: 'hub', role: 'coordinator', scope: 'hub' },
  { name: 'otto', organisation: 'hub', role: 'coordinator', scope: 'hub' },
  { name: 'aria', organisation: 'hub', role: 'approver', scope: 'head-of-department' },
  { name: 'mina', organisation: 'hub', role: 'approver', scope: 'minister' },
  { name: 'kofi', organisation: 'ghana', role: 'liaison' },
  { name: 'ama', organisation: 'ghana', role: 'trainee' },
  { name: 'esi', organisation: 'ghana', role: 'trainee' },
  { name: 'salma', organisation: 'egypt', role: 'liaison' },
  { name: 'youssef', organisation: 'egypt', role: 'trainee' },
];

/** A proposal with nothing wrong in it; the bench begins on 4 January 2027. */
export const proposal = {
  title: 'Digital evidence',
  subject: 'digital-investigation',
  startsOn: '2027-03-01',
  endsOn: '2027-03-05',
  place: 'Accra',
  zone: 'Africa/Accra',
  language: 'en',
  seats: 12,
  deadline: '2027-02-01',
  aims: 'Secure and document digital traces.',
} as const satisfies RawValues;

/** From and until when the papers of the scene are in force, unless a test says otherwise. */
export const inForce = { decidedOn: '2026-12-01', validUntil: '2027-12-31' } as const satisfies Validity;

export function account(name: string): AccountId {
  return `practice:${name}`;
}

export async function openCourseScene(options?: BenchOptions): Promise<Scene> {
  const bench = await openBench(options);
  const ids: Record<string, string> = {};
  await bench.arrange(async (records) => {
    for (const { key, ...one } of organisations) {
      ids[key] = (await records.organisations.add(one)).id;
      const channel = { organisation: ids[key], channel: account(`${key}-news`) } as const;
      await records.organisations.setChannel({ ...channel, purpose: 'announcements' });
    }
    for (const { name, organisation, role, scope } of people) {
      const home = ids[organisation] ?? '';
      const person = await records.people.add({ name, organisation: home, membership: 'confirmed' });
      ids[name] = person.id;
      await records.people.link(account(name), person.id, name);
      await records.people.grant({ person: person.id, role, scope: scope ?? home });
    }
  });

  let from = 0;
  const id = (name: string) => {
    const known = ids[name];
    if (known === undefined) throw new Error(`There is no ${name} in the scene.`);
    return known;
  };

  async function propose(changes: RawValues = {}): Promise<string> {
    const said = await bench.as(account('kofi')).runs('course propose', { ...proposal, ...changes });
    const courses = await bench.store.read({ kind: 'process' }, (records) => records.courses.list({}));
    const made = courses.toSorted(
      (one, other) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1),
    );
    const course = made.find((one) => one.title === (changes.title ?? proposal.title));
    if (!course) throw new Error(`Nothing was proposed: ${said}`);
    return course.id;
  }

  function approve(course: string, validity: PapersValidity = {}): Promise<void> {
    const hands = { assessor: id('otto'), approver: id('aria') };
    const days = { brief: inForce, assessment: inForce, ...validity };
    return bench.arrange((records) => approveCourse(records, course, hands, days));
  }

  return {
    bench,
    ids,
    id,
    propose,
    approve,
    async stillServe() {
      for (const [name, circle] of [
        ['vera', 'hub'],
        ['otto', 'hub'],
        ['kofi', id('ghana')],
        ['salma', id('egypt')],
      ] as const)
        await bench.as(account(name)).pressesRoute(`exchange/member-verify/all|${circle}`);
    },
    async publish(changes, validity) {
      const course = await propose(changes);
      await approve(course, validity);
      const vera = bench.as(account('vera'));
      const preview = await vera.runs('course publish', { course });
      if (!preview.includes('[Publish]')) throw new Error(`No preview: ${preview}`);
      const said = await vera.presses('Publish');
      if (!said.includes('is published')) throw new Error(`Not published: ${said}`);
      await bench.sendDue();
      return course;
    },
    nominate: (course, nominee, seat) =>
      bench.arrange(async (records) => {
        const person = await records.people.byId(id(nominee));
        const nomination = await records.nominations.add({
          course,
          nominee: id(nominee),
          organisation: person?.organisation ?? '',
          nominatedBy: person?.organisation === id('egypt') ? id('salma') : id('kofi'),
          rank: 'Sergeant',
          unit: 'Cyber unit',
          yearsOfService: 6,
          reason: 'Works on such cases.',
          state: 'submitted',
          consent: 'given',
          release: 'given',
        });
        if (seat === 'open') return nomination;
        const given = await records.nominations.grantSeat(nomination.id, await standingPass(records, course));
        if ('refused' in given) throw new Error(`No seat: ${given.refused}`);
        return given.granted;
      }),
    hush: () => {
      from = bench.delivered.length;
    },
    heard: (name) =>
      bench.delivered
        .slice(from)
        .filter((one) => one.to === account(name))
        .map((one) => one.says)
        .join('\n\n'),
  };
}
