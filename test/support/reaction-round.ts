// The round that asks a course's participants at its end, as tests open it.
import { currentVersions, roundIdOf } from '#exchange/questionnaire.ts';
import type { NewFeedbackRound } from '#store/records/feedback.ts';

/** No late answers, unless there is time for them. */
export function reactionTo(
  course: string,
  opensAt: number,
  closesAt: number,
  lateUntil: number = closesAt,
): NewFeedbackRound {
  return { course, set: 'reaction', questionnaire: currentVersions.reaction, opensAt, closesAt, lateUntil };
}

/** The id of that round. */
export function reactionOf(course: string): string {
  return roundIdOf(course, 'reaction');
}
