// Reminds nominees whose consent is waited for and managers whose release is, and tells the liaison officer who is silent.
import type { Answer } from '#bot/answer.ts';
import { holdersOf } from '#bot/holders.ts';
import { chasedWithin, consentReminder } from '#exchange/consent-chase.ts';
import { courseStart } from '#exchange/course.ts';
import { localDate } from '#exchange/local-time.ts';
import type { Reminder } from '#exchange/reminders.ts';
import { defineJob, type Sweep } from '#jobs/job.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Organisation } from '#store/records/organisations.ts';

export default defineJob({
  name: 'consent-chase',
  everyMinutes: 10,
  async sweep(sweep) {
    const due = await dueIn(sweep);
    if (due.length === 0) return [];
    const holders = oncePerOrganisation(sweep);
    const answers: Answer[] = [];
    for (const one of due) answers.push(...(await remind(one, holders)));
    return answers;
  },
});

interface Due {
  readonly nomination: Nomination;
  readonly course: Course;
  readonly reminder: Reminder;
  /** One of these for each time that it was handed in, or each deadline. */
  readonly occasion: string;
}

async function dueIn({ records, now }: Sweep): Promise<readonly Due[]> {
  const closing = await records.courses.inState('call-open', 'nominationDeadline', {
    from: now,
    until: now + chasedWithin.deadline,
  });
  const waiting = [
    ...(await records.nominations.unanswered({ courses: closing.map((course) => course.id) })),
    ...(await records.nominations.unanswered({
      from: now - chasedWithin.from,
      until: now - chasedWithin.until,
    })),
  ];
  const each = new Map(waiting.map((one) => [one.id, one]));
  if (each.size === 0) return [];
  const courses = await records.courses.byIds([...each.values()].map((one) => one.course));
  const known = new Map(courses.map((course) => [course.id, course]));
  const organisations = new Map((await records.organisations.all()).map((one) => [one.id, one]));
  return [...each.values()].flatMap((nomination) => {
    const course = known.get(nomination.course);
    const organisation = organisations.get(nomination.organisation);
    if (!course || !organisation || !isWaitedFor(course, now)) return [];
    return dueOf(nomination, course, organisation, now);
  });
}

function dueOf(nomination: Nomination, course: Course, { zone }: Organisation, now: number): readonly Due[] {
  const { sentAt } = nomination;
  if (sentAt === null) return [];
  const { nominationDeadline: deadline } = course;
  const reminder = consentReminder({ sentAt, deadline, zone }, now);
  if (!reminder) return [];
  const occasion = reminder.slot === '-1d' ? `${deadline}` : localDate(sentAt, zone);
  return [{ nomination, course, reminder, occasion: `${reminder.slot} · ${occasion}` }];
}

function isWaitedFor(course: Course, now: number): boolean {
  return ['call-open', 'call-closed', 'selecting'].includes(course.state) && now < courseStart(course);
}

type Holders = (role: 'manager' | 'liaison', organisation: string) => Promise<readonly string[]>;

/** Many nominees are of one organisation. */
function oncePerOrganisation({ records, now }: Sweep): Holders {
  const known = new Map<string, readonly string[]>();
  return async (role, scope) => {
    const key = `${role} ${scope}`;
    const kept = known.get(key) ?? (await holdersOf(records, role, { scope, now }));
    known.set(key, kept);
    return kept;
  };
}

async function remind({ nomination, course, reminder, occasion }: Due, holders: Holders) {
  const { id, nominee, organisation, consent, release } = nomination;
  const managers =
    release === 'asked' ? (await holders('manager', organisation)).filter((one) => one !== nominee) : [];
  const about = (message: string, tell: string, facts: Readonly<Record<string, string>>, what: string) => ({
    tell,
    message,
    facts,
    key: `consent chase · ${what} · ${occasion}`,
    tooLateAt: Math.min(reminder.tooLateAt, courseStart(course)),
  });
  return [
    ...(consent === 'asked' ? [about('consent-chase/consent', nominee, { nomination: id }, id)] : []),
    ...managers.map((tell) => about('consent-chase/release', tell, { nomination: id }, id)),
    // Whoever is silent is named together: one message for a course and an occasion.
    ...(await holders('liaison', organisation)).map((tell) =>
      about(
        'consent-chase/silent',
        tell,
        { course: course.id, organisation },
        `${course.id} · ${organisation}`,
      ),
    ),
  ];
}
