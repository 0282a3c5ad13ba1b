// Who would be placed on which of several courses side by side: put together from the plans' own facts, in a few queries.
import { createHash } from 'node:crypto';
import { placeOnSeats, type SeatPlacing, type Wish } from '#exchange/placing-seats.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Records } from '#store/store.ts';
import { type Assembled, assemble } from './_assemble.ts';

/** As many as a button can name; a nominee ranks three. */
export const mostSideBySide = 4;

export interface Placement extends SeatPlacing {
  readonly courses: readonly Course[];
  /** Free seats of each course, by its id. */
  readonly seats: ReadonlyMap<string, number>;
  /** Of every nominee who may have a seat in any of them, their nominations, the most wanted first. */
  readonly wishes: ReadonlyMap<string, readonly Nomination[]>;
  /** Nominations that end when it is kept, where their nominee is placed instead, and the nomination that goes on. */
  readonly ending: readonly {
    readonly nomination: Nomination;
    readonly placedIn: string;
    readonly keeps: Nomination;
  }[];
}

/** They share a day: nobody can attend both. */
export function runBeside(
  one: Pick<Course, 'startsOn' | 'endsOn'>,
  other: Pick<Course, 'startsOn' | 'endsOn'>,
): boolean {
  return one.startsOn <= other.endsOn && other.startsOn <= one.endsOn;
}

export async function placementOf(
  records: Records,
  courses: readonly Course[],
  now: number,
): Promise<Placement> {
  const assembled: Assembled[] = [];
  for (const course of courses) assembled.push(await assemble(records, course, now));
  const eligible = assembled.flatMap(({ question, nominations }) =>
    question.contenders.flatMap(({ id }) => nominations.get(id) ?? []),
  );
  const wishes = new Map(
    [...Map.groupBy(eligible, ({ nominee }) => nominee)].map(([nominee, own]) => [
      nominee,
      own.toSorted(byWish),
    ]),
  );
  const placing = placeOnSeats(
    [...wishes].map(
      ([nominee, own]): Wish => ({
        nominee,
        nominations: own.map(({ id, course }) => ({ nomination: id, course })),
      }),
    ),
    assembled.map(({ course, question }) => ({ id: course.id, question })),
  );
  const ending = [...placing.placed].flatMap(([nominee, { course }]) => {
    const own = wishes.get(nominee) ?? [];
    const keeps = own.find((one) => one.course === course);
    const others = own.filter((one) => one.course !== course && one.state !== 'selected');
    return keeps ? others.map((nomination) => ({ nomination, placedIn: course, keeps })) : [];
  });
  const seats = new Map(assembled.map(({ course, free }) => [course.id, free]));
  return { ...placing, courses, seats, wishes, ending };
}

/** What the nominee said, else what was handed in first: whoever was nominated for one at a time wanted that one first. */
function byWish(one: Nomination, other: Nomination): number {
  const rank = ({ preference }: Nomination) => preference ?? Number.MAX_SAFE_INTEGER;
  return (
    rank(one) - rank(other) ||
    (one.sentAt ?? one.createdAt) - (other.sentAt ?? other.createdAt) ||
    (one.course < other.course ? -1 : 1)
  );
}

/** Short, because it travels in a route with the courses; it need only tell what was shown from what is so now. */
export function markOf({ ending }: Placement): string {
  const lines = ending.map(({ nomination, placedIn }) => `${nomination.id} ${placedIn}`).toSorted();
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 10);
}
