// Vettings that end before a course does begin on which their person is nominated or has a seat: the coordinator hears in time.
import type { Answer } from '#bot/answer.ts';
import { criteriaOf } from '#bot/eligibility.ts';
import { holdersOf } from '#bot/holders.ts';
import { openedStates } from '#exchange/course.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import { holdsSeat, isOpen } from '#exchange/nomination.ts';
import { firstVettingReminder, vettingReminder } from '#exchange/prerequisite-reminders.ts';
import type { Sweep } from '#jobs/job.ts';
import type { Records } from '#store/store.ts';

export async function vettingAnswers({ records, now }: Sweep): Promise<readonly Answer[]> {
  const zone = (await records.organisations.hub())?.zone ?? 'UTC';
  const today = localDate(now, zone);
  const ending = await records.vettings.ending(today, addDays(today, firstVettingReminder));
  const answers: Answer[] = [];
  for (const { person, validUntil } of ending) {
    const reminder = validUntil === undefined ? undefined : vettingReminder(validUntil, zone, now);
    if (validUntil === undefined || reminder === undefined) continue;
    const nomination = await dependsOnIt(records, person, validUntil);
    if (nomination === undefined) continue;
    for (const tell of await holdersOf(records, 'coordinator', { now }))
      answers.push({
        tell,
        message: 'eligibility/vetting-ends',
        facts: { nomination, validUntil },
        key: `vetting ends · ${person} · ${validUntil} · ${reminder.slot}`,
        tooLateAt: reminder.tooLateAt,
      });
  }
  return answers;
}

/** The first of their nominations that needs them vetted on a later day. */
export async function dependsOnIt(
  records: Records,
  person: string,
  validUntil: string,
): Promise<string | undefined> {
  const theirs = (await records.nominations.list({ nominee: person })).filter(
    ({ state }) => isOpen(state) || holdsSeat(state),
  );
  for (const { id, course: of } of theirs) {
    const course = await records.courses.byId(of);
    if (!course || course.startsOn <= validUntil) continue;
    if (!openedStates.some((state) => state === course.state)) continue;
    if ((await criteriaOf(records, of)).vetting !== 'none') return id;
  }
  return undefined;
}
