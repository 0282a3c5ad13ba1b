// Who may come on a course: what is looked at, what a failed rule says, and what follows from it (product §5.2).
import type { Language } from './languages.ts';
import type { Assent } from './nomination.ts';
import type { Sector } from './profile.ts';
import type { Vetting, VettingDemand } from './vetting.ts';

/** In the order in which they are told: what the course asks, what has been before, what has to be there. */
export const ruleNames = [
  'sector',
  'country',
  'language',
  'experience',
  'prerequisite',
  'same-course',
  'cooling-off',
  'overlap',
  'vetting',
  'unit-vetting',
  'consent',
  'release',
  'documents',
] as const;

export type RuleName = (typeof ruleNames)[number];

/**
 * What an approver may waive by name: what the course asks of somebody. What others have to say, and that nobody is in two
 * places, is not the hub's to lift.
 */
export const waivableRules = [
  'sector',
  'country',
  'language',
  'experience',
  'prerequisite',
  'same-course',
  'cooling-off',
  'documents',
] as const satisfies readonly RuleName[];

export type WaivableRule = (typeof waivableRules)[number];

export function isWaivable(rule: string): rule is WaivableRule {
  return waivableRules.some((one) => one === rule);
}

/** What a course asks of whoever comes. Empty lists and undefined ask nothing. */
export interface Criteria {
  readonly sectors: readonly Sector[];
  /** Item 44: how many of each are wanted; said where it is, asked of nobody. */
  readonly sectorTargets: Readonly<Partial<Record<Sector, number>>>;
  /** ISO 3166-1 alpha-2, of the organisation that nominates. */
  readonly countries: readonly string[];
  /** Item 64: officials of partner agencies may come from whichever country. */
  readonly partnerAgencies: boolean;
  readonly minYears: number | undefined;
  /** Whoever comes follows the language of the course. */
  readonly languageRequired: boolean;
  /** Done before: a programme of which somebody brings proof, or a course of this record, by its name. */
  readonly prerequisite: string | undefined;
  readonly vetting: VettingDemand;
  /** What has to be handed in, by name; the papers stay outside. */
  readonly documents: readonly string[];
  readonly oncePerPerson: boolean;
  readonly coolingOff: boolean;
  /** How long a visa takes, and the last day on which somebody may still join: offers look at these. */
  readonly visaLeadDays: number | undefined;
  readonly lastJoinOn: string | undefined;
}

/** Of a course that has said nothing: the rules that always hold. */
export const noCriteria: Criteria = {
  sectors: [],
  sectorTargets: {},
  countries: [],
  partnerAgencies: true,
  minYears: undefined,
  languageRequired: false,
  prerequisite: undefined,
  vetting: 'none',
  documents: [],
  oncePerPerson: true,
  coolingOff: true,
  visaLeadDays: undefined,
  lastJoinOn: undefined,
};

export const criteriaLimits = {
  minYears: { min: 1, max: 40 },
  visaLeadDays: { min: 1, max: 180 },
  prerequisite: 100,
  documents: 8,
  document: 60,
  countries: 30,
  earlierCourse: { title: 100, days: { min: 1, max: 1_500 } },
  waiver: 500,
} as const;

/** A course of the record in which somebody has, or had, a seat. ISO days, both included. */
export interface Booking {
  readonly course: string;
  /** As `sameCourseKey` makes it. */
  readonly titleKey: string;
  /** As whoever asks may see it; undefined where they may not. */
  readonly title: string | undefined;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly country: string;
  readonly online: boolean;
  /** Of the organisation that nominated them. */
  readonly homeCountry: string;
  readonly standing: 'offered' | 'booked' | 'attended';
}

/** Training abroad before this record, as the nominee or their liaison officer said. */
export interface EarlierCourse {
  readonly title: string;
  readonly days: number;
  readonly endsOn: string;
}

