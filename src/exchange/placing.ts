// Placing candidates on courses that run side by side: each proposes to the course they want next, each course keeps the best.

/** Somebody who is nominated for several courses that run side by side. */
export interface Candidate {
  readonly id: string;
  /** Courses, the most wanted first. */
  readonly choices: readonly string[];
}

/**
 * Whom a course keeps of those who have come to it. `consider` is asked again and again, and answers with everybody whom it
 * has to let go, of those who came and of those whom it had kept. It must never take back whom it has let go: with more to
 * choose from, nobody is kept who was not good enough among fewer. Then, and only then, the placing is stable.
 */
export interface Keeper {
  consider(newcomers: readonly string[]): readonly string[];
}

export interface Placed {
  readonly course: string;
  /** Which of their choices it is, 1 first. */
  readonly choice: number;
}

export interface Placing {
  readonly placed: ReadonlyMap<string, Placed>;
  /** Candidates whom none of their choices kept, in the order of their ids. */
  readonly without: readonly string[];
}

/**
 * Deferred acceptance, proposed by the candidates (Gale and Shapley, 1962). Nobody would rather be on a course that would
 * rather have them; of all such placings each candidate gets the best that any of them gives; and nobody gains by hiding
 * what they want. Neither the order of candidates nor that of courses changes anything.
 * @example place([{ id: 'ama', choices: ['one', 'two'] }], new Map([['one', keepChosen((among) => among.slice(0, 1))]]))
 */
export function place(candidates: readonly Candidate[], courses: ReadonlyMap<string, Keeper>): Placing {
  const seekers = candidates
    .map(({ id, choices }): Seeker => ({ id, choices: [...new Set(choices)], at: 0 }))
    .toSorted((one, other) => compare(one.id, other.id));
  const byId = new Map(seekers.map((seeker) => [seeker.id, seeker]));

  let seeking: readonly Seeker[] = [...byId.values()];
  while (seeking.length > 0) {
    const coming = Map.groupBy(seeking, ({ choices, at }) => choices[at]);
    coming.delete(undefined);
    seeking = [...coming].flatMap(([course = '', newcomers]) => {
      const ids = newcomers.map(({ id }) => id);
      const turnedAway = courses.get(course)?.consider(ids) ?? ids;
      return turnedAway.flatMap((id) => byId.get(id) ?? []);
    });
    for (const seeker of seeking) seeker.at += 1;
  }

  const placed = new Map<string, Placed>();
  const without: string[] = [];
  for (const { id, choices, at } of byId.values()) {
    const course = choices[at];
    if (course === undefined) without.push(id);
    else placed.set(id, { course, choice: at + 1 });
  }
  return { placed, without };
}

interface Seeker extends Candidate {
  /** Which of the choices they have come to; beyond the last one when none is left. */
  at: number;
}

/**
 * Keeps whom a choice out of everybody keeps, such as the allocation of a course's seats between organisations. `choose` is
 * given those kept so far and those who came, sorted, and answers with those of them who have a seat.
 */
export function keepChosen(choose: (among: readonly string[]) => readonly string[]): Keeper {
  let kept: readonly string[] = [];
  return {
    consider(newcomers) {
      const among = [...new Set([...kept, ...newcomers])].toSorted(compare);
      const chosen = new Set(choose(among));
      kept = among.filter((id) => chosen.has(id));
      return among.filter((id) => !chosen.has(id));
    },
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
