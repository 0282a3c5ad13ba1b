// The sample exchange of the practice room: a hub and four organisations in four languages, and one finished course.

import type { Language } from '#exchange/languages.ts';
import { addDays, instantAt, localDate } from '#exchange/local-time.ts';
import type { AccountId, ChannelId, Role } from '#exchange/people.ts';
import { standardQuestionnaire } from '#exchange/questionnaire.ts';
import type { FeedbackAnswers } from '#store/records/feedback.ts';
import type { Records, Store } from '#store/store.ts';

interface SamplePerson {
  readonly account: AccountId;
  readonly name: string;
  readonly role: Role;
  readonly rank?: string;
  readonly unit?: string;
}

export interface SampleOrganisation {
  readonly key: string;
  readonly name: string;
  readonly country: string;
  readonly language: Language;
  readonly zone: string;
  readonly hub?: true;
  readonly people: readonly SamplePerson[];
}

/** Invented, like everybody in it; the names are common ones in each country. */
export const sampleOrganisations: readonly SampleOrganisation[] = [
  {
    key: 'hub',
    name: 'Police Training Exchange Secretariat',
    country: 'CH',
    language: 'en',
    zone: 'Europe/Zurich',
    hub: true,
    people: [{ account: 'practice:nadia', name: 'Nadia Keller', role: 'coordinator' }],
  },
  {
    key: 'accra',
    name: 'Police Academy, Accra',
    country: 'GH',
    language: 'en',
    zone: 'Africa/Accra',
    people: [
      { account: 'practice:ama', name: 'Ama Mensah', role: 'liaison' },
      { account: 'practice:kojo', name: 'Kojo Boateng', role: 'manager' },
      {
        account: 'practice:efua',
        name: 'Efua Owusu',
        role: 'trainee',
        rank: 'Sergeant',
        unit: 'Criminal Investigation',
      },
      {
        account: 'practice:kwame',
        name: 'Kwame Asante',
        role: 'trainee',
        rank: 'Inspector',
        unit: 'Cybercrime Unit',
      },
    ],
  },
  {
    key: 'rabat',
    name: 'معهد الشرطة، الرباط',
    country: 'MA',
    language: 'ar',
    zone: 'Africa/Casablanca',
    people: [
      { account: 'practice:youssef', name: 'يوسف العمراني', role: 'liaison' },
      {
        account: 'practice:salma',
        name: 'سلمى بناني',
        role: 'trainee',
        rank: 'مفتشة',
        unit: 'الشرطة القضائية',
      },
    ],
  },
  {
    key: 'dakar',
    name: 'École de police, Dakar',
    country: 'SN',
    language: 'fr',
    zone: 'Africa/Dakar',
    people: [
      { account: 'practice:aminata', name: 'Aminata Diop', role: 'liaison' },
      {
        account: 'practice:moussa',
        name: 'Moussa Ndiaye',
        role: 'trainee',
        rank: 'Lieutenant',
        unit: 'Sûreté urbaine',
      },
    ],
  },
  {
    key: 'lima',
    name: 'Escuela de Policía, Lima',
    country: 'PE',
    language: 'es',
    zone: 'America/Lima',
    people: [
      { account: 'practice:lucia', name: 'Lucía Quispe', role: 'liaison' },
      {
        account: 'practice:diego',
        name: 'Diego Huamán',
        role: 'trainee',
        rank: 'Teniente',
        unit: 'Investigación criminal',
      },
    ],
  },
];

export function channelOf(key: string, purpose: 'announcements' | 'managers'): ChannelId {
  return `practice:${key}-${purpose}`;
}

/** Writes the sample into an empty record, as of `now` (epoch milliseconds). */
export async function writeSample(store: Store, now: number): Promise<void> {
  const people = await inRecord(store, now, writeOrganisations);
  await writeFinishedCourse(store, now, people);
}

function inRecord<T>(store: Store, now: number, work: (records: Records) => Promise<T>): Promise<T> {
  return store.write({ viewer: { kind: 'process' }, actor: 'sample', now }, work);
}

/** Gives back each person's id in the record by account. */
async function writeOrganisations(records: Records): Promise<ReadonlyMap<AccountId, string>> {
  const ids = new Map<AccountId, string>();
  for (const { key, people, ...organisation } of sampleOrganisations) {
    const { id } = await records.organisations.add({ ...organisation, hub: organisation.hub ?? false });
    for (const purpose of ['announcements', 'managers'] as const) {
      await records.organisations.setChannel({ organisation: id, purpose, channel: channelOf(key, purpose) });
      await records.organisations.tie(channelOf(key, purpose), id, organisation.name);
    }
    for (const { account, name, role, rank, unit } of people) {
      const person = await records.people.add({
        name,
        organisation: id,
        membership: 'confirmed',
        rank,
        unit,
      });
      await records.people.link(account, person.id, name);
      await records.people.grant({ person: person.id, role, scope: organisation.hub ? 'hub' : id });
      ids.set(account, person.id);
    }
  }
  return ids;
}

