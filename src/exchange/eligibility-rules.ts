// The rules of eligibility, each a pure function of facts; none knows of another.
import type { Booking, Criteria, EligibilityFacts, Failure, RuleName, Standing } from './eligibility.ts';
import { addDays, daysBetween } from './local-time.ts';
import { overlapping } from './nomination-conflicts.ts';
import type { Sector } from './profile.ts';
import { searchKey } from './text-input.ts';
import { isVetted, type Vetting, vettingOn } from './vetting.ts';

type Rule = (facts: EligibilityFacts) => Failure | undefined;

/** Item 64: who is not of a country's own services. */
export const partnerSectors = ['international-body', 'other-agency'] as const satisfies readonly Sector[];

const byApprover = { waivedBy: 'approver' } as const satisfies Partial<Standing>;
const byNobody = { waivedBy: undefined } as const satisfies Partial<Standing>;

/** Every edition of a course is the same course: the years in its title do not count. */
export function sameCourseKey(title: string): string {
  return searchKey(title.replaceAll(/\b(19|20)\d\d\b/g, ' '));
}

/** Under which a programme is found, however it was written. */
export function programmeKey(name: string): string {
  return searchKey(name);
}

/** What fails, in the order of the rules; waived ones are left out. */
export function failuresOf(facts: EligibilityFacts): readonly Failure[] {
  return Object.values(rules).flatMap((rule) => {
    const failure = rule(facts);
    const isWaived = failure?.waivedBy !== undefined && facts.waived.includes(failure.rule);
    return failure === undefined || isWaived ? [] : [failure];
  });
}

/** Which rules look at anything for this course and person: the others are not told of. */
export function rulesThatHold({
  criteria,
  course,
  homeCountry,
}: Pick<EligibilityFacts, 'criteria' | 'course' | 'homeCountry'>): readonly RuleName[] {
  const asked: Readonly<Record<RuleName, boolean>> = {
    sector: criteria.sectors.length > 0,
    country: criteria.countries.length > 0,
    language: criteria.languageRequired,
    experience: criteria.minYears !== undefined,
    prerequisite: criteria.prerequisite !== undefined,
    'same-course': criteria.oncePerPerson,
    'cooling-off': criteria.coolingOff && isForeign(course, homeCountry),
    overlap: true,
    vetting: criteria.vetting !== 'none',
    'unit-vetting': criteria.vetting === 'person-and-unit',
    consent: true,
    release: true,
    documents: criteria.documents.length > 0,
  };
  return (Object.keys(rules) as RuleName[]).filter((rule) => asked[rule]);
}

/** Somebody of this country goes abroad for it. */
export function isForeign(
  course: { readonly country: string; readonly online: boolean },
  homeCountry: string,
): boolean {
  return !course.online && course.country !== homeCountry;
}

const sector: Rule = ({ criteria, sector: own }) => {
  if (criteria.sectors.length === 0 || (own !== undefined && criteria.sectors.includes(own)))
    return undefined;
  const evidence = { rule: 'sector', sector: own, admitted: criteria.sectors } as const;
  // What nobody has said can still be said.
  return { ...evidence, weight: own === undefined ? 'open' : 'bar', passesOn: undefined, ...byApprover };
};

const country: Rule = ({ criteria, homeCountry, sector: own }) => {
  if (criteria.countries.length === 0 || criteria.countries.includes(homeCountry)) return undefined;
  if (criteria.partnerAgencies && partnerSectors.some((one) => one === own)) return undefined;
  const evidence = { rule: 'country', country: homeCountry, admitted: criteria.countries } as const;
  return { ...evidence, weight: 'bar', passesOn: undefined, ...byApprover };
};

const language: Rule = ({ criteria, course, languages }) => {
  if (!criteria.languageRequired || languages.includes(course.language)) return undefined;
  const evidence = { rule: 'language', language: course.language, spoken: languages } as const;
  return { ...evidence, weight: languages.length === 0 ? 'open' : 'bar', passesOn: undefined, ...byApprover };
};

