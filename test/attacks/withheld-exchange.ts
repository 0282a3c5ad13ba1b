// An exchange that keeps secrets: courses withheld for each reason and for all, and somebody in every role of §8b.
import type { Command } from '#bot/command.ts';
import { type CourseState, courseStates, stepsTo } from '#exchange/course.ts';
import { type WithholdReason, withholdReasons } from '#exchange/disclosure.ts';
import type { AccountId, Role } from '#exchange/people.ts';
import type { Course } from '#store/records/courses.ts';
import type { Records } from '#store/store.ts';
import { type Bench, openBench } from '../support/exchange-bench.ts';
import { standingPass } from '../support/gate-papers.ts';
import { reactionTo } from '../support/reaction-round.ts';
import { courseIn } from './guarded-exchange.ts';

/** Stands in every text of every withheld course. */
export const canary = 'CANARY';

export interface WithheldExchange {
  readonly bench: Bench;
  id(name: string): string;
  /** The withheld ones; none where there is nothing to withhold. */
  readonly courses: readonly Course[];
  readonly nominations: readonly string[];
  /** A course that everybody may see. */
  readonly open: Course;
  /** What must not be read by whoever may not see them. */
  readonly canaries: readonly string[];
}

/** Whether the withheld courses are theirs to see, by product §8b. */
export const people = {
  vera: { at: 'hub', role: 'coordinator', sees: true },
  olga: { at: 'hub', role: 'oversight', sees: true },
  aria: { at: 'hub', role: 'approver', sees: true },
  fina: { at: 'hub', role: 'finance', sees: false },
  kofi: { at: 'ghana', role: 'liaison', sees: true },
  salma: { at: 'egypt', role: 'liaison', sees: true },
  mona: { at: 'egypt', role: 'manager', sees: true },
  youssef: { at: 'egypt', role: 'trainee', sees: true },
  nadia: { at: 'egypt', role: 'trainee', sees: false },
  wanjiku: { at: 'kenya', role: 'liaison', sees: false },
  juma: { at: 'kenya', role: 'manager', sees: false },
  otieno: { at: 'kenya', role: 'trainee', sees: false },
  lead: { at: 'kenya', role: 'courseManager', sees: true },
  tutor: { at: 'kenya', role: 'instructor', sees: true },
  idle: { at: 'kenya', role: 'courseManager', sees: false },
  spare: { at: 'kenya', role: 'instructor', sees: false },
  expert: { at: 'kenya', role: 'expert', sees: false },
} as const satisfies Record<string, { at: string; role: Role; sees: boolean }>;

/** Whether a channel may show them: of the hub's managers, and of those of the organisation that nominated. */
export const channels = {
  'hub-managers': true,
  'egypt-managers': true,
  'hub-news': false,
  'egypt-news': false,
  'ghana-news': false,
  'kenya-news': false,
  'kenya-managers': false,
} as const;

const organisations = {
  hub: { name: 'Hub', country: 'GB', language: 'en', zone: 'Europe/London', hub: true },
  ghana: { name: 'Ghana Police', country: 'GH', language: 'en', zone: 'Africa/Accra', hub: false },
  egypt: { name: 'Egypt Academy', country: 'EG', language: 'en', zone: 'Africa/Cairo', hub: false },
  kenya: { name: 'Kenya Police', country: 'KE', language: 'en', zone: 'Africa/Nairobi', hub: false },
} as const;

const secrets: readonly { state: CourseState; reasons: readonly WithholdReason[]; over: boolean }[] = [
  { state: 'call-open', reasons: ['exploitable-vulnerabilities'], over: false },
  { state: 'confirmed', reasons: ['deployed-citizens-at-risk'], over: false },
  { state: 'running', reasons: ['technical-or-commercial-confidence'], over: true },
  { state: 'evaluating', reasons: ['counter-terrorism'], over: true },
  { state: 'on-hold', reasons: withholdReasons, over: false },
];

export function accountOf(name: string): AccountId {
  return `practice:${name}`;
}

