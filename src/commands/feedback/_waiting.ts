// Whether there is still something to ask somebody for, at the moment when a message is drawn.
import { roundIdOf } from '#exchange/questionnaire.ts';
import type { Course } from '#store/records/courses.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
import type { Records } from '#store/store.ts';

/** The open round of a course that this person has not answered; undefined once it is answered, closed or called off. */
export async function waitingRound(
  records: Records,
  courseId: string,
  person: string | undefined,
  now: number,
): Promise<{ readonly course: Course; readonly round: FeedbackRound } | undefined> {
  const course = await records.courses.byId(courseId);
  const round = course && (await records.feedback.round(roundIdOf(course.id)));
  if (!course || course.state === 'cancelled' || round?.state !== 'open' || now >= round.closesAt)
    return undefined;
  if (person === undefined || (await records.feedback.invited(round.id, person)) !== 'waiting')
    return undefined;
  return { course, round };
}
