// Looks after questionnaires: opens what is due, asks and reminds whoever is silent, closes in time, sends the summary, and
// releases what came late. Everything is decided anew from the dates of the course or event as they are now.
import type { Answer } from '#bot/answer.ts';
import { type AskedAbout, askedAbout, roundStep } from '#bot/asked-about.ts';
import { preTestTime } from '#exchange/evaluation-calendar.ts';
import { defineJob, type Sweep } from '#jobs/job.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
import { callOff, closeRounds } from './_close.ts';
import { openDue } from './_open.ts';
import { remind } from './_remind.ts';

/** Late windows that ended within so long are still looked after: also after an outage, what is left over is deleted. */
const lookedBack = 60 * 86_400_000;

export default defineJob({
  name: 'feedback-rounds',
  everyMinutes: 10,
  async sweep(sweep) {
    const { records, now } = sweep;
    const answers: Answer[] = [...(await openDue(sweep))];
    for (const rounds of byWhatTheyAreAbout(await records.feedback.rounds('open')))
      answers.push(...(await follow(sweep, rounds)));
    for (const round of await records.feedback.toRelease(now - lookedBack))
      await records.feedback.releaseLate(round.id);
    return answers;
  },
});

function byWhatTheyAreAbout(rounds: readonly FeedbackRound[]): Iterable<readonly FeedbackRound[]> {
  return Map.groupBy(rounds, ({ course, edition }) => course ?? edition).values();
}

/** The open rounds of one course or event. */
async function follow(sweep: Sweep, rounds: readonly FeedbackRound[]): Promise<readonly Answer[]> {
  const { records, now } = sweep;
  const [first] = rounds;
  const about = first && (await askedAbout(records, first));
  if (!about) return callOffAll(sweep, rounds);
  const asking: FeedbackRound[] = [];
  const over: FeedbackRound[] = [];
  for (const round of rounds) {
    const step = roundStep(round, about, now);
    if (step === 'ask') asking.push(round);
    else if (step === 'close') over.push(round);
    else if (step === 'call-off') await callOff(sweep, round);
    else if (step === 'move') await moveClose(sweep, round, about);
  }
  return [...(await remind(sweep, about, asking)), ...(await closeRounds(sweep, about, over))];
}

/** What they were about is not in the record any more. */
async function callOffAll(sweep: Sweep, rounds: readonly FeedbackRound[]): Promise<readonly Answer[]> {
  for (const round of rounds) await callOff(sweep, round);
  return [];
}

/** Only the test before a course follows its dates. */
async function moveClose({ records }: Sweep, round: FeedbackRound, { course }: AskedAbout): Promise<void> {
  if (course) await records.feedback.moveClose(round.id, preTestTime(course).closesAt);
}
