// Vetting of people and of their units: state and validity, and never what was found (product §2.5).

export const vettingStates = ['not-required', 'pending', 'clear', 'refused', 'expired'] as const;

export type VettingState = (typeof vettingStates)[number];

/** What a hub may record; `expired` is what the calendar makes of a clear one. */
export const recordedVettingStates = [
  'not-required',
  'pending',
  'clear',
  'refused',
] as const satisfies readonly VettingState[];

export type RecordedVettingState = (typeof recordedVettingStates)[number];

/** Whom a course demands vetting of. */
export const vettingDemands = ['none', 'person', 'person-and-unit'] as const;

export type VettingDemand = (typeof vettingDemands)[number];

export interface Vetting {
  readonly state: RecordedVettingState;
  /** The last day on which a clear one holds, an ISO day; undefined: until another is recorded. */
  readonly validUntil: string | undefined;
}

/** As it stands on a day. */
export function vettingOn(vetting: Vetting | undefined, today: string): VettingState | undefined {
  if (vetting?.state !== 'clear' || vetting.validUntil === undefined) return vetting?.state;
  return vetting.validUntil < today ? 'expired' : 'clear';
}

/** Whether somebody may go by it: clear today and on the first day of the course, or said not to be required. */
export function isVetted(vetting: Vetting | undefined, today: string, startsOn: string): boolean {
  const state = vettingOn(vetting, today);
  if (state === 'not-required') return true;
  return state === 'clear' && (vetting?.validUntil === undefined || vetting.validUntil >= startsOn);
}

/** Under which a unit is found, however it was written. */
export const vettingUnitLength = 100;
