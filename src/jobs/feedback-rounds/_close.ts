// Closes rounds, or calls them off, and sends the summary of what a course or an event was told.
import type { Answer } from '#bot/answer.ts';
import { factsAbout } from '#bot/ask-feedback.ts';
import type { AskedAbout } from '#bot/asked-about.ts';
import { holdersOf } from '#bot/holders.ts';
import { participantsOf } from '#bot/participants.ts';
import type { Sweep } from '#jobs/job.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
import type { Records } from '#store/store.ts';

/** What was called off asks nobody any more, and has no summary. */
export async function callOff({ records }: Sweep, round: FeedbackRound): Promise<void> {
  await forgetHalfFilled(records, round);
  await records.feedback.callOff(round.id);
}

/** Of one course or event, all that close in this sweep: they have one summary. */
export async function closeRounds(
  sweep: Sweep,
  about: AskedAbout,
  over: readonly FeedbackRound[],
): Promise<readonly Answer[]> {
  const { records } = sweep;
  const closed: FeedbackRound[] = [];
  for (const round of over) {
    await forgetHalfFilled(records, round);
    if (await records.feedback.close(round.id)) closed.push(round);
  }
  if (closed.length === 0) return [];
  // What a test before the course says, it says beside the one after it.
  const [told] = closed.filter(({ set }) => set !== 'pre-test');
  const named = closed.some(({ set }) => set === 'reaction') ? about.id : told?.id;
  return [
    ...(await endEvaluation(sweep, about)),
    ...(named === undefined ? [] : await tellOf(sweep, about, named)),
  ];
}

/** The course is closed when nothing of it is asked any more. */
async function endEvaluation({ records }: Sweep, { id, course }: AskedAbout): Promise<readonly Answer[]> {
  if (course?.state !== 'evaluating') return [];
  const rounds = await records.feedback.of(id);
  if (rounds.some(({ state }) => state === 'open')) return [];
  await records.courses.move(id, ['evaluating'], 'closed');
  return [{ revise: `course/card · ${id}` }];
}

async function tellOf({ records, now }: Sweep, about: AskedAbout, named: string): Promise<readonly Answer[]> {
  const hub = await records.organisations.hub();
  const hubChannels = hub
    ? await records.organisations.channels({ organisation: hub.id, purpose: 'managers' })
    : [];
  // A hub without a room for it is told person by person, so that a summary is never lost.
  const coordinators =
    hubChannels.length > 0 && about.course ? [] : await holdersOf(records, 'coordinator', { now });
  const runs = about.course?.proposedBy ?? about.edition?.plannedBy;
  const readers = new Set([...(runs === undefined ? [] : [runs]), ...coordinators]);
  return [
    ...(about.course ? await announcements(records, about.course, hub?.id, named) : []),
    ...[...readers].map((tell) => ({
      tell,
      message: 'feedback/summary-ready',
      facts: factsAbout(about),
      key: `feedback summary ready · ${named}`,
    })),
  ];
}

/** The managers' channels of the hub, of the organisation that held the course, and of those whose people attended. */
async function announcements(
  records: Records,
  course: { readonly id: string; readonly organisation: string },
  hub: string | undefined,
  named: string,
): Promise<readonly Answer[]> {
  const people = await records.people.byIds(await participantsOf(records, course.id));
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
      key: `feedback summary · ${named}`,
    }));
}

/** Half-filled answers stand beside an account, so none outlives its questionnaire: that is promised. */
async function forgetHalfFilled(records: Records, { id, course, set }: FeedbackRound): Promise<void> {
  const accounts = await records.people.accountsOfAll(await records.feedback.silent(id));
  const ids = accounts.map((account) => account.id);
  for (const draft of await records.drafts.of(ids, 'feedback answer')) {
    const { values } = draft;
    if (values.round === id || (set === 'reaction' && values.course === course))
      await records.drafts.finish(draft.id);
  }
}
