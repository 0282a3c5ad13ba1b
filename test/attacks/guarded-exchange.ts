// An exchange with something to guard: courses in every state, people of four organisations, and canaries in what is secret.
import type { CourseState } from '#exchange/course.ts';
import type { Office } from '#exchange/hub-settings.ts';
import type { AccountId, Role } from '#exchange/people.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Membership } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';
import { type Bench, openBench } from '../support/exchange-bench.ts';
import { approve, setDocument, standingPass } from '../support/gate-papers.ts';
import { reactionOf, reactionTo } from '../support/reaction-round.ts';

export interface GuardedExchange {
  readonly bench: Bench;
  /** Ids of organisations and people by their short names. */
  id(name: string): string;
  readonly courses: Readonly<Record<CourseName, Course>>;
  readonly nominations: Readonly<Record<'youssef' | 'ama' | 'hidden' | 'marked', Nomination>>;
  readonly edition: string;
  /** A draft of Vera's, and a delivery to her. */
  readonly draft: string;
  readonly delivery: string;
}

type CourseName =
  | 'open'
  | 'proposed'
  | 'withheld'
  | 'delivered'
  | 'evaluating'
  | 'closed'
  | 'held'
  | 'cancelled';

/** What nobody may read who has no right to it; each stands in one kind of record alone. */
export const canaries = {
  proposed: 'CANARYPROPOSED',
  withheld: 'CANARYWITHHELD',
  nominationReason: 'CANARYREASON',
  nominee: 'CANARYNOMINEE',
  document: 'CANARYDOCUMENT',
  pending: 'CANARYPENDING',
  draft: 'CANARYDRAFT',
  comment: 'CANARYCOMMENT',
} as const;

const organisations = {
  hub: { name: 'Hub', country: 'GB', language: 'en', zone: 'Europe/London', hub: true },
  ghana: { name: 'Ghana Police', country: 'GH', language: 'en', zone: 'Africa/Accra', hub: false },
  egypt: { name: 'Egypt Academy', country: 'EG', language: 'en', zone: 'Africa/Cairo', hub: false },
  kenya: { name: 'Kenya Police', country: 'KE', language: 'en', zone: 'Africa/Nairobi', hub: false },
} as const;

interface Cast {
  readonly at: keyof typeof organisations;
  readonly roles: readonly Role[];
  /** Where they hold, when not at the hub or in the organisation. */
  readonly scope?: Office;
  readonly name?: string;
  readonly membership?: Membership;
}

export const cast = {
  vera: { at: 'hub', roles: ['coordinator'] },
  otto: { at: 'hub', roles: ['coordinator'] },
  olga: { at: 'hub', roles: ['oversight'] },
  aria: { at: 'hub', roles: ['approver'], scope: 'head-of-department' },
  mina: { at: 'hub', roles: ['approver'], scope: 'minister' },
  kofi: { at: 'ghana', roles: ['liaison'] },
  abena: { at: 'ghana', roles: ['manager'] },
  ama: { at: 'ghana', roles: ['trainee'] },
  esi: { at: 'ghana', roles: ['trainee'] },
  salma: { at: 'egypt', roles: ['liaison'] },
  youssef: { at: 'egypt', roles: ['trainee'], name: `Youssef ${canaries.nominee}` },
  wanjiku: { at: 'kenya', roles: ['liaison'] },
  juma: { at: 'kenya', roles: ['manager'] },
  otieno: { at: 'kenya', roles: ['trainee'] },
  expert: { at: 'kenya', roles: ['expert', 'instructor', 'courseManager'] },
  pen: { at: 'ghana', roles: [], name: `Pen ${canaries.pending}`, membership: 'pending' },
  rex: { at: 'ghana', roles: ['coordinator', 'liaison', 'oversight'], membership: 'removed' },
} as const satisfies Record<string, Cast>;

export function accountOf(name: string): AccountId {
  return `practice:${name}`;
}

