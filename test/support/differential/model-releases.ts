// The model of how answers are released: who takes part in which part, and what is told of it.
import { readSetting } from '#exchange/hub-settings.ts';
import type { Item } from '#exchange/questionnaire.ts';
import {
  type Gain,
  gainOf,
  gainsTogether,
  type Part,
  pair,
  partsOf,
  type Told,
  together,
  toldOf,
} from '#exchange/release.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
import type { ModelContext, Row } from './model-state.ts';

type Answer = Row<'feedbackAnswers'>;

const nothing: Told = { released: 0, tallies: {}, alike: {} };

export function releaseModel(
  context: ModelContext,
  itemsOf: (questionnaire: string) => readonly Item[] | undefined,
) {
  const { feedbackRounds, feedbackAnswers, feedbackTallies, feedbackKeys, settings } = context.state;
  const minimum = () => readSetting('feedback.minimum', settings.get('feedback.minimum')?.value);
  const roundsOf = (course: string) => [...feedbackRounds.values()].filter((row) => row.course === course);
  const waitingIn = (round: string) =>
    [...feedbackAnswers.values()].filter((row) => row.round === round && row.batch === null);
  const isHeld = ({ set, course }: FeedbackRound) =>
    set === 'pre-test' && course !== null && feedbackKeys.has(course);

  function release(round: FeedbackRound): number {
    if (isHeld(round)) return 0;
    const before = roundsOf(round.course ?? '').find((one) => one.set === 'pre-test');
    if (round.set === 'post-test' && before?.state === 'closed') return releasePaired(before, round);
    return add(round, [partsOf(waitingIn(round.id), minimum())]);
  }

  function releasePaired(before: FeedbackRound, after: FeedbackRound): number {
    const paired = pair(waitingIn(before.id), waitingIn(after.id), minimum());
    const items = {
      before: itemsOf(before.questionnaire) ?? [],
      after: itemsOf(after.questionnaire) ?? [],
    };
    const whole = (answers: readonly Answer[]) => (answers.length > 0 ? [{ cell: null, answers }] : []);
    const alone = (answers: readonly Answer[]) => partsOf(answers, minimum());
    add(before, [whole(paired.both.map((one) => one.before)), alone(paired.beforeAlone)]);
    return add(
      after,
      [whole(paired.both.map((one) => one.after)), alone(paired.afterAlone)],
      gainOf(items, paired.both),
    );
  }

  function add(round: FeedbackRound, batches: readonly (readonly Part<Answer>[])[], gain?: Gain): number {
    const items = itemsOf(round.questionnaire) ?? [];
    const earlier = feedbackTallies.get(round.id);
    let batch = earlier?.batches ?? 0;
    let released = 0;
    let told = together([{ ...nothing, ...earlier, alike: earlier?.alike ?? {} }]);
    const cells = { ...earlier?.cells };
    for (const parts of batches.filter((one) => one.length > 0)) {
      batch += 1;
      for (const { cell, answers } of parts) {
        for (const row of answers) context.put('feedbackAnswers', row.key, { ...row, batch, cell });
        const of = toldOf(
          items,
          answers.map((row) => row.answers),
        );
        told = together([told, of]);
        if (cell !== null) cells[cell] = together([cells[cell] ?? nothing, of]);
        released += answers.length;
      }
    }
    if (released === 0) return 0;
    const both = earlier?.gain && gain ? gainsTogether(earlier.gain, gain) : undefined;
    const sums = {
      batches: batch,
      released: told.released,
      tallies: told.tallies,
      alike: told.alike,
      cells,
      gain: both ?? gain ?? earlier?.gain ?? null,
    };
    context.put('feedbackTallies', round.id, { round: round.id, ...sums });
    return released;
  }

  function dropWaiting(round: FeedbackRound): void {
    for (const { key } of waitingIn(round.id)) feedbackAnswers.delete(key);
  }

  return {
    minimum,
    release,
    dropWaiting,
    dropLeftOver: (round: FeedbackRound) => {
      if (!isHeld(round)) dropWaiting(round);
    },
    makeKey: (course: string) => {
      if (!feedbackKeys.has(course)) context.put('feedbackKeys', course, { course, secret: 'secret' });
    },
    /** The true link is computed from a secret, and is compared with nothing. */
    linkFor: ({ set, course }: FeedbackRound, person: string) =>
      (set === 'pre-test' || set === 'post-test') && course !== null && feedbackKeys.has(course)
        ? `link of ${person}`
        : null,
    end: (course: string | null) => {
      if (course === null) return;
      const rounds = roundsOf(course);
      const isOver = rounds.some(({ set, state }) => set !== 'pre-test' || state === 'called-off');
      if (rounds.some(({ state }) => state === 'open') || !isOver || !feedbackKeys.delete(course)) return;
      for (const row of [...feedbackAnswers.values()])
        if (rounds.some(({ id }) => id === row.round))
          context.put('feedbackAnswers', row.key, { ...row, link: null });
      const before = rounds.find(({ set, state }) => set === 'pre-test' && state === 'closed');
      context.audit('feedback.end', course, { released: before ? release(before) : 0 });
    },
  };
}
