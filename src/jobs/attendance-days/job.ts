// At the end of each working day of a course but its last: reminds whoever manages it when nobody has been marked for the
// day. On the last day, whoever runs it is asked for the attendance of the whole course.
import type { Answer } from '#bot/answer.ts';
import { courseRunners } from '#bot/course-runners.ts';
import { dayReminders } from '#exchange/attendance.ts';
import { officeHoursIn } from '#exchange/office-hours.ts';
import { dueNow } from '#exchange/reminders.ts';
import { defineJob, type Sweep } from '#jobs/job.ts';
import type { Course } from '#store/records/courses.ts';

export default defineJob({
  name: 'attendance-days',
  everyMinutes: 15,
  async sweep(sweep) {
    const answers: Answer[] = [];
    for (const course of await sweep.records.courses.list({ states: ['running'] }))
      answers.push(...(await remind(course, sweep)));
    return answers;
  },
});

async function remind(course: Course, sweep: Sweep): Promise<readonly Answer[]> {
  const { records, now } = sweep;
  if (course.granted === 0) return [];
  const reminder = dueNow(dayReminders(course, officeHoursIn(course.country)), now);
  if (!reminder) return [];
  const { days } = await records.attendanceDays.tally(course.id);
  if (days.includes(reminder.slot)) return [];
  const facts = { course: course.id, day: reminder.slot };
  const key = `attendance day · ${course.id} · ${reminder.slot}`;
  return (await courseRunners(records, course, now)).map((tell) => ({
    tell,
    message: 'attendance-days/unmarked',
    facts,
    key,
    tooLateAt: reminder.tooLateAt,
  }));
}