const mainLine: readonly CourseState[] = [
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

/** The bench's clock stands at 4 January 2027. */
export async function openGuardedExchange(): Promise<GuardedExchange> {
  const bench = await openBench();
  const ids: Record<string, string> = {};
  const id = (name: string) => {
    const known = ids[name];
    if (known === undefined) throw new Error(`There is no ${name}.`);
    return known;
  };

  const guarded = await bench.arrange(async (records) => {
    for (const [key, one] of Object.entries(organisations)) {
      ids[key] = (await records.organisations.add(one)).id;
      await records.organisations.tie(`practice:${key}-place`, id(key), one.name);
      for (const purpose of ['announcements', 'managers'] as const) {
        const channel = accountOf(`${key}-${purpose}`);
        await records.organisations.setChannel({ organisation: id(key), purpose, channel });
      }
    }
    for (const [key, one] of Object.entries<Cast>(cast)) {
      const { at, roles, name = key, membership = 'confirmed' } = one;
      const person = await records.people.add({ name, organisation: id(at), membership });
      ids[key] = person.id;
      await records.people.link(accountOf(key), person.id, key);
      for (const role of roles) {
        const home = role === 'coordinator' || role === 'oversight' ? 'hub' : id(at);
        await records.people.grant({ person: person.id, role, scope: one.scope ?? home });
      }
    }
    return arrangeRecords(records, id);
  });

  return { bench, id, ...guarded };
}

async function arrangeRecords(records: Records, id: (name: string) => string) {
  const course = (title: string, state: CourseState, changes: Partial<Course> = {}) =>
    courseIn(records, state, { title, proposedBy: id('kofi'), organisation: id('ghana'), ...changes });
  const over = { startsOn: '2026-12-07', endsOn: '2026-12-11' };
  const courses = {
    open: await course('Digital traces', 'call-open'),
    proposed: await course(`Plan ${canaries.proposed}`, 'proposed'),
    withheld: await course(`Hidden ${canaries.withheld}`, 'call-open'),
    delivered: await course('Past interviews', 'delivered', over),
    evaluating: await course('Past networks', 'evaluating', over),
    closed: await course('Past command', 'closed', over),
    held: await course('On hold', 'on-hold'),
    cancelled: await course('Called off', 'cancelled'),
  };
  const nominate = async (of: Course, nominee: string, by: string, seat = false) => {
    const person = await records.people.byId(id(nominee));
    const nomination = await records.nominations.add({
      course: of.id,
      nominee: id(nominee),
      organisation: person?.organisation ?? '',
      nominatedBy: id(by),
      rank: 'Sergeant',
      unit: 'Unit',
      yearsOfService: 6,
      reason: `Because ${canaries.nominationReason}.`,
      state: 'submitted',
      consent: 'given',
      release: 'given',
    });
    const given = seat
      ? await records.nominations.grantSeat(nomination.id, await standingPass(records, of.id))
      : undefined;
    return given && 'granted' in given ? given.granted : nomination;
  };
  const nominations = {
    youssef: await nominate(courses.open, 'youssef', 'salma'),
    ama: await nominate(courses.open, 'ama', 'kofi', true),
    hidden: await nominate(courses.withheld, 'ama', 'kofi'),
    marked: await nominate(courses.delivered, 'youssef', 'salma'),
  };
  await records.courses.withhold(courses.withheld.id, ['counter-terrorism']);
  await openRounds(records, courses, [id('ama'), id('esi')], id('kofi'));
  const series = await records.symposia.addSeries('Symposium', 2);
  const planned = await records.symposia.plan({
    series: series.id,
    number: 20,
    title: 'Symposium 20',
    zone: 'UTC',
    plannedBy: id('vera'),
  });
  const days = { startsOn: '2027-06-21', endsOn: '2027-06-23', zone: 'UTC', place: undefined };
  await records.symposia.setDates(planned.id, days);
  await records.symposia.register(planned.id, id('ama'), 'academia');
  const draft = await records.drafts.keep({
    path: 'course cancel',
    account: accountOf('vera'),
    channel: undefined,
    values: { course: courses.open.id, reason: canaries.draft },
    pagesDone: [],
  });
  await records.deliveries.add([
    {
      key: 'to vera',
      message: 'exchange/member-waiting',
      facts: { person: id('pen') },
      person: id('vera'),
      channel: undefined,
      organisation: undefined,
      purpose: undefined,
      post: undefined,
      tooLateAt: undefined,
    },
  ]);
  const [delivery] = await records.deliveries.list(['pending'], 1);
  return { courses, nominations, edition: planned.id, draft: draft.id, delivery: delivery?.id ?? '' };
}

/** One round is open and one closed, both with one answer: under five, so nothing of it may ever be read. */
async function openRounds(
  records: Records,
  courses: { readonly evaluating: Course; readonly closed: Course },
  invited: readonly string[],
  by: string,
): Promise<void> {
  const answers = { apply: 5, confidence: 4, relevance: 4, instructors: 5, 'human-rights': 3 };
  const rest = { level: 4, recommend: 9, obstacles: canaries.comment };
  for (const course of [courses.evaluating.id, courses.closed.id]) {
    const opened = Date.UTC(2026, 11, 14);
    const round = reactionTo(course, opened, Date.UTC(2027, 0, 20));
    await records.feedback.open(round, invited);
    for (const person of invited) await records.nominations.mark(course, person, 'attended', by);
    const [first = ''] = invited;
    await records.feedback.answer(reactionOf(course), first, { ...answers, ...rest });
  }
  await records.feedback.close(reactionOf(courses.closed.id));
}

export async function courseIn(
  records: Records,
  state: CourseState,
  changes: Partial<Course>,
): Promise<Course> {
  const proposed = await records.courses.propose({
    title: 'Course',
    subject: 'digital-investigation',
    startsOn: '2027-03-01',
    endsOn: '2027-03-05',
    zone: 'Africa/Accra',
    country: 'GH',
    place: 'Accra',
    online: false,
    language: 'en',
    seats: 3,
    nominationDeadline: Date.UTC(2027, 1, 1),
    aims: 'Aims.',
    proposedBy: '',
    organisation: '',
    ...changes,
  });
  const document = { reference: canaries.document, decidedOn: '2026-12-01', validUntil: '2027-12-31' };
  const now = Date.UTC(2027, 0, 4);
  const [assessor] = await records.people.withRole('coordinator', 'hub', now);
  const [approver] = await records.people.withRole('approver', 'head-of-department', now);
  for (const one of ['brief', 'assessment'] as const)
    await setDocument(records, proposed.id, one, document, assessor?.id ?? proposed.proposedBy);
  await approve(records, proposed.id, approver?.id ?? proposed.proposedBy);
  const pass = await standingPass(records, proposed.id);
  let course = proposed;
  const off = state === 'cancelled' || state === 'on-hold' ? state : undefined;
  const last = off ? 'call-open' : state;
  const line = mainLine.slice(0, mainLine.indexOf(last) + 1);
  for (const to of off ? [...line, off] : line) {
    course = (await records.courses.move(course.id, [course.state], to, undefined, pass)) ?? course;
  }
  return course;
}
