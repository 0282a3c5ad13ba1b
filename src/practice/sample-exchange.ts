// The sample exchange of the practice room: a hub and four organisations in four languages, and one finished course.

import { type GatePass, gate } from '#exchange/approval.ts';
import { courseStart } from '#exchange/course.ts';
import type { Office } from '#exchange/hub-settings.ts';
import type { Language } from '#exchange/languages.ts';
import { addDays, instantAt, localDate } from '#exchange/local-time.ts';
import type { AccountId, ChannelId, Role } from '#exchange/people.ts';
import { currentVersions, roundIdOf, standardQuestionnaires } from '#exchange/questionnaire.ts';
import type { Course } from '#store/records/courses.ts';
import type { FeedbackAnswers, NewFeedbackRound } from '#store/records/feedback.ts';
import type { Records, Store } from '#store/store.ts';

interface SamplePerson {
  readonly account: AccountId;
  readonly name: string;
  readonly role: Role;
  /** Where the role holds, when not in the organisation. */
  readonly scope?: Office;
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
    people: [
      { account: 'practice:nadia', name: 'Nadia Keller', role: 'coordinator' },
      { account: 'practice:margrit', name: 'Margrit Frei', role: 'approver', scope: 'head-of-department' },
      { account: 'practice:luc', name: 'Luc Favre', role: 'approver', scope: 'minister' },
    ],
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
    for (const { account, name, role, scope, rank, unit } of people) {
      const person = await records.people.add({
        name,
        organisation: id,
        membership: 'confirmed',
        rank,
        unit,
      });
      await records.people.link(account, person.id, name);
      await records.people.grant({
        person: person.id,
        role,
        scope: scope ?? (organisation.hub ? 'hub' : id),
      });
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
      // Followed from home: whoever was there may go abroad to the next.
      online: true,
      language: 'en',
      seats: 12,
      nominationDeadline: instantAt(addDays(startsOn, -14), '23:59', zone),
      aims: 'Secure, describe and hand over digital evidence so that it holds in court.',
      proposedBy: id('practice:ama'),
      organisation: liaison?.organisation ?? '',
    });
    await writePapers(records, proposed.id, {
      assessor: id('practice:nadia'),
      decides: id('practice:margrit'),
      startsOn,
    });
    await step(records, proposed, ['proposed', 'gated', 'approved', 'call-open'], published);
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
        consent: 'given',
        release: 'given',
      });
      await records.nominations.grantSeat(
        nomination.id,
        await passFor(records, course.id, published + 86_400_000),
      );
    }
  });
  await inRecord(store, ended, async (records) => {
    await step(
      records,
      course,
      ['call-closed', 'selecting', 'confirmed', 'running', 'delivered', 'evaluating'],
      courseStart(course),
    );
    for (const { account } of trainees)
      await records.nominations.mark(course.id, id(account), 'attended', id('practice:ama'));
    for (const nomination of await records.nominations.list({ course: course.id }))
      await records.nominations.move(nomination.id, ['accepted'], 'attended');
    const round: NewFeedbackRound = {
      course: course.id,
      set: 'reaction',
      questionnaire: currentVersions.reaction,
      opensAt: ended,
      closesAt: ended + 10 * 86_400_000,
      lateUntil: ended + 10 * 86_400_000,
    };
    await records.feedback.open(
      round,
      trainees.map((one) => id(one.account)),
    );
    for (const [index, { account }] of trainees.entries()) {
      const answers = sampleAnswers[index];
      if (answers) await records.feedback.answer(roundIdOf(course.id), id(account), answers);
    }
  });
  const closed = ended + 10 * 86_400_000;
  await inRecord(store, closed, async (records) => {
    await records.feedback.close(roundIdOf(course.id));
    await step(records, course, ['closed'], ended);
    const made = {
      course: course.id,
      person: id('practice:efua'),
      texts: ['Photograph every device before it is touched.', 'Teach my unit to label what it seizes.'],
    };
    await records.commitments.make({ ...made, shared: true });
  });
  // Agreed on in the days after the close, and still to be done.
  await inRecord(store, closed + 4 * 86_400_000, async (records) => {
    await records.themes.paraphrase(roundIdOf(course.id), 'practice', paraphrase);
    await records.actions.add({
      course: course.id,
      what: 'Two afternoons instead of one for the exercise with telephones.',
      owner: id('practice:ama'),
      dueOn: addDays(localDate(now, zone), 21),
      theme: 'practice',
    });
  });
}

