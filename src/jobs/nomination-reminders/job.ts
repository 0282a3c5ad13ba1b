// Reminds liaison officers before nominations close: those whose organisation has nominated nobody first and oftener.
import type { Answer } from '#bot/answer.ts';
import { holdersOf } from '#bot/holders.ts';
import { gate } from '#exchange/approval.ts';
import { nominationReminder } from '#exchange/nomination-reminders.ts';
import { defineJob, type Sweep } from '#jobs/job.ts';
import type { Course } from '#store/records/courses.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Person } from '#store/records/people.ts';

export default defineJob({
  name: 'nomination-reminders',
  everyMinutes: 10,
  async sweep(sweep) {
    const courses = await sweep.records.courses.inState('call-open', 'nominationDeadline', {
      from: sweep.now,
      until: sweep.now + earliest,
    });
    if (courses.length === 0) return [];
    const readers = await readersOf(sweep);
    const answers: Answer[] = [];
    for (const course of courses) answers.push(...(await remindersFor(sweep, course, readers)));
    return answers;
  },
});

/** The first reminder leaves 21 days before; days are counted in each zone. */
const earliest = 23 * 86_400_000;

interface Readers {
  readonly organisation: Organisation;
  readonly liaisons: readonly Person[];
}

async function readersOf({ records, now }: Sweep): Promise<readonly Readers[]> {
  const organisations = await records.organisations.all();
  return Promise.all(
    organisations.map(async (organisation) => ({
      organisation,
      liaisons: await records.people.byIds(
        await holdersOf(records, 'liaison', { scope: organisation.id, now }),
      ),
    })),
  );
}

async function remindersFor(
  { records, now }: Sweep,
  course: Course,
  readers: readonly Readers[],
): Promise<readonly Answer[]> {
  // Nobody is asked to nominate for a course whose papers have run out.
  if (!gate(course, await records.clearances.of(course.id), now).open) return [];
  const counts = await records.nominations.counts(course.id);
  const nominating = new Set(
    counts.filter((one) => one.open + one.accepted > 0).map((one) => one.organisation),
  );
  const reminderIn = oncePerZone((zone, nominated) =>
    nominationReminder({
      deadline: course.nominationDeadline,
      publishedAt: course.publishedAt ?? course.createdAt,
      zone,
      nominated,
      now,
    }),
  );
  return readers.flatMap(({ organisation, liaisons }): readonly Answer[] => {
    const nominated = nominating.has(organisation.id);
    const reminder = reminderIn(organisation.zone, nominated);
    if (!reminder) return [];
    const { slot, due, tooLateAt } = reminder;
    return liaisons
      .filter((person) => !nominated || person.notifications === 'all')
      .map((person) => ({
        tell: person.id,
        message: 'nomination-reminders/reminder',
        facts: { course: course.id, deadline: course.nominationDeadline, slot },
        // With the deadline in it, so that one that was moved has reminders of its own.
        key: `nomination reminder · ${course.id} · ${course.nominationDeadline} · ${slot}`,
        // What has waited longest leaves first, so in a long queue those who have nobody are before the others.
        notBefore: nominated ? now : due,
        tooLateAt,
      }));
  });
}

/** Many organisations share a zone, and a calendar is slow to ask. */
function oncePerZone<T>(
  work: (zone: string, nominated: boolean) => T,
): (zone: string, nominated: boolean) => T {
  const known = new Map<string, { readonly answer: T }>();
  return (zone, nominated) => {
    const key = `${zone} ${nominated}`;
    const kept = known.get(key) ?? { answer: work(zone, nominated) };
    known.set(key, kept);
    return kept.answer;
  };
}