/** A course that ended some weeks ago, with enough answers for a summary: there is something to read from the first minute. */
async function writeFinishedCourse(
  store: Store,
  now: number,
  people: ReadonlyMap<AccountId, string>,
): Promise<void> {
  const zone = 'Africa/Accra';
  const startsOn = addDays(localDate(now, zone), -40);
  const endsOn = addDays(startsOn, 4);
  const published = instantAt(addDays(startsOn, -60), '10:00', zone);
  const ended = instantAt(endsOn, '17:00', zone);
  const id = (account: AccountId) => people.get(account) ?? '';
  const trainees = sampleOrganisations.flatMap((one) =>
    one.people.filter((person) => person.role === 'trainee').map((person) => ({ ...person, of: one })),
  );

  const course = await inRecord(store, published, async (records) => {
    const liaison = await records.people.byId(id('practice:ama'));
    const proposed = await records.courses.propose({
      title: 'First response to digital evidence',
      subject: 'digital-investigation',
      startsOn,
      endsOn,
      zone,
      country: 'GH',
      place: 'Accra',
      online: false,
      language: 'en',
      seats: 12,
      nominationDeadline: instantAt(addDays(startsOn, -14), '23:59', zone),
      aims: 'Secure, describe and hand over digital evidence so that it holds in court.',
      proposedBy: id('practice:ama'),
      organisation: liaison?.organisation ?? '',
    });
    for (const document of ['brief', 'assessment'] as const) {
      const reference = document === 'brief' ? 'IPAB 12' : 'OSJA 12';
      const clearance = { reference, decidedOn: addDays(startsOn, -70), validUntil: addDays(startsOn, 300) };
      await records.clearances.set(proposed.id, document, clearance, id('practice:nadia'));
    }
    await step(records, proposed.id, ['proposed', 'gated', 'approved', 'call-open']);
    return proposed;
  });
  await inRecord(store, published + 86_400_000, async (records) => {
    for (const { account, rank, unit } of trainees) {
      const person = await records.people.byId(id(account));
      const nomination = await records.nominations.add({
        course: course.id,
        nominee: id(account),
        organisation: person?.organisation ?? '',
        nominatedBy: id('practice:ama'),
        rank: rank ?? '',
        unit: unit ?? '',
        yearsOfService: 6,
        reason: 'Works with digital evidence every week.',
        state: 'submitted',
      });
      await records.nominations.grantSeat(nomination.id);
    }
  });
  await inRecord(store, ended, async (records) => {
    await step(records, course.id, [
      'call-closed',
      'selecting',
      'confirmed',
      'running',
      'delivered',
      'evaluating',
    ]);
    for (const { account } of trainees)
      await records.nominations.mark(course.id, id(account), 'attended', id('practice:ama'));
    const round = {
      course: course.id,
      questionnaire: standardQuestionnaire.version,
      opensAt: ended,
      closesAt: ended + 10 * 86_400_000,
    };
    await records.feedback.open(
      round,
      trainees.map((one) => id(one.account)),
    );
    for (const [index, { account }] of trainees.entries()) {
      const answers = sampleAnswers[index];
      if (answers) await records.feedback.answer(course.id, id(account), answers);
    }
  });
  await inRecord(store, ended + 10 * 86_400_000, async (records) => {
    await records.feedback.close(course.id);
    await step(records, course.id, ['closed']);
  });
}

type States = Parameters<Records['courses']['move']>[2][];

async function step(records: Records, course: string, to: States): Promise<void> {
  for (const state of to) {
    const known = await records.courses.byId(course);
    if (known && known.state !== state) await records.courses.move(course, [known.state], state);
  }
}

function answers(ratings: readonly number[], recommend: number, obstacles?: string): FeedbackAnswers {
  const ids = standardQuestionnaire.questions
    .filter((question) => question.kind === 'rating')
    .map((question) => question.id);
  return {
    ...Object.fromEntries(ids.map((question, index) => [question, ratings[index % ratings.length] ?? 4])),
    recommend,
    ...(obstacles === undefined ? {} : { obstacles }),
  };
}

const sampleAnswers: readonly FeedbackAnswers[] = [
  answers([5, 4, 5, 5, 4, 4, 5], 9, 'More time for the exercise with the mobile telephones.'),
  answers([4, 4, 4, 5, 5, 3, 4], 8, 'Our unit has no write blockers yet.'),
  answers([5, 5, 4, 4, 5, 4, 4], 10),
  answers([4, 3, 5, 5, 4, 2, 4], 7, 'The course book in French would help.'),
  answers([5, 4, 4, 4, 4, 4, 5], 9),
];
