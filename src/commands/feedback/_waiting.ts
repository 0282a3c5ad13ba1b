// What there is still to ask somebody for, at the moment when a message is drawn.
import type { MessageFacts } from '#bot/answer.ts';
import { type AskedAbout, askedAbout, roundStep } from '#bot/asked-about.ts';
import type { QuestionSet } from '#exchange/questionnaire.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
import type { Records } from '#store/store.ts';

export interface Waiting {
  readonly about: AskedAbout;
  /** The tests first; never empty. */
  readonly rounds: readonly FeedbackRound[];
}

/** In this order several are offered: what was learned is asked before what is thought of it. */
const inOrder: readonly QuestionSet[] = ['pre-test', 'post-test', 'reaction', 'after-action', 'event'];

/**
 * The open rounds of a course or event, by the facts of its message, that this person has not answered. Undefined when
 * there is none left: answered, closed, called off, or at rest while the course is held. None is asked for late.
 */
export async function waitingRounds(
  records: Records,
  facts: MessageFacts,
  person: string | undefined,
  now: number,
): Promise<Waiting | undefined> {
  const id = facts.course ?? facts.edition;
  if (typeof id !== 'string' || person === undefined) return undefined;
  const rounds = await records.feedback.of(id);
  const about = rounds[0] && (await askedAbout(records, rounds[0]));
  if (!about) return undefined;
  const waiting: FeedbackRound[] = [];
  for (const round of rounds) {
    if (round.state !== 'open' || roundStep(round, about, now) !== 'ask') continue;
    if (round.set === 'pre-test' && !(await hasSeat(records, about.id, person))) continue;
    if ((await records.feedback.invited(round.id, person)) === 'waiting') waiting.push(round);
  }
  const sorted = waiting.toSorted((one, other) => inOrder.indexOf(one.set) - inOrder.indexOf(other.set));
  return sorted.length === 0 ? undefined : { about, rounds: sorted };
}

/** Whoever gave the seat back since does not come. */
async function hasSeat({ nominations }: Records, course: string, nominee: string): Promise<boolean> {
  return (await nominations.list({ course, nominee, states: ['accepted'] })).length > 0;
}
