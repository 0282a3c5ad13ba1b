// Which countries have been assisted since when: derived from courses, by the year in which they ended where the hub is.
import { courseEnd } from './course.ts';
import { addDays, daysBetween, localDate } from './local-time.ts';

/** A delivered course as far as it counts: where it was, who came, when it ended. Countries by ISO 3166-1 alpha-2. */
export interface DeliveredCourse {
  endsOn: string;
  zone: string;
  country: string;
  beneficiaries: readonly string[];
}

/** One country or region, and the years in which it was assisted, rising. */
export interface AssistedCountry {
  country: string;
  years: readonly number[];
}

export interface AssistingHub {
  country: string;
  zone: string;
}

/** The year in which a course ended, on the hub's calendar. */
export function yearDelivered(course: Pick<DeliveredCourse, 'endsOn' | 'zone'>, hubZone: string): number {
  return Number(localDate(courseEnd(course), hubZone).slice(0, 4));
}

/** Days of courses that may have ended in these years on the hub's calendar: zones lie up to a day apart. */
export function daysAround(from: number, until: number): { from: string; until: string } {
  return { from: addDays(`${from}-01-01`, -2), until: addDays(`${until}-12-31`, 2) };
}

/**
 * Item 25: whose people held seats, and where it took place, unless that is the hub's own country: a course at home
 * assists those who come to it, and not the house that holds it.
 */
export function assistedCountries(
  courses: readonly DeliveredCourse[],
  since: number,
  hub: AssistingHub,
): AssistedCountry[] {
  const years = new Map<string, Set<number>>();
  for (const course of courses) {
    const year = yearDelivered(course, hub.zone);
    if (year < since) continue;
    for (const country of [course.country, ...course.beneficiaries]) {
      if (country === hub.country) continue;
      const known = years.get(country) ?? new Set();
      years.set(country, known.add(year));
    }
  }
  return [...years].map(([country, known]) => ({ country, years: [...known].sort((a, b) => a - b) }));
}

/** The bands of length that requests ask for, first and last day included. */
export type DurationBand = 'under-2-weeks' | '2-to-12-weeks' | 'over-12-weeks';

export function durationBand({ startsOn, endsOn }: { startsOn: string; endsOn: string }): DurationBand {
  const days = daysBetween(startsOn, endsOn) + 1;
  if (days < 14) return 'under-2-weeks';
  return days <= 84 ? '2-to-12-weeks' : 'over-12-weeks';
}
