// What an approval binds to: the substance of a course with its papers, its hash, and what differs between two of them.
import { createHash } from 'node:crypto';
import type { Assessment, Risk } from './assessment.ts';
import type { Brief } from './brief.ts';
import { canonicalJson } from './canonical-json.ts';
import type { CourseProposal } from './course.ts';
import { daysBetween } from './local-time.ts';

/**
 * What is taught, to whom, where, for how long, for how many, and what the papers say of it. Days of the calendar are not
 * among it: they are bounded by how long the papers are in force (docs/decisions). Nor is what changes without changing the risk:
 * the house in a town, the clock, the language, the deadline.
 */
export interface ApprovedContent {
  readonly [part: string]: string | number | boolean | readonly string[];
}

/** The parts of a course that are its substance; `days` is its length. */
export const substance = [
  'title',
  'subject',
  'aims',
  'country',
  'online',
  'seats',
] as const satisfies readonly (keyof CourseProposal)[];

export interface Substance extends Pick<CourseProposal, (typeof substance)[number] | 'startsOn' | 'endsOn'> {}

export interface Validity {
  readonly decidedOn: string;
  readonly validUntil: string;
}

export function contentOf(
  course: Substance,
  brief: Brief & Validity,
  assessment: Assessment & Validity,
  risks: readonly Pick<Risk, 'risk' | 'mitigation' | 'owner' | 'due'>[],
): ApprovedContent {
  const { title, subject, aims, country, online, seats, startsOn, endsOn } = course;
  const parts: [string, ApprovedContent[string]][] = [
    ...Object.entries({ title, subject, aims, country, online, seats }).map(
      ([part, value]): [string, ApprovedContent[string]] => [`course.${part}`, value],
    ),
    ['course.days', daysBetween(startsOn, endsOn) + 1],
    ...Object.entries(brief).map(([part, value]): [string, ApprovedContent[string]] => [
      `brief.${part}`,
      value,
    ]),
    ...Object.entries(assessment).map(([part, value]): [string, ApprovedContent[string]] => [
      `assessment.${part}`,
      value,
    ]),
    // By what they say, so that the order in which they were entered is no difference.
    [
      'assessment.risks',
      risks
        .map(({ risk, mitigation, owner, due }) => canonicalJson([risk, mitigation, owner, due]))
        .toSorted(),
    ],
  ];
  return Object.fromEntries(parts);
}

/** SHA-256 in hexadecimal over the canonical JSON of the content. */
export function hashOf(content: ApprovedContent): string {
  return createHash('sha256').update(canonicalJson(content), 'utf8').digest('hex');
}

export interface Difference {
  readonly part: string;
  readonly was: ApprovedContent[string] | undefined;
  readonly now: ApprovedContent[string] | undefined;
}

/** The parts that differ, in the order of the newer content, then those that it lacks. */
export function differences(was: ApprovedContent, now: ApprovedContent): readonly Difference[] {
  const parts = [...new Set([...Object.keys(now), ...Object.keys(was)])];
  return parts
    .filter((part) => canonicalJson([was[part] ?? null]) !== canonicalJson([now[part] ?? null]))
    .map((part) => ({ part, was: was[part], now: now[part] }));
}

/** Whether a change of these parts of a course is one of substance, of which an approval does not survive. */
export function isOfSubstance(before: Substance, after: Substance): boolean {
  const length = ({ startsOn, endsOn }: Substance) => daysBetween(startsOn, endsOn);
  return substance.some((part) => before[part] !== after[part]) || length(before) !== length(after);
}
