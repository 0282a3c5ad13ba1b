// Papers in force now that end before the first day of their course: whoever made them, the coordinators and whoever decides.
import type { Answer } from '#bot/answer.ts';
import { decidingOffice, gateKeepers } from '#bot/deciding-office.ts';
import type { ClearanceDocument } from '#exchange/approval.ts';
import { watchedStates } from '#exchange/gate-watch.ts';
import { localDate } from '#exchange/local-time.ts';
import { endReminder } from '#exchange/papers-expiry.ts';
import type { Sweep } from '#jobs/job.ts';
import type { Course } from '#store/records/courses.ts';
import type { Records } from '#store/store.ts';

export async function paperReminders(sweep: Sweep): Promise<readonly Answer[]> {
  const { records, now } = sweep;
  const courses = await records.courses.list({
    states: watchedStates,
    startsFrom: localDate(now, 'UTC'),
  });
  const answers: Answer[] = [];
  for (const course of courses)
    for (const paper of await papersOf(records, course.id))
      answers.push(...(await remind(course, paper, sweep)));
  return answers;
}

interface Paper {
  readonly document: ClearanceDocument;
  readonly validUntil: string;
  /** Who made it, and when (epoch ms). */
  readonly by: string;
  readonly writtenAt: number;
}

async function papersOf({ papers }: Records, course: string): Promise<readonly Paper[]> {
  const brief = await papers.brief(course);
  const assessment = await papers.assessment(course);
  return [
    ...(brief ? [{ ...brief, document: 'brief', by: brief.writtenBy } as const] : []),
    ...(assessment
      ? [
          {
            ...assessment,
            document: 'assessment',
            by: assessment.assessor,
            writtenAt: assessment.assessedAt,
          } as const,
        ]
      : []),
  ];
}

async function remind(course: Course, paper: Paper, { records, now }: Sweep): Promise<readonly Answer[]> {
  const reminder = endReminder(paper, course, now);
  if (!reminder) return [];
  const { document, validUntil, by } = paper;
  const keepers = await gateKeepers(records, await decidingOffice(records, course.id), now);
  return [...new Set([by, ...keepers])].map((tell) => ({
    tell,
    message: 'papers-expiry/paper',
    facts: { course: course.id, document, validUntil },
    // With the day in it, a paper that was renewed has reminders of its own.
    key: `paper ends · ${course.id} · ${document} · ${validUntil} · ${reminder.slot}`,
    tooLateAt: reminder.tooLateAt,
  }));
}
