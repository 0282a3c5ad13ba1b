// Which version of a questionnaire would be asked now: the one that was designed for the course, or the standard one.
import { currentVersions, type QuestionSet, roundIdOf } from '#exchange/questionnaire.ts';
import type { Records } from '#store/store.ts';

/**
 * For `feedback.open`. Undefined where there is nothing to ask: a test that nobody has designed. What is asked after a
 * course is what was asked before it.
 */
export async function versionToAsk(
  { questionnaires, feedback }: Pick<Records, 'questionnaires' | 'feedback'>,
  course: string,
  set: QuestionSet,
): Promise<string | undefined> {
  if (set === 'post-test') {
    const before = await feedback.round(roundIdOf(course, 'pre-test'));
    return before?.questionnaire ?? versionToAsk({ questionnaires, feedback }, course, 'pre-test');
  }
  const designed = await questionnaires.latest(course, set);
  return designed && designed.items.length > 0 ? designed.id : currentVersions[set];
}
