// What the store contract works with: one small exchange, acts at an instant, a look past the store into its tables.
import Sqlite from 'better-sqlite3';
import { Client } from 'pg';
import type { CourseProposal } from '#exchange/course.ts';
import type { Viewer } from '#exchange/viewer.ts';
import type { StorePlace } from '#store/open-store.ts';
import type { Course } from '#store/records/courses.ts';
import type { NewDelivery } from '#store/records/deliveries.ts';
import type { NewNomination, Nomination } from '#store/records/nominations.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Person } from '#store/records/people.ts';
import type { Act, Records, Store } from '#store/store.ts';
import type { TestStore } from '../support/databases.ts';
import { givePapers, standingPass } from '../support/gate-papers.ts';

/** Opens an empty store; the contract closes it. */
export type OpenStore = () => Promise<TestStore>;

export const noon = Date.UTC(2027, 0, 4, 12);
export const hour = 60 * 60 * 1000;
export const day = 24 * hour;

export const everything: Viewer = { kind: 'process' };

export function act(now: number = noon, viewer: Viewer = everything): Act {
  return { viewer, actor: 'system:contract', now };
}

/** Reads with all eyes. */
export function look<T>(store: Store, work: (records: Records) => Promise<T>): Promise<T> {
  return store.read(everything, work);
}

export function change<T>(store: Store, work: (records: Records) => Promise<T>, now = noon): Promise<T> {
  return store.write(act(now), work);
}

export interface Exchange {
  readonly hub: Organisation;
  readonly accra: Organisation;
  readonly rabat: Organisation;
  readonly coordinator: Person;
  /** Liaison of Accra, who proposes. */
  readonly ama: Person;
  /** Liaison of Rabat, who nominates. */
  readonly karim: Person;
}

export async function arrangeExchange(store: Store): Promise<Exchange> {
  return await change(store, async ({ organisations, people }) => {
    const hub = await organisations.add({
      name: 'National Unit',
      country: 'GB',
      language: 'en',
      zone: 'Europe/London',
      hub: true,
    });
    const accra = await organisations.add({
      name: 'Académie d’Accra',
      country: 'GH',
      language: 'en',
      zone: 'Africa/Accra',
      hub: false,
    });
    const rabat = await organisations.add({
      name: 'المعهد الملكي للشرطة',
      country: 'MA',
      language: 'ar',
      zone: 'Africa/Casablanca',
      hub: false,
    });
    const member = (name: string, organisation: Organisation) =>
      people.add({ name, organisation: organisation.id, membership: 'confirmed' });
    const coordinator = await member('Clara Coordinator', hub);
    const ama = await member('Ama Mensah', accra);
    const karim = await member('Karim El Amrani', rabat);
    await people.grant({ person: coordinator.id, role: 'coordinator', scope: 'hub' });
    await people.grant({ person: ama.id, role: 'liaison', scope: accra.id });
    await people.grant({ person: karim.id, role: 'liaison', scope: rabat.id });
    return { hub, accra, rabat, coordinator, ama, karim };
  });
}

export function proposal(
  { ama, accra }: Exchange,
  changes: Partial<CourseProposal> = {},
): CourseProposal & { proposedBy: string; organisation: string } {
  return {
    title: 'Digital evidence',
    subject: 'digital-investigation',
    startsOn: '2027-03-01',
    endsOn: '2027-03-05',
    zone: 'Africa/Accra',
    country: 'GH',
    place: 'Accra',
    online: false,
    language: 'en',
    seats: 3,
    nominationDeadline: noon + 30 * day,
    aims: 'To keep evidence whole.',
    ...changes,
    proposedBy: ama.id,
    organisation: accra.id,
  };
}

/** A course whose call is open, with papers of the coordinator, who approved them too. */
export async function openCourse(
  store: Store,
  exchange: Exchange,
  changes: Partial<CourseProposal> = {},
): Promise<Course> {
  return await change(store, (records) => openCourseIn(records, exchange, changes));
}

export async function openCourseIn(
  records: Records,
  exchange: Exchange,
  changes: Partial<CourseProposal> = {},
): Promise<Course> {
  const { id } = await records.courses.propose(proposal(exchange, changes));
  await givePapers(records, id, exchange.coordinator.id);
  const pass = await standingPass(records, id);
  const open = await records.courses.move(id, ['draft'], 'call-open', undefined, pass);
  if (open === undefined) throw new Error('The course did not open.');
  return open;
}

/** Grants a seat with the pass that its course, or the one given, has now. */
export function grantSeat(store: Store, id = '', of = ''): ReturnType<Records['nominations']['grantSeat']> {
  return change(store, async (records) => {
    const nomination = await records.nominations.byId(id);
    return records.nominations.grantSeat(id, await standingPass(records, nomination?.course ?? of));
  });
}

/** New people of Rabat, nominated for the course. */
export async function nominate(
  store: Store,
  { rabat, karim }: Exchange,
  course: string,
  names: readonly string[],
): Promise<readonly Nomination[]> {
  return await change(store, async ({ people, nominations }) => {
    const added: Nomination[] = [];
    for (const name of names) {
      const { id } = await people.add({ name, organisation: rabat.id, membership: 'confirmed' });
      added.push(
        await nominations.add(nomination({ course, nominee: id, organisation: rabat.id, by: karim.id })),
      );
    }
    return added;
  });
}

export function nomination(of: {
  course: string;
  nominee: string;
  organisation: string;
  by: string;
}): NewNomination {
  return {
    course: of.course,
    nominee: of.nominee,
    organisation: of.organisation,
    nominatedBy: of.by,
    rank: 'Inspector',
    unit: 'Cyber',
    yearsOfService: 7,
    reason: 'She leads the laboratory.',
    state: 'submitted',
  };
}

/** A reminder to one person; its facts are what hostile titles are made of. */
export function newDelivery(key: string, more: Partial<NewDelivery> = {}): NewDelivery {
  return {
    key,
    message: 'course/reminder',
    facts: { course: 'crs-1', seats: 3, late: false, note: null, title: '<!channel> "العربية" \0' },
    person: 'per-1',
    channel: undefined,
    organisation: undefined,
    purpose: undefined,
    post: undefined,
    tooLateAt: undefined,
    ...more,
  };
}

/** Runs a statement past the store, as somebody with the database in hand could. */
export async function pastTheStore(
  place: StorePlace,
  sql: string,
): Promise<readonly Record<string, unknown>[]> {
  if ('sqliteFile' in place) {
    const client = new Sqlite(place.sqliteFile);
    try {
      const statement = client.prepare<[], Record<string, unknown>>(sql);
      if (statement.reader) return statement.all();
      statement.run();
      return [];
    } finally {
      client.close();
    }
  }
  const client = new Client({ connectionString: place.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}
