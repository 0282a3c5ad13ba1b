// Looks after open questionnaires: reminds those who have not answered, closes in time, and sends the summary.
import type { Answer } from '#bot/answer.ts';
import { holdersOf } from '#bot/holders.ts';
import { remindersToAnswer } from '#exchange/feedback-reminders.ts';
import { officeHoursIn } from '#exchange/office-hours.ts';
import { dueNow } from '#exchange/reminders.ts';
import { defineJob, type Sweep } from '#jobs/job.ts';
import type { Course } from '#store/records/courses.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Records } from '#store/store.ts';

export default defineJob({
  name: 'feedback-rounds',
  everyMinutes: 10,
  async sweep(sweep) {
    const answers: Answer[] = [];
    const organisations = new Map((await sweep.records.organisations.all()).map((one) => [one.id, one]));
    for (const round of await sweep.records.feedback.rounds('open')) {
      const course = round.course === null ? undefined : await sweep.records.courses.byId(round.course);
      if (!course || course.state === 'cancelled') await abandon(sweep.records, round);
      else if (sweep.now >= round.closesAt) answers.push(...(await close(sweep, course, round)));
      else answers.push(...(await reminders(sweep, course, round, organisations)));
    }
    return answers;
  },
});

/** A course that was called off asks nobody any more, and has no summary. */
async function abandon(records: Records, round: FeedbackRound): Promise<void> {
  await forgetHalfFilled(records, round);
  await records.feedback.callOff(round.id);
}

/** To those alone who have not answered, in their own office hours. */
async function reminders(
  { records, now }: Sweep,
  course: Course,
  round: FeedbackRound,
  organisations: ReadonlyMap<string, Organisation>,
): Promise<readonly Answer[]> {
  const silent = await records.people.byIds(await records.feedback.silent(round.id));
  return silent.flatMap((person): readonly Answer[] => {
    const organisation = organisations.get(person.organisation ?? '');
    const zone = person.zone ?? organisation?.zone ?? course.zone;
    const theirs = remindersToAnswer(
      round.opensAt,
      round.closesAt,
      zone,
      officeHoursIn(organisation?.country),
    );
    const due = dueNow(theirs, now);
    if (!due) return [];
    return [
      {
        tell: person.id,
        message: 'feedback/reminder',
        facts: { course: course.id, last: due.slot === theirs.at(-1)?.slot },
        key: `feedback reminder · ${course.id} · ${due.slot}`,
        tooLateAt: due.tooLateAt,
      },
    ];
  });
}

async function close(
  { records, now }: Sweep,
  course: Course,
  round: FeedbackRound,
): Promise<readonly Answer[]> {
  await forgetHalfFilled(records, round);
  if (!(await records.feedback.close(round.id))) return [];
  await records.courses.move(course.id, ['evaluating'], 'closed');
  const hub = await records.organisations.hub();
  const hubChannels = hub
    ? await records.organisations.channels({ organisation: hub.id, purpose: 'managers' })
    : [];
  // A hub without a room for it is told person by person, so that a summary is never lost.
  const coordinators = hubChannels.length > 0 ? [] : await holdersOf(records, 'coordinator', { now });
  const readers = new Set([course.proposedBy, ...coordinators]);
  return [
    { revise: `course/card · ${course.id}` },
    ...(await announcements(records, course, hub?.id)),
    ...[...readers].map((tell) => ({
      tell,
      message: 'feedback/summary-ready',
      facts: { course: course.id },
      key: `feedback summary ready · ${course.id}`,
    })),
  ];
}

/** The managers' channels of the hub, of the organisation that held the course, and of those whose people attended. */
async function announcements(
  records: Records,
  course: Course,
  hub: string | undefined,
): Promise<readonly Answer[]> {
  const attended = (await records.nominations.attendance(course.id)).filter((one) => one.mark !== 'no-show');
  const people = await records.people.byIds(attended.map((one) => one.person));
  const concerned = new Set([hub, course.organisation, ...people.map((person) => person.organisation)]);
  const channels = await records.organisations.channels({ purpose: 'managers' });
  return channels
    .filter((channel) => concerned.has(channel.organisation))
    .map(({ channel, organisation, purpose }) => ({
      announce: channel,
      organisation,
      purpose,
      message: 'feedback/summary',
      facts: { course: course.id },
      key: `feedback summary · ${course.id}`,
    }));
}

/** Half-filled answers stand beside an account, so none outlives its questionnaire: that is promised. */
/** Those of earlier versions name the course. */
async function forgetHalfFilled(records: Records, { id, course, set }: FeedbackRound): Promise<void> {
  const accounts = await records.people.accountsOfAll(await records.feedback.silent(id));
  const ids = accounts.map((account) => account.id);
  const drafts = await records.drafts.of(ids, 'feedback answer');
  for (const { id: draft, values } of drafts)
    if (values.round === id || (set === 'reaction' && values.course === course))
      await records.drafts.finish(draft);
}
