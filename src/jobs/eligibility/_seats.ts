// Somebody who holds a seat and may not come any more: nothing is taken from them, and whoever can help is told.
import type { Answer } from '#bot/answer.ts';
import { verdictsOf } from '#bot/eligibility.ts';
import { holdersOf } from '#bot/holders.ts';
import type { Failure } from '#exchange/eligibility.ts';
import type { Sweep } from '#jobs/job.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';

/** What somebody had to show to get the seat, and has lost since; what was never asked of them is not brought up now. */
export function lostGround(failures: readonly Failure[]): readonly Failure[] {
  return failures.filter(
    ({ weight, rule }) => weight === 'bar' || rule === 'vetting' || rule === 'unit-vetting',
  );
}

export async function seatAnswers(
  { records, now }: Sweep,
  course: Course,
  nominations: readonly Nomination[],
): Promise<readonly Answer[]> {
  const seated = nominations.filter(({ state }) => state === 'offered' || state === 'accepted');
  const verdicts = await verdictsOf(records, course, seated, now);
  const answers: Answer[] = [];
  for (const nomination of seated) {
    const lost = lostGround(verdicts.get(nomination.id) ?? []).map(({ rule }) => rule);
    if (lost.length === 0) continue;
    const told = new Set([
      ...(await holdersOf(records, 'coordinator', { now })),
      ...(await holdersOf(records, 'liaison', { scope: nomination.organisation, now })),
    ]);
    answers.push(
      ...[...told].map((tell) => ({
        tell,
        message: 'eligibility/seat',
        facts: { nomination: nomination.id },
        // Told once, and anew when something else is lost.
        key: `eligibility seat · ${nomination.id} · ${lost.join(' ')}`,
      })),
    );
  }
  return answers;
}
