// What a report says of the papers of a course: when each was decided on, and which office decided on the assistance, and when.
import type { Office } from '#exchange/hub-settings.ts';
import type { Records } from '#store/store.ts';

export interface Papers {
  /** The day on which each was decided on (ISO); undefined where there is none. */
  readonly brief: string | undefined;
  readonly assessment: string | undefined;
  /** To whom the assessment went, and when that office decided last (epoch ms); undefined for whoever may not see papers. */
  readonly decision: { readonly office: Office; readonly decidedAt: number } | undefined;
}

export async function papersOf(
  { clearances, decisions }: Pick<Records, 'clearances' | 'decisions'>,
  course: string,
): Promise<Papers> {
  const { brief, assessment } = await clearances.of(course);
  const [last] = await decisions.of(course);
  return {
    brief: brief?.decidedOn,
    assessment: assessment?.decidedOn,
    decision: last && { office: last.office, decidedAt: last.decidedAt },
  };
}
