// What a hub may set, each with its default and what it may be; kept as text in the record under the same name.

/** The offices that may decide at the gate (item 21). */
export const offices = ['head-of-department', 'minister'] as const;

export type Office = (typeof offices)[number];

/** Grades of human-rights risk, rising. Names and thresholds are the hub's; the documents that Attaché follows give none. */
export const riskGrades = ['low', 'medium', 'high'] as const;

export type RiskGrade = (typeof riskGrades)[number];

interface OneOf<Option extends string = string> {
  readonly kind: 'one-of';
  readonly options: readonly Option[];
  readonly fallback: Option;
}

/** A whole number of days. */
interface Days {
  readonly kind: 'days';
  readonly min: number;
  readonly max: number;
  readonly fallback: number;
}

/** A whole number of per cent. */
interface Percent {
  readonly kind: 'percent';
  readonly min: number;
  readonly max: number;
  readonly fallback: number;
}

/** A whole number of something else. */
interface Whole {
  readonly kind: 'whole';
  readonly min: number;
  readonly max: number;
  readonly fallback: number;
}

type Definition = OneOf | Days | Percent | Whole;

function oneOf<const Option extends string>(options: readonly Option[], fallback: Option): OneOf<Option> {
  return { kind: 'one-of', options, fallback };
}

function days(fallback: number, min: number, max: number): Days {
  return { kind: 'days', min, max, fallback };
}

function percent(fallback: number, min: number, max: number): Percent {
  return { kind: 'percent', min, max, fallback };
}

function whole(fallback: number, min: number, max: number): Whole {
  return { kind: 'whole', min, max, fallback };
}

export const hubSettings = {
  'approver.low': oneOf(offices, 'head-of-department'),
  'approver.medium': oneOf(offices, 'head-of-department'),
  'approver.high': oneOf(offices, 'minister'),
  /** How long an assessment of each grade may be in force at most, from the day it was made. */
  'validity.low': days(365, 30, 1_095),
  'validity.medium': days(365, 30, 1_095),
  'validity.high': days(180, 30, 1_095),
  /** How long a brief is in force from the day of the decision. */
  'validity.brief': days(365, 30, 1_095),
  /** How long a mission has for its view, unless another day is given. */
  'consultation.due': days(21, 1, 180),
  /** What each criterion of a selection weighs in hundredths, where a course says nothing else (§5.3). */
  'review.need': whole(30, 0, 100),
  'review.role': whole(25, 0, 100),
  'review.cascade': whole(20, 0, 100),
  'review.experience': whole(15, 0, 100),
  'review.language': whole(10, 0, 100),
  /** Two reviewers who are farther apart than this, of five points, call for a third. */
  'review.spread': whole(2, 1, 4),
  /** How long reviewers have from the close of the call, unless another day is given. */
  'review.due': days(14, 1, 90),
  /** How long an outcome can be appealed (§5.12). */
  'review.appeal': days(5, 1, 60),
  /** For how long whoever confirms somebody answers for their still serving (item 78: a quarter). */
  'verification.period': days(92, 30, 366),
  /** How many days before the first day nobody who needs a visa is offered a seat any more (§5.9). */
  'offer.visa-lead': days(30, 1, 180),
  /** With more days than these left, a seat goes to the reserve of the organisation that gave it back (§5.9). */
  'offer.own-reserve': days(14, 0, 180),
  /** Whoever was there on this share of the days that were marked, or more, has attended the course. */
  'attendance.threshold': percent(80, 1, 100),
  /** How long after its close a questionnaire still takes an answer, to be released with others that come late (§4.5 R3). */
  'feedback.late': days(30, 0, 180),
  /** So many answers at least are ever told of together; never fewer than five (§4.5 R1). */
  'feedback.minimum': whole(5, 5, 50),
  /** How long nobody goes abroad again after a course of up to a month, of up to six, and of more (product §2.4). */
  'rule.cooling.short': days(730, 0, 3_650),
  'rule.cooling.medium': days(1_095, 0, 3_650),
  'rule.cooling.long': days(1_826, 0, 3_650),
  /** What counts as received when seats are shared: courses that began so many days before, and later ones. */
  'seats.window': days(730, 30, 3_650),
  /** The most seats of a course for one organisation, where the course says nothing else; 0: no cap. */
  'seats.cap': whole(0, 0, 500),
  /** How long each kind of record is kept: from its last change, from the end of its course, or since it was of use. */
  'retention.drafts': days(30, 1, 365),
  'retention.nominations': days(365, 30, 3_650),
  'retention.seats': days(1_095, 180, 7_300),
  'retention.comments': days(730, 90, 3_650),
  'retention.commitments': days(730, 250, 3_650),
  'retention.deliveries': days(180, 30, 3_650),
  'retention.cards': days(365, 30, 3_650),
  'retention.reviews': days(365, 30, 3_650),
  'retention.registrations': days(365, 30, 3_650),
  'retention.exchanges': days(365, 30, 3_650),
  'retention.removed': days(365, 30, 3_650),
  'retention.pending': days(90, 7, 365),
  'retention.codes': days(30, 1, 365),
  'retention.places': days(365, 30, 3_650),
} as const satisfies Readonly<Record<string, Definition>>;

export type SettingName = keyof typeof hubSettings;

export type SettingValue<Name extends SettingName> =
  (typeof hubSettings)[Name] extends OneOf<infer Option> ? Option : number;

export const settingNames = Object.keys(hubSettings) as readonly SettingName[];

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(hubSettings, name);
}

/** What a setting is, from its text in the record; the default where there is none, or none that may be. */
export function readSetting<Name extends SettingName>(
  name: Name,
  kept: string | undefined,
): SettingValue<Name> {
  const definition: Definition = hubSettings[name];
  const read = kept === undefined ? undefined : understood(definition, kept);
  // What a definition understands is of its own kind.
  return (read ?? definition.fallback) as SettingValue<Name>;
}

/** Undefined when this may not be what the setting is. */
export function checkSetting(name: SettingName, typed: string): string | undefined {
  const read = understood(hubSettings[name], typed.trim());
  return read === undefined ? undefined : String(read);
}

function understood(definition: Definition, typed: string): string | number | undefined {
  if (definition.kind === 'one-of') return definition.options.find((option) => option === typed);
  if (!/^\d{1,5}$/.test(typed)) return undefined;
  const number = Number(typed);
  return number >= definition.min && number <= definition.max ? number : undefined;
}
