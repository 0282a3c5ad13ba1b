// Asks once a quarter, three weeks ahead, whoever answers for people whether all still serve; once more a week before.
import type { Answer } from '#bot/answer.ts';
import { approvalGivenNow, circlesOf, renewersOf } from '#bot/approvals.ts';
import { firstNoticeDays, verificationNotice } from '#exchange/verification.ts';
import { defineJob, type Sweep } from '#jobs/job.ts';
import type { Person } from '#store/records/people.ts';

const day = 86_400_000;
/** People from before approvals had a date are given one, so many in one transaction. */
const mostAtOnce = 200;

export default defineJob({
  name: 'verification',
  everyMinutes: 60,
  async sweep(sweep) {
    const { records, now } = sweep;
    const hub = await records.organisations.hub();
    if (!hub) return [];
    const due = await records.people.approvedUntil(now + firstNoticeDays * day);
    await beginCounting(sweep, due);
    const circles = await circlesOf(records, due, hub);
    const answers: Answer[] = [];
    for (const circle of new Set(circles.values())) {
      const ends = due.flatMap(({ id, approvedUntil = 0 }) =>
        circles.get(id) === circle && approvedUntil > now ? [approvedUntil] : [],
      );
      if (ends.length > 0) answers.push(...(await ask(sweep, circle, Math.min(...ends))));
    }
    return answers;
  },
});

/** For whom nobody has a date yet, the period begins now. */
async function beginCounting({ records, now }: Sweep, due: readonly Person[]): Promise<void> {
  const undated = due.filter((person) => person.approvedUntil === undefined).slice(0, mostAtOnce);
  if (undated.length === 0) return;
  const approvedUntil = await approvalGivenNow(records, now);
  for (const { id } of undated) await records.people.change(id, { approvedUntil });
}

/** One message for each who is asked: it lists everybody they answer for. */
async function ask({ records, now }: Sweep, circle: string, until: number): Promise<readonly Answer[]> {
  const slot = verificationNotice(until, now);
  if (slot === undefined) return [];
  return (await renewersOf(records, circle, now)).map((tell) => ({
    tell,
    message: 'exchange/members-to-verify',
    facts: { circle },
    key: `verification · ${circle} · ${until} · ${slot}`,
    tooLateAt: until,
  }));
}
