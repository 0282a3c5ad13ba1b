// The symposium series: its editions, when the next one is to be planned, and what dates a human may set.
import { daysBetween, isDate } from './local-time.ts';

/** Item 84: who a symposium is for. */
export const audienceTracks = ['law-enforcement', 'academia', 'international-organisation'] as const;

export type AudienceTrack = (typeof audienceTracks)[number];

/** `planned` has no dates yet; only a human sets them. */
export const editionStates = ['planned', 'dated', 'held', 'cancelled'] as const;

export type EditionState = (typeof editionStates)[number];

/** The ISO date on which the next edition's planning card opens; months vary, so a human sets the dates. */
export function nextEditionPlanningDue(lastEditionStartsOn: string, everyYears = 2): string {
  return Temporal.PlainDate.from(lastEditionStartsOn).add({ years: everyYears }).toString();
}

export const symposiumLimits = { days: 31, yearsAhead: 10 } as const;

export type SymposiumDateProblem =
  | { id: 'start-impossible'; field: 'startsOn'; given: string }
  | { id: 'end-impossible'; field: 'endsOn'; given: string }
  | { id: 'start-in-the-past'; field: 'startsOn'; today: string }
  | { id: 'start-too-far'; field: 'startsOn'; maxYears: number }
  | { id: 'end-before-start'; field: 'endsOn'; startsOn: string; endsOn: string }
  | { id: 'too-long'; field: 'endsOn'; max: number; days: number };

/** Everything wrong with the dates of an edition; all three are ISO dates, `today` in the symposium's zone. */
export function checkDates(startsOn: string, endsOn: string, today: string): SymposiumDateProblem[] {
  return [...checkStart(startsOn, today), ...checkEnd(startsOn, endsOn)];
}

/** One that begins today may still be put right. */
function checkStart(startsOn: string, today: string): SymposiumDateProblem[] {
  if (!isDate(startsOn)) return [{ id: 'start-impossible', field: 'startsOn', given: startsOn }];
  if (startsOn < today) return [{ id: 'start-in-the-past', field: 'startsOn', today }];
  if (daysBetween(today, startsOn) <= symposiumLimits.yearsAhead * 366) return [];
  return [{ id: 'start-too-far', field: 'startsOn', maxYears: symposiumLimits.yearsAhead }];
}

function checkEnd(startsOn: string, endsOn: string): SymposiumDateProblem[] {
  if (!isDate(endsOn)) return [{ id: 'end-impossible', field: 'endsOn', given: endsOn }];
  if (!isDate(startsOn)) return [];
  if (endsOn < startsOn) return [{ id: 'end-before-start', field: 'endsOn', startsOn, endsOn }];
  const days = daysBetween(startsOn, endsOn) + 1;
  if (days <= symposiumLimits.days) return [];
  return [{ id: 'too-long', field: 'endsOn', max: symposiumLimits.days, days }];
}
