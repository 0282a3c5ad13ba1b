// Tells everybody in three lines what an evaluation said, and those who attended what came of it.
import type { Answer } from '#bot/answer.ts';
import { nextOfficeHour } from '#exchange/local-time.ts';
import { officeHoursIn } from '#exchange/office-hours.ts';
import { toldOfActionsForDays, weDidDue } from '#exchange/we-did.ts';
import { defineJob, type Sweep } from '#jobs/job.ts';
import type { Course } from '#store/records/courses.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';

const aDay = 86_400_000;
/** After a long weekend without power it is still news. */
const newsForDays = 4;

export default defineJob({
  name: 'evaluation-posts',
  everyMinutes: 30,
  async sweep(sweep): Promise<readonly Answer[]> {
    const { records, now } = sweep;
    const answers: Answer[] = [];
    for (const round of await records.feedback.rounds('closed', { latestFirst: true })) {
      if (round.closesAt < now - toldOfActionsForDays * aDay) break;
      if (round.set !== 'reaction' && round.set !== 'after-action') continue;
      const course = await records.courses.byId(round.course ?? '');
      if (!course || course.state === 'cancelled') continue;
      if (round.closesAt >= now - newsForDays * aDay)
        answers.push(...(await threeLines(sweep, course, round)));
      answers.push(...(await whatCameOfIt(sweep, course)));
    }
    return answers;
  },
});

/** A course that is withheld is none of everybody's business; its lines are not even written. */
async function threeLines(
  { records }: Sweep,
  course: Course,
  round: FeedbackRound,
): Promise<readonly Answer[]> {
  if (course.withheld.length > 0 || round.set !== 'reaction') return [];
  const channels = await records.organisations.channels({ purpose: 'announcements' });
  return channels.map(({ channel, organisation, purpose }) => ({
    announce: channel,
    organisation,
    purpose,
    message: 'feedback/summary-lines',
    facts: { course: course.id },
    key: `feedback lines · ${course.id}`,
    tooLateAt: round.closesAt + newsForDays * aDay,
  }));
}

/** In the office hours of each. */
async function whatCameOfIt({ records, now }: Sweep, course: Course): Promise<readonly Answer[]> {
  const due = weDidDue(await records.actions.of(course.id), now);
  if (!due) return [];
  const attended = (await records.nominations.attendance(course.id)).filter((one) => one.mark !== 'no-show');
  const people = await records.people.byIds(attended.map((one) => one.person));
  const organisations = new Map((await records.organisations.all()).map((one) => [one.id, one]));
  return people.map((person) => {
    const organisation = organisations.get(person.organisation ?? '');
    const zone = person.zone ?? organisation?.zone ?? course.zone;
    return {
      tell: person.id,
      message: 'feedback/we-did',
      facts: { course: course.id },
      key: `feedback we did · ${course.id} · ${due}`,
      notBefore: nextOfficeHour(now, zone, officeHoursIn(organisation?.country)),
    };
  });
}