type States = Parameters<Records['courses']['move']>[2][];

/** `at` is the instant (epoch ms) at which the gate is asked. */
async function step(records: Records, course: Course, to: States, at: number): Promise<void> {
  const pass = await passFor(records, course.id, at);
  for (const state of to) {
    const known = await records.courses.byId(course.id);
    if (known && known.state !== state)
      await records.courses.move(course.id, [known.state], state, undefined, pass);
  }
}

async function passFor(records: Records, course: string, at: number): Promise<GatePass> {
  const known = await records.courses.byId(course);
  const asked = known && gate(known, await records.clearances.of(course), at);
  if (!asked?.open) throw new Error('The papers of the sample are not in order.');
  return asked.pass;
}

async function writePapers(
  { papers, decisions }: Records,
  course: string,
  { assessor, decides, startsOn }: { assessor: string; decides: string; startsOn: string },
): Promise<void> {
  const inForce = { decidedOn: addDays(startsOn, -70), validUntil: addDays(startsOn, 290) };
  const brief = {
    reference: 'IPAB 12',
    counterpart: 'Ghana Police Service',
    counterpartKind: 'law-enforcement',
    priorities: 'Cybercrime, and evidence that can be used across borders.',
    objectives: 'First responders who secure digital evidence without harming it.',
    need: 'Seized telephones reach the laboratory too late to be read.',
    opportunities: ['reduce-harm', 'contribute-to-reform'],
    difficulty: 'Rules on the seizure of telephones differ between the countries that take part.',
    participants: ['GH', 'MA', 'PE', 'SN'],
  } as const;
  await papers.writeBrief(course, { ...brief, ...inForce }, assessor);
  await papers.assess(course, { reference: 'OSJA 12', grade: 'low', assessor, ...inForce });
  await papers.addRisk(course, {
    risk: 'What is learned could be used against journalists.',
    mitigation: 'A session on privacy and press freedom; nobody from intelligence units takes part.',
    owner: assessor,
    due: startsOn,
  });
  const standing = await decisions.content(course);
  await decisions.decide({
    course,
    verdict: 'proceed',
    office: 'head-of-department',
    grade: 'low',
    decidedBy: decides,
    inNameOf: undefined,
    reasons: 'The risk is low, and the mitigation is part of the timetable.',
    hash: standing?.hash ?? '',
    evidence: { consultations: [], mitigations: { all: 1, done: 0 } },
  });
}

function answers(ratings: readonly number[], recommend: number, said: FeedbackAnswers = {}): FeedbackAnswers {
  const ids = standardQuestionnaires[currentVersions.reaction].items
    .filter(({ kind }) => kind === 'rating')
    .map(({ id }) => id);
  return { ...Object.fromEntries(ids.map((id, index) => [id, ratings[index] ?? 4])), recommend, ...said };
}

/** Three of them write on the same, so that it is told. */
const sampleAnswers: readonly FeedbackAnswers[] = [
  answers([5, 4, 5, 5, 4, 4], 9, {
    obstacles: 'More time for the exercise with the mobile telephones.',
    quote: 'yes',
  }),
  answers([4, 4, 4, 5, 5, 3], 8, { obstacles: 'Our unit has no write blockers yet.' }),
  answers([5, 5, 4, 4, 5, 4], 10, { obstacles: 'نحتاج إلى تمارين أكثر على الهواتف.' }),
  answers([4, 3, 5, 5, 4, 2], 7, {
    obstacles: 'Davantage d’exercices, et le manuel en français.',
    quote: 'yes',
  }),
  answers([5, 4, 4, 4, 4, 4], 9),
];

const paraphrase = {
  en: 'Participants ask for more time to practise with telephones.',
  fr: 'Les participants demandent plus de temps pour s’exercer sur des téléphones.',
  es: 'Los participantes piden más tiempo para practicar con teléfonos.',
  ar: 'يطلب المشاركون وقتًا أطول للتدرب على الهواتف.',
} as const;
