// What assistance has been given: delivered courses that may be disclosed, with countries and numbers, never with people.
import { and, asc, count, eq, gte, inArray, lte } from 'drizzle-orm';
import { mayReportAssistance, type WithholdReason } from '#exchange/disclosure.ts';
import { seatHoldingStates } from '#exchange/nomination.ts';
import { amongIds, given, idsIn, placesFor, prepared, preparedFor } from '../connection.ts';
import type { RecordContext } from './context.ts';
import { type Course, courseFrom } from './courses.ts';
import { visibleCourses } from './eyes.ts';

/** A delivered course that may be disclosed, and the countries whose people held seats in it. */
export interface Assistance {
  readonly course: string;
  /** ISO date, in `zone`. */
  readonly endsOn: string;
  readonly zone: string;
  /** Where it took place, ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Of the organisations whose people held seats; each once, in the order of the letters. */
  readonly beneficiaries: readonly string[];
}

/** So many people of one rank and unit held seats. */
export interface TrainedGroup {
  readonly organisation: string;
  readonly rank: string;
  readonly unit: string;
  readonly people: number;
}

export interface AssistanceReport {
  /** By last day, then id; none that is withheld. */
  readonly courses: readonly { readonly course: Course; readonly trained: readonly TrainedGroup[] }[];
  /** The reasons of each course that is withheld, and nothing else of it but its last day. */
  readonly withheld: readonly {
    readonly endsOn: string;
    readonly zone: string;
    readonly reasons: readonly WithholdReason[];
  }[];
}

export interface AssistanceRecords {
  /** Those that ended on this day (ISO) or later and are withheld from nobody; the same for every viewer. */
  since(from: string): Promise<readonly Assistance[]>;
  /** Those that ended between two days (ISO, both included); nothing for whoever does not answer for the exchange. */
  report(from: string, until: string): Promise<AssistanceReport>;
}

/** It has taken place. */
export const deliveredStates = ['delivered', 'evaluating', 'closed'] as const;

export function assistanceRecords(context: RecordContext): AssistanceRecords {
  const ended = async (from: string, until: string) =>
    visibleCourses(context, await endedCourses(context.connection).execute({ from, until }));

  return {
    async since(from) {
      const courses = (await ended(from, lastDay)).filter((course) => course.withheld.length === 0);
      const ids = courses.map(({ id }) => id);
      const found = new Map<string, Set<string>>(ids.map((id) => [id, new Set()]));
      if (ids.length > 0) {
        const places = placesFor(ids);
        const rows = await beneficiaries(context.connection, places).execute(idsIn(ids, places));
        for (const { course, country } of rows) found.get(course)?.add(country);
      }
      return courses.map(({ id, endsOn, zone, country }) => ({
        ...{ course: id, endsOn, zone, country },
        beneficiaries: [...(found.get(id) ?? [])].sort(),
      }));
    },

    async report(from, until) {
      if (!mayReportAssistance(context.viewer)) return { courses: [], withheld: [] };
      const all = await ended(from, until);
      const disclosed = all.filter((course) => course.withheld.length === 0);
      const ids = disclosed.map(({ id }) => id);
      const places = placesFor(ids);
      const rows =
        ids.length === 0 ? [] : await trainedIn(context.connection, places).execute(idsIn(ids, places));
      return {
        courses: disclosed.map((row) => ({
          course: courseFrom(row),
          trained: rows.flatMap(({ course, ...group }) => (course === row.id ? [group] : [])),
        })),
        withheld: all
          .filter((course) => course.withheld.length > 0)
          .map(({ endsOn, zone, withheld }) => ({ endsOn, zone, reasons: withheld })),
      };
    },
  };
}

/** Beyond every day that is written with four digits for the year. */
const lastDay = '9999-12-31';

const endedCourses = prepared(({ db, tables: { courses } }) =>
  db
    .select()
    .from(courses)
    .where(
      and(
        inArray(courses.state, [...deliveredStates]),
        gte(courses.endsOn, given(courses.endsOn, 'from')),
        lte(courses.endsOn, given(courses.endsOn, 'until')),
      ),
    )
    .orderBy(asc(courses.endsOn), asc(courses.id))
    .prepare('courses_ended'),
);

const beneficiaries = preparedFor(
  'assistance_beneficiaries',
  ({ db, tables: { nominations, organisations } }, name, places: number) =>
    db
      .selectDistinct({ course: nominations.course, country: organisations.country })
      .from(nominations)
      .innerJoin(organisations, eq(nominations.organisation, organisations.id))
      .where(and(amongIds(nominations.course, places), inArray(nominations.state, [...seatHoldingStates])))
      .prepare(name),
);

const trainedIn = preparedFor('assistance_trained', ({ db, tables: { nominations } }, name, places: number) =>
  db
    .select({
      course: nominations.course,
      organisation: nominations.organisation,
      rank: nominations.rank,
      unit: nominations.unit,
      people: count(),
    })
    .from(nominations)
    .where(and(amongIds(nominations.course, places), inArray(nominations.state, [...seatHoldingStates])))
    .groupBy(nominations.course, nominations.organisation, nominations.rank, nominations.unit)
    .orderBy(asc(nominations.organisation), asc(nominations.rank), asc(nominations.unit))
    .prepare(name),
);
