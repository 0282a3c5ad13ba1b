// Bookings: the courses in which nominees have, or had, a seat. All of them decide; only those that the viewer may see are named.
import { and, asc, eq, inArray, notInArray } from 'drizzle-orm';
import type { Booking } from '#exchange/eligibility.ts';
import { sameCourseKey } from '#exchange/eligibility-rules.ts';
import { type NominationState, seatHoldingStates } from '#exchange/nomination.ts';
import { preparedFor } from '../connection.ts';
import type { RecordContext } from './context.ts';
import { visibleCourses } from './eyes.ts';
import { amongNominees, isNobody, type Nominees, nomineesIn, shapeOf } from './nominees.ts';

export type PersonBooking = Booking & { readonly person: string };

/** Whoever did not come was not there. */
const taken = seatHoldingStates.filter((state) => state !== 'no-show');

/** By person, each person's by their days. */
export async function bookingsOf(context: RecordContext, among: Nominees): Promise<readonly PersonBooking[]> {
  if (isNobody(among)) return [];
  const rows = await bookingRows(context.connection, shapeOf(among)).execute(nomineesIn(among));
  const courses = new Map(rows.map(({ course }) => [course.id, course]));
  const seen = new Set((await visibleCourses(context, [...courses.values()])).map(({ id }) => id));
  return rows.map(({ person, state, course, homeCountry }) => ({
    person,
    course: course.id,
    titleKey: sameCourseKey(course.title),
    title: seen.has(course.id) ? course.title : undefined,
    startsOn: course.startsOn,
    endsOn: course.endsOn,
    country: course.country,
    online: course.online,
    homeCountry,
    standing: standingOf(state),
  }));
}

function standingOf(state: NominationState): Booking['standing'] {
  if (state === 'offered') return 'offered';
  return state === 'accepted' ? 'booked' : 'attended';
}

const bookingRows = preparedFor('bookings', (connection, name, shape: number) => {
  const { db, tables } = connection;
  const { nominations, courses, organisations } = tables;
  return db
    .select({
      person: nominations.nominee,
      state: nominations.state,
      homeCountry: organisations.country,
      course: courses,
    })
    .from(nominations)
    .innerJoin(courses, eq(courses.id, nominations.course))
    .innerJoin(organisations, eq(organisations.id, nominations.organisation))
    .where(
      and(
        amongNominees(connection, nominations.nominee, shape),
        inArray(nominations.state, taken),
        notInArray(courses.state, ['cancelled', 'declined']),
      ),
    )
    .orderBy(asc(nominations.nominee), asc(courses.startsOn), asc(nominations.id))
    .prepare(name);
});
