// Tells the coordinators which missions have not answered, before their day and after it; then whoever decides as well.
import type { Answer } from '#bot/answer.ts';
import { decidingOffice, gateKeepers } from '#bot/deciding-office.ts';
import { holdersOf } from '#bot/holders.ts';
import { afterItsDay, consultationReminder } from '#exchange/consultation-chase.ts';
import { courseStart } from '#exchange/course.ts';
import { watchedStates } from '#exchange/gate-watch.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import type { Reminder } from '#exchange/reminders.ts';
import { defineJob, type Sweep } from '#jobs/job.ts';
import type { Course } from '#store/records/courses.ts';

export default defineJob({
  name: 'consultation-chase',
  everyMinutes: 10,
  async sweep(sweep) {
    const { records, now } = sweep;
    const today = localDate(now, 'UTC');
    const waited = await records.consultations.waitedFor(
      addDays(today, -daysAfter),
      addDays(today, daysBefore),
    );
    if (waited.length === 0) return [];
    const courses = await records.courses.byIds(waited.map((one) => one.course));
    const answers: Answer[] = [];
    for (const course of courses.filter(isWatched)) {
      const theirs = waited.filter((one) => one.course === course.id);
      // Missions with the same day are told of together.
      for (const [due, asked] of Map.groupBy(theirs, (one) => one.due)) {
        const reminders = asked.flatMap((one) => consultationReminder(one, course.zone, now) ?? []);
        const [reminder] = reminders;
        if (reminder && now < courseStart(course))
          answers.push(...(await chase(course, due, reminder, sweep)));
      }
    }
    return answers;
  },
});

/** Five days before and eight after, and one more because it is earlier or later elsewhere. */
const daysBefore = 6;
const daysAfter = 9;

function isWatched({ state }: Course): boolean {
  return watchedStates.some((one) => one === state);
}

async function chase(
  course: Course,
  due: string,
  { slot, tooLateAt }: Reminder,
  { records, now }: Sweep,
): Promise<readonly Answer[]> {
  const coordinators = await holdersOf(records, 'coordinator', { now });
  const isDecided = (await records.clearances.of(course.id)).approval?.standing === 'approved';
  // Before its papers are handed in there is nothing to decide, and with an approval it has been.
  const isForDeciders = slot === afterItsDay && course.state !== 'proposed' && !isDecided;
  const told = isForDeciders
    ? await gateKeepers(records, await decidingOffice(records, course.id), now)
    : coordinators;
  return told.map((tell) => ({
    tell,
    message: 'consultation-chase/silent',
    facts: { course: course.id, due, slot },
    key: `consultation chase · ${course.id} · ${due} · ${slot}`,
    tooLateAt: Math.min(tooLateAt, courseStart(course)),
  }));
}
