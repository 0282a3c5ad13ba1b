// Asks for reviews once the call has closed, and reminds whoever still has some before their last day.
import type { Answer } from '#bot/answer.ts';
import { askReviewers } from '#bot/reviews.ts';
import { reviewReminder } from '#exchange/review-reminders.ts';
import { defineJob, type Sweep } from '#jobs/job.ts';
import type { Course } from '#store/records/courses.ts';
import type { Panel } from '#store/records/panels.ts';

export default defineJob({
  name: 'review-reminders',
  everyMinutes: 10,
  async sweep(sweep) {
    const answers: Answer[] = [];
    for (const panel of await sweep.records.panels.atWork()) {
      const course = await sweep.records.courses.byId(panel.course);
      if (!course) continue;
      answers.push(...(await askReviewers(sweep.records, course, sweep.now)));
      answers.push(...(await remindersFor(sweep, course, panel)));
    }
    return answers;
  },
});

async function remindersFor(
  { records, now }: Sweep,
  course: Course,
  panel: Panel,
): Promise<readonly Answer[]> {
  const open = (await records.reviews.of(course.id)).filter((one) => one.state === 'open');
  const waiting = await records.people.byIds([...new Set(open.map((one) => one.reviewer))]);
  const organisations = new Map((await records.organisations.all()).map((one) => [one.id, one.zone]));
  return waiting.flatMap((person): readonly Answer[] => {
    const zone = person.zone ?? organisations.get(person.organisation ?? '') ?? course.zone;
    // Whoever was asked after it would have been due has just been told.
    const since = Math.min(...open.filter((one) => one.reviewer === person.id).map((one) => one.assignedAt));
    const reminder = reviewReminder({ due: panel.due, zone, since, now });
    if (!reminder) return [];
    return [
      {
        tell: person.id,
        message: 'review-reminders/reminder',
        facts: { course: course.id, due: panel.due },
        // With the day in it, so that one that was moved has reminders of its own.
        key: `review reminder · ${course.id} · ${panel.due} · ${reminder.slot}`,
        tooLateAt: reminder.tooLateAt,
      },
    ];
  });
}
