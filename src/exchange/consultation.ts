// The missions that are asked before a decision: one for the host country and for each country that takes part (item 20).

export const missions = ['embassy', 'high-commission'] as const;

export type Mission = (typeof missions)[number];

/** What a mission thinks; `no-reply` is noted by whoever decides after the day it was due. */
export const missionViews = ['support', 'concern', 'no-view', 'no-reply'] as const;

export type MissionView = (typeof missionViews)[number];

export interface Consultation {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly mission: Mission;
  /** ISO date, by the calendar of the hub. */
  readonly due: string;
  readonly view: MissionView | undefined;
  readonly note: string | undefined;
  readonly askedAt: number;
  readonly answeredAt: number | undefined;
}

/** Length in UTF-16 units. */
export const consultationLimits = { note: 600 } as const;

/**
 * Member states of the Commonwealth exchange high commissioners with one another (thecommonwealth.org/our-member-countries,
 * 56 states as of 2026): data, and the coordinator may always say otherwise.
 */
const commonwealth: ReadonlySet<string> = new Set(
  (
    'AG AU BS BD BB BZ BW BN CM CA CY DM SZ FJ GA GM GH GD GY IN JM KE KI LS MW MY MV MT MU MZ NA NR NZ NG PK PG RW KN LC ' +
    'VC WS SC SL SG SB ZA LK TZ TG TO TT TV UG GB VU ZM'
  ).split(' '),
);

export function missionBetween(hub: string, country: string): Mission {
  return commonwealth.has(hub) && commonwealth.has(country) ? 'high-commission' : 'embassy';
}

/** The countries whose missions are asked: host and participants, without the hub's own; sorted. */
export function countriesToConsult(
  hub: string,
  host: string,
  participants: readonly string[],
): readonly string[] {
  return [...new Set([host, ...participants])].filter((country) => country !== hub).toSorted();
}

/** Those that are waited for: no view yet, and until when it is due has not passed. `today` is an ISO date. */
export function stillWaitedFor(
  consultations: readonly Consultation[],
  today: string,
): readonly Consultation[] {
  return consultations.filter(({ view, due }) => view === undefined && due >= today);
}
