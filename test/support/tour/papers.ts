// What the people of a tour fill in: proposals, documents, nominations; and courses arranged in any state.

import { type CourseState, proposalLimits, stepsTo, subjects } from '#exchange/course.ts';
import { instantAt } from '#exchange/local-time.ts';
import { nominationLimits } from '#exchange/nomination.ts';
import type { AccountId } from '#exchange/people.ts';
import type { Course } from '#store/records/courses.ts';
import { approve, approveCourse, setDocument, standingPass } from '../gate-papers.ts';
import { personIn, type Tour } from './ground.ts';

/** Who approves at the hub. */
export const approver = 'slack:T1:U00000004' as const;

/** Whoever decides on high grades. */
export const minister = 'slack:T1:U00000005' as const;

export function title(tour: Pick<Tour, 'wording'>, about: string): string {
  return tour.wording.line(about, proposalLimits.title);
}

/** A proposal with nothing wrong in it; the bench begins on 4 January 2027. */
export function proposal(tour: Pick<Tour, 'wording' | 'language'>, about: string) {
  return {
    title: title(tour, about),
    subject: 'professional-investigation',
    startsOn: '2027-03-01',
    endsOn: '2027-03-05',
    place: tour.wording.line('Accra', proposalLimits.place),
    zone: 'America/Argentina/Buenos_Aires',
    country: 'AR',
    language: tour.language,
    seats: 14,
    deadline: '2027-02-01',
    aims: tour.wording.text('Secure and document digital traces.', proposalLimits.aims),
  } as const;
}

/** Proposed by the coordinator before there is anybody else. */
export function earlyProposal(tour: Pick<Tour, 'wording' | 'language'>) {
  return {
    ...proposal(tour, 'Early bird'),
    startsOn: '2027-05-03',
    endsOn: '2027-05-03',
    subject: 'command',
  };
}

/** Papers of a course with an approval of them, in the record; what waited for a decision is approved. */
export async function giveApproval(tour: Tour, course: string, validUntil = '2027-12-31'): Promise<void> {
  const by = await tour.person(approver);
  const days = { reference: tour.wording.line('R-1', 80), decidedOn: '2026-12-01', validUntil };
  await tour.arrange((records) =>
    approveCourse(records, course, { assessor: by, approver: by }, { brief: days, assessment: days }),
  );
}

/** What is said of a nominee. */
export function nominee({ wording }: Pick<Tour, 'wording'>) {
  return {
    rank: wording.line('Sergeant', nominationLimits.rank),
    unit: wording.line('Cyber unit', nominationLimits.unit),
    yearsOfService: 6,
    reason: wording.text('Works on such cases.', nominationLimits.reason),
  } as const;
}

export interface Arranged extends Partial<Omit<Course, 'id' | 'nominationDeadline'>> {
  /** Proposer and their organisation, by id. */
  readonly by: string;
  readonly of: string;
  /** A day; 1 February when left out. */
  readonly deadline?: string;
  readonly documents?:
    | 'in force'
    | 'none'
    | 'both expired'
    | 'one to come, one that ends early'
    | 'one that ends early, one to come';
}

const documents = {
  'in force': [
    ['brief', '2026-12-01', '2028-12-31'],
    ['assessment', '2026-12-01', '2028-12-31'],
  ],
  none: [],
  'both expired': [
    ['brief', '2026-12-01', '2026-12-31'],
    ['assessment', '2026-12-01', '2026-12-31'],
  ],
  'one to come, one that ends early': [
    ['brief', '2027-12-01', '2028-12-31'],
    ['assessment', '2026-12-01', '2027-02-20'],
  ],
  'one that ends early, one to come': [
    ['brief', '2026-12-01', '2027-02-01'],
    ['assessment', '2027-03-01', '2028-01-01'],
  ],
} as const;

let arrangedSoFar = 0;

/**
 * A course in a state that was reached step by step, without anybody being told: of one subject after the other, so that
 * those which are not meant to be doubles of each other are none.
 */
export async function arrangeCourse(tour: Tour, about: string, arranged: Arranged): Promise<string> {
  const {
    by,
    of,
    state = 'proposed',
    deadline = '2027-02-01',
    documents: wanted = 'in force',
    ...rest
  } = arranged;
  const subject = subjects[arrangedSoFar++ % subjects.length];
  const asked = { ...proposal(tour, about), ...(subject && { subject }) };
  return tour.arrange(async (records) => {
    const { id } = await records.courses.propose({
      ...asked,
      online: false,
      ...rest,
      nominationDeadline: instantAt(deadline, '23:59', rest.zone ?? asked.zone),
      proposedBy: by,
      organisation: of,
    });
    const reference = tour.wording.line('R-1', 80);
    for (const [document, decidedOn, validUntil] of documents[wanted])
      await setDocument(records, id, document, { reference, decidedOn, validUntil }, by);
    const isApproved = documents[wanted].length === 2;
    if (isApproved) await approve(records, id, by, tour.wording.text('It helps.', 1000));
    const pass = isApproved ? await standingPass(records, id) : undefined;
    let at: CourseState = 'draft';
    for (const step of wayTo(state)) {
      await records.courses.move(id, [at], step, undefined, pass);
      at = step;
    }
    return id;
  });
}

/** On hold and cancelled are reached from the open call. */
function wayTo(state: CourseState): readonly CourseState[] {
  if (state === 'on-hold' || state === 'cancelled') return [...(stepsTo('draft', 'call-open') ?? []), state];
  return state === 'declined' ? ['proposed', 'declined'] : (stepsTo('draft', state) ?? []);
}

/** Somebody of the organisation that `of` names is nominated, or even has a seat, without anybody being told. */
export async function arrangeNomination(
  tour: Tour,
  course: string,
  account: AccountId,
  { by, of, seat = false }: { readonly by: string; readonly of: string; readonly seat?: boolean },
): Promise<string> {
  return tour.arrange(async (records) => {
    const { id } = await records.nominations.add({
      course,
      nominee: await personIn(records, account),
      organisation: of,
      nominatedBy: by,
      ...nominee(tour),
      state: 'submitted',
      consent: 'given',
      release: 'given',
    });
    if (seat) await records.nominations.grantSeat(id, await standingPass(records, course));
    return id;
  });
}
