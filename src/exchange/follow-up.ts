// Level 3: when somebody who made commitments is asked what came of them, and their managers what they saw.
import { addDays, instantAt, localDate, localTime, nextOfficeHour, type OfficeHours } from './local-time.ts';
import { type Reminder, remindersAfter } from './reminders.ts';

/** Product §4.4: the trainee after 90 and 180 days, their managers after 100. */
export const stages = ['90d', '100d', '180d'] as const;
export type Stage = (typeof stages)[number];
export type OwnStage = Exclude<Stage, '100d'>;

/** What came of one commitment, as whoever made it says. */
export const outcomesOfCommitment = ['done', 'partly', 'not-yet'] as const;
export type CommitmentReading = (typeof outcomesOfCommitment)[number];

/** Whether a manager has seen it. */
export const sightings = ['yes', 'partly', 'no'] as const;
export type Sighting = (typeof sightings)[number];

/** What stood most in the way (§4.2); that nothing did is an answer too, so that everybody gives one. */
export const barriers = [
  'nothing',
  'structure',
  'equipment',
  'resources',
  'support',
  'no-opportunity',
] as const;
export type Barrier = (typeof barriers)[number];

/** How often what the course handed out was used. */
export const toolUses = ['often', 'sometimes', 'never'] as const;
export type ToolUse = (typeof toolUses)[number];

/** What managers are asked about use on the job, each on five points. */
export const useItems = ['uses', 'better', 'passes-on'] as const;
export type UseItem = (typeof useItems)[number];
export type ObservedUse = Readonly<Record<UseItem, number>>;

export const commitmentLength = 200;

const daysAfter = { '90d': 90, '100d': 100, '180d': 180 } as const satisfies Record<Stage, number>;

/** How long each stage can be answered. */
export const openForDays = 21;

/** Asked once and reminded twice at most, who has answered never again. */
const prompts = [
  { days: 0, slot: 'ask' },
  { days: 3, slot: 'remind' },
  { days: 10, slot: 'last' },
] as const;

const hour = 3_600_000;
const apart = 24 * hour;
/** No reminder leaves within so many hours of the close. */
const quiet = 12 * hour;

export interface Window {
  /** Epoch milliseconds, the same for everybody of a course: what is shown of a stage does not change after its close. */
  readonly opensAt: number;
  readonly closesAt: number;
}

/** When a stage of a course that ended at an instant can be answered, by the clock of the course's zone. */
export function followUpWindow(endsAt: number, stage: Stage, zone: string): Window {
  const later = (days: number) =>
    instantAt(addDays(localDate(endsAt, zone), days), localTime(endsAt, zone), zone);
  return { opensAt: later(daysAfter[stage]), closesAt: later(daysAfter[stage] + openForDays) };
}

export function isOpenAt({ opensAt, closesAt }: Window, now: number): boolean {
  return opensAt <= now && now < closesAt;
}

/** The days on which a course ended of which a stage may be open on a day; a day wider, because zones differ. */
export function endsOnFor(stage: Stage, today: string): { readonly from: string; readonly until: string } {
  return {
    from: addDays(today, -daysAfter[stage] - openForDays - 2),
    until: addDays(today, -daysAfter[stage] + 1),
  };
}

/** Commitments are made, and made anew, until the first of them is asked about. */
export function mayCommit(endsAt: number, zone: string, now: number): boolean {
  return endsAt <= now && now < followUpWindow(endsAt, '90d', zone).opensAt;
}

/** The prompts of a stage for one reader, earliest first, each in their office hours; instants in epoch ms. */
export function followUpPrompts(window: Window, zone: string, hours: OfficeHours): readonly Reminder[] {
  const end = window.closesAt - quiet;
  let earliest = Number.NEGATIVE_INFINITY;
  const moved = remindersAfter(window.opensAt, prompts, zone).map(({ slot, due }) => {
    const at = nextOfficeHour(Math.max(due, earliest), zone, hours);
    earliest = at + apart;
    return { slot, due: at };
  });
  return moved
    .map((one, index) => ({ ...one, tooLateAt: Math.min(moved[index + 1]?.due ?? end, end) }))
    .filter(({ due, tooLateAt }) => due < tooLateAt);
}
