// Whom a change of a course concerns, and how they are told.
import type { Answer, MessageFacts } from '#bot/answer.ts';
import { holdersOf } from '#bot/holders.ts';
import type { Records } from '#store/store.ts';

/** Nominees with an open nomination or a seat, whoever nominated them, and the liaison officers of their organisations. */
export async function concernedBy(course: string, records: Records, now: number): Promise<readonly string[]> {
  const live = await records.nominations.concerned(course);
  const counts = await records.nominations.counts(course);
  const organisations = counts.filter((one) => one.open + one.accepted > 0).map((one) => one.organisation);
  const liaisons: string[] = [];
  for (const organisation of organisations) {
    liaisons.push(...(await holdersOf(records, 'liaison', { scope: organisation, now })));
  }
  return [...new Set([...live.flatMap((one) => [one.nominee, one.nominatedBy]), ...liaisons])];
}

export async function allLiaisons(records: Records, now: number): Promise<readonly string[]> {
  return holdersOf(records, 'liaison', { now });
}

export async function allCoordinators(records: Records, now: number): Promise<readonly string[]> {
  return holdersOf(records, 'coordinator', { now });
}

/** Everybody once, without whoever did it: they have it before them. */
export function others(people: readonly string[], asker: string | undefined): readonly string[] {
  return [...new Set(people)].filter((person) => person !== asker);
}

/** The same message to each; the person is added to the key. */
export function tellAll(
  people: readonly string[],
  message: string,
  facts: MessageFacts,
  key: string,
  tooLateAt?: number,
): readonly Answer[] {
  const late = tooLateAt === undefined ? {} : { tooLateAt };
  return people.map((tell) => ({ tell, message, facts, key, ...late }));
}