const experience: Rule = ({ criteria: { minYears }, course, years, yearsSaidOn }) => {
  if (minYears === undefined) return undefined;
  const passesOn = yearsLater(yearsSaidOn, minYears - years);
  if (years >= minYears || course.startsOn >= passesOn) return undefined;
  return { rule: 'experience', years, minYears, weight: 'bar', passesOn, ...byApprover };
};

const prerequisite: Rule = ({ criteria, bookings, proofs }) => {
  const wanted = criteria.prerequisite;
  if (wanted === undefined) return undefined;
  const isDone =
    proofs.includes(programmeKey(wanted)) ||
    bookings.some((one) => one.standing === 'attended' && one.titleKey === sameCourseKey(wanted));
  if (isDone) return undefined;
  return { rule: 'prerequisite', prerequisite: wanted, weight: 'open', passesOn: undefined, ...byApprover };
};

const sameCourse: Rule = ({ criteria, course, bookings, earlier }) => {
  if (!criteria.oncePerPerson) return undefined;
  const before = [
    ...bookings.filter((one) => one.course !== course.id && one.standing !== 'offered'),
    ...earlier.map((one) => ({ ...one, titleKey: sameCourseKey(one.title) })),
  ].filter((one) => one.titleKey === course.titleKey);
  const last = latest(before);
  if (last === undefined) return undefined;
  const evidence = { rule: 'same-course', title: last.title, endsOn: last.endsOn } as const;
  return { ...evidence, weight: 'bar', passesOn: undefined, ...byApprover };
};

interface Abroad {
  readonly title: string | undefined;
  readonly endsOn: string;
  /** The first day on which another may begin. */
  readonly until: string;
  readonly days: number;
}

const coolingOff: Rule = (facts) => {
  const { criteria, course, homeCountry } = facts;
  if (!criteria.coolingOff || !isForeign(course, homeCountry)) return undefined;
  const abroad = stayedAbroad(facts);
  const last = coolsOffOn(abroad, course.startsOn);
  if (last === undefined) return undefined;
  let passesOn = last.until;
  // Another one may lie between now and then.
  for (let next = coolsOffOn(abroad, passesOn); next; next = coolsOffOn(abroad, passesOn))
    passesOn = next.until;
  const evidence = { rule: 'cooling-off', title: last.title, endsOn: last.endsOn, days: last.days } as const;
  return { ...evidence, weight: 'bar', passesOn, ...byApprover };
};

/** The one that keeps somebody longest from a course that begins on a day. */
function coolsOffOn(abroad: readonly Abroad[], startsOn: string): Abroad | undefined {
  return abroad
    .filter((one) => one.endsOn < startsOn && startsOn < one.until)
    .toSorted(
      (one, other) =>
        order(other.until, one.until) ||
        order(other.endsOn, one.endsOn) ||
        order(one.title ?? '', other.title ?? ''),
    )
    .at(0);
}

function stayedAbroad({ bookings, earlier, course, cooling }: EligibilityFacts): readonly Abroad[] {
  const ofRecord = bookings
    .filter(
      (one) => one.course !== course.id && one.standing !== 'offered' && isForeign(one, one.homeCountry),
    )
    .map(({ title, startsOn, endsOn }) => ({ title, startsOn, endsOn }));
  const declared = earlier.map(({ title, days, endsOn }) => ({
    title,
    startsOn: addDays(endsOn, 1 - days),
    endsOn,
  }));
  return [...ofRecord, ...declared].map(({ title, startsOn, endsOn }) => {
    const days = cooling[lengthOf(startsOn, endsOn)];
    return { title, endsOn, days, until: addDays(endsOn, days) };
  });
}

