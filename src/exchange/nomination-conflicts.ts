// What stands against a nomination, or against accepting it, whatever the nominee can do (product §5.11).

/** First and last day of a course, ISO dates, both included. */
export interface CourseDays {
  startsOn: string;
  endsOn: string;
}

/** The first of the courses in which somebody has a seat that shares a day with this one. */
export function overlapping<Booked extends CourseDays>(
  course: CourseDays,
  booked: readonly Booked[],
): Booked | undefined {
  return booked.find((other) => other.startsOn <= course.endsOn && course.startsOn <= other.endsOn);
}

/** Nobody nominates themselves. Both are ids of persons. */
export function mayNominate({ nominator, nominee }: { nominator: string; nominee: string }): boolean {
  return nominator !== nominee;
}

/**
 * Four eyes: whoever nominated somebody does not accept them, and nobody accepts themselves, nor through a deputy or as
 * one. Ids of persons; `asker` are all for whom the asker acts (`actsFor`).
 */
export function mayAccept(
  nomination: { nominator: string; nominee: string },
  asker: readonly string[],
): { accept: true } | { accept: false; why: 'nominated' | 'oneself' } {
  if (asker.includes(nomination.nominee)) return { accept: false, why: 'oneself' };
  return asker.includes(nomination.nominator) ? { accept: false, why: 'nominated' } : { accept: true };
}