/** After a course of up to a month, of up to six, and of more: days in which nobody goes abroad again (product §2.4). */
export interface CoolingDays {
  readonly short: number;
  readonly medium: number;
  readonly long: number;
}

/** Everything that the rules look at, of one person and one course. */
export interface EligibilityFacts {
  readonly course: {
    readonly id: string;
    readonly titleKey: string;
    readonly startsOn: string;
    readonly endsOn: string;
    readonly country: string;
    readonly online: boolean;
    readonly language: Language;
  };
  readonly criteria: Criteria;
  readonly homeCountry: string;
  readonly sector: Sector | undefined;
  readonly languages: readonly Language[];
  /** Whole years of service, and the day on which that was said. */
  readonly years: number;
  readonly yearsSaidOn: string;
  readonly consent: Assent | null;
  readonly release: Assent | null;
  /** When they were nominated, and so asked. */
  readonly nominatedOn: string | undefined;
  readonly bookings: readonly Booking[];
  readonly earlier: readonly EarlierCourse[];
  /** Programmes of which there is proof, as `programmeKey` makes them. */
  readonly proofs: readonly string[];
  readonly vetting: Vetting | undefined;
  readonly unitVetting: Vetting | undefined;
  readonly received: readonly string[];
  readonly waived: readonly RuleName[];
  readonly cooling: CoolingDays;
  readonly today: string;
}

export type Evidence =
  | { readonly rule: 'sector'; readonly sector: Sector | undefined; readonly admitted: readonly Sector[] }
  | { readonly rule: 'country'; readonly country: string; readonly admitted: readonly string[] }
  | { readonly rule: 'language'; readonly language: Language; readonly spoken: readonly Language[] }
  | { readonly rule: 'experience'; readonly years: number; readonly minYears: number }
  | { readonly rule: 'prerequisite'; readonly prerequisite: string }
  | { readonly rule: 'same-course'; readonly title: string | undefined; readonly endsOn: string }
  | {
      readonly rule: 'cooling-off';
      readonly title: string | undefined;
      readonly endsOn: string;
      readonly days: number;
    }
  | {
      readonly rule: 'overlap';
      /** Undefined where whoever asks may not know of the course; the days are then kept from them as well. */
      readonly title: string | undefined;
      readonly startsOn: string;
      readonly endsOn: string;
    }
  | { readonly rule: 'vetting' | 'unit-vetting'; readonly vetting: Vetting | undefined }
  | { readonly rule: 'consent'; readonly answer: Assent | null; readonly askedOn: string | undefined }
  | { readonly rule: 'release'; readonly answer: Assent | null; readonly askedOn: string | undefined }
  | { readonly rule: 'documents'; readonly missing: readonly string[] };

/** What a failed rule says beside its evidence. */
export interface Standing {
  /**
   * `bar`: ineligible. `open`: may be nominated and selected meanwhile, and is offered no seat until it is settled
   * (item 72: conditionally eligible).
   */
  readonly weight: 'bar' | 'open';
  /** The first day on which a course could begin that this rule would let them come to; undefined where no day does. */
  readonly passesOn: string | undefined;
  /** Who may lift it; undefined: nobody. */
  readonly waivedBy: 'approver' | undefined;
}

export type Failure = Evidence & Standing;

/** May be offered a seat; may be selected, with open points; may not. */
export type Verdict = 'eligible' | 'conditional' | 'ineligible';

export function verdictOf(failures: readonly Failure[]): Verdict {
  if (failures.some(({ weight }) => weight === 'bar')) return 'ineligible';
  return failures.length > 0 ? 'conditional' : 'eligible';
}

/** Whether somebody may be selected, or stand in a reserve. */
export function maySelect(failures: readonly Failure[]): boolean {
  return verdictOf(failures) !== 'ineligible';
}

/** Whether somebody may be offered a seat, or given one. */
export function mayOffer(failures: readonly Failure[]): boolean {
  return failures.length === 0;
}