/** Up to a month, up to six months, and more, by the calendar: the whole of March is a month. */
export function lengthOf(startsOn: string, endsOn: string): 'short' | 'medium' | 'long' {
  const within = (months: number) => endsOn < Temporal.PlainDate.from(startsOn).add({ months }).toString();
  if (within(1)) return 'short';
  return within(6) ? 'medium' : 'long';
}

const overlap: Rule = ({ course, bookings }) => {
  const others = bookings.filter((one) => one.course !== course.id);
  const first = overlapping(course, others.toSorted(byDays));
  if (first === undefined) return undefined;
  const length = daysBetween(course.startsOn, course.endsOn);
  let passesOn = addDays(first.endsOn, 1);
  const moved = () => ({ startsOn: passesOn, endsOn: addDays(passesOn, length) });
  for (let next = overlapping(moved(), others); next; next = overlapping(moved(), others))
    passesOn = addDays(next.endsOn, 1);
  const { title, startsOn, endsOn } = first;
  return { rule: 'overlap', title, startsOn, endsOn, weight: 'bar', passesOn, ...byNobody };
};

const vetting: Rule = ({ criteria, vetting: own, today, course }) =>
  criteria.vetting === 'none' ? undefined : vettingFailure('vetting', own, today, course.startsOn);

const unitVetting: Rule = ({ criteria, unitVetting: own, today, course }) =>
  criteria.vetting === 'person-and-unit'
    ? vettingFailure('unit-vetting', own, today, course.startsOn)
    : undefined;

function vettingFailure(
  rule: 'vetting' | 'unit-vetting',
  own: Vetting | undefined,
  today: string,
  startsOn: string,
): Failure | undefined {
  if (isVetted(own, today, startsOn)) return undefined;
  const weight = vettingOn(own, today) === 'refused' ? 'bar' : 'open';
  return { rule, vetting: own, weight, passesOn: undefined, ...byNobody };
}

const consent: Rule = ({ consent: answer, nominatedOn: askedOn }) =>
  answer === 'given' ? undefined : { rule: 'consent', answer, askedOn, ...assentMissing(answer) };

const release: Rule = ({ release: answer, nominatedOn: askedOn }) =>
  answer === 'given' ? undefined : { rule: 'release', answer, askedOn, ...assentMissing(answer) };

function assentMissing(answer: EligibilityFacts['consent']): Standing {
  return { weight: answer === 'refused' ? 'bar' : 'open', passesOn: undefined, ...byNobody };
}

const documents: Rule = ({ criteria, received }) => {
  const missing = criteria.documents.filter((name) => !received.includes(name));
  if (missing.length === 0) return undefined;
  return { rule: 'documents', missing, weight: 'open', passesOn: undefined, ...byApprover };
};

const rules: Readonly<Record<RuleName, Rule>> = {
  sector,
  country,
  language,
  experience,
  prerequisite,
  'same-course': sameCourse,
  'cooling-off': coolingOff,
  overlap,
  vetting,
  'unit-vetting': unitVetting,
  consent,
  release,
  documents,
};

/** Whether a course asks anything of its own. */
export function asksAnything(criteria: Criteria): boolean {
  const {
    sectors,
    countries,
    minYears,
    languageRequired,
    prerequisite: before,
    documents: papers,
  } = criteria;
  return (
    sectors.length + countries.length + papers.length > 0 ||
    minYears !== undefined ||
    languageRequired ||
    before !== undefined ||
    criteria.vetting !== 'none'
  );
}

function yearsLater(date: string, years: number): string {
  return Temporal.PlainDate.from(date).add({ years }).toString();
}

function latest<One extends { readonly endsOn: string; readonly title: string | undefined }>(
  all: readonly One[],
): One | undefined {
  return all
    .toSorted((one, other) => order(other.endsOn, one.endsOn) || order(one.title ?? '', other.title ?? ''))
    .at(0);
}

function byDays(one: Booking, other: Booking): number {
  return (
    order(one.startsOn, other.startsOn) || order(one.endsOn, other.endsOn) || order(one.course, other.course)
  );
}

function order(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
