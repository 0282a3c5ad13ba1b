// Warns, at sixty, thirty, fourteen, seven days and one before a course, everybody who can still open its gate.
import type { Answer } from '#bot/answer.ts';
import { decidingOffice, gateKeepers } from '#bot/deciding-office.ts';
import { holdersOf } from '#bot/holders.ts';
import { gateWarning, missingAtStart, watchedStates } from '#exchange/gate-watch.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import type { Reminder } from '#exchange/reminders.ts';
import { defineJob, type Sweep } from '#jobs/job.ts';
import type { Course } from '#store/records/courses.ts';

export default defineJob({
  name: 'gate-watch',
  everyMinutes: 10,
  async sweep(sweep) {
    const answers: Answer[] = [];
    for (const course of await beginningSoon(sweep)) {
      const warning = gateWarning(course, sweep.now);
      if (warning) answers.push(...(await warn(course, warning, sweep)));
    }
    return answers;
  },
});

/** The first warning leaves so many days before; a day wider on either side, because it is earlier or later elsewhere. */
const firstWarning = 60;

async function beginningSoon({ records, now }: Sweep): Promise<readonly Course[]> {
  const today = localDate(now, 'UTC');
  return records.courses.list({
    states: watchedStates,
    startsFrom: addDays(today, -1),
    startsUntil: addDays(today, firstWarning + 1),
  });
}

async function warn(course: Course, { slot, tooLateAt }: Reminder, sweep: Sweep): Promise<readonly Answer[]> {
  const { records, now } = sweep;
  const missing = missingAtStart(course, await records.clearances.of(course.id), now);
  if (missing.length === 0) return [];
  const office = await decidingOffice(records, course.id);
  const told = new Set([
    ...(await gateKeepers(records, office, now)),
    ...(await holdersOf(records, 'courseManager', { scope: course.id, now })),
    course.proposedBy,
  ]);
  return [...told].map((tell) => ({
    tell,
    message: 'gate-watch/shut',
    facts: { course: course.id, startsOn: course.startsOn, slot, office },
    // With the day in it, a course that was moved is warned of anew.
    key: `gate watch · ${course.id} · ${course.startsOn} · ${slot}`,
    tooLateAt,
  }));
}
