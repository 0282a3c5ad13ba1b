// Proposals that may be one and the same: the same subject in the same country at about the same time (item 14), and who is told.
import { type CourseState, openedStates, type Subject } from './course.ts';
import { type CourseDisclosure, maySeeCourse } from './disclosure.ts';
import { addDays, daysBetween } from './local-time.ts';
import type { Viewer } from './viewer.ts';

/** Days between the two first days, at most. */
export const doubleWithinDays = 90;

/** A draft is nobody's business yet, and what is over doubles nothing. */
export const doublingStates = [
  'proposed',
  'gated',
  'approved',
  ...openedStates,
  'running',
  'on-hold',
] as const satisfies readonly CourseState[];

/** What of a course makes it the double of another; `startsOn` is an ISO date. */
export interface Doubling {
  readonly country: string;
  readonly subject: Subject;
  readonly startsOn: string;
}

export function isDouble(one: Doubling, other: Doubling): boolean {
  return (
    one.country === other.country &&
    one.subject === other.subject &&
    Math.abs(daysBetween(one.startsOn, other.startsOn)) <= doubleWithinDays
  );
}

/** Where the doubles of a course are to be looked for: a filter of the list of courses. */
export function doublesOf({ country, subject, startsOn }: Doubling) {
  return {
    states: doublingStates,
    country,
    subject,
    startsFrom: addDays(startsOn, -doubleWithinDays),
    startsUntil: addDays(startsOn, doubleWithinDays),
  };
}

/** Two that are both announced are before everybody's eyes: of a pair, one is still on its way to the gate. */
const beforeTheGate: readonly CourseState[] = ['proposed', 'gated', 'approved', 'on-hold'];

/** Each pair once, by first day, of courses in these states. */
export function pairsOf<Course extends Doubling & { readonly id: string; readonly state: CourseState }>(
  courses: readonly Course[],
): readonly (readonly [Course, Course])[] {
  const alike = Map.groupBy(
    courses.filter(({ state }) => doublingStates.some((one) => one === state)),
    ({ country, subject }) => `${country} ${subject}`,
  );
  return [...alike.values()].flatMap((group) => {
    const inOrder = group.toSorted(
      (one, other) => compare(one.startsOn, other.startsOn) || compare(one.id, other.id),
    );
    return inOrder.flatMap((one, at) => {
      const pairs: (readonly [Course, Course])[] = [];
      for (const other of inOrder.slice(at + 1)) {
        if (!isDouble(one, other)) break;
        if ([one, other].some(({ state }) => beforeTheGate.includes(state))) pairs.push([one, other]);
      }
      return pairs;
    });
  });
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * How the double of one's own course is told: by name to whoever may see it; as no more than that there is one, where it is
 * kept from these eyes only because it is not announced yet; not at all where it is withheld.
 */
export function doubleAsShown(viewer: Viewer, double: CourseDisclosure): 'course' | 'hint' | 'nothing' {
  if (maySeeCourse(viewer, double)) return 'course';
  return double.withheld.length === 0 && viewer.kind === 'person' ? 'hint' : 'nothing';
}