/** `without`: the same exchange, in which the withheld courses have never been. */
export async function openWithheldExchange(
  contents: 'with secrets' | 'without',
  planted?: Command,
): Promise<WithheldExchange> {
  const bench = await openBench(planted ? { planted } : undefined);
  const ids: Record<string, string> = {};
  const id = (name: string) => ids[name] ?? '';
  const { open, courses, nominations } = await bench.arrange(async (records) => {
    await gather(records, ids);
    const host = { proposedBy: id('kofi'), organisation: id('ghana') };
    const made = await courseIn(records, 'call-open', { ...host, title: 'Digital traces' });
    await courseIn(records, 'closed', {
      ...host,
      title: 'Interviews',
      startsOn: '2026-11-02',
      endsOn: '2026-11-06',
    });
    const withheld = contents === 'without' ? [] : await withhold(records, id);
    return { open: made, ...split(withheld) };
  });
  const canaries = courses.flatMap((course, at) => [`${canary}${at}`, course.id]);
  return { bench, id, courses, nominations, open, canaries };
}

function split(withheld: readonly { course: Course; nominations: readonly string[] }[]) {
  return {
    courses: withheld.map(({ course }) => course),
    nominations: withheld.flatMap((one) => one.nominations),
  };
}

async function gather(records: Records, ids: Record<string, string>): Promise<void> {
  for (const [key, one] of Object.entries(organisations)) {
    const organisation = (await records.organisations.add(one)).id;
    ids[key] = organisation;
    await records.organisations.tie(`practice:${key}-place`, organisation, one.name);
    await records.organisations.setChannel({
      organisation,
      purpose: 'announcements',
      channel: accountOf(`${key}-news`),
    });
    await records.organisations.setChannel({
      organisation,
      purpose: 'managers',
      channel: accountOf(`${key}-managers`),
    });
  }
  for (const [key, { at, role }] of Object.entries(people)) {
    const organisation = ids[at] ?? '';
    const person = await records.people.add({ name: key, organisation, membership: 'confirmed' });
    ids[key] = person.id;
    await records.people.link(accountOf(key), person.id, key);
    const scope = role === 'approver' ? 'minister' : at === 'hub' ? 'hub' : organisation;
    await records.people.grant({ person: person.id, role, scope });
  }
}

async function withhold(records: Records, id: (name: string) => string) {
  const made: { course: Course; nominations: readonly string[] }[] = [];
  for (const [at, { state, reasons, over }] of secrets.entries()) {
    const days = over ? { startsOn: '2026-12-07', endsOn: '2026-12-11' } : {};
    const mark = `${canary}${at}`;
    const course = await courseIn(records, 'call-open', {
      title: `Title ${mark}`,
      place: `Place ${mark}`,
      aims: `Aims ${mark}`,
      proposedBy: id('kofi'),
      organisation: id('ghana'),
      ...days,
    });
    const nominate = (nominee: string) =>
      records.nominations.add({
        course: course.id,
        nominee: id(nominee),
        organisation: id('egypt'),
        nominatedBy: id('salma'),
        rank: 'Sergeant',
        unit: 'Unit',
        yearsOfService: 6,
        reason: `Because ${mark}.`,
        state: 'submitted',
      });
    const seated = await nominate('youssef');
    const waiting = await nominate('nadia');
    const pass = await standingPass(records, course.id);
    await records.nominations.grantSeat(seated.id, pass);
    for (const step of stepsTo('call-open', state) ?? (state === 'call-open' ? [] : [state]))
      await records.courses.move(course.id, [...courseStates], step, `Reason ${mark}`, pass);
    for (const [person, role] of [
      ['lead', 'courseManager'],
      ['tutor', 'instructor'],
    ] as const)
      await records.people.grant({ person: id(person), role, scope: course.id });
    if (state === 'evaluating') {
      const round = { opensAt: Date.UTC(2026, 11, 14), closesAt: Date.UTC(2027, 0, 20) };
      await records.feedback.open(reactionTo(course.id, round.opensAt, round.closesAt), [id('youssef')]);
      await records.nominations.mark(course.id, id('youssef'), 'attended', id('kofi'));
    }
    await records.courses.withhold(course.id, reasons);
    made.push({ course, nominations: [seated.id, waiting.id] });
  }
  return made;
}
