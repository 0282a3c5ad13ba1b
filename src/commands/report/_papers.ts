// What a report says of the papers of a course: whether brief and assessment were there, and when each was decided.
import type { Records } from '#store/store.ts';

export interface Papers {
  /** The day on which each was decided (ISO); undefined where there is none. */
  readonly brief: string | undefined;
  readonly assessment: string | undefined;
}

export async function papersOf({ clearances }: Pick<Records, 'clearances'>, course: string): Promise<Papers> {
  const { brief, assessment } = await clearances.of(course);
  return { brief: brief?.decidedOn, assessment: assessment?.decidedOn };
}
