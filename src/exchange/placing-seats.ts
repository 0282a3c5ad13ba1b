// Placing nominees on courses that run side by side, where each course's seats go by its own allocation between organisations.
import { allocate, type SeatsToGive } from './allocation.ts';
import { keepChosen, type Placing, place } from './placing.ts';

/** One of the courses, with everybody who may have a seat in it. */
export interface SideCourse {
  readonly id: string;
  readonly question: SeatsToGive;
}

/** What one nominee would like: their nominations for these courses, the most wanted first. */
export interface Wish {
  readonly nominee: string;
  readonly nominations: readonly { readonly nomination: string; readonly course: string }[];
}

export interface SeatPlacing extends Placing {
  /**
   * Nominees who are placed, but to whom the plan of their course gives no seat once everybody is narrowed: a tie is broken
   * anew by day or lot among others, or a reserve is filled by somebody else.
   */
  readonly unsettled: ReadonlySet<string>;
}

/**
 * Each course is asked for the allocation of its seats among those who come to it: what decides between organisations is the
 * same here as in its plan. It never takes back whom it has let go (with more to choose from, nobody's claim grows), but where
 * day or lot breaks a tie, or reserves for several groups overlap; whom that may concern is named.
 */
export function placeOnSeats(wishes: readonly Wish[], courses: readonly SideCourse[]): SeatPlacing {
  const choosers = new Map(courses.map((course) => [course.id, chooserOf(course, wishes)]));
  const placing = place(
    wishes.map(({ nominee, nominations }) => ({
      id: nominee,
      choices: nominations.map(({ course }) => course),
    })),
    new Map([...choosers].map(([id, choose]) => [id, keepChosen(choose)])),
  );
  const unsettled = [...choosers].flatMap(([course, choose]) => {
    const here = [...placing.placed].flatMap(([id, placed]) => (placed.course === course ? [id] : []));
    const after = new Set(choose([...here, ...placing.without]));
    return here.filter((id) => !after.has(id));
  });
  return { ...placing, unsettled: new Set(unsettled) };
}

/** Of nominees, those to whom the course's allocation gives a seat; whoever may have none there is none of them. */
function chooserOf({ id: course, question }: SideCourse, wishes: readonly Wish[]) {
  const contenders = new Map(question.contenders.map((one) => [one.id, one]));
  const own = new Map(
    wishes.flatMap(({ nominee, nominations }) => {
      const wanted = nominations.find((one) => one.course === course);
      const contender = contenders.get(wanted?.nomination ?? '');
      return contender ? [[nominee, contender] as const] : [];
    }),
  );
  const nominees = new Map([...own].map(([nominee, { id }]) => [id, nominee]));
  return (among: readonly string[]): readonly string[] => {
    const some = among.flatMap((nominee) => own.get(nominee) ?? []);
    return allocate({ ...question, contenders: some }).given.flatMap(({ id }) => nominees.get(id) ?? []);
  };
}
